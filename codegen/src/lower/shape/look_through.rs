//! What is looked through on the way to the schema that says something: references, `allOf` of one subschema, alternatives of
//! which the other one is `null`.
//!
//! Owns these questions as functions on a description whose schemas may still change. Once nothing changes any more, the
//! responses stand in [`Shapes`](crate::lower::shape::Shapes). Must not know what a schema becomes.

use crate::api::{Api, Schema, SchemaId, Types};
use crate::bounds::SCHEMA_HOPS;
use crate::value::Value;

use crate::lower::shape::alternatives;
use crate::lower::shape::keywords::says_something;

/// A schema after looking through everything that only refers to another one.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Resolved {
    /// The schema that says something.
    pub schema: SchemaId,
    /// Whether null is allowed besides, here or on the way.
    pub nullable: bool,
}

/// Looks through what only refers to another schema.
pub(in crate::lower) fn resolve(api: &Api, id: SchemaId) -> Resolved {
    let mut current = id;
    let mut nullable = false;
    for _ in 0..SCHEMA_HOPS {
        let schema = &api.schemas[current];
        nullable |= allows_null(schema) || alternatives::offers_null(api, schema);
        match next(api, schema) {
            Some((next, or_null)) => {
                nullable |= or_null;
                current = next;
            }
            None => break,
        }
    }
    Resolved { schema: current, nullable }
}

/// The schema that one refers to; whether it may be null is not asked, which takes as long as it has alternatives.
pub(in crate::lower) fn target(api: &Api, id: SchemaId) -> SchemaId {
    let next = |id: &SchemaId| next(api, &api.schemas[*id]).map(|(next, _)| next);
    std::iter::successors(Some(id), next).take(SCHEMA_HOPS + 1).last().unwrap_or(id)
}

/// The schemas that are looked through on the way from one to what it refers to.
pub(in crate::lower) fn looked_through(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    let next = |id: &SchemaId| next(api, &api.schemas[*id]).map(|(next, _)| next);
    let way: Vec<SchemaId> = std::iter::successors(Some(id), next).take(SCHEMA_HOPS).collect();
    way.split_last().map(|(_, before)| before.to_vec()).unwrap_or_default()
}

/// Whether a schema, or what it refers to, allows null. What it offers inside other alternatives is not looked at.
pub(in crate::lower) fn names_null(api: &Api, id: SchemaId) -> bool {
    let mut current = id;
    for _ in 0..SCHEMA_HOPS {
        let schema = &api.schemas[current];
        let next = next(api, schema);
        if allows_null(schema) || next.is_some_and(|(_, or_null)| or_null) {
            return true;
        }
        match next {
            Some((next, _)) => current = next,
            None => return false,
        }
    }
    false
}

/// The one schema that this one refers to, and whether null is the other possibility.
fn next(api: &Api, schema: &Schema) -> Option<(SchemaId, bool)> {
    if says_something(schema) {
        return None;
    }
    let combine = &schema.combine;
    match (schema.reference, combine.all_of.as_slice(), combine.any_of.as_slice(), combine.one_of.as_slice()) {
        (Some(target), [], [], []) => Some((target, false)),
        (None, [only], [], []) => Some((*only, false)),
        // A discriminator keeps the choice, which has one alternative today.
        (None, [], alternatives, []) | (None, [], [], alternatives) if combine.discriminator.is_none() => {
            but_null(api, alternatives)
        }
        (_, _, _, _) => None,
    }
}

/// The only alternative that is not null.
fn but_null(api: &Api, alternatives: &[SchemaId]) -> Option<(SchemaId, bool)> {
    let is_null = |id: &SchemaId| alternatives::leads_to_null(api, *id);
    let mut others = alternatives.iter().filter(|id| !is_null(id));
    let only = *others.next()?;
    others.next().is_none().then_some((only, alternatives.iter().any(is_null)))
}

/// Whether a schema names null among its types, or among its values where it names no types.
fn allows_null(schema: &Schema) -> bool {
    match schema.types {
        Some(types) => types.contains(Types::NULL),
        None => schema.enumeration.as_ref().is_some_and(|values| values.contains(&Value::Null)),
    }
}
