//! Values that are written in generated code.
//!
//! Owns the forms of such a value. Must not know where it is written.

use super::{Name, Number};

/// A value that Rust can write, without code that could fail.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// `()`
    Unit,
    /// A value of an enum: its name, the variant's name.
    Variant(Name, Name),
    /// A `Vec`.
    List(Vec<Constant>),
    /// A map or an object without properties.
    Empty,
    /// A map, by the names of its properties.
    Map(Vec<(String, Constant)>),
    /// A struct.
    Struct {
        /// Its name.
        name: Name,
        /// Its fields by name; all of them, unless others are left.
        fields: Vec<(Name, Constant)>,
        /// Whether the other fields are those of `Default`.
        others: bool,
    },
    /// A tuple struct or a newtype: its name and its items.
    Tuple(Name, Vec<Constant>),
    /// `Some(..)`
    Some(Box<Constant>),
    /// `None`
    None,
    /// A value in a `Box`.
    Boxed(Box<Constant>),
    /// Any JSON value, or arrays and maps of them, as JSON text.
    Json(String),
}

impl Constant {
    /// Whether its JSON text is easier to read than its Rust expression.
    pub fn is_compound(&self) -> bool {
        match self {
            Self::Map(_) | Self::Tuple(..) | Self::Json(_) => true,
            Self::Struct { fields, .. } => !fields.is_empty(),
            Self::List(items) => items.iter().any(Self::is_compound),
            Self::Some(value) | Self::Boxed(value) => value.is_compound(),
            Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Unit
            | Self::Variant(..)
            | Self::Empty
            | Self::None => false,
        }
    }
}
