//! Settles what is different about enums that have no place for values which the description does not list.
//!
//! Owns the variants that members with one value have: no text is made such an enum without a check. Must not know which
//! enums are closed, and why.

use std::collections::HashMap;

use crate::rust::{Field, Fixed, Item, Name};

use crate::lower::items::conversions::{aliases, expanded};

/// The variants of each closed enum, with their values.
type Variants = HashMap<Name, Vec<(Fixed, Name)>>;

/// Names the variants of members that have one value.
pub(in crate::lower) fn settle(items: &mut [Item]) {
    let variants = variants(items);
    if variants.is_empty() {
        return;
    }
    let aliases = aliases(items);
    for item in items {
        let Item::Struct(item) = item else { continue };
        for field in &mut item.fields {
            let ty = expanded(&aliases, field.ty.clone());
            field.fixed_variant = ty.name().and_then(|name| Some((name.clone(), variant(field, name, &variants)?)));
        }
    }
}

fn variant(field: &Field, name: &Name, variants: &Variants) -> Option<Name> {
    let (fixed, variants) = (field.fixed.as_ref()?, variants.get(name)?);
    variants.iter().find(|(value, _)| value == fixed).map(|(_, variant)| variant.clone())
}

fn variants(items: &[Item]) -> Variants {
    let of_item = |item: &Item| match item {
        Item::StringEnum(item) if item.unknown.is_none() => {
            let variants = item.variants.iter().map(|one| (Fixed::Text(one.wire.clone()), one.name.clone()));
            Some((item.name.clone(), variants.collect()))
        }
        Item::NumberEnum(item) if item.unknown.is_none() => {
            let variants = item.variants.iter().map(|one| (Fixed::Number(one.wire), one.name.clone()));
            Some((item.name.clone(), variants.collect()))
        }
        Item::Struct(_)
        | Item::StringEnum(_)
        | Item::NumberEnum(_)
        | Item::OneOf(_)
        | Item::Tuple(_)
        | Item::Alias(_)
        | Item::Newtype(_) => None,
    };
    items.iter().filter_map(of_item).collect()
}
