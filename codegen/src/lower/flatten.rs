//! Merges `allOf`, and keywords beside a `$ref`, into one schema.
//!
//! A conjunction of objects is one object with the members of all; bounds become the tighter ones. What is left of an
//! `allOf` afterwards is either one other schema, which is looked through, or has members that are alternatives and cannot
//! be merged. Owns that arithmetic. Must not know types or names.

use std::collections::{HashMap, HashSet};

use crate::api::{
    Api, ArrayKeywords, CombineKeywords, Number, NumberKeywords, ObjectKeywords, Schema, SchemaId, StringKeywords,
    Types,
};
use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};

use super::shape;

/// Merges every conjunction of a description in place.
pub(super) fn flatten(api: &mut Api, sink: &mut Sink) {
    let mut flatten = Flatten { api, sink, done: HashSet::new(), under_way: HashSet::new(), pairs: HashMap::new() };
    let all: Vec<SchemaId> = flatten.api.schemas.iter().map(|(id, _)| id).collect();
    for id in all {
        flatten.schema(id, 0);
    }
}

/// Conjunctions inside conjunctions deeper than this are left alone.
const DEEPEST: usize = 100;

struct Flatten<'a> {
    api: &'a mut Api,
    sink: &'a mut Sink,
    done: HashSet<SchemaId>,
    under_way: HashSet<SchemaId>,
    /// The conjunctions that were made, by what they join: the same two schemas may meet again, below themselves too.
    pairs: HashMap<(SchemaId, SchemaId), SchemaId>,
}

impl Flatten<'_> {
    fn schema(&mut self, id: SchemaId, depth: usize) {
        if depth > DEEPEST || self.done.contains(&id) || !self.under_way.insert(id) {
            return;
        }
        if let Some(merged) = self.merged(id, depth) {
            self.api.schemas.replace(id, merged);
        }
        self.under_way.remove(&id);
        self.done.insert(id);
    }

    /// The merged form of a schema; `None` where it stays as it is.
    fn merged(&mut self, id: SchemaId, depth: usize) -> Option<Schema> {
        let schema = self.api.schemas[id].clone();
        let parts: Vec<SchemaId> = schema.reference.into_iter().chain(schema.combine.all_of.iter().copied()).collect();
        if parts.is_empty() || (parts.len() == 1 && !says_something(&schema)) {
            return None;
        }
        let own = Schema {
            reference: None,
            combine: CombineKeywords { all_of: Vec::new(), ..schema.combine.clone() },
            ..schema.clone()
        };
        let speaking: Vec<SchemaId> = parts.into_iter().filter(|part| self.speaks(*part)).collect();
        if let ([only], false) = (speaking.as_slice(), says_something(&own)) {
            let combine = CombineKeywords { all_of: vec![*only], ..CombineKeywords::default() };
            return Some(Schema { combine, ..own });
        }
        let mut merged = own;
        for part in speaking {
            let target = shape::resolve(self.api, part).schema;
            self.schema(target, depth + 1);
            if self.under_way.contains(&target) && target != id {
                return None;
            }
            let other = self.api.schemas[target].clone();
            merged = self.both(merged, other, depth)?;
        }
        Some(merged)
    }

    /// Whether a part of a conjunction says anything that a type or a check could say.
    fn speaks(&self, id: SchemaId) -> bool {
        let schema = &self.api.schemas[shape::resolve(self.api, id).schema];
        says_something(schema) || schema.reference.is_some() || !schema.combine.all_of.is_empty()
    }

    /// The schema that asks for what two schemas ask for. `None` where one of them offers alternatives besides.
    fn both(&mut self, one: Schema, other: Schema, depth: usize) -> Option<Schema> {
        let has_alternatives = |schema: &Schema| {
            schema.reference.is_some()
                || !schema.combine.all_of.is_empty()
                || !schema.combine.any_of.is_empty()
                || !schema.combine.one_of.is_empty()
        };
        if has_alternatives(&one) || has_alternatives(&other) {
            return None;
        }
        let types = self.both_types(&one, &other)?;
        let object = self.both_objects(&one, &other, depth);
        let items = self.both_schemas(&one, one.array.items, other.array.items, "items", depth);
        let mut notes = one.notes;
        notes.read_only |= other.notes.read_only;
        notes.write_only |= other.notes.write_only;
        let combine = CombineKeywords {
            not: one.combine.not.or(other.combine.not),
            discriminator: one.combine.discriminator.or(other.combine.discriminator),
            if_: one.combine.if_.or(other.combine.if_),
            then: one.combine.then.or(other.combine.then),
            else_: one.combine.else_.or(other.combine.else_),
            ..CombineKeywords::default()
        };
        let enumeration = match (one.enumeration, other.enumeration) {
            (Some(one), Some(other)) => Some(one.into_iter().filter(|value| other.contains(value)).collect()),
            (one, other) => one.or(other),
        };
        Some(Schema {
            at: one.at,
            never: one.never || other.never,
            reference: None,
            notes,
            types,
            format: one.format.or(other.format),
            enumeration,
            constant: one.constant.or(other.constant),
            number: both_numbers(&one.number, &other.number),
            string: both_strings(one.string, other.string),
            array: both_arrays(one.array, other.array, items),
            object,
            combine,
        })
    }

    /// The types that both allow. `None`, and reported, where there is none.
    fn both_types(&mut self, one: &Schema, other: &Schema) -> Option<Option<Types>> {
        let types = match (one.types, other.types) {
            (Some(one), Some(other)) => Some(both_types(one, other)),
            (one, other) => one.or(other),
        };
        if types.is_some_and(Types::is_none) {
            let message = "the members of this `allOf` have no type in common; no value satisfies it";
            self.sink.push(Diagnostic::error(codes::CONTRADICTION, one.at.clone(), message));
            return None;
        }
        Some(types)
    }

    fn both_objects(&mut self, one: &Schema, other: &Schema, depth: usize) -> ObjectKeywords {
        let mut properties = one.object.properties.clone();
        for (name, theirs) in &other.object.properties {
            match properties.iter_mut().find(|(known, _)| known == name) {
                None => properties.push((name.clone(), *theirs)),
                Some((_, ours)) if ours == theirs => {}
                Some((_, ours)) => {
                    let at = one.at.member("properties").member(name);
                    *ours = self.conjunction(at, *ours, *theirs, depth);
                }
            }
        }
        let mut required = one.object.required.clone();
        required.extend(other.object.required.iter().filter(|name| !one.object.required.contains(name)).cloned());
        // Closed members would each refuse the other's properties; what the author means is the open whole.
        let open = |id: &SchemaId| !self.api.schemas[*id].never;
        let (ours, theirs) =
            (one.object.additional_properties.filter(open), other.object.additional_properties.filter(open));
        ObjectKeywords {
            properties,
            required,
            additional_properties: self.both_schemas(one, ours, theirs, "additionalProperties", depth),
            pattern_properties: [one.object.pattern_properties.clone(), other.object.pattern_properties.clone()]
                .concat(),
            property_names: one.object.property_names.or(other.object.property_names),
            min_properties: one.object.min_properties.max(other.object.min_properties),
            max_properties: least(one.object.max_properties, other.object.max_properties),
            dependent_required: [one.object.dependent_required.clone(), other.object.dependent_required.clone()]
                .concat(),
            dependent_schemas: [one.object.dependent_schemas.clone(), other.object.dependent_schemas.clone()].concat(),
            unevaluated_properties: one.object.unevaluated_properties.or(other.object.unevaluated_properties),
        }
    }

    fn both_schemas(
        &mut self,
        parent: &Schema,
        one: Option<SchemaId>,
        other: Option<SchemaId>,
        keyword: &str,
        depth: usize,
    ) -> Option<SchemaId> {
        match (one, other) {
            (Some(one), Some(other)) if one != other => {
                Some(self.conjunction(parent.at.member(keyword), one, other, depth))
            }
            (one, other) => one.or(other),
        }
    }

    /// The schema that asks for what two schemas ask for.
    fn conjunction(&mut self, at: At, one: SchemaId, other: SchemaId, depth: usize) -> SchemaId {
        let pair = (shape::resolve(self.api, one).schema, shape::resolve(self.api, other).schema);
        if let Some(known) = self.pairs.get(&pair) {
            return *known;
        }
        let combine = CombineKeywords { all_of: vec![one, other], ..CombineKeywords::default() };
        let notes = self.api.schemas[one].notes.clone();
        let id = self.api.schemas.push(Schema { combine, notes, ..Schema::any(at) });
        self.pairs.insert(pair, id);
        self.schema(id, depth + 1);
        id
    }
}

/// Whether a schema has keywords besides those that only pass on to another schema.
fn says_something(schema: &Schema) -> bool {
    shape::says_something(schema)
        || !schema.combine.any_of.is_empty()
        || !schema.combine.one_of.is_empty()
        || schema.format.is_some()
        || schema.number != NumberKeywords::default()
        || schema.string != StringKeywords::default()
        || schema.array.min_items.is_some()
        || schema.array.max_items.is_some()
        || schema.array.unique_items
}

fn both_types(one: Types, other: Types) -> Types {
    let mut types = Types::NONE;
    for (_, single) in one.iter() {
        // Every integer is a number.
        let is_allowed = other.contains(single) || (single == Types::INTEGER && other.contains(Types::NUMBER));
        if is_allowed {
            types = types.or(single);
        }
    }
    if one.contains(Types::NUMBER) && other.contains(Types::INTEGER) {
        types = types.without(Types::NUMBER).or(Types::INTEGER);
    }
    types
}

fn both_numbers(one: &NumberKeywords, other: &NumberKeywords) -> NumberKeywords {
    NumberKeywords {
        minimum: tighter(one.minimum, other.minimum, f64::max),
        maximum: tighter(one.maximum, other.maximum, f64::min),
        exclusive_minimum: tighter(one.exclusive_minimum, other.exclusive_minimum, f64::max),
        exclusive_maximum: tighter(one.exclusive_maximum, other.exclusive_maximum, f64::min),
        multiple_of: one.multiple_of.or(other.multiple_of),
    }
}

/// The bound that `choose` picks of two.
fn tighter(one: Option<Number>, other: Option<Number>, choose: fn(f64, f64) -> f64) -> Option<Number> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let chosen = choose(value(one), value(other));
            Some(if value(one) == chosen { one } else { other })
        }
        (one, other) => one.or(other),
    }
}

fn value(number: Number) -> f64 {
    match number {
        Number::Integer(number) => number as f64,
        Number::Float(number) => number,
    }
}

fn both_strings(one: StringKeywords, other: StringKeywords) -> StringKeywords {
    StringKeywords {
        min_length: one.min_length.max(other.min_length),
        max_length: least(one.max_length, other.max_length),
        pattern: one.pattern.or(other.pattern),
        content_encoding: one.content_encoding.or(other.content_encoding),
        content_media_type: one.content_media_type.or(other.content_media_type),
        content_schema: one.content_schema.or(other.content_schema),
    }
}

fn both_arrays(one: ArrayKeywords, other: ArrayKeywords, items: Option<SchemaId>) -> ArrayKeywords {
    ArrayKeywords {
        items,
        prefix_items: if one.prefix_items.is_empty() { other.prefix_items } else { one.prefix_items },
        min_items: one.min_items.max(other.min_items),
        max_items: least(one.max_items, other.max_items),
        unique_items: one.unique_items || other.unique_items,
        contains: one.contains.or(other.contains),
        min_contains: one.min_contains.max(other.min_contains),
        max_contains: least(one.max_contains, other.max_contains),
        unevaluated_items: one.unevaluated_items.or(other.unevaluated_items),
    }
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
