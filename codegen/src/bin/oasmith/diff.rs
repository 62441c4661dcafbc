//! `oasmith diff`: says what changed between two descriptions, and what that means for programs of the old one.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oasmith::Described;
use oasmith::config::Config;
use oasmith::diagnostic::Colour;
use oasmith::diff::Wire;
use oasmith::diff::accepted::Accepted;
use oasmith::diff::report::{Description, Report};
use oasmith::output::{LOCK, Lock};
use oasmith::project::{FILE, Failure, Project};
use oasmith::source::Documents;
use oasmith::surface::{self, Impact, Surface};

use crate::git::Revision;
use crate::terminal::Style;
use crate::{Outcome, terminal};

/// Says what changed between two descriptions, and what that means for programs that were written for the old one
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The old description: a file, a folder with oasmith.toml, or `git:REVISION:PATH`
    #[arg(value_name = "OLD")]
    old: String,
    /// The new description, in the same forms
    #[arg(value_name = "NEW")]
    new: String,
    /// How the changes are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Exit with code 1 if there is such a change that is not accepted
    #[arg(long, value_name = "VERDICT")]
    fail_on: Option<FailOn>,
    /// A TOML file with a table `accept`: fingerprints of changes, each with the reason why it is accepted
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// Print changes of documentation and other metadata too
    #[arg(long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a reader, in groups
    Text,
    /// One line for each change
    Line,
    /// One JSON object, which `oasmith schema diff` describes
    Json,
    /// A part of a changelog
    Markdown,
    /// Workflow commands, which GitHub shows beside the lines of a change
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A change that asks for a major version of the generated crate
    Major,
    /// A change that asks for a major or a minor version of the generated crate
    Minor,
    /// A change that breaks requests or responses
    Breaking,
    /// The same, or a change of which the descriptions do not say whether it does
    Undecidable,
}

/// One of the two descriptions.
struct Side {
    name: String,
    revision: Option<Revision>,
    documents: Documents,
    /// The settings, where it has some.
    config: Option<Config>,
    /// The surface that another version of oasmith wrote.
    written: Option<Surface>,
    /// The version of the generated crate.
    package: Option<String>,
}

/// Why there is no comparison.
enum Problem {
    /// A description is not accepted.
    Refused(Box<Failure>),
    /// An argument is wrong.
    Argument(String),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match compare(arguments) {
        Ok(outcome) => Ok(outcome),
        Err(Problem::Refused(failure)) => Err(*failure),
        Err(Problem::Argument(message)) => {
            terminal::remark(format_args!("error: {message}"));
            Ok(Outcome::Refused)
        }
    }
}

fn compare(arguments: &Arguments) -> Result<Outcome, Problem> {
    let accepted = accepted(arguments.accept.as_deref()).map_err(Problem::Argument)?;
    let (old, new) = (Side::open(&arguments.old)?, Side::open(&arguments.new)?);
    // A description without settings has those of the other, so that the settings are no difference.
    let plain = Config::new("api.yaml", "api");
    let old_config = old.config.as_ref().or(new.config.as_ref()).unwrap_or(&plain);
    let new_config = new.config.as_ref().or(old.config.as_ref()).unwrap_or(&plain);
    let difference = match oasmith::diff(old.described(old_config), new.described(new_config)) {
        Ok(difference) => difference,
        Err([of_old, of_new]) => {
            Style::default().report(&of_old, &old.documents);
            Style::default().report(&of_new, &new.documents);
            return Ok(Outcome::Refused);
        }
    };
    let (shown_old, shown_new) = (|file: &str| old.shown(file), |file: &str| new.shown(file));
    let old_description = old.description(&difference.old_version, &shown_old);
    let new_description = new.description(&difference.new_version, &shown_new);
    let report = Report::new(&difference, &old_description, &new_description, &accepted);
    terminal::print(&match arguments.format {
        Format::Text => report.text(Colour::Always, arguments.verbose),
        Format::Line => report.lines(),
        Format::Json => report.json(),
        Format::Markdown => report.markdown(),
        Format::Github => report.github(),
    });
    let is_found = match arguments.fail_on {
        None => false,
        Some(FailOn::Major) => report.rust() == Impact::Major,
        Some(FailOn::Minor) => report.rust() >= Impact::Minor,
        Some(FailOn::Breaking) => report.wire() == Wire::Breaking,
        Some(FailOn::Undecidable) => report.wire() >= Wire::Undecidable,
    };
    Ok(if is_found { Outcome::Changes } else { Outcome::Done })
}

fn accepted(path: Option<&Path>) -> Result<Accepted, String> {
    let Some(path) = path else { return Ok(Accepted::default()) };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Accepted::parse(&text).map_err(|error| format!("{}: {error}", path.display()))
}

impl Side {
    fn open(argument: &str) -> Result<Self, Problem> {
        let revision = Revision::parse(argument).transpose().map_err(Problem::Argument)?;
        let path = revision.as_ref().map_or_else(|| PathBuf::from(argument), Revision::path);
        let refused = |failure: Failure| Problem::Refused(Box::new(failure));
        let is_settings = path.extension().is_some_and(|extension| extension == "toml");
        let settings = if path.is_dir() { path.join(FILE) } else { path.clone() };
        let project = match path.is_dir() || is_settings {
            true => Project::open(&settings).map_err(refused)?,
            false => Project::new(Path::new(""), Config::new(&path, "api")),
        };
        let documents = project.documents().map_err(|error| refused(error.into()))?;
        let has_settings = path.is_dir() || is_settings;
        let written = if has_settings { written(&project, &documents) } else { None };
        let package = if has_settings { package(&project, &settings) } else { None };
        let config = has_settings.then(|| project.config.clone());
        Ok(Self { name: argument.to_owned(), revision, documents, config, written, package })
    }

    fn described<'a>(&'a self, config: &'a Config) -> Described<'a> {
        Described { documents: &self.documents, config, written: self.written.as_ref() }
    }

    fn shown(&self, file: &str) -> String {
        self.revision.as_ref().map_or_else(|| file.to_owned(), |revision| revision.shown(file))
    }

    fn description<'a>(&'a self, version: &'a str, shown: &'a dyn Fn(&str) -> String) -> Description<'a> {
        let package = self.package.as_deref();
        Description { name: &self.name, version, package, places: &self.documents, shown }
    }
}

/// The surface that the output folder has, where another version of oasmith wrote it from this description.
fn written(project: &Project, documents: &Documents) -> Option<Surface> {
    let read = |file: &str| std::fs::read_to_string(project.output().join(file)).ok();
    let lock = Lock::parse(&read(LOCK)?)?;
    let is_of_this = lock.description == documents.fingerprint() && lock.generator != env!("CARGO_PKG_VERSION");
    let text = read(surface::FILE).filter(|_| is_of_this)?;
    Some(Surface::parse(&text))
}

/// The version of the generated crate: that of its own manifest, or of the one beside the settings.
fn package(project: &Project, settings: &Path) -> Option<String> {
    let beside = settings.parent().unwrap_or(Path::new("")).to_owned();
    let version = |folder: PathBuf| -> Option<String> {
        let manifest: toml::Table = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
        Some(manifest.get("package")?.get("version")?.as_str()?.to_owned())
    };
    version(project.output()).or_else(|| version(beside))
}
