//! Bodies that are forms.
//!
//! Owns how their members are written. Must not know how a form is read.

use crate::api::Style;

use super::SchemaTableRef;

/// What reads and writes a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What is known of its members.
    pub check: SchemaTableRef,
    /// The members that are not written as usual.
    pub encodings: Vec<Encoding>,
}

/// How a member of a form is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The member's name on the wire.
    pub name: String,
    /// How its value becomes text.
    pub notation: Notation,
}

/// How the value of a form's member becomes text, where that is not as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As JSON.
    Json,
    /// As a query parameter would.
    Style {
        /// The style.
        style: Style,
        /// Whether items and members are written one by one.
        explode: bool,
        /// Whether reserved characters pass as they are.
        allow_reserved: bool,
    },
}
