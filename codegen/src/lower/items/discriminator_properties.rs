//! Sees to it that a struct in a union is written with a tag that is read as the struct again.
//!
//! A member that tells alternatives apart may be of a type with other values than the union's: any text, or an enum of all tags.
//! Where one text stands for the alternative the union writes it; where several do, or it is no text, it is for the value to say,
//! and to be right. Owns that decision, once the types are made. Must not know schemas.

use std::collections::HashMap;

use crate::rust::{Field, Fixed, Item, Name, OneOf, Struct, Tagging, Ty};

use crate::lower::items::conversions::{Aliases, aliases, expanded};

/// Decides it for every alternative that declares the tag itself. Every type has been made by then.
pub(in crate::lower) fn settle(items: &mut [Item]) {
    let settled: Vec<(usize, usize, Tagging)> = {
        let types = Types::new(items);
        let unions = items.iter().enumerate().filter_map(|(index, item)| match item {
            Item::OneOf(item) => Some((index, item)),
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::Tuple(_)
            | Item::Alias(_)
            | Item::Newtype(_) => None,
        });
        unions.flat_map(|(index, item)| types.taggings(item).map(move |(place, one)| (index, place, one))).collect()
    };
    for (index, place, tagging) in settled {
        if let Some(Item::OneOf(item)) = items.get_mut(index)
            && let Some(alternative) = item.alternatives.get_mut(place)
        {
            alternative.tagging = tagging;
        }
    }
}

struct Types<'i> {
    aliases: Aliases,
    structs: HashMap<&'i Name, &'i Struct>,
    /// The values of the enums of texts.
    enums: HashMap<&'i Name, Vec<&'i str>>,
}

impl<'i> Types<'i> {
    fn new(items: &'i [Item]) -> Self {
        let (mut structs, mut enums) = (HashMap::new(), HashMap::new());
        for item in items {
            match item {
                Item::Struct(one) => {
                    structs.insert(&one.name, one);
                }
                Item::StringEnum(one) => {
                    enums.insert(&one.name, one.variants.iter().map(|variant| variant.wire.as_str()).collect());
                }
                Item::NumberEnum(_) | Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_) => {}
            }
        }
        Self { aliases: aliases(items), structs, enums }
    }

    /// The alternatives of a union, by their places, that are written otherwise than they say.
    fn taggings(&self, item: &OneOf) -> impl Iterator<Item = (usize, Tagging)> {
        let declared = item.alternatives.iter().enumerate().filter(|(_, one)| one.tagging == Tagging::Declared);
        let settled = declared.filter_map(|(place, one)| {
            // What is read whatever its tag is has none of its own.
            let is_default = matches!(&item.otherwise, Some(crate::rust::Otherwise::Read(name)) if *name == one.name);
            let field = self.field(&one.ty, item.tag.as_deref()?).filter(|_| !is_default && !one.tags.is_empty())?;
            Some((place, self.tagging(field, &one.tags)))
        });
        settled.collect::<Vec<_>>().into_iter()
    }

    /// The field that is the tag.
    fn field(&self, ty: &Ty, tag: &str) -> Option<&'i Field> {
        let ty = expanded(&self.aliases, ty.clone());
        self.structs.get(ty.name()?)?.fields.iter().find(|field| field.wire == tag)
    }

    fn tagging(&self, field: &Field, tags: &[String]) -> Tagging {
        let ty = expanded(&self.aliases, field.ty.clone());
        let values = ty.name().and_then(|name| self.enums.get(name));
        let stands = |value: &str| tags.iter().any(|tag| tag == value);
        let is_right = match &field.fixed {
            Some(Fixed::Text(text)) => stands(text),
            Some(Fixed::Number(_) | Fixed::Bool(_) | Fixed::Null | Fixed::Json { .. }) => true,
            None => {
                field.presence.is_required()
                    && values.is_some_and(|values| !values.is_empty() && values.iter().all(|value| stands(value)))
            }
        };
        let is_text = ty == Ty::String || values.is_some();
        match (is_right, is_text, tags) {
            (true, _, _) => Tagging::Declared,
            (false, true, [_]) => Tagging::Stated,
            (false, _, _) => Tagging::Checked(field.name.clone()),
        }
    }
}
