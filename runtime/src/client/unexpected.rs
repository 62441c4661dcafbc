//! A response that the description does not declare, and what is unexpected about it.
//!
//! Owns the reasons, their wording, and where in the description a body that was not read is declared. Must not know how a
//! response is judged.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::IgnoredAny;

use super::super::error_path;
use super::super::violation::Violation;
use super::error::Responded;
use super::headers::{DecodeHeaders, HeaderError};
use super::outcome::{DecodeError, Reply, without_mark};
use super::retry_after;
use super::verdict::Verdict;

/// A response that the description does not declare: an undeclared status, or a body that is not the declared one.
pub struct Unexpected {
    reply: Box<Reply>,
    reason: Reason,
    message: String,
    /// The path in the body where reading failed, or of the first violation. A body that is no JSON has none.
    path: Option<String>,
    violations: Vec<Violation>,
}

/// What is unexpected about a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The status is not declared, and the body is not like those that are.
    Status,
    /// The media type is not declared for the status, or is none that the call asks for.
    MediaType,
    /// The body is not of the declared type.
    Decode,
    /// The body does not satisfy its schema. Only a client with `strict_responses` and the feature `validate` says so.
    Schema,
    /// The body has more bytes than the client accepts.
    TooLarge,
    /// It is a page that leads to one that there was already, to another origin, or nowhere although there is another page.
    Page,
}

impl Unexpected {
    /// A response that was not read, with the error of the first reading, if there was one.
    pub(super) fn of(reply: Reply, error: Option<DecodeError>) -> Self {
        let (reason, message, path) = match (reply.verdict, error) {
            (Verdict::MediaType, _) => {
                let message = match reply.content_type() {
                    Some(given) => format!("the media type `{given}` is not declared"),
                    None => "it has content and no media type".to_owned(),
                };
                (Reason::MediaType, message, None)
            }
            (Verdict::NotAccepted, _) => {
                let given = reply.content_type().unwrap_or_default();
                (Reason::MediaType, format!("the media type `{given}` was not asked for"), None)
            }
            (Verdict::TooLarge, _) => {
                let message = format!("the body has more than the {} bytes that are accepted", reply.body.len());
                (Reason::TooLarge, message, None)
            }
            (Verdict::Success | Verdict::Failure, Some(error)) => {
                let message = format!("the body is not what is declared: {error}");
                let is_json = serde_json::from_slice::<IgnoredAny>(without_mark(&reply.body)).is_ok();
                (Reason::Decode, message, is_json.then(|| error.path()))
            }
            (
                Verdict::Success
                | Verdict::Failure
                | Verdict::Accepted
                | Verdict::NotModified
                | Verdict::Undeclared { .. },
                _,
            ) => (Reason::Status, "the status is not declared".to_owned(), None),
        };
        Self { reply: Box::new(reply), reason, message, path, violations: Vec::new() }
    }

    /// A response whose body does not satisfy its schema.
    pub(super) fn violating(reply: Reply, violations: Vec<Violation>) -> Self {
        const SHOWN: usize = 3;
        let each = |violation: &Violation| format!("{}: {}", violation.pointer, violation.message);
        let shown: Vec<String> = violations.iter().take(SHOWN).map(each).collect();
        let more = violations.len().checked_sub(SHOWN).filter(|more| *more > 0);
        let more = more.map(|more| format!("; and {more} more")).unwrap_or_default();
        let message = format!("the body does not satisfy its schema: {}{more}", shown.join("; "));
        let path = violations.first().map(|first| path_of(&first.pointer));
        Self { reply: Box::new(reply), reason: Reason::Schema, message, path, violations }
    }

    /// A page from which there is no way to the next one.
    pub(super) fn leading_nowhere(reply: Reply, message: String) -> Self {
        Self { reply: Box::new(reply), reason: Reason::Page, message, path: None, violations: Vec::new() }
    }

    /// The response, if it is a success of the media type that the call asks for.
    pub(super) fn into_accepted(self) -> Result<Reply, Self> {
        if self.reply.verdict == Verdict::Accepted { Ok(*self.reply) } else { Err(self) }
    }

    /// What in the body does not satisfy its schema, where that is the reason.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    pub(super) fn reply(&self) -> &Reply {
        &self.reply
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The headers that the description declares, with their types.
    ///
    /// # Errors
    /// If a required header is missing or is not of its type.
    pub fn decode_headers<H: DecodeHeaders>(&self) -> Result<H, HeaderError> {
        self.reply.decode_headers()
    }

    /// How long the server asks to wait, by its header `retry-after`.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::of(&self.reply.headers)
    }

    /// How often the request was sent. It is 1 unless there were retries; redirects are not counted.
    pub fn attempts(&self) -> u32 {
        self.reply.attempts
    }

    /// The body as it came.
    pub fn raw(&self) -> &Bytes {
        &self.reply.body
    }

    /// What is unexpected about it.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// What is unexpected about it, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where in the description the value is declared that was not read: `GET /images/json 200 [0].Labels`. The command
    /// `oasmith locate` prints its file, line and column. `None` unless the reason is in a body that is JSON.
    pub fn location(&self) -> Option<String> {
        let path = self.path.clone()?;
        let Reply { operation, status, .. } = *self.reply;
        let media_types = self.reply.outcome().map(|outcome| outcome.media).unwrap_or_default();
        let given = self.reply.content_type().filter(|_| media_types.len() > 1);
        let given = given.and_then(|given| given.split(';').next()).map(|given| given.trim().to_owned());
        let parts = [Some(operation.to_string()), Some(status.as_str().to_owned()), given, Some(path)];
        Some(parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    }
}

/// The path that a JSON pointer is in an error of reading.
fn path_of(pointer: &str) -> String {
    let tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
    tokens.fold(String::new(), |path, token| match token.parse::<usize>() {
        Ok(index) => format!("{path}[{index}]"),
        Err(_) => error_path::below(&path, &token),
    })
}

/// Without the headers: they may hold cookies. Of a large body only the beginning, with the number of its bytes.
impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 1024;
        let body = &self.reply.body;
        let mut debug = f.debug_struct("Unexpected");
        debug.field("status", &self.reply.status).field("reason", &self.reason).field("message", &self.message);
        debug.field("raw", &body.slice(..body.len().min(SHOWN)));
        if body.len() > SHOWN {
            debug.field("bytes", &body.len());
        }
        debug.finish_non_exhaustive()
    }
}

/// Ends with [`Unexpected::location`], where there is one, as a shell takes it.
impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", Responded(&self.reply), self.message)?;
        match self.location() {
            Some(location) => write!(f, " at '{}'", location.replace('\'', "'\\''")),
            None => Ok(()),
        }
    }
}

impl StdError for Unexpected {}
