//! The generated crates compile without a warning, and their routers can be made.
//!
//! All small descriptions become one workspace, and the large ones another, which shares a target folder and the versions of this repository.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::config::Product;

use super::{corpus, descriptions, generated_with};

/// Eleven thousand operations in one crate are more than rustc takes in the memory of a usual machine.
const TOO_LARGE: &str = "large/microsoft.com__graph.json";

/// The package of a description.
fn package(description: &str) -> String {
    let stem = description.rsplit_once('.').map_or(description, |(stem, _)| stem);
    let allowed = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("c-{}", stem.chars().map(allowed).collect::<String>().replace("--", "-"))
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Makes the router of a service of which nothing is written, with and without credentials.
const ROUTERS: &str = "\
macro_rules! open {
    ($krate:ident) => {{
        struct Service;
        impl $krate::server::Api for Service {
            type Error = $krate::server::Rejection;
        }
        let _ = $krate::server::router(Service);
        println!(stringify!($krate));
    }};
}

macro_rules! guarded {
    ($krate:ident) => {{
        struct Service;
        impl $krate::server::Authenticate for Service {
            type Principal = ();
            type Error = $krate::server::Rejection;
        }
        impl $krate::server::Api for Service {}
        let _ = $krate::server::router(Service);
        println!(stringify!($krate));
    }};
}
";

/// Writes the crates, and a program that makes the router of each that has one.
fn write_workspace(corpus: &Path, folder: &Path, descriptions: &[String]) {
    let _ = fs::remove_dir_all(folder);
    let (mut members, mut dependencies, mut routers) = (vec!["routers".to_owned()], String::new(), String::new());
    for description in descriptions {
        let name = package(description);
        let products = [Product::Client, Product::Server, Product::Validate];
        let outcome = generated_with(corpus, description, &name, &products);
        for (path, text) in &outcome.files {
            let path = folder.join(&name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        if let Some(server) = outcome.files.get("src/server.rs") {
            let krate = name.replace('-', "_");
            let made = if server.contains("pub trait Api: Authenticate") { "guarded" } else { "open" };
            writeln!(
                dependencies,
                "{name} = {{ path = \"../{name}\", default-features = false, features = [\"server\"] }}"
            )
            .unwrap();
            writeln!(routers, "    {made}!({krate});").unwrap();
        }
        if outcome.files.contains_key("Cargo.toml") {
            members.push(name);
        }
    }
    let runtime = repository().join("runtime").canonicalize().unwrap();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\noasmith-runtime = {{ path = {runtime:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::create_dir_all(folder.join("routers/src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"routers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    fs::write(folder.join("routers/Cargo.toml"), manifest).unwrap();
    let main = format!("{ROUTERS}\nfn main() {{\n{routers}}}\n");
    fs::write(folder.join("routers/src/main.rs"), main).unwrap();
}

fn cargo(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

/// The workspace of some descriptions. What was compiled of it before stays; the sources are written anew.
fn workspace(name: &str, corpus: &Path, descriptions: &[String]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-target"));
    let _ = fs::rename(folder.join("target"), &kept);
    write_workspace(corpus, &folder, descriptions);
    let _ = fs::rename(&kept, folder.join("target"));
    folder
}

#[test]
#[ignore = "a quarter of an hour and 6 GB: cargo test -p oasmith --test corpus large_crates -- --ignored"]
fn large_crates_compile_without_a_warning() {
    let Some(corpus) = corpus() else { return };
    let mut large = descriptions(&corpus, true);
    large.retain(|description| description != TOO_LARGE);
    let folder = workspace("corpus-large", &corpus, &large);
    // One at a time: the largest take 6 GB each.
    let (passed, said) = cargo(
        &folder,
        &["check", "--workspace", "--features", "client,server,validate", "--keep-going", "--jobs", "1"],
    );
    assert!(passed && !said.contains("warning:"), "{}", last(&said));
}

#[test]
fn small_crates_compile_without_a_warning_and_route() {
    let Some(corpus) = corpus() else { return };
    let folder = workspace("corpus", &corpus, &descriptions(&corpus, false));
    let (passed, said) =
        cargo(&folder, &["clippy", "--workspace", "--features", "validate", "--keep-going", "--", "-D", "warnings"]);
    assert!(passed, "{}", last(&said));
    let (passed, said) = cargo(&folder, &["run", "--quiet", "-p", "routers"]);
    assert!(passed, "{}", last(&said));
    let routers = said.lines().filter(|line| line.starts_with("c_")).count();
    assert!(routers > 50, "{routers} routers were made:\n{}", last(&said));
}

/// The end of a long text.
fn last(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(200)..].join("\n")
}
