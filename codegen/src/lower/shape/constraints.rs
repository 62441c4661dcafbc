//! Whether a value that a description states satisfies the bounds and the format of its schema.
//!
//! Owns keywords about values, and about the items and properties of values; those that combine schemas are left to the schema
//! tables. Must not know Rust's types.
//!
//! Source: JSON Schema Validation 2020-12, sections 6.1 to 6.5 and 7.3; JSON Schema Core 2020-12, section 10.3.

use std::net::{Ipv4Addr, Ipv6Addr};

use oasmith_runtime::pattern;
use oasmith_runtime::string_formats::{is_base64, is_base64_url, is_date, is_date_time, is_uuid};

use crate::api::{Number, NumberKeywords, Schema, SchemaId};
use crate::bounds::{CONSTRAINT_DEPTH, UNIQUE_ITEMS};
use crate::rust::Scalar;
use crate::value::{Object, Value};

use crate::lower::shape::Shapes;
use crate::lower::shape::format_table::of_strings;

/// Whether a value satisfies them, as far as can be told.
pub(in crate::lower) fn allow(shapes: &Shapes<'_>, id: SchemaId, value: &Value) -> bool {
    allow_within(shapes, id, value, CONSTRAINT_DEPTH)
}

fn allow_within(shapes: &Shapes<'_>, id: SchemaId, value: &Value, depth: usize) -> bool {
    let schema = shapes.schema(id);
    let within = |id: SchemaId, value: &Value| depth == 0 || allow_within(shapes, id, value, depth - 1);
    alone_allow(schema, value)
        && match value {
            Value::Array(items) => items.iter().enumerate().all(|(position, item)| {
                let of_item = schema.array.prefix_items.get(position).copied().or(schema.array.items);
                of_item.is_none_or(|id| within(id, item))
            }),
            Value::Object(properties) => properties.iter().all(|(name, value)| match declared(schema, name) {
                Some(id) => within(id, value),
                None => true,
            }),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => true,
        }
}

/// What a property of this name has to satisfy, as far as its name alone tells.
fn declared(schema: &Schema, name: &str) -> Option<SchemaId> {
    let object = &schema.object;
    let named = object.properties.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
    let others = object.additional_properties.filter(|_| object.pattern_properties.is_empty());
    named.or(others)
}

/// Whether a value satisfies what a schema says without others. Null, which says that there is no value, is allowed.
pub(in crate::lower) fn alone_allow(schema: &Schema, value: &Value) -> bool {
    let is_typed = |value: &Value| schema.types.is_none_or(|types| types.have(value));
    let mut listed = schema.enumeration.iter().flatten().filter(|one| is_typed(one)).peekable();
    let is_listed = listed.peek().is_none() || listed.any(|one| is_same(one, value));
    let is_within = match value {
        Value::Null => return true,
        Value::Integer(_) | Value::Float(_) => number(&schema.number, value),
        Value::String(string) => is_string_of(schema, string),
        Value::Array(items) => {
            let count = items.len() as u64;
            schema.array.min_items.is_none_or(|least| count >= least)
                && schema.array.max_items.is_none_or(|most| count <= most)
                && !(schema.array.unique_items && has_equal(items))
        }
        Value::Object(properties) => object(schema, properties),
        Value::Bool(_) => true,
    };
    let is_constant = schema.constant.as_ref().is_none_or(|constant| is_same(constant, value));
    !schema.never && is_typed(value) && is_listed && is_constant && is_within
}

/// Whether two values are equal in JSON Schema, where `1` is `1.0`.
pub(in crate::lower) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Integer(integer), Value::Float(float)) | (Value::Float(float), Value::Integer(integer)) => {
            *integer as f64 == *float
        }
        (one, other) => one == other,
    }
}

fn number(keywords: &NumberKeywords, value: &Value) -> bool {
    let value = match value {
        Value::Integer(integer) => *integer as f64,
        Value::Float(float) => *float,
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => return true,
    };
    let bound = |bound: Option<Number>| match bound? {
        Number::Integer(integer) => Some(integer as f64),
        Number::Float(float) => Some(float),
    };
    bound(keywords.minimum).is_none_or(|least| value >= least)
        && bound(keywords.maximum).is_none_or(|most| value <= most)
        && bound(keywords.exclusive_minimum).is_none_or(|below| value > below)
        && bound(keywords.exclusive_maximum).is_none_or(|above| value < above)
        && keywords.multiple_of.iter().all(|divisor| bound(Some(*divisor)).is_none_or(|by| is_multiple(value, by)))
}

/// Whether a number is a multiple of another, save for what doubles cannot tell.
fn is_multiple(value: f64, divisor: f64) -> bool {
    let quotient = value / divisor;
    !quotient.is_finite() || (quotient - quotient.round()).abs() <= f64::EPSILON * 4.0 * quotient.abs().max(1.0)
}

/// Whether two items of an array are one value. Of an array that is longer than any default it is not asked.
fn has_equal(items: &[Value]) -> bool {
    let is_again = |(position, item): (usize, &Value)| items.iter().take(position).any(|one| is_same(one, item));
    items.len() <= UNIQUE_ITEMS && items.iter().enumerate().any(is_again)
}

fn object(schema: &Schema, properties: &Object) -> bool {
    let count = properties.len() as u64;
    let object = &schema.object;
    object.required.iter().all(|name| properties.contains_key(name))
        && object.min_properties.is_none_or(|least| count >= least)
        && object.max_properties.is_none_or(|most| count <= most)
}

fn is_string_of(schema: &Schema, string: &str) -> bool {
    let length = string.chars().count() as u64;
    schema.string.min_length.is_none_or(|least| length >= least)
        && schema.string.max_length.is_none_or(|most| length <= most)
        // A pattern that no engine takes refuses nothing.
        && schema.string.patterns.iter().all(|one| pattern::compile(one).is_none_or(|is_in| is_in(string)))
        && schema.format.as_deref().and_then(of_strings).is_none_or(|(scalar, _)| is_string_of_scalar(&scalar, string))
}

/// Whether the type of a format reads a string. Of types that are not from here nobody knows.
fn is_string_of_scalar(scalar: &Scalar, string: &str) -> bool {
    match scalar {
        Scalar::Timestamp => is_date_time(string),
        Scalar::Date => is_date(string),
        Scalar::Uuid => is_uuid(string),
        Scalar::Ipv4 => string.parse::<Ipv4Addr>().is_ok(),
        Scalar::Ipv6 => string.parse::<Ipv6Addr>().is_ok(),
        Scalar::Base64 => is_base64(string),
        Scalar::Base64Url => is_base64_url(string),
        Scalar::I8
        | Scalar::I16
        | Scalar::I128
        | Scalar::U8
        | Scalar::U16
        | Scalar::U32
        | Scalar::U64
        | Scalar::Secret
        | Scalar::Foreign(_) => true,
    }
}
