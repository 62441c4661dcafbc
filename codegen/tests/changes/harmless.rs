//! Edits that change nothing for anyone give no alarm.

use std::fs;
use std::path::Path;

use oasmith::diff::Wire;

use super::{Pair, changes, description};

fn edits() -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/harmless.yaml");
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn harmless_edits_are_compatible() {
    let edits = edits();
    assert!(edits.len() >= 60, "{}", edits.len());
    let mut alarms = Vec::new();
    for edit in &edits {
        let found = changes(&description(edit.of, &edit.old), &description(edit.of, &edit.new));
        let alarm = found.iter().filter(|change| change.wire() != Wire::Compatible);
        alarms.extend(alarm.map(|change| format!("{}: {} {}", edit.name, change.wire().name(), change.sentence)));
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// Nothing is told of two descriptions that are the same, wherever their parts stand.
#[test]
fn a_description_is_what_it_is() {
    for pair in super::pairs().iter().chain(&edits()) {
        for part in [&pair.old, &pair.new] {
            let document = description(pair.of, part);
            let found = changes(&document, &document);
            assert!(found.is_empty(), "{}: {found:?}", pair.name);
        }
    }
}
