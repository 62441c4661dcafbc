//! How a value becomes the bytes of a body, and back.
//!
//! Owns the list of ways. Must not know which media types there are.

/// How a value becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Codec {
    /// No bytes.
    Empty,
    /// JSON (RFC 8259).
    Json,
    /// A form (`application/x-www-form-urlencoded`).
    Form,
    /// A form in parts (`multipart/form-data`).
    Multipart,
    /// Text in UTF-8.
    Text,
    /// The text of a single value that is more than text.
    Plain,
    /// Bytes as they are.
    Bytes,
}
