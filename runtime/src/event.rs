//! One event of a stream of server-sent events: what a client reads and a server writes.
//!
//! Owns its fields. Must not know how an event travels.
//!
//! Source: HTML Living Standard, section "Server-sent events".

use std::time::Duration;

/// An event of a stream of server-sent events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event<T> {
    /// Its data.
    pub data: T,
    /// Its type (the field `event`). Without one it is what browsers call a `message`.
    pub event: Option<String>,
    /// A client reads here the last id that the stream had, which is that of this event or of an earlier one. A server sets
    /// the id of this event.
    pub id: Option<String>,
    /// How long a client has to wait before it connects again. It holds until another event states it.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event with this data and nothing else.
    pub fn new(data: T) -> Self {
        Self { data, event: None, id: None, retry: None }
    }

    /// The same event of this type.
    #[must_use]
    pub fn with_type(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// The same event with this id. A client that connects again sends the last id that it had.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same event, which tells clients how long they have to wait before they connect again.
    #[must_use]
    pub fn with_retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }
}
