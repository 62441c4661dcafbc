//! What kind of Rust type a schema asks for.
//!
//! Owns the choice that turns a conjunction of keywords into one shape, and the questions about schemas that every later step
//! asks. While schemas are merged they are functions; afterwards [`Shapes`] holds the responses for all schemas at once. Must not
//! know names.

pub(super) mod alternatives;
pub(super) mod constraints;
pub(super) mod discriminator_values;
pub(super) mod format_table;
pub(super) mod keywords;
pub(super) mod literals;
pub(super) mod look_through;

use crate::api::{Api, Number, Schema, SchemaId};
use crate::value::Value;

use crate::lower::shape::alternatives::{Alternatives, What};
use crate::lower::shape::look_through::Resolved;

/// The kinds of Rust types.
#[derive(Debug, Clone)]
pub(in crate::lower) enum Shape {
    /// Any JSON value: the schema says nothing that a type could say.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// One of several strings.
    StringEnum(Vec<String>),
    /// One of several numbers, all integers or all with fractions.
    NumberEnum(Vec<Number>),
    /// `null` and nothing else.
    Null,
    /// An array of this.
    Array(Option<SchemaId>),
    /// An array with a type for each position.
    Tuple,
    /// An object with properties of its own.
    Struct,
    /// An object with any properties; each satisfies this.
    Map(Option<SchemaId>),
    /// One of several types.
    OneOf(Alternatives),
    /// A combination that has no type yet; the string says which.
    Untyped(&'static str),
}

/// The shape of a schema that says something, while schemas may still change.
pub(in crate::lower) fn of(api: &Api, id: SchemaId) -> Shape {
    let schema = &api.schemas[id];
    if schema.reference.is_some() {
        return Shape::Untyped("a reference with keywords beside it");
    }
    if !schema.combine.all_of.is_empty() {
        return Shape::Untyped("`allOf`");
    }
    alternatives::shape(api, schema).unwrap_or_else(|| keywords::shape(schema))
}

/// The one value that satisfies a schema, where there is only one, while schemas may still change.
pub(in crate::lower) fn only_value(api: &Api, id: SchemaId) -> Option<&Value> {
    only_value_of(api, look_through::resolve(api, id))
}

fn only_value_of(api: &Api, resolved: Resolved) -> Option<&Value> {
    let schema = &api.schemas[resolved.schema];
    let listed = schema.enumeration.as_deref().and_then(|values| match values {
        [only] => Some(only),
        [] | [_, _, ..] => None,
    });
    schema.constant.as_ref().or(listed).filter(|_| !resolved.nullable)
}

/// The shape of every schema of a description, and what each refers to, found once when nothing changes any more.
#[derive(Debug)]
pub(in crate::lower) struct Shapes<'a> {
    api: &'a Api,
    /// For each schema of the arena, in its order.
    resolved: Vec<Resolved>,
    /// The same. A schema that is only looked through has none.
    shapes: Vec<Option<Shape>>,
}

/// The shape of what has none.
static ANY: Shape = Shape::Any;

impl<'a> Shapes<'a> {
    pub(in crate::lower) fn of_all(api: &'a Api) -> Self {
        let resolved: Vec<Resolved> = api.schemas.iter().map(|(id, _)| look_through::resolve(api, id)).collect();
        let mut is_target = vec![false; resolved.len()];
        for one in &resolved {
            if let Some(slot) = is_target.get_mut(one.schema.index()) {
                *slot = true;
            }
        }
        let shapes = api.schemas.iter().zip(is_target).map(|((id, _), is_target)| is_target.then(|| of(api, id)));
        Self { api, shapes: shapes.collect(), resolved }
    }

    /// What a schema refers to, and whether null is allowed besides.
    pub(in crate::lower) fn resolve(&self, id: SchemaId) -> Resolved {
        self.resolved.get(id.index()).copied().unwrap_or(Resolved { schema: id, nullable: false })
    }

    /// The schema that one refers to, which may be itself.
    pub(in crate::lower) fn target(&self, id: SchemaId) -> SchemaId {
        self.resolve(id).schema
    }

    /// What that schema says.
    pub(in crate::lower) fn schema(&self, id: SchemaId) -> &'a Schema {
        &self.api.schemas[self.target(id)]
    }

    /// The shape of what a schema refers to.
    pub(in crate::lower) fn of(&self, id: SchemaId) -> &Shape {
        self.shapes.get(self.target(id).index()).and_then(Option::as_ref).unwrap_or(&ANY)
    }

    /// A schema and those that it refers to by saying nothing itself; what says something comes last.
    pub(in crate::lower) fn way(&self, id: SchemaId) -> Vec<SchemaId> {
        let target = self.target(id);
        let mut way = if target == id { Vec::new() } else { look_through::looked_through(self.api, id) };
        way.push(target);
        way
    }

    /// The default of a property or a parameter: its own, else that of what it refers to.
    pub(in crate::lower) fn default(&self, id: SchemaId) -> Option<&'a Value> {
        self.way(id).into_iter().find_map(|one| self.api.schemas[one].notes.default.as_ref())
    }

    /// The one value that satisfies a schema, where there is only one.
    pub(in crate::lower) fn only_value(&self, id: SchemaId) -> Option<&'a Value> {
        only_value_of(self.api, self.resolve(id))
    }

    /// The properties that an object may have, in order: one that no value satisfies is left out, unless it is required.
    pub(in crate::lower) fn properties(&self, schema: &'a Schema) -> impl Iterator<Item = &'a (String, SchemaId)> {
        let (api, object) = (self.api, &schema.object);
        object.properties.iter().filter(|(name, id)| !api.schemas[*id].never || object.required.contains(name))
    }

    /// The schemas whose types the type of this one is made of.
    pub(in crate::lower) fn children(&self, id: SchemaId) -> Vec<SchemaId> {
        let schema = self.schema(id);
        match self.of(id) {
            Shape::Array(items) | Shape::Map(items) => items.iter().copied().collect(),
            Shape::Tuple => schema.array.prefix_items.iter().copied().chain(schema.array.items).collect(),
            Shape::Struct => {
                let properties = self.properties(schema).map(|(_, id)| *id);
                properties.chain(schema.object.additional_properties).collect()
            }
            Shape::OneOf(alternatives) => {
                let of_types = schema.array.items.into_iter().chain(schema.object.additional_properties);
                let schemas = alternatives.all.iter().filter_map(|one| match one.what {
                    What::Schema(id) => Some(id),
                    What::Type(_) => None,
                });
                schemas.chain(of_types).collect()
            }
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Untyped(_) => Vec::new(),
        }
    }
}
