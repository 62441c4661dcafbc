//! How values of a union with a discriminator are checked: by the alternative that their tag stands for.
//!
//! Without that, a value that breaks the alternative it names would be held to all others too, and pass by one of them. Owns which
//! unions are checked so: those whose alternatives are objects, each with a value of the tag and a place for it. Must not know
//! types or names.
//!
//! Source: OpenAPI 3.1, section "Discriminator Object".

use std::collections::HashSet;

use crate::api::{Api, ObjectKeywords, Schema, SchemaId, Types};
use crate::rust::{Keyword, SchemaTableRef};

use crate::lower::Lower;
use crate::lower::shape::alternatives::{self, Alternative, Alternatives, What};
use crate::lower::shape::discriminator_values::{self, Unions};
use crate::lower::shape::{self, Shape};

/// The alternatives of a union by the value of their tag.
pub(in crate::lower) struct Told {
    tag: String,
    known: Vec<(String, SchemaId)>,
    default: Option<SchemaId>,
}

/// The alternatives that a schema lists, where a tag tells all of them apart.
pub(in crate::lower) fn told(api: &Api, unions: &mut Unions, schema: &Schema) -> Option<Told> {
    let discriminator = schema.combine.discriminator.as_ref()?;
    let listed: Vec<SchemaId> =
        alternatives::listed(schema).iter().copied().filter(|id| !alternatives::is_null(&api.schemas[*id])).collect();
    if listed.is_empty() {
        return None;
    }
    let tag = discriminator.property.clone();
    let members = alternatives::members(api, &listed, Some(discriminator));
    let union = Alternatives { tag: Some(tag.clone()), members };
    let tags = discriminator_values::of(api, unions, &union);
    let mut told = Told { tag, known: Vec::new(), default: None };
    let mut seen = HashSet::new();
    for (Alternative { what, is_default, .. }, tags) in union.members.into_iter().zip(tags) {
        let What::Schema(id) = what else { return None };
        if tags.is_empty() && !is_default || !has_place(api, id, &told.tag, &mut seen) {
            return None;
        }
        if is_default {
            told.default = Some(id);
        }
        for value in tags {
            let known = told.known.iter().find(|(known, _)| *known == value).map(|(_, other)| *other);
            match known.map(|other| shape::target(api, other) == shape::target(api, id)) {
                None => told.known.push((value, id)),
                Some(true) => {}
                // One value of two alternatives tells neither.
                Some(false) => return None,
            }
        }
    }
    // What takes any other value takes its own.
    let default = told.default;
    told.known.retain(|(_, id)| Some(*id) != default);
    Some(told)
}

/// Whether what satisfies a schema is an object that may have the tag, whatever text that is. What was seen is so, or has an end
/// already: one that is not is the end of it all.
fn has_place(api: &Api, id: SchemaId, tag: &str, seen: &mut HashSet<SchemaId>) -> bool {
    let id = shape::target(api, id);
    if !seen.insert(id) {
        return true;
    }
    match shape::of(api, id) {
        Shape::Struct | Shape::Map(_) => {
            let ObjectKeywords { properties, additional_properties, unevaluated_properties, .. } =
                &api.schemas[id].object;
            let takes_text = |id: SchemaId| {
                let others = shape::target(api, id);
                !api.schemas[others].never && matches!(shape::of(api, others), Shape::Any | Shape::String)
            };
            properties.iter().any(|(name, _)| name == tag)
                || additional_properties.or(*unevaluated_properties).is_none_or(takes_text)
        }
        Shape::OneOf(alternatives) => alternatives.members.iter().all(|one| match one.what {
            What::Schema(id) => has_place(api, id, tag, seen),
            What::Type(types) => types == Types::OBJECT,
        }),
        Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Array(_)
        | Shape::Tuple
        | Shape::Untyped(_) => false,
    }
}

impl Lower<'_, '_> {
    /// The keyword for alternatives that a tag tells apart, and the type of what has a tag where the schema allows more.
    pub(in crate::lower) fn push_told(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema, told: &Told) {
        let api = self.api;
        let is_nullable = |id: &SchemaId| alternatives::is_null(&api.schemas[*id]) || shape::names_null(api, *id);
        let null = alternatives::listed(schema).iter().any(is_nullable).then_some(Types::NULL);
        let types = null.map_or(Types::OBJECT, |null| null.or(Types::OBJECT));
        if schema.types.is_none_or(|stated| !types.contains(stated)) {
            keywords.push(Keyword::Type(std::iter::once("OBJECT").chain(null.map(|_| "NULL")).collect()));
        }
        let known: Vec<(String, SchemaTableRef)> =
            told.known.iter().map(|(value, id)| (value.clone(), self.check(*id))).collect();
        let default = told.default.map(|id| self.check(id));
        keywords.push(Keyword::Tagged(told.tag.clone(), known, default));
    }
}
