//! Decides which variants of closed enums the fields with one value have: no string is made such an enum without validation.
//!
//! Owns the variants of enums that hold no values which the description does not list. Must not know which enums are closed, and
//! why.

use std::collections::HashMap;

use crate::rust::{Field, Fixed, Item, Name, Struct};

use crate::lower::items::aliases::Aliases;

/// The variants of each closed enum, with their values.
#[derive(Debug)]
pub(in crate::lower) struct ClosedEnums(HashMap<Name, Vec<(Fixed, Name)>>);

impl ClosedEnums {
    pub(in crate::lower) fn among(items: &[Item]) -> Self {
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
        Self(items.iter().filter_map(of_item).collect())
    }

    /// Names the variants of the fields that have one value.
    pub(in crate::lower) fn set_variants(&self, item: &mut Struct, aliases: &Aliases) {
        if self.0.is_empty() {
            return;
        }
        for field in &mut item.fields {
            let ty = aliases.expanded(&field.ty);
            field.fixed_variant = ty.name().and_then(|name| Some((name.clone(), self.variant(field, name)?)));
        }
    }

    fn variant(&self, field: &Field, name: &Name) -> Option<Name> {
        let (fixed, variants) = (field.fixed.as_ref()?, self.0.get(name)?);
        variants.iter().find(|(value, _)| value == fixed).map(|(_, variant)| variant.clone())
    }
}
