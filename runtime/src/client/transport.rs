//! What carries a finished request to a server and brings the answer back.
//!
//! Owns the trait that users may implement and the one on reqwest. Must not know operations.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};

use super::builder::BuildError;

/// The answer to a request, once it is there.
pub type TransportFuture = Pin<Box<dyn std::future::Future<Output = Result<Response<Bytes>, TransportError>> + Send>>;

/// Carries requests. Implement it to add retries, logging or signatures, or to answer in a test without a network.
///
/// Redirects are followed by the caller, so a transport hands them back like any other answer.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request.
    fn send(&self, request: Request<Bytes>) -> TransportFuture;
}

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    source: Box<dyn StdError + Send + Sync>,
    timeout: bool,
}

impl TransportError {
    /// A failure with its cause.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { source: source.into(), timeout: false }
    }

    /// A failure because time ran out.
    pub fn timed_out(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { source: source.into(), timeout: true }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.timeout { "no answer in time" } else { "no answer" })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

/// The default transport, on reqwest.
///
/// Where an operation declares no media type, reqwest adds `accept: */*`, which says the same as no such header.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
}

impl Http {
    /// A transport with reqwest's defaults, except that redirects come back as they are.
    ///
    /// # Errors
    /// When reqwest cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        match client {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(BuildError::Transport { reason: error.to_string() }),
        }
    }
}

/// Redirects are as the given client handles them: reqwest's own policy follows them to other origins too.
impl From<reqwest::Client> for Http {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for Http {
    fn send(&self, request: Request<Bytes>) -> TransportFuture {
        Box::pin(exchange(self.client.clone(), request))
    }
}

async fn exchange(client: reqwest::Client, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
    let (parts, body) = request.into_parts();
    let bodiless = parts.method == Method::HEAD;
    let mut outgoing = client.request(parts.method, parts.uri.to_string()).headers(parts.headers);
    if !body.is_empty() {
        outgoing = outgoing.body(body);
    }
    let answer = outgoing.send().await.map_err(failure)?;
    let (status, version, headers) = (answer.status(), answer.version(), answer.headers().clone());
    let body = if bodiless || is_bodiless(status) { Bytes::new() } else { answer.bytes().await.map_err(failure)? };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.version_mut() = version;
    *response.headers_mut() = headers;
    Ok(response)
}

/// Whether answers with this status have no content.
///
/// Source: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
pub fn is_bodiless(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED)
}

/// The URL is left out: a query may hold a key.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() { TransportError::timed_out(error) } else { TransportError::new(error) }
}
