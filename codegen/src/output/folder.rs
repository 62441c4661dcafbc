//! What stands in an output folder now.
//!
//! Owns the question whose file a file is. Links are never followed.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Error, LOCK, Lock, MARK};

/// The path of a generated file; none of its folders may be a link.
pub(super) fn path(folder: &Path, name: &str) -> Result<PathBuf, Error> {
    let mut path = folder.to_owned();
    for component in Path::new(name).components() {
        let Component::Normal(part) = component else { return Err(Error::Path(name.to_owned())) };
        path.push(part);
        if path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(Error::Link(path));
        }
    }
    Ok(path)
}

/// The text of a file; `None` where there is none. What is not text is given as far as it is.
pub(super) fn read(path: &Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io { path: path.to_owned(), source }),
    }
}

/// The lock of a folder, and whether its text is damaged.
pub(super) fn lock(folder: &Path) -> Result<Option<Lock>, Error> {
    Ok(read(&path(folder, LOCK)?)?.and_then(|text| Lock::parse(&text)))
}

/// Whether a text says that it is generated.
pub(super) fn is_marked(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains(MARK))
}

/// The files that oasmith wrote here: those that the lock names, and those that are marked.
pub(super) fn ours(folder: &Path, lock: Option<&Lock>) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for name in lock.iter().flat_map(|lock| lock.files.keys()) {
        // A lock that was tampered with names nothing outside.
        if path(folder, name).is_ok_and(|path| path.is_file()) {
            names.push(name.clone());
        }
    }
    marked(folder, "", &mut names)?;
    names.sort();
    names.dedup();
    Ok(names)
}

fn marked(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), Error> {
    let here = folder.join(prefix);
    let fail = |source| Error::Io { path: here.clone(), source };
    let entries = match fs::read_dir(&here) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fail(error)),
    };
    for entry in entries {
        let entry = entry.map_err(fail)?;
        let kind = entry.file_type().map_err(fail)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let inner = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        // Cargo's own folder is large, and version control's is hidden.
        if kind.is_dir() && name != "target" && !name.starts_with('.') {
            marked(folder, &inner, names)?;
        } else if kind.is_file() && name.ends_with(".rs") && read(&entry.path())?.is_some_and(|text| is_marked(&text)) {
            names.push(inner);
        }
    }
    Ok(())
}
