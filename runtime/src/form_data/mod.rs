//! Forms in parts (`multipart/form-data`), as a client sends them.
//!
//! Owns how the parts are written, and the files in them: bytes, a file of the file system, or a stream. Nothing is read before
//! it is sent. Must not know which operations have forms, or how a server reads them.
//!
//! Source: RFC 7578; OpenAPI 3.2, sections "Encoding Object" and "Encoding multipart Media Types"; HTML, section "Multipart
//! form data".

pub mod body;
pub mod file;
pub mod form;
pub mod part;

pub use file::{File, FileOr};
pub use form::Form;
