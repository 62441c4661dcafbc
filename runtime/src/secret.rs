//! Strings that must not be printed by accident.
//!
//! Owns the redaction. Must not know what the secret is for.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::hint::black_box;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::union::score::Fits;

/// A string that `Debug` does not show; on the wire it is a plain string.
#[derive(Clone, Default, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The string itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether this string is the secret. How long it takes depends on the length of what is given, and not on how much of it
    /// is right, so that nobody finds a secret character by character.
    pub fn matches(&self, given: impl AsRef<[u8]>) -> bool {
        is_same(self.0.as_bytes(), given.as_ref())
    }
}

/// Compares in a time that depends on the length of what is given only.
fn is_same(secret: &[u8], given: &[u8]) -> bool {
    let mut difference = u8::from(secret.len() != given.len());
    for (index, given) in given.iter().enumerate() {
        let secret = secret.get(index).copied().unwrap_or_default();
        // The compiler must not stop at the first difference.
        difference = black_box(difference | (secret ^ given));
    }
    difference == 0
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.matches(&other.0)
    }
}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
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
