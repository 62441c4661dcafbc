//! Where crates stand that are not in this workspace.
//!
//! Owns the folders. Must not know what is in them, nor what is run on them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What a folder holds, by path.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The ground for one test at a time, in this process and in others.
pub struct Ground {
    folder: PathBuf,
    /// The target folder of everything that stands here.
    pub target: PathBuf,
    /// Locked as long as this is open.
    _turn: File,
}

impl Ground {
    /// Waits for its turn.
    pub fn enter() -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("outside");
        fs::create_dir_all(&target).unwrap();
        let turn = File::create(target.join("turn.lock")).unwrap();
        turn.lock().unwrap();
        // Below the target folder, cargo and rustfmt would find the settings of this workspace. The name stays the same from
        // run to run, because cargo compiles a crate again that has moved.
        let name: Vec<&str> =
            env!("CARGO_TARGET_TMPDIR").split(['/', '\\', ':']).filter(|part| !part.is_empty()).collect();
        let folder = std::env::temp_dir().join(format!("outside-{}", name.join("-")));
        fs::create_dir_all(&folder).unwrap();
        // Where the system's temporary folder is a link, cargo would see two paths for one crate.
        Self { folder: folder.canonicalize().unwrap(), target, _turn: turn }
    }

    /// The path of a folder here.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A crate of these files.
    pub fn krate(&self, name: &str, files: &[(&str, &str)]) -> PathBuf {
        self.fill(name, files.iter().map(|(path, text)| (path.into(), text.as_bytes().to_vec())).collect())
    }

    /// A copy of this workspace as it is now.
    pub fn workspace(&self) -> PathBuf {
        self.fill("workspace", read(root()))
    }

    /// Makes a folder hold these files and no others, save for the versions of its dependencies, which are those of this
    /// workspace. What does not change is not touched, so that cargo sees nothing new.
    pub fn fill(&self, name: &str, mut files: Files) -> PathBuf {
        files.insert("Cargo.lock".into(), lock());
        let folder = self.path(name);
        fs::create_dir_all(&folder).unwrap();
        for path in list(&folder) {
            if !files.contains_key(&path) {
                fs::remove_file(folder.join(path)).unwrap();
            }
        }
        for (path, bytes) in files {
            let path = folder.join(path);
            if fs::read(&path).is_ok_and(|old| old == bytes) {
                continue;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }
}

/// The folder of this workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The versions that this workspace has.
pub fn lock() -> Vec<u8> {
    fs::read(root().join("Cargo.lock")).unwrap()
}

/// The code block of README.md that begins with this line.
pub fn readme(start: &str) -> String {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let at = text.find(&format!("```rust\n{start}\n")).expect("README.md has a block that begins so");
    text[at..].lines().skip(1).take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect()
}

/// Replaces a piece of a file.
pub fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{} has no {from:?}", path.display());
    fs::write(path, text.replace(from, to)).unwrap();
}

/// The files of a folder, without what is hidden or built.
pub fn read(folder: &Path) -> Files {
    list(folder).into_iter().map(|path| (path.clone(), fs::read(folder.join(path)).unwrap())).collect()
}

/// The paths of all files below a folder, relative to it, without what is hidden or built.
fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inner)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name == "target" {
                continue;
            }
            let list = if entry.file_type().unwrap().is_dir() { &mut folders } else { &mut paths };
            list.push(inner.join(name));
        }
    }
    paths.sort();
    paths
}
