//! Everything that a call can end in besides success.
//!
//! Owns the errors, their wording, and the erased form. Must not know how requests are made.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::operation::Operation;
use super::builder::BuildError;
use super::outcome::{DecodeError, Reply};
use super::response::{ErrorResponse, Response};
use super::streams::StreamError;
use super::transport::TransportError;
use super::verdict::Verdict;

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
    /// There was no response.
    Transport(NoResponse),
}

impl<E> CallError<E> {
    /// The status, where there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(response) => Some(response.status()),
            Self::NotModified(response) => Some(response.status()),
            Self::Unexpected(unexpected) => Some(unexpected.status()),
            Self::Request(_) | Self::Transport(_) => None,
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
            Self::Transport(error) => error.fmt(f),
        }
    }
}

/// Has no source: the text says the cause.
impl<E: fmt::Debug> StdError for CallError<E> {}

/// A response that the description does not declare: an undeclared status, or a body that is not the declared one.
pub struct Unexpected {
    reply: Box<Reply>,
    reason: String,
}

impl Unexpected {
    /// A response that was not read, with the error of the first reading, if there was one.
    pub(super) fn of(reply: Reply, error: Option<&DecodeError>) -> Self {
        let reason = match (reply.verdict, error) {
            (Verdict::MediaType, _) => match reply.content_type() {
                Some(given) => format!("the media type `{given}` is not declared"),
                None => "it has content and no media type".to_owned(),
            },
            (Verdict::Success | Verdict::Failure, Some(error)) => format!("the body is not what is declared: {error}"),
            (Verdict::Success | Verdict::Failure | Verdict::NotModified | Verdict::Undeclared { .. }, _) => {
                "the status is not declared".to_owned()
            }
        };
        Self { reply: Box::new(reply), reason }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body as it came.
    pub fn raw(&self) -> &Bytes {
        &self.reply.body
    }

    /// What is unexpected about it.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Without the headers: they may hold cookies.
impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unexpected")
            .field("status", &self.reply.status)
            .field("reason", &self.reason)
            .field("raw", &self.reply.body)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", Responded(&self.reply), self.reason)
    }
}

impl StdError for Unexpected {}

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
}

impl NoResponse {
    pub(super) fn new(operation: &'static Operation, source: TransportError) -> Self {
        Self { operation, source }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
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
struct Responded<'a>(&'a Reply);

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
    status: Option<StatusCode>,
    no_response: bool,
    timeout: bool,
}

impl Error {
    fn new(source: impl StdError + Send + Sync + 'static) -> Self {
        Self { source: Box::new(source), status: None, no_response: false, timeout: false }
    }

    /// The status, where there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Whether there was no response.
    pub fn is_transport(&self) -> bool {
        self.no_response
    }

    /// Whether there was no response in time.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// The error it was made from: a [`CallError`] of some body, a [`BuildError`] and so on.
    pub fn downcast_ref<T: StdError + 'static>(&self) -> Option<&T> {
        self.source.downcast_ref()
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        let status = error.status();
        let (no_response, timeout) = match &error {
            CallError::Transport(no_response) => (true, no_response.is_timeout()),
            CallError::Api(_) | CallError::NotModified(_) | CallError::Unexpected(_) | CallError::Request(_) => {
                (false, false)
            }
        };
        Self { status, no_response, timeout, ..Self::new(error) }
    }
}

impl From<StreamError> for Error {
    fn from(error: StreamError) -> Self {
        Self { status: Some(error.status()), timeout: error.is_timeout(), ..Self::new(error) }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
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
