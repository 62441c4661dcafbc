//! Bodies of the type `application/x-www-form-urlencoded`.
//!
//! A form is an object as pairs of names and values. What an [`Encoding`](super::operation::Encoding) does not say
//! otherwise is written so: text, numbers and booleans as their text; the items of an array as pairs of the same name; an
//! object, and an array inside an array, as its JSON text; null not at all. Owns that table, in both directions. Must not
//! know requests and responses.
//!
//! Source: OpenAPI 3.2, sections "Encoding Object" and "Encoding the x-www-form-urlencoded Media Type"; WHATWG URL,
//! section "application/x-www-form-urlencoded".

pub mod read;
pub mod write;

pub use read::{read, read_with};
pub use write::write;
