//! What a schema says of the parts of a value, for code that reads a value from text.
//!
//! The lookups include the subschemas that apply to the same value: it is not known yet which alternative a value will satisfy,
//! so that whatever one of them allows is allowed here. Owns these lookups. Must not validate anything.

use std::collections::VecDeque;

use super::{Keyword, Schema, Types};

/// How many schemas inside each other are followed.
const DEEPEST: usize = 16;

/// How many schemas for one value are followed.
const MOST_SCHEMAS: usize = 256;

/// The schema of a piece of text on which alternatives do not agree.
static SCALAR: Schema = Schema(&[Keyword::Type(SCALARS)]);

const SCALARS: Types = Types::STRING.or(Types::NUMBER).or(Types::BOOLEAN).or(Types::NULL);

impl Schema {
    /// The types that a value may have; all of them when the schema does not say.
    pub fn types(&self) -> Types {
        self.types_within(DEEPEST)
    }

    fn types_within(&self, depth: usize) -> Types {
        let Some(depth) = depth.checked_sub(1) else { return Types::ALL };
        self.0.iter().fold(Types::ALL, |types, keyword| match keyword {
            Keyword::Type(allowed) => types.and(*allowed),
            Keyword::Const(value) => types.and(value.types()),
            Keyword::Values(values) => {
                types.and(values.iter().fold(Types::NONE, |either, value| either.or(value.types())))
            }
            Keyword::AllOf(schemas) => {
                schemas.iter().fold(types, |types, schema| types.and(schema.types_within(depth)))
            }
            Keyword::AnyOf(schemas) | Keyword::OneOf(schemas) => types.and(either(schemas, depth)),
            _ => types,
        })
    }

    /// The schema of the property of this name; [`Schema::ANY`] when there is none.
    pub fn property_or_any(&self, name: &str) -> &'static Schema {
        self.property(name).or(self.additional_properties()).unwrap_or(&Schema::ANY)
    }

    /// The schema under `properties` of the property of this name. Where alternatives disagree on it, any string, number or
    /// boolean.
    pub fn property(&self, name: &str) -> Option<&'static Schema> {
        let mut known = self.properties().filter(|(property, _)| *property == name).map(|(_, schema)| schema);
        let first = known.next()?;
        let others: Vec<_> = known.filter(|other| !std::ptr::eq(other.0, first.0)).collect();
        let is_scalar = |schema: &Schema| SCALARS.contains(schema.types());
        if others.is_empty() || !is_scalar(first) || !others.iter().all(|other| is_scalar(other)) {
            return Some(first);
        }
        let agree = others.iter().all(|other| other.types() == first.types());
        Some(if agree { first } else { &SCALAR })
    }

    /// The properties under `properties`, some perhaps repeated.
    pub fn properties(&self) -> impl Iterator<Item = (&'static str, &'static Schema)> {
        let tables = self.applied(true).into_iter().flatten().filter_map(|keyword| match keyword {
            Keyword::Properties(properties) => Some(*properties),
            _ => None,
        });
        tables.flatten().copied()
    }

    /// The schema of the properties that are not under `properties`.
    pub fn additional_properties(&self) -> Option<&'static Schema> {
        let further = self.applied(true).into_iter().flatten().filter_map(|keyword| match keyword {
            Keyword::AdditionalProperties(schema) | Keyword::UnevaluatedProperties(schema) => Some(*schema),
            _ => None,
        });
        let further: Vec<_> = further.collect();
        further.iter().find(|schema| !schema.is_never()).or(further.first()).copied()
    }

    /// Whether a property of this name is required.
    pub fn requires(&self, name: &str) -> bool {
        let is_listed = |keyword| matches!(keyword, &Keyword::Required(names) if names.contains(&name));
        self.applied(false).into_iter().flatten().any(is_listed)
    }

    /// The schema of the item at this index; [`Schema::ANY`] when there is none.
    pub fn item(&self, index: usize) -> &'static Schema {
        let of_one = |keywords: &'static [Keyword]| {
            let prefix = keywords.iter().find_map(|keyword| match keyword {
                Keyword::PrefixItems(schemas) => schemas.get(index).copied(),
                _ => None,
            });
            prefix.or_else(|| {
                keywords.iter().find_map(|keyword| match keyword {
                    Keyword::Items(schema) | Keyword::UnevaluatedItems(schema) => Some(*schema),
                    _ => None,
                })
            })
        };
        self.applied(true).into_iter().find_map(of_one).unwrap_or(&Schema::ANY)
    }

    /// Whether the schema accepts no value.
    pub fn is_never(&self) -> bool {
        self.0.iter().any(|keyword| matches!(keyword, Keyword::Never))
    }

    /// The keywords of this schema and of the subschemas that apply to the same value; those that apply to some values only with
    /// `alternatives`.
    fn applied(&self, alternatives: bool) -> Vec<&'static [Keyword]> {
        let mut found: Vec<&'static [Keyword]> = Vec::new();
        let mut pending = VecDeque::from([self.0]);
        while let Some(keywords) = pending.pop_front() {
            if found.len() >= MOST_SCHEMAS || found.iter().any(|known| std::ptr::eq(*known, keywords)) {
                continue;
            }
            found.push(keywords);
            for keyword in keywords {
                match keyword {
                    Keyword::AllOf(schemas) => pending.extend(schemas.iter().map(|schema| schema.0)),
                    Keyword::AnyOf(schemas) | Keyword::OneOf(schemas) if alternatives => {
                        pending.extend(schemas.iter().map(|schema| schema.0));
                    }
                    Keyword::Tagged(_, known, default) if alternatives => {
                        pending.extend(known.iter().map(|(_, schema)| schema.0).chain(default.map(|schema| schema.0)));
                    }
                    Keyword::If(_, then, otherwise) if alternatives => {
                        pending.extend(then.iter().chain(otherwise).map(|schema| schema.0));
                    }
                    Keyword::DependentSchemas(schemas) if alternatives => {
                        pending.extend(schemas.iter().map(|(_, schema)| schema.0));
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// The types that one of these schemas allows.
fn either(schemas: &[&Schema], depth: usize) -> Types {
    let mut types = Types::NONE;
    for schema in schemas.iter().filter(|schema| !schema.is_never()) {
        types = types.or(schema.types_within(depth));
        if types == Types::ALL {
            break;
        }
    }
    types
}
