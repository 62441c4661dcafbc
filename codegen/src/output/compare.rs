//! Whether an output folder is what would be generated now, and if not, why.
//!
//! Owns the causes. Nothing is written.

use std::fmt;
use std::path::Path;

use similar::TextDiff;

use super::{Error, LOCK, Lock, Output, folder, hash};

/// Why a file is not what would be generated now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The description says something else.
    DescriptionChanged,
    /// The settings are others.
    ConfigChanged,
    /// oasmith is another version, or generates something else.
    GeneratorChanged,
    /// Someone edited the file.
    EditedByHand,
    /// The file was removed, or never added.
    Missing,
    /// The file is not generated any more.
    LeftOver,
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::DescriptionChanged => "the description changed",
            Self::ConfigChanged => "the configuration changed",
            Self::GeneratorChanged => "the generator changed",
            Self::EditedByHand => "edited by hand",
            Self::Missing => "missing",
            Self::LeftOver => "not generated any more",
        })
    }
}

/// A file that is not what would be generated now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The path within the folder.
    pub path: String,
    /// Why.
    pub cause: Cause,
    /// What generating would change, as a unified diff.
    pub diff: String,
}

impl Output {
    /// The files of a folder that are not what would be generated now, by path.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn compare(&self, folder: &Path) -> Result<Vec<Drift>, Error> {
        let lock = folder::lock(folder)?;
        let changed = lock.as_ref().and_then(|lock| self.changed_since(lock));
        let mut drifts = Vec::new();
        for (path, new) in &self.files {
            let recorded = lock.as_ref().and_then(|lock| lock.files.get(path));
            let old = text(folder, path)?;
            let cause = match (&old, recorded) {
                (Some(old), _) if old == new => continue,
                (Some(old), Some(recorded)) if hash(old) == *recorded => changed.unwrap_or(Cause::GeneratorChanged),
                (Some(_), _) => Cause::EditedByHand,
                (None, Some(_)) => Cause::Missing,
                (None, None) => changed.unwrap_or(Cause::Missing),
            };
            drifts.push(Drift { path: path.clone(), cause, diff: diff(path, old.as_deref(), Some(new)) });
        }
        drifts.extend(self.compare_lock(folder, changed, &drifts)?);
        for path in folder::ours(folder, lock.as_ref())? {
            if !self.files.contains_key(&path) && path != LOCK {
                let old = text(folder, &path)?;
                drifts.push(Drift { diff: diff(&path, old.as_deref(), None), path, cause: Cause::LeftOver });
            }
        }
        drifts.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(drifts)
    }

    /// The names of all files that a folder has or should have of oasmith, sorted.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn names(&self, folder: &Path) -> Result<Vec<String>, Error> {
        let mut names = folder::ours(folder, folder::lock(folder)?.as_ref())?;
        names.extend(self.texts().into_keys());
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// The lock does not record itself: it changes with what it records.
    fn compare_lock(&self, folder: &Path, changed: Option<Cause>, drifts: &[Drift]) -> Result<Option<Drift>, Error> {
        let new = self.lock.to_text();
        let generator = drifts.iter().map(|drift| drift.cause).find(|cause| *cause == Cause::GeneratorChanged);
        let old = text(folder, LOCK)?;
        let cause = match &old {
            Some(old) if *old == new => return Ok(None),
            Some(_) => changed.or(generator).unwrap_or(Cause::EditedByHand),
            None => Cause::Missing,
        };
        let diff = diff(LOCK, old.as_deref(), Some(&new));
        Ok(Some(Drift { path: LOCK.to_owned(), cause, diff }))
    }

    /// What is not as it was when a lock was written.
    fn changed_since(&self, lock: &Lock) -> Option<Cause> {
        if lock.description != self.lock.description {
            Some(Cause::DescriptionChanged)
        } else if lock.config != self.lock.config {
            Some(Cause::ConfigChanged)
        } else if lock.generator != self.lock.generator {
            Some(Cause::GeneratorChanged)
        } else {
            None
        }
    }
}

/// The text of a file with the line ends that are generated, as version control may have changed them.
fn text(folder: &Path, path: &str) -> Result<Option<String>, Error> {
    Ok(folder::read(&folder::path(folder, path)?)?.map(|text| text.replace("\r\n", "\n")))
}

fn diff(path: &str, old: Option<&str>, new: Option<&str>) -> String {
    let name = |side: &str, text: Option<&str>| text.map_or("/dev/null".to_owned(), |_| format!("{side}/{path}"));
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new.unwrap_or_default());
    diff.unified_diff().context_radius(3).header(&name("a", old), &name("b", new)).to_string()
}
