//! Bodies of the media type `text/plain` that hold one value: a number, a boolean, or an enum of strings.
//!
//! Owns reading and writing them. White space around the text and a byte order mark before it do not belong to the value. Must
//! not know where a body comes from.
//!
//! Source: OpenAPI 3.2, section "Media Type Object".

use std::str::{Utf8Error, from_utf8};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json;
use super::non_finite::to_value;

/// The text of a body, without white space and byte order mark.
///
/// # Errors
/// When it is not UTF-8.
pub fn text(body: &[u8]) -> Result<&str, Utf8Error> {
    Ok(from_utf8(body)?.trim_start_matches('\u{feff}').trim())
}

/// A value from a text: as a string where its type reads one, otherwise as JSON.
///
/// # Errors
/// When the text has not this type. For a number, a boolean or null of JSON it is the error of reading JSON, otherwise that of
/// a string.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    T::deserialize(Value::from(text)).or_else(|as_text| {
        json::decode(text.as_bytes()).map_err(|as_json| match serde_json::from_str(text) {
            Ok(Value::Number(_) | Value::Bool(_) | Value::Null) => as_json,
            Ok(Value::String(_) | Value::Array(_) | Value::Object(_)) | Err(_) => as_text,
        })
    })
}

/// The text of a value; of an array or object, its JSON.
///
/// # Errors
/// When it cannot be written.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    Ok(match to_value(value)? {
        Value::String(text) => text,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            other.to_string()
        }
    })
}
