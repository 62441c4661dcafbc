//! What `oneOf` and `anyOf` become: one of several types, or less than that where the alternatives differ by no type.
//!
//! Owns which alternatives count and what tells them apart. Must not know what they are called, nor Rust's items.

use std::collections::HashMap;

use crate::api::{Api, CombineKeywords, Component, Discriminator, Number, Schema, SchemaId, Types};
use crate::bounds::{ALTERNATIVES_VISITED, SCHEMA_HOPS};
use crate::value::Value;

use crate::lower::shape::look_through::{looked_through, names_null, resolve, target};
use crate::lower::shape::{Shape, discriminator_values, keywords};

/// Types of which a value has one.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Alternatives {
    /// The name of the discriminator property, where there is one.
    pub discriminator: Option<String>,
    /// The types, in order.
    pub all: Vec<Alternative>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Alternative {
    pub what: What,
    /// The discriminator values that `mapping` or its own discriminator property lists; [`discriminator_values::of`] adds those of
    /// its alternatives and its name.
    pub values: Vec<String>,
    /// Whether it is selected where no alternative has the discriminator value.
    pub is_default: bool,
}

impl Alternative {
    fn new(what: What) -> Self {
        Self { what, values: Vec::new(), is_default: false }
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
    alternatives.any(|id| leads_to_null(api, *id) || !is_refused && names_null(api, *id))
}

/// Whether a schema offers strings or numbers beside those that it lists.
pub(in crate::lower) fn offer_more(api: &Api, schema: &Schema) -> bool {
    let mut alternatives = asking(api, schema).iter().map(|id| &api.schemas[target(api, *id)]);
    schema.enumeration.is_none()
        && schema.constant.is_none()
        && alternatives.any(|one| matches!(keywords::shape(one), Shape::String | Shape::Integer))
}

/// Whether a schema allows null alone.
pub(in crate::lower) fn is_null(schema: &Schema) -> bool {
    let only_null = |values: &[Value]| !values.is_empty() && values.iter().all(|value| *value == Value::Null);
    schema.types == Some(Types::NULL)
        || schema.constant == Some(Value::Null)
        || schema.enumeration.as_deref().is_some_and(only_null)
}

/// Whether a schema is null alone, itself or by what it refers to. Other alternatives are not looked through on the way.
pub(in crate::lower) fn leads_to_null(api: &Api, id: SchemaId) -> bool {
    let mut current = id;
    for _ in 0..SCHEMA_HOPS {
        let schema = &api.schemas[current];
        let is_offered = !schema.combine.any_of.is_empty() || !schema.combine.one_of.is_empty();
        if is_null(schema) {
            return true;
        }
        match (schema.reference, schema.combine.all_of.as_slice()) {
            (Some(next), []) if !is_offered && !keywords::says_something(schema) => current = next,
            (None, [next]) if !is_offered && !keywords::says_something(schema) => current = *next,
            (_, _) => return false,
        }
    }
    false
}

/// Whether any alternative asks for a type: those that do not only restrict.
pub(in crate::lower) fn ask_for_types(api: &Api, schema: &Schema) -> bool {
    let alternatives = schema.combine.one_of.iter().chain(&schema.combine.any_of);
    alternatives.into_iter().any(|id| asks_for_type(api, *id))
}

/// Whether an alternative asks for a type.
pub(in crate::lower) fn asks_for_type(api: &Api, id: SchemaId) -> bool {
    let mut pending = vec![id];
    let mut visited = Vec::new();
    while let Some(id) = pending.pop() {
        let id = target(api, id);
        if visited.contains(&id) {
            continue;
        }
        visited.push(id);
        if visited.len() > ALTERNATIVES_VISITED || asks_itself(api, &api.schemas[id]) {
            return true;
        }
        let combine = &api.schemas[id].combine;
        pending.extend(combine.one_of.iter().chain(&combine.any_of).take(ALTERNATIVES_VISITED));
    }
    false
}

/// Whether a schema asks for a type without its alternatives.
pub(in crate::lower) fn asks_itself(api: &Api, schema: &Schema) -> bool {
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

/// Which types of a schema count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Stated {
    /// Those that it states.
    Alone,
    /// Those that its other keywords are about, too.
    Implied,
}

/// The JSON types that values of a schema have, of whatever alternative; `None` where they may have any.
pub(in crate::lower) fn types_of(api: &Api, id: SchemaId, stated: Stated) -> Option<Types> {
    let mut pending = vec![id];
    let mut visited = Vec::new();
    let mut all = Types::NONE;
    while let Some(id) = pending.pop() {
        let resolved = resolve(api, id);
        if visited.contains(&resolved.schema) {
            continue;
        }
        visited.push(resolved.schema);
        let schema = &api.schemas[resolved.schema];
        let own = match stated {
            Stated::Alone => schema.types,
            Stated::Implied => keywords::stated_types(schema).or_else(|| keywords::types_of_values(schema)),
        };
        all = all.or(own.unwrap_or(Types::NONE));
        all = if resolved.nullable { all.or(Types::NULL) } else { all };
        let is_open = own.is_none() && (listed(schema).is_empty() || !schema.combine.all_of.is_empty());
        if is_open || schema.reference.is_some() || visited.len() > ALTERNATIVES_VISITED {
            return None;
        }
        pending.extend(if own.is_none() { listed(schema) } else { &[] });
    }
    Some(all)
}

/// The shape of a schema with alternatives; `None` where they only restrict what the schema says itself.
pub(in crate::lower) fn shape(api: &Api, schema: &Schema) -> Option<Shape> {
    let CombineKeywords { one_of, any_of, .. } = &schema.combine;
    let ask = |alternatives: &[SchemaId]| alternatives.iter().any(|id| asks_for_type(api, *id));
    if ask(one_of) && ask(any_of) {
        return Some(Shape::Untyped("`oneOf` beside `anyOf`"));
    }
    // Alternatives that only restrict are for the schema table.
    let listed: Vec<SchemaId> = asking(api, schema).iter().copied().filter(|id| !leads_to_null(api, *id)).collect();
    if !listed.iter().any(|id| asks_for_type(api, *id)) {
        return None;
    }
    let says_nothing = |id: &SchemaId| {
        let schema = &api.schemas[target(api, *id)];
        !keywords::says_something(schema) && !keywords::restricts(schema) && !asks_for_type(api, *id)
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
        discriminator: discriminator.map(|discriminator| discriminator.property.clone()),
        all: with_values(api, &listed, discriminator),
    }))
}

/// The shape of a schema that names several types.
pub(in crate::lower) fn of_types(types: Types) -> Shape {
    let single = types.iter().filter(|(_, one)| !(*one == Types::INTEGER && types.contains(Types::NUMBER)));
    let all = single.map(|(_, one)| Alternative::new(What::Type(one))).collect();
    Shape::OneOf(Alternatives { discriminator: None, all })
}

/// One shape for alternatives that are all strings, all numbers or all booleans.
fn common_scalar<'a>(api: &'a Api, listed: &[SchemaId]) -> Option<Shape> {
    let mut schemas = listed.iter().map(|id| &api.schemas[target(api, *id)]);
    let plain = |schema: &'a Schema| {
        let combine = &schema.combine;
        let is_plain = schema.reference.is_none() && combine.all_of.is_empty() && self::listed(schema).is_empty();
        is_plain.then(|| (keywords::shape(schema), schema.format.as_deref()))
    };
    let (first, format) = plain(schemas.next()?)?;
    let is_scalar = matches!(
        first,
        Shape::Boolean | Shape::Integer | Shape::Number | Shape::String | Shape::StringEnum(_) | Shape::NumberEnum(_)
    );
    if !is_scalar {
        return None;
    }
    schemas.try_fold(first, |known, other| match (known, plain(other)?) {
        // Strings of different formats are of different types.
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
        // The empty string beside all others is one of them: it says that there is no value.
        (Shape::StringEnum(values), Shape::String) | (Shape::String, Shape::StringEnum(values))
            if values.iter().all(String::is_empty) =>
        {
            Some(Shape::String)
        }
        // An enum is open: it holds any other string too.
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
        (
            Shape::Any
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
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_),
            _,
        ) => None,
    }
}

fn is_float(values: &[Number]) -> bool {
    values.iter().any(|value| matches!(value, Number::Float(_)))
}

/// The alternatives with the discriminator values that select them. Those that only `mapping` names are among them.
pub(in crate::lower) fn with_values(
    api: &Api,
    listed: &[SchemaId],
    discriminator: Option<&Discriminator>,
) -> Vec<Alternative> {
    let mut all: Vec<Alternative> = listed.iter().map(|id| Alternative::new(What::Schema(*id))).collect();
    let Some(discriminator) = discriminator else { return all };
    let is_target = |one: &Alternative, schema: SchemaId| match one.what {
        What::Schema(id) => target(api, id) == target(api, schema),
        What::Type(_) => false,
    };
    for (value, schema) in &discriminator.mapping {
        match all.iter_mut().find(|one| is_target(one, *schema)) {
            Some(one) => one.values.push(value.clone()),
            None => all.push(Alternative { values: vec![value.clone()], ..Alternative::new(What::Schema(*schema)) }),
        }
    }
    if let Some(schema) = discriminator.default {
        match all.iter_mut().find(|one| is_target(one, schema)) {
            Some(one) => one.is_default = true,
            None => all.push(Alternative { is_default: true, ..Alternative::new(What::Schema(schema)) }),
        }
    }
    add_listed_values(api, &mut all, &discriminator.property);
    all
}

/// Adds the values that the discriminator property of an alternative lists, where `mapping` does not name the alternative. An
/// alternative whose name is among its values leaves the others to those that list them too, because alternatives may share the
/// type of their discriminator property.
fn add_listed_values(api: &Api, all: &mut [Alternative], property: &str) {
    let listed = |one: &Alternative| match one.what {
        What::Schema(id) => discriminator_values::listed(api, id, property),
        What::Type(_) => Vec::new(),
    };
    let listed: Vec<Vec<String>> = all.iter().map(listed).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    listed.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    for (one, values) in all.iter_mut().zip(&listed).filter(|(one, _)| one.values.is_empty()) {
        let What::Schema(id) = one.what else { continue };
        let name = name(api, id).filter(|name| values.contains(name));
        let is_alone = |value: &str| counts.get(value) == Some(&1);
        let is_own = |value: &&String| name.as_ref().is_none_or(|name| *value == name || is_alone(value));
        one.values.extend(values.iter().filter(is_own).cloned());
    }
}

/// Whether an alternative requires its discriminator property and lists its values, so that no value satisfies another one too.
pub(in crate::lower) fn lists_own_values(api: &Api, id: SchemaId, property: &str) -> bool {
    let object = &api.schemas[target(api, id)].object;
    let found = object.properties.iter().find(|(name, _)| name == property).map(|(_, found)| *found);
    let is_listed = |id: SchemaId| {
        let schema = &api.schemas[target(api, id)];
        schema.constant.is_some() || schema.enumeration.is_some()
    };
    object.required.iter().any(|name| name == property) && found.is_some_and(is_listed)
}

/// The name of the component that a schema is, by whatever references.
pub(in crate::lower) fn name(api: &Api, id: SchemaId) -> Option<String> {
    let mut way = looked_through(api, id);
    way.push(target(api, id));
    let named = |id: &SchemaId| {
        let component = api.components.iter().find(|component: &&Component| component.schema == *id);
        component.map(|component| component.name.clone())
    };
    way.iter().find_map(named).or_else(|| api.schemas[target(api, id)].notes.name.clone())
}
