//! What a schema and those that hold for the same value (`$ref`, `allOf`) say together.
//!
//! Owns the parts of a conjunction, and the forms that mean the same: an `enum` in place of single constants, `null` in the type
//! in place of an alternative. Must not know what it is compared with.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::api::{
    Api, ArrayKeywords, Discriminator, Number, NumberKeywords, ObjectKeywords, Schema, SchemaId, Schemas,
    StringKeywords, Types,
};
use crate::at::At;
use crate::bounds::{CONJUNCTION_PARTS, SCHEMA_HOPS};
use crate::value::Value;

/// A schema with all that holds for the same value.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// Where it stands.
    pub(super) at: &'a At,
    /// The schemas that it is made of.
    pub(super) parts: Vec<&'a Schema>,
    /// The types, without those that the values exclude. `None` where any type is allowed.
    pub(super) types: Option<Types>,
    /// The values, where they are listed.
    pub(super) values: Option<Vec<&'a Value>>,
    /// The properties. Where subschemas describe one several times, the first counts.
    pub(super) properties: IndexMap<&'a str, SchemaId>,
    /// The required properties, with the address of the schema that says so.
    pub(super) required: IndexMap<&'a str, &'a At>,
    /// The alternatives.
    pub(super) unions: Vec<Union<'a>>,
}

/// A `oneOf` or an `anyOf` without what has another form in [`View`].
#[derive(Debug)]
pub(super) struct Union<'a> {
    /// Whether it is a `oneOf`.
    pub(super) is_exclusive: bool,
    pub(super) alternatives: Vec<SchemaId>,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// Where it stands.
    pub(super) at: At,
}

/// The schema that has the keywords: what is nothing but a reference is followed.
pub(super) fn resolved(schemas: &Schemas, id: SchemaId) -> SchemaId {
    let mut id = id;
    for _ in 0..SCHEMA_HOPS {
        let schema = &schemas[id];
        let target = match (schema.reference, schema.combine.all_of.as_slice()) {
            (Some(target), []) => target,
            (None, [target]) => *target,
            _ => return id,
        };
        if !says_nothing(schema) {
            return id;
        }
        id = target;
    }
    id
}

/// Whether any value satisfies a schema.
pub(super) fn is_any(schemas: &Schemas, id: SchemaId) -> bool {
    let schema = &schemas[resolved(schemas, id)];
    says_nothing(schema) && refers_to_nothing(schema)
}

/// Whether a schema has no keyword that limits values, besides references and values.
fn is_plain(schema: &Schema) -> bool {
    let combine = &schema.combine;
    let alternatives = combine.any_of.is_empty() && combine.one_of.is_empty() && combine.discriminator.is_none();
    let conditions = combine.not.is_empty() && combine.conditions.is_empty();
    let scalars = schema.number == NumberKeywords::default() && schema.string == StringKeywords::default();
    let containers = schema.array == ArrayKeywords::default() && schema.object == ObjectKeywords::default();
    !schema.never && alternatives && conditions && scalars && containers && schema.format.is_none()
}

/// Whether a schema has no keyword that limits values, besides references.
fn says_nothing(schema: &Schema) -> bool {
    is_plain(schema) && schema.types.is_none() && schema.enumeration.is_none() && schema.constant.is_none()
}

fn refers_to_nothing(schema: &Schema) -> bool {
    schema.reference.is_none() && schema.combine.all_of.is_empty()
}

impl<'a> View<'a> {
    pub(super) fn of(api: &'a Api, head: SchemaId) -> Self {
        let schemas = &api.schemas;
        let mut view = Self {
            at: &schemas[head].at,
            parts: Vec::new(),
            types: None,
            values: None,
            properties: IndexMap::new(),
            required: IndexMap::new(),
            unions: Vec::new(),
        };
        let mut state = State { wanted: vec![head], seen: HashSet::new(), is_nullable: false };
        while let Some(id) = state.wanted.pop() {
            if state.seen.len() < CONJUNCTION_PARTS && state.seen.insert(id) {
                view.part(schemas, id, &mut state);
            }
        }
        view.finish(&state);
        view
    }

    /// Adds what one schema says.
    fn part(&mut self, schemas: &'a Schemas, id: SchemaId, state: &mut State) {
        let schema = &schemas[id];
        self.parts.push(schema);
        if schema.never {
            self.types = Some(Types::NONE);
        }
        if let Some(types) = implied_types(schema) {
            self.limit_types(types);
        }
        let constant = schema.constant.as_ref().map(std::slice::from_ref);
        for values in [schema.enumeration.as_deref(), constant].into_iter().flatten() {
            self.limit_values(values.iter().collect());
        }
        for (name, property) in &schema.object.properties {
            self.properties.entry(name.as_str()).or_insert(*property);
        }
        for name in &schema.object.required {
            self.required.entry(name.as_str()).or_insert(&schema.at);
        }
        let combine = &schema.combine;
        let exclusive = (&combine.one_of, true, "oneOf");
        for (alternatives, is_exclusive, keyword) in [exclusive, (&combine.any_of, false, "anyOf")] {
            self.union(schemas, schema, (alternatives, is_exclusive, keyword), state);
        }
        // The last is taken first: what `allOf` names first is first.
        state.wanted.extend(combine.all_of.iter().rev().chain(schema.reference.iter()));
    }

    /// Adds alternatives, in the form that they have without keywords that say the same.
    fn union(
        &mut self,
        schemas: &'a Schemas,
        schema: &'a Schema,
        (all, is_exclusive, keyword): (&[SchemaId], bool, &str),
        state: &mut State,
    ) {
        let is_null = |id: &SchemaId| is_null(&schemas[resolved(schemas, *id)]);
        let alternatives: Vec<SchemaId> = all.iter().copied().filter(|id| !is_null(id)).collect();
        let has_null = alternatives.len() < all.len();
        match alternatives.as_slice() {
            [] if has_null => self.limit_types(Types::NULL),
            [] => {}
            [one] => {
                state.is_nullable |= has_null;
                state.wanted.push(resolved(schemas, *one));
            }
            several => {
                state.is_nullable |= has_null;
                if let Some(values) = values(schemas, several) {
                    self.limit_values(values);
                } else if let Some(types) = types(schemas, several) {
                    self.limit_types(types);
                } else {
                    let discriminator = schema.combine.discriminator.as_ref();
                    let at = schema.at.key(keyword);
                    self.unions.push(Union { is_exclusive, alternatives, discriminator, at });
                }
            }
        }
    }

    fn limit_types(&mut self, types: Types) {
        let known = self.types.unwrap_or(ALL);
        self.types = Some(known.without(ALL.without(types)));
    }

    fn limit_values(&mut self, values: Vec<&'a Value>) {
        self.values = Some(match self.values.take() {
            None => values,
            Some(known) => known.into_iter().filter(|value| values.contains(value)).collect(),
        });
    }

    /// The types and the values without those that the other excludes.
    fn finish(&mut self, state: &State) {
        if state.is_nullable {
            self.types = self.types.map(|types| types.or(Types::NULL));
        }
        let Some(values) = &mut self.values else { return };
        if let Some(types) = self.types {
            values.retain(|value| types.have(value));
        }
        let null = if state.is_nullable { Types::NULL } else { Types::NONE };
        let of_values = values.iter().map(|value| type_of(value)).fold(null, Types::or);
        self.types = Some(with_integers(of_values));
        values.retain(|value| **value != Value::Null);
    }

    /// The first that some part says.
    pub(super) fn first<T>(&self, get: impl Fn(&'a Schema) -> Option<T>) -> Option<T> {
        self.parts.iter().find_map(|part| get(part))
    }

    /// The tightest bound that the parts state, with where it stands.
    pub(super) fn tightest<T: PartialOrd>(
        &self,
        get: impl Fn(&'a Schema) -> Option<T>,
        is_tighter: impl Fn(&T, &T) -> bool,
    ) -> Option<(T, &'a At)> {
        let mut best: Option<(T, &'a At)> = None;
        for part in &self.parts {
            if let Some(bound) = get(part)
                && best.as_ref().is_none_or(|(known, _)| is_tighter(&bound, known))
            {
                best = Some((bound, &part.at));
            }
        }
        best
    }

    /// Whether it has keywords of its own besides alternatives.
    pub(super) fn is_union_alone(&self) -> bool {
        self.types.is_none() && self.values.is_none() && self.properties.is_empty() && self.required.is_empty()
    }
}

/// What is gathered besides the view.
struct State {
    wanted: Vec<SchemaId>,
    seen: HashSet<SchemaId>,
    is_nullable: bool,
}

/// All types.
pub(super) const ALL: Types = Types::STRING
    .or(Types::INTEGER)
    .or(Types::NUMBER)
    .or(Types::BOOLEAN)
    .or(Types::NULL)
    .or(Types::ARRAY)
    .or(Types::OBJECT);

/// Every integer is a number.
pub(super) fn with_integers(types: Types) -> Types {
    if types.contains(Types::NUMBER) { types.or(Types::INTEGER) } else { types }
}

fn type_of(value: &Value) -> Types {
    let all = ALL.iter().map(|(_, one)| one);
    all.filter(|one| one.have(value)).find(|one| *one != Types::NUMBER).unwrap_or(Types::NUMBER)
}

/// The types that a schema states, or that its other keywords are about.
fn implied_types(schema: &Schema) -> Option<Types> {
    if let Some(types) = schema.types {
        return Some(with_integers(types));
    }
    if schema.enumeration.is_some() || schema.constant.is_some() {
        return None;
    }
    let object = &schema.object;
    let is_object = !object.properties.is_empty() || object.additional_properties.is_some();
    let is_array = schema.array.items.is_some() || !schema.array.prefix_items.is_empty();
    match (is_object, is_array, schema.format.as_deref()) {
        (true, false, None) => Some(Types::OBJECT),
        (false, true, None) => Some(Types::ARRAY),
        (false, false, Some(format)) => super::values::type_of_format(format),
        _ => None,
    }
}

/// Whether a schema allows `null` alone.
fn is_null(schema: &Schema) -> bool {
    let is_constant = schema.constant == Some(Value::Null) || schema.enumeration.as_deref() == Some(&[Value::Null]);
    schema.types == Some(Types::NULL) || is_constant
}

/// The values of alternatives that do nothing but list them.
fn values<'a>(schemas: &'a Schemas, alternatives: &[SchemaId]) -> Option<Vec<&'a Value>> {
    let mut values = Vec::new();
    for id in alternatives {
        let schema = &schemas[resolved(schemas, *id)];
        if !is_plain(schema) || !refers_to_nothing(schema) {
            return None;
        }
        match (&schema.enumeration, &schema.constant) {
            (Some(listed), None) => values.extend(listed),
            (None, Some(constant)) => values.push(constant),
            _ => return None,
        }
    }
    Some(values)
}

/// The types of alternatives that do nothing but state them.
fn types(schemas: &Schemas, alternatives: &[SchemaId]) -> Option<Types> {
    let mut all = Types::NONE;
    for id in alternatives {
        let schema = &schemas[resolved(schemas, *id)];
        let types = schema.types?;
        let is_listed = schema.enumeration.is_some() || schema.constant.is_some();
        if is_listed || !is_plain(schema) || !refers_to_nothing(schema) {
            return None;
        }
        all = all.or(with_integers(types));
    }
    Some(all)
}

/// The order of two numbers.
pub(super) fn as_float(number: Number) -> f64 {
    match number {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    }
}
