//! Finds what refers to the schemas that the description names: to say what one is of which nothing else is said.
//!
//! Owns which of these places tell the most. Must not know how a place is put into words.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, SchemaId};
use crate::at::At;

use crate::lower::shape::look_through::looked_through;

/// The places that refer to each schema that has a name, by where the schema stands.
pub(in crate::lower) type Uses = HashMap<At, Vec<At>>;

/// What is referred to by which places.
pub(in crate::lower) fn of_components(api: &Api) -> Uses {
    let mut uses: Uses = api.components.iter().map(|one| (api.schemas[one.schema].at.clone(), Vec::new())).collect();
    let only_parts = only_parts(api);
    for (_, schema) in api.schemas.iter() {
        let Some(target) = schema.reference.map(|target| &api.schemas[target].at) else { continue };
        // What is put together with others is no value of its own.
        let is_part = schema.at.tokens().any(|token| token == "allOf") && !only_parts.contains(&schema.at);
        if let Some(places) = uses.get_mut(target).filter(|_| !is_part && !is_within(&schema.at, target)) {
            places.push(schema.at.clone());
        }
    }
    uses.values_mut().for_each(|places| places.sort_by_key(rank));
    uses
}

/// The places of what an `allOf` has alone, which stands for the whole; but of what has a name, which is another name for it.
fn only_parts(api: &Api) -> HashSet<At> {
    let named: HashSet<SchemaId> = api.components.iter().map(|one| one.schema).collect();
    let unnamed = api.schemas.iter().filter(|(id, _)| !named.contains(id));
    let only = unnamed.filter_map(|(id, schema)| match schema.combine.all_of.as_slice() {
        [only] if !looked_through(api, id).is_empty() => Some(api.schemas[*only].at.clone()),
        _ => None,
    });
    only.collect()
}

/// Whether a place is that of a type or inside it.
fn is_within(place: &At, ty: &At) -> bool {
    let rest = place.pointer.strip_prefix(&*ty.pointer);
    place.file == ty.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What operations send goes before what they answer, and that before what types are made of.
fn rank(place: &At) -> u8 {
    let has = |wanted: &[&str]| place.tokens().any(|token| wanted.contains(&token.as_str()));
    match (has(&["responses"]), has(&["paths", "parameters", "requestBodies"])) {
        (true, _) => 1,
        (false, true) => 0,
        (false, false) => 2,
    }
}
