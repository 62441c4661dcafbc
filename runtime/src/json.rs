//! Reading JSON into a model, or into a type made of models and scalars.
//!
//! Owns that a fraction of zero is an integer, and the error of a text that is no JSON. Must not know where the text came from.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::lenient_integer::Lenient;

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
