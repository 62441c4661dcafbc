//! A request body of bytes that a service reads while it comes.
//!
//! Owns the reading within a limit. Must not know media types.

use std::fmt;

use axum::body::{Body as Stream, HttpBody as _};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};

use super::super::body::Body;
use super::body;
use super::limits::Limits;
use super::rejection::Rejection;

/// A body of bytes, still on its way. It may be larger than memory: [`chunk`](Self::chunk) gives the next piece,
/// [`into_bytes`](Self::into_bytes) the whole, and as a [`Body`] it is sent on or stored as it comes. What is left of it when it
/// is dropped is not read.
pub struct BodyStream {
    stream: Limited<Stream>,
    limits: Limits,
}

impl BodyStream {
    /// A body that is read within the limits.
    pub(super) fn new(stream: Stream, limits: Limits) -> Self {
        Self { stream: Limited::new(stream, limits.body_bytes()), limits }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// When the body is larger than the limit, too slow, or breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Rejection> {
        while let Some(frame) = self.stream.frame().await {
            let frame = frame.map_err(|error| body::unread(&*error, self.limits))?;
            // Trailers are no content.
            if let Ok(bytes) = frame.into_data() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// What is still to come, as a whole.
    ///
    /// # Errors
    /// As those of [`chunk`](Self::chunk).
    pub async fn into_bytes(self) -> Result<Bytes, Rejection> {
        let Self { stream, limits } = self;
        let whole = stream.collect().await.map_err(|error| body::unread(&*error, limits))?;
        Ok(whole.to_bytes())
    }

    /// The same as a body that can be sent on, such as by a client. Its errors are [`Rejection`]s.
    pub fn into_body(self) -> Body {
        let limits = self.limits;
        Body::new(self.stream.map_err(move |error| body::unread(&*error, limits)))
    }

    /// How many bytes are still to come, where the sender has said so.
    pub fn length(&self) -> Option<u64> {
        self.stream.size_hint().exact()
    }
}

/// A body of bytes that are here, for tests.
impl<B: Into<Body>> From<B> for BodyStream {
    fn from(body: B) -> Self {
        Self::new(Stream::new(body.into()), Limits::new().body(usize::MAX))
    }
}

/// No bytes.
impl Default for BodyStream {
    fn default() -> Self {
        Self::from(Body::empty())
    }
}

/// Without the bytes: they may hold secrets.
impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream").field("length", &self.length()).finish_non_exhaustive()
    }
}
