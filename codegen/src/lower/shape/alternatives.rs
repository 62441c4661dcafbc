//! What `oneOf` and `anyOf` become: one of several types, or less than that where the alternatives differ by no type.
//!
//! Owns which alternatives count, what tells them apart, and what their variants are called. Must not know Rust's items.

use std::collections::HashMap;

use crate::api::{Api, CombineKeywords, Component, Discriminator, Number, Schema, SchemaId, Types};
use crate::rust::Name;
use crate::value::Value;

use crate::lower::names::named_locations::LocationNames;
use crate::lower::names::plural;
use crate::lower::names::{Case, identifier};
use crate::lower::shape::discriminator_values;
use crate::lower::shape::{self, Shape};

/// Types of which a value has one.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Alternatives {
    /// The name of the member that tells them apart.
    pub tag: Option<String>,
    /// The types, in order.
    pub members: Vec<Alternative>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Alternative {
    pub what: What,
    /// The values of the tag that a mapping or its own member lists; [`alternative_tags::of`] adds those of its alternatives and its
    /// name.
    pub tags: Vec<String>,
    /// Whether it is meant where no alternative has the value of the tag.
    pub is_default: bool,
}

impl Alternative {
    fn new(what: What) -> Self {
        Self { what, tags: Vec::new(), is_default: false }
    }
}

/// What an alternative is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum What {
    /// A schema.
    Schema(SchemaId),
    /// One of the types of the schema that offers them.
    Type(Types),
}

/// The alternatives that a schema lists; of `oneOf` and `anyOf` the one that is there.
pub(in crate::lower) fn listed(schema: &Schema) -> &[SchemaId] {
    let combine = &schema.combine;
    if combine.one_of.is_empty() { &combine.any_of } else { &combine.one_of }
}

/// The alternatives that ask for types, beside which others only restrict; where none does, those that are listed.
pub(in crate::lower) fn asking<'a>(api: &Api, schema: &'a Schema) -> &'a [SchemaId] {
    let CombineKeywords { one_of, any_of, .. } = &schema.combine;
    let ask = |alternatives: &[SchemaId]| alternatives.iter().any(|id| asks_for_type(api, *id));
    if !ask(one_of) && ask(any_of) { any_of } else { listed(schema) }
}

/// Whether a schema offers null among its alternatives: as one of its own, or as a value of another one.
pub(in crate::lower) fn offers_null(api: &Api, schema: &Schema) -> bool {
    let mut alternatives = schema.combine.one_of.iter().chain(&schema.combine.any_of);
    let is_refused = schema.types.is_some_and(|types| !types.contains(Types::NULL));
    alternatives.any(|id| is_null(&api.schemas[*id]) || !is_refused && shape::names_null(api, *id))
}

/// Whether a schema offers text or numbers beside those that it lists.
pub(in crate::lower) fn offer_more(api: &Api, schema: &Schema) -> bool {
    let mut alternatives = asking(api, schema).iter().map(|id| &api.schemas[shape::target(api, *id)]);
    schema.enumeration.is_none()
        && schema.constant.is_none()
        && alternatives.any(|one| matches!(shape::of_keywords(one), Shape::String | Shape::Integer))
}

/// Whether a schema allows null alone.
pub(in crate::lower) fn is_null(schema: &Schema) -> bool {
    let only_null = |values: &[Value]| !values.is_empty() && values.iter().all(|value| *value == Value::Null);
    schema.types == Some(Types::NULL)
        || schema.constant == Some(Value::Null)
        || schema.enumeration.as_deref().is_some_and(only_null)
}

/// Whether any alternative asks for a type: those that do not only restrict.
pub(in crate::lower) fn ask_for_types(api: &Api, schema: &Schema) -> bool {
    let alternatives = schema.combine.one_of.iter().chain(&schema.combine.any_of);
    alternatives.into_iter().any(|id| asks_for_type(api, *id))
}

/// How many schemas are looked at before alternatives inside alternatives are taken to ask for a type.
const MOST_VISITED: usize = 64;

/// Whether an alternative asks for a type.
pub(in crate::lower) fn asks_for_type(api: &Api, id: SchemaId) -> bool {
    let mut pending = vec![id];
    let mut visited = Vec::new();
    while let Some(id) = pending.pop() {
        let id = shape::target(api, id);
        if visited.contains(&id) {
            continue;
        }
        visited.push(id);
        if visited.len() > MOST_VISITED || asks_itself(api, &api.schemas[id]) {
            return true;
        }
        let combine = &api.schemas[id].combine;
        pending.extend(combine.one_of.iter().chain(&combine.any_of).take(MOST_VISITED));
    }
    false
}

/// Whether a schema asks for a type without its alternatives.
fn asks_itself(api: &Api, schema: &Schema) -> bool {
    let Schema { types, enumeration, constant, object, array, combine, .. } = schema;
    types.is_some_and(|types| types != Types::OBJECT)
        || enumeration.is_some()
        || constant.is_some()
        || !object.properties.is_empty()
        || object.additional_properties.is_some_and(|id| !api.schemas[id].never)
        || array.items.is_some()
        || !array.prefix_items.is_empty()
        || !combine.all_of.is_empty()
        || schema.reference.is_some()
        || combine.discriminator.is_some()
}

/// The shape of a schema with alternatives; `None` where they only restrict what the schema says itself.
pub(in crate::lower) fn shape(api: &Api, schema: &Schema) -> Option<Shape> {
    let CombineKeywords { one_of, any_of, .. } = &schema.combine;
    let ask = |alternatives: &[SchemaId]| alternatives.iter().any(|id| asks_for_type(api, *id));
    if ask(one_of) && ask(any_of) {
        return Some(Shape::Untyped("`oneOf` beside `anyOf`"));
    }
    // Those that only restrict are for the checks.
    let listed: Vec<SchemaId> = asking(api, schema).iter().copied().filter(|id| !is_null(&api.schemas[*id])).collect();
    if !listed.iter().any(|id| asks_for_type(api, *id)) {
        return None;
    }
    let says_nothing = |id: &SchemaId| {
        let schema = &api.schemas[shape::target(api, *id)];
        !shape::says_something(schema) && shape::restricting(schema).is_empty() && !asks_for_type(api, *id)
    };
    if listed.iter().any(says_nothing) {
        return Some(Shape::Any);
    }
    let discriminator = schema.combine.discriminator.as_ref();
    if discriminator.is_none()
        && let Some(scalar) = common_scalar(api, &listed)
    {
        return Some(scalar);
    }
    Some(Shape::OneOf(Alternatives {
        tag: discriminator.map(|discriminator| discriminator.property.clone()),
        members: members(api, &listed, discriminator),
    }))
}

/// The shape of a schema that names several types.
pub(in crate::lower) fn of_types(types: Types) -> Shape {
    let single = types.iter().filter(|(_, one)| !(*one == Types::INTEGER && types.contains(Types::NUMBER)));
    let members = single.map(|(_, one)| Alternative::new(What::Type(one))).collect();
    Shape::OneOf(Alternatives { tag: None, members })
}

/// One shape for alternatives that are all text, all numbers or all booleans.
fn common_scalar<'a>(api: &'a Api, listed: &[SchemaId]) -> Option<Shape> {
    let mut schemas = listed.iter().map(|id| &api.schemas[shape::target(api, *id)]);
    let plain = |schema: &'a Schema| {
        let combine = &schema.combine;
        let is_plain = schema.reference.is_none() && combine.all_of.is_empty() && self::listed(schema).is_empty();
        is_plain.then(|| (shape::of_keywords(schema), schema.format.as_deref()))
    };
    let (first, format) = plain(schemas.next()?)?;
    schemas.try_fold(first, |known, other| match (known, plain(other)?) {
        // Texts of different formats are of different types.
        (Shape::String | Shape::StringEnum(_), (Shape::String | Shape::StringEnum(_), other)) if other != format => {
            None
        }
        (known, (other, _)) => both(known, other),
    })
}

/// The shape of what has one of two, where that is one.
fn both(known: Shape, other: Shape) -> Option<Shape> {
    match (known, other) {
        (Shape::Boolean, Shape::Boolean) => Some(Shape::Boolean),
        (Shape::Integer, Shape::Integer) => Some(Shape::Integer),
        (Shape::Integer | Shape::Number, Shape::Integer | Shape::Number) => Some(Shape::Number),
        (Shape::String, Shape::String) => Some(Shape::String),
        // An enum is open: what else is text it keeps.
        (Shape::StringEnum(values), Shape::String) | (Shape::String, Shape::StringEnum(values)) => {
            Some(Shape::StringEnum(values))
        }
        (Shape::StringEnum(mut values), Shape::StringEnum(others)) => {
            let new: Vec<String> = others.into_iter().filter(|value| !values.contains(value)).collect();
            values.extend(new);
            Some(Shape::StringEnum(values))
        }
        (Shape::NumberEnum(mut values), Shape::NumberEnum(others)) if is_float(&values) == is_float(&others) => {
            let new: Vec<Number> = others.into_iter().filter(|value| !values.contains(value)).collect();
            values.extend(new);
            Some(Shape::NumberEnum(values))
        }
        (Shape::NumberEnum(values), Shape::Integer) | (Shape::Integer, Shape::NumberEnum(values))
            if !is_float(&values) =>
        {
            Some(Shape::NumberEnum(values))
        }
        (Shape::NumberEnum(_), Shape::Integer | Shape::Number | Shape::NumberEnum(_))
        | (Shape::Integer | Shape::Number, Shape::NumberEnum(_)) => Some(Shape::Number),
        _ => None,
    }
}

fn is_float(values: &[Number]) -> bool {
    values.iter().any(|value| matches!(value, Number::Float(_)))
}

/// The alternatives with the tags that stand for them. Those that only a mapping names are among them.
pub(in crate::lower) fn members(
    api: &Api,
    listed: &[SchemaId],
    discriminator: Option<&Discriminator>,
) -> Vec<Alternative> {
    let mut members: Vec<Alternative> = listed.iter().map(|id| Alternative::new(What::Schema(*id))).collect();
    let Some(discriminator) = discriminator else { return members };
    let stands_for = |member: &Alternative, target: SchemaId| match member.what {
        What::Schema(id) => end(api, id) == end(api, target),
        What::Type(_) => false,
    };
    for (value, target) in &discriminator.mapping {
        match members.iter_mut().find(|member| stands_for(member, *target)) {
            Some(member) => member.tags.push(value.clone()),
            None => members.push(Alternative { tags: vec![value.clone()], ..Alternative::new(What::Schema(*target)) }),
        }
    }
    if let Some(target) = discriminator.default {
        match members.iter_mut().find(|member| stands_for(member, target)) {
            Some(member) => member.is_default = true,
            None => members.push(Alternative { is_default: true, ..Alternative::new(What::Schema(target)) }),
        }
    }
    tell_by_values(api, &mut members, &discriminator.property);
    members
}

/// Adds the values of the tag that alternatives list themselves, where no mapping names these. Where an alternative's own name is
/// among them, it leaves the rest to others that list them too, since alternatives may share the type of their tag.
fn tell_by_values(api: &Api, members: &mut [Alternative], tag: &str) {
    let listed = |member: &Alternative| match member.what {
        What::Schema(id) => discriminator_values::listed(api, id, tag),
        What::Type(_) => Vec::new(),
    };
    let listed: Vec<Vec<String>> = members.iter().map(listed).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    listed.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    for (member, values) in members.iter_mut().zip(&listed).filter(|(member, _)| member.tags.is_empty()) {
        let What::Schema(id) = member.what else { continue };
        let name = name(api, id).filter(|name| values.contains(name));
        let is_alone = |value: &str| counts.get(value) == Some(&1);
        let is_meant = |value: &&String| name.as_ref().is_none_or(|name| *value == name || is_alone(value));
        member.tags.extend(values.iter().filter(is_meant).cloned());
    }
}

/// The schema that an alternative is, beyond references: the merged one remembers which it was made of by its name.
fn end(api: &Api, id: SchemaId) -> SchemaId {
    shape::target(api, id)
}

/// Whether an alternative says itself which values its tag has, so that no value satisfies another one too.
pub(in crate::lower) fn states_tag(api: &Api, id: SchemaId, tag: &str) -> bool {
    let object = &api.schemas[end(api, id)].object;
    let member = object.properties.iter().find(|(name, _)| name == tag).map(|(_, member)| *member);
    let is_listed = |id: SchemaId| {
        let schema = &api.schemas[shape::target(api, id)];
        schema.constant.is_some() || schema.enumeration.is_some()
    };
    object.required.iter().any(|name| name == tag) && member.is_some_and(is_listed)
}

/// The name of the component that a schema is, by whatever references.
pub(in crate::lower) fn name(api: &Api, id: SchemaId) -> Option<String> {
    let mut way = shape::looked_through(api, id);
    way.push(end(api, id));
    let named = |id: &SchemaId| {
        let component = api.components.iter().find(|component: &&Component| component.schema == *id);
        component.map(|component| component.name.clone())
    };
    way.iter().find_map(named).or_else(|| api.schemas[end(api, id)].notes.name.clone())
}

/// What the variants are called, no two alike.
pub(in crate::lower) fn words(api: &Api, alternatives: &Alternatives) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Those before it that have the same word, whatever was added to that.
    let mut known: Vec<(Name, &Alternative)> = Vec::new();
    for (alternative, number) in alternatives.members.iter().zip(1..) {
        let word = word(api, alternative);
        let name = identifier(&word, Case::Pascal);
        let same: Vec<&Alternative> = known.iter().filter(|(other, _)| *other == name).map(|(_, one)| *one).collect();
        let is_taken =
            |word: &str| words.iter().any(|other| identifier(other, Case::Pascal) == identifier(word, Case::Pascal));
        let told = own_member(api, alternative, &same).map(|member| format!("{word} {member}"));
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

/// The first member, a required one where there is one, that an alternative has and none of those before it.
fn own_member<'a>(api: &'a Api, alternative: &Alternative, before: &[&Alternative]) -> Option<&'a str> {
    let object = |alternative: &Alternative| match alternative.what {
        What::Schema(id) => Some(&api.schemas[end(api, id)].object),
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
        let mut others = listed(schema).iter().map(|id| &api.schemas[*id]).filter(|other| !is_null(other));
        if let (Some(only), None) = (others.next(), others.next())
            && only.at != schema.at
        {
            names.insert(only.at.clone(), String::new());
        }
        // What is one schema or null has no alternatives; that one is called like it.
        if shape::target(api, id) != id {
            continue;
        }
        let Shape::OneOf(alternatives) = shape::of(api, id) else { continue };
        for (alternative, word) in alternatives.members.iter().zip(words(api, &alternatives)) {
            if let What::Schema(id) = alternative.what {
                names.insert(api.schemas[id].at.clone(), word);
            }
        }
    }
    names
}

/// After the schema's name or title, what its tag says, or its type.
fn word(api: &Api, alternative: &Alternative) -> String {
    let id = match alternative.what {
        What::Schema(id) => id,
        What::Type(types) => return types.iter().next().map_or_else(String::new, |(name, _)| name.to_owned()),
    };
    let schema = &api.schemas[end(api, id)];
    // That it is a list its items say better.
    let title = |schema: &Schema| schema.notes.title.clone().filter(|title| !title.eq_ignore_ascii_case("array"));
    let named = name(api, id).or_else(|| title(&api.schemas[id])).or_else(|| title(schema));
    if let Some(name) = named {
        return name;
    }
    let by_member = || {
        let values = schema.object.properties.iter().filter(|(name, _)| schema.object.required.contains(name));
        values.into_iter().find_map(|(_, member)| match shape::only_value(api, *member) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        })
    };
    alternative.tags.first().cloned().or_else(by_member).unwrap_or_else(|| kind(api, id, DEEPEST_LIST))
}

/// Lists of lists are named after their items so far.
const DEEPEST_LIST: usize = 4;

/// A word for what a schema without a name is: its only text, its format, its shape; of a list what its items are.
fn kind(api: &Api, id: SchemaId, depth: usize) -> String {
    let schema = &api.schemas[end(api, id)];
    let word = match shape::of(api, end(api, id)) {
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
        shape => shape_word(&shape).to_owned(),
    };
    // One of signs alone is no name.
    if word.chars().any(char::is_alphanumeric) { word } else { "string".to_owned() }
}

/// A word for one of the items of a list, or of the values of a map; none where they may be anything.
fn item_word(api: &Api, id: SchemaId, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let schema = &api.schemas[end(api, id)];
    let title = || api.schemas[id].notes.title.clone().or_else(|| schema.notes.title.clone());
    name(api, id).or_else(title).or_else(|| match shape::of(api, end(api, id)) {
        Shape::Any | Shape::Untyped(_) => None,
        Shape::Array(Some(items)) => Some(format!("{} list", item_word(api, items, depth)?)),
        Shape::Array(None) => Some("list".to_owned()),
        _ => Some(kind(api, id, depth)),
    })
}

/// What a map is called beside other objects.
fn map_word(api: &Api, alternative: &Alternative) -> Option<String> {
    let What::Schema(id) = alternative.what else { return None };
    match shape::of(api, end(api, id)) {
        Shape::Map(Some(values)) => Some(format!("{} map", item_word(api, values, DEEPEST_LIST)?)),
        _ => None,
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
