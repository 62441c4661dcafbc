//! What generated code costs rustc, beside the same models with serde's derives and beside other generators' code.
//!
//! `cargo run --release -p oasmith --example compile_bench -- DESCRIPTION.. [--openapi-to-rust PROGRAM] [--ploidy PROGRAM]`
//! writes each as a crate into a scratch folder, compiles what it depends on, and then measures `cargo check` of the crate
//! alone: processor seconds (user and system) and the peak memory of rustc, by GNU time. The programs are those that
//! `cargo install openapi-to-rust --version 0.23 --root FOLDER` and `cargo install ploidy --version 0.15 --root FOLDER` make.
//! ploidy cannot write models alone. Figures of one run compare with each other, never with another machine's.

#![allow(missing_docs)]

mod peers;
mod plain;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::Sink;
use oasmith::product::Product;
use oasmith::source::{Documents, Limits};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What a crate is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    Models,
    ModelsAndClient,
}

impl Parts {
    fn as_str(self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::ModelsAndClient => "client",
        }
    }
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let (mut descriptions, mut openapi_to_rust, mut ploidy) = (Vec::new(), None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--openapi-to-rust" => openapi_to_rust = arguments.next().map(PathBuf::from),
            "--ploidy" => ploidy = arguments.next().map(PathBuf::from),
            _ => descriptions.push(PathBuf::from(argument)),
        }
    }
    let scratch = std::env::temp_dir().join("oasmith-compile-bench");
    println!("{:<28} {:<7} {:<16} {:>8} {:>8} {:>8}", "description", "parts", "generator", "lines", "seconds", "MiB");
    for description in &descriptions {
        let name = description.file_stem().and_then(|stem| stem.to_str()).unwrap_or("api").to_owned();
        let folder = scratch.join(&name);
        let report =
            |parts: Parts, generator: &str, krate: Outcome<PathBuf>| report(&name, parts, generator, krate, &scratch);
        for parts in [Parts::Models, Parts::ModelsAndClient] {
            let krate = ours(description, parts, &folder)?;
            report(parts, "oasmith", Ok(krate.clone()));
            if parts == Parts::Models {
                report(parts, "derives", derives(&krate, &folder));
            }
            if let Some(peer) = &openapi_to_rust {
                report(parts, "openapi-to-rust", peers::openapi_to_rust(peer, description, parts, &folder));
            }
        }
        if let Some(peer) = &ploidy {
            report(Parts::ModelsAndClient, "ploidy", peers::ploidy(peer, description, &folder));
        }
    }
    Ok(())
}

/// Measures a crate and prints what it costs, or why it has no figures.
fn report(name: &str, parts: Parts, generator: &str, krate: Outcome<PathBuf>, scratch: &Path) {
    let measured = krate.and_then(|krate| Ok((lines(&krate.join("src"))?, cost(&krate, &scratch.join("target"))?)));
    let row = format!("{name:<28} {:<7} {generator:<16}", parts.as_str());
    match measured {
        Ok((lines, cost)) => println!("{row} {lines:>8} {:>8.1} {:>8}", cost.seconds, cost.peak / 1024),
        Err(error) => println!("{row} {error}"),
    }
}

/// Generates a crate from a description.
fn ours(description: &Path, parts: Parts, folder: &Path) -> Outcome<PathBuf> {
    let documents = Documents::read(description, &Limits::default()).map_err(|error| error.to_string())?;
    let mut config = Config::new(description, "ours");
    config.layout = Layout::Crate;
    config.products = match parts {
        Parts::Models => Vec::new(),
        Parts::ModelsAndClient => vec![Product::Client],
    };
    // `derives` reads the models as one file.
    config.file_lines = Some(usize::MAX);
    let generated = oasmith::generate(&documents, &config, &mut Sink::new()).ok_or("nothing is generated")?;
    let krate = folder.join(format!("ours-{}", parts.as_str()));
    for (path, text) in &generated.files {
        put(&krate.join(path), text)?;
    }
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime").canonicalize()?;
    let manifest = &generated.files["Cargo.toml"];
    let patch = format!("\n[workspace]\n\n[patch.crates-io]\noasmith-runtime = {{ path = {runtime:?} }}\n");
    put(&krate.join("Cargo.toml"), &format!("{manifest}{patch}"))?;
    Ok(krate)
}

/// The models of a crate of ours, with derives in place of tables.
fn derives(ours: &Path, folder: &Path) -> Outcome<PathBuf> {
    let krate = folder.join("derives");
    let models = fs::read_to_string(ours.join("src/models.rs"))?;
    put(&krate.join("src/models.rs"), &plain::derived(&models))?;
    put(
        &krate.join("src/lib.rs"),
        "#![recursion_limit = \"1024\"]\n#![allow(warnings)]\n\npub mod models;\n\npub mod wire {\n    \
         pub type Map<T> = indexmap::IndexMap<String, T>;\n}\n\n\
         pub type Base64 = Vec<u8>;\npub type Base64Url = Vec<u8>;\npub type Secret = String;\n",
    )?;
    let own = fs::read_to_string(ours.join("Cargo.toml"))?;
    let own: toml::Table = toml::from_str(&own)?;
    let mut dependencies = own.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    dependencies.remove("oasmith-runtime");
    for (name, text) in [
        ("serde", "serde = { version = \"1\", features = [\"derive\"] }"),
        ("indexmap", "indexmap = { version = \"2\", features = [\"serde\"] }"),
    ] {
        let parsed: toml::Table = toml::from_str(text)?;
        dependencies.insert(name.to_owned(), parsed[name].clone());
    }
    put(&krate.join("Cargo.toml"), &manifest("derives", &dependencies)?)?;
    Ok(krate)
}

fn manifest(name: &str, dependencies: &toml::Table) -> Outcome<String> {
    let dependencies = toml::to_string(&BTreeMap::from([("dependencies", dependencies)]))?;
    let package = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"");
    Ok(format!("{package}\n\n[workspace]\n\n{dependencies}"))
}

struct Cost {
    /// Processor time.
    seconds: f64,
    /// Peak memory of the largest process, in KiB.
    peak: u64,
}

/// Checks what a crate depends on, and then the crate alone.
fn cost(krate: &Path, target: &Path) -> Outcome<Cost> {
    let check = |program: &str, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .current_dir(krate)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()
    };
    // What it depends on, with nothing of its own.
    let root = krate.join("src/lib.rs");
    let text = fs::read_to_string(&root)?;
    put(&root, "")?;
    let first = check("cargo", &["check", "--quiet"]);
    put(&root, &text)?;
    succeeded(krate, &first?)?;
    let second = check("time", &["-f", "%U %S %M", "cargo", "check", "--quiet"])?;
    succeeded(krate, &second)?;
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    let figures: Vec<f64> =
        said.lines().last().unwrap_or_default().split(' ').map(str::parse).collect::<Result<_, _>>()?;
    match figures.as_slice() {
        [user, system, peak] => Ok(Cost { seconds: user + system, peak: *peak as u64 }),
        _ => Err(format!("not what GNU time writes: {said}").into()),
    }
}

fn succeeded(krate: &Path, output: &Output) -> Outcome<()> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let said: Vec<&str> = said.lines().take(60).collect();
    Err(format!("{}: {}", krate.display(), said.join("\n")).into())
}

/// The lines of all Rust files below a folder.
fn lines(folder: &Path) -> Outcome<usize> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sum += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sum += fs::read_to_string(&path)?.lines().count();
        }
    }
    Ok(sum)
}

fn put(path: &Path, text: &str) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}
