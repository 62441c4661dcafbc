//! What is generated for each rule's description is what is committed beside it.
//!
//! `BLESS=1 cargo test -p oasmith --test goldens` writes the goldens anew; look at every line that changed. The goldens are
//! compiled and run by the target `fixtures`, so that this one heals them even when they do not compile.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::config::{Config, Layout};
use oasmith::diagnostic::{Colour, Sink, human};
use oasmith::source::{Documents, Limits};
use similar::TextDiff;

/// The folders of the rules, sorted.
fn rules() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut rules: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    rules.retain(|path| path.is_dir());
    rules.sort();
    rules
}

/// What is generated for the description of a rule, by the settings beside it where there are some. An error where it cannot
/// be generated, or where other codes are reported than the file `ledger` beside it lists.
fn generated(rule: &Path) -> Result<String, String> {
    let description = rule.join("api.yaml");
    let documents = Documents::read(&description, &Limits::default()).map_err(|error| error.to_string())?;
    let mut sink = Sink::new();
    let config = Config { layout: Layout::Module, ..configured(rule, &description) };
    let generated = oasmith::generate(&documents, &config, &mut sink);
    let expected = fs::read_to_string(rule.join("ledger")).unwrap_or_default();
    let reported: String = sink.iter().map(|entry| format!("{}\n", entry.code.id())).collect();
    let report = || human(sink.iter(), &documents, Colour::Never);
    match generated {
        Some(generated) if reported == expected => Ok(generated.files["api.rs"].clone()),
        Some(_) => Err(format!("the file `ledger` does not list what is reported:\n{}", report())),
        None => Err(report()),
    }
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
    let mut report = String::new();
    for rule in rules {
        let golden = rule.join("api.rs");
        let generated = match generated(&rule) {
            Ok(generated) => generated,
            Err(problem) => {
                report.push_str(&format!("{}: {problem}\n", rule.display()));
                continue;
            }
        };
        if bless {
            fs::write(&golden, &generated).unwrap();
        }
        let committed = fs::read_to_string(&golden).unwrap_or_default();
        report.push_str(&difference(&golden, &committed, &generated));
    }
    assert!(report.is_empty(), "not what is generated; BLESS=1 writes the goldens anew\n{report}");
}

/// What generation would change in a golden; empty where that is nothing.
fn difference(golden: &Path, committed: &str, generated: &str) -> String {
    if committed == generated {
        return String::new();
    }
    let name = golden.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(golden).display().to_string();
    let diff = TextDiff::from_lines(committed, generated);
    diff.unified_diff().header(&name, "generated").to_string()
}

#[test]
fn a_difference_is_shown_with_its_lines() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/a/api.rs");
    assert_eq!(difference(&golden, "a\n", "a\n"), "");
    assert_eq!(
        difference(&golden, "a\nb\n", "a\nc\n"),
        "--- tests/fixtures/a/api.rs\n+++ generated\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    );
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
