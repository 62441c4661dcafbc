//! Writes out what one type cannot say at once.
//!
//! Members that patterns describe become further members: of one type where one pattern describes them and nothing else does,
//! else of one of the types. An object with members of its own that may be another type becomes alternatives. Owns that
//! passage. What is written out is checked as it was. Must not know types or names.

use crate::api::{
    Api, ArrayKeywords, CombineKeywords, NumberKeywords, ObjectKeywords, Schema, SchemaId, StringKeywords, Types,
};

use super::flatten::Kept;

/// Writes out every schema that asks for it.
pub(super) fn write_out(api: &mut Api, kept: &mut Kept) {
    let all: Vec<SchemaId> = api.schemas.iter().map(|(id, _)| id).collect();
    for id in all {
        let schema = api.schemas[id].clone();
        let split = if schema.object.pattern_properties.is_empty() {
            alternatives(api, &schema)
        } else {
            further_members(api, &schema)
        };
        if let Some(split) = split {
            kept.entry(id).or_insert(schema);
            api.schemas.replace(id, split);
        }
    }
}

/// The members that patterns describe, as further members.
fn further_members(api: &mut Api, schema: &Schema) -> Option<Schema> {
    let patterns = schema.object.pattern_properties.iter().map(|(_, id)| *id);
    let others = schema.object.additional_properties;
    let mut kinds: Vec<SchemaId> = patterns.chain(others).filter(|id| !api.schemas[*id].never).collect();
    kinds.dedup();
    // Beside several patterns, a member that matches none of them may be anything.
    if kinds.len() > 1 && others.is_none() {
        kinds.push(api.schemas.push(Schema::any(schema.at.member("patternProperties"))));
    }
    let further = match kinds.as_slice() {
        [] => others?,
        [only] => *only,
        _ => {
            let combine = CombineKeywords { any_of: kinds, ..CombineKeywords::default() };
            let at = schema.at.member("additionalProperties");
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

/// An object with members of its own, or another type.
fn alternatives(api: &mut Api, schema: &Schema) -> Option<Schema> {
    let types = schema.types?;
    let others = types.without(Types::OBJECT).without(Types::NULL);
    let CombineKeywords { all_of, any_of, one_of, .. } = &schema.combine;
    let is_plain = schema.reference.is_none() && all_of.is_empty() && any_of.is_empty() && one_of.is_empty();
    let has_members = types.contains(Types::OBJECT) && !schema.object.properties.is_empty();
    if !has_members || others.is_none() || !is_plain || schema.enumeration.is_some() || schema.constant.is_some() {
        return None;
    }
    let object =
        Schema { types: Some(Types::OBJECT), object: schema.object.clone(), ..Schema::any(schema.at.member("object")) };
    let other = Schema {
        types: Some(others),
        format: schema.format.clone(),
        number: schema.number.clone(),
        string: schema.string.clone(),
        array: schema.array.clone(),
        ..Schema::any(schema.at.member("other"))
    };
    let mut any_of = vec![api.schemas.push(object), api.schemas.push(other)];
    if types.contains(Types::NULL) {
        any_of.push(api.schemas.push(Schema { types: Some(Types::NULL), ..Schema::any(schema.at.member("null")) }));
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
