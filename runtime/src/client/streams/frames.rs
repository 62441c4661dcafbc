//! The two ways of writing JSON values one after the other: a line for each, or a record for each.
//!
//! Owns where one item ends, wherever the bytes are cut. Must not know where the bytes come from, or what an item is.
//!
//! Source: JSON Lines (jsonlines.org); RFC 7464, sections 2.1 to 2.4.

use bytes::{Buf, Bytes};

use super::TooLarge;

/// How items follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Each item is a line (`application/jsonl`, `application/x-ndjson`).
    Lines,
    /// Each item follows a record separator (`application/json-seq`).
    Records,
}

/// Reads items. It holds one, which is not larger than its limit.
#[derive(Debug)]
pub struct Frames {
    framing: Framing,
    limit: usize,
    item: Vec<u8>,
}

impl Frames {
    /// A reader of items of at most so many bytes.
    pub fn new(framing: Framing, limit: usize) -> Self {
        Self { framing, limit, item: Vec::new() }
    }

    /// Sets the most bytes of an item.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    fn separator(&self) -> u8 {
        match self.framing {
            Framing::Lines => b'\n',
            Framing::Records => 0x1e,
        }
    }

    /// Reads from a chunk until an item is complete, or to its end. What was read is taken from the chunk. What is blank is no
    /// item.
    ///
    /// # Errors
    /// When an item has more bytes than the limit.
    pub fn next(&mut self, chunk: &mut Bytes) -> Result<Option<Vec<u8>>, TooLarge> {
        let separator = self.separator();
        while !chunk.is_empty() {
            let end = chunk.iter().position(|byte| *byte == separator);
            let rest = chunk.split_to(end.unwrap_or(chunk.len()));
            if self.item.len() + rest.len() > self.limit {
                return Err(TooLarge);
            }
            self.item.extend_from_slice(&rest);
            if end.is_some() {
                chunk.advance(1);
                let item = self.take();
                if item.is_some() {
                    return Ok(item);
                }
            }
        }
        Ok(None)
    }

    /// The item before the end of the response, which needs no line ending. A record of a number or a literal does: without it,
    /// nothing says that it is whole.
    pub fn last(&mut self) -> Option<Result<Vec<u8>, Truncated>> {
        let ends_itself =
            self.item.last().is_some_and(|byte| matches!(byte, b'}' | b']' | b'"' | b' ' | b'\t' | b'\r' | b'\n'));
        let is_whole = match self.framing {
            Framing::Lines => true,
            Framing::Records => ends_itself,
        };
        let item = self.take()?;
        Some(if is_whole { Ok(item) } else { Err(Truncated(item)) })
    }

    fn take(&mut self) -> Option<Vec<u8>> {
        let item = std::mem::take(&mut self.item);
        let is_blank = item.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        (!is_blank).then_some(item)
    }
}

/// The last item, of which a part may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truncated(pub Vec<u8>);
