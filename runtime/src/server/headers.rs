//! The declared headers of a response, as a handler gives them with it.
//!
//! Owns how typed headers become lines of a response, by a table, and that a response of a handler has what its description
//! requires. Must not know which response declares which headers.
//!
//! Source: OpenAPI 3.2, sections "Header Object" and "Response Object".

use axum::response::{IntoResponse, Response};
use http::Extensions;
use http::header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use serde::Serialize;
use serde_json::Value;

use super::super::non_finite::to_value;
use super::super::operation::{Operation, Parameter};
use super::super::style::{ambiguous, encode};
use super::fault::FaultKind;
use super::reply;

/// Headers that a description declares for responses, with their types.
pub trait EncodeHeaders {
    /// Writes them as lines.
    fn encode(&self) -> Headers;
}

/// Headers as lines.
#[derive(Debug, Clone)]
pub struct Headers {
    lines: HeaderMap,
    table: &'static [Parameter],
    /// Whether a value cannot be written.
    is_broken: bool,
}

impl Headers {
    /// None yet of those in the table.
    pub fn new(table: &'static [Parameter]) -> Self {
        Self { lines: HeaderMap::new(), table, is_broken: false }
    }

    /// Adds the header at a position in the table; null is no header.
    #[must_use]
    pub fn with<T: Serialize>(mut self, position: usize, value: &T) -> Self {
        let value = to_value(value).ok();
        if let (Some(parameter), Some(value)) = (self.table.get(position), value) {
            self.is_broken |= self.add(parameter, &value).is_none();
        } else {
            self.is_broken = true;
        }
        self
    }

    /// `None` where the value cannot be written.
    fn add(&mut self, parameter: &Parameter, value: &Value) -> Option<()> {
        let name = HeaderName::from_bytes(parameter.name.as_bytes()).ok()?;
        if let (true, Value::Array(lines)) = (name == SET_COOKIE, value) {
            // The only header whose lines cannot be joined: a date in it has a comma.
            for line in lines {
                self.lines.append(name.clone(), HeaderValue::from_bytes(line.as_str()?.as_bytes()).ok()?);
            }
            return Some(());
        }
        ambiguous::check(parameter, value).ok()?;
        if let Some(text) = encode::encode(parameter, value) {
            self.lines.insert(name, HeaderValue::from_bytes(text.as_bytes()).ok()?);
        }
        Some(())
    }
}

/// Equal are headers with equal lines, by whichever table they were written.
impl PartialEq for Headers {
    fn eq(&self, other: &Self) -> bool {
        (&self.lines, self.is_broken) == (&other.lines, other.is_broken)
    }
}

/// A response with headers.
#[derive(Debug, Clone, PartialEq)]
pub struct WithHeaders<R> {
    response: Box<R>,
    headers: Headers,
}

impl<R> WithHeaders<R> {
    /// A response, and headers that replace those of the same name.
    pub fn new(response: R, headers: &impl EncodeHeaders) -> Self {
        Self { response: Box::new(response), headers: headers.encode() }
    }
}

impl<R: IntoResponse> IntoResponse for WithHeaders<R> {
    fn into_response(self) -> Response {
        if self.headers.is_broken {
            return reply::broken(FaultKind::Unwritable, "a header has a value that cannot be sent".to_owned());
        }
        let mut response = self.response.into_response();
        response.headers_mut().extend(self.headers.lines);
        response
    }
}

/// Marks the response that a handler has made, and not an error.
#[derive(Clone)]
struct Handled;

/// Marks a response as one that must be what the description declares.
pub(super) fn mark(extensions: &mut Extensions) {
    extensions.insert(Handled);
}

/// Takes the mark off, and finds a header that the response must have and does not.
pub(super) fn missing<B>(operation: &Operation, response: &mut http::Response<B>) -> Option<&'static str> {
    response.extensions_mut().remove::<Handled>()?;
    let (outcome, _) = operation.outcome(response.status().as_u16())?;
    outcome.required.iter().find(|header| !response.headers().contains_key(**header)).copied()
}
