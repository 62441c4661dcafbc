//! Finds what refers to the schemas that the description names: to say what one is of which nothing else is said.
//!
//! Owns which of these places tell the most. Must not know how a place is put into words.

use std::collections::HashMap;

use crate::api::Api;
use crate::at::At;

/// The places that refer to each schema that has a name, by where the schema stands.
pub(super) type Uses = HashMap<At, Vec<At>>;

/// What is referred to by which places.
pub(super) fn of_components(api: &Api) -> Uses {
    let mut uses: Uses = api.components.iter().map(|one| (api.schemas[one.schema].at.clone(), Vec::new())).collect();
    for (_, schema) in api.schemas.iter() {
        let Some(target) = schema.reference.map(|target| &api.schemas[target].at) else { continue };
        // What is put together with others is no value of its own.
        let is_part = schema.at.tokens().any(|token| token == "allOf");
        if let Some(places) = uses.get_mut(target).filter(|_| !is_part && !is_within(&schema.at, target)) {
            places.push(schema.at.clone());
        }
    }
    uses.values_mut().for_each(|places| places.sort_by_key(rank));
    uses
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
