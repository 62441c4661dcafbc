//! Equality of JSON values: numbers by their value and not by how they are written, objects in any order.
//!
//! Owns that. Must not know keywords. Source: JSON Schema Core 2020-12, section 4.2.2.

use std::cmp::Ordering;
use std::fmt::Write as _;

use serde_json::Value;

use super::super::schema::{Literal, Number};
use super::number;

/// Whether a value equals the literal of a schema.
pub(super) fn is(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::Bool(one), Literal::Bool(other)) => one == other,
        (Value::Number(one), Literal::Integer(other)) => {
            number::compare(one, Number::Integer(*other)) == Some(Ordering::Equal)
        }
        (Value::Number(one), Literal::Float(other)) => {
            number::compare(one, Number::Float(*other)) == Some(Ordering::Equal)
        }
        (Value::String(one), Literal::String(other)) => one == other,
        (Value::Array(one), Literal::Array(other)) => {
            one.len() == other.len() && one.iter().zip(*other).all(|(one, other)| is(one, other))
        }
        (Value::Object(one), Literal::Object(other)) => {
            let has = |(name, literal): &(&str, Literal)| one.get(*name).is_some_and(|value| is(value, literal));
            one.len() == other.len() && other.iter().all(has)
        }
        _ => false,
    }
}

/// A string that two values share if and only if they are equal.
pub(in super::super) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// The parser bounds how deep a value is.
fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push('n'),
        Value::Bool(flag) => text.push(if *flag { 't' } else { 'f' }),
        Value::Number(number) => write_number(number, text),
        Value::String(string) => write_string(string, text),
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(object) => {
            let mut object: Vec<_> = object.iter().collect();
            object.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (name, value) in object {
                write_string(name, text);
                write(value, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}

/// The length comes first, so that the string cannot be mistaken for what follows it.
fn write_string(string: &str, text: &mut String) {
    let _ = write!(text, "{}:{string}", string.len());
}

fn write_number(number: &serde_json::Number, text: &mut String) {
    let _ = match number::of_json(number) {
        Number::Integer(integer) => write!(text, "#{integer}"),
        Number::Float(float) if float.fract() == 0.0 && float.abs() < 1e38 => write!(text, "#{}", float as i128),
        Number::Float(float) => write!(text, "#{float:e}"),
    };
}
