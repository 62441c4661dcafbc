//! What carries a finished request to a server and brings the response back.
//!
//! Owns the trait that users may implement and the one on reqwest. Must not know what an operation is made of.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::super::body::{Body, BodyError};
use super::builder::BuildError;
use super::timeouts::Timeouts;

/// The response to a request, once its head is there.
pub type TransportFuture = Pin<Box<dyn std::future::Future<Output = Result<Response<Body>, TransportError>> + Send>>;

/// Carries requests. Implement it to add logging or signatures, or to respond in a test without a network.
///
/// - A [`Timeout`] in the extensions says how long the call may take from here, until the body of the response is read.
/// - A transport must not follow redirects: it returns them like any other response. The call follows those that lead to the
///   same origin and that the operation does not declare, because a request carries credentials in any header.
/// - The operation that a request is for is in its extensions: `request.extensions().get::<&'static Operation>()`.
///   A request for a token has none.
/// - The call sends a request again where that may be: a transport that does so itself needs a client with `retries(0)`.
/// - The body of a request is bytes unless the caller gave a stream; [`Body::try_clone`] tells whether it can be sent again.
/// - `content-length` is the transport's to say. A method that has content says it for an empty body too: many servers respond
///   to a `POST` without it with 411.
/// - The body of a response may still be on its way: the call reads it to its end. An error of the body that is a
///   [`TransportError`] is passed on as it is, so that [`TransportError::is_timeout`] holds for it too.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request.
    fn send(&self, request: Request<Body>) -> TransportFuture;
}

/// How long a request may take, until the body of its response is read. It is in the extensions of a request whose call has a
/// timeout of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// How often a request was sent before this time, by a retry, a redirect or because its token was refused. It is in the
/// extensions of a request that is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resend(pub u32);

/// Why there is no response.
///
/// Its text says the cause, with the causes of that, so that it has no source: `no response: error sending request: client
/// error (Connect): tcp connect error: Connection refused (os error 111)`.
#[derive(Debug)]
pub struct TransportError {
    cause: BodyError,
    timeout: bool,
    /// Whether there was no connection.
    connect: bool,
    /// Whether the head of a response came, and its body broke off.
    is_cut: bool,
}

impl TransportError {
    /// A failure with its cause.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { cause: cause.into(), timeout: false, connect: false, is_cut: false }
    }

    /// A failure because time ran out.
    pub fn timed_out(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { timeout: true, ..Self::new(cause) }
    }

    /// The same failure, because there was no connection: the server has received nothing.
    pub fn without_connection(mut self) -> Self {
        self.connect = true;
        self
    }

    /// The failure of a response whose body breaks off.
    pub(super) fn of_body(error: BodyError) -> Self {
        let error = error.downcast::<Self>().map_or_else(Self::new, |error| *error);
        Self { is_cut: true, ..error }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// Whether there was no connection, so that the server has received nothing.
    pub fn is_connect(&self) -> bool {
        self.connect
    }

    /// The error that it was made from.
    pub fn cause(&self) -> &(dyn StdError + Send + Sync + 'static) {
        self.cause.as_ref()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.is_cut, self.timeout) {
            (false, false) => "no response",
            (false, true) => "no response in time",
            (true, false) => "a response that broke off",
            (true, true) => "no whole response in time",
        })?;
        let mut cause: Option<&(dyn StdError + 'static)> = Some(self.cause.as_ref());
        let mut said = String::new();
        while let Some(error) = cause {
            let text = error.to_string();
            // Some errors say their source themselves.
            if !said.ends_with(&text) {
                write!(f, ": {text}")?;
                said = text;
            }
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {}

/// The default transport, on reqwest. It does not follow redirects.
///
/// Where an operation declares no media type, reqwest adds `accept: */*`, which says the same as no such header.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
}

impl Http {
    /// A transport with reqwest's defaults, and with 10 seconds for a connection.
    ///
    /// # Errors
    /// When reqwest cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        Self::connecting_within(Timeouts::new().of_connect())
    }

    /// The same, with another time for a connection.
    pub(super) fn connecting_within(limit: Duration) -> Result<Self, BuildError> {
        let builder = reqwest::Client::builder();
        Self::from_builder(if limit == Duration::MAX { builder } else { builder.connect_timeout(limit) })
    }

    /// A transport with timeouts, proxies, certificates and so on as they are set. The redirect policy is replaced: reqwest
    /// would send the credentials in headers of a description's own, such as `x-api-key`, to other origins.
    ///
    /// # Errors
    /// When reqwest cannot be set up.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, BuildError> {
        match builder.redirect(reqwest::redirect::Policy::none()).build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(BuildError::Transport { reason: error.to_string() }),
        }
    }
}

impl Transport for Http {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let (parts, body) = request.into_parts();
        let says_length = has_content(&parts.method) && !parts.headers.contains_key(CONTENT_LENGTH);
        let outgoing = match self.client.request(parts.method, parts.uri.to_string()).build() {
            Ok(outgoing) => outgoing,
            Err(error) => return Box::pin(std::future::ready(Err(failure(error)))),
        };
        let mut outgoing = with_headers(outgoing, parts.headers);
        *outgoing.timeout_mut() = parts.extensions.get().map(|Timeout(timeout)| *timeout);
        match body.as_bytes().cloned() {
            // Many servers respond with 411 where a method that has content says no length.
            Some(bytes) if bytes.is_empty() && says_length => {
                outgoing.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            Some(bytes) if bytes.is_empty() => {}
            Some(bytes) => *outgoing.body_mut() = Some(bytes.into()),
            None => *outgoing.body_mut() = Some(reqwest::Body::wrap(Upload(Mutex::new(body)))),
        }
        let sent = self.client.execute(outgoing);
        Box::pin(async { sent.await.map(received).map_err(failure) })
    }
}

/// A request with these headers, and with the user and the password that its URL has, unless a header says other ones.
fn with_headers(mut request: reqwest::Request, headers: HeaderMap) -> reqwest::Request {
    let of_url = std::mem::replace(request.headers_mut(), headers);
    for (name, value) in &of_url {
        request.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    request
}

/// Whether requests of this method have content, even if it is empty.
///
/// Source: RFC 9110, sections 8.6 and 9.3; RFC 5789; draft-ietf-httpbis-safe-method-w-body.
fn has_content(method: &Method) -> bool {
    matches!(method.as_str(), "POST" | "PUT" | "PATCH" | "QUERY")
}

/// What reqwest keeps in the extensions is its own matter.
fn received(incoming: reqwest::Response) -> Response<Body> {
    let mut response = Response::<reqwest::Body>::from(incoming).map(|body| Body::new(Download(body)));
    response.extensions_mut().clear();
    response
}

/// Whether responses with this status have no content.
///
/// Source: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
pub fn is_bodiless(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED)
}

/// The URL is left out: a query may hold a key.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (is_timeout, is_connect) = (error.is_timeout(), error.is_connect());
    let failure = if is_timeout { TransportError::timed_out(error) } else { TransportError::new(error) };
    if is_connect { failure.without_connection() } else { failure }
}

/// A streamed body of a request. Reqwest wants one that can be shared between threads, and a mutex makes it that: nobody else
/// ever holds it, so that it never waits.
struct Upload(Mutex<Body>);

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        Pin::new(self.0.get_mut().unwrap_or_else(PoisonError::into_inner)).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// The body of a response, whose errors are those of a transport.
struct Download(reqwest::Body);

impl HttpBody for Download {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_frame(context).map_err(failure)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
