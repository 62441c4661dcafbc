//! What is expected of each description, as `corpus.toml` holds it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// What a description becomes: too many and too few both fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    pub operations: usize,
    pub generated: usize,
    pub typed: usize,
    pub degraded: usize,
    pub schemas: usize,
    #[serde(default)]
    pub ledger: BTreeMap<String, usize>,
}

/// The expectations by path in the corpus.
pub struct Expectations(BTreeMap<String, Expectation>);

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus.toml")
}

impl Expectations {
    pub fn read() -> Self {
        Self(toml::from_str(&fs::read_to_string(file()).unwrap_or_default()).unwrap())
    }

    pub fn write(&self) {
        let header = "# What each description of the corpus becomes; written by BLESS=1, read by tests/corpus.\n\n";
        fs::write(file(), format!("{header}{}", toml::to_string(&self.0).unwrap())).unwrap();
    }

    pub fn of(&self, description: &str) -> Option<&Expectation> {
        self.0.get(description)
    }

    pub fn set(&mut self, description: &str, expectation: Expectation) {
        self.0.insert(description.to_owned(), expectation);
    }

    pub fn all(&self) -> impl Iterator<Item = &Expectation> {
        self.0.values()
    }

    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.0.keys().cloned()
    }
}
