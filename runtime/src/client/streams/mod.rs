//! Responses that are read piece by piece: events, items, bytes.
//!
//! Owns everything between the head of such a response and the pieces that a caller gets. Must not know how a request is made.
//!
//! Nothing is read ahead: a body is polled when its reader asks for the next piece, and one piece is bounded. Whoever drops a
//! stream closes its connection.

pub mod bytes;
pub mod error;
pub mod events;
pub mod frames;
pub mod items;
pub mod opening;
mod raw_events;
mod resume;
mod source;
pub mod sse;
mod switch;

pub use bytes::ByteStream;
pub use error::StreamError;
pub use events::{EventStream, json_data, plain_data, text_data, whole_event};
pub use items::ItemStream;

/// The most bytes of one event or one item, unless the caller sets another limit: 16 MiB.
pub const MAX_ITEM_BYTES: usize = 16 << 20;

/// A piece has more bytes than it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;
