//! The body of a response, from which pieces are read.
//!
//! Owns the connection until the end of the body. Must not know what the bytes mean.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::Body as _;

use super::super::super::body::Body;
use super::super::transport::TransportError;
use super::error::Head;

/// The bytes of a response, and what its head says.
#[derive(Debug)]
pub struct Source {
    pub(super) head: Head,
    /// None after its end, so that the connection is free as soon as that is there.
    body: Option<Body>,
}

impl Source {
    pub(super) fn new(head: Head, body: Body) -> Self {
        Self { head, body: Some(body) }
    }

    /// Goes on with the body of another response.
    pub(super) fn replace(&mut self, body: Body) {
        self.body = Some(body);
    }

    /// Reads no more.
    pub(super) fn close(&mut self) {
        self.body = None;
    }

    /// The next bytes, one at least.
    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            match ready!(Pin::new(body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                    // Trailers, or no bytes.
                    Ok(_) | Err(_) => {}
                },
                Some(Err(error)) => {
                    self.close();
                    return Poll::Ready(Some(Err(TransportError::of_body(error))));
                }
                None => self.close(),
            }
        }
    }
}
