//! The three packages as they would be published.
//!
//! Cargo would verify them itself, but takes a dependency of the same version from the time before instead of packing it
//! again. So they are unpacked here.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::ground::{Files, Ground, read};

const PACKAGES: [&str; 3] = ["oasmith-runtime", "oasmith", "chargeapi"];

/// A crate that has the SDK from a registry, with the packages in its workspace.
const CONSUMER: &str = "\
[package]
name = \"consumer\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
chargeapi = \"0.1\"

[workspace]
members = [\"oasmith-runtime-0.1.0\", \"oasmith-0.1.0\", \"chargeapi-0.1.0\"]

[patch.crates-io]
oasmith-runtime = { path = \"oasmith-runtime-0.1.0\" }
oasmith = { path = \"oasmith-0.1.0\" }
chargeapi = { path = \"chargeapi-0.1.0\" }
";

const MAIN: &str = "\
fn main() {
    println!(\"{:?}\", chargeapi::Client::builder());
}
";

/// Packs the workspace; the files of all packages, each in a folder of its name and version.
fn packed(ground: &Ground) -> Files {
    let arguments = ["package", "--workspace", "--no-verify", "--allow-dirty"];
    ground.cargo_in_ci(&ground.workspace(), &arguments).succeeds();
    let unpacked = ground.path("unpacked");
    fs::create_dir_all(&unpacked).unwrap();
    for name in PACKAGES {
        let archive = ground.target.join(format!("package/{name}-0.1.0.crate"));
        let folder = unpacked.join(format!("{name}-0.1.0"));
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap();
        }
        let tar = Command::new("tar").arg("-xzf").arg(archive).current_dir(&unpacked).status();
        assert!(tar.unwrap().success());
    }
    read(&unpacked)
}

#[test]
fn the_packages_hold_what_is_needed_and_no_more() {
    let ground = Ground::enter();
    let mut files = packed(&ground);
    let sdk = Path::new("chargeapi-0.1.0");
    let names: Vec<_> = files.keys().filter_map(|path| path.strip_prefix(sdk).ok()).collect();
    let expected = [
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "build.rs",
        "generated/client.rs",
        "generated/lib.rs",
        "generated/mock.rs",
        "generated/models.rs",
        "generated/oasmith.lock",
        "generated/operations.rs",
        "generated/schemas.rs",
        "generated/server.rs",
        "generated/surface.txt",
        "generated/validate.rs",
    ];
    assert_eq!(names, expected.map(Path::new));

    files.insert("Cargo.toml".into(), CONSUMER.into());
    files.insert("src/main.rs".into(), MAIN.into());
    let folder = ground.fill("published", files);
    ground.cargo_in_ci(&folder, &["check", "--workspace"]).succeeds_without_warning();
    ground.cargo_in_ci(&folder, &["check"]).succeeds_without_warning();
}
