//! The history of the drivers API, and what else a report has.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::Described;
use oasmith::config::Config;
use oasmith::diagnostic::Colour;
use oasmith::diff::accepted::Accepted;
use oasmith::diff::report::{Description, Report, SCHEMA};
use oasmith::source::{Documents, Limits};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The report of two files below the root of the repository.
fn report(old: &str, new: &str, accepted: &Accepted) -> Report {
    let read = |path: &str| Documents::read(&root().join(path), &Limits::default()).unwrap();
    let (old_documents, new_documents) = (read(old), read(new));
    let config = Config::new("api.json", "api");
    let described = |documents| Described { documents, config: &config, written: None };
    let difference = oasmith::diff(described(&old_documents), described(&new_documents)).unwrap();
    let (old_shown, new_shown) = (|_: &str| old.to_owned(), |_: &str| new.to_owned());
    let package = Some("0.4.0");
    let old =
        Description { name: old, version: &difference.old_version, package, places: &old_documents, shown: &old_shown };
    let new =
        Description { name: new, version: &difference.new_version, package, places: &new_documents, shown: &new_shown };
    Report::new(&difference, &old, &new, accepted)
}

fn eras() -> [(&'static str, Report); 2] {
    let none = Accepted::default();
    let [a, b, c] = ["spec/history/era-a.yaml", "spec/drivers.yaml", "spec/history/era-c.yaml"];
    [("a-to-b", report(a, b, &none)), ("b-to-c", report(b, c, &none))]
}

#[test]
fn the_history_of_the_drivers_api_is_told() {
    for (name, report) in eras() {
        for (ending, text) in [
            ("txt", report.text(Colour::Never, true)),
            ("md", report.markdown()),
            ("json", report.json()),
            ("lines", report.lines()),
            ("github", report.github()),
        ] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/changes/history/{name}.{ending}"));
            if std::env::var_os("BLESS").is_some() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, text).unwrap();
            } else {
                let known = fs::read_to_string(&path).unwrap_or_default();
                assert!(
                    known == text,
                    "{} differs: run `BLESS=1 cargo test -p oasmith --test changes`",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn json_is_as_its_schema_has_it() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let [(_, first), (_, second)] = eras();
    let fingerprint = second.changes[0].fingerprint.clone();
    let accept = BTreeMap::from([(fingerprint, "known".to_owned()), ("0".to_owned(), "gone".to_owned())]);
    let third = report("spec/drivers.yaml", "spec/history/era-c.yaml", &Accepted { accept });
    for report in [first, second, third] {
        let report: Value = serde_json::from_str(&report.json()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn what_is_accepted_is_not_counted() {
    let [_, (_, all)] = eras();
    let accept = all.changes.iter().filter(|entry| entry.wire == "breaking");
    let mut accept: BTreeMap<String, String> =
        accept.map(|entry| (entry.fingerprint.clone(), "the next version says so".to_owned())).collect();
    accept.insert("000000000000".to_owned(), "gone".to_owned());
    let report = report("spec/drivers.yaml", "spec/history/era-c.yaml", &Accepted { accept });
    assert_eq!((report.summary.breaking, report.accepted.len()), (0, all.summary.breaking));
    assert_eq!(report.summary.compatible, all.summary.compatible);
    assert_eq!(report.unused, ["000000000000"]);
    assert!(
        report.text(Colour::Never, false).contains("000000000000 is accepted, but no change has this fingerprint\n")
    );
}

#[test]
fn a_file_of_accepted_changes_has_reasons() {
    let accepted = Accepted::parse("[accept]\n0123456789ab = \"known\"\n").unwrap();
    assert_eq!(accepted.accept["0123456789ab"], "known");
    assert!(Accepted::parse("[acept]\n").unwrap_err().contains("unknown field `acept`"));
    assert!(Accepted::parse("[accept]\na = 1\n").is_err());
}

/// The sample of README.md is the text of a report, with parts left out.
#[test]
fn the_sample_of_the_readme_is_what_is_printed() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let sample = readme.split("$ oasmith diff spec/history/era-a.yaml spec/drivers.yaml\n").nth(1).unwrap();
    let sample = sample.split("```").next().unwrap();
    let text = report("spec/history/era-a.yaml", "spec/drivers.yaml", &Accepted::default()).text(Colour::Never, false);
    let mut parts = sample.split("...\n").filter(|part| !part.is_empty());
    assert!(parts.clone().count() > 2);
    assert!(parts.all(|part| text.contains(part)), "{text}");
}
