//! What is generated for each rule's description is what is committed beside it.
//!
//! `BLESS=1 cargo test -p oasmith --test goldens` writes the goldens anew; look at every line that changed. The goldens are
//! compiled and run by the target `fixtures`, so that this one heals them even when they do not compile.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::{Colour, Sink, human};
use oasmith::source::{Documents, Limits};

/// The folders of the rules, sorted.
fn rules() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut rules: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    rules.retain(|path| path.is_dir());
    rules.sort();
    rules
}

/// What is generated for a description, by the settings beside it where there are some, about which nothing may be reported but what the file `ledger` beside it says.
fn generated(rule: &Path) -> String {
    let description = rule.join("api.yaml");
    let documents = Documents::read(&description, &Limits::default()).unwrap();
    let mut sink = Sink::new();
    let config = Config { layout: Layout::Module, ..configured(rule, &description) };
    let generated = oasmith::generate(&documents, &config, &mut sink).unwrap();
    let expected = fs::read_to_string(rule.join("ledger")).unwrap_or_default();
    let reported: String = sink.iter().map(|entry| format!("{}\n", entry.code.id())).collect();
    assert_eq!(reported, expected, "{}", human(sink.iter(), &documents, Colour::Never));
    generated.files["api.rs"].clone()
}

/// The settings of a rule: its `oasmith.toml` where there is one.
fn configured(rule: &Path, description: &Path) -> Config {
    match fs::read_to_string(rule.join("oasmith.toml")) {
        Ok(text) => Config { description: description.to_owned(), ..Config::parse(&text).unwrap() },
        Err(_) => Config::new(description, "api"),
    }
}

#[test]
fn goldens_are_what_is_generated() {
    let bless = std::env::var_os("BLESS").is_some();
    let rules = rules();
    assert!(rules.len() > 5);
    for rule in rules {
        let golden = rule.join("api.rs");
        let generated = generated(&rule);
        if bless {
            fs::write(&golden, &generated).unwrap();
        }
        let committed = fs::read_to_string(&golden).unwrap_or_default();
        assert!(
            committed == generated,
            "{}: not what is generated; BLESS=1 writes it, git diff shows it",
            golden.display()
        );
    }
}

#[test]
fn every_rule_is_compiled_and_run() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/main.rs")).unwrap();
    let listed = main.split_once("fixtures!(").and_then(|(_, rest)| rest.split_once(");")).unwrap().0;
    let listed: Vec<&str> = listed.split(',').map(str::trim).filter(|rule| !rule.is_empty()).collect();
    let folders: Vec<String> =
        rules().iter().map(|rule| rule.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(listed, folders);
}
