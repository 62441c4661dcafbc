//! The responses to requests that fail. Each has the error object of the API as its body.
//!
//! Owns the conversion of every kind of failure into that object. Must not know operations.

use chargeapi::models::{ApiError, ApiErrorRequired};
use chargeapi::server::{IntoResponse, Rejection, RequestId, Response};

/// A failure with its status.
#[derive(Debug)]
pub struct Failure {
    // Boxed so that results stay small.
    body: Box<ApiError>,
    headers: axum::http::HeaderMap,
}

impl Failure {
    /// A failure of this status. `kind` is the `type` of the error object.
    pub fn new(status: u16, kind: &str, message: impl Into<String>) -> Self {
        // The one that the response has in `x-request-id`, and a log has beside it.
        let request = RequestId::current().unwrap_or_else(RequestId::random);
        let body = ApiError::new(ApiErrorRequired {
            code: None,
            doc_url: "https://docs.chargeapi.co/errors".to_owned(),
            message: message.into(),
            param: None,
            request: format!("req_{request}"),
            status: status.into(),
            type_: kind.to_owned(),
        });
        Self { body: Box::new(body), headers: axum::http::HeaderMap::new() }
    }

    /// A 404 with its code.
    pub fn not_found(code: &str, message: impl Into<String>) -> Self {
        Self::new(404, "invalid_request_error", message).code(code)
    }

    /// A 409.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "invalid_request_error", message)
    }

    /// The same failure with a code that programs can rely on.
    pub fn code(mut self, code: &str) -> Self {
        self.body.code = Some(code.to_owned());
        self
    }

    /// The same failure, blamed on a parameter.
    pub fn param(mut self, param: &str) -> Self {
        self.body.param = Some(param.to_owned());
        self
    }
}

/// A request that was refused before a method saw it. Both what cannot be read and what breaks the contract is a 400 here.
impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        let (status, kind) = match rejection.status().as_u16() {
            400 | 422 => (400, "invalid_request_error"),
            401 => (401, "authentication_error"),
            status if status < 500 => (status, "invalid_request_error"),
            status => (status, "api_error"),
        };
        let mut failure = Self::new(status, kind, rejection.to_string());
        let first = rejection.violations().first().filter(|violation| !violation.pointer.is_empty());
        failure.body.param = first.map(|violation| param(&violation.pointer));
        failure.headers = rejection.headers();
        failure
    }
}

/// The name of a parameter as the API writes it: `/preferences/currency` is `preferences.currency`.
fn param(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}

/// A database that fails is nobody's business but the service's.
impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("database: {error}");
        Self::new(500, "api_error", "the request could not be carried out")
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = u16::try_from(self.body.status).unwrap_or(500);
        let mut response = axum::Json(&self.body).into_response();
        *response.status_mut() = axum::http::StatusCode::from_u16(status).unwrap_or_default();
        response.headers_mut().extend(self.headers);
        response
    }
}
