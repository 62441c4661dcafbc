//! Reading all files of a description: the entry document, and what its `$ref`s lead to.
//!
//! Owns the order of reading. Must not know what a description means: every string under a key `$ref` is a reference. A file
//! that cannot be read is reported where something refers to it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::corrections::{Address, Corrected, apply_overlay, apply_patch};
use super::failure::Failure;
use super::file::{File, Files};
use super::origin::{self, Origin};
use super::parse::parse;
use super::reference::{self, RefProblem};
use super::{Corrections, Documents, Limits, LoadError, Node, Patch};
use crate::at::{At, FileId};
use crate::diagnostic::{Diagnostic, codes};
use crate::value::Value;

/// The files that references name, by the file with the reference.
pub(super) type Links = HashMap<(FileId, String), Result<FileId, RefProblem>>;

/// The files that give themselves an address by `$self` (OpenAPI 3.2, section 4.1.1).
pub(super) type Names = HashMap<String, FileId>;

struct Loader<'l> {
    limits: &'l Limits,
    origin: Origin,
    files: Vec<File>,
    identities: HashMap<PathBuf, FileId>,
    links: Links,
    /// How many bytes may still be read.
    left: u64,
    /// How many values corrections may still add.
    values_left: usize,
}

/// Reads an entry document and all files that it refers to, directly or through others.
pub(super) fn from_disk(entry: &Path, limits: &Limits, corrections: &Corrections) -> Result<Documents, LoadError> {
    let entry = origin::normal(entry);
    let opened = entry.canonicalize().and_then(|identity| Ok((identity, Origin::disk(&entry, limits)?)));
    match opened {
        Ok((identity, origin)) => Loader::new(limits, origin).run(entry, identity, corrections, &mut origin::read),
        Err(error) => {
            let failure = Failure::unreadable(format!("the file cannot be read: {error}"));
            Err(LoadError::of(vec![File::broken(entry, String::new(), failure)]))
        }
    }
}

/// Reads named texts, of which the first is the entry document.
pub(super) fn from_texts(texts: &[(&str, &str)]) -> Result<Documents, LoadError> {
    let texts: Vec<(PathBuf, &str)> =
        texts.iter().map(|(name, text)| (origin::normal(Path::new(name)), *text)).collect();
    let limits = Limits::default();
    let loader = Loader::new(&limits, Origin::Memory(texts.iter().map(|(name, _)| name.clone()).collect()));
    let entry = texts.first().map(|(name, _)| name.clone()).unwrap_or_default();
    loader.run(entry.clone(), entry, &Corrections::default(), &mut |path, _| {
        let text = texts.iter().find(|(name, _)| name == path).map(|(_, text)| text.as_bytes().to_vec());
        Ok(text.unwrap_or_default())
    })
}

type Read<'r> = dyn FnMut(&Path, u64) -> Result<Vec<u8>, Failure> + 'r;

impl<'l> Loader<'l> {
    fn new(limits: &'l Limits, origin: Origin) -> Self {
        let (files, identities, links) = Default::default();
        Self { limits, origin, files, identities, links, left: limits.bytes, values_left: limits.alias_nodes }
    }

    fn run(
        mut self,
        entry: PathBuf,
        identity: PathBuf,
        corrections: &Corrections,
        read: &mut Read<'_>,
    ) -> Result<Documents, LoadError> {
        let folder = entry.parent().map(Path::to_owned).unwrap_or_default();
        self.add(entry, identity, read);
        let mut reports = self.overlay(corrections, read);
        let mut patches = self.addressed(&folder, &corrections.patches, &mut reports);
        let mut next = 0;
        while next < self.files.len() {
            reports.extend(self.patch(next, &mut patches));
            let Some(file) = self.files.get(next) else { break };
            let mut uris = BTreeSet::new();
            if let Some(tree) = file.tree().ok().filter(|_| !file.is_overlay()) {
                collect(tree, &mut uris);
            }
            let from = FileId(u32::try_from(next).unwrap_or(u32::MAX));
            let path = file.path().to_owned();
            for uri in uris {
                let target = self.origin.locate(&path, &uri);
                let link = target.map(|located| self.add(located.path, located.identity, read));
                self.links.insert((from, uri), link);
            }
            next += 1;
        }
        reports.extend(patches.iter().map(|(_, patch)| no_such_file(patch)));
        if !reports.is_empty() && self.files.first().is_some_and(|file| file.tree().is_ok()) {
            return Err(LoadError::new(self.files, reports));
        }
        match self.files.first().map(File::tree) {
            Some(Ok(_)) => {
                let names = names(&self.files);
                Ok(Documents { files: Files(self.files), links: self.links, names })
            }
            Some(Err(_)) | None => Err(LoadError::of(self.files)),
        }
    }

    /// The patches, each with the path of its file. One without an address is reported.
    fn addressed<'p>(
        &self,
        folder: &Path,
        patches: &'p [Patch],
        reports: &mut Vec<Diagnostic>,
    ) -> Vec<(PathBuf, &'p Patch)> {
        let entry = self.files.first().map_or(Path::new(""), File::path);
        let address = |patch: &'p Patch| match Address::of(patch) {
            Ok(address) if address.file.is_empty() => Some((entry.to_owned(), patch)),
            Ok(address) => Some((origin::normal(&folder.join(address.file)), patch)),
            Err(report) => {
                reports.push(report);
                None
            }
        };
        patches.iter().filter_map(address).collect()
    }

    /// Reads the overlays and applies them to the entry document.
    fn overlay(&mut self, corrections: &Corrections, read: &mut Read<'_>) -> Vec<Diagnostic> {
        let mut reports = Vec::new();
        for overlay in &corrections.overlays {
            let path = origin::normal(&overlay.path);
            let file = self.read(path, read).into_overlay();
            let at = At::root(FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX)));
            match file.tree() {
                Err(failure) => reports.push(super::file::diagnostic(at.file, failure)),
                Ok(value) => {
                    if let Some((tree, changes)) = self.files.first_mut().and_then(File::correctable) {
                        let mut corrected = Corrected::new(tree, changes, self.values_left);
                        reports.extend(apply_overlay(&mut corrected, &Node { value, at }, overlay.is_strict));
                        self.values_left = corrected.left();
                    }
                }
            }
            self.files.push(file);
        }
        reports
    }

    /// Applies the patches of a file, which are taken from the list.
    fn patch(&mut self, index: usize, patches: &mut Vec<(PathBuf, &Patch)>) -> Vec<Diagnostic> {
        let Some(file) = self.files.get_mut(index).filter(|file| !file.is_overlay()) else { return Vec::new() };
        let path = file.path().to_owned();
        let Some((tree, changes)) = file.correctable() else { return Vec::new() };
        let mut corrected = Corrected::new(tree, changes, self.values_left);
        let mut reports = Vec::new();
        patches.retain(|(of, patch)| {
            let is_own = *of == path;
            if is_own {
                let applied = Address::of(patch).and_then(|address| apply_patch(&mut corrected, patch, &address));
                reports.extend(applied.err());
            }
            !is_own
        });
        self.values_left = corrected.left();
        reports
    }

    /// The file, which is read unless it was already.
    fn add(&mut self, path: PathBuf, identity: PathBuf, read: &mut Read<'_>) -> FileId {
        let next = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let id = *self.identities.entry(identity).or_insert(next);
        if id == next {
            let file = self.read(path, read);
            self.files.push(file);
        }
        id
    }

    fn read(&mut self, path: PathBuf, read: &mut Read<'_>) -> File {
        match read(&path, self.left) {
            Ok(bytes) => {
                self.left = self.left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                decoded(path, bytes, self.limits)
            }
            Err(failure) => File::broken(path, String::new(), failure),
        }
    }
}

/// The report of a patch whose file is none of the description.
fn no_such_file(patch: &Patch) -> Diagnostic {
    let message = format!("`{}` is in no file of the description", patch.target);
    let help = "write the path of a file that a `$ref` leads to, counted from the folder of the description";
    Diagnostic::new(codes::CONFIG, patch.at.clone(), message).help(help)
}

/// A file by its bytes, which may begin with a byte order mark.
fn decoded(path: PathBuf, bytes: Vec<u8>, limits: &Limits) -> File {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let (format, tree) = parse(&text, &path, limits.alias_nodes);
            File::new(path, text, format, tree)
        }
        Err(error) => {
            let (text, valid) =
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), error.utf8_error().valid_up_to());
            let failure = Failure::not_utf8(&text, valid);
            File::broken(path, text, failure)
        }
    }
}

/// The addresses that files give themselves. Of several files with one address, the first has it.
fn names(files: &[File]) -> Names {
    let mut names = Names::new();
    for (file, id) in files.iter().zip((0u32..).map(FileId)) {
        let name = file.tree().ok().and_then(|tree| tree.get("$self")).and_then(Value::as_str);
        if let Some(name) = name {
            names.entry(reference::split(name).0.to_owned()).or_insert(id);
        }
    }
    names
}

/// The file parts of all references in a tree, sorted.
fn collect(value: &Value, uris: &mut BTreeSet<String>) {
    match value {
        Value::Object(properties) => {
            for (name, property) in properties {
                match property.as_str() {
                    Some(text) if name == "$ref" => {
                        let (uri, _) = reference::split(text);
                        if !uri.is_empty() && !uris.contains(uri) {
                            uris.insert(uri.to_owned());
                        }
                    }
                    Some(_) => {}
                    None => collect(property, uris),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, uris)),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => {}
    }
}
