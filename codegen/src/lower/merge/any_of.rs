//! Merges the alternatives of `anyOf` that are objects without names into one object.
//!
//! A value may be several of them at once, so that a type which is one of them would lose properties. Where no property is
//! described in two ways, the object has the properties of all; those that every alternative requires are required. Alternatives
//! that have names stay alternatives: a value that is several of these at once is held as it is. Owns that arithmetic. Must not
//! know types.

use crate::api::{Api, CombineKeywords, Schema, SchemaId, Types};
use crate::at::At;

use crate::lower::merge::{Originals, one_of_and_any_of};
use crate::lower::names::named_locations::LocationNames;
use crate::lower::shape::alternatives;
use crate::lower::shape::look_through::target;

/// Merges what can be merged. Values are validated against what a schema said originally.
pub(in crate::lower) fn merge(api: &mut Api, originals: &mut Originals) {
    let merged: Vec<(SchemaId, Schema)> =
        api.schemas.iter().filter_map(|(id, schema)| Some((id, merged(api, schema)?))).collect();
    for (id, schema) in merged {
        originals.entry(id).or_insert_with(|| api.schemas[id].clone());
        api.schemas.replace(id, schema);
    }
}

/// The locations of alternatives that were merged: what stands inside is named as if it stood in the object.
pub(in crate::lower) fn location_words(api: &Api, originals: &Originals) -> LocationNames {
    let is_merged = |id: &SchemaId, was: &Schema| {
        let is_gone = !was.combine.any_of.is_empty() && api.schemas[*id].combine.any_of.is_empty();
        is_gone && !one_of_and_any_of::is_paired(api, *id, was)
    };
    let parts = originals.iter().filter(|(id, was)| is_merged(id, was)).flat_map(|(_, was)| &was.combine.any_of);
    parts.map(|part| (api.schemas[*part].at.clone(), String::new())).collect()
}

fn merged(api: &Api, schema: &Schema) -> Option<Schema> {
    let CombineKeywords { all_of, any_of, one_of, not: _, conditions: _, discriminator } = &schema.combine;
    let is_object = |schema: &Schema| schema.types.is_none_or(|types| types == Types::OBJECT);
    let restricts = |id: &SchemaId| !alternatives::asks_for_type(api, *id);
    let is_plain =
        schema.reference.is_none() && all_of.is_empty() && one_of.iter().all(restricts) && discriminator.is_none();
    let parts: Vec<&Schema> = any_of.iter().map(|id| &api.schemas[*id]).collect();
    let is_candidate = is_plain && is_object(schema) && any_of.len() > 1 && alternatives::ask_for_types(api, schema);
    if !is_candidate || !any_of.iter().zip(&parts).all(|(id, part)| is_object(part) && is_nameless(api, *id, part)) {
        return None;
    }
    let mut object = schema.object.clone();
    for (name, property) in parts.iter().flat_map(|part| &part.object.properties) {
        match object.properties.iter().find(|(known, _)| known == name) {
            None => object.properties.push((name.clone(), *property)),
            Some((_, known)) if is_same(api, *known, *property) => {}
            Some(_) => return None,
        }
    }
    let (first, others) = parts.split_first()?;
    let by_all =
        first.object.required.iter().filter(|name| others.iter().all(|one| one.object.required.contains(name)));
    let new: Vec<String> = by_all.filter(|name| !object.required.contains(name)).cloned().collect();
    object.required.extend(new);
    let combine = CombineKeywords { any_of: Vec::new(), ..schema.combine.clone() };
    Some(Schema { types: Some(Types::OBJECT), object, combine, ..schema.clone() })
}

/// Whether an alternative is an open object and nothing else, which no name or title sets apart.
fn is_nameless(api: &Api, id: SchemaId, part: &Schema) -> bool {
    let Schema { notes, object, combine, .. } = part;
    notes.title.is_none()
        && notes.name.is_none()
        && part.reference.is_none()
        && part.enumeration.is_none()
        && part.constant.is_none()
        && !part.never
        && combine.all_of.is_empty()
        && combine.one_of.is_empty()
        && combine.any_of.is_empty()
        && object.additional_properties.is_none()
        && object.unevaluated_properties.is_none()
        && object.pattern_properties.is_empty()
        && (!object.properties.is_empty() || !object.required.is_empty())
        && !api.components.iter().any(|component| component.schema == id)
}

/// Whether two schemas say the same, wherever they stand.
pub(in crate::lower) fn is_same(api: &Api, one: SchemaId, other: SchemaId) -> bool {
    let end = |id| target(api, id);
    let somewhere = |id| Schema { at: At::root(api.schemas[one].at.file), ..api.schemas[end(id)].clone() };
    end(one) == end(other) || somewhere(one) == somewhere(other)
}
