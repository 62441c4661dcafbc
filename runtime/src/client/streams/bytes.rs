//! A stream of bytes: a download that is not held in memory.
//!
//! Owns what a caller can do with it. Must not know what the bytes mean.

use std::fs::File;
use std::future::poll_fn;
use std::io::{self, Write as _};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::super::super::blocking;
use super::error::{Cause, Position, StreamError};
use super::source::Source;

/// How many bytes are written to a file at a time.
const WRITTEN_AT_ONCE: usize = 1 << 20;

/// The bytes of a response, as they come. Whoever drops the stream closes its connection.
#[derive(Debug)]
pub struct ByteStream {
    source: Source,
    /// How many bytes came.
    count: u64,
}

impl ByteStream {
    pub(super) fn new(source: Source) -> Self {
        Self { source, count: 0 }
    }

    /// The next bytes, one at least; `None` after the last ones. A response that breaks off is an error and the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// All bytes that have not been read yet.
    ///
    /// # Errors
    /// When the response breaks off.
    pub async fn bytes(mut self) -> Result<Bytes, StreamError> {
        let Some(first) = self.next().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = self.next().await.transpose()? else { return Ok(first) };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        while let Some(chunk) = self.next().await {
            all.extend_from_slice(&chunk?);
        }
        Ok(all.freeze())
    }

    /// Writes all bytes that have not been read yet to a file, and returns how many these were. A file that is there already is
    /// replaced. The file is written on a thread of its own, a megabyte at a time.
    ///
    /// # Errors
    /// When the response breaks off or the file cannot be written; the file then has what came before.
    pub async fn write_to(mut self, path: impl AsRef<Path>) -> Result<u64, StreamError> {
        let start = self.count;
        let path = path.as_ref().to_owned();
        let mut file = self.written(blocking::run(move || File::create(path)).await)?;
        let mut ended = None;
        while ended.is_none() {
            let mut chunks = Vec::new();
            let mut length = 0;
            while ended.is_none() && length < WRITTEN_AT_ONCE {
                match self.next().await {
                    Some(Ok(chunk)) => {
                        length += chunk.len();
                        chunks.push(chunk);
                    }
                    Some(Err(error)) => ended = Some(Err(error)),
                    None => ended = Some(Ok(())),
                }
            }
            let write = move || chunks.iter().try_for_each(|chunk| file.write_all(chunk)).map(|()| file);
            file = self.written(blocking::run(write).await)?;
        }
        ended.unwrap_or(Ok(()))?;
        Ok(self.count - start)
    }

    /// The result of work with a file.
    fn written<R>(&self, result: io::Result<io::Result<R>>) -> Result<R, StreamError> {
        result.flatten().map_err(|error| self.error(Cause::Write(error)))
    }

    fn error(&self, cause: Cause) -> StreamError {
        StreamError::new(&self.source.head, Position::Byte(self.count), cause)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        Poll::Ready(match ready!(self.source.poll_chunk(context)) {
            Some(Ok(chunk)) => {
                self.count = self.count.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
                Some(Ok(chunk))
            }
            Some(Err(error)) => Some(Err(self.error(Cause::Transport(error)))),
            None => None,
        })
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}
