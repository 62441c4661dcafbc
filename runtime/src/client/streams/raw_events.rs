//! The events of a response before their data has a type.
//!
//! Owns the end of a stream, and when it is resumed. It does not depend on the type of the data, so that it is compiled once. Must
//! not know the format of events ([`sse`](super::sse)), or how a request is sent again ([`resume`](super::resume)).

use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::super::super::event::Event;
use super::MAX_ITEM_BYTES;
use super::error::{Cause, Position, StreamError};
use super::resume::{Next, Resume};
use super::source::Source;
use super::sse::Parser;

/// Events whose data is text.
#[derive(Debug)]
pub(super) struct RawEvents {
    source: Source,
    parser: Parser,
    chunk: Bytes,
    limit: usize,
    /// The data of the event after which nothing follows.
    done: Option<&'static str>,
    /// How many events came.
    count: u64,
    is_over: bool,
    pub(super) resume: Option<Box<Resume>>,
}

impl RawEvents {
    pub(super) fn new(source: Source, done: Option<&'static str>, resume: Option<Box<Resume>>) -> Self {
        let (parser, limit) = (Parser::new(MAX_ITEM_BYTES), MAX_ITEM_BYTES);
        Self { source, parser, chunk: Bytes::new(), limit, done, count: 0, is_over: false, resume }
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.parser.set_limit(limit);
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.parser.last_id()
    }

    /// The error of the event that came last.
    pub(super) fn error(&self, cause: Cause) -> StreamError {
        StreamError::new(&self.source.head, Position::Item(self.count), cause)
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<String>, StreamError>>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(next) = self.resume.as_mut().and_then(|resume| resume.poll(context)) {
                match ready!(next) {
                    Next::Body(body) => {
                        self.source.replace(body);
                        self.parser.restart();
                        self.chunk.clear();
                    }
                    Next::End => return self.end(None),
                    Next::Failed(cause) => return self.end(Some(cause)),
                }
                continue;
            }
            match self.parser.next(&mut self.chunk) {
                Ok(Some(event)) if self.done == Some(event.data.as_str()) => return self.end(None),
                Ok(Some(event)) => {
                    self.count += 1;
                    self.resume.iter_mut().for_each(|resume| resume.succeeded());
                    return Poll::Ready(Some(Ok(event)));
                }
                Ok(None) => {}
                Err(_) => return self.end(Some(Cause::TooLarge(self.limit))),
            }
            let cause = match ready!(self.source.poll_chunk(context)) {
                Some(Ok(chunk)) => {
                    self.chunk = chunk;
                    continue;
                }
                Some(Err(error)) => Some(Cause::Transport(error)),
                None => None,
            };
            let (id, retry) = (self.parser.last_id(), self.parser.retry());
            if !self.resume.as_mut().is_some_and(|resume| resume.start(id, retry)) {
                return self.end(cause);
            }
        }
    }

    /// Ends the stream, with an error of the event that did not come where there is one.
    fn end(&mut self, cause: Option<Cause>) -> Poll<Option<Result<Event<String>, StreamError>>> {
        self.is_over = true;
        self.source.close();
        self.resume = None;
        let position = Position::Item(self.count + 1);
        Poll::Ready(cause.map(|cause| Err(StreamError::new(&self.source.head, position, cause))))
    }
}
