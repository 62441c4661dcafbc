//! The format of server-sent events: from bytes to events.
//!
//! Owns the rules of the format, wherever the bytes are cut. Must not know where the bytes come from, or what the data means.
//!
//! Source: HTML Living Standard, section "Parsing an event stream" and "Interpreting an event stream".

use std::time::Duration;

use bytes::{Buf, Bytes};

use super::super::super::event::Event;
use super::TooLarge;

/// Reads events. It holds one line and one event, and neither is larger than its limit.
#[derive(Debug)]
pub struct Parser {
    limit: usize,
    /// The bytes of the current line.
    line: Vec<u8>,
    /// Whether the last line ended in CR: an LF after it belongs to the same line ending.
    is_after_cr: bool,
    /// Whether no line has ended yet, so that a byte order mark may come.
    is_first_line: bool,
    /// The data of the current event, each line with LF after it.
    data: String,
    event: String,
    stated_retry: Option<Duration>,
    /// The id that the next event has: the last one that came, also before an event that has no data.
    id: String,
    last_id: String,
    retry: Option<Duration>,
}

impl Parser {
    /// A parser of events of at most so many bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            is_after_cr: false,
            is_first_line: true,
            data: String::new(),
            event: String::new(),
            stated_retry: None,
            id: String::new(),
            last_id: String::new(),
            retry: None,
        }
    }

    /// Sets the most bytes of an event.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// The id of the last event; none where there was none, or where a server has taken it back.
    pub fn last_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| !id.is_empty())
    }

    /// The time before a client connects again, as the stream stated it last.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Begins with a new response. An event that was not complete is dropped; the last id and the time remain.
    pub fn restart(&mut self) {
        let fresh = Self::new(self.limit);
        let old = std::mem::replace(self, fresh);
        self.id.clone_from(&old.last_id);
        self.last_id = old.last_id;
        self.retry = old.retry;
    }

    /// Reads from a chunk until an event is complete, or to its end. What was read is taken from the chunk.
    ///
    /// # Errors
    /// When a line or an event has more bytes than the limit.
    pub fn next(&mut self, chunk: &mut Bytes) -> Result<Option<Event<String>>, TooLarge> {
        loop {
            if std::mem::take(&mut self.is_after_cr) {
                match chunk.first() {
                    Some(b'\n') => chunk.advance(1),
                    Some(_) => {}
                    None => {
                        self.is_after_cr = true;
                        return Ok(None);
                    }
                }
            }
            let Some(end) = chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
                self.push(chunk)?;
                chunk.clear();
                return Ok(None);
            };
            let rest = chunk.split_to(end);
            self.push(&rest)?;
            self.is_after_cr = chunk.first() == Some(&b'\r');
            chunk.advance(1);
            let line = std::mem::take(&mut self.line);
            let event = self.line(&line)?;
            self.line = line;
            self.line.clear();
            if event.is_some() {
                return Ok(event);
            }
        }
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), TooLarge> {
        self.bound(self.line.len() + bytes.len())?;
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    /// Whether so many bytes more are still no event that is too large.
    fn bound(&self, more: usize) -> Result<(), TooLarge> {
        if self.data.len() + more > self.limit { Err(TooLarge) } else { Ok(()) }
    }

    /// Interprets a line. Bytes that are not UTF-8 are read as U+FFFD, as the format says.
    fn line(&mut self, line: &[u8]) -> Result<Option<Event<String>>, TooLarge> {
        const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
        let is_first = std::mem::take(&mut self.is_first_line);
        let line = line.strip_prefix(BYTE_ORDER_MARK).filter(|_| is_first).unwrap_or(line);
        if line.is_empty() {
            return Ok(self.dispatch());
        }
        let text = String::from_utf8_lossy(line);
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                // Replaced bytes can make it longer than the line.
                self.bound(value.len())?;
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                    self.stated_retry = self.retry;
                }
            }
            // A comment has no name, and other fields have no meaning.
            _ => {}
        }
        Ok(None)
    }

    /// The event that a blank line completes; none where no line of data came.
    fn dispatch(&mut self) -> Option<Event<String>> {
        self.last_id.clone_from(&self.id);
        let (mut data, event) = (std::mem::take(&mut self.data), std::mem::take(&mut self.event));
        let retry = self.stated_retry.take();
        data.pop()?;
        let event = Some(event).filter(|event| !event.is_empty());
        Some(Event { data, event, id: self.last_id().map(str::to_owned), retry })
    }
}
