//! Real descriptions: each is generated with exactly the expected result, and what is generated compiles and routes.
//!
//! The descriptions are under licences of their own and lie outside this repository; `OASMITH_CORPUS` names their folder.
//! Without it these tests are skipped, but where `CI` is set a missing corpus fails.
//!
//! `BLESS=1 cargo test -p oasmith --test corpus` writes the expectations anew. The large descriptions are behind
//! `cargo test --release -p oasmith --test corpus large_descriptions -- --ignored`.

#![allow(missing_docs)]

mod crates;
mod degraded;
mod expectation;
mod oas_suite;
mod reach;
mod subtypes;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::Sink;
use oasmith::source::{Documents, Limits};

use expectation::{Expectation, Expectations};

/// The folder of the corpus; `None`, said aloud, where there is none.
fn corpus() -> Option<PathBuf> {
    match std::env::var_os("OASMITH_CORPUS") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            let ci = std::env::var("CI").is_ok_and(|ci| !["", "0", "false"].contains(&ci.as_str()));
            assert!(!ci, "OASMITH_CORPUS is not set");
            println!("skipped: OASMITH_CORPUS is not set");
            None
        }
    }
}

/// The descriptions of the index, by their paths in the corpus.
fn descriptions(corpus: &Path, large: bool) -> Vec<String> {
    let index = fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let paths = index.lines().skip(1).filter_map(|line| line.split('\t').next());
    let wanted = paths.filter(|path| !path.ends_with('/') && path.starts_with("large/") == large);
    wanted.map(str::to_owned).collect()
}

/// What a description became: the files of a crate, and what is expected of it.
struct Outcome {
    files: BTreeMap<String, String>,
    met: Expectation,
}

fn generated(corpus: &Path, description: &str, name: &str) -> Outcome {
    generated_with(corpus, description, name, &[Product::Client, Product::Server])
}

fn generated_with(corpus: &Path, description: &str, name: &str, products: &[Product]) -> Outcome {
    let path = corpus.join(description);
    let documents = Documents::read(&path, &Limits::default()).unwrap_or_else(|error| panic!("{description}: {error}"));
    let mut sink = Sink::new();
    let mut config = Config::new(&path, name);
    config.layout = Layout::Crate;
    config.products = products.to_vec();
    let generated = oasmith::generate(&documents, &config, &mut sink);
    let summary = generated.as_ref().map(|generated| generated.summary.clone()).unwrap_or_default();
    let mut ledger = BTreeMap::new();
    for entry in sink.iter() {
        *ledger.entry(entry.code.id().to_owned()).or_insert(0) += 1;
    }
    let met = Expectation {
        operations: summary.operations_total,
        generated: summary.operations_generated,
        typed: summary.operations_typed,
        degraded: summary.operations_degraded,
        schemas: summary.schemas_total,
        ledger,
    };
    Outcome { files: generated.map(|generated| generated.files).unwrap_or_default(), met }
}

/// Generates the descriptions and compares what is met with what is expected, all at once.
fn compare(corpus: &Path, descriptions: &[String]) {
    let mut expectations = Expectations::read();
    let bless = std::env::var_os("BLESS").is_some();
    let mut differences = Vec::new();
    for description in descriptions {
        let met = generated(corpus, description, "corpus").met;
        let expected = expectations.of(description);
        if expected != Some(&met) {
            differences.push(format!("{description}\n  expected {expected:?}\n  met      {met:?}"));
            expectations.set(description, met);
        }
    }
    if bless {
        expectations.write();
    } else {
        assert!(differences.is_empty(), "{}", differences.join("\n"));
    }
}

#[test]
fn small_descriptions_are_generated_as_expected() {
    if let Some(corpus) = corpus() {
        compare(&corpus, &descriptions(&corpus, false));
    }
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -p oasmith --test corpus large_descriptions -- --ignored"]
fn large_descriptions_are_generated_as_expected() {
    if let Some(corpus) = corpus() {
        compare(&corpus, &descriptions(&corpus, true));
    }
}

#[test]
fn every_expectation_is_of_a_description() {
    if let Some(corpus) = corpus() {
        let known = [descriptions(&corpus, false), descriptions(&corpus, true)].concat();
        let unknown: Vec<String> = Expectations::read().names().filter(|name| !known.contains(name)).collect();
        assert_eq!(unknown, [""; 0]);
    }
}

#[test]
fn every_code_that_is_expected_has_a_reason() {
    let reasons: BTreeMap<String, String> = toml::from_str(include_str!("reasons.toml")).unwrap();
    let expectations = Expectations::read();
    let codes: BTreeSet<&String> = expectations.all().flat_map(|expected| expected.ledger.keys()).collect();
    assert_eq!(codes, reasons.keys().collect());
    assert!(reasons.values().all(|reason| reason.len() > 20));
}

#[test]
fn nine_of_ten_operations_are_typed() {
    let expectations = Expectations::read();
    let (operations, typed) = expectations
        .all()
        .fold((0, 0), |(operations, typed), expected| (operations + expected.operations, typed + expected.typed));
    assert!(operations > 0 && typed * 10 >= operations * 9, "{typed} of {operations}");
}
