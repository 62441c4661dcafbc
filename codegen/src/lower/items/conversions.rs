//! Decides which variants of a union can be made from their value.
//!
//! `From` is implemented once for a type, so that of several variants with one type none has it. Types are compared by what they
//! are and not by what they are called: an alias is no type of its own. Must not know schemas.

use std::collections::HashMap;

use crate::rust::{Item, Name, Ty};

/// What each alias stands for.
pub(in crate::lower) type Aliases = HashMap<Name, Ty>;

/// The aliases among types.
pub(in crate::lower) fn aliases(items: &[Item]) -> Aliases {
    let aliases = items.iter().filter_map(|item| match item {
        Item::Alias(alias) => Some((alias.name.clone(), alias.ty.clone())),
        Item::Struct(_)
        | Item::StringEnum(_)
        | Item::NumberEnum(_)
        | Item::Tuple(_)
        | Item::OneOf(_)
        | Item::Newtype(_) => None,
    });
    aliases.collect()
}

/// Marks the variants that share their type with another variant, or that hold the union itself.
pub(in crate::lower) fn settle(items: &mut [Item]) {
    let aliases = aliases(items);
    for item in items {
        let Item::OneOf(item) = item else { continue };
        let types: Vec<Ty> = item.alternatives.iter().map(|one| expanded(&aliases, one.ty.clone())).collect();
        for (one, ty) in item.alternatives.iter_mut().zip(&types) {
            let is_itself = ty.name() == Some(&item.name);
            one.shares_type = is_itself || types.iter().filter(|other| *other == ty).count() > 1;
        }
    }
}

/// A type without aliases, whose names are told apart from others by nothing else. Aliases that lead back to themselves are
/// types of their own by now, so that this ends.
pub(in crate::lower) fn expanded(aliases: &Aliases, ty: Ty) -> Ty {
    match ty {
        Ty::Named(name) | Ty::Text(name) | Ty::Union(name) => match aliases.get(&name) {
            Some(target) => expanded(aliases, target.clone()),
            None => Ty::Named(name),
        },
        Ty::Vec(item) => Ty::Vec(Box::new(expanded(aliases, *item))),
        Ty::Map(value) => Ty::Map(Box::new(expanded(aliases, *value))),
        Ty::Nullable(value) => Ty::Nullable(Box::new(expanded(aliases, *value))),
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
        | Ty::Bytes => ty,
    }
}
