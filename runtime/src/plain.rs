//! Single values as the text of a body: `text/plain` that holds a number, a boolean, or one of several texts.
//!
//! Owns that passage both ways. Space around the text, and a byte order mark before it, are no part of a value. Must not know
//! where a body comes from.
//!
//! Source: OpenAPI 3.2, section "Media Type Object".

use std::str::{Utf8Error, from_utf8};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json;
use super::number::to_value;

/// The text of a body, without what is around it.
///
/// # Errors
/// When it is not UTF-8.
pub fn text(body: &[u8]) -> Result<&str, Utf8Error> {
    Ok(from_utf8(body)?.trim_start_matches('\u{feff}').trim())
}

/// A value from the text that it is.
///
/// # Errors
/// When the text is none of its type.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    T::deserialize(Value::from(text)).or_else(|_| json::decode(text.as_bytes()))
}

/// The text of a value; of one that has parts, its JSON.
///
/// # Errors
/// When it cannot be written.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    Ok(match to_value(value)? {
        Value::String(text) => text,
        other => other.to_string(),
    })
}
