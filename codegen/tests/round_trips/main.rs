//! Round trips between the generated client and the generated server: a random valid request of the client arrives equal at
//! the handler, and a random valid response of the handler arrives equal at the client. So does the body of each webhook.
//!
//! Both are compiled into one program for each description, and the client calls the router in memory. The schema tables of
//! the description draw the values. `exceptions.toml` is the exact list of what does not arrive, with the reasons.
//!
//! The descriptions are outside this repository; `OASMITH_CORPUS` names their folder. Without it these tests are skipped.

#![allow(missing_docs)]

mod program;
mod types;
mod workspace;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oasmith::config::{Config, Layout, Product};
use oasmith::diagnostic::Sink;
use oasmith::source::{Documents, Limits};
use serde::Deserialize;

/// The descriptions of CI.
const TEN: [&str; 10] = [
    "apis-guru/adyen.com__AccountService.json",
    "apis-guru/apache.org__airflow.json",
    "apis-guru/conjur.local.json",
    "apis-guru/dnd5eapi.co.json",
    "apis-guru/httpbin.org.json",
    "apis-guru/listennotes.com.json",
    "peer/box-openapi/openapi-v2025.0.json",
    "peer/ogen/form.json",
    "peer/progenitor/buildomat.json",
    "peer/redocly-cli/cafe.yaml",
];

/// An entry of `exceptions.toml`: what does not arrive of an operation, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    description: String,
    operation: String,
    what: String,
    #[allow(dead_code)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    exception: Vec<Exception>,
}

fn generated(documents: &Documents) -> Option<(usize, String)> {
    let mut config = Config::new("description", "generated");
    config.layout = Layout::Module;
    config.products = vec![Product::Client, Product::Server, Product::Webhooks, Product::Validate, Product::Proptest];
    let code = oasmith::generate(documents, &config, &mut Sink::new())?.files.remove("api.rs").expect("one file");
    let api = oasmith::openapi::read(documents, &mut Sink::new())?;
    let krate = oasmith::lower::lower(api, &config, &mut Sink::new()).krate;
    (!krate.operations.is_empty()).then(|| (krate.operations.len(), code + &program::module(&krate)))
}

/// The name of a program.
fn package(description: &str) -> String {
    let words = description.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Makes the round trips of descriptions, and compares what does not arrive with the list; how many operations there are.
/// `None`, said aloud, where there is no corpus.
fn made(workspace: &str, select: impl Fn(&Path) -> Vec<String>) -> Option<usize> {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) else {
        println!("skipped: OASMITH_CORPUS is not set");
        return None;
    };
    let (mut programs, mut operations, mut names) = (BTreeMap::new(), 0, BTreeMap::new());
    for name in select(&corpus) {
        let Ok(documents) = Documents::read(&corpus.join(&name), &Limits::default()) else { continue };
        let Some((count, code)) = generated(&documents) else { continue };
        operations += count;
        programs.insert(package(&name), code);
        names.insert(package(&name), name);
    }
    let mut met = BTreeMap::new();
    for (package, output) in workspace::run(workspace, &programs) {
        let name = &names[&package];
        for line in output.lines() {
            let mut columns = line.splitn(3, '\t');
            let mut next = || columns.next().unwrap_or_default().to_owned();
            let (operation, what, example) = (next(), next(), next());
            met.insert((name.clone(), operation, what), example);
        }
    }
    let Exceptions { exception } = toml::from_str(include_str!("exceptions.toml")).unwrap();
    let known = exception.into_iter().map(|one| (one.description, one.operation, one.what));
    let known: BTreeSet<_> = known.filter(|(description, ..)| names.values().any(|name| name == description)).collect();
    let fresh = met.iter().filter(|(key, _)| !known.contains(key));
    let mut different: Vec<String> = fresh.map(|(key, example)| format!("{key:?}: {example}")).collect();
    different.extend(known.iter().filter(|key| !met.contains_key(key)).map(|key| format!("{key:?} does arrive")));
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
    Some(operations)
}

#[test]
fn requests_and_responses_of_ten_descriptions_arrive_equal() {
    let Some(operations) = made("round-trips", |_| TEN.map(str::to_owned).to_vec()) else { return };
    assert!(operations >= 300, "{operations}");
}

/// All small descriptions of the corpus; a quarter of an hour, nearly all of it for rustc.
#[test]
#[ignore = "all small descriptions: `cargo test -p oasmith --test round_trips small -- --ignored`"]
fn requests_and_responses_of_all_small_descriptions_arrive_equal() {
    made("round-trips-small", |corpus| {
        let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
        let wanted = std::env::var("ROUND_TRIPS").unwrap_or_default();
        let paths = index.lines().skip(1).filter_map(|line| line.split('\t').next());
        let small = paths.filter(|path| !path.ends_with('/') && !path.starts_with("large/"));
        small.filter(|path| wanted.split(',').any(|part| path.contains(part))).map(str::to_owned).collect()
    });
}
