//! Several schemas that apply to one value, once their alternatives are chosen.
//!
//! Owns that choice, and the schemas of a property or an item. Must not know how a value is drawn.

use serde_json::Value;

use super::super::schema::keyword::{Argument, InPlace};
use super::super::schema::{Keyword, Literal, Schema, Types};
use super::super::validation::is_in;
use super::{Discriminator, Draw, is_whole};

/// How many schemas for one value are followed.
const MOST: usize = 256;

/// Schemas that all apply, without their subschemas for the same value.
pub(super) struct Conjunction {
    pub(super) schemas: Vec<&'static Schema>,
    /// Properties that are present because of the choices.
    pub(super) forced: Vec<&'static str>,
    /// Properties that are absent because of the choices.
    pub(super) forbidden: Vec<&'static str>,
    /// Discriminator properties and their values, for the chosen alternatives.
    values: Vec<(&'static str, &'static str)>,
}

impl Conjunction {
    /// Chooses an alternative wherever there are several.
    pub(super) fn of(schemas: &[&'static Schema], depth: usize, draw: &mut Draw<'_>) -> Self {
        let mut found = Self { schemas: Vec::new(), forced: Vec::new(), forbidden: Vec::new(), values: Vec::new() };
        let mut pending: Vec<&'static Schema> = schemas.iter().rev().copied().collect();
        while let Some(schema) = pending.pop().filter(|_| found.schemas.len() < MOST) {
            if found.schemas.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            found.schemas.push(schema);
            let mut chosen: Option<&'static Schema> = None;
            let mut has_discriminator = false;
            for keyword in schema.0 {
                let Argument::InPlace(in_place) = keyword.argument() else { continue };
                match in_place {
                    InPlace::All(schemas) => pending.extend(schemas.iter().rev()),
                    InPlace::Alternatives(schemas) => {
                        chosen = found.chosen(schemas, depth, draw);
                        pending.extend(chosen);
                    }
                    InPlace::Discriminator(property, known, default) => {
                        has_discriminator = true;
                        pending.extend(found.alternative(property, known, default, depth, draw));
                    }
                    InPlace::Condition(test, then, _) if draw.is_one_in(2) => {
                        pending.extend(then.into_iter().chain([test]));
                    }
                    InPlace::Condition(_, _, otherwise) => pending.extend(otherwise),
                    InPlace::Not(Schema([Keyword::Required(names)])) => found.forbidden.extend(draw.one(names)),
                    InPlace::Not(_) => {}
                    InPlace::Dependent(schemas) => found.dependent(schemas, depth, draw, &mut pending),
                }
            }
            let is_union = |one: &&Discriminator| !has_discriminator && std::ptr::eq(one.union, schema);
            if let Some(discriminator) = draw.discriminators.iter().find(is_union) {
                pending.extend(found.discriminator(discriminator, chosen, draw));
            }
        }
        found
    }

    /// Chooses one of the alternatives of a discriminator, and sets its value.
    fn alternative(
        &mut self,
        property: &'static str,
        known: &[(&'static str, &'static Schema)],
        default: Option<&'static Schema>,
        depth: usize,
        draw: &mut Draw<'_>,
    ) -> Option<&'static Schema> {
        let schemas: Vec<&'static Schema> = known.iter().map(|(_, schema)| *schema).chain(default).collect();
        let chosen = self.chosen(&schemas, depth, draw)?;
        let values: Vec<_> = known.iter().filter(|(_, schema)| std::ptr::eq(*schema, chosen)).collect();
        if let Some((value, _)) = draw.one(&values) {
            self.values.push((property, value));
            self.forced.push(property);
        }
        Some(chosen)
    }

    /// Sets the discriminator value of the chosen alternative. Where the schema of the union has no alternatives, because they
    /// refer to it, one is chosen here, unless one of the schemas is an alternative already.
    fn discriminator(
        &mut self,
        discriminator: &Discriminator,
        chosen: Option<&Schema>,
        draw: &mut Draw<'_>,
    ) -> Option<&'static Schema> {
        let is_meant = |other: &&Schema| match chosen {
            Some(chosen) => std::ptr::eq(chosen, *other),
            None => self.schemas.iter().any(|schema| std::ptr::eq(*schema, *other)),
        };
        let mut values: Vec<_> = discriminator.values.iter().filter(|(_, other)| is_meant(other)).collect();
        if values.is_empty() && chosen.is_none() {
            values = discriminator.values.iter().collect();
        }
        let (value, schema) = draw.one(&values)?;
        self.values.push((discriminator.property, value));
        self.forced.push(discriminator.property);
        chosen.is_none().then_some(schema)
    }

    /// The value of a discriminator property that selects the chosen alternative.
    pub(super) fn discriminator_value(&self, property: &str) -> Option<&'static str> {
        self.values.iter().find(|(known, _)| *known == property).map(|(_, value)| *value)
    }

    /// One of the alternatives whose types are not excluded; where the value is deep already, one with the flattest values.
    fn chosen(&self, schemas: &[&'static Schema], depth: usize, draw: &mut Draw<'_>) -> Option<&'static Schema> {
        let mut types = self.stated();
        if is_whole(depth) && schemas.iter().any(|schema| !Types::NULL.contains(schema.types())) {
            types = types.without(Types::NULL);
        }
        let fits = |schema: &&&'static Schema| !schema.is_never() && schema.types().and(types) != Types::NONE;
        let mut candidates: Vec<&'static Schema> = schemas.iter().filter(fits).copied().collect();
        let heights: Vec<Option<usize>> = candidates.iter().map(|schema| draw.depths.height(schema)).collect();
        let least = heights.iter().flatten().min().copied();
        let is_deep = draw.is_deep(depth);
        let mut heights = heights.into_iter();
        candidates.retain(|_| match (heights.next().flatten(), least) {
            (Some(height), Some(least)) => !is_deep || height == least,
            (None, Some(_)) => false,
            (_, None) => true,
        });
        draw.one(&candidates).copied()
    }

    /// Decides which of the properties with a dependent schema are present.
    fn dependent(
        &mut self,
        schemas: &[(&'static str, &'static Schema)],
        depth: usize,
        draw: &mut Draw<'_>,
        pending: &mut Vec<&'static Schema>,
    ) {
        for (owner, schema) in schemas {
            let is_required = self.schemas.iter().any(|schema| schema.requires(owner));
            if is_required || !schema.is_never() && !draw.is_deep(depth) && draw.is_one_in(2) {
                self.forced.push(owner);
                pending.push(schema);
            } else {
                self.forbidden.push(owner);
            }
        }
    }

    /// All keywords.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &'static Keyword> {
        self.schemas.iter().flat_map(|schema| schema.0)
    }

    /// Whether a value satisfies all chosen schemas.
    pub(super) fn holds(&self, value: &Value) -> bool {
        self.schemas.iter().all(|schema| schema.validate(value).is_empty())
    }

    /// Whether every value does.
    pub(super) fn says_nothing(&self) -> bool {
        let combines = |keyword: &Keyword| matches!(keyword, Keyword::AllOf(_) | Keyword::AnyOf(_) | Keyword::OneOf(_));
        self.keywords().all(combines)
    }

    fn stated(&self) -> Types {
        self.schemas.iter().fold(Types::ALL, |types, schema| types.and(schema.stated_types()))
    }

    /// The types that a value may have. Where no type is stated, those that the keywords apply to: a model cannot hold others.
    pub(super) fn types(&self) -> Types {
        let stated = self.stated();
        if stated != Types::ALL {
            return stated;
        }
        let applied = self.keywords().map(Keyword::applies_to).filter(|types| *types != Types::ALL);
        let applied = applied.fold(Types::NONE, Types::or);
        if applied == Types::NONE { Types::ALL } else { applied }
    }

    /// The listed values of the first schema that has some.
    pub(super) fn listed(&self) -> Option<Vec<Value>> {
        let with_null = |strings: &[&'static str]| {
            let null = self.stated().contains(Types::NULL).then_some(Literal::Null);
            strings.iter().map(|string| Literal::String(string)).chain(null).map(Literal::to_json).collect()
        };
        self.keywords().find_map(|keyword| match keyword.argument() {
            Argument::Literal(value) => Some(vec![value.to_json()]),
            Argument::Literals(values) => Some(values.iter().map(|value| value.to_json()).collect()),
            Argument::Strings(strings) => Some(with_null(strings)),
            Argument::None
            | Argument::Types(_)
            | Argument::Number(_)
            | Argument::Count(_)
            | Argument::Pattern(_)
            | Argument::Format(_)
            | Argument::Names(_)
            | Argument::NamesByName(_)
            | Argument::Parts(_)
            | Argument::InPlace(_) => None,
        })
    }

    /// The highest of the lower bounds.
    pub(super) fn least(&self, bound: impl Fn(&Keyword) -> Option<u64>) -> usize {
        self.keywords().filter_map(bound).max().map_or(0, |least| usize::try_from(least).unwrap_or(usize::MAX))
    }

    /// The lowest of the upper bounds.
    pub(super) fn most(&self, bound: impl Fn(&Keyword) -> Option<u64>) -> usize {
        self.keywords().filter_map(bound).min().map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
    }

    /// The schemas of a property; `None` where it is not allowed.
    pub(super) fn property(&self, name: &str) -> Option<Vec<&'static Schema>> {
        let mut said: Vec<&'static Schema> = Vec::new();
        let mut is_known = false;
        for schema in &self.schemas {
            let before = said.len();
            for keyword in schema.0 {
                if let Keyword::Properties(properties) = keyword {
                    said.extend(properties.iter().filter(|(known, _)| *known == name).map(|(_, schema)| *schema));
                }
                if let Keyword::PatternProperties(patterns) = keyword {
                    let found = patterns.iter().filter(|(pattern, _)| is_in(pattern, name));
                    said.extend(found.map(|(_, schema)| *schema));
                }
            }
            is_known |= said.len() > before;
            if said.len() == before {
                said.extend(schema.0.iter().filter_map(|keyword| {
                    if let Keyword::AdditionalProperties(schema) = keyword { Some(*schema) } else { None }
                }));
                is_known |= said.len() > before;
            }
        }
        if !is_known {
            said.extend(self.keywords().filter_map(|keyword| {
                if let Keyword::UnevaluatedProperties(schema) = keyword { Some(*schema) } else { None }
            }));
        }
        said.iter().all(|schema| !schema.is_never()).then_some(said)
    }

    /// The schemas of the item at an index; `None` where none is allowed.
    pub(super) fn item(&self, index: usize) -> Option<Vec<&'static Schema>> {
        let mut said: Vec<&'static Schema> = Vec::new();
        for schema in &self.schemas {
            let prefix = schema.0.iter().find_map(|keyword| {
                if let Keyword::PrefixItems(schemas) = keyword { schemas.get(index).copied() } else { None }
            });
            let item = prefix.or_else(|| {
                schema.0.iter().find_map(
                    |keyword| {
                        if let Keyword::Items(schema) = keyword { Some(*schema) } else { None }
                    },
                )
            });
            said.extend(item);
        }
        if said.is_empty() {
            said.extend(self.keywords().filter_map(|keyword| {
                if let Keyword::UnevaluatedItems(schema) = keyword { Some(*schema) } else { None }
            }));
        }
        said.iter().all(|schema| !schema.is_never()).then_some(said)
    }
}
