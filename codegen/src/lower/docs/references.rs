//! Finds what refers to the schemas that the description names: to say what one is of which nothing else is said.
//!
//! Owns which of these places tell the most. Must not know how a place is put into words.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, SchemaId};
use crate::at::At;

use crate::lower::merge::direction::Inputs;
use crate::lower::shape::look_through::looked_through;

/// The places that refer to each schema that has a name, by where the schema stands.
#[derive(Debug, Default)]
pub(in crate::lower) struct References {
    /// Those that refer to the schema itself.
    pub own: HashMap<At, Vec<At>>,
    /// Those that refer to the form of it that requests take, where it has one.
    pub of_inputs: HashMap<At, Vec<At>>,
}

/// What is referred to by which places.
pub(in crate::lower) fn to_components(api: &Api, inputs: &Inputs) -> References {
    let places: HashMap<At, Vec<At>> =
        api.components.iter().map(|one| (api.schemas[one.schema].at.clone(), Vec::new())).collect();
    let mut references = References { own: places.clone(), of_inputs: places };
    let only_parts = only_parts(api);
    let replaced: HashSet<SchemaId> = inputs.values().copied().collect();
    for (id, schema) in api.schemas.iter() {
        let is_sent = rank(&schema.at) == SENT;
        let places = match inputs.contains_key(&id) {
            // A request refers to a form of its schema, which stands where the schema stands.
            true if is_sent => &mut references.of_inputs,
            // What holds a form is a form itself, and goes by the name of what it is a form of.
            true => continue,
            false if is_sent && replaced.contains(&id) => continue,
            false => &mut references.own,
        };
        let Some(target) = schema.reference.map(|target| &api.schemas[target].at) else { continue };
        // What is put together with others is no value of its own.
        let is_part = schema.at.tokens().any(|token| token == "allOf") && !only_parts.contains(&schema.at);
        if let Some(places) = places.get_mut(target).filter(|_| !is_part && !is_within(&schema.at, target)) {
            places.push(schema.at.clone());
        }
    }
    for places in references.own.values_mut().chain(references.of_inputs.values_mut()) {
        places.sort_by_key(rank);
        places.dedup();
    }
    references
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

/// A place in a request.
const SENT: u8 = 0;

/// A place in a response.
const RECEIVED: u8 = 1;

/// A place in another type.
const HELD: u8 = 2;

/// Requests come before responses, and responses before what types are made of.
fn rank(place: &At) -> u8 {
    // A property may be called like one of these.
    let outside: Vec<String> = place.tokens().take_while(|token| !SCHEMAS.contains(&token.as_str())).collect();
    let has = |wanted: &[&str]| outside.iter().any(|token| wanted.contains(&token.as_str()));
    match (has(&["responses"]), has(&["parameters", "requestBody", "requestBodies"])) {
        (true, _) => RECEIVED,
        (false, true) => SENT,
        (false, false) => HELD,
    }
}

/// What leads from an operation, or from a file, into a schema.
const SCHEMAS: &[&str] = &["schema", "schemas", "itemSchema", "definitions", "properties"];
