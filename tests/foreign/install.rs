//! Packages of PyPI and npm, installed at the versions that `packages/` lists.
//!
//! Owns where they are installed and when a test goes without them. Must not know what they are for.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::process::{Ended, run};

/// Far more than an installation takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// What the clients of registries say when they reach none. Each package that is listed has versions.
const UNREACHABLE: &[&str] = &[
    "(from versions: none)",
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "ConnectionResetError",
    "Temporary failure in name resolution",
    "EAI_AGAIN",
    "ENOTFOUND",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "ERR_SOCKET_TIMEOUT",
];

/// The folder of the programs of packages of PyPI: those that `packages/NAME.txt` lists, in a virtual environment. `None`, said
/// aloud, where they cannot be had.
pub fn python(name: &str) -> Option<PathBuf> {
    python_with(name, &[])
}

/// The same without the packages that they depend on.
pub fn python_alone(name: &str) -> Option<PathBuf> {
    python_with(name, &["--no-deps"])
}

fn python_with(name: &str, more: &[&str]) -> Option<PathBuf> {
    let list = lists().join(format!("{name}.txt"));
    let folder = install(name, &fs::read_to_string(&list).unwrap(), |folder| {
        let ended = run(Command::new("python3").args(["-m", "venv"]).arg(folder), PATIENCE)?;
        if !ended.is_success() {
            return Ok(ended);
        }
        let options = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--requirement"];
        run(Command::new(folder.join("bin/pip")).args(options).arg(&list).args(more), PATIENCE)
    })?;
    Some(folder.join("bin"))
}

/// The folder of the programs of packages of npm: those that `packages/NAME/package-lock.json` lists. `None`, said aloud, where
/// they cannot be had.
pub fn node(name: &str) -> Option<PathBuf> {
    let lists = lists().join(name);
    let folder = install(name, &fs::read_to_string(lists.join("package-lock.json")).unwrap(), |folder| {
        fs::create_dir_all(folder)?;
        for list in ["package.json", "package-lock.json"] {
            fs::copy(lists.join(list), folder.join(list))?;
        }
        let options = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        run(Command::new("npm").args(options).current_dir(folder), PATIENCE)
    })?;
    Some(folder.join("node_modules/.bin"))
}

fn lists() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/packages")
}

/// The folder of this list of packages, once it is installed: once for all tests, until the list changes.
fn install(name: &str, list: &str, installing: impl FnOnce(&Path) -> std::io::Result<Ended>) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("foreign");
    fs::create_dir_all(&root).unwrap();
    let turn = File::create(root.join(format!("{name}.lock"))).unwrap();
    turn.lock().unwrap();
    let (folder, mark) = (root.join(name), root.join(format!("{name}.installed")));
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == list) {
        return Some(folder);
    }
    // What an installation left that did not end.
    let _ = fs::remove_file(&mark);
    let _ = fs::remove_dir_all(&folder);
    let started = std::time::Instant::now();
    let problem = match installing(&folder) {
        Ok(ended) if ended.is_success() => {
            fs::write(&mark, list).unwrap();
            println!("{:.1} s: installing {name}", started.elapsed().as_secs_f64());
            return Some(folder);
        }
        Ok(ended) => ended.output,
        // There is no such program on this machine.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return without(name, &error.to_string()),
        Err(error) => panic!("{name}: {error}"),
    };
    assert!(UNREACHABLE.iter().any(|sign| problem.contains(sign)), "{name} is not installed:\n{problem}");
    without(name, "its registry is not reached")
}

/// Goes without, where a person is who reads it.
fn without(name: &str, reason: &str) -> Option<PathBuf> {
    let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
    assert!(!ci, "{name} is not installed: {reason}");
    println!("skipped: {name} is not installed: {reason}");
    None
}
