//! Reading JSON into a model, or into what is made of models and scalars.
//!
//! Owns that a fraction of zero is none. Must not know where the text came from.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::whole::Whole;

/// A `T` from JSON text; a number written with a fraction of zero serves as an integer where `T` has one.
///
/// # Errors
/// What is wrong with the text, with line and column.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut input = serde_json::Deserializer::from_slice(text);
    let value = T::deserialize(Whole(&mut input))?;
    input.end()?;
    Ok(value)
}

/// A `T` from a value, with the same leniency.
///
/// # Errors
/// What does not fit.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    T::deserialize(Whole(value))
}
