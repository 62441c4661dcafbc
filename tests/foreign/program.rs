//! Programs with a generated client, compiled outside of this workspace.
//!
//! Owns their crates. Must not know descriptions, nor what the programs do.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::Sink;
use oasmith::rust::Krate;
use oasmith::source::Documents;

use crate::ground::{Files, Ground};

/// A crate for a description.
pub struct Sdk {
    /// `prefect`, of the package `prefect-sdk`.
    name: String,
    /// Its files.
    pub files: Files,
    /// What they are written from.
    pub krate: Krate,
    /// How much of the description it is.
    pub summary: oasmith::Summary,
}

impl Sdk {
    /// A whole crate with these products.
    pub fn generate(name: &str, documents: &Documents, products: &[Product]) -> Self {
        Self::configured(name, documents, products, |_| {})
    }

    /// A whole crate with these products and other settings.
    pub fn configured(
        name: &str,
        documents: &Documents,
        products: &[Product],
        settings: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = Config::new("description", "generated");
        config.name = Some(format!("{name}-sdk"));
        config.layout = Layout::Crate;
        config.products = products.to_vec();
        settings(&mut config);
        let generated = oasmith::generate(documents, &config, &mut Sink::new()).expect("it is generated");
        let files = generated.files.into_iter().map(|(path, text)| (path.into(), text.into_bytes())).collect();
        let api = oasmith::openapi::read(documents, &mut Sink::new()).expect("it is read");
        let krate = oasmith::lower::lower(api, &config, &mut Sink::new()).krate;
        Self { name: name.to_owned(), files, krate, summary: generated.summary }
    }

    /// Compiles a program that uses the crate as `sdk`; the path of the program. It can use what the crate depends on, and what
    /// these lines of a manifest name.
    pub fn compile(self, features: &[&str], dependencies: &str, main: &str) -> PathBuf {
        let Self { name, files, .. } = self;
        let package = format!("{name}-program");
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
        let mut manifest = format!(
            "\
[package]
name = \"{package}\"
version = \"0.1.0\"
edition = \"2024\"

[patch.crates-io]
oasmith-runtime = {{ path = {runtime:?} }}

[dependencies]
sdk = {{ package = \"{name}-sdk\", path = \"../{name}-sdk\", features = {features:?} }}
tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt\"] }}
"
        );
        let own = String::from_utf8_lossy(&files[Path::new("Cargo.toml")]).into_owned();
        for line in own.lines().skip_while(|line| *line != "[dependencies]").skip(1).take_while(|line| !line.is_empty())
        {
            let name = line.split(' ').next().unwrap_or_default();
            if !dependencies.lines().any(|own| own.split(' ').next() == Some(name)) {
                writeln!(manifest, "{}", line.replace(", optional = true", "")).unwrap();
            }
        }
        manifest.push_str(dependencies);
        let ground = Ground::enter();
        ground.fill(&format!("{name}-sdk"), files);
        let folder = ground.krate(&package, &[("Cargo.toml", &manifest), ("src/main.rs", main)]);
        ground.cargo(&folder, &["build"]).succeeds_without_warning();
        ground.target.join("debug").join(package)
    }
}
