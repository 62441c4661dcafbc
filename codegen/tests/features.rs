//! The register of proof, features.toml: which tests prove which row of tests/conformance/features.md, which rows are not
//! proven yet, and which tests prove that a trap is avoided. The tests it names are there, and it names every row.

#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The sections of the list that features.toml is about, by the letters of their rows.
const SECTIONS: &[&str] = &["A", "B", "C", "D", "L", "M", "N", "O", "P", "Q", "R", "T", "U", "W", "X", "Y", "Z", "AA"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Features {
    /// The tests that prove a row, as `file::function`, files from the root of the repository.
    proven: BTreeMap<String, Vec<String>>,
    /// Why a row is not proven.
    unproven: BTreeMap<String, String>,
    /// The tests that prove that a trap is avoided.
    traps: BTreeMap<String, Vec<String>>,
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn features() -> Features {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The ids of the rows of the sections.
fn rows() -> BTreeSet<String> {
    let list = fs::read_to_string(repository().join("tests/conformance/features.md")).unwrap();
    let ids = list.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next());
    let rows = ids.filter(|id| SECTIONS.contains(&id.trim_end_matches(|digit: char| digit.is_ascii_digit())));
    rows.filter(|id| id.ends_with(|digit: char| digit.is_ascii_digit())).map(str::to_owned).collect()
}

#[test]
fn every_row_stands_in_one_of_the_two_lists() {
    let Features { proven, unproven, .. } = features();
    let both: Vec<&String> = proven.keys().filter(|id| unproven.contains_key(*id)).collect();
    assert_eq!(both, [""; 0], "proven and not proven");
    let listed: BTreeSet<String> = proven.into_keys().chain(unproven.into_keys()).collect();
    let rows = rows();
    assert!(rows.len() > 100, "{rows:?}");
    assert_eq!(rows.difference(&listed).collect::<Vec<_>>(), [""; 0], "rows that are not listed");
    assert_eq!(listed.difference(&rows).collect::<Vec<_>>(), [""; 0], "ids that are no rows");
}

#[test]
fn the_tests_that_are_named_are_there() {
    let mut missing = Vec::new();
    let Features { proven, traps, .. } = features();
    for (row, tests) in proven.into_iter().chain(traps) {
        assert!(!tests.is_empty(), "{row}: name a test");
        for test in tests {
            let (file, function) = test.split_once("::").unwrap_or_else(|| panic!("{row}: write `file::function`"));
            let text = fs::read_to_string(repository().join(file)).unwrap_or_default();
            if !is_test(&text, function) {
                missing.push(format!("{row}: {test}"));
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}

/// Whether a file has a test of this name, which is not ignored.
fn is_test(text: &str, function: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let heads = [format!("fn {function}("), format!("async fn {function}(")];
    let Some(line) = lines.iter().position(|line| heads.iter().any(|head| line.starts_with(head))) else {
        return false;
    };
    let attributes: Vec<&&str> = lines[..line].iter().rev().take_while(|line| line.starts_with("#[")).collect();
    attributes.iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
        && !attributes.iter().any(|line| line.starts_with("#[ignore"))
}

#[test]
fn what_is_not_proven_has_a_reason() {
    for (row, reason) in features().unproven {
        assert!(reason.split(' ').count() > 3, "{row}: {reason}");
    }
}
