//! Why a piece of a response could not be read.
//!
//! Owns the error and its wording. Must not know how pieces are read.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use http::StatusCode;

use super::super::super::operation::Operation;
use super::super::error::{Name, excerpt};
use super::super::outcome::DecodeError;
use super::super::transport::TransportError;

/// What the head of a response says, for those who read its body.
#[derive(Debug, Clone)]
pub struct Head {
    pub(super) operation: &'static Operation,
    pub(super) status: StatusCode,
    pub(super) media_type: Option<Box<str>>,
    /// How often the request was sent before it had a response.
    pub(super) attempts: u32,
}

/// Why a piece of a response could not be read. It names the operation, the status, the media type and the piece.
///
/// Its text says the cause, so that it has no source.
#[derive(Debug)]
pub struct StreamError {
    // Boxed so that results stay small.
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    head: Head,
    position: Position,
    cause: Cause,
}

/// Where in a response an error is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Position {
    /// At the event or the item of this number; the first one is 1.
    Item(u64),
    /// After so many bytes.
    Byte(u64),
}

#[derive(Debug)]
pub(super) enum Cause {
    /// The response broke off, or there was no further response.
    Transport(TransportError),
    /// The item is not what is declared.
    Decode(DecodeError, Vec<u8>),
    /// The item has more bytes than this limit.
    TooLarge(usize),
    /// The response to a further request is no stream.
    NoStream(StatusCode),
    /// What was read cannot be written.
    Write(io::Error),
}

impl StreamError {
    pub(super) fn new(head: &Head, position: Position, cause: Cause) -> Self {
        Self { inner: Box::new(Inner { head: head.clone(), position, cause }) }
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Operation {
        self.inner.head.operation
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.inner.head.status
    }

    /// How often the request was sent until its response began.
    pub fn attempts(&self) -> u32 {
        self.inner.head.attempts
    }

    /// The number of the event or of the item, and 1 is the first one. Of a stream of bytes, the number of bytes before the error.
    pub fn position(&self) -> u64 {
        match self.inner.position {
            Position::Item(position) | Position::Byte(position) => position,
        }
    }

    /// The bytes of an event's data or of an item, where those are not what is declared. The stream goes on after such an error,
    /// and ends after every other one.
    pub fn data(&self) -> Option<&[u8]> {
        match &self.inner.cause {
            Cause::Decode(_, data) => Some(data),
            Cause::Transport(_) | Cause::TooLarge(_) | Cause::NoStream(_) | Cause::Write(_) => None,
        }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        match &self.inner.cause {
            Cause::Transport(error) => error.is_timeout(),
            Cause::Decode(..) | Cause::TooLarge(_) | Cause::NoStream(_) | Cause::Write(_) => false,
        }
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { head, position, cause } = &*self.inner;
        write!(f, "{} responded with {}", Name(head.operation), head.status)?;
        if let Some(media_type) = &head.media_type {
            write!(f, ", {}", excerpt(media_type.as_bytes()))?;
        }
        match position {
            Position::Item(position) => write!(f, ": item {position}: ")?,
            Position::Byte(position) => write!(f, ": after {position} bytes: ")?,
        }
        match cause {
            Cause::Transport(error) => error.fmt(f),
            Cause::Decode(error, data) => write!(f, "it is not what is declared: {error}: {}", excerpt(data)),
            Cause::TooLarge(limit) => write!(f, "it has more than {limit} bytes"),
            Cause::NoStream(status) => write!(f, "connected again, and the response with {status} is no such stream"),
            Cause::Write(error) => write!(f, "it cannot be written: {error}"),
        }
    }
}

impl StdError for StreamError {}
