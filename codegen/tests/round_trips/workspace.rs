//! The programs as packages of one workspace: writing, compiling, running.
//!
//! Owns their folders. Must not know what a program does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every program uses, whatever its description.
const DEPENDENCIES: &str = "\
jiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }
oasmith-runtime = { path = \"RUNTIME\", features = [\"client\", \"multipart\", \"proptest\", \"server\", \"validate\", \"webhooks\"] }
proptest = { version = \"1\", default-features = false, features = [\"std\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
tokio = { version = \"1\", features = [\"rt\", \"time\"] }
uuid = { version = \"1\", default-features = false, features = [\"serde\"] }
";

/// The code of each program, by its name; what each of them writes.
pub fn run(workspace: &str, programs: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(workspace);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let members: Vec<&String> = programs.keys().collect();
    put(&folder.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"));
    put(&folder.join("Cargo.lock"), &fs::read_to_string(repository.join("Cargo.lock")).unwrap());
    let dependencies = DEPENDENCIES.replace("RUNTIME", repository.join("runtime").to_str().unwrap());
    for (name, code) in programs {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        put(&folder.join(name).join("Cargo.toml"), &manifest);
        put(&folder.join(name).join("src/trip.rs"), include_str!("programs/trip.rs"));
        put(&folder.join(name).join("src/generated.rs"), code);
        put(
            &folder.join(name).join("src/main.rs"),
            "#![recursion_limit = \"1024\"]\n#![allow(warnings)]\n\nmod generated;\nmod trip;\n\n\
             fn main() {\n    generated::round_trips::main();\n}\n",
        );
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round-trips-target");
    compile(&folder, &target);
    programs.keys().map(|name| (name.clone(), output(&target.join("debug").join(name)))).collect()
}

fn compile(folder: &Path, target: &Path) {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(folder)
        .args(["build", "--workspace"])
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().collect();
    assert!(output.status.success(), "{}", lines[lines.len().saturating_sub(150)..].join("\n"));
}

fn output(program: &PathBuf) -> String {
    let output = Command::new(program).output().unwrap();
    let (written, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}: {written}\n{told}", program.display());
    written.into_owned()
}

/// Writes a file unless it says the same already, so that it is not compiled again.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
