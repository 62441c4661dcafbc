//! A description and its settings as one thing to work on.
//!
//! Owns where they are found and where the result is written. Must not know how code is generated: the pipeline is a parameter.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use crate::at::At;
use crate::config::targets::TARGET;
use crate::config::{self, Config};
use crate::diagnostic::{Code, Colour, Diagnostic, Place, Places, Sink, codes, human};
use crate::did_you_mean::did_you_mean;
use crate::output::{self, Drift, Output, Written};
use crate::source::{Corrections, Documents, Limits, LoadError, Overlay, Patch};
use crate::surface::{Origins, Surface};
use crate::{Generated, Summary};

mod settings;

use settings::Settings;
pub use settings::{FILE, find};

/// What turns a description into files, as [`crate::generate`] does; `None` where nothing can be generated, for reasons that
/// it has reported.
pub type Pipeline = fn(&Documents, &Config, &mut Sink) -> Option<Generated>;

/// A description with its settings.
#[derive(Debug, Clone)]
pub struct Project {
    /// What the paths of the settings are relative to.
    folder: PathBuf,
    /// The settings; the name of the crate is filled in.
    pub config: Config,
    /// The text of the settings, where they come from a file.
    settings: Option<Settings>,
}

/// The result of one run of the pipeline.
#[derive(Debug)]
pub struct Generation {
    /// The description.
    pub documents: Documents,
    settings: Option<Settings>,
    /// What was reported, without the codes that the settings allow. The generation itself looks up the positions.
    pub ledger: Vec<Diagnostic>,
    /// The files and their lock.
    pub output: Output,
    /// How much was generated.
    pub summary: Summary,
    /// What users of the code can name.
    pub surface: Surface,
    /// Where in the description that comes from.
    pub origins: Origins,
}

impl Project {
    /// The project of an `oasmith.toml` that has one target.
    ///
    /// # Errors
    /// When the file cannot be read or understood, or has several targets.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        Self::only(Self::open_all(path)?)
    }

    /// The project of the only target.
    ///
    /// # Errors
    /// When there are several.
    pub fn only(mut targets: Vec<Self>) -> Result<Self, Failure> {
        match (targets.pop(), targets.len()) {
            (Some(only), 0) => Ok(only),
            (last, others) => {
                let message = format!("one target is wanted here, and there are {}", others + 1);
                let diagnostic = Diagnostic::new(codes::CONFIG, At::root(settings::FILE_ID).key(TARGET), message);
                let settings = last.and_then(|project| project.settings);
                Err(Failure::new(vec![diagnostic], Files { documents: (), settings }))
            }
        }
    }

    /// The projects of an `oasmith.toml`: one for each `[[target]]`, in their order; without any, one.
    ///
    /// # Errors
    /// When the file cannot be read or understood.
    pub fn open_all(path: &Path) -> Result<Vec<Self>, Failure> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let project = |(config, settings)| Self { settings: Some(settings), ..Self::new(folder, config) };
        Ok(settings::read(path)?.into_iter().map(project).collect())
    }

    /// The projects of the nearest `oasmith.toml` in a folder or above it.
    ///
    /// # Errors
    /// When there is none, or it cannot be read or understood.
    pub fn nearest(from: &Path) -> Result<Vec<Self>, Failure> {
        match find(from) {
            Some(path) => Self::open_all(&path),
            None => {
                let message = format!("there is no {FILE} in this folder or above it");
                let help = "write one, or name the paths: `oasmith generate DESCRIPTION --out FOLDER`";
                Err(Failure::new(vec![Diagnostic::new(codes::CONFIG, None, message).help(help)], ()))
            }
        }
    }

    /// A project from settings whose paths are relative to a folder.
    pub fn new(folder: &Path, mut config: Config) -> Self {
        let folder = folder.to_owned();
        if config.name.is_none() {
            config.name = Some(crate_name(&folder.join(&config.output)));
        }
        Self { folder, config, settings: None }
    }

    /// The entry document.
    pub fn description(&self) -> PathBuf {
        self.folder.join(&self.config.description)
    }

    /// The folder that is written.
    pub fn output(&self) -> PathBuf {
        self.folder.join(&self.config.output)
    }

    /// The files that the settings name, whether they can be read or not.
    pub fn inputs(&self) -> Vec<PathBuf> {
        let overlays = self.config.overlays.iter().map(|overlay| &overlay.path);
        let named = [&self.config.description].into_iter().chain(overlays).chain(self.config.remote.values());
        named.map(|path| self.folder.join(path)).collect()
    }

    /// Reads the description.
    ///
    /// # Errors
    /// When the entry document or an overlay cannot be read, or cannot be corrected as the settings have it.
    pub fn documents(&self) -> Result<Documents, LoadError> {
        Documents::corrected(&self.description(), &self.limits(), &self.corrections())
    }

    /// Reads the description and runs the pipeline; nothing is written.
    ///
    /// # Errors
    /// When the description cannot be read, or nothing can be generated from it.
    pub fn generate(&self, pipeline: Pipeline) -> Result<Generation, Failure> {
        let documents = self.documents().map_err(|error| {
            let settings = self.settings.clone();
            Failure::new(error.diagnostics.clone(), Files { documents: error, settings })
        })?;
        let mut sink = Sink::new();
        let generated = pipeline(&documents, &self.config, &mut sink);
        let mut ledger: Vec<_> = sink.iter().filter(|entry| !self.allows(entry.code)).cloned().collect();
        let Some(Generated { files, summary, surface, origins }) = generated else {
            return Err(Failure::new(ledger, Files { documents, settings: self.settings.clone() }));
        };
        ledger.extend(self.unused_allows(&sink));
        let output = Output::new(files, documents.fingerprint(), self.fingerprint());
        Ok(Generation { documents, settings: self.settings.clone(), ledger, output, summary, surface, origins })
    }

    /// Writes what was generated.
    ///
    /// # Errors
    /// When the folder cannot be written; it is then as it was.
    pub fn write(&self, generation: &Generation) -> Result<Written, Failure> {
        Ok(generation.output.write(&self.output())?)
    }

    /// Compares the output folder with what was generated.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn compare(&self, generation: &Generation) -> Result<Vec<Drift>, Failure> {
        Ok(generation.output.compare(&self.output())?)
    }

    fn limits(&self) -> Limits {
        let defaults = Limits::default();
        let remote = self.config.remote.iter().map(|(address, path)| (address.clone(), self.folder.join(path)));
        Limits {
            bytes: self.config.limits.bytes.unwrap_or(defaults.bytes),
            alias_nodes: self.config.limits.alias_nodes.unwrap_or(defaults.alias_nodes),
            root: self.config.root.as_ref().map(|root| self.folder.join(root)),
            remote: remote.collect(),
        }
    }

    fn corrections(&self) -> Corrections {
        let overlays = self.config.overlays.iter();
        let overlays =
            overlays.map(|overlay| Overlay { path: self.folder.join(&overlay.path), is_strict: overlay.strict });
        let patches = self.config.patch.iter().map(|(target, change)| Patch {
            target: target.clone(),
            change: settings::value(change),
            at: At::root(settings::FILE_ID).key("patch").key(target),
        });
        Corrections { overlays: overlays.collect(), patches: patches.collect() }
    }

    fn allows(&self, code: Code) -> bool {
        !code.is_fatal() && self.config.allow.contains_key(code.id())
    }

    /// One entry for each code that is allowed and was not reported: it would hide the first one that matters.
    fn unused_allows(&self, sink: &Sink) -> Vec<Diagnostic> {
        let own = codes::UNUSED_ALLOW.id();
        let reported: BTreeSet<&str> = sink.iter().map(|entry| entry.code.id()).collect();
        let unused = self.config.allow.keys().filter(|name| !reported.contains(name.as_str()) && *name != own);
        let diagnostic = |name: &String| {
            let message = format!("`{name}` is allowed here, but was not reported");
            Diagnostic::new(codes::UNUSED_ALLOW, settings::allowed(name), message)
        };
        if self.allows(codes::UNUSED_ALLOW) { Vec::new() } else { unused.map(diagnostic).collect() }
    }

    /// The hash of the settings that have an effect on the output. The paths have none.
    fn fingerprint(&self) -> String {
        let config = Config {
            root: None,
            remote: BTreeMap::new(),
            allow: BTreeMap::new(),
            // What they change is in the trees of the description.
            overlays: Vec::new(),
            patch: BTreeMap::new(),
            limits: crate::config::Limits::default(),
            description: PathBuf::new(),
            output: PathBuf::new(),
            ..self.config.clone()
        };
        // Settings always serialize: the keys of their maps are strings, and no path is left.
        output::hash(&serde_json::to_string(&config).unwrap_or_default())
    }
}

/// The name of a crate from the name of its folder.
fn crate_name(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    config::crate_name(&folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default())
}

impl Places for Generation {
    fn place(&self, at: &At) -> Option<Place<'_>> {
        place(&self.documents, self.settings.as_ref(), at)
    }

    fn correction(&self, at: &At) -> Option<&At> {
        self.documents.correction(at)
    }
}

/// The files to look up positions in, where nothing was generated.
struct Files<D> {
    documents: D,
    settings: Option<Settings>,
}

impl<D: Places> Places for Files<D> {
    fn place(&self, at: &At) -> Option<Place<'_>> {
        place(&self.documents, self.settings.as_ref(), at)
    }

    fn correction(&self, at: &At) -> Option<&At> {
        self.documents.correction(at)
    }
}

fn place<'f>(documents: &'f dyn Places, settings: Option<&'f Settings>, at: &At) -> Option<Place<'f>> {
    match settings {
        _ if at.file != settings::FILE_ID => documents.place(at),
        Some(settings) => settings.place(at),
        None => None,
    }
}

/// Why there is no result, with what is needed to show it.
pub struct Failure {
    /// What was reported.
    pub diagnostics: Vec<Diagnostic>,
    places: Box<dyn Places + Send + Sync>,
}

impl Failure {
    fn new(diagnostics: Vec<Diagnostic>, places: impl Places + Send + Sync + 'static) -> Self {
        Self { diagnostics, places: Box::new(places) }
    }

    /// A file beside the output that cannot be written.
    pub fn writing(path: &Path, error: std::io::Error) -> Self {
        output::Error::Io { path: path.to_owned(), source: error }.into()
    }

    /// A target that no settings have.
    pub fn no_target(wanted: &str, outputs: &[String]) -> Self {
        let message = format!("no target writes the folder `{wanted}`");
        let help = match did_you_mean(wanted, outputs.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the targets write {}", outputs.join(", ")),
        };
        Self::new(vec![Diagnostic::new(codes::CONFIG, None, message).help(help)], ())
    }

    /// An address that a server cannot listen at.
    #[cfg(feature = "mock")]
    pub fn listening(address: &str, error: std::io::Error) -> Self {
        let message = format!("cannot listen at {address}: {error}");
        let help = "name another address, such as `--listen 127.0.0.1:0`, which takes a free port";
        Self::new(vec![Diagnostic::new(codes::LISTEN, None, message).help(help)], ())
    }

    /// The report for a reader.
    pub fn render(&self, colour: Colour) -> String {
        human(&self.diagnostics, &*self.places, colour)
    }

    /// The lookup of positions.
    pub fn places(&self) -> &dyn Places {
        &*self.places
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::new(error.diagnostics.clone(), error)
    }
}

impl From<output::Error> for Failure {
    fn from(error: output::Error) -> Self {
        Self::new(vec![Diagnostic::new(codes::OUTPUT, None, error.to_string()).help(error.help())], ())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(Colour::Never).trim_end())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Failure {}
