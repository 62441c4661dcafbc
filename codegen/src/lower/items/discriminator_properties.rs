//! Decides how a struct in a union is written with a discriminator value that is read as the struct again.
//!
//! A discriminator property may be of a type with other values than those of the alternative: any string, or an enum of the values
//! of all alternatives. Where one string selects the alternative, the union writes it; where several strings do, or the property is
//! no string, the struct says the value, and it is validated. Owns that decision. Must not know schemas.

use std::collections::HashMap;

use crate::rust::{DiscriminatorWriter, Field, Fixed, Item, Name, OneOf, Struct, Ty};

use crate::lower::items::aliases::Aliases;

/// Decides it for every alternative that declares the discriminator property itself.
pub(in crate::lower) fn set(items: &mut [Item], aliases: &Aliases) {
    let decided: Vec<(usize, usize, DiscriminatorWriter)> = {
        let types = Types::new(items, aliases);
        let unions = items.iter().enumerate().filter_map(|(index, item)| match item {
            Item::OneOf(item) => Some((index, item)),
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::Tuple(_)
            | Item::Alias(_)
            | Item::Newtype(_) => None,
        });
        unions
            .flat_map(|(index, item)| types.writers(item).map(move |(position, one)| (index, position, one)))
            .collect()
    };
    for (index, position, writer) in decided {
        if let Some(Item::OneOf(item)) = items.get_mut(index)
            && let Some(alternative) = item.alternatives.get_mut(position)
        {
            alternative.writer = writer;
        }
    }
}

struct Types<'i> {
    aliases: &'i Aliases,
    structs: HashMap<&'i Name, &'i Struct>,
    /// The values of the enums of strings.
    enums: HashMap<&'i Name, Vec<&'i str>>,
}

impl<'i> Types<'i> {
    fn new(items: &'i [Item], aliases: &'i Aliases) -> Self {
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
        Self { aliases, structs, enums }
    }

    /// The alternatives of a union, by their positions, that are written otherwise than they say.
    fn writers(&self, item: &OneOf) -> impl Iterator<Item = (usize, DiscriminatorWriter)> {
        let declared =
            item.alternatives.iter().enumerate().filter(|(_, one)| one.writer == DiscriminatorWriter::Declared);
        let decided = declared.filter_map(|(position, one)| {
            // An alternative that is read for any value has none of its own.
            let is_default = matches!(&item.otherwise, Some(crate::rust::Otherwise::Read(name)) if *name == one.name);
            let field = self
                .field(&one.ty, item.discriminator.as_deref()?)
                .filter(|_| !is_default && !one.discriminator_values.is_empty())?;
            Some((position, self.writer(field, &one.discriminator_values)))
        });
        decided.collect::<Vec<_>>().into_iter()
    }

    /// The field that is the discriminator property.
    fn field(&self, ty: &Ty, property: &str) -> Option<&'i Field> {
        let ty = self.aliases.expanded(ty);
        self.structs.get(ty.name()?)?.fields.iter().find(|field| field.wire == property)
    }

    fn writer(&self, field: &Field, selecting: &[String]) -> DiscriminatorWriter {
        let ty = self.aliases.expanded(&field.ty);
        let values = ty.name().and_then(|name| self.enums.get(name));
        let selects = |value: &str| selecting.iter().any(|known| known == value);
        let is_right = match &field.fixed {
            Some(Fixed::Text(text)) => selects(text),
            Some(Fixed::Number(_) | Fixed::Bool(_) | Fixed::Null | Fixed::Json { .. }) => true,
            None => {
                field.presence.is_required()
                    && values.is_some_and(|values| !values.is_empty() && values.iter().all(|value| selects(value)))
            }
        };
        let is_string = ty == Ty::String || values.is_some();
        match (is_right, is_string, selecting) {
            (true, _, _) => DiscriminatorWriter::Declared,
            (false, true, [_]) => DiscriminatorWriter::Stated,
            (false, _, _) => DiscriminatorWriter::Checked(field.name.clone()),
        }
    }
}
