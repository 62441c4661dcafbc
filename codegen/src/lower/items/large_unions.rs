//! Bounds the size of unions of many types.
//!
//! A value of a union is as large as its largest alternative, and of many one is large. So in a union of more than 16 alternatives
//! each that has members stands in a box, however large it is: members that are added to a type box nothing, a seventeenth
//! alternative boxes the others. Owns that rule, once the types are made. Must not know schemas.

use std::collections::HashSet;

use crate::bounds::UNBOXED_ALTERNATIVES;
use crate::rust::{Item, Name};

use crate::lower::items::conversions::{aliases, expanded};

/// Boxes the objects, tuples and unions among the alternatives of large unions.
pub(in crate::lower) fn bound(items: &mut [Item]) {
    let aliases = aliases(items);
    let with_members: HashSet<Name> = items.iter().filter_map(with_members).cloned().collect();
    for item in items {
        let Item::OneOf(item) = item else { continue };
        if item.alternatives.len() <= UNBOXED_ALTERNATIVES {
            continue;
        }
        for alternative in &mut item.alternatives {
            let ty = expanded(&aliases, alternative.ty.clone());
            alternative.boxed |= ty.name().is_some_and(|name| with_members.contains(name));
        }
    }
}

/// The name of a type that is as large as what it holds.
fn with_members(item: &Item) -> Option<&Name> {
    match item {
        Item::Struct(item) => Some(&item.name),
        Item::OneOf(item) => Some(&item.name),
        Item::Tuple(item) => Some(&item.name),
        Item::StringEnum(_) | Item::NumberEnum(_) | Item::Alias(_) | Item::Newtype(_) => None,
    }
}
