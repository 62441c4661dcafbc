//! Everything that a call can end in besides success.
//!
//! Owns the errors, their wording, and the erased form. Must not know how requests are made.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::super::operation::Operation;
use super::builder::BuildError;
use super::headers::HeaderError;
use super::outcome::Reply;
use super::response::{ErrorResponse, Response};
use super::retry_after;
use super::streams::StreamError;
use super::tokens::CredentialsError;
use super::transport::TransportError;
use super::unexpected::Unexpected;

/// Why a call did not succeed. `E` is the body of the operation's declared failures.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The server responded with a failure that the description declares, or one that reads like those that it declares.
    Api(ErrorResponse<E>),
    /// The server responded with 304: what the caller has is the current version. Such a response has no body, and is part of
    /// no type.
    NotModified(Response<()>),
    /// The server responded with something that the description does not declare.
    Unexpected(Unexpected),
    /// The request could not be made from what was given; nothing was sent.
    Request(RequestError),
    /// There was no token; nothing was sent.
    Credentials(CredentialsError),
    /// There was no response.
    Transport(NoResponse),
}

impl<E> CallError<E> {
    fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Api(response) => Some(response.reply()),
            Self::NotModified(response) => Some(response.reply()),
            Self::Unexpected(unexpected) => Some(unexpected.reply()),
            Self::Request(_) | Self::Credentials(_) | Self::Transport(_) => None,
        }
    }

    fn no_response(&self) -> Option<&NoResponse> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Api(_) | Self::NotModified(_) | Self::Unexpected(_) | Self::Request(_) | Self::Credentials(_) => None,
        }
    }

    /// The status, where there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(|reply| reply.status)
    }

    /// The body as it came, where there was a response.
    pub fn raw(&self) -> Option<&Bytes> {
        self.reply().map(|reply| &reply.body)
    }

    /// How often the request was sent: 0 if it could not be made.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Request(_) | Self::Credentials(_) => 0,
            Self::Transport(error) => error.attempts(),
            Self::Api(_) | Self::NotModified(_) | Self::Unexpected(_) => self.reply().map_or(0, |reply| reply.attempts),
        }
    }

    /// How long the server asks to wait, by the header `retry-after` of its response.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::of(&self.reply()?.headers)
    }

    /// Whether there was no response in time, or no token.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            Self::Credentials(error) => error.is_timeout(),
            Self::Api(_) | Self::NotModified(_) | Self::Unexpected(_) | Self::Request(_) => false,
        }
    }

    /// Whether there was no connection to the server.
    pub fn is_connect(&self) -> bool {
        self.no_response().is_some_and(NoResponse::is_connect)
    }

    /// Whether the server may have received the request: not if it could not be made, or if there was no connection.
    pub fn may_have_been_sent(&self) -> bool {
        match self {
            Self::Api(_) | Self::NotModified(_) | Self::Unexpected(_) => true,
            Self::Transport(error) => !error.is_connect(),
            Self::Request(_) | Self::Credentials(_) => false,
        }
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(response) => write!(f, "{}", Responded(response.reply())),
            Self::NotModified(response) => write!(f, "{}", Responded(response.reply())),
            Self::Unexpected(unexpected) => unexpected.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Credentials(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

/// Has no source: the text says the cause.
impl<E: fmt::Debug> StdError for CallError<E> {}

/// What is wrong with what was given to a call.
#[derive(Debug, Clone)]
pub struct RequestError {
    operation: &'static Operation,
    reason: String,
}

impl RequestError {
    pub(super) fn new(operation: &'static Operation, reason: impl Into<String>) -> Self {
        Self { operation, reason: reason.into() }
    }

    /// What is wrong.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: {}", Name(self.operation), self.reason)
    }
}

impl StdError for RequestError {}

/// A request that got no response.
#[derive(Debug)]
pub struct NoResponse {
    operation: &'static Operation,
    source: TransportError,
    attempts: u32,
}

impl NoResponse {
    pub(super) fn new(operation: &'static Operation, source: TransportError, attempts: u32) -> Self {
        Self { operation, source, attempts }
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// Whether there was no connection to the server, so that it has received nothing.
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }

    /// The error that the transport gave: of the default transport a [`reqwest::Error`](super::reqwest::Error), without its URL.
    pub fn cause(&self) -> &(dyn StdError + Send + Sync + 'static) {
        self.source.cause()
    }
}

impl fmt::Display for NoResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} got {}", Name(self.operation), self.source)
    }
}

/// Has no source: the text says the cause. [`NoResponse::cause`] has it as a value.
impl StdError for NoResponse {}

/// `createDriver (POST)`.
pub(super) struct Name(pub(super) &'static Operation);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.0.id, self.0.method)
    }
}

/// `createDriver (POST) responded with 409 Conflict, application/json: ..`, with the beginning of the body.
pub(super) struct Responded<'a>(pub(super) &'a Reply);

impl fmt::Display for Responded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reply { operation, status, body, .. } = self.0;
        write!(f, "{} responded with {status}", Name(operation))?;
        if body.is_empty() {
            return Ok(());
        }
        if let Some(media_type) = self.0.content_type() {
            write!(f, ", {}", excerpt(media_type.as_bytes()))?;
        }
        write!(f, ": {}", excerpt(body))
    }
}

/// The beginning of a text, on one line.
pub(super) fn excerpt(body: &[u8]) -> String {
    const LONGEST: usize = 200;
    // A character has at most four bytes; the rest of a large body is not looked at.
    let start = body.get(..LONGEST * 4).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() || start.len() < body.len() {
        line.push_str("..");
    }
    line
}

/// Any error of a client, whatever was called: what `?` makes of the others in a function that calls several operations.
pub struct Error {
    source: Box<dyn StdError + Send + Sync>,
    facts: Facts,
}

/// What is known of a call that failed.
#[derive(Default)]
struct Facts {
    status: Option<StatusCode>,
    raw: Option<Bytes>,
    retry_after: Option<Duration>,
    attempts: u32,
    is_transport: bool,
    is_timeout: bool,
    is_connect: bool,
    may_have_been_sent: bool,
}

impl Error {
    fn new(source: impl StdError + Send + Sync + 'static) -> Self {
        Self { source: Box::new(source), facts: Facts::default() }
    }

    /// The status, where there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.facts.status
    }

    /// The body as it came, where there was a response.
    pub fn raw(&self) -> Option<&Bytes> {
        self.facts.raw.as_ref()
    }

    /// How long the server asks to wait, by the header `retry-after` of its response.
    pub fn retry_after(&self) -> Option<Duration> {
        self.facts.retry_after
    }

    /// How often a request was sent: 0 if none was made.
    pub fn attempts(&self) -> u32 {
        self.facts.attempts
    }

    /// Whether there was no response.
    pub fn is_transport(&self) -> bool {
        self.facts.is_transport
    }

    /// Whether there was no response in time.
    pub fn is_timeout(&self) -> bool {
        self.facts.is_timeout
    }

    /// Whether there was no connection to the server.
    pub fn is_connect(&self) -> bool {
        self.facts.is_connect
    }

    /// Whether the server may have received a request: not if none was made, or if there was no connection.
    pub fn may_have_been_sent(&self) -> bool {
        self.facts.may_have_been_sent
    }

    /// The error it was made from: a [`CallError`] of some body, a [`BuildError`] and so on.
    pub fn downcast_ref<T: StdError + 'static>(&self) -> Option<&T> {
        self.source.downcast_ref()
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        let facts = Facts {
            status: error.status(),
            raw: error.raw().cloned(),
            retry_after: error.retry_after(),
            attempts: error.attempts(),
            is_transport: error.no_response().is_some(),
            is_timeout: error.is_timeout(),
            is_connect: error.is_connect(),
            may_have_been_sent: error.may_have_been_sent(),
        };
        Self { source: Box::new(error), facts }
    }
}

impl From<StreamError> for Error {
    fn from(error: StreamError) -> Self {
        let facts = Facts {
            status: Some(error.status()),
            attempts: error.attempts(),
            is_timeout: error.is_timeout(),
            may_have_been_sent: true,
            ..Facts::default()
        };
        Self { source: Box::new(error), facts }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::new(error)
    }
}

impl From<HeaderError> for Error {
    fn from(error: HeaderError) -> Self {
        Self::new(error)
    }
}

impl From<http::header::ToStrError> for Error {
    fn from(error: http::header::ToStrError) -> Self {
        Self::new(error)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Error").field(&self.source).finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

/// Speaks for the error it was made from, so its source is that error's.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.source()
    }
}
