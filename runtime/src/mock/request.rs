//! A request that a mock was sent.
//!
//! Owns what a test may look at. Must not know responses.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri};
use serde::de::DeserializeOwned;

use super::super::body::Body;
use super::super::client::TransportError;
use super::super::operation::Operation;

/// A request that was sent, with its whole body.
#[derive(Clone)]
pub struct Recorded {
    operation: Option<&'static Operation>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    /// Reads a request to its end.
    pub(super) async fn of(request: Request<Body>) -> Result<Self, TransportError> {
        let (parts, body) = request.into_parts();
        let operation = parts.extensions.get().copied();
        let body = body.into_bytes().await.map_err(TransportError::new)?;
        Ok(Self { operation, method: parts.method, uri: parts.uri, headers: parts.headers, body })
    }

    /// The operation that it is for; `None` of a request for a token.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URI.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The path with the query, as it was sent.
    pub fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str)
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The bytes of the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is not JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

/// Without headers and body: they may hold secrets.
impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.uri.path())
    }
}
