//! Whole crates that the command writes: they stand alone, and are clean whatever features they are built with.

use std::path::PathBuf;

use crate::ground::{Ground, lock};
use crate::module::{EXCHANGE, EXCHANGED};

/// Writes a crate for the drivers API.
fn generate(ground: &Ground, name: &str, options: &[&str]) -> PathBuf {
    let folder = ground.path(name);
    let out = folder.to_str().unwrap();
    let arguments = ["run", "--quiet", "--", "generate", "spec/drivers.yaml", "--out", out];
    let run = ground.cargo(&ground.workspace(), &[&arguments[..], options].concat()).succeeds();
    assert!(run.stdout.starts_with("9 operations, 11 types, 0 not generated"), "{}", run.stdout);
    std::fs::write(folder.join("Cargo.lock"), lock()).unwrap();
    folder
}

#[test]
fn a_crate_with_its_own_runtime_is_clean() {
    let ground = Ground::enter();
    let folder = generate(&ground, "drivers-sdk", &[]);
    ground.cargo(&folder, &["fmt", "--check"]).succeeds_without_warning();
    for features in [
        &["--features", "client,server,validate,rustls,http2,gzip"][..],
        &[],
        &["--features", "client"],
        &["--features", "server"],
        &["--features", "validate"],
    ] {
        let arguments = [&["clippy", "--no-default-features"], features, &["--", "-D", "warnings"]].concat();
        ground.cargo(&folder, &arguments).succeeds_without_warning();
    }
    ground.cargo_with(&folder, &[("RUSTDOCFLAGS", "-D warnings")], &["doc", "--no-deps"]).succeeds_without_warning();
}

#[test]
fn a_crate_with_schemas_and_values_of_its_models_is_clean() {
    let ground = Ground::enter();
    let folder = generate(&ground, "drivers-values", &["--only", "client,server,schemars,proptest"]);
    ground.cargo(&folder, &["fmt", "--check"]).succeeds_without_warning();
    for features in [
        &["--features", "client,server,schemars,proptest"][..],
        &[],
        &["--features", "schemars"],
        &["--features", "proptest"],
    ] {
        let arguments = [&["clippy", "--no-default-features"], features, &["--", "-D", "warnings"]].concat();
        ground.cargo(&folder, &arguments).succeeds_without_warning();
    }
}

#[test]
fn a_client_and_a_server_of_a_crate_with_its_own_runtime_talk() {
    let ground = Ground::enter();
    generate(&ground, "drivers-sdk", &[]);
    let manifest = "\
[package]
name = \"consumer\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
drivers-sdk = { path = \"../drivers-sdk\" }
axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }
tokio = { version = \"1\", features = [\"macros\", \"net\", \"rt\"] }
";
    let main = "\
use drivers_sdk as sdk;

mod exchange;

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    exchange::exchange().await
}
";
    let files = [("Cargo.toml", manifest), ("src/main.rs", main), ("src/exchange.rs", EXCHANGE)];
    let folder = ground.krate("consumer", &files);
    assert_eq!(ground.cargo(&folder, &["run"]).succeeds_without_warning().stdout, EXCHANGED);

    // The example of each operation.
    let run = ground.cargo(&folder, &["test", "--package", "drivers-sdk", "--doc"]).succeeds_without_warning();
    assert!(run.stdout.contains("test result: ok. 9 passed; 0 failed"), "{}", run.stdout);
}

#[test]
fn the_readme_of_a_crate_compiles() {
    let ground = Ground::enter();
    generate(&ground, "drivers-sdk", &[]);
    let manifest = "\
[package]
name = \"reader\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
drivers-sdk = { path = \"../drivers-sdk\" }
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
";
    let files = [("Cargo.toml", manifest), ("src/lib.rs", "#![doc = include_str!(\"../../drivers-sdk/README.md\")]\n")];
    let folder = ground.krate("reader", &files);
    let run = ground.cargo(&folder, &["test", "--doc"]).succeeds_without_warning();
    assert!(run.stdout.contains("test result: ok. 1 passed; 0 failed"), "{}", run.stdout);
}

#[test]
fn a_crate_that_depends_on_the_runtime_is_clean() {
    let ground = Ground::enter();
    let folder = generate(&ground, "drivers-linked", &["--runtime", "crate", "--name", "linked_sdk"]);
    ground.cargo(&folder, &["fmt", "--check"]).succeeds_without_warning();
    // What stands for a registry with the runtime in it.
    let patch = format!("[patch.crates-io]\noasmith-runtime = {{ path = {:?} }}\n", ground.workspace().join("runtime"));
    std::fs::create_dir_all(folder.join(".cargo")).unwrap();
    std::fs::write(folder.join(".cargo/config.toml"), patch).unwrap();
    for features in [&["--features", "client,server,validate"][..], &[]] {
        let arguments = [&["clippy", "--no-default-features"], features, &["--", "-D", "warnings"]].concat();
        ground.cargo(&folder, &arguments).succeeds_without_warning();
    }
}
