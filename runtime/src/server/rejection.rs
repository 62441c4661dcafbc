//! Why a request is refused before, or instead of, being handled.
//!
//! Owns the reasons and their default response, a problem document. Must not know how a reason is found.
//!
//! Source: RFC 9457 (problem details); RFC 9110, section 15.5.

use std::fmt;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONNECTION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderName, StatusCode};

use super::super::operation::Operation;
use super::super::violation::{Part, Violation};
use super::reply;
use super::timed::TooSlow;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// 404: the path matches no template.
    NotFound,
    /// 405: the path has no operation of this method.
    MethodNotAllowed {
        /// The methods it has.
        allowed: Vec<&'static str>,
    },
    /// 401: the request presents none of the credentials that the operation requires, or they are not valid.
    Unauthenticated {
        /// The values of `www-authenticate`.
        challenges: Vec<String>,
    },
    /// 403: the credentials are valid, but do not allow this operation.
    Forbidden,
    /// 408: the body does not arrive in time.
    RequestTimeout {
        /// The time that it had.
        limit: Duration,
    },
    /// 406: the client accepts none of the media types that the operation responds with.
    NotAcceptable {
        /// The media types that it responds with.
        declared: Vec<&'static str>,
    },
    /// 413: the body is too large.
    PayloadTooLarge {
        /// The most bytes it may have.
        limit: usize,
    },
    /// 415: the body is of a media type that the operation does not declare.
    UnsupportedMediaType {
        /// The media types that it declares.
        declared: Vec<&'static str>,
    },
    /// 400: parts of the request cannot be read at all.
    Undecodable {
        /// All of them.
        violations: Vec<Violation>,
    },
    /// 422: the request can be read, but violates a schema.
    Invalid {
        /// All of them.
        violations: Vec<Violation>,
    },
    /// 500: the service failed. The reason is not told here: see [`Routes::on_fault`](super::Routes::on_fault).
    Internal,
    /// 501: the service has not been written that far.
    NotImplemented {
        /// The operation, or what else is missing.
        operation: &'static str,
    },
}

impl Rejection {
    pub(super) fn undecodable(part: Part, keyword: &'static str, message: impl Into<String>) -> Self {
        Self::Undecodable { violations: vec![Violation::new("", keyword, message).within(part)] }
    }

    /// The status of its default response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unauthenticated { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::RequestTimeout { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::NotAcceptable { .. } => StatusCode::NOT_ACCEPTABLE,
            Self::PayloadTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Undecodable { .. } => StatusCode::BAD_REQUEST,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotImplemented { .. } => StatusCode::NOT_IMPLEMENTED,
        }
    }

    /// Every violation; none where the reason is another.
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::Undecodable { violations } | Self::Invalid { violations } => violations,
            Self::NotFound
            | Self::MethodNotAllowed { .. }
            | Self::Unauthenticated { .. }
            | Self::Forbidden
            | Self::RequestTimeout { .. }
            | Self::NotAcceptable { .. }
            | Self::PayloadTooLarge { .. }
            | Self::UnsupportedMediaType { .. }
            | Self::Internal
            | Self::NotImplemented { .. } => &[],
        }
    }

    /// The headers that its status requires. An API that responds with an error object of its own sends them too.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut add = |name: HeaderName, value: &str| headers.extend(HeaderValue::from_str(value).map(|v| (name, v)));
        match self {
            Self::MethodNotAllowed { allowed } => add(ALLOW, &allowed.join(", ")),
            Self::Unauthenticated { challenges } => {
                challenges.iter().for_each(|challenge| add(WWW_AUTHENTICATE, challenge));
            }
            // What is left of the body is not read (RFC 9110, section 15.5.9).
            Self::RequestTimeout { .. } => add(CONNECTION, "close"),
            Self::NotFound
            | Self::Forbidden
            | Self::NotAcceptable { .. }
            | Self::PayloadTooLarge { .. }
            | Self::UnsupportedMediaType { .. }
            | Self::Undecodable { .. }
            | Self::Invalid { .. }
            | Self::Internal
            | Self::NotImplemented { .. } => {}
        }
        headers
    }
}

/// One sentence; with violations, all of them.
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no operation has this path"),
            Self::MethodNotAllowed { allowed } => write!(f, "this path has only {}", allowed.join(", ")),
            Self::Unauthenticated { .. } => f.write_str("credentials are missing or not valid"),
            Self::Forbidden => f.write_str("the credentials do not allow this operation"),
            Self::RequestTimeout { limit } => TooSlow { time: *limit }.fmt(f),
            Self::NotAcceptable { declared } => write!(f, "the response is {}", declared.join(" or ")),
            Self::PayloadTooLarge { limit } => write!(f, "the body has more than {limit} bytes"),
            Self::UnsupportedMediaType { declared } => write!(f, "the body must be {}", declared.join(" or ")),
            Self::Internal => f.write_str("the request could not be carried out"),
            Self::NotImplemented { operation } => write!(f, "`{operation}` is not implemented"),
            Self::Undecodable { violations } | Self::Invalid { violations } => {
                for (index, violation) in violations.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    write!(f, "{separator}{violation}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Rejection {}

/// What a handler does that is not written yet.
///
/// # Errors
/// Always, with [`Rejection::NotImplemented`].
pub async fn not_implemented<T, E: From<Rejection>>(operation: &'static Operation) -> Result<T, E> {
    Err(Rejection::NotImplemented { operation: operation.id }.into())
}

/// `application/problem+json` (RFC 9457).
impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let mut response = reply::problem(self.status(), Some(&self.to_string()), self.violations());
        response.headers_mut().extend(self.headers());
        response
    }
}
