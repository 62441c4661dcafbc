//! Values that stand in generated code.
//!
//! Owns what such a value is made of. Must not know where it stands.

use super::{Name, Number};

/// A value that Rust can write, without code that could fail.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// `()`
    Unit,
    /// A value of an enum: its name, the variant's name.
    Variant(Name, Name),
    /// A list.
    List(Vec<Constant>),
    /// A map or an object without members.
    Empty,
    /// A map, by the names of its members.
    Map(Vec<(String, Constant)>),
    /// A struct.
    Struct {
        /// Its name.
        name: Name,
        /// Its fields by name; all of them, unless others are left.
        fields: Vec<(Name, Constant)>,
        /// Whether fields are left, which are as in a value of which nothing is given.
        others: bool,
    },
    /// A tuple struct, or a type around another one: its name, what stands in each place.
    Tuple(Name, Vec<Constant>),
    /// `Some(..)`
    Some(Box<Constant>),
    /// `None`
    None,
    /// A value in a `Box`.
    Boxed(Box<Constant>),
    /// Any JSON value, or lists and maps of them, as JSON text.
    Json(String),
}

impl Constant {
    /// Whether it is written in a way that says less to a reader than its JSON text.
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
