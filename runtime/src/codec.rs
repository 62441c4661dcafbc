//! How the value of a body becomes bytes, and back.
//!
//! Owns the list of ways, and how a property of a form is written. Must not know which media types there are.

use super::operation::Style;

/// How a value becomes bytes.
#[derive(Debug, Clone, Copy)]
pub enum Codec {
    /// JSON.
    Json,
    /// A form, with the properties that are not written as usual.
    Form(&'static [Encoding]),
    /// A form in parts (`multipart/form-data`), with the properties that are not written as usual.
    Multipart(&'static [Encoding]),
    /// Text or bytes as they are. A text is validated where the schema says which single value it holds.
    Raw,
}

/// How a property of a form is written.
///
/// Source: OpenAPI 3.2, section "Encoding Object".
#[derive(Debug, Clone, Copy)]
pub struct Encoding {
    /// The property's name.
    pub name: &'static str,
    /// How its value becomes text.
    pub notation: Notation,
    /// The media type of its part, or several of which the sender chooses one; empty where it follows from the value.
    pub content_type: &'static str,
    /// The headers that its parts must have.
    pub required_headers: &'static [&'static str],
}

/// How the value of a form's property becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As usual; of an array each item.
    Plain,
    /// As JSON; of an array each item.
    Json,
    /// The bytes of a file. Only a part has them.
    File,
    /// The bytes of a file, or a value as usual.
    FileOrValue,
    /// As usual, in a part that says how its bytes are encoded.
    Encoded(&'static str),
    /// As a query parameter would.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or property is written on its own.
        explode: bool,
        /// Whether reserved characters pass unescaped.
        allow_reserved: bool,
    },
}

impl Encoding {
    const fn new(name: &'static str, notation: Notation) -> Self {
        Self { name, notation, content_type: "", required_headers: &[] }
    }

    /// As usual.
    pub const fn plain(name: &'static str) -> Self {
        Self::new(name, Notation::Plain)
    }

    /// As JSON.
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Notation::Json)
    }

    /// The bytes of a file.
    pub const fn file(name: &'static str) -> Self {
        Self::new(name, Notation::File)
    }

    /// The bytes of a file, or a value.
    pub const fn file_or_value(name: &'static str) -> Self {
        Self::new(name, Notation::FileOrValue)
    }

    /// Text that a `content-transfer-encoding` is stated for.
    pub const fn encoded(name: &'static str, encoding: &'static str) -> Self {
        Self::new(name, Notation::Encoded(encoding))
    }

    /// As a query parameter of this style.
    pub const fn style(name: &'static str, style: Style, explode: bool) -> Self {
        Self::new(name, Notation::Style { style, explode, allow_reserved: false })
    }

    /// As a query parameter of this style, with reserved characters left as they are.
    pub const fn reserved(name: &'static str, style: Style, explode: bool) -> Self {
        Self::new(name, Notation::Style { style, explode, allow_reserved: true })
    }

    /// The same, in a part that must have these headers.
    pub const fn requires(mut self, headers: &'static [&'static str]) -> Self {
        self.required_headers = headers;
        self
    }

    /// The same, in a part of this media type.
    pub const fn of(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }
}
