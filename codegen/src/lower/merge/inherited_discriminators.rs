//! Gives a choice between subtypes of one schema the discriminator of that schema, where it states none.
//!
//! `oneOf` of two children is told apart by the property that tells them apart wherever their parent is used. Each value of a child
//! has the property, because the parent requires it. Owns which choices that is done for. Must not know types.
//!
//! Source: OpenAPI 3.2, section "Discriminator Object".

use std::collections::HashSet;

use crate::api::{Api, Discriminator, Schema, SchemaId};
use crate::bounds::CONJUNCTION_PARTS;

use crate::lower::merge::subtypes::Parent;
use crate::lower::shape::alternatives;
use crate::lower::shape::look_through::{looked_through, target};

/// Gives every such choice its discriminator. The conjunctions are not merged yet.
pub(in crate::lower) fn write_out(api: &mut Api, parents: &[Parent]) {
    if parents.is_empty() {
        return;
    }
    let mut requiring: Vec<&Parent> = parents.iter().filter(|(id, _, own)| requires(api, *id, &own.property)).collect();
    // The nearest parent of all alternatives has the fewest subtypes.
    requiring.sort_by_key(|(_, name, own)| (own.subtypes.len(), name));
    let found: Vec<(SchemaId, Discriminator)> = api
        .schemas
        .iter()
        .filter(|(_, schema)| schema.combine.discriminator.is_none())
        .filter_map(|(id, schema)| Some((id, discriminator(api, schema, &requiring)?)))
        .collect();
    for (id, discriminator) in found {
        let mut schema = api.schemas[id].clone();
        schema.combine.discriminator = Some(discriminator);
        api.schemas.replace(id, schema);
    }
}

/// The discriminator that tells all alternatives of a schema apart.
fn discriminator(api: &Api, schema: &Schema, parents: &[&Parent]) -> Option<Discriminator> {
    let is_one_list = schema.combine.one_of.is_empty() || schema.combine.any_of.is_empty();
    let listed = alternatives::listed(schema).iter().copied();
    let listed: Vec<SchemaId> = listed.filter(|id| !alternatives::leads_to_null(api, *id)).collect();
    if listed.len() < 2 || !is_one_list {
        return None;
    }
    parents.iter().find_map(|(_, _, own)| {
        let mut mapping = Vec::new();
        for alternative in &listed {
            mapping.extend(values(api, *alternative, own)?);
        }
        Some(Discriminator { property: own.property.clone(), mapping, default: None, subtypes: Vec::new() })
    })
}

/// The values by which a parent selects one of its subtypes, besides its name and those that it lists itself; `None` where it is no
/// subtype.
fn values(api: &Api, alternative: SchemaId, parent: &Discriminator) -> Option<Vec<(String, SchemaId)>> {
    let mut way = looked_through(api, alternative);
    way.push(target(api, alternative));
    let (value, subtype) = parent.subtypes.iter().find(|(_, subtype)| way.contains(subtype))?;
    let mapped = parent.mapping.iter().filter(|(_, one)| one == subtype);
    let mapped: Vec<(String, SchemaId)> = mapped.map(|(value, _)| (value.clone(), alternative)).collect();
    let is_named = api.components.iter().any(|component| component.schema == *subtype && component.name == *value);
    let stated = (mapped.is_empty() && !is_named).then(|| (value.clone(), alternative));
    Some(mapped.into_iter().chain(stated).collect())
}

/// Whether a schema, or one that holds for the same value, requires a property.
fn requires(api: &Api, id: SchemaId, property: &str) -> bool {
    let mut pending = vec![id];
    let mut seen = HashSet::new();
    while let Some(id) = pending.pop().filter(|_| seen.len() < CONJUNCTION_PARTS) {
        let schema = &api.schemas[id];
        if schema.object.required.iter().any(|name| name == property) {
            return true;
        }
        if seen.insert(id) {
            pending.extend(schema.reference.iter().chain(&schema.combine.all_of));
        }
    }
    false
}
