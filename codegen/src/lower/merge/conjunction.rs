//! What holds when the keywords of two schemas hold at once.
//!
//! Owns the arithmetic of keywords that are about values alone: the tighter bound counts, and what cannot be one keyword
//! stays two. Must not know which schemas meet, nor what follows from a contradiction.

use crate::api::{ArrayKeywords, Number, NumberKeywords, Schema, SchemaId, StringKeywords, Types};
use crate::value::Value;

use crate::lower::shape::constraints::is_same;

/// The types that both allow.
pub(in crate::lower) fn types(one: Types, other: Types) -> Types {
    let mut types = Types::NONE;
    for (_, single) in one.iter() {
        // Every integer is a number.
        let is_allowed = other.contains(single) || (single == Types::INTEGER && other.contains(Types::NUMBER));
        if is_allowed {
            types = types.or(single);
        }
    }
    if one.contains(Types::NUMBER) && other.contains(Types::INTEGER) {
        types = types.or(Types::INTEGER);
    }
    if types.contains(Types::NUMBER) { types.without(Types::INTEGER) } else { types }
}

/// The values that both list and that one of these types has; `None` where neither lists any.
pub(in crate::lower) fn enumeration(one: &Schema, other: &Schema, types: Option<Types>) -> Option<Vec<Value>> {
    let mut values = match (&one.enumeration, &other.enumeration) {
        (Some(one), Some(other)) => one.iter().filter(|value| has(other, value)).cloned().collect(),
        (one, other) => one.as_ref().or(other.as_ref()).cloned()?,
    };
    values.retain(|value| types.is_none_or(|types| types.have(value)));
    if let Some(constant) = one.constant.as_ref().or(other.constant.as_ref()) {
        values.retain(|value| is_same(value, constant));
    }
    Some(values)
}

/// Whether two constants, where both are stated, are one value, and it is of one of these types.
pub(in crate::lower) fn agree_on_constant(one: &Schema, other: &Schema, types: Option<Types>) -> bool {
    let is_allowed = |value: &Value| types.is_none_or(|types| types.have(value));
    match (&one.constant, &other.constant) {
        (Some(one), Some(other)) => is_same(one, other) && is_allowed(one),
        (Some(value), None) | (None, Some(value)) => is_allowed(value),
        (None, None) => true,
    }
}

fn has(values: &[Value], wanted: &Value) -> bool {
    values.iter().any(|value| is_same(value, wanted))
}

/// The tighter bounds, and every divisor.
pub(in crate::lower) fn numbers(one: NumberKeywords, other: NumberKeywords) -> NumberKeywords {
    NumberKeywords {
        minimum: tighter(one.minimum, other.minimum, f64::max),
        maximum: tighter(one.maximum, other.maximum, f64::min),
        exclusive_minimum: tighter(one.exclusive_minimum, other.exclusive_minimum, f64::max),
        exclusive_maximum: tighter(one.exclusive_maximum, other.exclusive_maximum, f64::min),
        multiple_of: every(one.multiple_of, other.multiple_of),
    }
}

/// The bound that `choose` picks of two.
fn tighter(one: Option<Number>, other: Option<Number>, choose: fn(f64, f64) -> f64) -> Option<Number> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let chosen = choose(number(one), number(other));
            Some(if number(one) == chosen { one } else { other })
        }
        (one, other) => one.or(other),
    }
}

fn number(number: Number) -> f64 {
    match number {
        Number::Integer(number) => number as f64,
        Number::Float(number) => number,
    }
}

/// The tighter lengths, and every pattern.
pub(in crate::lower) fn strings(one: StringKeywords, other: StringKeywords) -> StringKeywords {
    StringKeywords {
        min_length: one.min_length.max(other.min_length),
        max_length: least(one.max_length, other.max_length),
        patterns: every(one.patterns, other.patterns),
        content_encoding: one.content_encoding.or(other.content_encoding),
        content_media_type: one.content_media_type.or(other.content_media_type),
        content_schema: one.content_schema.or(other.content_schema),
    }
}

/// The tighter counts; the schemas of items and of those left over are merged by the caller.
pub(in crate::lower) fn arrays(
    one: ArrayKeywords,
    other: ArrayKeywords,
    items: Option<SchemaId>,
    prefix_items: Vec<SchemaId>,
) -> ArrayKeywords {
    ArrayKeywords {
        items,
        prefix_items,
        min_items: one.min_items.max(other.min_items),
        max_items: least(one.max_items, other.max_items),
        unique_items: one.unique_items || other.unique_items,
        contains: every(one.contains, other.contains),
        unevaluated_items: None,
    }
}

/// The elements of both, each once.
pub(in crate::lower) fn every<T: PartialEq>(mut one: Vec<T>, other: Vec<T>) -> Vec<T> {
    for value in other {
        if !one.contains(&value) {
            one.push(value);
        }
    }
    one
}

/// The smaller of two bounds, where there are two.
pub(in crate::lower) fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The bounds that no value is within, as they are written.
pub(in crate::lower) fn crossed(schema: &Schema) -> Option<&'static str> {
    let over = |least: Option<u64>, most: Option<u64>| least.zip(most).is_some_and(|(least, most)| least > most);
    let (bounds, string, array, object) = (&schema.number, &schema.string, &schema.array, &schema.object);
    let crossed = bounds.minimum.zip(bounds.maximum).is_some_and(|(least, most)| number(least) > number(most));
    [
        ("`minimum` is above `maximum`", crossed),
        ("`minLength` is above `maxLength`", over(string.min_length, string.max_length)),
        ("`minItems` is above `maxItems`", over(array.min_items, array.max_items)),
        ("`minProperties` is above `maxProperties`", over(object.min_properties, object.max_properties)),
    ]
    .into_iter()
    .find_map(|(what, is_crossed)| is_crossed.then_some(what))
}
