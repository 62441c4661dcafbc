//! The body of a response, whose pieces come in time.
//!
//! Owns the limit between two pieces, and how a body is read whole. Must not know what the bytes mean.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use super::super::body::Body;
use super::clock::{Limit, Time};
use super::transport::TransportError;

/// The body of a response.
pub(super) struct Paced {
    body: Body,
    limit: Limit,
    time: Time,
}

impl Paced {
    /// A body that pauses no longer than this.
    pub(super) fn new(body: Body, limit: Duration, time: Time) -> Self {
        Self { body, limit: Limit::new(limit), time }
    }

    /// Goes on with another body.
    pub(super) fn replace(&mut self, body: Body) {
        self.body = body;
        self.limit.reset();
    }

    /// The next bytes, one at least.
    pub(super) fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Ready(frame) => frame,
                Poll::Pending => {
                    ready!(self.limit.poll(&self.time, context));
                    let pause = format!("nothing came for {:?}", self.limit.duration());
                    return Poll::Ready(Some(Err(TransportError::of_body(TransportError::timed_out(pause).into()))));
                }
            };
            self.limit.reset();
            match frame.map(|frame| frame.map(http_body::Frame::into_data)) {
                Some(Ok(Ok(data))) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                // Trailers, or no bytes.
                Some(Ok(Ok(_) | Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(TransportError::of_body(error)))),
                None => return Poll::Ready(None),
            }
        }
    }

    async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_data(context)).await
    }

    /// Reads the body to its end, but no more than these bytes of it: the bytes, and whether there are more.
    ///
    /// # Errors
    /// When the body breaks off, or pauses too long.
    pub(super) async fn into_bytes_within(mut self, limit: usize) -> Result<(Bytes, bool), TransportError> {
        let Some(mut first) = self.next().await.transpose()? else { return Ok((Bytes::new(), false)) };
        if first.len() > limit {
            first.truncate(limit);
            return Ok((first, true));
        }
        // Most bodies come as one piece, which is not copied.
        let Some(mut piece) = self.next().await.transpose()? else { return Ok((first, false)) };
        let mut all = BytesMut::from(first);
        loop {
            let left = limit - all.len();
            all.extend_from_slice(piece.get(..left).unwrap_or(&piece));
            if piece.len() > left {
                return Ok((all.freeze(), true));
            }
            match self.next().await.transpose()? {
                Some(next) => piece = next,
                None => return Ok((all.freeze(), false)),
            }
        }
    }
}
