//! Responses that are read and written piece by piece.
//!
//! Owns what the pieces are. Must not know how they are read.

use super::{Name, Ty};

/// A media type of a response that is read and written piece by piece.
#[derive(Debug, Clone)]
pub struct Stream {
    /// What the pieces are.
    pub pieces: Pieces,
    /// The media types that a client accepts, with commas between them.
    pub accepted: String,
    /// The media type that a server writes.
    pub media_type: String,
    /// The type of a piece; of an event, that of its data.
    pub ty: Ty,
    /// The name of the server's variant.
    pub variant: Name,
}

/// What the pieces of a stream are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pieces {
    /// Server-sent events with this data.
    Events(EventData),
    /// JSON values.
    Items,
    /// Bytes.
    Bytes,
}

/// How the data of an event is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventData {
    /// As JSON.
    Json,
    /// As the text of a single value.
    Plain,
    /// As text.
    Text,
    /// The type is that of the whole event, as an object.
    Whole,
}

/// A stream that a call can give.
#[derive(Debug, Clone)]
pub struct StreamCall {
    /// The name of the call's method.
    pub method: Name,
    /// What it gives.
    pub stream: Stream,
    /// The data of the event after which nothing follows.
    pub done: Option<String>,
    /// The property of the JSON body that is set to `true`.
    pub flag: Option<String>,
    /// Whether the call gives it where nothing else is said, because some success has no other content.
    pub is_usual: bool,
}
