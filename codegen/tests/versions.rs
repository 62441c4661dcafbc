//! The same API, written in each version and in both notations, is the same Rust.
//!
//! The descriptions in `versions/` say the same, each as its version says it: types that may be null, bounds, bodies and
//! forms, styles of arrays, flows, unions of subtypes, shared parts. Cookies, which 2.0 does not have, are in none of them.

#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

const VERSIONS: [&str; 4] = ["2.0", "3.0", "3.1", "3.2"];

fn text(version: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions");
    fs::read_to_string(folder.join(format!("{version}.yaml"))).unwrap()
}

/// The files, and the codes of what is reported.
fn generated(text: &str) -> (BTreeMap<String, String>, Vec<&'static str>) {
    let documents = Documents::from_texts(&[("api", text)]).unwrap();
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &Config::new("api", "generated"), &mut sink).unwrap().files;
    let files = generated.into_iter().map(|(name, text)| (name, sorted(&placeless(&text)))).collect();
    (files, sink.iter().map(|entry| entry.code.id()).collect())
}

/// The text without the locations of types that have no documentation: each version has locations of its own.
fn placeless(text: &str) -> String {
    let places = ["/// `#/", "/// The response `Failure`.", "/// The media type `Problem`."];
    let is_place = |line: &str| places.iter().any(|place| line.trim_start().starts_with(place));
    text.lines().map(|line| if is_place(line) { "/// a place\n".to_owned() } else { format!("{line}\n") }).collect()
}

/// The text with its items in an order of their own: that of types without a name is the order in which they were read, and
/// the versions have bodies, parameters and responses in different ones.
fn sorted(text: &str) -> String {
    let mut items: Vec<&str> = text.split("\n\n").map(str::trim_end).collect();
    items.sort_unstable();
    items.join("\n\n")
}

/// The first line that differs, with the file it is in.
fn difference(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Option<String> {
    assert!(one.keys().eq(other.keys()));
    one.iter().zip(other.values()).find_map(|((name, one), other)| {
        let mut lines = one.lines().zip(other.lines()).zip(1..);
        let differs = lines.find(|((one, other), _)| one != other);
        let line = differs.map(|((one, other), number)| format!("{name}:{number}\n  {one}\n  {other}"));
        line.or_else(|| (one != other).then(|| format!("{name} is longer")))
    })
}

#[test]
fn every_version_gives_the_same() {
    let (first, entries) = generated(&text("3.0"));
    for version in VERSIONS {
        let (files, reports) = generated(&text(version));
        assert_eq!(difference(&first, &files), None, "{version}");
        assert_eq!(reports, entries, "{version}");
    }
}

#[test]
fn json_and_yaml_give_the_same() {
    for version in VERSIONS {
        let yaml = text(version);
        let json = serde_yaml::from_str::<serde_json::Value>(&yaml).unwrap();
        for json in [json.to_string(), format!("{json:#}")] {
            assert_eq!(difference(&generated(&yaml).0, &generated(&json).0), None, "{version}");
        }
    }
}

/// What the descriptions are about is in the code: none of it went missing in the same way in every version.
#[test]
fn the_code_has_what_the_descriptions_say() {
    let (files, _) = generated(&text("2.0"));
    let models = &files["models.rs"];
    for line in [
        "pub weight: f64,",
        "pub chip: Option<Option<String>>,",
        "pub owner: Option<Option<Owner>>,",
        "pub size: Option<Option<PetSize>>,",
        "pub notes: Option<Vec<PetNotesItem>>,",
        "pub labels: Option<wire::Map<String>>,",
    ] {
        assert!(models.contains(line), "{line}\n{models}");
    }
}
