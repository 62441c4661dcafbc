//! What kind of Rust type a schema asks for.
//!
//! Owns the choice that turns a conjunction of keywords into one shape, and what is looked through on the way: references,
//! `allOf` with one member, alternatives of which one is `null`. Must not know names.

pub(super) mod alternatives;
pub(super) mod constraints;
pub(super) mod discriminator_values;
pub(super) mod formats;
pub(super) mod rust_types;

use crate::api::{Api, Number, Schema, SchemaId, Types};
use crate::bounds::SCHEMA_HOPS;
use crate::value::Value;

use crate::lower::shape::alternatives::{Alternatives, What};
use crate::lower::types::literal_enums;

/// A schema after looking through everything that only passes on to another one.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Resolved {
    /// The schema that says something.
    pub schema: SchemaId,
    /// Whether null is allowed besides, here or on the way.
    pub nullable: bool,
}

/// The kinds of Rust types.
#[derive(Debug, Clone)]
pub(in crate::lower) enum Shape {
    /// Any JSON value: the schema says nothing that a type could say.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// Text.
    String,
    /// One of several strings.
    StringEnum(Vec<String>),
    /// One of several numbers, all integers or all with fractions.
    NumberEnum(Vec<Number>),
    /// `null` and nothing else.
    Null,
    /// A list of this.
    Array(Option<SchemaId>),
    /// A list with a type for each place.
    Tuple,
    /// An object with members of its own.
    Struct,
    /// An object with any members; each satisfies this.
    Map(Option<SchemaId>),
    /// One of several types.
    OneOf(Alternatives),
    /// A combination that has no type yet; the text says which.
    Untyped(&'static str),
}

/// Looks through what only passes on to another schema.
pub(in crate::lower) fn resolve(api: &Api, id: SchemaId) -> Resolved {
    let mut current = id;
    let mut nullable = false;
    for _ in 0..SCHEMA_HOPS {
        let schema = &api.schemas[current];
        nullable |= allows_null(schema) || alternatives::offers_null(api, schema);
        match passes_on(api, schema) {
            Some((next, or_null)) => {
                nullable |= or_null;
                current = next;
            }
            None => break,
        }
    }
    Resolved { schema: current, nullable }
}

/// The schema that one stands for; whether it may be null is not asked, which takes as long as it has alternatives.
pub(in crate::lower) fn target(api: &Api, id: SchemaId) -> SchemaId {
    let next = |id: &SchemaId| passes_on(api, &api.schemas[*id]).map(|(next, _)| next);
    std::iter::successors(Some(id), next).take(SCHEMA_HOPS + 1).last().unwrap_or(id)
}

/// Whether a schema, or what it stands for, allows null; what it offers inside other alternatives is not looked at.
pub(in crate::lower) fn names_null(api: &Api, id: SchemaId) -> bool {
    let mut current = id;
    for _ in 0..SCHEMA_HOPS {
        let schema = &api.schemas[current];
        let next = passes_on(api, schema);
        if allows_null(schema) || next.is_some_and(|(_, or_null)| or_null) {
            return true;
        }
        match next {
            Some((next, _)) => current = next,
            None => return false,
        }
    }
    false
}

/// The schemas that are looked through on the way from one to what it stands for.
pub(in crate::lower) fn looked_through(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    let next = |id: &SchemaId| passes_on(api, &api.schemas[*id]).map(|(next, _)| next);
    let way: Vec<SchemaId> = std::iter::successors(Some(id), next).take(SCHEMA_HOPS).collect();
    way.split_last().map(|(_, before)| before.to_vec()).unwrap_or_default()
}

/// The one schema that this one stands for, and whether null is the other possibility.
fn passes_on(api: &Api, schema: &Schema) -> Option<(SchemaId, bool)> {
    if says_something(schema) {
        return None;
    }
    let combine = &schema.combine;
    match (schema.reference, combine.all_of.as_slice(), combine.any_of.as_slice(), combine.one_of.as_slice()) {
        (Some(target), [], [], []) => Some((target, false)),
        (None, [only], [], []) => Some((*only, false)),
        (None, [], alternatives, []) | (None, [], [], alternatives) => but_null(api, alternatives),
        _ => None,
    }
}

/// The only alternative that is not null.
fn but_null(api: &Api, alternatives: &[SchemaId]) -> Option<(SchemaId, bool)> {
    let is_null = |id: &SchemaId| alternatives::is_null(&api.schemas[*id]);
    let mut others = alternatives.iter().filter(|id| !is_null(id));
    let only = *others.next()?;
    others.next().is_none().then_some((only, alternatives.iter().any(is_null)))
}

/// Whether a schema has keywords of its own besides those that combine other schemas.
pub(in crate::lower) fn says_something(schema: &Schema) -> bool {
    schema.never
        || schema.types.is_some()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
        || !schema.object.properties.is_empty()
        || !schema.object.required.is_empty()
        || schema.object.additional_properties.is_some()
        || schema.array.items.is_some()
        || !schema.array.prefix_items.is_empty()
}

/// The keywords of a schema that restrict values without telling a type or combining alternatives.
pub(in crate::lower) fn restricting(schema: &Schema) -> Vec<&'static str> {
    let Schema { number, string, array, object, combine, .. } = schema;
    let stated = [
        ("minimum", number.minimum.is_some()),
        ("maximum", number.maximum.is_some()),
        ("exclusiveMinimum", number.exclusive_minimum.is_some()),
        ("exclusiveMaximum", number.exclusive_maximum.is_some()),
        ("multipleOf", !number.multiple_of.is_empty()),
        ("minLength", string.min_length.is_some()),
        ("maxLength", string.max_length.is_some()),
        ("pattern", !string.patterns.is_empty()),
        ("minItems", array.min_items.is_some()),
        ("maxItems", array.max_items.is_some()),
        ("uniqueItems", array.unique_items),
        ("contains", !array.contains.is_empty()),
        ("unevaluatedItems", array.unevaluated_items.is_some()),
        ("patternProperties", !object.pattern_properties.is_empty()),
        ("propertyNames", object.property_names.is_some()),
        ("minProperties", object.min_properties.is_some()),
        ("maxProperties", object.max_properties.is_some()),
        ("dependentRequired", !object.dependent_required.is_empty()),
        ("dependentSchemas", !object.dependent_schemas.is_empty()),
        ("unevaluatedProperties", object.unevaluated_properties.is_some()),
        ("not", !combine.not.is_empty()),
        ("if", !combine.conditions.is_empty()),
    ];
    stated.into_iter().filter_map(|(keyword, is_stated)| is_stated.then_some(keyword)).collect()
}

/// Whether a schema names null among its types, or among its values where it names no types.
fn allows_null(schema: &Schema) -> bool {
    match schema.types {
        Some(types) => types.contains(Types::NULL),
        None => schema.enumeration.as_ref().is_some_and(|values| values.contains(&Value::Null)),
    }
}

/// The shape of a resolved schema.
pub(in crate::lower) fn of(api: &Api, id: SchemaId) -> Shape {
    let schema = &api.schemas[id];
    if schema.reference.is_some() {
        return Shape::Untyped("a reference with keywords beside it");
    }
    if !schema.combine.all_of.is_empty() {
        return Shape::Untyped("`allOf`");
    }
    alternatives::shape(api, schema).unwrap_or_else(|| of_keywords(schema))
}

/// The shape that a schema's own keywords ask for.
pub(in crate::lower) fn of_keywords(schema: &Schema) -> Shape {
    let stated = stated_types(schema);
    // Beside `type: array`, an `enum` of single values is meant for the items; at any rate it makes no list a text.
    let is_compound = stated.is_some_and(|types| [Types::ARRAY, Types::OBJECT].contains(&types));
    let constant = schema.constant.as_ref().map(std::slice::from_ref);
    if let Some(values) = schema.enumeration.as_deref().or(constant).filter(|_| !is_compound) {
        return literal_enums::shape(schema, values, stated);
    }
    stated.map_or(Shape::Any, |types| of_types(schema, types))
}

/// The shape that a schema asks for where these are its types.
pub(in crate::lower) fn of_types(schema: &Schema, types: Types) -> Shape {
    match types {
        Types::BOOLEAN => Shape::Boolean,
        Types::INTEGER => Shape::Integer,
        Types::NUMBER => Shape::Number,
        Types::STRING => Shape::String,
        Types::ARRAY if !schema.array.prefix_items.is_empty() => Shape::Tuple,
        Types::ARRAY => Shape::Array(schema.array.items),
        Types::OBJECT => of_object(schema),
        Types::NONE => Shape::Null,
        types if types.contains(Types::OBJECT) && !schema.object.properties.is_empty() => {
            Shape::Untyped("an object or another type")
        }
        types => alternatives::of_types(types),
    }
}

fn of_object(schema: &Schema) -> Shape {
    if schema.object.properties.is_empty() && schema.object.required.is_empty() {
        Shape::Map(schema.object.additional_properties)
    } else {
        Shape::Struct
    }
}

/// The types a schema states, without null; where it states none, the one that its other keywords are about.
fn stated_types(schema: &Schema) -> Option<Types> {
    if let Some(types) = schema.types {
        return Some(types.without(Types::NULL));
    }
    if let Some(constant) = &schema.constant {
        return Some(type_of(constant).without(Types::NULL));
    }
    let (object, array) = (&schema.object, &schema.array);
    if !object.properties.is_empty() || object.additional_properties.is_some() || !object.pattern_properties.is_empty()
    {
        return Some(Types::OBJECT);
    }
    (array.items.is_some() || !array.prefix_items.is_empty()).then_some(Types::ARRAY)
}

/// The type of a value.
pub(in crate::lower) fn type_of(value: &Value) -> Types {
    match value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::Integer(_) => Types::INTEGER,
        Value::Float(_) => Types::NUMBER,
        Value::String(_) => Types::STRING,
        Value::Array(_) => Types::ARRAY,
        Value::Object(_) => Types::OBJECT,
    }
}

/// The one value that satisfies a schema, where there is only one.
pub(in crate::lower) fn only_value(api: &Api, id: SchemaId) -> Option<Value> {
    let resolved = resolve(api, id);
    let schema = &api.schemas[resolved.schema];
    let listed = schema.enumeration.as_deref().and_then(|values| match values {
        [only] => Some(only),
        _ => None,
    });
    schema.constant.as_ref().or(listed).filter(|_| !resolved.nullable).cloned()
}

/// The members that an object may have, in order: one that no value satisfies is left out, unless it is asked for.
pub(in crate::lower) fn members<'a>(api: &'a Api, schema: &'a Schema) -> impl Iterator<Item = &'a (String, SchemaId)> {
    let object = &schema.object;
    object.properties.iter().filter(|(name, id)| !api.schemas[*id].never || object.required.contains(name))
}

/// The schemas whose types the type of this one is made of.
pub(in crate::lower) fn children(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    let schema = &api.schemas[id];
    match of(api, id) {
        Shape::Array(items) | Shape::Map(items) => items.into_iter().collect(),
        Shape::Tuple => schema.array.prefix_items.iter().copied().chain(schema.array.items).collect(),
        Shape::Struct => {
            let properties = members(api, schema).map(|(_, id)| *id);
            properties.chain(schema.object.additional_properties).collect()
        }
        Shape::OneOf(alternatives) => {
            let of_types = schema.array.items.into_iter().chain(schema.object.additional_properties);
            let members = alternatives.members.iter().filter_map(|member| match member.what {
                What::Schema(id) => Some(id),
                What::Type(_) => None,
            });
            members.chain(of_types).collect()
        }
        Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Untyped(_) => Vec::new(),
    }
}
