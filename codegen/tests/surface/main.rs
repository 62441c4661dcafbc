//! The public surface of generated code: that it is what rustdoc finds, and that the compiler agrees with what a difference of two
//! surfaces asks for.

#![allow(missing_docs)]

mod documented;
mod judge;
mod pairs;
mod program;
mod rustdoc;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes a file unless it has this text: what is the same is not compiled again.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Writes the workspace around some packages.
fn workspace(folder: &Path, members: &[String]) {
    let runtime = repository().join("runtime");
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\noasmith-runtime = {{ path = {runtime:?} }}\n"
    );
    put(&folder.join("Cargo.toml"), &manifest);
    if !folder.join("Cargo.lock").exists() {
        put(&folder.join("Cargo.lock"), &fs::read_to_string(repository().join("Cargo.lock")).unwrap());
    }
}

/// The manifest of a package that uses the runtime with all its products.
fn manifest(name: &str, dependencies: &str) -> String {
    let runtime = repository().join("runtime");
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"

[lib]
doctest = false

[dependencies]
oasmith-runtime = {{ path = {runtime:?}, features = ["base64", "client", "multipart", "proptest", "schemars", "server", "validate", "webhooks"] }}
jiff = {{ version = "0.2", default-features = false, features = ["serde", "std"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
uuid = {{ version = "1", features = ["serde"] }}
{dependencies}
"#
    )
}

/// Cargo in a folder, with the dependencies that other tests compiled too.
fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("RUSTFLAGS");
    command
}
