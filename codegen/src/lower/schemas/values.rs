//! The keywords of a schema table that are about values alone.
//!
//! Owns `type`, `enum`, `const` and the bounds of numbers, and which schemas say so little that the runtime has a table for them.
//! Must not know other tables.

use crate::api::{ArrayKeywords, CombineKeywords, Number, NumberKeywords, ObjectKeywords, Schema, Types};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Keyword, Literal, SchemaTableFormat};
use crate::value::Value;

/// `type`, `enum` and `const`.
pub(super) fn push_values(keywords: &mut Vec<Keyword>, schema: &Schema, sink: &mut Sink) {
    let listed = schema.enumeration.as_deref().filter(|values| fit(schema, values, sink));
    let strings = listed.and_then(|values| strings(values, schema.types));
    let types = match &strings {
        Some((types, _)) => Some(*types),
        None => schema.types,
    };
    keywords.extend(types.map(|types| Keyword::Type(types.iter().map(|(name, _)| constant(name)).collect())));
    match (strings, listed) {
        (Some((_, strings)), _) => keywords.push(Keyword::Enum(strings)),
        (None, Some(values)) => keywords.push(Keyword::Values(literals(values, schema.types))),
        (None, None) => {}
    }
    if let Some(constant) = &schema.constant {
        keywords.extend(literal(constant).map(Keyword::Const));
    }
}

/// Whether any value of an `enum` has a stated type: strings beside `type: array` or `type: integer` have not.
fn fit(schema: &Schema, values: &[Value], sink: &mut Sink) -> bool {
    let Some(types) = schema.types else { return true };
    let fits = values.iter().any(|value| *value != Value::Null && types.have(value))
        || values.contains(&Value::Null) && types == Types::NULL;
    if !fits {
        let message = "no value of this `enum` has a type that `type` allows, so the server does not validate it";
        let help = "write values of the type; for those of items, write `enum` under `items`";
        sink.push(Diagnostic::new(codes::UNCHECKED, schema.at.clone(), message).help(help));
    }
    fits
}

/// The bounds of numbers, and divisors.
pub(super) fn push_numbers(keywords: &mut Vec<Keyword>, schema: &Schema, sink: &mut Sink) {
    let number = &schema.number;
    let bounds = [
        ("minimum", number.minimum, Keyword::Minimum as fn(Number) -> Keyword),
        ("maximum", number.maximum, Keyword::Maximum),
        ("exclusiveMinimum", number.exclusive_minimum, Keyword::ExclusiveMinimum),
        ("exclusiveMaximum", number.exclusive_maximum, Keyword::ExclusiveMaximum),
    ];
    let divisors = number.multiple_of.iter().map(|divisor| {
        let is_zero = matches!(divisor, Number::Integer(0) | Number::Float(0.0));
        let usable = if is_zero { Number::Float(f64::NAN) } else { *divisor };
        ("multipleOf", Some(usable), Keyword::MultipleOf as fn(Number) -> Keyword)
    });
    for (name, stated, keyword) in bounds.into_iter().chain(divisors) {
        match stated {
            Some(Number::Float(float)) if !float.is_finite() => {
                let message = format!("this `{name}` is not a number that values can be validated against");
                let diagnostic = Diagnostic::new(codes::UNCHECKED, schema.at.key(name), message);
                sink.push(diagnostic.help("write a finite number, and no `multipleOf` of zero"));
            }
            stated => keywords.extend(stated.map(keyword)),
        }
    }
}

/// Whether a schema refuses nothing but by its `type`, its `$ref` and its `allOf`.
pub(super) fn says_nothing(schema: &Schema) -> bool {
    let Schema { never, enumeration, constant, number, string, array, object, combine, .. } = schema;
    let CombineKeywords { any_of, one_of, not, conditions, .. } = combine;
    !never
        && enumeration.is_none()
        && constant.is_none()
        && *number == NumberKeywords::default()
        && (string.min_length, string.max_length) == (None, None)
        && string.patterns.is_empty()
        && *array == ArrayKeywords::default()
        && *object == ObjectKeywords::default()
        && [any_of, one_of, not].into_iter().all(Vec::is_empty)
        && conditions.is_empty()
}

/// The runtime's constant for a schema that says no more than a type.
pub(super) fn known(schema: &Schema, format: Option<SchemaTableFormat>) -> Option<&'static str> {
    let refers = schema.reference.is_some() || !schema.combine.all_of.is_empty();
    match (schema.never, schema.types) {
        (true, None) if says_nothing(&Schema { never: false, ..schema.clone() }) && !refers => Some("NEVER"),
        _ if refers || !says_nothing(schema) => None,
        (_, None) => Some("ANY"),
        (_, Some(types)) => {
            let mut names = types.iter();
            let (name, _) = names.next()?;
            match (names.next(), format) {
                (Some(_), _) => None,
                (None, Some(format)) => known_format(&format),
                (None, None) => Some(constant(name)),
            }
        }
    }
}

/// The runtime's constant for a format of its own type.
fn known_format(format: &SchemaTableFormat) -> Option<&'static str> {
    match format {
        SchemaTableFormat::Known("DateTime") => Some("DATE_TIME"),
        SchemaTableFormat::Known("Date") => Some("DATE"),
        SchemaTableFormat::Known("Uuid") => Some("UUID"),
        SchemaTableFormat::Known("Base64") => Some("BASE64"),
        SchemaTableFormat::Known("Int32") => Some("INT32"),
        SchemaTableFormat::Known("Int64") => Some("INT64"),
        SchemaTableFormat::Known(_) | SchemaTableFormat::Other(..) => None,
    }
}

/// The strings of an `enum` that lists nothing else but null, with the types that then are left. Null may be stated by `type`
/// alone.
fn strings(values: &[Value], types: Option<Types>) -> Option<(Types, Vec<String>)> {
    let others = values.iter().filter(|value| **value != Value::Null);
    let strings = others.map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()?;
    let null = if values.contains(&Value::Null) { Types::NULL } else { Types::NONE };
    let types = types.unwrap_or(Types::STRING.or(null));
    let is_string = Types::STRING.or(Types::NULL).contains(types) && types.contains(Types::STRING);
    (is_string && !strings.is_empty()).then_some((types, strings))
}

/// The values of an `enum`, with the null that `type` states.
fn literals(values: &[Value], types: Option<Types>) -> Vec<Literal> {
    let null = types.filter(|types| types.contains(Types::NULL) && !values.contains(&Value::Null));
    values.iter().filter_map(literal).chain(null.map(|_| Literal::Null)).collect()
}

/// The examples of a schema; without one, its default.
pub(super) fn examples(schema: &Schema) -> Vec<Literal> {
    let examples: Vec<Literal> = schema.notes.examples.iter().filter_map(literal).collect();
    if examples.is_empty() { schema.notes.default.as_ref().and_then(literal).into_iter().collect() } else { examples }
}

/// A value as a constant; `None` where part of it is no JSON value.
fn literal(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::Null => Literal::Null,
        Value::Bool(flag) => Literal::Bool(*flag),
        Value::Integer(number) => Literal::Number(Number::Integer(*number)),
        Value::Float(number) if number.is_finite() => Literal::Number(Number::Float(*number)),
        Value::Float(_) => return None,
        Value::String(string) => Literal::String(string.clone()),
        Value::Array(items) => Literal::Array(items.iter().map(literal).collect::<Option<_>>()?),
        Value::Object(properties) => {
            let properties = properties.iter().map(|(name, value)| Some((name.clone(), literal(value)?)));
            Literal::Object(properties.collect::<Option<_>>()?)
        }
    })
}

fn constant(type_name: &str) -> &'static str {
    match type_name {
        "string" => "STRING",
        "integer" => "INTEGER",
        "number" => "NUMBER",
        "boolean" => "BOOLEAN",
        "array" => "ARRAY",
        "object" => "OBJECT",
        _ => "NULL",
    }
}
