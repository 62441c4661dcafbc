//! Gives objects the properties that they only speak of.
//!
//! What stands under `then`, `else` or `dependentSchemas` alone, or is required by alternatives that ask for nothing else, is a
//! property all the same: it is optional and of the type that is said there, or of any type where none is. An object that says
//! what its further properties are has them already. Values are validated against the original object. Must not know types or names.
//!
//! Source: JSON Schema Core 2020-12, section 10.2.2.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, CombineKeywords, ObjectKeywords, Schema, SchemaId, Types};
use crate::bounds::IMPLIED_VISITED;

use crate::lower::merge::{Originals, any_of};
use crate::lower::shape::look_through::target;
use crate::lower::shape::{self, Shape, alternatives};

/// Declares the properties, and gives the objects as they were.
pub(in crate::lower) fn write_out(api: &mut Api, originals: &Originals) -> HashMap<SchemaId, Schema> {
    let all: Vec<SchemaId> = api.schemas.iter().map(|(id, _)| id).collect();
    let mut before = HashMap::new();
    for id in all {
        let Some(implied) = implied(api, id, originals.get(&id)) else { continue };
        let schema = api.schemas[id].clone();
        let mut properties = schema.object.properties.clone();
        for (name, kinds) in implied {
            let at = schema.at.key("properties").key(&name);
            let property = match kinds.as_slice() {
                [only] => *only,
                [] => api.schemas.push(Schema::any(at)),
                _ => {
                    let combine = CombineKeywords { any_of: kinds, ..CombineKeywords::default() };
                    api.schemas.push(Schema { combine, ..Schema::any(at) })
                }
            };
            properties.push((name, property));
        }
        let object = ObjectKeywords { properties, ..schema.object.clone() };
        api.schemas.replace(id, Schema { object, ..schema.clone() });
        before.insert(id, schema);
    }
    before
}

/// The names that were found, each with the different types that it has.
type Properties = Vec<(String, Vec<SchemaId>)>;

/// The properties that an object speaks of and does not declare; `None` where there are none, or nothing that is an object.
fn implied(api: &Api, id: SchemaId, was: Option<&Schema>) -> Option<Properties> {
    let schema = &api.schemas[id];
    let Schema { object, combine, .. } = schema;
    let conditions = combine.conditions.iter();
    let dependent = conditions.flat_map(|one| [one.then, one.otherwise]).flatten();
    let dependent: Vec<SchemaId> =
        dependent.chain(object.dependent_schemas.iter().map(|(_, dependent)| *dependent)).collect();
    let restricting = [&combine.one_of, &combine.any_of]
        .into_iter()
        .filter(|listed| !listed.iter().any(|one| alternatives::asks_for_type(api, *one)));
    // Those that were merged into this object, too.
    let merged = was.filter(|was| combine.any_of.is_empty() && !was.combine.any_of.is_empty());
    let mut alternatives = restricting.chain(merged.map(|was| &was.combine.any_of)).flatten().copied().peekable();
    if dependent.is_empty() && object.dependent_required.is_empty() && alternatives.peek().is_none() {
        return None;
    }
    let keeps_others = object.additional_properties.is_some_and(|others| !is_any(api, others));
    let is_other = schema.types.is_some_and(|types| types.without(Types::NULL) != Types::OBJECT)
        || schema.enumeration.is_some()
        || schema.constant.is_some()
        || schema.reference.is_some()
        || !combine.all_of.is_empty();
    if schema.never || keeps_others || is_other {
        return None;
    }
    let mut found = Found { api, properties: Vec::new(), visited: HashSet::from([id]) };
    found.take(dependent);
    // What states no type and declares nothing is any value, and loses none.
    let is_stated = schema.types.is_some() && (!object.required.is_empty() || found.has_types());
    let is_object = !object.properties.is_empty() || is_stated;
    found.take(alternatives.collect());
    for (name, others) in &object.dependent_required {
        std::iter::once(name).chain(others).for_each(|name| found.add(name, None));
    }
    combine.conditions.iter().for_each(|one| found.test(one.test));
    let has = |name: &String| object.properties.iter().any(|(known, _)| known == name);
    let implied: Properties = found.properties.into_iter().filter(|(name, _)| !has(name)).collect();
    (is_object && !implied.is_empty()).then_some(implied)
}

struct Found<'a> {
    api: &'a Api,
    properties: Properties,
    visited: HashSet<SchemaId>,
}

impl Found<'_> {
    /// Takes what schemas declare and require, and those that hold besides them.
    fn take(&mut self, mut pending: Vec<SchemaId>) {
        pending.reverse();
        while let Some(id) = pending.pop() {
            if self.visited.len() >= IMPLIED_VISITED || !self.visited.insert(id) {
                continue;
            }
            let Schema { reference, object, combine, .. } = &self.api.schemas[id];
            for (name, property) in &object.properties {
                self.add(name, Some(*property));
            }
            object.required.iter().for_each(|name| self.add(name, None));
            for (name, others) in &object.dependent_required {
                std::iter::once(name).chain(others).for_each(|name| self.add(name, None));
            }
            let CombineKeywords { all_of, any_of, one_of, not: _, conditions, discriminator: _ } = combine;
            let conditional = conditions.iter().flat_map(|one| [one.then, one.otherwise]).flatten();
            let next = reference.iter().chain(all_of).chain(one_of).chain(any_of).copied().chain(conditional);
            let next: Vec<SchemaId> = next.chain(object.dependent_schemas.iter().map(|(_, id)| *id)).collect();
            pending.extend(next.into_iter().rev());
        }
    }

    /// Takes what an `if` tests: a value that fails it may have anything there.
    fn test(&mut self, id: SchemaId) {
        let object = &self.api.schemas[id].object;
        let names = object.properties.iter().map(|(name, _)| name).chain(&object.required);
        names.for_each(|name| self.add(name, None));
    }

    fn add(&mut self, name: &str, property: Option<SchemaId>) {
        let is_refused = |id: SchemaId| self.api.schemas[id].never;
        if property.is_some_and(is_refused) {
            return;
        }
        let kind = property.filter(|id| !is_any(self.api, *id));
        let index = self.properties.iter().position(|(known, _)| known == name);
        match index.and_then(|index| self.properties.get_mut(index)) {
            Some((_, kinds)) => {
                let new = kind.filter(|new| !kinds.iter().any(|known| any_of::is_same(self.api, *known, *new)));
                kinds.extend(new);
            }
            None => self.properties.push((name.to_owned(), kind.into_iter().collect())),
        }
    }

    fn has_types(&self) -> bool {
        self.properties.iter().any(|(_, kinds)| !kinds.is_empty())
    }
}

/// Whether a schema leaves open what a value is.
fn is_any(api: &Api, id: SchemaId) -> bool {
    let id = target(api, id);
    !api.schemas[id].never && matches!(shape::of(api, id), Shape::Any)
}
