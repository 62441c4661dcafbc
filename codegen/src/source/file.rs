//! The files of a description.
//!
//! Owns texts, trees and the positions in them. Must not know how they refer to each other.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::corrections::Changes;
use super::failure::Failure;
use super::parse::Format;
use super::positions::Positions;
use super::seek::seek;
use crate::at::{At, FileId};
use crate::diagnostic::{Diagnostic, Place, Places};
use crate::value::Value;

/// A file that was read, or could not be.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    name: String,
    text: String,
    format: Format,
    tree: Result<Value, Failure>,
    /// What corrections changed in the tree.
    changes: Changes,
    /// Whether it corrects the description, and is no part of it.
    is_overlay: bool,
    /// Found when the first place is asked for.
    positions: OnceLock<Option<Positions>>,
}

impl File {
    pub(super) fn new(path: PathBuf, text: String, format: Format, tree: Result<Value, Failure>) -> Self {
        let name = path.to_string_lossy().replace('\\', "/");
        let (changes, positions) = (Changes::default(), OnceLock::new());
        Self { path, name, text, format, tree, changes, is_overlay: false, positions }
    }

    pub(super) fn broken(path: PathBuf, text: String, failure: Failure) -> Self {
        Self::new(path, text, Format::Yaml, Err(failure))
    }

    /// The same file, as one that corrects the description.
    pub(super) fn into_overlay(self) -> Self {
        Self { is_overlay: true, ..self }
    }

    pub(super) fn is_overlay(&self) -> bool {
        self.is_overlay
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn tree(&self) -> Result<&Value, &Failure> {
        self.tree.as_ref()
    }

    /// The tree and the record of its changes, for what corrects it.
    pub(super) fn correctable(&mut self) -> Option<(&mut Value, &mut Changes)> {
        Some((self.tree.as_mut().ok()?, &mut self.changes))
    }

    fn place(&self, pointer: &str) -> Place<'_> {
        let span = match &self.tree {
            Err(failure) => failure.span,
            Ok(_) => {
                let positions = self.positions.get_or_init(|| Positions::of(&self.text, self.format));
                match positions {
                    Some(positions) => positions.find(&self.changes.original(pointer)),
                    None => seek(&self.text, &self.changes.original(pointer)),
                }
            }
        };
        let bytes = span.first_line(&self.text);
        Place { file: &self.name, text: &self.text, span: bytes, line: span.line, column: span.column }
    }
}

/// All of them, by [`FileId`].
#[derive(Debug, Default)]
pub(super) struct Files(pub(super) Vec<File>);

impl Files {
    pub(super) fn get(&self, id: FileId) -> Option<&File> {
        self.0.get(usize::try_from(id.0).ok()?)
    }
}

impl Places for Files {
    fn place(&self, at: &At) -> Option<Place<'_>> {
        self.get(at.file).map(|file| file.place(&at.pointer))
    }

    fn correction(&self, at: &At) -> Option<&At> {
        self.get(at.file)?.changes.origin(&at.pointer)
    }
}

/// The diagnostic of a file that cannot be read.
pub(super) fn diagnostic(id: FileId, failure: &Failure) -> Diagnostic {
    let message = failure.message.as_str();
    Diagnostic { help: failure.help.clone(), ..Diagnostic::new(failure.code, At::root(id), message) }
}
