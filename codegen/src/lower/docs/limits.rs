//! Writes the line about the values of a schema: its limits, an example, its default.
//!
//! Owns the wording of that line. Must not know which comment it stands in.

use crate::api::{Number, Schema};
use crate::bounds::{EXAMPLE_LENGTH, NUMBER_LENGTH};
use crate::value::Value;

use crate::lower::docs;
use crate::lower::shape::{Shape, keywords};

/// ```text
/// Limits: at most 5000 characters; example: `"a@example.com"`; default: `""`
/// ```
///
/// The default is an argument, since a property can have that of the schema it refers to.
pub(in crate::lower) fn line(schema: &Schema, default: Option<&Value>) -> Option<String> {
    let limits = limits(schema);
    let limits = (!limits.is_empty()).then(|| format!("limits: {}", limits.join(", ")));
    let default_value = default.map(|value| format!("default: {}", docs::json(value)));
    let facts: Vec<String> = [limits, example(schema, default), default_value].into_iter().flatten().collect();
    let line = facts.join("; ");
    let mut letters = line.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The limits of the values, in words.
fn limits(schema: &Schema) -> Vec<String> {
    let Schema { number, string, array, object, .. } = schema;
    let mut limits = Vec::new();
    match keywords::shape(schema) {
        Shape::Integer | Shape::Number => {
            limits.extend(range(number.minimum.map(written), number.maximum.map(written), ""));
            limits.extend(number.exclusive_minimum.map(|bound| format!("more than {}", written(bound))));
            limits.extend(number.exclusive_maximum.map(|bound| format!("less than {}", written(bound))));
            limits.extend(number.multiple_of.iter().map(|divisor| format!("a multiple of {}", written(*divisor))));
        }
        Shape::String => {
            limits.extend(counted(string.min_length, string.max_length, ["character", "characters"]));
            let short = |pattern: &&String| {
                !pattern.is_empty() && pattern.chars().count() <= EXAMPLE_LENGTH && !pattern.contains(char::is_control)
            };
            limits
                .extend(string.patterns.iter().filter(short).map(|pattern| format!("pattern {}", docs::code(pattern))));
        }
        Shape::Array(_) | Shape::Tuple => {
            limits.extend(counted(array.min_items, array.max_items, ["item", "items"]));
            limits.extend(array.unique_items.then(|| "no two items equal".to_owned()));
        }
        Shape::Map(_) => {
            limits.extend(counted(object.min_properties, object.max_properties, ["property", "properties"]));
        }
        // Their types say what they can be.
        Shape::Any
        | Shape::Boolean
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Struct
        | Shape::OneOf(_)
        | Shape::Untyped(_) => {}
    }
    limits
}

/// `1 to 20 characters`. Nothing is less than zero of them.
fn counted(least: Option<u64>, most: Option<u64>, [one, several]: [&str; 2]) -> Option<String> {
    let least = least.filter(|least| *least > 0);
    let unit = if most.or(least) == Some(1) { format!(" {one}") } else { format!(" {several}") };
    range(least.map(|least| least.to_string()), most.map(|most| most.to_string()), &unit)
}

fn range(least: Option<String>, most: Option<String>, unit: &str) -> Option<String> {
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => format!("exactly {least}{unit}"),
        (Some(least), Some(most)) => format!("{least} to {most}{unit}"),
        (Some(least), None) => format!("at least {least}{unit}"),
        (None, Some(most)) => format!("at most {most}{unit}"),
        (None, None) => return None,
    })
}

fn written(number: Number) -> String {
    match number {
        Number::Integer(integer) => integer.to_string(),
        Number::Float(float) => {
            // Without an exponent those of great size have hundreds of digits.
            let plain = float.to_string();
            if plain.len() <= NUMBER_LENGTH { plain } else { format!("{float:e}") }
        }
    }
}

/// A short example of a text or a number. Those of secrets are nobody's to read, and those of enums are among their values.
fn example(schema: &Schema, default: Option<&Value>) -> Option<String> {
    let is_scalar = matches!(keywords::shape(schema), Shape::String | Shape::Integer | Shape::Number);
    let is_secret = schema.format.as_deref() == Some("password");
    let example =
        schema.notes.examples.first().filter(|example| is_scalar && !is_secret && Some(*example) != default)?;
    let is_shown = match example {
        Value::String(text) => !text.is_empty() && text.chars().count() <= EXAMPLE_LENGTH,
        Value::Integer(_) | Value::Float(_) => true,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    };
    is_shown.then(|| format!("example: {}", docs::json(example)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ArrayKeywords, NumberKeywords, StringKeywords, Types};
    use crate::at::{At, FileId};

    fn schema(types: Types) -> Schema {
        Schema { types: Some(types), ..Schema::any(At::root(FileId(0))) }
    }

    #[test]
    fn a_line_has_what_is_stated_in_a_fixed_order() {
        let string = StringKeywords {
            min_length: Some(1),
            max_length: Some(20),
            patterns: vec!["^[a-z]`+$".to_owned()],
            ..StringKeywords::default()
        };
        let mut text = Schema { string, ..schema(Types::STRING) };
        text.notes.examples = vec![Value::String("a".to_owned())];
        let expected = "Limits: 1 to 20 characters, pattern `` ^[a-z]`+$ ``; example: `\"a\"`; default: `\"b\"`";
        assert_eq!(line(&text, Some(&Value::String("b".to_owned()))).as_deref(), Some(expected));
    }

    #[test]
    fn numbers_and_lists_have_limits_of_their_own() {
        let number = NumberKeywords {
            minimum: Some(Number::Integer(0)),
            exclusive_maximum: Some(Number::Float(0.5)),
            ..NumberKeywords::default()
        };
        let number = Schema { number, ..schema(Types::NUMBER) };
        assert_eq!(line(&number, None).as_deref(), Some("Limits: at least 0, less than 0.5"));
        let huge = NumberKeywords { maximum: Some(Number::Float(f64::MAX)), ..NumberKeywords::default() };
        let huge = Schema { number: huge, ..schema(Types::NUMBER) };
        assert_eq!(line(&huge, None).as_deref(), Some("Limits: at most 1.7976931348623157e308"));
        let array =
            ArrayKeywords { min_items: Some(1), max_items: Some(1), unique_items: true, ..ArrayKeywords::default() };
        let list = Schema { array, ..schema(Types::ARRAY) };
        assert_eq!(line(&list, None).as_deref(), Some("Limits: exactly 1 item, no two items equal"));
    }

    #[test]
    fn what_the_type_says_is_not_said_again() {
        let mut one = Schema { format: Some("date-time".to_owned()), ..schema(Types::STRING) };
        one.string.min_length = Some(0);
        assert_eq!(line(&one, None), None);
        let mut secret = Schema { format: Some("password".to_owned()), ..schema(Types::STRING) };
        secret.notes.examples = vec![Value::String("hunter2".to_owned())];
        assert_eq!(line(&secret, None), None);
    }
}
