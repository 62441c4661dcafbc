//! What each alias names, and types without aliases.
//!
//! Owns that types are compared by what they are and not by what they are called: an alias is no type of its own. Must not know
//! what types are compared for.

use std::collections::HashMap;

use crate::rust::{Item, Name, Ty};

/// What each alias names.
#[derive(Debug)]
pub(in crate::lower) struct Aliases(HashMap<Name, Ty>);

impl Aliases {
    /// The aliases among types. None leads back to itself: those that did are types of their own by now.
    pub(in crate::lower) fn among(items: &[Item]) -> Self {
        let aliases = items.iter().filter_map(|item| match item {
            Item::Alias(alias) => Some((alias.name.clone(), alias.ty.clone())),
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::Tuple(_)
            | Item::OneOf(_)
            | Item::Newtype(_) => None,
        });
        Self(aliases.collect())
    }

    /// A type without aliases. Types with a name are told apart from others by nothing else.
    pub(in crate::lower) fn expanded(&self, ty: &Ty) -> Ty {
        match ty {
            Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name) => match self.0.get(name) {
                Some(target) => self.expanded(target),
                None => Ty::Named(name.clone()),
            },
            Ty::Vec(item) => Ty::Vec(Box::new(self.expanded(item))),
            Ty::Map(value) => Ty::Map(Box::new(self.expanded(value))),
            Ty::Nullable(value) => Ty::Nullable(Box::new(self.expanded(value))),
            Ty::Unit
            | Ty::Bool
            | Ty::I32
            | Ty::I64
            | Ty::F32
            | Ty::F64
            | Ty::String
            | Ty::Scalar(_)
            | Ty::Json
            | Ty::JsonObject
            | Ty::Bytes => ty.clone(),
        }
    }
}
