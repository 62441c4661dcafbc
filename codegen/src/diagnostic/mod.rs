//! Reports about a description, and how they are shown.
//!
//! Owns the diagnostic, its codes with their explanations, the sink and the rendering. Must not know how files are read:
//! rendering gets file, line and column of an address from a lookup ([`Places`]).

use std::fmt;
use std::ops::Range;

use crate::at::At;

pub mod codes;
pub mod explanations;
mod github;
mod group;
mod render;
mod sink;
mod table;

pub use github::{command, github};
pub use group::{Counted, Shown};
pub use render::{Colour, Report, human, json};
pub use sink::Sink;
pub use table::table;

/// The name of a kind of diagnostic; the values stand in [`codes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static str);

impl Code {
    /// The name, such as `E-dangling-ref`.
    pub fn id(self) -> &'static str {
        self.0
    }

    /// The code of this name.
    pub fn find(id: &str) -> Option<Self> {
        codes::ALL.iter().find(|entry| entry.code.0 == id).map(|entry| entry.code)
    }

    /// What it means, in one sentence.
    pub fn meaning(self) -> Option<&'static str> {
        codes::ALL.iter().find(|entry| entry.code == self).map(|entry| entry.meaning)
    }

    /// What to do about it in general.
    pub fn remedy(self) -> Option<&'static str> {
        codes::ALL.iter().find(|entry| entry.code == self).map(|entry| entry.remedy)
    }

    /// The severity: codes that begin with `E-` cost a part of what is described, those with `W-` do not.
    pub fn severity(self) -> Severity {
        if self.0.starts_with("E-") { Severity::Error } else { Severity::Warning }
    }

    /// Whether nothing is generated after it. Such a code cannot be allowed.
    pub fn is_fatal(self) -> bool {
        codes::FATAL.contains(&self)
    }

    /// Whether a report of this code means that nothing is lost and nothing is wrong. No setting makes it an error.
    pub fn is_note(self) -> bool {
        codes::NOTES.contains(&self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// How severe a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something that was described is not generated.
    Error,
    /// Everything is generated; a detail is not as described, or deserves a look.
    Warning,
}

impl Severity {
    /// The word for it in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing to report: what, where, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The kind.
    pub code: Code,
    /// The severity: that of its code, unless warnings are shown as errors.
    pub severity: Severity,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// Where, if it has a place.
    pub at: Option<At>,
    /// What to write instead; where absent, the remedy of the code is shown.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code.
    pub fn new(code: Code, at: impl Into<Option<At>>, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), at: at.into(), help: None }
    }

    /// The same as [`Diagnostic::new`].
    pub fn error(code: Code, at: impl Into<Option<At>>, message: impl Into<String>) -> Self {
        Self::new(code, at, message)
    }

    /// The same as [`Diagnostic::new`].
    pub fn warning(code: Code, at: impl Into<Option<At>>, message: impl Into<String>) -> Self {
        Self::new(code, at, message)
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to do about it: its own help, else the remedy of its code.
    pub fn remedy(&self) -> Option<&str> {
        self.help.as_deref().or_else(|| self.code.remedy())
    }
}

/// Where an address stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the file.
    pub file: &'a str,
    /// Its whole text.
    pub text: &'a str,
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    /// The line of the first of them, from 1.
    pub line: usize,
    /// The column of the first of them in characters, from 1.
    pub column: usize,
}

/// The lookup of places that rendering is handed.
pub trait Places {
    /// The place of an address, or of the nearest thing around it.
    fn place(&self, at: &At) -> Option<Place<'_>>;

    /// The address of the correction that wrote the value at an address, where one did.
    fn correction(&self, at: &At) -> Option<&At> {
        let _ = at;
        None
    }
}

/// For diagnostics without addresses.
impl Places for () {
    fn place(&self, _: &At) -> Option<Place<'_>> {
        None
    }
}
