//! Why a mock server does not respond as the description has it.
//!
//! Owns the response where no value of a schema is found. Must not know schemas.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::super::server::{Rejection, reply};

/// Why there is no declared response.
#[derive(Debug)]
pub(super) enum Failure {
    /// The request is refused.
    Rejected(Rejection),
    /// No value is found for a part of the response.
    NotMade(String),
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Rejected(rejection) => rejection.into_response(),
            Self::NotMade(detail) => reply::problem(StatusCode::NOT_IMPLEMENTED, Some(&detail), &[]),
        }
    }
}
