//! The origin of the texts of a description: a folder, or memory.
//!
//! Owns paths and what may be read. Must not know what the texts say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::Limits;
use super::failure::Failure;
use super::reference::{self, RefProblem};

/// The origin of texts.
pub(super) enum Origin {
    /// Files; those that references name have to be in the root folder.
    Disk { root: PathBuf, remote: BTreeMap<String, PathBuf> },
    /// Named texts.
    Memory(BTreeSet<PathBuf>),
}

/// A file that a reference names.
pub(super) struct Located {
    /// How it is shown, and opened.
    pub(super) path: PathBuf,
    /// What makes it the same file under any spelling.
    pub(super) identity: PathBuf,
}

impl Origin {
    /// The folder of an entry document, or the one that the limits name.
    pub(super) fn disk(entry: &Path, limits: &Limits) -> std::io::Result<Self> {
        let folder = match (&limits.root, entry.parent()) {
            (Some(root), _) => root.as_path(),
            (None, Some(parent)) if parent != Path::new("") => parent,
            (None, _) => Path::new("."),
        };
        Ok(Self::Disk { root: folder.canonicalize()?, remote: limits.remote.clone() })
    }

    /// The file that a reference in another file names.
    pub(super) fn locate(&self, from: &Path, uri: &str) -> Result<Located, RefProblem> {
        let mapped = match self {
            Self::Disk { remote, .. } => remote.get(uri),
            Self::Memory(_) => None,
        };
        if let Some(path) = mapped {
            let identity = path.canonicalize().map_err(|error| no_file(uri, error))?;
            return Ok(Located { path: path.clone(), identity });
        }
        if reference::is_remote(uri) {
            return Err(RefProblem::Remote { uri: uri.to_owned() });
        }
        let Some(path) = reference::path(uri) else {
            return Err(no_file(uri, "the address is not UTF-8"));
        };
        let folder = from.parent().unwrap_or(Path::new(""));
        // A name may hold a percent sign of its own.
        self.find(&normal(&folder.join(path.as_ref())), uri).or_else(|problem| match path.as_ref() == uri {
            true => Err(problem),
            false => self.find(&normal(&folder.join(uri)), uri).map_err(|_| problem),
        })
    }

    fn find(&self, path: &Path, uri: &str) -> Result<Located, RefProblem> {
        let outside = || RefProblem::OutsideRoot { reference: uri.to_owned() };
        match self {
            Self::Memory(_) if path.starts_with("..") || path.is_absolute() => Err(outside()),
            Self::Memory(names) => match names.get(path) {
                Some(name) => Ok(Located { path: name.clone(), identity: name.clone() }),
                None => Err(no_file(uri, "there is no such file")),
            },
            Self::Disk { root, .. } => {
                // Whether a file exists outside is not told, so the way there is looked at first.
                let way = path.ancestors().skip(1).find_map(canonical);
                if !way.is_some_and(|folder| folder.starts_with(root)) && canonical(path).as_ref() != Some(root) {
                    return Err(outside());
                }
                let identity = path.canonicalize().map_err(|error| no_file(uri, error))?;
                if !identity.starts_with(root) {
                    return Err(outside());
                }
                if !identity.is_file() {
                    return Err(no_file(uri, "it is not a file"));
                }
                Ok(Located { path: path.to_owned(), identity })
            }
        }
    }
}

/// The folder without links and `..`, where it exists; the empty path is the current folder.
fn canonical(folder: &Path) -> Option<PathBuf> {
    if folder == Path::new("") { Path::new(".") } else { folder }.canonicalize().ok()
}

fn no_file(uri: &str, reason: impl ToString) -> RefProblem {
    RefProblem::NoFile { reference: uri.to_owned(), reason: reason.to_string() }
}

/// Reads a file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| Failure::unreadable(format!("the file cannot be read: {error}")))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(Failure::too_large(limit));
    }
    Ok(bytes)
}

/// The path without `.`, and without `..` where it follows a folder.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() && !normal.ends_with("..") => {
                normal.pop();
            }
            Component::ParentDir | Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                normal.push(component);
            }
        }
    }
    normal
}
