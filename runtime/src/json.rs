//! Reading JSON into a model.
//!
//! Owns the one leniency JSON Schema asks for and serde has not: `1.0` is an integer. Must not know where the text came
//! from.

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny};
use serde_json::{Number, Value};

use super::number::whole;
use super::path::Part;

/// A `T` from JSON text; a number written with a fraction of zero serves as an integer where `T` has one.
///
/// # Errors
/// What is wrong with the text, with line and column.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    placed(text).or_else(|error| match without_zero_fractions(text) {
        // The places of another error would be those of another text.
        Some(text) => placed(&text).map_err(|_| error),
        None => Err(error),
    })
}

/// A `T` from JSON text; where that is none, the error says so and of no member.
fn placed<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let read = Part::new().deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| serde_json::from_slice::<IgnoredAny>(text).err().unwrap_or(error))
}

/// A `T` from a value, with the same leniency.
///
/// # Errors
/// What does not fit.
pub fn from_value<T: DeserializeOwned>(mut value: Value) -> Result<T, serde_json::Error> {
    Part::new().deserialize(&value).or_else(|error| match integers(&mut value) {
        true => Part::new().deserialize(value).map_err(|_| error),
        false => Err(error),
    })
}

/// The same JSON with `1.0` and the like written as integers; `None` when there is nothing of the kind in it.
fn without_zero_fractions(text: &[u8]) -> Option<Vec<u8>> {
    let mut value: Value = serde_json::from_slice(text).ok()?;
    if integers(&mut value) { serde_json::to_vec(&value).ok() } else { None }
}

/// Turns every float without a fraction into an integer; says whether there was one. As deep as the parser allows.
pub fn integers(value: &mut Value) -> bool {
    match value {
        Value::Number(number) => match integer(number) {
            Some(integer) => {
                *number = integer.into();
                true
            }
            None => false,
        },
        Value::Array(items) => items.iter_mut().fold(false, |found, item| integers(item) | found),
        Value::Object(members) => members.values_mut().fold(false, |found, member| integers(member) | found),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

/// The integer that a float stands for.
fn integer(number: &Number) -> Option<i64> {
    number.as_f64().filter(|_| number.is_f64()).and_then(whole)
}
