//! Programs with a generated client, compiled outside of this workspace.
//!
//! Owns their crates. Must not know descriptions, nor what the programs do.

use std::path::PathBuf;

use oasmith::config::{Config, Layout, Product, Runtime};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

use crate::ground::{Files, Ground};

/// A whole crate for a description, which is called `NAME-sdk` and has its own runtime.
pub fn sdk(name: &str, file: &str, description: &str, products: &[Product]) -> (Files, oasmith::Summary) {
    let documents = Documents::from_texts(&[(file, description)]).unwrap_or_else(|error| panic!("{error}"));
    let mut config = Config::new(file, "generated");
    config.name = Some(format!("{name}-sdk"));
    config.layout = Layout::Crate;
    config.runtime = Runtime::Vendored;
    config.products = products.to_vec();
    let generated = oasmith::generate(&documents, &config, &mut Sink::new()).expect("it is generated");
    let files = generated.files.into_iter().map(|(path, text)| (path.into(), text.into_bytes())).collect();
    (files, generated.summary)
}

/// Compiles a program that uses the crate as `sdk`; the path of the program.
pub fn compile(name: &str, sdk: Files, main: &str) -> PathBuf {
    let ground = Ground::enter();
    ground.fill(&format!("{name}-sdk"), sdk);
    let manifest = format!(
        "\
[package]
name = \"{name}-program\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
sdk = {{ package = \"{name}-sdk\", path = \"../{name}-sdk\" }}
serde_json = \"1\"
tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt\"] }}
"
    );
    let folder = ground.krate(&format!("{name}-program"), &[("Cargo.toml", &manifest), ("src/main.rs", main)]);
    ground.cargo(&folder, &["build"]).succeeds_without_warning();
    ground.target.join(format!("debug/{name}-program"))
}
