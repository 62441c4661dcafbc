//! Bodies that are forms.
//!
//! Owns how their properties are written. Must not know how a form is read.

use crate::api::Style;

use super::{Docs, Name, Ty};

/// How a property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The property's name on the wire.
    pub name: String,
    /// How its value becomes text.
    pub notation: Notation,
    /// The media type of its part, or several of which the sender chooses one, where it does not follow from the value.
    pub content_type: Option<String>,
    /// The headers that its parts must have.
    pub required_headers: Vec<String>,
}

/// A form whose parts have more to them than values: files, or headers. It has a type of its own.
#[derive(Debug, Clone)]
pub struct Form {
    /// The name of the client's type.
    pub name: Name,
    /// The name of the server's type of a part.
    pub part: Name,
    /// The name of the field that holds the parts of a request.
    pub parts: Name,
    /// Its properties, in the order of the description.
    pub fields: Vec<FormField>,
    /// Whether headers are declared for its parts.
    pub has_headers: bool,
}

/// A property of such a form.
#[derive(Debug, Clone)]
pub struct FormField {
    /// Its documentation.
    pub docs: Docs,
    /// The name of argument and setter.
    pub name: Name,
    /// The name of the server's variant.
    pub variant: Name,
    /// The name on the wire.
    pub wire: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it holds.
    pub content: PartContent,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}

/// What a property of a form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartContent {
    /// A file.
    File,
    /// Any number of files.
    Files,
    /// A file, or a value of this type.
    Either(Ty),
    /// A value, and what one part of it holds: of an array an item.
    Value {
        /// The type of the value.
        ty: Ty,
        /// The type of what a part holds.
        part: Ty,
    },
}

/// How the value of a form's property becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As usual.
    Plain,
    /// As JSON.
    Json,
    /// The bytes of a file.
    File,
    /// The bytes of a file, or a value as usual.
    FileOrValue,
    /// As usual, in a part that says that its bytes are encoded: `base64`, or `base64url`.
    Encoded(&'static str),
    /// As a query parameter would.
    Style {
        /// The style.
        style: Style,
        /// Whether items and properties are written one by one.
        explode: bool,
        /// Whether reserved characters pass as they are.
        allow_reserved: bool,
    },
}
