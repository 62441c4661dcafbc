//! The types of fields, alternatives and bodies.
//!
//! Owns the kinds of types. Must not know the content of the types of the models.

use super::{Name, Scalar};

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `()`: nothing on the wire.
    Unit,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// The type of a `format`.
    Scalar(Scalar),
    /// Any JSON value.
    Json,
    /// Any JSON object.
    JsonObject,
    /// `Vec<u8>`: a whole body.
    Bytes,
    /// `Vec<T>`
    Vec(Box<Ty>),
    /// A map from strings that keeps its order.
    Map(Box<Ty>),
    /// `Option<T>`, `None` being null.
    Nullable(Box<Ty>),
    /// A type of the models.
    Named(Name),
    /// An alias of `String`. An argument of this type can be any kind of string.
    StringAlias(Name),
    /// A type of the models that other types are converted into: a union of its alternatives, or an alias of such a union.
    Union(Name),
}

impl Ty {
    /// This type and the types inside it, as far as named types.
    pub fn parts(&self) -> impl Iterator<Item = &Ty> {
        std::iter::successors(Some(self), |ty| match ty {
            Self::Vec(inner) | Self::Map(inner) | Self::Nullable(inner) => Some(inner),
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F32
            | Self::F64
            | Self::String
            | Self::Scalar(_)
            | Self::Json
            | Self::JsonObject
            | Self::Bytes
            | Self::Named(_)
            | Self::StringAlias(_)
            | Self::Union(_) => None,
        })
    }

    /// The name, of a type of the models.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Self::Named(name) | Self::StringAlias(name) | Self::Union(name) => Some(name),
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F32
            | Self::F64
            | Self::String
            | Self::Scalar(_)
            | Self::Json
            | Self::JsonObject
            | Self::Bytes
            | Self::Vec(_)
            | Self::Map(_)
            | Self::Nullable(_) => None,
        }
    }
}
