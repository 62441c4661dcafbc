//! The body of a response, from which pieces are read.
//!
//! Owns the connection until the end of the body. Must not know what the bytes mean.

use std::fmt;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::super::super::body::Body;
use super::super::paced::Paced;
use super::super::transport::TransportError;
use super::error::Head;

/// The bytes of a response, and what its head says.
pub struct Source {
    pub(super) head: Head,
    body: Paced,
    /// Whether nothing follows.
    is_closed: bool,
}

impl Source {
    pub(super) fn new(head: Head, body: Paced) -> Self {
        Self { head, body, is_closed: false }
    }

    /// Goes on with the body of another response.
    pub(super) fn replace(&mut self, body: Body) {
        self.body.replace(body);
        self.is_closed = false;
    }

    /// Reads no more. The connection is free from then on.
    pub(super) fn close(&mut self) {
        self.body.replace(Body::empty());
        self.is_closed = true;
    }

    /// The next bytes, one at least.
    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.is_closed {
            return Poll::Ready(None);
        }
        let chunk = ready!(self.body.poll_data(context));
        if !matches!(chunk, Some(Ok(_))) {
            self.close();
        }
        Poll::Ready(chunk)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("head", &self.head).field("is_closed", &self.is_closed).finish_non_exhaustive()
    }
}
