//! What `enum` and `const` ask for: one of several strings, one of several numbers, or the type that the values have in common.
//!
//! Owns which of the values count. Must not know what they are called.

use crate::api::{Number, Schema, Types};
use crate::value::Value;

use crate::lower::shape::Shape;
use crate::lower::shape::keywords::{of_types, type_of};

/// The shape of listed values. Values that contradict the stated types cannot occur; where all do, the types alone count.
pub(in crate::lower) fn shape(schema: &Schema, values: &[Value], stated: Option<Types>) -> Shape {
    let usable: Vec<&Value> = values.iter().filter(|value| allows(stated, value)).collect();
    let types = usable.iter().map(|value| type_of(value)).fold(Types::NONE, Types::or).without(Types::NULL);
    match (types, stated) {
        (Types::NONE, None) => Shape::Null,
        (Types::NONE, Some(stated)) => of_types(schema, stated),
        (Types::STRING, _) => Shape::StringEnum(distinct(usable.iter().filter_map(|value| value.as_str()))),
        (types, _) if Types::INTEGER.or(Types::NUMBER).contains(types) => of_numbers(&usable, types, stated),
        (types, _) => of_types(schema, types),
    }
}

/// Whether the stated types allow a value: `1.0` is an integer, and every integer a number.
fn allows(stated: Option<Types>, value: &Value) -> bool {
    let Some(stated) = stated else { return true };
    let is_whole = matches!(value, Value::Float(float) if float.fract() == 0.0);
    stated.contains(type_of(value))
        || is_whole && stated.contains(Types::INTEGER)
        || matches!(value, Value::Integer(_)) && stated.contains(Types::NUMBER)
}

fn distinct<'v>(strings: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for string in strings {
        if !distinct.iter().any(|known| known == string) {
            distinct.push(string.to_owned());
        }
    }
    distinct
}

/// Integers, unless a fraction is among them or allowed. Those that no `i64` has make it a plain number.
fn of_numbers(values: &[&Value], types: Types, stated: Option<Types>) -> Shape {
    let has_fractions = stated.is_some_and(|stated| stated.contains(Types::NUMBER))
        || types.contains(Types::NUMBER) && stated.is_none_or(|stated| !stated.contains(Types::INTEGER));
    let mut numbers: Vec<Number> = Vec::new();
    for value in values {
        let number = match value {
            Value::Integer(integer) if has_fractions => Number::Float(*integer as f64),
            Value::Integer(integer) if i64::try_from(*integer).is_ok() => Number::Integer(*integer),
            Value::Float(float) if !float.is_finite() => return Shape::Number,
            // Zero is one value, whatever its sign.
            Value::Float(float) if has_fractions => Number::Float(float + 0.0),
            Value::Float(float) if float.abs() < i64::MAX as f64 => Number::Integer(*float as i128),
            Value::Integer(_) | Value::Float(_) => return if has_fractions { Shape::Number } else { Shape::Integer },
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => continue,
        };
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Shape::NumberEnum(numbers)
}
