//! Which schemas have values that end, and how deep those are at least.
//!
//! Owns that reckoning, which steers the choice among alternatives. Must not know how a value is drawn.

use std::collections::HashMap;

use super::super::schema::{Keyword, Schema, Types};

/// What is nested deeper than this has no end.
const DEEPEST: usize = 12;

const SMALL: [Types; 4] = [Types::STRING, Types::INTEGER, Types::BOOLEAN, Types::NULL];

/// What is known already, by schema and by how deep a value may be.
#[derive(Default)]
pub(super) struct Ends {
    known: HashMap<(usize, usize), bool>,
}

impl Ends {
    /// How many levels the flattest value has at least; `None` where there is none.
    pub(super) fn height(&mut self, schema: &'static Schema) -> Option<usize> {
        (0..DEEPEST).find(|levels| self.within(schema, *levels))
    }

    /// Whether a value has no more than so many levels below it.
    fn within(&mut self, schema: &'static Schema, levels: usize) -> bool {
        let key = (schema.0.as_ptr().addr(), levels);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        // What leads back to itself for the same value does not end by that.
        self.known.insert(key, false);
        let types = schema.types();
        let is_small = SMALL.into_iter().any(|small| types.contains(small));
        let ends = schema.0.iter().all(|keyword| self.allows(keyword, schema, levels, is_small));
        self.known.insert(key, ends);
        ends
    }

    fn allows(&mut self, keyword: &'static Keyword, schema: &'static Schema, levels: usize, is_small: bool) -> bool {
        match keyword {
            Keyword::Never => false,
            Keyword::AllOf(schemas) => schemas.iter().all(|schema| self.within(schema, levels)),
            Keyword::AnyOf(schemas) | Keyword::OneOf(schemas) => {
                schemas.iter().any(|schema| self.within(schema, levels))
            }
            Keyword::Tagged(_, known, default) if is_of(schema, Types::OBJECT, is_small) => {
                let mut schemas = known.iter().map(|(_, schema)| *schema).chain(*default);
                schemas.any(|schema| self.within(schema, levels))
            }
            Keyword::Required(names) if is_of(schema, Types::OBJECT, is_small) => {
                names.iter().all(|name| self.below(own_member(schema, name), levels))
            }
            Keyword::AdditionalProperties(extra) if needs_members(schema) && is_of(schema, Types::OBJECT, is_small) => {
                self.below(Some(extra), levels)
            }
            Keyword::MinItems(least) if *least > 0 && is_of(schema, Types::ARRAY, is_small) => {
                self.below(Some(schema.item(0)), levels)
            }
            Keyword::Contains(item, least, _) if *least > 0 && is_of(schema, Types::ARRAY, is_small) => {
                self.below(Some(item), levels)
            }
            _ => true,
        }
    }

    /// Whether a part ends one level deeper.
    fn below(&mut self, part: Option<&'static Schema>, levels: usize) -> bool {
        levels.checked_sub(1).is_some_and(|levels| part.is_none_or(|part| self.within(part, levels)))
    }
}

/// Whether a value has parts: not where it may be a smaller one, unless the schema speaks of parts without stating a type.
fn is_of(schema: &Schema, parts: Types, is_small: bool) -> bool {
    schema.types().contains(parts) && (!is_small || schema.types() == Types::ALL)
}

fn needs_members(schema: &Schema) -> bool {
    let declares = |keyword: &Keyword| matches!(keyword, Keyword::Properties(_));
    let asks = |keyword: &Keyword| matches!(keyword, Keyword::MinProperties(least) if *least > 0);
    schema.0.iter().any(asks) && !schema.0.iter().any(declares)
}

fn own_member(schema: &'static Schema, name: &str) -> Option<&'static Schema> {
    schema.0.iter().find_map(|keyword| match keyword {
        Keyword::Properties(properties) => {
            properties.iter().find(|(known, _)| *known == name).map(|(_, schema)| *schema)
        }
        _ => None,
    })
}
