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
}

/// How the value of a form's property becomes text, where that is not as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As JSON; of an array each item.
    Json,
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
    /// As JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { name, notation: Notation::Json }
    }

    /// As a query parameter of this style.
    pub const fn style(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, notation: Notation::Style { style, explode, allow_reserved: false } }
    }

    /// As a query parameter of this style, with reserved characters left as they are.
    pub const fn reserved(name: &'static str, style: Style, explode: bool) -> Self {
        Self { name, notation: Notation::Style { style, explode, allow_reserved: true } }
    }
}
