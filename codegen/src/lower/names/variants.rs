//! What the variants of a union are called, and the words for what stands inside an alternative.
//!
//! Owns the word for an alternative: its name or title, what only it has, else what it is. Must not know which names are taken
//! elsewhere.

use crate::api::{Api, Schema, SchemaId};
use crate::bounds::ITEM_WORDS;
use crate::rust::Name;
use crate::value::Value;

use crate::lower::names::named_locations::{self, LocationNames};
use crate::lower::names::plural;
use crate::lower::names::{Case, identifier};
use crate::lower::shape::alternatives::{self, Alternative, Alternatives, What};
use crate::lower::shape::look_through::target;
use crate::lower::shape::{self, Shape};

/// What the variants of a union are called, no two alike.
pub(in crate::lower) fn words(api: &Api, alternatives: &Alternatives) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Those before it that have the same word, whatever was added to that.
    let mut known: Vec<(Name, &Alternative)> = Vec::new();
    for (alternative, number) in alternatives.all.iter().zip(1..) {
        let word = word(api, alternative);
        let name = identifier(&word, Case::Pascal);
        let same: Vec<&Alternative> = known.iter().filter(|(other, _)| *other == name).map(|(_, one)| *one).collect();
        let is_taken =
            |word: &str| words.iter().any(|other| identifier(other, Case::Pascal) == identifier(word, Case::Pascal));
        let told = own_property(api, alternative, &same).map(|property| format!("{word} {property}"));
        let told = told.or_else(|| map_word(api, alternative));
        words.push(match told.filter(|told| !is_taken(told)) {
            _ if !is_taken(&word) => word,
            Some(told) => told,
            None => format!("{word} {number}"),
        });
        known.push((name, alternative));
    }
    words
}

/// The first property, a required one where there is one, that an alternative has and none of those before it.
fn own_property<'a>(api: &'a Api, alternative: &Alternative, before: &[&Alternative]) -> Option<&'a str> {
    let object = |alternative: &Alternative| match alternative.what {
        What::Schema(id) => Some(&api.schemas[target(api, id)].object),
        What::Type(_) => None,
    };
    let others: Vec<_> = before.iter().filter_map(|one| object(one)).flat_map(|object| &object.properties).collect();
    let own = object(alternative)?;
    let is_own = |name: &&str| !others.iter().any(|(other, _)| other == name);
    let mut names = own.properties.iter().map(|(name, _)| name.as_str()).filter(is_own);
    let required = names.clone().find(|name| own.required.iter().any(|required| required == name));
    required.or_else(|| names.next())
}

/// The words for the places of alternatives: what stands inside them is named by them.
pub(in crate::lower) fn location_words(api: &Api) -> LocationNames {
    let mut names = LocationNames::new();
    for (id, schema) in api.schemas.iter() {
        // An alternative to null alone is what it stands in; `nullable` has it at the same place.
        let listed = alternatives::listed(schema).iter();
        let mut others = listed.filter(|id| !alternatives::leads_to_null(api, **id)).map(|id| &api.schemas[*id]);
        if let (Some(only), None) = (others.next(), others.next())
            && only.at != schema.at
        {
            names.insert(only.at.clone(), String::new());
        }
        // What is one schema or null has no alternatives; that one is called like it.
        if target(api, id) != id {
            continue;
        }
        let Shape::OneOf(alternatives) = shape::of(api, id) else { continue };
        for (alternative, word) in alternatives.all.iter().zip(words(api, &alternatives)) {
            if let What::Schema(id) = alternative.what {
                names.insert(api.schemas[id].at.clone(), word);
            }
        }
    }
    names
}

/// The word for an alternative: the name or the title of its schema, its discriminator value, the only property of an object that
/// requires it, or its type.
fn word(api: &Api, alternative: &Alternative) -> String {
    let id = match alternative.what {
        What::Schema(id) => id,
        What::Type(types) => return types.iter().next().map_or_else(String::new, |(name, _)| name.to_owned()),
    };
    let schema = &api.schemas[target(api, id)];
    // The items say better that it is an array.
    let title = |schema: &Schema| schema.notes.title.clone().filter(|title| !title.eq_ignore_ascii_case("array"));
    let named = named_locations::label(api, id).or_else(|| title(&api.schemas[id])).or_else(|| title(schema));
    if let Some(name) = named {
        return name;
    }
    let by_property = || {
        let values = schema.object.properties.iter().filter(|(name, _)| schema.object.required.contains(name));
        values.into_iter().find_map(|(_, property)| match shape::only_value(api, *property) {
            Some(Value::String(value)) => Some(value.clone()),
            Some(
                Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::Array(_) | Value::Object(_),
            )
            | None => None,
        })
    };
    let word = alternative.values.first().cloned().or_else(by_property).or_else(|| wrapper(schema).map(str::to_owned));
    word.unwrap_or_else(|| kind(api, id, ITEM_WORDS))
}

/// The property of an object that has no other and requires it, as serde writes enums with external tags: `{"Run": ..}`.
fn wrapper(schema: &Schema) -> Option<&str> {
    let object = &schema.object;
    match (object.properties.as_slice(), object.required.as_slice()) {
        ([(name, _)], [required]) if name == required && name.chars().any(char::is_alphanumeric) => Some(name),
        (_, _) => None,
    }
}

/// A word for what a schema without a name is: its only string, its format, its shape; of an array what its items are.
fn kind(api: &Api, id: SchemaId, depth: usize) -> String {
    let schema = &api.schemas[target(api, id)];
    let word = match shape::of(api, target(api, id)) {
        Shape::StringEnum(values) => match values.as_slice() {
            [only] if only.is_empty() => "empty",
            [only] => only,
            _ => "string",
        }
        .to_owned(),
        Shape::String => schema.format.clone().unwrap_or_else(|| "string".to_owned()),
        Shape::Array(items) => items
            .and_then(|items| item_word(api, items, depth))
            .map_or_else(|| "array".to_owned(), |word| plural::of(&word)),
        other @ (Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Tuple
        | Shape::Struct
        | Shape::Map(_)
        | Shape::OneOf(_)
        | Shape::Untyped(_)) => shape_word(&other).to_owned(),
    };
    // One of signs alone is no name.
    if word.chars().any(char::is_alphanumeric) { word } else { "string".to_owned() }
}

/// A word for one of the items of an array, or of the values of a map; none where they may be anything.
fn item_word(api: &Api, id: SchemaId, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let schema = &api.schemas[target(api, id)];
    let title = || api.schemas[id].notes.title.clone().or_else(|| schema.notes.title.clone());
    named_locations::label(api, id).or_else(title).or_else(|| match shape::of(api, target(api, id)) {
        Shape::Any | Shape::Untyped(_) => None,
        Shape::Array(Some(items)) => Some(format!("{} list", item_word(api, items, depth)?)),
        Shape::Array(None) => Some("list".to_owned()),
        Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Tuple
        | Shape::Struct
        | Shape::Map(_)
        | Shape::OneOf(_) => Some(kind(api, id, depth)),
    })
}

/// What a map is called beside other objects.
fn map_word(api: &Api, alternative: &Alternative) -> Option<String> {
    let What::Schema(id) = alternative.what else { return None };
    match shape::of(api, target(api, id)) {
        Shape::Map(Some(values)) => Some(format!("{} map", item_word(api, values, ITEM_WORDS)?)),
        Shape::Map(None)
        | Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Array(_)
        | Shape::Tuple
        | Shape::Struct
        | Shape::OneOf(_)
        | Shape::Untyped(_) => None,
    }
}

/// A word for a shape.
fn shape_word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "boolean",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::NumberEnum(_) => "number",
        Shape::Null => "null",
        Shape::String | Shape::StringEnum(_) => "string",
        Shape::Array(_) | Shape::Tuple => "array",
        Shape::Struct | Shape::Map(_) => "object",
        Shape::OneOf(_) => "union",
        Shape::Any | Shape::Untyped(_) => "any",
    }
}
