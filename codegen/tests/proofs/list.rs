//! Exact lists: what is known not to hold, with the reason.
//!
//! Owns the file that holds them, its comparison and its blessing. Must not know what is judged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// What is known of one description, or of one file of a suite.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Values that the schema accepts.
    pub accepted: usize,
    /// Those that come back equal.
    pub equal: usize,
    /// Those that come back without members that the schema does not speak of.
    pub undeclared: usize,
    /// All others, and what became of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub exceptions: BTreeMap<String, String>,
}

/// Compares what is met with the list of this name, or writes it; too many and too few both fail.
pub fn compare(name: &str, met: &BTreeMap<String, Known>) {
    let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/proofs/{name}.toml"));
    if std::env::var_os("BLESS").is_some() {
        let header =
            "# What became of values that were read and written; written by BLESS=1, read by tests/proofs.\n\n";
        fs::write(&file, format!("{header}{}", toml::to_string(met).unwrap())).unwrap();
        return;
    }
    let expected: BTreeMap<String, Known> = toml::from_str(&fs::read_to_string(&file).unwrap_or_default()).unwrap();
    let names: std::collections::BTreeSet<&String> = expected.keys().chain(met.keys()).collect();
    let different = names.into_iter().filter(|name| expected.get(*name) != met.get(*name));
    let different: Vec<String> = different
        .map(|name| format!("{name}\n  expected {:#?}\n  met      {:#?}", expected.get(name), met.get(name)))
        .collect();
    assert!(different.is_empty(), "{}\nBLESS=1 writes the list anew", different.join("\n"));
}

/// All of a list together.
pub fn total(met: &BTreeMap<String, Known>) -> (usize, usize, usize, usize) {
    met.values().fold((0, 0, 0, 0), |sum, known| {
        (sum.0 + known.accepted, sum.1 + known.equal, sum.2 + known.undeclared, sum.3 + known.exceptions.len())
    })
}
