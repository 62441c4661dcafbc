//! Which discriminator values select each alternative of a union, and which alternatives write them.
//!
//! Owns the values that `mapping` does not say: those that an alternative lists, those of its own alternatives, its name. Must
//! not know Rust's items.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use oasmith_runtime::union::discriminator::discriminator_value;

use crate::api::{Api, Schema, SchemaId};
use crate::rust::DiscriminatorWriter;
use crate::value::Value;

use crate::lower::shape::alternatives::{self, Alternative, Alternatives, What};
use crate::lower::shape::look_through::target;
use crate::lower::shape::{Shape, Shapes};

/// The values that the discriminator property of an object lists. Null is none of them: the property has a value or is absent.
///
/// Source: OpenAPI 3.2, section "Discriminator Object", implicit mapping.
pub(in crate::lower) fn listed(api: &Api, id: SchemaId, property: &str) -> Vec<String> {
    let object = &api.schemas[target(api, id)].object;
    let found = object.properties.iter().find(|(name, _)| name == property);
    found.map(|(_, found)| values(api, *found)).unwrap_or_default()
}

/// The values that a schema lists, itself or in each of its alternatives.
fn values(api: &Api, id: SchemaId) -> Vec<String> {
    let schema = &api.schemas[target(api, id)];
    let mut found = Vec::new();
    if let Some(values) = stated(schema) {
        let is_typed = |value: &&Value| schema.types.is_none_or(|types| types.have(value));
        values.iter().filter(is_typed).filter_map(string).for_each(|value| push(&mut found, value));
        return found;
    }
    for one in alternatives::asking(api, schema).iter().map(|id| &api.schemas[target(api, *id)]) {
        match stated(one) {
            Some(values) => values.iter().filter_map(string).for_each(|value| push(&mut found, value)),
            None if alternatives::is_null(one) => {}
            None => return Vec::new(),
        }
    }
    found
}

fn stated(schema: &Schema) -> Option<&[Value]> {
    schema.constant.as_ref().map(std::slice::from_ref).or(schema.enumeration.as_deref())
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(string) => Some(string.clone()),
        // As the runtime reads a discriminator property of such a value.
        Value::Integer(_) | Value::Float(_) | Value::Bool(_) => {
            discriminator_value(&value.to_json()).map(Cow::into_owned)
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn push(values: &mut Vec<String>, value: String) {
    if !values.contains(&value) {
        values.push(value);
    }
}

/// The discriminator values of all unions of a description. Each union is looked at once, although it may be an alternative of
/// many others.
#[derive(Debug)]
pub(in crate::lower) struct DiscriminatorValues<'a> {
    api: &'a Api,
    shapes: &'a Shapes<'a>,
    unions: HashMap<SchemaId, Option<Rc<Union>>>,
}

/// A union, as the unions see it that have it as an alternative.
#[derive(Debug)]
struct Union {
    discriminator: Option<String>,
    schemas: Vec<UnionSchema>,
    /// Whether values of a type without a schema are among its own.
    has_types: bool,
}

/// An alternative of it that is a schema.
#[derive(Debug)]
struct UnionSchema {
    target: SchemaId,
    /// The values that select it, besides those of its own alternatives.
    values: Vec<String>,
    name: Option<String>,
}

impl<'a> DiscriminatorValues<'a> {
    pub(in crate::lower) fn new(api: &'a Api, shapes: &'a Shapes<'a>) -> Self {
        Self { api, shapes, unions: HashMap::new() }
    }

    /// The values for each alternative of a union, in their order. Several alternatives may have one value.
    pub(in crate::lower) fn of(&mut self, union: &Alternatives) -> Vec<Vec<String>> {
        let direct: HashSet<SchemaId> = union.all.iter().filter_map(|one| self.target(one)).collect();
        let taken: HashSet<&str> = union.all.iter().flat_map(|one| &one.values).map(String::as_str).collect();
        union.all.iter().map(|one| self.of_alternative(one, union, &direct, &taken)).collect()
    }

    fn of_alternative(
        &mut self,
        alternative: &Alternative,
        union: &Alternatives,
        direct: &HashSet<SchemaId>,
        taken: &HashSet<&str>,
    ) -> Vec<String> {
        let mut values = alternative.values.clone();
        let (What::Schema(id), Some(property)) = (alternative.what, &union.discriminator) else { return values };
        // A value of what is an alternative here as well selects that one.
        for (value, _) in self.inherited(id, property).into_iter().filter(|(_, leaf)| !direct.contains(leaf)) {
            push(&mut values, value);
        }
        if values.is_empty() && listed(self.api, id, property).is_empty() {
            values.extend(alternatives::name(self.api, id).filter(|name| !taken.contains(name.as_str())));
        }
        values
    }

    fn target(&self, alternative: &Alternative) -> Option<SchemaId> {
        match alternative.what {
            What::Schema(id) => Some(self.shapes.target(id)),
            What::Type(_) => None,
        }
    }

    /// The union that a schema is.
    fn union(&mut self, id: SchemaId) -> Option<Rc<Union>> {
        if let Some(known) = self.unions.get(&id) {
            return known.clone();
        }
        let union = self.found_union(id).map(Rc::new);
        self.unions.insert(id, union.clone());
        union
    }

    fn found_union(&self, id: SchemaId) -> Option<Union> {
        let Shape::OneOf(Alternatives { discriminator, all }) = self.shapes.of(id) else { return None };
        let of_alternative = |one: &Alternative| match one.what {
            What::Schema(id) => Some(UnionSchema {
                target: self.shapes.target(id),
                values: one.values.clone(),
                name: alternatives::name(self.api, id),
            }),
            What::Type(_) => None,
        };
        let schemas: Vec<UnionSchema> = all.iter().filter_map(of_alternative).collect();
        Some(Union { discriminator: discriminator.clone(), has_types: schemas.len() < all.len(), schemas })
    }

    /// The values that select the alternatives of an alternative which is a union by the same discriminator property, at any depth,
    /// each with what it selects. Every union is looked at once.
    fn inherited(&mut self, id: SchemaId, property: &str) -> Vec<(String, SchemaId)> {
        let mut found: Vec<(String, SchemaId)> = Vec::new();
        let mut visited = HashSet::new();
        let mut pending = VecDeque::from([self.shapes.target(id)]);
        while let Some(id) = pending.pop_front() {
            if !visited.insert(id) {
                continue;
            }
            let is_same = |union: &Rc<Union>| union.discriminator.as_deref().is_none_or(|own| own == property);
            let Some(union) = self.union(id).filter(is_same) else { continue };
            let has_discriminator = union.discriminator.is_some();
            let mut own = Vec::new();
            let mut is_told = !union.has_types;
            for one in &union.schemas {
                let is_union = self.union(one.target).is_some();
                let mut values =
                    if has_discriminator { one.values.clone() } else { listed(self.api, one.target, property) };
                if values.is_empty() && !is_union && has_discriminator {
                    values.extend(one.name.clone());
                }
                is_told &= is_union || !values.is_empty();
                own.extend(values.into_iter().map(|value| (value, one.target)));
            }
            // A union without a discriminator has one where each of its alternatives has the property.
            if has_discriminator || is_told {
                pending.extend(union.schemas.iter().map(|one| one.target));
                found.extend(own);
            }
        }
        found
    }

    /// Who writes the discriminator property of a union: the alternative, where it has a property of that name, or each of its
    /// own alternatives has.
    pub(in crate::lower) fn writer(&mut self, what: What, property: &str) -> DiscriminatorWriter {
        let What::Schema(id) = what else { return DiscriminatorWriter::Ensured };
        match self.shapes.of(id) {
            Shape::Struct if has_property(self.shapes.schema(id), property) => DiscriminatorWriter::Declared,
            Shape::Struct => DiscriminatorWriter::Added,
            Shape::OneOf(_) if self.is_always_written(self.shapes.target(id), property) => {
                DiscriminatorWriter::Declared
            }
            Shape::OneOf(_) | Shape::Map(_) | Shape::Any | Shape::Untyped(_) => DiscriminatorWriter::Ensured,
            // No object, and so without any property.
            Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Tuple
            | Shape::Array(_) => DiscriminatorWriter::Declared,
        }
    }

    /// Whether everything that a union may be, at any depth, writes the property itself. Every union is looked at once.
    fn is_always_written(&mut self, id: SchemaId, property: &str) -> bool {
        let mut visited = HashSet::new();
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            if !visited.insert(id) {
                continue;
            }
            match self.union(id) {
                // The property is its own discriminator property.
                Some(union) if union.discriminator.as_deref() == Some(property) => {}
                Some(union) if union.has_types => return false,
                Some(union) => pending.extend(union.schemas.iter().map(|one| one.target)),
                None if self.writer(What::Schema(id), property) == DiscriminatorWriter::Declared => {}
                None => return false,
            }
        }
        true
    }
}

fn has_property(schema: &Schema, property: &str) -> bool {
    let object = &schema.object;
    object.properties.iter().map(|(name, _)| name).chain(&object.required).any(|name| name == property)
}
