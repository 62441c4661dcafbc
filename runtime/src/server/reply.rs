//! Responses by status and body, as generated code makes them.
//!
//! Owns headers and framing of a response. Must not know which responses an operation declares.

use std::fmt;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::body;
use super::super::form as forms;
use super::super::items::Items;
use super::super::non_finite;
use super::super::non_finite::to_value;
use super::super::operation::Operation;
use super::super::text_body as scalars;
use super::super::violation::Violation;
use super::events::{self, Events};
use super::fault::{Broken, FaultKind};
use super::request_id::RequestId;

/// A response with a JSON body.
pub fn json<T: Serialize + ?Sized>(status: u16, body: &T) -> Response {
    json_as(status, "application/json", body)
}

/// A response with a JSON body under another media type, such as `application/vnd.api+json`.
pub fn json_as<T: Serialize + ?Sized>(status: u16, media: &str, body: &T) -> Response {
    match non_finite::to_vec(body) {
        Ok(text) => bytes(status, media, text),
        Err(error) => unwritable(&error),
    }
}

/// A response with a form, as the operation declares it for this status.
pub fn form<T: Serialize + ?Sized>(operation: &Operation, status: u16, body: &T) -> Response {
    let outcome = operation.outcome(status).map(|(outcome, _)| outcome);
    let declared = outcome.and_then(|outcome| Some((*outcome.media.first()?, outcome.form?)));
    match (declared, to_value(body)) {
        (Some((media, form)), Ok(Value::Object(properties))) => {
            bytes(status, media, forms::write(form.encodings, &properties))
        }
        (_, Err(error)) => unwritable(&error),
        (_, Ok(_)) => unwritable(&"it is not the object of a form that is declared"),
    }
}

/// What takes the place of a value that cannot be serialized. That is a fault of the service, and the caller is not told why.
fn unwritable(reason: &dyn fmt::Display) -> Response {
    broken(FaultKind::Unwritable, reason.to_string())
}

/// A response that the router replaces.
pub(super) fn broken(kind: FaultKind, message: String) -> Response {
    let mut response = problem(StatusCode::INTERNAL_SERVER_ERROR, None, &[]);
    response.extensions_mut().insert(Broken { kind, message });
    response
}

/// A response without a body.
pub fn empty(status: u16) -> Response {
    with_status(status, Response::new(Body::empty()))
}

/// A response with a text body.
pub fn text(status: u16, media: &str, body: impl Into<String>) -> Response {
    bytes(status, media, body.into())
}

/// A text/plain response: a number, a boolean, an enum or a string of a format.
pub fn plain<T: Serialize + ?Sized>(status: u16, media: &str, body: &T) -> Response {
    match scalars::write(body) {
        Ok(text) => bytes(status, media, text),
        Err(error) => unwritable(&error),
    }
}

/// A response with any body; without one where its status has none.
pub fn bytes(status: u16, media: &str, body: impl Into<Bytes>) -> Response {
    with_body(status, media, Body::from(body.into()))
}

/// A response with a body that is sent as it comes, such as a file. It has a `content-length` where the length is known.
pub fn stream(status: u16, media: &str, body: body::Body) -> Response {
    with_body(status, media, Body::new(body))
}

/// A response with JSON values, one after the other.
pub fn items<T: Serialize + Send + 'static>(status: u16, media: &str, items: Items<T>) -> Response {
    stream(status, media, items.body(media))
}

/// A response with server-sent events whose data is JSON.
pub fn events<T: Serialize + Send + 'static>(status: u16, events: Events<T>) -> Response {
    with_events(status, events.body(events::json_data))
}

/// A response with server-sent events whose data is the text of a single value.
pub fn plain_events<T: Serialize + Send + 'static>(status: u16, events: Events<T>) -> Response {
    with_events(status, events.body(events::plain_data))
}

/// A response with server-sent events whose data is text.
pub fn text_events(status: u16, events: Events<String>) -> Response {
    with_events(status, events.body(events::text_data))
}

/// A response with server-sent events whose data has their other fields, too.
pub fn whole_events<T: Serialize + Send + 'static>(status: u16, events: Events<T>) -> Response {
    with_events(status, events.body(events::whole_data))
}

/// Nothing on the way may keep events for later.
fn with_events(status: u16, body: Body) -> Response {
    let mut response = with_body(status, "text/event-stream", body);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn with_body(status: u16, media: &str, body: Body) -> Response {
    if is_bodiless(status) {
        return empty(status);
    }
    let mut response = Response::new(body);
    if let Ok(media) = HeaderValue::from_str(media) {
        response.headers_mut().insert(CONTENT_TYPE, media);
    }
    with_status(status, response)
}

/// A status of the range that is declared (`4XX` is 4); any other one is a fault of the service, and becomes a 500.
pub fn within(first_digit: u16, status: u16) -> u16 {
    if status / 100 == first_digit { status } else { 500 }
}

/// Whether a response of this status has no content, so that a body would be read as the next response.
///
/// Source: RFC 9110, sections 15.2, 15.3.5, 15.3.6 and 15.4.5.
pub(super) fn is_bodiless(status: u16) -> bool {
    matches!(status, 100..=199 | 204 | 205 | 304)
}

fn with_status(status: u16, mut response: Response) -> Response {
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// A problem document.
///
/// Source: RFC 9457, section 3.
pub fn problem(status: StatusCode, detail: Option<&str>, violations: &[Violation]) -> Response {
    let mut document = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
    });
    if let Value::Object(properties) = &mut document {
        properties.extend(detail.map(|detail| ("detail".to_owned(), json!(detail))));
        properties.extend(RequestId::current().map(|id| ("request_id".to_owned(), json!(id.as_str()))));
        if !violations.is_empty() {
            properties.insert("violations".to_owned(), violations.iter().map(violation_object).collect());
        }
    }
    bytes(status.as_u16(), "application/problem+json", document.to_string())
}

fn violation_object(violation: &Violation) -> Value {
    let Violation { part, pointer, keyword, limit, message } = violation;
    let mut object = json!({ "in": part.as_str(), "pointer": pointer, "keyword": keyword });
    if let Value::Object(properties) = &mut object {
        properties.extend(limit.as_ref().map(|limit| ("limit".to_owned(), json!(limit))));
        properties.insert("message".to_owned(), json!(message));
    }
    object
}
