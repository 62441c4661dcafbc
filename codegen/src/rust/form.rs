//! Bodies that are forms.
//!
//! Owns how their properties are written. Must not know how a form is read.

use crate::api::Style;

/// How a property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The property's name on the wire.
    pub name: String,
    /// How its value becomes text.
    pub notation: Notation,
}

/// How the value of a form's property becomes text, where that is not as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As JSON.
    Json,
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
