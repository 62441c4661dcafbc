//! The register of proof, features.toml: which tests prove which row of tests/conformance/features.md, which rows are not
//! proven yet, and which tests prove that a trap is avoided. The tests it names are there, and it names every row.

#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Features {
    /// The tests that prove a row, as `file::function`, files from the root of the repository.
    proven: BTreeMap<String, Vec<String>>,
    /// Why a row is not proven.
    unproven: BTreeMap<String, String>,
    /// Tests of rows that are not proven.
    partial: BTreeMap<String, Vec<String>>,
    wire_cases: WireCases,
    /// The tests that prove that a trap is avoided.
    traps: BTreeMap<String, Vec<String>>,
}

/// What is proven of the table of serialized parameters and forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireCases {
    /// The tests that go through the whole table.
    tests: Vec<String>,
    /// The cases that a call refuses to send, and why.
    refused: BTreeMap<String, String>,
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn features() -> Features {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The ids of all rows.
fn rows() -> BTreeSet<String> {
    let list = fs::read_to_string(repository().join("tests/conformance/features.md")).unwrap();
    let ids = list.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next());
    ids.filter(|id| is_row(id)).map(str::to_owned).collect()
}

/// Whether a text is the id of a row: one or two capital letters and two digits.
fn is_row(id: &str) -> bool {
    let section = section(id);
    id.len() == section.len() + 2
        && (1..=2).contains(&section.len())
        && section.chars().all(|letter| letter.is_ascii_uppercase())
}

fn section(id: &str) -> &str {
    id.trim_end_matches(|digit: char| digit.is_ascii_digit())
}

#[test]
fn every_row_stands_in_one_of_the_two_lists() {
    let Features { proven, unproven, .. } = features();
    let both: Vec<&String> = proven.keys().filter(|id| unproven.contains_key(*id)).collect();
    assert_eq!(both, [""; 0], "proven and not proven");
    let listed: BTreeSet<String> = proven.into_keys().chain(unproven.into_keys()).collect();
    let rows = rows();
    assert_eq!(rows.len(), 458);
    assert_eq!(rows.difference(&listed).collect::<Vec<_>>(), [""; 0], "rows that are not listed");
    assert_eq!(listed.difference(&rows).collect::<Vec<_>>(), [""; 0], "ids that are no rows");
}

#[test]
fn the_tests_that_are_named_are_there() {
    let mut missing = Vec::new();
    let Features { proven, partial, traps, wire_cases, .. } = features();
    let of_wire_cases = ("wire_cases".to_owned(), wire_cases.tests);
    for (row, tests) in proven.into_iter().chain(partial).chain(traps).chain([of_wire_cases]) {
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

/// The tests go through the whole table; here its size is what they say it is.
#[test]
fn cases_that_are_refused_are_cases_of_the_table() {
    let table = fs::read_to_string(repository().join("tests/conformance/wire_cases.tsv")).unwrap();
    let ids: BTreeSet<&str> = table.lines().skip(1).filter_map(|row| row.split('\t').next()).collect();
    assert_eq!(ids.len(), 113);
    let refused = features().wire_cases.refused;
    assert!(refused.keys().all(|id| ids.contains(id.as_str())), "{refused:?}");
    let test = fs::read_to_string(repository().join("runtime/tests/wire_cases.rs")).unwrap();
    let list = format!("const REFUSED: &[&str] = &{:?};", refused.keys().collect::<Vec<_>>());
    assert!(test.contains(&list), "the test does not have `{list}`");
}

#[test]
fn what_is_not_proven_has_a_reason() {
    let Features { unproven, wire_cases, .. } = features();
    for (row, reason) in unproven.into_iter().chain(wire_cases.refused) {
        assert!(reason.split(' ').count() > 3, "{row}: {reason}");
    }
}

#[test]
fn tests_of_rows_that_are_not_proven_name_such_rows() {
    let Features { proven, partial, .. } = features();
    let rows = rows();
    let wrong: Vec<&String> = partial.keys().filter(|id| proven.contains_key(*id) || !rows.contains(*id)).collect();
    assert_eq!(wrong, [""; 0]);
}

/// The register says what a test proves, and the name of the test does not.
#[test]
fn no_test_has_a_row_in_its_name() {
    let mut named = Vec::new();
    for folder in ["codegen/tests", "runtime/tests", "tests"] {
        for file in sources(&repository().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let names = text.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            let is_named = |name: &&str| name.split_once('_').is_some_and(|(first, _)| is_row(&first.to_uppercase()));
            named.extend(names.filter(is_named).map(|name| format!("{}: {name}", file.display())));
        }
    }
    assert_eq!(named, [""; 0]);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
