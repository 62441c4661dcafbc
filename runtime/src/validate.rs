//! Validating a model against the schema that it was made of.
//!
//! Owns the trait that generated models implement, and its error. Must not know any model, nor how a value is validated.

use std::error::Error;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::non_finite;
use super::non_finite::to_value;
use super::schema::Schema;

pub use super::violation::Violation;

/// A model with its schema. Nothing calls this by itself: a client sends what it is given, and a server has validated what it
/// passes on.
pub trait Validate: Serialize {
    /// The schema of the model.
    #[doc(hidden)]
    const SCHEMA: &'static Schema;

    /// Validates the JSON of this value, as a server would: every keyword that refuses values, at any depth.
    ///
    /// # Errors
    /// All violations, up to 100, in the order of the schema.
    fn validate(&self) -> Result<(), Violations> {
        checked(to_value(self), Self::SCHEMA)
    }
}

fn checked(written: Result<Value, serde_json::Error>, schema: &Schema) -> Result<(), Violations> {
    let violations = match written {
        Ok(value) => schema.validate(&value),
        Err(error) => {
            let error = error.to_string();
            let (pointer, reason) = non_finite::pointer(&error);
            vec![Violation::new(pointer, "json", format!("cannot be written as JSON: {reason}"))]
        }
    };
    if violations.is_empty() { Ok(()) } else { Err(Violations(violations)) }
}

/// The violations of a value: one or several.
///
/// It is shown as one line: `/name: must have at least 1 character (minLength); /email: ..`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Each violation, in the order of the schema.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'v> IntoIterator for &'v Violations {
    type Item = &'v Violation;
    type IntoIter = std::slice::Iter<'v, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            let Violation { pointer, message, keyword, .. } = violation;
            let colon = if pointer.is_empty() { "" } else { ": " };
            write!(f, "{between}{pointer}{colon}{message} ({keyword})")?;
        }
        Ok(())
    }
}

impl Error for Violations {}
