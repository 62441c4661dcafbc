//! The crates of other generators.
//!
//! Owns how each is called. Must not know what is measured.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Outcome, Parts, manifest, put};

/// What openapi-to-rust writes for a description.
pub(crate) fn openapi_to_rust(peer: &Path, description: &Path, parts: Parts, folder: &Path) -> Outcome<PathBuf> {
    let krate = folder.join(format!("openapi-to-rust-{}", parts.as_str()));
    let source = krate.join("src");
    let generated = source.join("generated");
    fs::create_dir_all(&source)?;
    let mut command = Command::new(peer);
    command.arg("generate").arg(description).arg("--output-dir").arg(&generated);
    if parts == Parts::Models {
        command.arg("--types-only");
    }
    run(&mut command)?;
    put(&source.join("lib.rs"), "#![recursion_limit = \"1024\"]\n#![allow(warnings)]\n\npub mod generated;\n")?;
    let required: toml::Table = toml::from_str(&fs::read_to_string(generated.join("REQUIRED_DEPS.toml"))?)?;
    let dependencies = required.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    put(&krate.join("Cargo.toml"), &manifest("peer", &dependencies)?)?;
    Ok(krate)
}

/// What ploidy writes for a description.
pub(crate) fn ploidy(peer: &Path, description: &Path, folder: &Path) -> Outcome<PathBuf> {
    let krate = folder.join("ploidy");
    // It keeps the manifest that is there.
    if krate.exists() {
        fs::remove_dir_all(&krate)?;
    }
    run(Command::new(peer).args(["generate", "rust"]).arg(description).arg("--output").arg(&krate))?;
    let path = krate.join("Cargo.toml");
    put(&path, &format!("{}\n[workspace]\n", fs::read_to_string(&path)?))?;
    Ok(krate)
}

fn run(command: &mut Command) -> Outcome<()> {
    let output = command.output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) }
}
