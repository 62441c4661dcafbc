//! What the keywords of one schema say, without those that combine other schemas.
//!
//! Owns the choice that turns types, values and keywords about objects and arrays into one shape. Must not know other schemas.

use crate::api::{Schema, Types};
use crate::value::Value;

use crate::lower::shape::{Shape, alternatives, literals};

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

/// Whether a schema has keywords that restrict values without telling a type or combining alternatives.
pub(in crate::lower) fn restricts(schema: &Schema) -> bool {
    let Schema { number, string, array, object, combine, .. } = schema;
    number.minimum.is_some()
        || number.maximum.is_some()
        || number.exclusive_minimum.is_some()
        || number.exclusive_maximum.is_some()
        || !number.multiple_of.is_empty()
        || string.min_length.is_some()
        || string.max_length.is_some()
        || !string.patterns.is_empty()
        || array.min_items.is_some()
        || array.max_items.is_some()
        || array.unique_items
        || !array.contains.is_empty()
        || array.unevaluated_items.is_some()
        || !object.pattern_properties.is_empty()
        || object.property_names.is_some()
        || object.min_properties.is_some()
        || object.max_properties.is_some()
        || !object.dependent_required.is_empty()
        || !object.dependent_schemas.is_empty()
        || object.unevaluated_properties.is_some()
        || !combine.not.is_empty()
        || !combine.conditions.is_empty()
}

/// The shape that a schema's own keywords ask for.
pub(in crate::lower) fn shape(schema: &Schema) -> Shape {
    let stated = stated_types(schema);
    // Beside `type: array`, an `enum` of single values is about the items; at any rate it makes no array a string.
    let is_compound = stated.is_some_and(|types| [Types::ARRAY, Types::OBJECT].contains(&types));
    let constant = schema.constant.as_ref().map(std::slice::from_ref);
    if let Some(values) = schema.enumeration.as_deref().or(constant).filter(|_| !is_compound) {
        return literals::shape(schema, values, stated);
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
pub(super) fn stated_types(schema: &Schema) -> Option<Types> {
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

/// The types of the values that a schema lists.
pub(super) fn types_of_values(schema: &Schema) -> Option<Types> {
    let values = schema.enumeration.as_ref()?;
    Some(values.iter().map(type_of).fold(Types::NONE, Types::or))
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
