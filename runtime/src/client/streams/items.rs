//! A stream of JSON values, each in a line or in a record of its own.
//!
//! Owns what a caller can ask of it. Must not know where an item ends ([`frames`](super::frames)).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::super::super::json as reader;
use super::super::outcome::DecodeError;
use super::MAX_ITEM_BYTES;
use super::error::{Cause, Position, StreamError};
use super::frames::{Frames, Framing};
use super::source::Source;

/// The JSON values of a response, as they come.
///
/// An item that is not what is declared is an error, and the stream goes on after it. Whoever drops the stream closes its
/// connection.
pub struct ItemStream<T> {
    items: RawItems,
    ty: PhantomData<fn() -> T>,
}

/// Items before they have a type.
struct RawItems {
    source: Source,
    frames: Frames,
    chunk: Bytes,
    limit: usize,
    /// How many items came.
    count: u64,
    is_over: bool,
}

impl RawItems {
    fn error(&self, cause: Cause) -> StreamError {
        StreamError::new(&self.source.head, Position::Item(self.count), cause)
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, StreamError>>> {
        while !self.is_over {
            match self.frames.next(&mut self.chunk) {
                Ok(Some(item)) => {
                    self.count += 1;
                    return Poll::Ready(Some(Ok(item)));
                }
                Ok(None) => {}
                Err(_) => return self.end(Cause::TooLarge(self.limit)),
            }
            match ready!(self.source.poll_chunk(context)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => return self.end(Cause::Transport(error)),
                None => {
                    self.is_over = true;
                    let Some(last) = self.frames.last() else { break };
                    self.count += 1;
                    return Poll::Ready(Some(last.map_err(|truncated| {
                        self.error(Cause::Decode(DecodeError::new("it may be truncated"), truncated.0))
                    })));
                }
            }
        }
        Poll::Ready(None)
    }

    fn end(&mut self, cause: Cause) -> Poll<Option<Result<Vec<u8>, StreamError>>> {
        self.is_over = true;
        self.source.close();
        self.count += 1;
        Poll::Ready(Some(Err(self.error(cause))))
    }
}

impl<T: DeserializeOwned> ItemStream<T> {
    pub(super) fn new(source: Source, framing: Framing) -> Self {
        let (frames, chunk, limit) = (Frames::new(framing, MAX_ITEM_BYTES), Bytes::new(), MAX_ITEM_BYTES);
        Self { items: RawItems { source, frames, chunk, limit, count: 0, is_over: false }, ty: PhantomData }
    }

    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The same stream, which takes no item of more bytes. The limit is 16 MiB without this.
    #[must_use]
    pub fn max_item_bytes(mut self, limit: usize) -> Self {
        self.items.limit = limit;
        self.items.frames.set_limit(limit);
        self
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        let item = match ready!(self.items.poll_next(context)) {
            Some(Ok(item)) => item,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let read = reader::decode(&item).map_err(|error| Cause::Decode(DecodeError::new(error), item));
        Poll::Ready(Some(read.map_err(|cause| self.items.error(cause))))
    }
}

impl<T: DeserializeOwned> Stream for ItemStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").field("count", &self.items.count).finish_non_exhaustive()
    }
}
