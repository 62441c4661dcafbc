//! Writes out `oneOf` beside `anyOf`: a value is one of each, and so one of the pairs.
//!
//! A pair that no value satisfies is left out; where one alternative says all that the other does, the pair is that alternative.
//! Values are validated against the original schema. Owns which pairs there are. Must not know types.

use std::collections::HashMap;

use crate::api::{Api, CombineKeywords, Notes, Schema, SchemaId, Types};
use crate::at::At;
use crate::bounds::{ALTERNATIVE_PAIRS, EXCLUSION_DEPTH};

use crate::lower::merge::all_of::Conjunctions;
use crate::lower::merge::{Originals, any_of, conjunction};
use crate::lower::names::named_locations::{self, LocationNames};
use crate::lower::shape::alternatives;
use crate::lower::shape::keywords::type_of;
use crate::lower::shape::look_through::{resolve, target};

impl Conjunctions<'_> {
    /// Writes out every schema that offers types in both ways. Objects that were given properties are validated as they were
    /// `before`.
    pub(in crate::lower) fn pair(&mut self, before: &HashMap<SchemaId, Schema>) {
        self.keeps_original = true;
        let all: Vec<SchemaId> = self.api.schemas.iter().map(|(id, _)| id).collect();
        for id in all {
            let schema = &self.api.schemas[id];
            let Some(found) = pairs(self.api, schema) else { continue };
            let schema = schema.clone();
            if found.is_empty() {
                self.contradiction(
                    &schema.at,
                    "no alternative of this `oneOf` can be combined with one of this `anyOf`",
                );
                continue;
            }
            self.originals.entry(id).or_insert_with(|| before.get(&id).unwrap_or(&schema).clone());
            let one_of: Vec<SchemaId> = found.into_iter().map(|pair| self.both_of(pair)).collect();
            let one_of = without_narrower(self.api, &one_of);
            // A discriminator property that several pairs have in common does not tell them apart.
            let combine = CombineKeywords { one_of, any_of: Vec::new(), discriminator: None, ..schema.combine.clone() };
            self.api.schemas.replace(id, Schema { combine, ..schema });
        }
    }

    /// The schema that asks for what both alternatives of a pair ask for.
    fn both_of(&mut self, Pair { at, one, other }: Pair) -> SchemaId {
        let end = |id: SchemaId| target(self.api, id);
        let is_object = |id: SchemaId| kinds(&self.api.schemas[end(id)]) == Some(Types::OBJECT);
        let are_objects = is_object(one) && is_object(other);
        if one == other || are_objects && self.adds_nothing(end(other), one) {
            return one;
        }
        if are_objects && self.adds_nothing(end(one), other) {
            return other;
        }
        let labels: Vec<String> = [one, other].into_iter().filter_map(|id| label(self.api, id)).collect();
        let name = (!labels.is_empty()).then(|| labels.join(" and "));
        let combine = CombineKeywords { all_of: vec![one, other], ..CombineKeywords::default() };
        // Made anew wherever two meet, so that each location has its own name for them.
        let id =
            self.api.schemas.push(Schema { combine, notes: Notes { name, ..Notes::default() }, ..Schema::any(at) });
        self.schema(id, 1);
        id
    }
}

/// `oneOf` and `anyOf` of two schemas that hold at once. Where both have the same keyword, one of them moves to the other keyword, if
/// that is free: the types are the same. `None` where neither is free.
pub(in crate::lower) fn together(
    one: &CombineKeywords,
    other: &CombineKeywords,
) -> Option<(Vec<SchemaId>, Vec<SchemaId>)> {
    let either = |one: &[SchemaId], other: &[SchemaId]| match (one, other) {
        ([], only) | (only, []) => Some(only.to_vec()),
        (one, other) => (one == other).then(|| one.to_vec()),
    };
    match (either(&one.one_of, &other.one_of), either(&one.any_of, &other.any_of)) {
        (Some(one_of), Some(any_of)) => Some((one_of, any_of)),
        (None, Some(any_of)) if any_of.is_empty() => Some((one.one_of.clone(), other.one_of.clone())),
        (Some(one_of), None) if one_of.is_empty() => Some((other.any_of.clone(), one.any_of.clone())),
        (None, _) | (_, None) => None,
    }
}

/// Whether several of these schemas offer alternatives in one way, of which one has to be said in the other.
pub(in crate::lower) fn offer_twice<'s>(schemas: impl Iterator<Item = &'s Schema> + Clone) -> bool {
    let several = |of: fn(&CombineKeywords) -> &Vec<SchemaId>| {
        let mut listed = schemas.clone().map(|schema| of(&schema.combine)).filter(|listed| !listed.is_empty());
        listed.next().is_some_and(|first| listed.any(|other| other != first))
    };
    several(|combine| &combine.one_of) || several(|combine| &combine.any_of)
}

/// An alternative of each, and where they meet.
struct Pair {
    at: At,
    one: SchemaId,
    other: SchemaId,
}

/// The pairs that go together; `None` where a schema does not offer types in both ways, or too many.
fn pairs(api: &Api, schema: &Schema) -> Option<Vec<Pair>> {
    let CombineKeywords { one_of, any_of, .. } = &schema.combine;
    let ask = |listed: &[SchemaId]| listed.iter().any(|id| alternatives::asks_for_type(api, *id));
    if !ask(one_of) || !ask(any_of) {
        return None;
    }
    let mut found = Vec::new();
    for (first, one) in one_of.iter().enumerate() {
        for (index, other) in any_of.iter().enumerate() {
            if !exclude(api, *one, *other, EXCLUSION_DEPTH) {
                // No location of the description: those of the alternatives have names of their own.
                let at = schema.at.key("allOf").key(&format!("{first} and {index}")).key("oneOf").item(0);
                found.push(Pair { at, one: *one, other: *other });
            }
        }
    }
    (found.len() <= ALTERNATIVE_PAIRS).then_some(found)
}

/// The schemas without those that only restrict another one further, with the same properties.
fn without_narrower(api: &Api, schemas: &[SchemaId]) -> Vec<SchemaId> {
    let mut widest: Vec<SchemaId> = Vec::new();
    for id in schemas {
        if !widest.iter().any(|known| takes(api, *known, *id)) {
            widest.retain(|known| !takes(api, *id, *known));
            widest.push(*id);
        }
    }
    widest
}

/// Whether one is the other, or an object that takes whatever the other does as far as a type can say it.
fn takes(api: &Api, wide: SchemaId, narrow: SchemaId) -> bool {
    let end = |id| target(api, id);
    if end(wide) == end(narrow) {
        return true;
    }
    let (wide, narrow) = (&api.schemas[end(wide)], &api.schemas[end(narrow)]);
    let has_all = |one: &Schema, other: &Schema| {
        other.object.properties.iter().all(|(name, theirs)| {
            let ours = one.object.properties.iter().find(|(known, _)| known == name);
            ours.is_some_and(|(_, ours)| any_of::is_same(api, *ours, *theirs))
        })
    };
    let is_plain = |schema: &Schema| kinds(schema) == Some(Types::OBJECT) && alternatives::listed(schema).is_empty();
    is_plain(wide)
        && is_plain(narrow)
        && has_all(wide, narrow)
        && has_all(narrow, wide)
        && wide.object.required.iter().all(|name| narrow.object.required.contains(name))
}

/// Whether it can be seen that no value satisfies two schemas.
fn exclude(api: &Api, one: SchemaId, other: SchemaId, depth: usize) -> bool {
    let (one, other) = (resolve(api, one), resolve(api, other));
    if one.schema == other.schema || one.nullable && other.nullable {
        return false;
    }
    let (one, other) = (&api.schemas[one.schema], &api.schemas[other.schema]);
    let types = match (kinds(one), kinds(other)) {
        (Some(one), Some(other)) => Some(conjunction::types(one, other)),
        (one, other) => one.or(other),
    };
    one.never
        || other.never
        || types.is_some_and(Types::is_none)
        || !conjunction::agree_on_constant(one, other, types)
        || conjunction::enumeration(one, other, types).is_some_and(|values| values.is_empty())
        || requires_refused(api, one, other)
        || requires_refused(api, other, one)
        || depth > 0 && disagree_on_property(api, one, other, depth - 1)
}

/// The types that a schema allows, or is about where it states none.
fn kinds(schema: &Schema) -> Option<Types> {
    let is_object = !schema.object.properties.is_empty() || schema.object.additional_properties.is_some();
    let is_array = schema.array.items.is_some() || !schema.array.prefix_items.is_empty();
    let constant = schema.constant.as_ref().map(type_of);
    schema.types.or(constant).or(is_object.then_some(Types::OBJECT)).or(is_array.then_some(Types::ARRAY))
}

/// Whether a schema requires a property that another one, which is closed, does not name.
fn requires_refused(api: &Api, requiring: &Schema, closed: &Schema) -> bool {
    let object = &closed.object;
    let is_closed = object.additional_properties.is_some_and(|id| api.schemas[id].never);
    let names = |name: &String| object.properties.iter().any(|(known, _)| known == name);
    is_closed && object.pattern_properties.is_empty() && !requiring.object.required.iter().all(names)
}

/// Whether two schemas exclude each other by a required property.
fn disagree_on_property(api: &Api, one: &Schema, other: &Schema, depth: usize) -> bool {
    let is_required = |name: &String| [one, other].iter().any(|schema| schema.object.required.contains(name));
    one.object.properties.iter().filter(|(name, _)| is_required(name)).any(|(name, ours)| {
        let theirs = other.object.properties.iter().find(|(known, _)| known == name);
        theirs.is_some_and(|(_, theirs)| exclude(api, *ours, *theirs, depth))
    })
}

/// The name or the title of an alternative.
fn label(api: &Api, id: SchemaId) -> Option<String> {
    named_locations::label(api, id).or_else(|| api.schemas[target(api, id)].notes.title.clone())
}

/// The words for the locations of alternatives that were written out.
pub(in crate::lower) fn location_words(api: &Api, originals: &Originals) -> LocationNames {
    let was = originals.iter().filter(|(id, was)| is_paired(api, **id, was)).map(|(_, was)| &was.combine);
    let parts = was.flat_map(|combine| combine.one_of.iter().chain(&combine.any_of));
    parts.filter_map(|part| Some((api.schemas[*part].at.clone(), label(api, *part)?))).collect()
}

/// Whether the alternatives of a schema, as it was, were written out.
pub(in crate::lower) fn is_paired(api: &Api, id: SchemaId, was: &Schema) -> bool {
    let combine = &api.schemas[id].combine;
    let offered = |combine: &CombineKeywords| (!combine.one_of.is_empty(), !combine.any_of.is_empty());
    offered(&was.combine) == (true, true)
        && offered(combine) == (true, false)
        && alternatives::ask_for_types(api, &api.schemas[id])
}
