//! The types that members, alternatives and bodies have.
//!
//! Owns which there are. Must not know what a type of the models is made of.

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
    /// What a `format` asks for.
    Scalar(Scalar),
    /// Any JSON value.
    Json,
    /// Any JSON object.
    JsonObject,
    /// `Vec<u8>`, as the whole of a body.
    Bytes,
    /// `Vec<T>`
    Vec(Box<Ty>),
    /// A map from strings that keeps its order.
    Map(Box<Ty>),
    /// `Option<T>`, `None` being null.
    Nullable(Box<Ty>),
    /// A type of the models.
    Named(Name),
    /// Another name for `String`, so that text in any form can be given in its place.
    Text(Name),
    /// A type of the models that others are converted into where it is taken: those it is one of, or what it is another name
    /// for.
    Union(Name),
}

impl Ty {
    /// This type and the types inside it, down to the names of others.
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
            | Self::Text(_)
            | Self::Union(_) => None,
        })
    }

    /// The name, of a type of the models.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Self::Named(name) | Self::Text(name) | Self::Union(name) => Some(name),
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
