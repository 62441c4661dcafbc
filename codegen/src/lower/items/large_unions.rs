//! Bounds the size of unions of many types.
//!
//! A value of a union is as large as its largest alternative, and of many one is large. So in a union of many alternatives each
//! that has properties stands in a box, however large it is: properties that are added to a type box nothing, one alternative more
//! boxes the others. Owns that rule. Must not know schemas.

use std::collections::HashSet;

use crate::bounds::UNBOXED_ALTERNATIVES;
use crate::rust::{Item, Name, OneOf};

use crate::lower::items::aliases::Aliases;

/// The types that are as large as what they hold: objects, tuples and unions.
#[derive(Debug)]
pub(in crate::lower) struct Sizes(HashSet<Name>);

impl Sizes {
    pub(in crate::lower) fn of(items: &[Item]) -> Self {
        let large = items.iter().filter_map(|item| match item {
            Item::Struct(item) => Some(item.name.clone()),
            Item::OneOf(item) => Some(item.name.clone()),
            Item::Tuple(item) => Some(item.name.clone()),
            Item::StringEnum(_) | Item::NumberEnum(_) | Item::Alias(_) | Item::Newtype(_) => None,
        });
        Self(large.collect())
    }
}

/// Boxes the objects, tuples and unions among the alternatives of a large union.
pub(in crate::lower) fn set_boxes(union: &mut OneOf, sizes: &Sizes, aliases: &Aliases) {
    if union.alternatives.len() <= UNBOXED_ALTERNATIVES {
        return;
    }
    for alternative in &mut union.alternatives {
        let ty = aliases.expanded(&alternative.ty);
        alternative.boxed |= ty.name().is_some_and(|name| sizes.0.contains(name));
    }
}
