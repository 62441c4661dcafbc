//! Strings that must not be printed by accident.
//!
//! Owns the redaction. Must not know what the secret is for.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::union::score::Fits;

/// A string that `Debug` does not show; on the wire it is a plain string.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The string itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl AsRef<str> for Secret {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Fits for Secret {
    fn fits(value: &Value) -> Option<usize> {
        String::fits(value)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
