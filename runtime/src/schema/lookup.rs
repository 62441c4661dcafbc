//! What a schema says of the parts of a value, for code that reads a value from text.
//!
//! The lookups include the subschemas that apply to the same value: it is not known yet which alternative a value will satisfy,
//! so that whatever one of them allows is allowed here. Owns these lookups. Must not validate anything.

use std::collections::VecDeque;

use super::keyword::{Argument, InPlace};
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

    /// The types that `type` allows.
    pub fn stated_types(&self) -> Types {
        let stated = |keyword: &Keyword| if let Keyword::Type(types) = keyword { Some(*types) } else { None };
        self.0.iter().filter_map(stated).fold(Types::ALL, Types::and)
    }

    fn types_within(&self, depth: usize) -> Types {
        let Some(depth) = depth.checked_sub(1) else { return Types::ALL };
        self.0.iter().fold(Types::ALL, |types, keyword| types.and(allowed(keyword, depth)))
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
        let properties = |keyword: &'static Keyword| {
            if let Keyword::Properties(properties) = keyword { Some(*properties) } else { None }
        };
        self.applied(true).into_iter().flatten().filter_map(properties).flatten().copied()
    }

    /// The schema of the properties that are not under `properties`.
    pub fn additional_properties(&self) -> Option<&'static Schema> {
        let further = |keyword: &'static Keyword| {
            if let Keyword::AdditionalProperties(schema) | Keyword::UnevaluatedProperties(schema) = keyword {
                Some(*schema)
            } else {
                None
            }
        };
        let further: Vec<_> = self.applied(true).into_iter().flatten().filter_map(further).collect();
        further.iter().find(|schema| !schema.is_never()).or(further.first()).copied()
    }

    /// Whether a property of this name is required.
    pub fn requires(&self, name: &str) -> bool {
        let is_listed = |keyword| matches!(keyword, &Keyword::Required(names) if names.contains(&name));
        self.applied(false).into_iter().flatten().any(is_listed)
    }

    /// The schema of the item at this index; [`Schema::ANY`] when there is none.
    pub fn item(&self, index: usize) -> &'static Schema {
        let prefix = |keyword: &'static Keyword| {
            if let Keyword::PrefixItems(schemas) = keyword { schemas.get(index).copied() } else { None }
        };
        let other = |keyword: &'static Keyword| {
            if let Keyword::Items(schema) | Keyword::UnevaluatedItems(schema) = keyword { Some(*schema) } else { None }
        };
        let of_one =
            |keywords: &'static [Keyword]| keywords.iter().find_map(prefix).or_else(|| keywords.iter().find_map(other));
        self.applied(true).into_iter().find_map(of_one).unwrap_or(&Schema::ANY)
    }

    /// The least and the most items of an array.
    pub fn item_limits(&self) -> (u64, Option<u64>) {
        let (mut least, mut most): (u64, Option<u64>) = (0, None);
        for keyword in self.applied(false).into_iter().flatten() {
            if let Keyword::MinItems(limit) = keyword {
                least = least.max(*limit);
            }
            if let Keyword::MaxItems(limit) = keyword {
                most = Some(most.map_or(*limit, |most| most.min(*limit)));
            }
        }
        (least, most)
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
                let Argument::InPlace(in_place) = keyword.argument() else { continue };
                match in_place {
                    InPlace::All(schemas) => pending.extend(schemas.iter().map(|schema| schema.0)),
                    InPlace::Not(_) => {}
                    InPlace::Alternatives(_)
                    | InPlace::Condition(..)
                    | InPlace::Dependent(_)
                    | InPlace::Discriminator(..)
                        if !alternatives => {}
                    InPlace::Alternatives(schemas) => pending.extend(schemas.iter().map(|schema| schema.0)),
                    InPlace::Condition(_, then, otherwise) => {
                        pending.extend(then.into_iter().chain(otherwise).map(|schema| schema.0));
                    }
                    InPlace::Dependent(schemas) => pending.extend(schemas.iter().map(|(_, schema)| schema.0)),
                    InPlace::Discriminator(_, known, default) => {
                        pending.extend(known.iter().map(|(_, schema)| schema.0).chain(default.map(|schema| schema.0)));
                    }
                }
            }
        }
        found
    }
}

/// The types that a keyword allows.
fn allowed(keyword: &Keyword, depth: usize) -> Types {
    match keyword.argument() {
        Argument::Types(types) => types,
        Argument::Literal(value) => value.types(),
        Argument::Literals(values) => values.iter().fold(Types::NONE, |types, value| types.or(value.types())),
        Argument::InPlace(InPlace::All(schemas)) => {
            schemas.iter().fold(Types::ALL, |types, schema| types.and(schema.types_within(depth)))
        }
        Argument::InPlace(InPlace::Alternatives(schemas)) => either(schemas, depth),
        Argument::InPlace(
            InPlace::Not(_) | InPlace::Condition(..) | InPlace::Dependent(_) | InPlace::Discriminator(..),
        )
        | Argument::None
        | Argument::Strings(_)
        | Argument::Number(_)
        | Argument::Count(_)
        | Argument::Pattern(_)
        | Argument::Format(_)
        | Argument::Names(_)
        | Argument::NamesByName(_)
        | Argument::Parts(_) => Types::ALL,
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
