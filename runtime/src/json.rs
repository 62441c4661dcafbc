//! Reading JSON into a model, or into what is made of models and scalars.
//!
//! Owns that a fraction of zero is none, and that text which is no JSON is said to be that. Must not know where the text came from.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::lenient_integer::Whole;

/// A `T` from JSON text; a number written with a fraction of zero serves as an integer where `T` has one.
///
/// # Errors
/// What is wrong with the text, with line and column; of what is JSON and no `T`, with the path of the member too.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut input = serde_json::Deserializer::from_slice(text);
    let read = T::deserialize(Whole(&mut input)).and_then(|value| input.end().map(|()| value));
    read.map_err(|error| serde_json::from_slice::<IgnoredAny>(text).err().unwrap_or(error))
}

/// A `T` from a value, with the same leniency.
///
/// # Errors
/// What does not fit.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    T::deserialize(Whole(value))
}
