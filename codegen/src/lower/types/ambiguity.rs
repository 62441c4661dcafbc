//! Finds alternatives of a union that nothing tells apart.
//!
//! An alternative is summed up in a string: its JSON type, of an object the properties with what is known of each. No value tells
//! two alternatives with one sum apart. The sum grows with what an alternative declares, not with how many alternatives there are.
//! Must not know Rust's types.

use std::collections::{HashMap, HashSet};

use crate::api::{Schema, SchemaId};
use crate::bounds::{AMBIGUITY_ARRAYS, AMBIGUITY_DEPTH};
use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::lower::shape::alternatives::What;
use crate::lower::shape::{Shape, Shapes};

/// What is known of an alternative before it has a type: what it is, its word, and the discriminator values that select it.
pub(in crate::lower) type Seen<'a> = (What, &'a str, &'a [String]);

/// Reports each alternative that is like one before it: where there is a discriminator, one that it shares a value with.
pub(in crate::lower) fn report(
    shapes: &Shapes<'_>,
    union: &Schema,
    has_discriminator: bool,
    alternatives: &[Seen<'_>],
    sink: &mut Sink,
) {
    let mut known: HashMap<(String, Option<&str>), &str> = HashMap::new();
    let shared = shared(alternatives);
    for (what, word, values) in alternatives {
        let What::Schema(id) = what else { continue };
        let values: Vec<Option<&str>> = if has_discriminator {
            values.iter().map(String::as_str).filter(|value| shared.contains(value)).map(Some).collect()
        } else {
            vec![None]
        };
        if values.is_empty() {
            continue;
        }
        let sum = sum(shapes, *id, AMBIGUITY_DEPTH, AMBIGUITY_ARRAYS);
        let Some(first) = values.iter().find_map(|value| known.get(&(sum.clone(), *value))) else {
            known.extend(values.into_iter().map(|value| ((sum.clone(), value), *word)));
            continue;
        };
        let message =
            format!("nothing tells `{first}` and `{word}` apart; a value that is valid for both is read as `{first}`");
        let help = "add a `discriminator`, or a required property with another `const` in each";
        sink.push(Diagnostic::new(codes::AMBIGUOUS_UNION, union.at.clone(), message).help(help));
    }
}

/// The discriminator values that select more than one alternative.
fn shared<'a>(alternatives: &[Seen<'a>]) -> HashSet<&'a str> {
    let mut known = HashSet::new();
    let values = alternatives.iter().flat_map(|(_, _, values)| values.iter().map(String::as_str));
    values.filter(|value| !known.insert(*value)).collect()
}

fn sum(shapes: &Shapes<'_>, id: SchemaId, depth: usize, arrays: usize) -> String {
    let resolved = shapes.resolve(id);
    let schema = shapes.schema(id);
    let or_null = if resolved.nullable { "?" } else { "" };
    let sum = match shapes.of(id) {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::String => format!("string {:?}", schema.format),
        Shape::StringEnum(values) => {
            let mut values: Vec<&String> = values.iter().collect();
            values.sort();
            format!("{values:?}")
        }
        Shape::NumberEnum(values) => {
            let mut values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
            values.sort();
            format!("{values:?}")
        }
        Shape::Null => "null".to_owned(),
        Shape::Array(items) if arrays > 0 => {
            format!("[{}]", items.map_or_else(String::new, |items| self::sum(shapes, items, depth, arrays - 1)))
        }
        Shape::Map(values) if depth > 0 => {
            format!("{{*: {}}}", values.map_or_else(String::new, |values| self::sum(shapes, values, depth - 1, arrays)))
        }
        Shape::Struct if depth > 0 => properties(shapes, schema, depth - 1),
        // What is not looked into is told from all others.
        Shape::Array(_)
        | Shape::Tuple
        | Shape::Map(_)
        | Shape::Struct
        | Shape::OneOf(_)
        | Shape::Any
        | Shape::Untyped(_) => format!("{:?}", resolved.schema),
    };
    sum + or_null
}

fn properties(shapes: &Shapes<'_>, schema: &Schema, depth: usize) -> String {
    let object = &schema.object;
    let is_undeclared = |name: &&String| !object.properties.iter().any(|(known, _)| known == *name);
    let mut properties: Vec<String> =
        object.required.iter().filter(is_undeclared).map(|name| format!("{name:?}!")).collect();
    properties.extend(object.properties.iter().map(|(name, property)| {
        let mark = if object.required.contains(name) { "!" } else { "" };
        let only = shapes.only_value(*property);
        format!("{name:?}{mark}: {} = {only:?}", sum(shapes, *property, depth, AMBIGUITY_ARRAYS))
    }));
    properties.sort();
    let others = object.additional_properties.map(|values| sum(shapes, values, 0, AMBIGUITY_ARRAYS));
    format!("{{{properties:?} {others:?}}}")
}
