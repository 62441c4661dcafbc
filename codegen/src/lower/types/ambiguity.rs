//! Finds alternatives of a union that nothing tells apart.
//!
//! An alternative is summed up in a text: its JSON type, of an object the members with what is known of each. Two with one
//! text are told apart by no value. The text grows with what an alternative declares, not with how many alternatives there are.
//! Must not know Rust's types.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Schema, SchemaId};
use crate::bounds::{AMBIGUITY_ARRAYS, AMBIGUITY_DEPTH};
use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::lower::shape::alternatives::What;
use crate::lower::shape::{self, Shape};

/// What is known of an alternative before it has a type: what it is, its word, and the values of the tag that stand for it.
pub(in crate::lower) type Seen<'a> = (What, &'a str, &'a [String]);

/// Reports each alternative that is like one before it: one that it shares a value of the tag with, where there is a tag.
pub(in crate::lower) fn report(api: &Api, union: &Schema, has_tag: bool, alternatives: &[Seen<'_>], sink: &mut Sink) {
    let mut known: HashMap<(String, Option<&str>), &str> = HashMap::new();
    let shared = shared(alternatives);
    for (what, word, tags) in alternatives {
        let What::Schema(id) = what else { continue };
        let tags: Vec<Option<&str>> = if has_tag {
            tags.iter().map(String::as_str).filter(|tag| shared.contains(tag)).map(Some).collect()
        } else {
            vec![None]
        };
        if tags.is_empty() {
            continue;
        }
        let sum = sum(api, *id, AMBIGUITY_DEPTH, AMBIGUITY_ARRAYS);
        let Some(first) = tags.iter().find_map(|tag| known.get(&(sum.clone(), *tag))) else {
            known.extend(tags.into_iter().map(|tag| ((sum.clone(), tag), *word)));
            continue;
        };
        let message = format!("nothing tells `{first}` and `{word}` apart; what is either is read as `{first}`");
        let help = "add a `discriminator`, or a required property with another `const` in each";
        sink.push(Diagnostic::new(codes::AMBIGUOUS_UNION, union.at.clone(), message).help(help));
    }
}

/// The values of the tag that stand for more than one alternative.
fn shared<'a>(alternatives: &[Seen<'a>]) -> HashSet<&'a str> {
    let mut known = HashSet::new();
    let tags = alternatives.iter().flat_map(|(_, _, tags)| tags.iter().map(String::as_str));
    tags.filter(|tag| !known.insert(*tag)).collect()
}

fn sum(api: &Api, id: SchemaId, depth: usize, lists: usize) -> String {
    let resolved = shape::resolve(api, id);
    let (id, schema) = (resolved.schema, &api.schemas[resolved.schema]);
    let or_null = if resolved.nullable { "?" } else { "" };
    let text = match shape::of(api, id) {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::String => format!("string {:?}", schema.format),
        Shape::StringEnum(mut values) => {
            values.sort();
            format!("{values:?}")
        }
        Shape::NumberEnum(values) => {
            let mut values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
            values.sort();
            format!("{values:?}")
        }
        Shape::Null => "null".to_owned(),
        Shape::Array(items) if lists > 0 => {
            format!("[{}]", items.map_or_else(String::new, |items| sum(api, items, depth, lists - 1)))
        }
        Shape::Map(values) if depth > 0 => {
            format!("{{*: {}}}", values.map_or_else(String::new, |values| sum(api, values, depth - 1, lists)))
        }
        Shape::Struct if depth > 0 => members(api, schema, depth - 1),
        // What is not looked into is told from all others.
        Shape::Array(_)
        | Shape::Tuple
        | Shape::Map(_)
        | Shape::Struct
        | Shape::OneOf(_)
        | Shape::Any
        | Shape::Untyped(_) => {
            format!("{id:?}")
        }
    };
    text + or_null
}

fn members(api: &Api, schema: &Schema, depth: usize) -> String {
    let object = &schema.object;
    let is_undeclared = |name: &&String| !object.properties.iter().any(|(known, _)| known == *name);
    let mut members: Vec<String> =
        object.required.iter().filter(is_undeclared).map(|name| format!("{name:?}!")).collect();
    members.extend(object.properties.iter().map(|(name, member)| {
        let mark = if object.required.contains(name) { "!" } else { "" };
        format!(
            "{name:?}{mark}: {} = {:?}",
            sum(api, *member, depth, AMBIGUITY_ARRAYS),
            shape::only_value(api, *member)
        )
    }));
    members.sort();
    let others = object.additional_properties.map(|values| sum(api, values, 0, AMBIGUITY_ARRAYS));
    format!("{{{members:?} {others:?}}}")
}
