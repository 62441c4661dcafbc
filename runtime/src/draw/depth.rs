//! The lowest depth that values of a schema can have, if they end at all.
//!
//! Owns that computation, which guides the choice among alternatives. Must not know how a value is drawn.

use std::collections::HashMap;

use super::super::schema::keyword::{Argument, InPlace};
use super::super::schema::{Keyword, Schema, Types};

/// Values that are nested deeper count as endless.
const DEEPEST: usize = 12;

const SMALL: [Types; 4] = [Types::STRING, Types::INTEGER, Types::BOOLEAN, Types::NULL];

/// Known results, by schema and allowed depth.
#[derive(Default)]
pub(super) struct Depths {
    known: HashMap<(usize, usize), bool>,
}

impl Depths {
    /// The depth of the flattest value; `None` where every value is endless.
    pub(super) fn height(&mut self, schema: &'static Schema) -> Option<usize> {
        (0..DEEPEST).find(|levels| self.within(schema, *levels))
    }

    /// Whether some value is no deeper than this.
    fn within(&mut self, schema: &'static Schema, levels: usize) -> bool {
        let key = (schema.0.as_ptr().addr(), levels);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        // A schema that refers to itself for the same value does not end by that.
        self.known.insert(key, false);
        let types = schema.types();
        let is_small = SMALL.into_iter().any(|small| types.contains(small));
        let ends = schema.0.iter().all(|keyword| self.allows(keyword, schema, levels, is_small));
        self.known.insert(key, ends);
        ends
    }

    fn allows(&mut self, keyword: &'static Keyword, schema: &'static Schema, levels: usize, is_small: bool) -> bool {
        let has = |parts: Types| is_of(schema, parts, is_small);
        if let Argument::InPlace(in_place) = keyword.argument() {
            return match in_place {
                InPlace::All(schemas) => schemas.iter().all(|schema| self.within(schema, levels)),
                InPlace::Alternatives(schemas) => schemas.iter().any(|schema| self.within(schema, levels)),
                InPlace::Discriminator(_, known, default) => {
                    let mut schemas = known.iter().map(|(_, schema)| *schema).chain(default);
                    !has(Types::OBJECT) || schemas.any(|schema| self.within(schema, levels))
                }
                InPlace::Not(_) | InPlace::Condition(..) | InPlace::Dependent(_) => true,
            };
        }
        if let Keyword::Required(names) = keyword {
            return !has(Types::OBJECT) || names.iter().all(|name| self.below(own_property(schema, name), levels));
        }
        if let Keyword::AdditionalProperties(extra) = keyword {
            return !has(Types::OBJECT) || !needs_properties(schema) || self.below(Some(extra), levels);
        }
        if let Keyword::MinItems(1..) = keyword {
            return !has(Types::ARRAY) || self.below(Some(schema.item(0)), levels);
        }
        if let Keyword::Contains(item, 1.., _) = keyword {
            return !has(Types::ARRAY) || self.below(Some(item), levels);
        }
        !matches!(keyword, Keyword::Never)
    }

    /// Whether a part ends one level deeper.
    fn below(&mut self, part: Option<&'static Schema>, levels: usize) -> bool {
        levels.checked_sub(1).is_some_and(|levels| part.is_none_or(|part| self.within(part, levels)))
    }
}

/// Whether a value needs parts: not where it may be a scalar, unless the schema has keywords for parts and states no type.
fn is_of(schema: &Schema, parts: Types, is_small: bool) -> bool {
    schema.types().contains(parts) && (!is_small || schema.types() == Types::ALL)
}

fn needs_properties(schema: &Schema) -> bool {
    let declares = |keyword: &Keyword| matches!(keyword, Keyword::Properties(_));
    let asks = |keyword: &Keyword| matches!(keyword, Keyword::MinProperties(least) if *least > 0);
    schema.0.iter().any(asks) && !schema.0.iter().any(declares)
}

fn own_property(schema: &'static Schema, name: &str) -> Option<&'static Schema> {
    schema.0.iter().find_map(|keyword| {
        let Keyword::Properties(properties) = keyword else { return None };
        properties.iter().find(|(known, _)| *known == name).map(|(_, schema)| *schema)
    })
}
