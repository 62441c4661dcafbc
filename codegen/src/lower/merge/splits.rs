//! Writes out what one type cannot say at once.
//!
//! Properties that patterns describe become further properties: of one type where one pattern describes them and no other is there,
//! else of one of the types; of any type where what no pattern matches may be anything. An object with properties of its own that
//! may be another type becomes alternatives. Owns that passage. Values are validated against the original schema. Must not know
//! types or names.

use std::collections::HashSet;

use crate::api::{
    Api, ArrayKeywords, CombineKeywords, NumberKeywords, ObjectKeywords, Schema, SchemaId, StringKeywords, Types,
};
use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::lower::merge::Originals;
use crate::lower::shape::look_through::target;
use crate::lower::shape::{self, Shape};

/// Writes out every schema that needs it. Returns those that no type can say, which are reported.
pub(in crate::lower) fn write_out(api: &mut Api, originals: &mut Originals, sink: &mut Sink) -> HashSet<SchemaId> {
    let mut degraded = HashSet::new();
    let all: Vec<SchemaId> = api.schemas.iter().map(|(id, _)| id).collect();
    for id in all {
        let has_patterns = !api.schemas[id].object.pattern_properties.is_empty();
        if !has_patterns && !is_object_or_another(&api.schemas[id]) {
            continue;
        }
        let schema = api.schemas[id].clone();
        let split = if has_patterns {
            further_properties(api, &schema, sink, &mut degraded)
        } else {
            alternatives(api, &schema)
        };
        if let Some(split) = split {
            originals.entry(id).or_insert(schema);
            api.schemas.replace(id, split);
        }
    }
    degraded
}

/// The properties that patterns describe, as further properties.
fn further_properties(
    api: &mut Api,
    schema: &Schema,
    sink: &mut Sink,
    degraded: &mut HashSet<SchemaId>,
) -> Option<Schema> {
    let patterns = schema.object.pattern_properties.iter().map(|(_, id)| *id);
    let others = schema.object.additional_properties;
    let mut kinds: Vec<SchemaId> = patterns.chain(others).filter(|id| !api.schemas[*id].never).collect();
    kinds.dedup();
    let is_open = !kinds.is_empty() && others.is_none() && !are_all_matched(api, &schema.object);
    if is_open {
        let any = api.schemas.push(Schema::any(schema.at.key("patternProperties")));
        let is_typed = |id: &SchemaId| !matches!(shape::of(api, target(api, *id)), Shape::Any);
        if kinds.iter().any(is_typed) {
            degraded.insert(any);
            report(&schema.at.key("patternProperties"), sink);
        }
        kinds = vec![any];
    }
    let further = match kinds.as_slice() {
        [] => others?,
        [only] => *only,
        _ => {
            let combine = CombineKeywords { any_of: kinds, ..CombineKeywords::default() };
            let at = schema.at.key("additionalProperties");
            api.schemas.push(Schema { combine, ..Schema::any(at) })
        }
    };
    let object = ObjectKeywords {
        additional_properties: Some(further),
        pattern_properties: Vec::new(),
        ..schema.object.clone()
    };
    Some(Schema { object, ..schema.clone() })
}

/// Whether every property that is not declared by name matches a pattern.
fn are_all_matched(api: &Api, object: &ObjectKeywords) -> bool {
    let names = object.property_names.map(|names| &api.schemas[target(api, names)].string.patterns);
    let is_required = |pattern: &String| names.is_some_and(|names| names.contains(pattern));
    object.pattern_properties.iter().any(|(pattern, _)| matches_all(pattern) || is_required(pattern))
}

/// Whether a pattern matches every name. Who writes this does not think of line breaks, which `.` does not match.
fn matches_all(pattern: &str) -> bool {
    ["", "^", "$", ".*", "^.*", ".*$", "^.*$"].contains(&pattern)
}

fn report(at: &At, sink: &mut Sink) {
    let message =
        "a property that no pattern matches may have any value, so a property that one matches has any JSON value too";
    let help = "add `additionalProperties: false`, or the schema of all other properties";
    sink.push(Diagnostic::new(codes::UNTYPED, at.clone(), message).help(help));
}

/// Whether a schema is of an object with properties of its own, or of another type, and offers no alternatives.
fn is_object_or_another(schema: &Schema) -> bool {
    let CombineKeywords { all_of, any_of, one_of, .. } = &schema.combine;
    let is_plain = schema.reference.is_none() && all_of.is_empty() && any_of.is_empty() && one_of.is_empty();
    let are_two = schema.types.is_some_and(|types| types.contains(Types::OBJECT) && !others(types).is_none());
    let is_listed = schema.enumeration.is_some() || schema.constant.is_some();
    are_two && !schema.object.properties.is_empty() && is_plain && !is_listed
}

/// The types besides that of objects and null.
fn others(types: Types) -> Types {
    types.without(Types::OBJECT).without(Types::NULL)
}

/// The object with properties of its own and the other type as alternatives.
fn alternatives(api: &mut Api, schema: &Schema) -> Option<Schema> {
    let types = schema.types?;
    let object =
        Schema { types: Some(Types::OBJECT), object: schema.object.clone(), ..Schema::any(schema.at.key("object")) };
    let other = Schema {
        types: Some(others(types)),
        format: schema.format.clone(),
        number: schema.number.clone(),
        string: schema.string.clone(),
        array: schema.array.clone(),
        ..Schema::any(schema.at.key("other"))
    };
    let mut any_of = vec![api.schemas.push(object), api.schemas.push(other)];
    if types.contains(Types::NULL) {
        any_of.push(api.schemas.push(Schema { types: Some(Types::NULL), ..Schema::any(schema.at.key("null")) }));
    }
    Some(Schema {
        types: None,
        format: None,
        number: NumberKeywords::default(),
        string: StringKeywords::default(),
        array: ArrayKeywords::default(),
        object: ObjectKeywords::default(),
        combine: CombineKeywords { any_of, ..schema.combine.clone() },
        ..schema.clone()
    })
}
