//! Writing an output folder: all of it, or nothing.
//!
//! Owns the order of steps. New texts are written into a folder beside the output first, and then renamed into place file by
//! file; what they replace is kept there until all is done, and put back when a step fails. Files that did not change are not
//! touched, so that builds do not see them as new.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, LOCK, Lock, Output, folder};

/// What a writing did, by path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or have another text.
    pub changed: Vec<String>,
    /// Files that were generated once and are not any more.
    pub removed: Vec<String>,
}

impl Output {
    /// Replaces what oasmith wrote into a folder before; the folder is made where it is missing.
    ///
    /// # Errors
    /// When a file of someone else is in the way, or the system refuses. The folder is then as it was.
    pub fn write(&self, folder: &Path) -> Result<Written, Error> {
        let plan = self.plan(folder)?;
        if plan.changed.is_empty() && plan.removed.is_empty() {
            return Ok(plan);
        }
        let staging = Staging::beside(folder)?;
        let texts = self.texts();
        for name in &plan.changed {
            staging.add(name, texts.get(name).map_or("", String::as_str))?;
        }
        staging.swap(folder, &plan)?;
        Ok(plan)
    }

    /// What has to change, if nothing is in the way.
    fn plan(&self, folder: &Path) -> Result<Written, Error> {
        let lock = folder::lock(folder)?;
        let mut plan = Written::default();
        for (name, text) in self.texts() {
            let path = folder::path(folder, &name)?;
            match folder::read(&path)? {
                Some(old) if old == text => {}
                Some(old) if !is_ours(&name, &old, lock.as_ref()) => return Err(Error::Foreign(path)),
                Some(_) | None => plan.changed.push(name),
            }
        }
        let ours = folder::ours(folder, lock.as_ref())?;
        plan.removed = ours.into_iter().filter(|name| !self.files.contains_key(name) && name != LOCK).collect();
        Ok(plan)
    }
}

fn is_ours(name: &str, text: &str, lock: Option<&Lock>) -> bool {
    name == LOCK || folder::is_marked(text) || lock.is_some_and(|lock| lock.files.contains_key(name))
}

/// A folder beside the output; it is removed when dropped.
struct Staging {
    folder: PathBuf,
}

impl Staging {
    fn beside(output: &Path) -> Result<Self, Error> {
        // The output may be a link itself, or be named as `.`; renaming needs the same file system.
        let output = output.canonicalize().unwrap_or_else(|_| output.to_owned());
        let name = output.file_name().map_or_else(|| "output".into(), |name| name.to_string_lossy().into_owned());
        let folder = output.with_file_name(format!(".{name}.oasmith-{}", std::process::id()));
        let staging = Self { folder };
        for part in ["new", "old"] {
            create_folder(&staging.folder.join(part))?;
        }
        Ok(staging)
    }

    fn add(&self, name: &str, text: &str) -> Result<(), Error> {
        let path = self.folder.join("new").join(name);
        create_parent(&path)?;
        fs::write(&path, text).map_err(|source| Error::Io { path, source })
    }

    /// Renames the new files into place, and away those that are not generated any more.
    fn swap(&self, output: &Path, plan: &Written) -> Result<(), Error> {
        let mut done = Vec::new();
        let result = self.steps(output, plan, &mut done);
        if result.is_err() {
            for (from, to) in done.into_iter().rev() {
                // There is no remedy for a failure of the remedy.
                let _ = fs::rename(to, from);
            }
        }
        result
    }

    fn steps(&self, output: &Path, plan: &Written, done: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), Error> {
        // An old file stays where it is until the new one takes its place, so that an end in between loses nothing.
        for name in &plan.changed {
            let path = folder::path(output, name)?;
            if path.exists() {
                copy(path, self.folder.join("old").join(name), done)?;
            }
        }
        for name in &plan.changed {
            rename(self.folder.join("new").join(name), folder::path(output, name)?, done)?;
        }
        for name in &plan.removed {
            let path = folder::path(output, name)?;
            if path.exists() {
                rename(path, self.folder.join("old").join(name), done)?;
            }
        }
        for name in &plan.removed {
            remove_empty_parents(output, name);
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // A folder that is left over does no harm.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn rename(from: PathBuf, to: PathBuf, done: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), Error> {
    create_parent(&to)?;
    fs::rename(&from, &to).map_err(|source| Error::Io { path: to.clone(), source })?;
    done.push((from, to));
    Ok(())
}

/// A copy that is renamed back when a later step fails.
fn copy(from: PathBuf, to: PathBuf, done: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), Error> {
    create_parent(&to)?;
    fs::copy(&from, &to).map_err(|source| Error::Io { path: to.clone(), source })?;
    done.push((from, to));
    Ok(())
}

fn create_parent(path: &Path) -> Result<(), Error> {
    path.parent().map_or(Ok(()), create_folder)
}

fn create_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|source| Error::Io { path: path.to_owned(), source })
}

fn remove_empty_parents(output: &Path, name: &str) {
    for folder in Path::new(name).ancestors().skip(1).take_while(|folder| *folder != Path::new("")) {
        // Folders that hold something else are not empty, and stay.
        if fs::remove_dir(output.join(folder)).is_err() {
            break;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_failure_between_two_files_puts_the_old_ones_back() {
        let parent = tempfile::tempdir().unwrap();
        let output = parent.path().join("output");
        fs::create_dir(&output).unwrap();
        fs::write(output.join("a.rs"), "old").unwrap();
        fs::write(output.join("gone.rs"), "gone").unwrap();
        let staging = Staging::beside(&output).unwrap();
        staging.add("a.rs", "new").unwrap();
        let changed = ["a.rs", "never-staged.rs"].map(str::to_owned).to_vec();
        let plan = Written { changed, removed: vec!["gone.rs".to_owned()] };
        assert!(
            matches!(staging.swap(&output, &plan), Err(Error::Io { path, .. }) if path.ends_with("never-staged.rs"))
        );
        assert_eq!(fs::read_to_string(output.join("a.rs")).unwrap(), "old");
        assert_eq!(fs::read_to_string(output.join("gone.rs")).unwrap(), "gone");
        drop(staging);
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    }
}
