//! Descriptions at a revision: `git:REVISION:PATH`.
//!
//! Owns the calls of git, which change nothing in the repository. Must not know what the files are read for.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The files that descriptions and settings are written in, and those that say what was generated.
const PATTERNS: [&str; 6] = ["*.yaml", "*.yml", "*.json", "*.toml", "*oasmith.lock", "*surface.txt"];

/// A copy of the descriptions and settings of a revision, which goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Revision {
    folder: tempfile::TempDir,
    name: String,
    path: PathBuf,
}

impl Revision {
    /// The revision that an argument names; `None` where it names none.
    pub(crate) fn parse(argument: &str) -> Option<Result<Self, String>> {
        let (name, path) = argument.strip_prefix("git:")?.split_once(':')?;
        Some(Self::copy(name, path))
    }

    /// The path of the file or folder that is named.
    pub(crate) fn path(&self) -> PathBuf {
        self.tree().join(&self.path)
    }

    /// The name that a file is shown under.
    pub(crate) fn shown(&self, file: &str) -> String {
        let tree = self.tree();
        match Path::new(file).strip_prefix(&tree) {
            Ok(path) => format!("git:{}:{}", self.name, path.to_string_lossy().replace('\\', "/")),
            Err(_) => file.to_owned(),
        }
    }

    fn tree(&self) -> PathBuf {
        self.folder.path().join("tree")
    }

    fn copy(name: &str, path: &str) -> Result<Self, String> {
        // A revision that begins with a dash would be an option.
        if name.is_empty() || name.starts_with('-') {
            return Err(format!("`{name}` is not a revision"));
        }
        let top = text(&git(Path::new("."), &["rev-parse", "--show-toplevel"], None, b"")?);
        let prefix = text(&git(Path::new("."), &["rev-parse", "--show-prefix"], None, b"")?);
        let commit = text(&git(Path::new("."), &["rev-parse", "--verify", &format!("{name}^{{tree}}")], None, b"")?);
        // As in `git show`: paths are those of the repository, unless they begin with a dot.
        let path = if path.starts_with('.') { Path::new(&prefix).join(path) } else { PathBuf::from(path) };
        let folder = tempfile::tempdir().map_err(|error| format!("there is no folder for temporary files: {error}"))?;
        let (top, index) = (Path::new(&top), folder.path().join("index"));
        git(top, &["read-tree", &commit], Some(&index), b"")?;
        let named = path.to_string_lossy();
        let mut list = vec!["ls-files", "-z", "--"];
        list.extend(PATTERNS);
        list.push(&named);
        let files = git(top, &list, Some(&index), b"")?;
        let prefix = format!("--prefix={}/", folder.path().join("tree").display());
        git(top, &["checkout-index", "-z", "--stdin", &prefix], Some(&index), &files)?;
        let revision = Self { folder, name: name.to_owned(), path };
        match revision.path().exists() {
            true => Ok(revision),
            false => Err(format!("there is no `{}` in {name}", revision.path.display())),
        }
    }
}

/// Runs git in a folder, with an index of its own. What it printed.
fn git(folder: &Path, arguments: &[&str], index: Option<&Path>, input: &[u8]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index);
    }
    let unavailable = |error: std::io::Error| format!("git cannot be run: {error}");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(unavailable)?;
    // git may end before it has read all; its status says why.
    let written = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    drop(written);
    let Output { status, stdout, stderr } = child.wait_with_output().map_err(unavailable)?;
    match status.success() {
        true => Ok(stdout),
        false => Err(format!("git {}: {}", arguments.first().unwrap_or(&""), text(&stderr))),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}
