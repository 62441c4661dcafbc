//! Changes that someone has seen and accepts.
//!
//! Owns the file of accepted changes. Must not know what changes mean.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Change;
use crate::output;

/// The number of characters of a fingerprint.
const FINGERPRINT_LENGTH: usize = 12;

/// Fingerprints, each with the reason why the change is accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The reasons by fingerprint.
    pub accept: BTreeMap<String, String>,
}

impl Accepted {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// When it is not TOML, or has something else than reasons.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }
}

impl Change {
    /// What identifies the change, whatever else changes and wherever it stands.
    pub fn fingerprint(&self) -> String {
        let hash = output::hash(&format!("{}\n{}", self.kind.id(), self.subject));
        hash.chars().take(FINGERPRINT_LENGTH).collect()
    }
}
