//! Forms in parts (`multipart/form-data`), as a service receives them: part by part while they come, or as a whole.
//!
//! Owns which property a part belongs to, and that its value satisfies the property's schema. Must not know operations beyond
//! their tables, or how a client writes a form.
//!
//! Source: RFC 7578; OpenAPI 3.2, sections "Encoding Object" and "Encoding multipart Media Types".

pub mod file;
pub mod form;
pub mod part;
pub mod stream;

pub use file::{File, FileOr};
pub use form::form_text;
pub use part::{FromPart, Part};
pub use stream::Parts;
