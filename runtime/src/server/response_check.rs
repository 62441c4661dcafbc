//! Whether a response is one that the description declares.
//!
//! Owns what is compared: the status, the media type, and the body where it is JSON and its schema is known. Must not know how a
//! response is made.

use axum::body::{Body, HttpBody as _};
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;

use super::super::media_type::{MediaType, is_json};
use super::super::operation::{Operation, Outcome};
use super::super::response_schemas::{ResponseSchemas, schema_of};
use super::reply::is_bodiless;

/// Whether responses are checked, and by which schemas.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ResponseCheck {
    /// What the service has chosen.
    pub(super) is_on: Option<bool>,
    /// The schemas, where the crate has them.
    pub(super) schemas: Option<&'static [ResponseSchemas]>,
}

impl ResponseCheck {
    /// Without a choice, responses are checked in debug builds, where their schemas are there.
    pub(super) fn is_on(self) -> bool {
        self.is_on.unwrap_or(cfg!(debug_assertions) && self.schemas.is_some())
    }

    /// The same response.
    ///
    /// # Errors
    /// What the description does not declare. A body that is still to come is not looked at.
    pub(super) async fn checked(self, operation: &'static Operation, response: Response) -> Result<Response, String> {
        let status = response.status().as_u16();
        let Some((outcome, _)) = operation.outcome(status) else {
            return Err(format!("status {status} is not declared"));
        };
        let length = response.body().size_hint().exact();
        if is_bodiless(status) || length == Some(0) && outcome.media.is_empty() {
            return Ok(response);
        }
        let media_type = media_type(outcome, &response)?;
        if !is_json(&media_type) || length.is_none() {
            return Ok(response);
        }
        let Some(schema) = self.schemas.and_then(|schemas| schema_of(schemas, operation, status)) else {
            return Ok(response);
        };
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| format!("its body breaks off: {error}"))?.to_bytes();
        let value = serde_json::from_slice(&body).map_err(|error| format!("its body is not JSON: {error}"))?;
        let violations: Vec<String> = schema.validate(&value).iter().map(ToString::to_string).collect();
        match violations.is_empty() {
            true => Ok(Response::from_parts(parts, Body::from(body))),
            false => Err(violations.join("; ")),
        }
    }
}

/// The media type of a response, if it is declared.
fn media_type(outcome: &Outcome, response: &Response) -> Result<String, String> {
    if outcome.media.is_empty() {
        return Err("it has a body, and none is declared".to_owned());
    }
    let given = response.headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok());
    let given = given.ok_or_else(|| "it has no content type".to_owned())?;
    let fits = |declared: &&str| MediaType::parse(declared)?.fit(MediaType::parse(given)?);
    match outcome.media.iter().chain(outcome.others).find_map(fits) {
        Some(_) => Ok(given.to_owned()),
        None => Err(format!("the content type {given} is not declared")),
    }
}
