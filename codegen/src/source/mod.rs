//! The files of a description as trees of values, each addressed by file and JSON pointer.
//!
//! Owns reading, `$ref` addresses across files, and the line and column of an address. Must not know what a description
//! means. Everything is read at the start; afterwards [`Documents`] does not change and no file is touched.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::at::{At, FileId};
use crate::bounds::REFERENCE_HOPS;
use crate::diagnostic::{Colour, Diagnostic, Place, Places, human};
use crate::did_you_mean::did_you_mean;
use crate::value::Value;

mod corrections;
mod failure;
mod file;
mod fingerprint;
mod load;
mod origin;
mod parse;
mod positions;
mod reference;
mod scan;
mod seek;

pub use corrections::{Corrections, Overlay, Patch};
pub use reference::RefProblem;

use failure::Failure;
use file::{File, Files};
use load::{Links, Names};

/// What reading may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How many bytes all files may have together.
    pub bytes: u64,
    /// How many values the aliases of a YAML file may add to those written out, and corrections to those of all files.
    pub alias_nodes: usize,
    /// The folder that references may not leave; the folder of the entry document where absent.
    pub root: Option<PathBuf>,
    /// Files that are read for addresses on the network, such as `https://example.com/common.yaml`.
    pub remote: BTreeMap<String, PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 * 1024 * 1024, alias_nodes: 1_000_000, root: None, remote: BTreeMap::new() }
    }
}

/// All files of one description.
#[derive(Debug)]
pub struct Documents {
    files: Files,
    links: Links,
    names: Names,
}

impl Documents {
    /// Reads an entry document and every file that its `$ref`s lead to.
    ///
    /// # Errors
    /// When the entry document cannot be read. Other files that cannot are reported where [`Documents::resolve`] meets them.
    pub fn read(entry: &Path, limits: &Limits) -> Result<Self, LoadError> {
        Self::corrected(entry, limits, &Corrections::default())
    }

    /// Reads an entry document, corrects it, and reads every file that its `$ref`s lead to then.
    ///
    /// # Errors
    /// When the entry document or an overlay cannot be read, and when a correction is wrong.
    pub fn corrected(entry: &Path, limits: &Limits, corrections: &Corrections) -> Result<Self, LoadError> {
        load::from_disk(entry, limits, corrections)
    }

    /// The same from memory: names and texts, of which the first is the entry document.
    ///
    /// # Errors
    /// When the entry document is not accepted.
    pub fn from_texts(texts: &[(&str, &str)]) -> Result<Self, LoadError> {
        load::from_texts(texts)
    }

    /// The entry document.
    pub fn root(&self) -> Node<'_> {
        self.document(FileId::default()).unwrap_or(Node { value: &Value::Null, at: At::root(FileId::default()) })
    }

    /// The root of a file, unless it is broken.
    pub fn document(&self, file: FileId) -> Option<Node<'_>> {
        let value = self.files.get(file)?.tree().ok()?;
        Some(Node { value, at: At::root(file) })
    }

    /// The target of a reference in a file.
    ///
    /// # Errors
    /// When it has no target, or must not be followed.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<Node<'_>, RefProblem> {
        let (uri, fragment) = reference::split(reference);
        let file = self.target(from, uri).map_err(|problem| problem.of(reference))?;
        let root = self.document(file).ok_or_else(|| self.broken(file, reference))?;
        let pointer =
            reference::pointer(fragment).ok_or_else(|| RefProblem::NotAPointer { reference: reference.to_owned() })?;
        match root.value.pointer(&pointer) {
            Some(value) => Ok(Node { value, at: At::new(file, &pointer) }),
            None => self
                .through_references(root.clone(), &pointer, &mut { REFERENCE_HOPS })
                .ok_or_else(|| dangling(&root, &pointer, uri, reference)),
        }
    }

    /// An address, or that of the nearest value around it that its file has.
    pub fn existing(&self, at: &At) -> At {
        let Some(root) = self.document(at.file) else { return at.clone() };
        let ends = at.pointer.rmatch_indices('/').map(|(end, _)| end);
        let mut around = std::iter::once(at.pointer.len()).chain(ends).filter_map(|end| at.pointer.get(..end));
        let found = around.find(|pointer| root.value.pointer(pointer).is_some());
        found.map_or_else(|| at.clone(), |pointer| At::new(at.file, pointer))
    }

    /// The value that a pointer leads to where it passes a `$ref`: what is written as a reference is its target.
    fn through_references<'d>(&'d self, root: Node<'d>, pointer: &str, hops: &mut usize) -> Option<Node<'d>> {
        let mut node = root;
        for token in crate::at::tokens(pointer) {
            node = loop {
                if let Some(child) = node.child(&token) {
                    break child;
                }
                let (uri, fragment) = reference::split(node.get("$ref")?.as_str()?);
                *hops = hops.checked_sub(1)?;
                let file = self.document(self.target(node.at.file, uri).ok()?)?;
                node = self.through_references(file, &reference::pointer(fragment)?, hops)?;
            };
        }
        Some(node)
    }

    /// The paths of all files, in the order of reading.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.0.iter().map(File::path)
    }

    /// The name under which a file is shown.
    pub fn name(&self, file: FileId) -> &str {
        self.files.get(file).map_or("", File::name)
    }

    /// SHA-256 of what the files say, in hexadecimal: the same for YAML and JSON, for any layout and file names.
    pub fn fingerprint(&self) -> String {
        let files = self.files.0.iter().filter(|file| !file.is_overlay());
        fingerprint::fingerprint(files.map(|file| file.tree().ok()))
    }

    fn target(&self, from: FileId, uri: &str) -> Result<FileId, RefProblem> {
        if uri.is_empty() {
            return Ok(from);
        }
        if let Some(file) = self.names.get(uri) {
            return Ok(*file);
        }
        if let Some(link) = self.links.get(&(from, uri.to_owned())) {
            return link.clone();
        }
        // Addresses elsewhere than under `$ref`, such as in the mapping of a discriminator.
        if reference::is_remote(uri) {
            return Err(RefProblem::Remote { uri: uri.to_owned() });
        }
        let folder = self.files.get(from).and_then(|file| file.path().parent()).unwrap_or(Path::new(""));
        let path = reference::path(uri).map(|path| origin::normal(&folder.join(path.as_ref())));
        let known = self.files.0.iter().position(|file| Some(file.path()) == path.as_deref());
        known.and_then(|index| u32::try_from(index).ok()).map(FileId).ok_or_else(|| RefProblem::NoFile {
            reference: uri.to_owned(),
            reason: "only files that a `$ref` names are read".to_owned(),
        })
    }

    fn broken(&self, file: FileId, reference: &str) -> RefProblem {
        match self.files.get(file).map(File::tree) {
            Some(Err(failure)) => {
                let Failure { code, message, help, .. } = failure.clone();
                RefProblem::Broken { at: At::root(file), code, message, help }
            }
            Some(Ok(_)) | None => {
                RefProblem::NoFile { reference: reference.to_owned(), reason: "there is no such file".to_owned() }
            }
        }
    }
}

impl Places for Documents {
    fn place(&self, at: &At) -> Option<Place<'_>> {
        self.files.place(at)
    }

    fn correction(&self, at: &At) -> Option<&At> {
        self.files.correction(at)
    }
}

/// The problem of a pointer of which only the first parts have a target.
fn dangling(root: &Node<'_>, pointer: &str, uri: &str, reference: &str) -> RefProblem {
    let (missing, nearest) = missing(root, pointer);
    let suggestion = nearest.map(|at| format!("{uri}{at}"));
    RefProblem::Dangling { reference: reference.to_owned(), missing, suggestion }
}

/// The first part of a pointer that is missing, and the address of the most similar name in its place.
fn missing(root: &Node<'_>, pointer: &str) -> (String, Option<At>) {
    let mut around = root.clone();
    let mut missing = String::new();
    for token in crate::at::tokens(pointer) {
        match around.child(&token) {
            Some(inner) => around = inner,
            None => {
                missing = token;
                break;
            }
        }
    }
    let names = around.value.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let nearest = did_you_mean(&missing, names).map(|name| around.at.key(name));
    (missing, nearest)
}

/// A value and its address.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its location.
    pub at: At,
}

impl<'a> Node<'a> {
    /// The property of this name, where this is an object that has it.
    pub fn get(&self, name: &str) -> Option<Self> {
        self.value.get(name).map(|value| Self { value, at: self.at.key(name) })
    }

    /// The properties with their names, where this is an object.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> + '_ {
        let properties = self.value.as_object().into_iter().flatten();
        properties.map(|(name, value)| (name.as_str(), Self { value, at: self.at.key(name) }))
    }

    /// The items, where this is an array.
    pub fn items(&self) -> impl Iterator<Item = Self> + '_ {
        let items = self.value.as_array().unwrap_or_default().iter().enumerate();
        items.map(|(index, value)| Self { value, at: self.at.item(index) })
    }

    /// The string, where this is one.
    pub fn as_str(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// The property or item that a token of a pointer names.
    fn child(&self, token: &str) -> Option<Self> {
        let at = self.at.key(token);
        let tail = at.pointer.get(self.at.pointer.len()..)?;
        let value = self.value.pointer(tail)?;
        Some(Self { value, at })
    }
}

/// A description that cannot be read, with what is needed to show why.
#[derive(Debug)]
pub struct LoadError {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    files: Files,
}

impl LoadError {
    fn of(files: Vec<File>) -> Self {
        let first = files.first().and_then(|file| file.tree().err());
        let diagnostics = first.map(|failure| file::diagnostic(FileId::default(), failure)).into_iter().collect();
        Self::new(files, diagnostics)
    }

    fn new(files: Vec<File>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, files: Files(files) }
    }
}

impl Places for LoadError {
    fn place(&self, at: &At) -> Option<Place<'_>> {
        self.files.place(at)
    }

    fn correction(&self, at: &At) -> Option<&At> {
        self.files.correction(at)
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(human(&self.diagnostics, self, Colour::Never).trim_end())
    }
}

impl std::error::Error for LoadError {}
