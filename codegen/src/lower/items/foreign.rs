//! Decides by which type a value of other packages' types is judged, in a union, a tuple and a newtype.
//!
//! Types of other packages cannot say whether a value fits them, so that the whole type is written out. Must not know what such a
//! type is.

use crate::rust::{Alias, OneOf, Tuple, Ty};

use crate::lower::items::aliases::Aliases;

pub(in crate::lower) fn set_of_union(item: &mut OneOf, aliases: &Aliases) {
    item.alternatives.iter_mut().for_each(|one| one.judged = judged(&one.ty, aliases));
}

pub(in crate::lower) fn set_of_tuple(item: &mut Tuple, aliases: &Aliases) {
    item.items.iter_mut().for_each(|one| one.judged = judged(&one.ty, aliases));
    item.rest_judged = item.rest.as_ref().and_then(|rest| judged(rest, aliases));
}

pub(in crate::lower) fn set_of_newtype(item: &mut Alias, aliases: &Aliases) {
    item.judged = judged(&item.ty, aliases);
}

/// The type without aliases, where a type of another package is part of it.
fn judged(ty: &Ty, aliases: &Aliases) -> Option<Ty> {
    let whole = aliases.expanded(ty);
    let is_foreign = whole.parts().any(|part| matches!(part, Ty::Scalar(scalar) if scalar.is_foreign()));
    is_foreign.then_some(whole)
}
