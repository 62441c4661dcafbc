//! What the layout makes of a table is what its macro takes: each table of the fixtures compiles at every width.
//!
//! A macro does not see where lines break. It sees the comma that the layout puts behind the last entry of a list that it breaks, so that
//! widths which break the same lists are the same to it, and are compiled once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::Sink;
use oasmith::output::format_within;
use oasmith::source::Documents;
use proc_macro2::TokenStream;

const WIDTHS: &[usize] = &[1, 20, 40, 60, 80, 100, 160, 10_000];

/// Texts that are longer than a line wherever they stand.
const LONG: &str = "openapi: 3.1.0
info: { title: Long, version: '1' }
components:
  schemas:
    Failure:
      type: object
      required: [message, kind]
      properties:
        message: { const: An error occurred on the server. No further information is available. The service was told of it. }
        kind: { type: object, required: [why], properties: { why: { enum: [The client did something that the server does not take at all in this place.] } } }
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap()
}

/// The generated texts by name: those of the fixtures that stand alone, and one of long constants.
fn texts() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(root().join("tests/fixtures")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(folder.join("api.rs")) else { continue };
        if !text.contains("crate::") {
            texts.insert(folder.file_name().unwrap().to_str().unwrap().to_owned(), text);
        }
    }
    let documents = Documents::from_texts(&[("long.yaml", LONG)]).unwrap();
    let config = Config { layout: Layout::Module, ..Config::new("long.yaml", "long") };
    let mut generated = oasmith::generate(&documents, &config, &mut Sink::new()).unwrap();
    texts.insert("long".to_owned(), generated.files.remove("api.rs").unwrap());
    texts
}

/// The texts at all widths, by the name of a module; of those with the same tokens one.
fn modules() -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    for (name, text) in texts() {
        let mut known: Vec<String> = Vec::new();
        for width in WIDTHS {
            let laid_out = format_within(text.parse().unwrap(), *width).unwrap();
            let tokens = laid_out.parse::<TokenStream>().unwrap().to_string();
            if !known.contains(&tokens) {
                known.push(tokens);
                modules.insert(format!("{name}_{width}"), laid_out);
            }
        }
        assert!(name != "long" || known.len() > 1, "no table of `long` depends on the width");
    }
    modules
}

fn put(path: &Path, text: &str) {
    // What is the same is not compiled again.
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn tables_compile_at_every_width() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = target.join("table-widths");
    let manifest = format!(
        "[package]\nname = \"table-widths\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         oasmith-runtime = {{ path = {:?}, features = [\"client\", \"multipart\", \"proptest\", \"schemars\", \"server\", \"validate\", \"webhooks\"] }}\n\
         jiff = {{ version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }}\n\
         proptest = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         schemars = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nuuid = {{ version = \"1\", features = [\"serde\"] }}\n",
        root().join("../runtime")
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("Cargo.lock"), &fs::read_to_string(root().join("../Cargo.lock")).unwrap());
    let mut lib = String::from("#![recursion_limit = \"1024\"]\n#![allow(missing_docs)]\n\n");
    for (name, text) in modules() {
        put(&folder.join(format!("src/{name}.rs")), &text);
        writeln!(lib, "pub mod {name};").unwrap();
    }
    put(&folder.join("src/lib.rs"), &lib);
    let output = Command::new(env!("CARGO"))
        .args(["check", "--color=never"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target.join("compiled-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
