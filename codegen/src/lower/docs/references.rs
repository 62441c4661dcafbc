//! Finds the references to each component. A component without a description is described by where it is used.
//!
//! Owns the order of these references: the one that tells the reader most comes first. Must not know how a location is put into words.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, SchemaId};
use crate::at::At;

use crate::lower::shape;

/// The locations of the references to each component, by the location of the component's schema.
pub(in crate::lower) type References = HashMap<At, Vec<At>>;

/// The references to all components.
pub(in crate::lower) fn to_components(api: &Api) -> References {
    let mut references: References =
        api.components.iter().map(|one| (api.schemas[one.schema].at.clone(), Vec::new())).collect();
    let only_parts = only_parts(api);
    for (_, schema) in api.schemas.iter() {
        let Some(target) = schema.reference.map(|target| &api.schemas[target].at) else { continue };
        // A subschema of `allOf` is no value of its own.
        let is_part = schema.at.tokens().any(|token| token == "allOf") && !only_parts.contains(&schema.at);
        if let Some(known) = references.get_mut(target).filter(|_| !is_part && !is_within(&schema.at, target)) {
            known.push(schema.at.clone());
        }
    }
    references.values_mut().for_each(|locations| locations.sort_by_key(rank));
    references
}

/// The locations of the only subschemas of `allOf`, each of which is the whole schema; but a component with one is another name
/// for it.
fn only_parts(api: &Api) -> HashSet<At> {
    let named: HashSet<SchemaId> = api.components.iter().map(|one| one.schema).collect();
    let unnamed = api.schemas.iter().filter(|(id, _)| !named.contains(id));
    let only = unnamed.filter_map(|(id, schema)| match schema.combine.all_of.as_slice() {
        [only] if !shape::looked_through(api, id).is_empty() => Some(api.schemas[*only].at.clone()),
        _ => None,
    });
    only.collect()
}

/// Whether a location is that of a type or inside it.
fn is_within(location: &At, ty: &At) -> bool {
    let rest = location.pointer.strip_prefix(&*ty.pointer);
    location.file == ty.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Requests go before responses, and these before the properties of other schemas.
fn rank(location: &At) -> u8 {
    let has = |wanted: &[&str]| location.tokens().any(|token| wanted.contains(&token.as_str()));
    match (has(&["responses"]), has(&["paths", "parameters", "requestBodies"])) {
        (true, _) => 1,
        (false, true) => 0,
        (false, false) => 2,
    }
}
