//! Names every type before the first is made, so that no name depends on an order.
//!
//! Owns which schemas have a type with a name, and whose name goes first: those of components, then those of locations, then those
//! of forms for requests. How names are told apart is decided by the [namespace](Namespace). Must not know what a type is made of.

use std::collections::{HashMap, HashSet};

use crate::api::{Component, Schema, SchemaId};
use crate::at::At;
use crate::diagnostic::Sink;
use crate::rust::Name;

use crate::lower::merge::context::Context;
use crate::lower::names::renames;
use crate::lower::names::unnamed;
use crate::lower::names::{Case, Namespace, Unnamed, identifier, wanted};
use crate::lower::shape::{Shape, Shapes};
use crate::lower::types::BY_NAME;

/// What names a type that stands inside another.
const BY_COMPONENT: &str = "move the schema to `components`, where it has a name of its own";

/// The type of each schema that has one of its own.
pub(in crate::lower) type TypeNames = HashMap<SchemaId, Name>;

/// Names the types, and gives the namespace that they are in. Besides components, the schemas have types that operations offer, and
/// those that these are made of.
pub(in crate::lower) fn assign(
    context: Context<'_>,
    offered: Vec<SchemaId>,
    sink: &mut Sink,
) -> (TypeNames, Namespace) {
    let needed = needed(context, offered);
    let mut naming = Naming { context, needed, sink, names: TypeNames::new(), namespace: Namespace::default() };
    let spellings = naming.name_components();
    naming.name_locations(&spellings);
    naming.name_inputs();
    (naming.names, naming.namespace)
}

/// The schemas that components and operations lead to. What was merged into others is not among them.
fn needed(context: Context<'_>, offered: Vec<SchemaId>) -> HashSet<SchemaId> {
    let shapes = context.shapes;
    let components = context.api.components.iter().map(|component| component.schema);
    let mut pending: Vec<SchemaId> = components.chain(offered).collect();
    let mut needed = HashSet::new();
    while let Some(id) = pending.pop() {
        if needed.insert(shapes.target(id)) {
            pending.extend(shapes.children(id));
        }
    }
    needed
}

struct Naming<'a, 's> {
    context: Context<'a>,
    needed: HashSet<SchemaId>,
    sink: &'s mut Sink,
    names: TypeNames,
    namespace: Namespace,
}

impl<'a> Naming<'a, '_> {
    /// Names the components, and gives how they are spelled.
    fn name_components(&mut self) -> Vec<&'a str> {
        let api = self.context.api;
        let spelling = |component: &'a Component| {
            let notes = &api.schemas[component.schema].notes;
            wanted(notes.type_name.as_deref().or(notes.name.as_deref()), &component.name)
        };
        let spellings: Vec<&str> = api.components.iter().map(spelling).collect();
        let names = self.namespace.assign(&spellings, Case::Type);
        for ((component, spelling), name) in api.components.iter().zip(&spellings).zip(names) {
            self.report(component.schema, spelling, &name, BY_NAME);
            self.names.insert(self.context.named(component.schema), name);
        }
        spellings
    }

    /// Names the types without a component by their locations, or as their authors want it.
    fn name_locations(&mut self, components: &[&str]) {
        let Context { api, merged, shapes, .. } = self.context;
        let schemas: Vec<(SchemaId, &Schema)> = api
            .schemas
            .iter()
            .filter(|(id, _)| self.needed.contains(id) && !self.names.contains_key(id) && has_own_type(shapes, *id))
            .filter(|(id, _)| !merged.inputs.get(id).is_some_and(|original| self.needed.contains(original)))
            .collect();
        let own = own_names(&schemas, components);
        let location = |schema: &'a Schema| {
            let words = own.get(&schema.at).map(|name| (*name).to_owned());
            let words = words.unwrap_or_else(|| unnamed::words(&schema.at, &merged.location_names));
            Unnamed { words, told_by: unnamed::told_by(&schema.at, &api.files), pointer: &schema.at.pointer }
        };
        let locations: Vec<Unnamed<'_>> = schemas.iter().map(|(_, schema)| location(schema)).collect();
        let names = self.namespace.assign_unnamed(&locations, Case::Type);
        for (((id, _), location), name) in schemas.iter().zip(&locations).zip(&names) {
            self.report(*id, &location.words, name, BY_COMPONENT);
        }
        self.names.extend(schemas.iter().map(|(id, _)| *id).zip(names));
    }

    /// Names what was made for requests after what it was made of. All other names are given by then.
    fn name_inputs(&mut self) {
        let Context { api, merged, .. } = self.context;
        let is_own = |id: SchemaId| self.needed.contains(&id) && !self.names.contains_key(&id);
        let mut inputs: Vec<(SchemaId, Unnamed<'_>)> = Vec::new();
        for (id, original) in merged.inputs.iter().filter(|(id, _)| is_own(**id)) {
            if let Some(name) = self.names.get(original) {
                let words = format!("{}Input", name.as_str());
                let pointer = &api.schemas[*id].at.pointer;
                inputs.push((*id, Unnamed { words, told_by: "request", pointer }));
            }
        }
        inputs.sort_by_key(|(id, _)| *id);
        let (ids, locations): (Vec<SchemaId>, Vec<Unnamed<'_>>) = inputs.into_iter().unzip();
        let names = self.namespace.assign_unnamed(&locations, Case::Type);
        for ((id, location), name) in ids.iter().zip(&locations).zip(&names) {
            self.report(*id, &location.words, name, BY_NAME);
        }
        self.names.extend(ids.into_iter().zip(names));
    }

    /// Reports a name that is not what its spelling asks for.
    fn report(&mut self, id: SchemaId, spelling: &str, name: &Name, help: &str) {
        let at = &self.context.api.schemas[id].at;
        renames::report(self.sink, at, &[spelling], std::slice::from_ref(name), Case::Type, help);
    }
}

/// Whether a schema has a type of its own even where the document gives it no name.
fn has_own_type(shapes: &Shapes<'_>, id: SchemaId) -> bool {
    match shapes.of(id) {
        Shape::Struct | Shape::StringEnum(_) | Shape::NumberEnum(_) | Shape::Tuple | Shape::OneOf(_) => true,
        Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::Null
        | Shape::Array(_)
        | Shape::Map(_)
        | Shape::Untyped(_) => false,
    }
}

/// The names that authors want for types which are no components. A name that is wanted twice names neither, so that the other
/// location keeps what it is called.
fn own_names<'a>(unnamed: &[(SchemaId, &'a Schema)], components: &[&str]) -> HashMap<At, &'a str> {
    let wish = |schema: &'a Schema| schema.notes.type_name.as_deref().map(|name| wanted(Some(name), ""));
    let wishes = unnamed.iter().filter_map(|(_, schema)| Some((schema.at.clone(), wish(schema)?)));
    let wishes: Vec<(At, &str)> = wishes.filter(|(_, name)| !name.is_empty()).collect();
    let type_name = |name: &str| identifier(name, Case::Type);
    let mut counts: HashMap<Name, usize> = components.iter().map(|name| (type_name(name), 1)).collect();
    for (_, name) in &wishes {
        *counts.entry(type_name(name)).or_default() += 1;
    }
    wishes.into_iter().filter(|(_, name)| counts.get(&type_name(name)) == Some(&1)).collect()
}
