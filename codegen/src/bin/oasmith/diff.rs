//! `oasmith diff`: says what changed between two descriptions, and what that means for programs of the old one.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oasmith::config::Config;
use oasmith::diagnostic::{Colour, Sink};
use oasmith::diff::Wire;
use oasmith::diff::accepted::Accepted;
use oasmith::diff::report::{Description, Report};
use oasmith::project::{FILE, Failure, Project};
use oasmith::source::Documents;

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
    let (mut old_sink, mut new_sink) = (Sink::new(), Sink::new());
    let Some(difference) = oasmith::diff((&old.documents, &mut old_sink), (&new.documents, &mut new_sink)) else {
        Style::default().report(old_sink.iter().filter(|entry| entry.code.is_fatal()), &old.documents);
        Style::default().report(new_sink.iter().filter(|entry| entry.code.is_fatal()), &new.documents);
        return Ok(Outcome::Refused);
    };
    let (shown_old, shown_new) = (|file: &str| old.shown(file), |file: &str| new.shown(file));
    let old_description = old.description(&difference.old_version, &shown_old);
    let new_description = new.description(&difference.new_version, &shown_new);
    let report = Report::new(&difference.changes, &old_description, &new_description, &accepted);
    terminal::print(&match arguments.format {
        Format::Text => report.text(Colour::Always, arguments.verbose),
        Format::Line => report.lines(),
        Format::Json => report.json(),
        Format::Markdown => report.markdown(),
        Format::Github => report.github(),
    });
    let is_found = match arguments.fail_on {
        None => false,
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
        let project = match (path.is_dir(), is_settings) {
            (true, _) => Project::open(&path.join(FILE)).map_err(refused)?,
            (false, true) => Project::open(&path).map_err(refused)?,
            (false, false) => Project::new(Path::new(""), Config::new(&path, "api")),
        };
        let documents = project.documents().map_err(|error| refused(error.into()))?;
        Ok(Self { name: argument.to_owned(), revision, documents })
    }

    fn shown(&self, file: &str) -> String {
        self.revision.as_ref().map_or_else(|| file.to_owned(), |revision| revision.shown(file))
    }

    fn description<'a>(&'a self, version: &'a str, shown: &'a dyn Fn(&str) -> String) -> Description<'a> {
        Description { name: &self.name, version, places: &self.documents, shown }
    }
}
