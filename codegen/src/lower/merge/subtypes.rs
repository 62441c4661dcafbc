//! A named schema whose subtypes extend it by `allOf` is, wherever it is used, any of them.
//!
//! Owns writing that out as alternatives told apart by the discriminator, once the conjunctions are merged. What is accepted
//! stays the same: whatever a subtype allows, the schema itself does too. Must not know types or names.
//!
//! Source: OpenAPI 3.2, section "Discriminator Object", models with polymorphism support.

use std::collections::HashMap;

use crate::api::{Api, CombineKeywords, Discriminator, Schema, SchemaId};

use crate::lower::merge::Originals;
use crate::lower::shape::discriminator_values;
use crate::lower::shape::look_through::target;

/// A named schema that has subtypes: its name and its discriminator.
pub(in crate::lower) type Parent = (SchemaId, String, Discriminator);

/// The named schemas that have subtypes, with their discriminators. They are found before anything is merged: what extends a
/// schema has its discriminator afterwards.
pub(in crate::lower) fn parents(api: &Api) -> Vec<Parent> {
    let with_subtypes = |id: SchemaId, name: &str| {
        let combine = &api.schemas[id].combine;
        let has_alternatives = !combine.one_of.is_empty() || !combine.any_of.is_empty();
        let discriminator =
            combine.discriminator.as_ref().filter(|own| !own.subtypes.is_empty() && !has_alternatives)?;
        Some((id, name.to_owned(), discriminator.clone()))
    };
    // What may be null is one of two alternatives at its own location.
    let here = |id: SchemaId| {
        let schema = &api.schemas[id];
        let value = schema.combine.any_of.iter().copied().find(|value| api.schemas[*value].at == schema.at);
        value.unwrap_or(id)
    };
    api.components.iter().filter_map(|component| with_subtypes(here(component.schema), &component.name)).collect()
}

/// Makes each of them the alternatives that its discriminator selects, itself among them. Values are validated against the original.
pub(in crate::lower) fn write_out(api: &mut Api, parents: &[Parent], originals: &mut Originals) {
    // One that adds nothing is a type of its own all the same, and not the parent.
    for (id, _, discriminator) in parents {
        for (_, subtype) in &discriminator.subtypes {
            if target(api, *subtype) == *id {
                let Schema { at, notes, .. } = api.schemas[*subtype].clone();
                let own = base(&api.schemas[*id]);
                api.schemas.replace(*subtype, Schema { at, notes, ..own });
            }
        }
    }
    for parent in parents {
        write_out_one(api, parent, parents, originals);
    }
}

fn write_out_one(api: &mut Api, parent: &Parent, parents: &[Parent], originals: &mut Originals) {
    let (id, name, discriminator) = parent;
    let id = *id;
    let schema = api.schemas[id].clone();
    let was = originals.get(&id).map(base);
    let closed = is_closed(api, was.as_ref().unwrap_or(&schema));
    originals.entry(id).or_insert_with(|| schema.clone());
    let mut own = base(&schema);
    own.notes.name = Some(name.clone());
    let own = api.schemas.push(own);
    originals.extend(was.map(|was| (own, was)));
    let (alternatives, mapping) = selected(api, parent, own, parents);
    let discriminator = Discriminator { mapping, subtypes: Vec::new(), ..discriminator.clone() };
    let combine =
        CombineKeywords { any_of: alternatives, discriminator: Some(discriminator), ..CombineKeywords::default() };
    if closed {
        // A subtype has properties that the parent refuses; whatever selects no subtype is the parent itself.
        let mut combine = combine.clone();
        combine.discriminator = combine.discriminator.map(|told| Discriminator { default: Some(own), ..told });
        originals.insert(id, Schema { combine, ..Schema::any(schema.at.clone()) });
    }
    api.schemas.replace(id, Schema { combine, notes: schema.notes, ..Schema::any(schema.at) });
}

/// What a parent says itself.
fn base(schema: &Schema) -> Schema {
    Schema {
        at: schema.at.key("base"),
        combine: CombineKeywords { discriminator: None, ..schema.combine.clone() },
        ..schema.clone()
    }
}

/// Whether a schema refuses properties that it does not declare.
fn is_closed(api: &Api, schema: &Schema) -> bool {
    let others = [schema.object.additional_properties, schema.object.unevaluated_properties];
    others.into_iter().flatten().any(|others| api.schemas[others].never)
}

/// The alternatives that the discriminator of a parent selects, the parent's own schema last, and the values that select them.
fn selected(api: &Api, parent: &Parent, own: SchemaId, parents: &[Parent]) -> (Vec<SchemaId>, Vec<(String, SchemaId)>) {
    let (id, name, discriminator) = parent;
    let mut alternatives: Vec<SchemaId> = Vec::new();
    // `mapping` goes first; a subtype that it does not name uses the values it lists itself.
    let of_parent = |(_, target): &&(String, SchemaId)| target == id;
    let mut mapping: Vec<(String, SchemaId)> =
        discriminator.mapping.iter().filter(|one| !of_parent(one)).cloned().collect();
    for ((value, subtype), own) in discriminator.subtypes.iter().zip(own_values(api, discriminator)) {
        let is_mapped = mapping.iter().any(|(_, target)| target == subtype);
        if own.is_empty() && !is_mapped && is_told_below(parent, *subtype, parents) {
            continue;
        }
        let values = if own.is_empty() { vec![value.clone()] } else { own };
        if !is_mapped {
            let unknown = |value: &String| !mapping.iter().any(|(known, _)| known == value);
            let unknown: Vec<String> = values.into_iter().filter(unknown).collect();
            mapping.extend(unknown.into_iter().map(|value| (value, *subtype)));
        }
        if !alternatives.contains(subtype) {
            alternatives.push(*subtype);
        }
    }
    let of_parent = discriminator.mapping.iter().filter(of_parent).map(|(value, _)| value.clone());
    let mut of_parent: Vec<String> = of_parent.collect();
    // A parent whose property lists values, and not its name, is none of the alternatives.
    let listed = discriminator_values::listed(api, own, &discriminator.property);
    if of_parent.is_empty() && (listed.is_empty() || listed.contains(name)) {
        of_parent.push(name.clone());
    }
    if !of_parent.is_empty() || alternatives.is_empty() {
        mapping.extend(of_parent.into_iter().map(|value| (value, own)));
        alternatives.push(own);
    }
    (alternatives, mapping)
}

/// Whether another property selects a subtype, below a subtype of the same parent.
fn is_told_below((id, _, discriminator): &Parent, subtype: SchemaId, parents: &[Parent]) -> bool {
    let has = |subtypes: &[(String, SchemaId)], wanted: SchemaId| subtypes.iter().any(|(_, one)| *one == wanted);
    let between = parents.iter().filter(|(other, _, theirs)| {
        other != id && theirs.property != discriminator.property && has(&discriminator.subtypes, *other)
    });
    between.into_iter().any(|(_, _, theirs)| has(&theirs.subtypes, subtype))
}

/// The discriminator values that each subtype lists for itself: the only one, or those that no other lists. What all inherit from
/// the parent says nothing.
fn own_values(api: &Api, discriminator: &Discriminator) -> Vec<Vec<String>> {
    let subtypes = discriminator.subtypes.iter().map(|(_, subtype)| *subtype);
    let listed: Vec<Vec<String>> =
        subtypes.map(|subtype| discriminator_values::listed(api, subtype, &discriminator.property)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    listed.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    let own = |values: &Vec<String>| match values.as_slice() {
        [only] => vec![only.clone()],
        several => several.iter().filter(|value| counts.get(value.as_str()) == Some(&1)).cloned().collect(),
    };
    listed.iter().map(own).collect()
}
