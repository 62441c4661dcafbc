//! Decides which variants of a union can be made from their value.
//!
//! `From` is implemented once for a type, so that of several variants with one type none has it. Must not know schemas.

use crate::rust::{OneOf, Ty};

use crate::lower::items::aliases::Aliases;

/// Marks the variants that share their type with another variant, or that hold the union itself.
pub(in crate::lower) fn set(union: &mut OneOf, aliases: &Aliases) {
    let types: Vec<Ty> = union.alternatives.iter().map(|one| aliases.expanded(&one.ty)).collect();
    for (one, ty) in union.alternatives.iter_mut().zip(&types) {
        let is_itself = ty.name() == Some(&union.name);
        one.shares_type = is_itself || types.iter().filter(|other| *other == ty).count() > 1;
    }
}
