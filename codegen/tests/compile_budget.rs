//! What rustc has to read of three middle-sized descriptions: the types, the rows of their tables, the schemas and the lines of
//! code after the expansion of macros. What these figures grow by, every user waits for.
//!
//! The counts are exact and the lines may differ by a tenth, because they depend on the version of rustc too.
//! `BLESS=1 cargo test -p oasmith --test compile_budget` writes `compile_budget.toml` anew: change it on purpose only, and say
//! why. The descriptions lie outside this repository; `OASMITH_CORPUS` names their folder.

#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::Sink;
use oasmith::source::{Documents, Limits};
use proc_macro2::{TokenStream, TokenTree};
use serde::{Deserialize, Serialize};

const DESCRIPTIONS: [&str; 3] = ["gitea.io", "docker.com__engine", "openbankingproject.ch"];

/// What a crate consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// Calls of the macros of models, by macro: one for each type.
    types: BTreeMap<String, usize>,
    /// The rows in the tables of objects: one for each property.
    properties: usize,
    /// The static tables of schemas and of operations.
    statics: usize,
    /// The lines of models, server and validation after expansion.
    expanded_lines: usize,
}

impl Budget {
    fn is_met_by(&self, met: &Self) -> bool {
        let exact = |budget: &Self| (budget.types.clone(), budget.properties, budget.statics);
        exact(self) == exact(met) && self.expanded_lines.abs_diff(met.expanded_lines) * 10 <= self.expanded_lines
    }
}

/// The folder of the corpus; `None`, said aloud, where there is none.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
        assert!(!ci, "OASMITH_CORPUS is not set");
        println!("skipped: OASMITH_CORPUS is not set");
    }
    folder
}

fn package(description: &str) -> String {
    description.replace("__", "-").replace('.', "-")
}

/// Writes a workspace with a crate for each description.
fn workspace(corpus: &Path) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-budget");
    for description in DESCRIPTIONS {
        let path = corpus.join(format!("apis-guru/{description}.json"));
        let documents = Documents::read(&path, &Limits::default()).unwrap();
        let mut config = Config::new(&path, package(description));
        (config.layout, config.products) = (Layout::Crate, vec![Product::Client, Product::Server, Product::Validate]);
        let generated = oasmith::generate(&documents, &config, &mut Sink::new()).unwrap();
        for (path, text) in &generated.files {
            let path = folder.join(package(description)).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let (members, runtime) = (DESCRIPTIONS.map(package), repository.join("runtime"));
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\noasmith-runtime = {{ path = {runtime:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn budget(folder: &Path, description: &str) -> Budget {
    let source = folder.join(package(description)).join("src");
    let tokens = |file: &str| -> TokenStream { fs::read_to_string(source.join(file)).unwrap().parse().unwrap() };
    let (mut types, mut properties) = (BTreeMap::new(), 0);
    let models: Vec<TokenTree> = tokens("models.rs").into_iter().collect();
    for window in models.windows(3) {
        let [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(table)] = window else { continue };
        if mark.as_char() != '!' {
            continue;
        }
        *types.entry(name.to_string()).or_insert(0) += 1;
        if name == "object" {
            properties += rows(table.stream());
        }
    }
    let statics = |file: &str| {
        tokens(file).into_iter().filter(|token| matches!(token, TokenTree::Ident(word) if word == "static")).count()
    };
    Budget {
        types,
        properties,
        statics: statics("schemas.rs") + statics("operations.rs"),
        expanded_lines: expanded_lines(folder, description),
    }
}

/// The rows of the table of an object, which is the last group: each begins with the name on the wire.
fn rows(object: TokenStream) -> usize {
    let Some(TokenTree::Group(table)) = object.into_iter().last() else { return 0 };
    let table: Vec<TokenTree> = table.stream().into_iter().collect();
    let is_row = |window: &&[TokenTree]| match window {
        [TokenTree::Literal(_), TokenTree::Punct(mark)] => matches!(mark.as_char(), '=' | ':'),
        _ => false,
    };
    table.windows(2).filter(is_row).count()
}

/// The lines of a crate after the expansion of its macros, which a stable rustc has to be told to print. Without the client, whose
/// text has no macros: what it depends on takes minutes to compile.
fn expanded_lines(folder: &Path, description: &str) -> usize {
    let output = Command::new(env!("CARGO"))
        .args(["rustc", "--quiet", "--lib", "--profile", "check", "--package", &package(description)])
        .args(["--no-default-features", "--features", "server,validate", "--", "-Zunpretty=expanded"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout.iter().filter(|byte| **byte == b'\n').count()
}

#[test]
fn rustc_reads_no_more_than_before() {
    let Some(corpus) = corpus() else { return };
    let folder = workspace(&corpus);
    let met = DESCRIPTIONS.map(|description| (description.to_owned(), budget(&folder, description)));
    let met: BTreeMap<String, Budget> = met.into_iter().collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_budget.toml");
    if std::env::var_os("BLESS").is_some() {
        let header = "# What rustc has to read; written by BLESS=1, read by tests/compile_budget.rs. Change it on purpose only.\n\n";
        fs::write(file, format!("{header}{}", toml::to_string(&met).unwrap())).unwrap();
        return;
    }
    let expected: BTreeMap<String, Budget> = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(expected.keys().collect::<Vec<_>>(), met.keys().collect::<Vec<_>>());
    let differences = met.iter().filter(|(description, met)| !expected[*description].is_met_by(met));
    let differences: Vec<String> = differences
        .map(|(description, met)| format!("{description}\n  expected {:?}\n  met      {met:?}", expected[description]))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
