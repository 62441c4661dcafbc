//! Reading JSON into a model, or into a type made of models and scalars.
//!
//! Owns that a fraction of zero is an integer, how deep a text may be nested, and the error of a text that is no JSON. Must not
//! know where the text came from.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::lenient_integer::Lenient;

/// How many arrays and objects can be inside each other in a text that is read: serde_json reads no more.
pub const MAX_DEPTH: usize = 127;

/// Whether a text was not read because it is nested too deep.
pub fn is_too_deep(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit exceeded")
}

/// How many arrays and objects are inside each other in a value.
pub fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(properties) => 1 + properties.values().map(depth).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// A `T` from JSON text; a number with a fraction of zero is read as an integer where `T` has one.
///
/// # Errors
/// What is wrong with the text, with line and column; for valid JSON that is no `T`, with the path of the property too.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut input = serde_json::Deserializer::from_slice(text);
    let read = T::deserialize(Lenient(&mut input)).and_then(|value| input.end().map(|()| value));
    read.map_err(|error| serde_json::from_slice::<IgnoredAny>(text).err().unwrap_or(error))
}

/// A `T` from a value, with the same leniency.
///
/// # Errors
/// What does not fit.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    T::deserialize(Lenient(value))
}
