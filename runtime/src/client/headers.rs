//! The declared headers of a response, with their types.
//!
//! Owns how a type reads its headers by a table. Must not know which response has which, nor how a value is written as text.
//!
//! Source: OpenAPI 3.2, section "Header Object"; RFC 9110, sections 5.2 and 5.3.

use std::fmt;

use http::header::{HeaderMap, SET_COOKIE};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::json;
use super::super::operation::Parameter;
use super::super::style::decode::{self, Booleans};
use super::outcome::Reply;

/// Headers that a description declares for responses, with their types.
pub trait DecodeHeaders: Sized {
    /// Reads them. An optional header that is not of its type is `None`.
    ///
    /// # Errors
    /// If a required header is missing or is not of its type.
    fn decode(headers: &HeaderMap) -> Result<Self, HeaderError>;
}

/// Declared headers, and those that came.
#[derive(Debug)]
pub struct Declared<'h> {
    table: &'static [Parameter],
    headers: &'h HeaderMap,
}

impl<'h> Declared<'h> {
    /// The headers of a response, and the table of those that are declared.
    pub fn new(table: &'static [Parameter], headers: &'h HeaderMap) -> Self {
        Self { table, headers }
    }

    /// A header that may be absent, by its position in the table.
    pub fn optional<T: DeserializeOwned>(&self, position: usize) -> Option<T> {
        let value = self.value(self.table.get(position)?)?.ok()?;
        json::from_value(value).ok()
    }

    /// A header that must be there, by its position in the table.
    ///
    /// # Errors
    /// If it is missing, or not of this type.
    pub fn required<T: DeserializeOwned>(&self, position: usize) -> Result<T, HeaderError> {
        let error = |name, reason| HeaderError { name, reason, response: None };
        let parameter = self.table.get(position).ok_or_else(|| error("", "it is not in the table".to_owned()))?;
        let value = self.value(parameter).ok_or_else(|| error(parameter.name, "it is missing".to_owned()))?;
        let value = value.and_then(|value| json::from_value(value).map_err(|reason| reason.to_string()));
        value.map_err(|reason| error(parameter.name, reason))
    }

    /// The value of a header; `None` where there is none.
    fn value(&self, parameter: &Parameter) -> Option<Result<Value, String>> {
        let lines = self.headers.get_all(parameter.name).iter();
        let lines: Option<Vec<&str>> = lines.map(|line| std::str::from_utf8(line.as_bytes()).ok()).collect();
        let Some(lines) = lines else { return Some(Err("it is not UTF-8".to_owned())) };
        match lines.as_slice() {
            [] => None,
            // The only header whose lines cannot be joined: a date in it has a comma.
            lines if parameter.name.eq_ignore_ascii_case(SET_COOKIE.as_str()) => Some(Ok(Value::from(lines.to_vec()))),
            lines => Some(decode::header(parameter, lines, Booleans::Lenient).map_err(|violation| violation.message)),
        }
    }
}

/// Why the declared headers of a response cannot be read: a required one is missing, or is not of its type.
#[derive(Debug, Clone)]
pub struct HeaderError {
    name: &'static str,
    reason: String,
    response: Option<String>,
}

impl HeaderError {
    /// The name of the header.
    pub fn name(&self) -> &str {
        self.name
    }

    pub(super) fn of(self, reply: &Reply) -> Self {
        Self { response: Some(format!("{} {}", reply.operation, reply.status.as_u16())), ..self }
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}`", self.name)?;
        if let Some(response) = &self.response {
            write!(f, " of `{response}`")?;
        }
        write!(f, " cannot be read: {}", self.reason)
    }
}

impl std::error::Error for HeaderError {}
