//! How values of a union with a discriminator are validated: against the alternative that their discriminator value selects.
//!
//! Otherwise a value that breaks the alternative it names would be validated against all others too, and satisfy one of them. Owns
//! which unions are validated so: those whose alternatives are objects that may have the discriminator property, each with a
//! discriminator value. Must not know types or names.
//!
//! Source: OpenAPI 3.1, section "Discriminator Object".

use std::collections::HashSet;

use crate::api::{ObjectKeywords, Schema, SchemaId, Types};
use crate::rust::{Keyword, SchemaTableRef};

use crate::lower::merge::context::Context;
use crate::lower::schemas::SchemaTables;
use crate::lower::shape::alternatives::{self, Alternative, Alternatives, What};
use crate::lower::shape::discriminator_values::DiscriminatorValues;
use crate::lower::shape::look_through::names_null;
use crate::lower::shape::{Shape, Shapes};

/// The alternatives of a union by their discriminator values.
pub(in crate::lower) struct Told {
    property: String,
    known: Vec<(String, SchemaId)>,
    default: Option<SchemaId>,
}

/// The alternatives that a schema lists, where a discriminator tells all of them apart.
pub(in crate::lower) fn told(
    context: Context<'_>,
    discriminators: &mut DiscriminatorValues<'_>,
    schema: &Schema,
) -> Option<Told> {
    let Context { api, shapes, .. } = context;
    let discriminator = schema.combine.discriminator.as_ref()?;
    let listed: Vec<SchemaId> =
        alternatives::listed(schema).iter().copied().filter(|id| !alternatives::leads_to_null(api, *id)).collect();
    if listed.is_empty() {
        return None;
    }
    let property = discriminator.property.clone();
    let all = alternatives::with_values(api, &listed, Some(discriminator));
    let union = Alternatives { discriminator: Some(property.clone()), all };
    let values = discriminators.of(&union);
    let mut told = Told { property, known: Vec::new(), default: None };
    let mut seen = HashSet::new();
    for (Alternative { what, is_default, .. }, values) in union.all.into_iter().zip(values) {
        let What::Schema(id) = what else { return None };
        if values.is_empty() && !is_default || !may_have(shapes, id, &told.property, &mut seen) {
            return None;
        }
        if is_default {
            told.default = Some(id);
        }
        for value in values {
            let known = told.known.iter().find(|(known, _)| *known == value).map(|(_, other)| *other);
            match known.map(|other| shapes.target(other) == shapes.target(id)) {
                None => told.known.push((value, id)),
                Some(true) => {}
                // One value that selects two alternatives selects neither.
                Some(false) => return None,
            }
        }
    }
    // The default takes any other value, and so its own.
    let default = told.default;
    told.known.retain(|(_, id)| Some(*id) != default);
    Some(told)
}

/// Whether what satisfies a schema is an object that may have a property of this name, whatever string that is. A schema that was
/// seen may have it, or has ended the search already.
fn may_have(shapes: &Shapes<'_>, id: SchemaId, property: &str, seen: &mut HashSet<SchemaId>) -> bool {
    if !seen.insert(shapes.target(id)) {
        return true;
    }
    match shapes.of(id) {
        Shape::Struct | Shape::Map(_) => {
            let ObjectKeywords { properties, additional_properties, unevaluated_properties, .. } =
                &shapes.schema(id).object;
            let takes_strings =
                |id: SchemaId| !shapes.schema(id).never && matches!(shapes.of(id), Shape::Any | Shape::String);
            properties.iter().any(|(name, _)| name == property)
                || additional_properties.or(*unevaluated_properties).is_none_or(takes_strings)
        }
        Shape::OneOf(alternatives) => alternatives.all.iter().all(|one| match one.what {
            What::Schema(id) => may_have(shapes, id, property, seen),
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

impl SchemaTables<'_> {
    /// The keyword for alternatives that a discriminator tells apart, and the type of what has one where the schema allows more.
    pub(super) fn push_told(&mut self, keywords: &mut Vec<Keyword>, schema: &Schema, told: &Told) {
        let api = self.context.api;
        let is_nullable = |id: &SchemaId| alternatives::leads_to_null(api, *id) || names_null(api, *id);
        let null = alternatives::listed(schema).iter().any(is_nullable).then_some(Types::NULL);
        let types = null.map_or(Types::OBJECT, |null| null.or(Types::OBJECT));
        if schema.types.is_none_or(|stated| !types.contains(stated)) {
            keywords.push(Keyword::Type(std::iter::once("OBJECT").chain(null.map(|_| "NULL")).collect()));
        }
        let known: Vec<(String, SchemaTableRef)> =
            told.known.iter().map(|(value, id)| (value.clone(), self.table(*id))).collect();
        let default = told.default.map(|id| self.table(id));
        keywords.push(Keyword::Discriminator(told.property.clone(), known, default));
    }
}
