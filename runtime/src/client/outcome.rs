//! A response before it has a type, and how it gets one.
//!
//! Owns the decoders that generated code names. Must not know how the response came, or what it is to its caller
//! ([`verdict`](super::verdict)).
//!
//! Source: OpenAPI 3.2, section "Responses Object".

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::super::operation::{Operation, Outcome};
use super::super::{error_path, form as forms, json as reader, text_body as scalars};
use super::headers::{DecodeHeaders, HeaderError};
use super::verdict::Verdict;

/// A response as it came: status, headers, body.
#[derive(Debug, Clone)]
pub struct Reply {
    pub(super) operation: &'static Operation,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// How often the request was sent.
    pub(super) attempts: u32,
    pub(super) verdict: Verdict,
}

impl Reply {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(super) fn decode_headers<H: DecodeHeaders>(&self) -> Result<H, HeaderError> {
        H::decode(&self.headers).map_err(|error| error.of(self))
    }

    /// The body; empty where HTTP has none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The declared outcome that this is: the one of exactly this status, else of its range, else the default.
    pub fn outcome(&self) -> Option<&'static Outcome> {
        self.operation.outcome(self.status.as_u16()).map(|(outcome, _)| outcome)
    }

    /// Whether the description declares the status.
    pub(super) fn is_declared(&self) -> bool {
        !matches!(self.verdict, Verdict::Undeclared { .. })
    }

    /// The media type that the response states.
    pub(super) fn content_type(&self) -> Option<&str> {
        Self::content_type_of(&self.headers)
    }

    /// The media type that headers state.
    pub(super) fn content_type_of(headers: &HeaderMap) -> Option<&str> {
        headers.get(CONTENT_TYPE)?.to_str().ok()
    }
}

/// Why a body is not what was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    reason: String,
}

impl DecodeError {
    /// An error with its reason.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self { reason: reason.to_string() }
    }

    /// The path in the body of what could not be read, empty where that is the body itself: `[0].Labels`. A property that is
    /// missing has one too.
    pub fn path(&self) -> String {
        let (path, reason) = error_path::split(&self.reason);
        let missing = reason.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
        match missing {
            Some((name, _)) => error_path::below(path, name),
            None => path.to_owned(),
        }
    }

    /// The error of a response for whose status no body is declared.
    pub fn undeclared() -> Self {
        Self::new("no body is declared for this status")
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for DecodeError {}

/// The body as JSON, whatever its media type says: where one type is declared, that is the type. A byte order mark before it
/// is ignored, as RFC 8259, section 8.1 allows.
///
/// # Errors
/// When it is not JSON, or not of this type; with line and column.
pub fn json<T: DeserializeOwned>(reply: &Reply) -> Result<T, DecodeError> {
    reader::decode(without_mark(&reply.body)).map_err(DecodeError::new)
}

/// A JSON text without the byte order mark that may be before it.
pub(super) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text)
}

/// The body as the form that is declared for the response's status.
///
/// # Errors
/// When no form is declared, or the text is not that of this type.
pub fn form<T: DeserializeOwned>(reply: &Reply) -> Result<T, DecodeError> {
    let declared = reply.outcome().and_then(|outcome| outcome.form).ok_or_else(DecodeError::undeclared)?;
    let value = forms::read(declared.schema, declared.encodings, &reply.body).map_err(|violations| {
        DecodeError::new(violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    reader::from_value(value).map_err(DecodeError::new)
}

/// Nothing: the body is ignored.
///
/// # Errors
/// None.
pub fn empty(_: &Reply) -> Result<(), DecodeError> {
    Ok(())
}

/// The body as text.
///
/// # Errors
/// When it is not UTF-8.
pub fn text(reply: &Reply) -> Result<String, DecodeError> {
    String::from_utf8(reply.body.to_vec()).map_err(DecodeError::new)
}

/// The body as the text of a single value.
///
/// # Errors
/// When it is not UTF-8, or not of this type.
pub fn plain<T: DeserializeOwned>(reply: &Reply) -> Result<T, DecodeError> {
    let text = scalars::text(&reply.body).map_err(DecodeError::new)?;
    scalars::read(text).map_err(DecodeError::new)
}

/// The body as it is.
///
/// # Errors
/// None.
pub fn bytes(reply: &Reply) -> Result<Bytes, DecodeError> {
    Ok(reply.body.clone())
}
