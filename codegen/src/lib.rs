//! Reads an OpenAPI description and writes Rust: models, a client, server stubs.
//!
//! Most users call this from the command `oasmith` or from a build script ([`build::Project`]). The pipeline itself is
//! four steps, each on plain data:
//!
//! ```
//! use oasmith::{config::Config, diagnostic::Sink, source::Documents};
//!
//! let description = r##"
//! openapi: 3.0.3
//! info: { title: Pets, version: 1.0.0 }
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: getPet
//!       parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
//!       responses:
//!         "200": { description: The pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
//! components:
//!   schemas:
//!     Pet: { type: object, required: [name], properties: { name: { type: string } } }
//! "##;
//! let documents = Documents::from_texts(&[("pets.yaml", description)]).unwrap();
//! let mut sink = Sink::new();
//! let generated = oasmith::generate(&documents, &Config::new("pets.yaml", "generated"), &mut sink).unwrap();
//!
//! assert!(generated.files["models.rs"].contains("pub struct Pet {"));
//! assert!(generated.files["client.rs"].contains("pub fn get_pet(&self, id: impl AsRef<str>) -> GetPetCall"));
//! assert_eq!(generated.summary.operations_generated, 1);
//! assert!(sink.is_empty());
//! ```
//!
//! The same description gives the same bytes, on any machine. No description makes this crate panic. What is not supported is
//! reported with its location in the [sink](diagnostic::Sink), and costs the smallest part of the output.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
// A match over an enum names its variants, so that a new variant shows every place to touch.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod api;
pub mod at;
mod bounds;
pub mod build;
pub mod config;
pub mod diagnostic;
pub mod did_you_mean;
pub mod diff;
pub mod emit;
mod init;
mod locate;
pub mod lower;
#[cfg(feature = "mock")]
pub mod mock;
pub mod openapi;
pub mod output;
pub mod product;
pub mod project;
pub mod rust;
pub mod source;
pub mod stack;
pub mod surface;
pub mod value;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use config::Config;
use diagnostic::{Diagnostic, Sink, codes};
use diff::effects::{Besides, Code};
pub use init::Destination;
use rust::Layout;
use source::Documents;
use surface::{Origins, Surface, Walked};

/// What a description became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Paths below the output folder, with forward slashes, and their text.
    pub files: BTreeMap<String, String>,
    /// How much of the description that is.
    pub summary: Summary,
    /// What users of the code can name.
    pub surface: Surface,
    /// Where in the description that comes from.
    pub origins: Origins,
}

/// How much of a description was generated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The version as the description states it.
    pub version: String,
    /// Operations in the description.
    pub operations_total: usize,
    /// Operations that the client and the server have.
    pub operations_generated: usize,
    /// Those in which every type says what the description says.
    pub operations_typed: usize,
    /// Those in which something falls back to any JSON value, a string or bytes.
    pub operations_degraded: usize,
    /// Types that the models have.
    pub types: usize,
    /// Schemas that the description names.
    pub schemas_total: usize,
    /// Named schemas whose type says what they say. The others have one too, and it holds any JSON value somewhere.
    pub schemas_typed: usize,
}

/// Turns a description into source files.
///
/// `None` when nothing is generated: the version is unknown, there is neither an operation nor a schema, or a file that
/// the description refers to is broken or out of bounds. The sink then holds at least one error that
/// [is fatal](diagnostic::Code::is_fatal). Everything else that is wrong is in the sink too.
pub fn generate(documents: &Documents, config: &Config, sink: &mut Sink) -> Option<Generated> {
    let generated = stack::with_room(|| pipeline(documents, config, sink));
    // What is made of several locations has none of its own.
    sink.relocate(|at| documents.existing(at));
    generated
}

fn pipeline(documents: &Documents, config: &Config, sink: &mut Sink) -> Option<Generated> {
    let api = openapi::read(documents, sink).filter(|_| !sink.has_fatal())?;
    if api.operations.is_empty() && api.components.is_empty() && api.webhooks.is_empty() {
        report_nothing("there is neither an operation nor a schema to generate", sink);
        return None;
    }
    let version = api.version.clone();
    let lowered = lower::lower(api, config, sink);
    // The settings contradict the description.
    if sink.has_fatal() {
        return None;
    }
    let (operations_generated, operations_degraded) =
        (lowered.krate.operations.len(), lowered.operations_degraded.len());
    let summary = Summary {
        operations_total: lowered.operations_total,
        operations_generated,
        operations_typed: operations_generated - operations_degraded,
        operations_degraded,
        types: lowered.krate.items.len(),
        schemas_total: lowered.schemas_total,
        schemas_typed: lowered.schemas_typed,
        version,
    };
    let (mut files, walked) = match lowered.krate.layout {
        Layout::Sources => sources(&lowered.krate, "", sink)?,
        Layout::Crate => {
            let (mut files, walked) = sources(&lowered.krate, "src/", sink)?;
            files.insert("Cargo.toml".to_owned(), emit::manifest(&lowered.krate));
            files.insert("README.md".to_owned(), emit::readme(&lowered.krate));
            (files, walked)
        }
        Layout::Module => {
            let root = surface::Module { real: Vec::new(), public: String::new(), is_public: true };
            let (text, walked) = laid_out(emit::module(&lowered.krate), root);
            (BTreeMap::from([("api.rs".to_owned(), written(text, sink)?)]), vec![walked])
        }
    };
    let surface = Surface::of(walked, &emit::features(&lowered.krate));
    if lowered.krate.layout != Layout::Module {
        let mark = output::PREAMBLE.trim_start_matches('/');
        files.insert(surface::FILE.to_owned(), format!("#{mark}\n\n{surface}"));
    }
    Some(Generated { files, summary, surface, origins: surface::origins(&lowered.krate) })
}

fn report_nothing(message: &str, sink: &mut Sink) {
    sink.push(Diagnostic::error(codes::NOTHING_TO_GENERATE, at::At::root(at::FileId(0)), message));
}

/// The source files below a folder, the runtime's among them where it is vendored, and what is public in them.
fn sources(krate: &rust::Krate, folder: &str, sink: &mut Sink) -> Option<(BTreeMap<String, String>, Vec<Walked>)> {
    let (mut files, mut public) = (BTreeMap::new(), Vec::new());
    let sources = emit::sources(krate);
    let texts = stack::side_by_side(&sources, |source| laid_out(source.tokens(krate), module(*source)));
    for (source, (text, walked)) in sources.into_iter().zip(texts) {
        files.insert(format!("{folder}{}", source.name()), written(text, sink)?);
        public.push(walked);
    }
    if krate.runtime == rust::Runtime::Vendored {
        let marked = |text| format!("{}\n\n{text}", output::PREAMBLE);
        files.extend(emit::runtime(krate).map(|(path, text)| (format!("{folder}runtime/{path}"), marked(text))));
    }
    Some((files, public))
}

/// The module that a source file is.
fn module(source: emit::SourceFile<'_>) -> surface::Module {
    let real = source.modules();
    let known = real.len() - usize::from(source.is_part());
    surface::Module {
        public: real.iter().take(known).cloned().collect::<Vec<_>>().join("::"),
        real,
        is_public: source.is_public(),
    }
}

/// The text of a source file, and what is public in it.
fn laid_out(tokens: TokenStream, module: surface::Module) -> (Result<String, output::LayoutError>, Walked) {
    let mut walk = surface::Walk::new(module);
    let text = output::format_shown(tokens, |item| walk.items(std::slice::from_ref(item)));
    (text, walk.finish())
}

/// Emitted tokens are Rust. If they are not, the emitters have a defect, which is reported.
fn written(text: Result<String, output::LayoutError>, sink: &mut Sink) -> Option<String> {
    match text {
        Ok(text) => Some(text),
        Err(error) => {
            let message = format!("the generated code is not Rust: {error}");
            sink.push(Diagnostic::error(codes::INTERNAL, None, message).help("please report this description"));
            None
        }
    }
}

/// The text of an `oasmith.toml` for a description: what is needed, and what the description suggests, each with the reason.
/// `description` is its path, as the file is to name it. `None` where [`generate`] gives `None` as well.
pub fn init(documents: &Documents, description: &str, destination: Destination, sink: &mut Sink) -> Option<String> {
    stack::with_room(|| {
        let api = openapi::read(documents, sink).filter(|_| !sink.has_fatal())?;
        Some(init::settings(&api, description, destination))
    })
}

/// Where a description declares a value of a request or a response, such as `GET /images/json 200 [0].Labels`: file, line and
/// column, the JSON pointer, and the patches that accept other values there.
///
/// # Errors
/// What names nothing that the description has.
pub fn locate(documents: &Documents, location: &str) -> Result<String, String> {
    stack::with_room(|| locate::locate(documents, location))
}

/// A description that is compared with another.
#[derive(Debug, Clone, Copy)]
pub struct Described<'a> {
    /// Its files.
    pub documents: &'a Documents,
    /// The settings of its code.
    pub config: &'a Config,
    /// The surface of the code as another version of oasmith wrote it, where there is one.
    pub written: Option<&'a Surface>,
}

/// What changed between two descriptions, and what that does to the code that is generated for them.
///
/// # Errors
/// When one of them cannot be read: what was reported of the old and of the new one.
pub fn diff(old: Described<'_>, new: Described<'_>) -> Result<diff::Difference, [Vec<Diagnostic>; 2]> {
    stack::with_room(|| compared(old, new))
}

fn compared(old: Described<'_>, new: Described<'_>) -> Result<diff::Difference, [Vec<Diagnostic>; 2]> {
    let read = |described: &Described<'_>| {
        let mut sink = Sink::new();
        let api = openapi::read(described.documents, &mut sink).filter(|_| !sink.has_fatal());
        let reports: Vec<Diagnostic> = sink.iter().filter(|entry| entry.code.is_fatal()).cloned().collect();
        (api, reports, pipeline(described.documents, described.config, &mut Sink::new()))
    };
    let mut sides = stack::side_by_side(&[old, new], read).into_iter();
    let (Some((Some(old_api), _, old_code)), Some((Some(new_api), _, new_code))) = (sides.next(), sides.next()) else {
        let mut reports = stack::side_by_side(&[old, new], |described| read(described).1).into_iter();
        return Err([reports.next().unwrap_or_default(), reports.next().unwrap_or_default()]);
    };
    let mut changes = diff::compare(&old_api, &new_api);
    for change in &mut changes {
        change.old = change.old.as_ref().map(|at| old.documents.existing(at));
        change.new = change.new.as_ref().map(|at| new.documents.existing(at));
    }
    let has_code = old_code.is_some() && new_code.is_some();
    if let (Some(old_code), Some(new_code)) = (&old_code, &new_code) {
        let old_code = Code { surface: old.written.unwrap_or(&old_code.surface), origins: &old_code.origins };
        let new_code = Code { surface: new.written.unwrap_or(&new_code.surface), origins: &new_code.origins };
        let besides = match (old.written.is_some() || new.written.is_some(), !has_same_settings(old.config, new.config))
        {
            (_, true) => Besides::Settings,
            (true, false) => Besides::Generator,
            (false, false) => Besides::Nothing,
        };
        diff::effects::effects(&mut changes, old_code, new_code, besides);
    }
    let (old_version, new_version) = (old_api.info.version, new_api.info.version);
    Ok(diff::Difference { changes, has_code, old_version, new_version })
}

/// Whether two settings generate the same code of one description. Paths have no effect on it, and corrections are in the description.
fn has_same_settings(old: &Config, new: &Config) -> bool {
    let plain = Config::new("", "");
    let of_code = |config: &Config| Config {
        description: plain.description.clone(),
        output: plain.output.clone(),
        name: None,
        root: None,
        remote: BTreeMap::new(),
        allow: BTreeMap::new(),
        overlays: Vec::new(),
        patch: BTreeMap::new(),
        limits: config::Limits::default(),
        ..config.clone()
    };
    of_code(old) == of_code(new)
}

/// A step of the pipeline whose result can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What the description means.
    Api,
    /// What will be written.
    Rust,
    /// Which locations share a type, and which types one property keeps apart.
    Shared {
        /// Whether all of them are listed, and not those of the most locations alone.
        all: bool,
    },
}

/// What a step of the pipeline made of a description, for debugging. `None` where [`generate`] gives `None` as well.
pub fn inspect(documents: &Documents, config: &Config, stage: Stage, sink: &mut Sink) -> Option<String> {
    stack::with_room(|| inspected(documents, config, stage, sink))
}

fn inspected(documents: &Documents, config: &Config, stage: Stage, sink: &mut Sink) -> Option<String> {
    let api = openapi::read(documents, sink).filter(|_| !sink.has_fatal())?;
    match stage {
        Stage::Api => Some(format!("{api:#?}")),
        Stage::Rust => {
            Some(lower::lower(api, config, sink).krate).filter(|_| !sink.has_fatal()).map(|krate| format!("{krate:#?}"))
        }
        Stage::Shared { all } => {
            Some(lower::sharing(api, config, sink)).filter(|_| !sink.has_fatal()).map(|report| report.text(all))
        }
    }
}
