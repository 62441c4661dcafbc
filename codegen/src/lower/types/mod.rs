//! Makes the types: structs, string enums, aliases.
//!
//! Owns which schema has a type of its own, and its members, presence and constructor. Must not know operations.

pub(super) mod ambiguity;
pub(super) mod choices;
pub(super) mod constants;
pub(super) mod defaults;
pub(super) mod degraded;
pub(super) mod literal_enums;
pub(super) mod tuples;
pub(super) mod unions;

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Component, Notes, Schema, SchemaId};
use crate::at::At;
use crate::rust::{Alias, Chosen, Construct, Docs, Extras, Field, Fixed, Item, Name, Presence, Scalar, Struct, Ty};
use crate::value::Value;

use crate::lower::Lower;
use crate::lower::docs;
use crate::lower::names::location;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, Unnamed, identifier, wanted};
use crate::lower::shape::alternatives;
use crate::lower::shape::constraints;
use crate::lower::shape::{self, Resolved, Shape};
use crate::lower::types::defaults::Stated;

/// Lists and maps without a name that are deeper than this are any JSON value: rustc takes no types of any depth.
const DEEPEST_UNNAMED: usize = 32;

/// A struct with more required members takes them as a struct.
pub(in crate::lower) const MOST_ARGUMENTS: usize = 4;

/// What names something else.
pub(in crate::lower) const BY_NAME: &str = "name one of them by `x-rust-name`";

/// What names a type that stands inside another.
const BY_COMPONENT: &str = "move the schema to `components`, where it has a name of its own";

/// What a schema becomes at one use.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Use {
    /// The type of a value that is not null.
    pub ty: Ty,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is any JSON value, null included.
    pub any: bool,
}

impl Use {
    /// The type with null in it.
    pub(in crate::lower) fn whole(self) -> Ty {
        if self.nullable && !self.any { Ty::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

impl<'a> Lower<'a, '_> {
    /// Names every type before the first is made, so that no name depends on an order.
    pub(in crate::lower) fn name_types(&mut self) {
        let components = &self.api.components;
        let spelling = |component: &'a Component| {
            let notes = &self.api.schemas[component.schema].notes;
            wanted(notes.type_name.as_deref().or(notes.name.as_deref()), &component.name)
        };
        let spellings: Vec<&str> = components.iter().map(spelling).collect();
        let names = self.type_names.assign(&spellings, Case::Type);
        for ((component, spelling), name) in components.iter().zip(&spellings).zip(names) {
            let at = &self.api.schemas[component.schema].at;
            renames::report(self.sink, at, &[spelling], std::slice::from_ref(&name), Case::Type, BY_NAME);
            self.names.insert(self.named(component.schema), name);
        }
        let needed = self.needed();
        let unnamed: Vec<(SchemaId, &Schema)> = self
            .api
            .schemas
            .iter()
            .filter(|(id, _)| needed.contains(id) && !self.names.contains_key(id) && self.has_own_type(*id))
            .filter(|(id, _)| !self.inputs.get(id).is_some_and(|original| needed.contains(original)))
            .collect();
        let own = own_names(&unnamed, &spellings);
        let place = |schema: &'a Schema| {
            let words = own.get(&schema.at).map(|name| (*name).to_owned());
            let words = words.unwrap_or_else(|| location::words(&schema.at, &self.operation_names));
            Unnamed { words, told_by: location::told_by(&schema.at), pointer: &schema.at.pointer }
        };
        let places: Vec<Unnamed<'_>> = unnamed.iter().map(|(_, schema)| place(schema)).collect();
        let names = self.type_names.assign_unnamed(&places, Case::Type);
        for (((_, schema), place), name) in unnamed.iter().zip(&places).zip(&names) {
            renames::report(
                self.sink,
                &schema.at,
                &[&place.words],
                std::slice::from_ref(name),
                Case::Type,
                BY_COMPONENT,
            );
        }
        self.names.extend(unnamed.iter().map(|(id, _)| *id).zip(names));
        self.name_inputs(&needed);
        self.note_names();
    }

    /// Names what was made for requests after what it was made of. All other names are given by then.
    fn name_inputs(&mut self, needed: &HashSet<SchemaId>) {
        let is_own = |id: SchemaId| needed.contains(&id) && !self.names.contains_key(&id);
        let mut inputs: Vec<(SchemaId, Unnamed<'_>)> = Vec::new();
        for (id, original) in self.inputs.iter().filter(|(id, _)| is_own(**id)) {
            if let Some(name) = self.names.get(original) {
                let words = format!("{}Input", name.as_str());
                let pointer = &self.api.schemas[*id].at.pointer;
                inputs.push((*id, Unnamed { words, told_by: "request", pointer }));
            }
        }
        inputs.sort_by_key(|(id, _)| *id);
        let (ids, places): (Vec<SchemaId>, Vec<Unnamed<'_>>) = inputs.into_iter().unzip();
        let names = self.type_names.assign_unnamed(&places, Case::Type);
        for ((id, place), name) in ids.iter().zip(&places).zip(&names) {
            let at = &self.api.schemas[*id].at;
            renames::report(self.sink, at, &[&place.words], std::slice::from_ref(name), Case::Type, BY_NAME);
        }
        self.names.extend(ids.into_iter().zip(names));
    }

    /// The schema that has the name of a component: what it stands for in another file, or within itself, where null is the
    /// other possibility.
    pub(in crate::lower) fn named(&self, id: SchemaId) -> SchemaId {
        if let Some(target) = self.adopted.get(&id) {
            return *target;
        }
        let resolved = shape::target(self.api, id);
        let (inner, outer) = (&self.api.schemas[resolved].at, &self.api.schemas[id].at);
        let rest = inner.pointer.strip_prefix(&*outer.pointer).filter(|_| inner.file == outer.file);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) { resolved } else { id }
    }

    /// The schemas that a named schema, a parameter or a body that is offered leads to. What was merged into others is not
    /// among them.
    fn needed(&self) -> HashSet<SchemaId> {
        let components = self.api.components.iter().map(|component| component.schema);
        let in_operations = self.api.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
            let body = operation.body.iter().filter_map(|body| self.preferred(&body.media));
            let answers = operation.responses.iter().filter_map(|response| self.preferred(&response.media));
            parameters.chain(body.chain(answers).filter_map(|media| media.schema))
        });
        let mut pending: Vec<SchemaId> = components.chain(in_operations).collect();
        let mut needed = HashSet::new();
        while let Some(id) = pending.pop() {
            let resolved = shape::target(self.api, id);
            if needed.insert(resolved) {
                pending.extend(shape::children(self.api, resolved));
            }
        }
        needed
    }

    /// Makes the types: each that the document names, followed by those that stand inside it; then all others.
    pub(in crate::lower) fn make_types(&mut self) {
        let components: HashSet<SchemaId> =
            self.api.components.iter().map(|component| self.named(component.schema)).collect();
        let mut inside: HashMap<At, Vec<SchemaId>> = HashMap::new();
        let mut elsewhere = Vec::new();
        for (id, schema) in self.api.schemas.iter().filter(|(id, _)| !components.contains(id)) {
            match enclosing(&schema.at) {
                Some(component) => inside.entry(component).or_default().push(id),
                None => elsewhere.push(id),
            }
        }
        for component in &self.api.components {
            self.report_default(&component.name, component.schema);
            self.make(self.named(component.schema));
            for id in inside.remove(&self.api.schemas[component.schema].at).unwrap_or_default() {
                self.make(id);
            }
        }
        elsewhere.extend(inside.into_values().flatten());
        elsewhere.sort();
        for id in elsewhere {
            self.make(id);
        }
    }

    fn make(&mut self, id: SchemaId) {
        // A type of the user is there already.
        let name = self.names.get(&id).filter(|_| self.formats.replaced(id).is_none());
        if let Some(name) = name.cloned() {
            let item = self.item(id, name);
            self.items.push(item);
        }
    }

    fn item(&mut self, id: SchemaId, name: Name) -> Item {
        let schema = &self.api.schemas[id];
        let docs = self.type_docs(id, &name);
        if shape::target(self.api, id) != id {
            return self.alias(id, name, docs);
        }
        match shape::of(self.api, id) {
            Shape::Struct => self.structure(schema, name, docs),
            Shape::StringEnum(values) => {
                let is_closed = self.is_closed(&name) && !alternatives::offer_more(self.api, schema);
                let values = literal_enums::Values { listed: &values, is_closed };
                literal_enums::string_enum(self.api, schema, name, docs, values, self.sink)
            }
            Shape::NumberEnum(values) => {
                let is_closed = self.is_closed(&name) && !alternatives::offer_more(self.api, schema);
                let values = literal_enums::Values { listed: &values, is_closed };
                literal_enums::number_enum(self.api, schema, name, docs, values, self.sink)
            }
            Shape::Tuple => self.tuple(schema, name, docs),
            Shape::OneOf(alternatives) => self.one_of(schema, name, docs, &alternatives),
            _ => self.alias(id, name, docs),
        }
    }

    fn alias(&mut self, id: SchemaId, name: Name, docs: Docs) -> Item {
        let schema = &self.api.schemas[id];
        let resolved = shape::resolve(self.api, id);
        let ty = if resolved.schema == id { self.unnamed(resolved).ty } else { self.used(id).ty };
        let deprecated = schema.notes.deprecated;
        let chosen = Chosen::default();
        self.alias_or_newtype(Alias { at: schema.at.clone(), docs, name, ty, judged: None, deprecated, chosen })
    }

    /// Whether a schema has a type of its own even where the document gives it no name.
    pub(in crate::lower) fn has_own_type(&self, id: SchemaId) -> bool {
        matches!(
            shape::of(self.api, id),
            Shape::Struct | Shape::StringEnum(_) | Shape::NumberEnum(_) | Shape::Tuple | Shape::OneOf(_)
        )
    }

    /// The type of a schema where it is used.
    pub(in crate::lower) fn used(&mut self, id: SchemaId) -> Use {
        let resolved = shape::resolve(self.api, id);
        if let Some(ty) = self.formats.replaced(resolved.schema) {
            return Use { ty, nullable: resolved.nullable, any: false };
        }
        match self.names.get(&resolved.schema) {
            Some(name) => {
                let shape = shape::of(self.api, resolved.schema);
                let any = matches!(shape, Shape::Any | Shape::Null | Shape::Untyped(_));
                let is_text = matches!(shape, Shape::String)
                    && !self.is_newtype(name)
                    && self.formats.ty(self.api, resolved.schema, &shape) == Ty::String;
                let ty = match is_text {
                    true => Ty::Text(name.clone()),
                    false if self.is_converted(resolved.schema, name, &shape) => Ty::Union(name.clone()),
                    false => Ty::Named(name.clone()),
                };
                Use { ty, nullable: resolved.nullable, any }
            }
            None => self.unnamed(resolved),
        }
    }

    /// Whether other values are taken in the place of a type with a name, as they are where it has none.
    fn is_converted(&self, id: SchemaId, name: &Name, shape: &Shape) -> bool {
        match shape {
            Shape::OneOf(_) | Shape::Any => true,
            Shape::String => match self.formats.ty(self.api, id, shape) {
                Ty::String | Ty::Scalar(Scalar::Base64 | Scalar::Base64Url | Scalar::Secret) => true,
                _ => self.is_newtype(name),
            },
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::Array(_) | Shape::Map(_) => self.is_newtype(name),
            Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Tuple
            | Shape::Struct
            | Shape::Untyped(_) => false,
        }
    }

    /// The type of a schema that has no name. One that leads back to itself without ever meeting a name ends as any JSON.
    pub(in crate::lower) fn unnamed(&mut self, resolved: Resolved) -> Use {
        if self.unnamed.len() >= DEEPEST_UNNAMED {
            let at = self.api.schemas[resolved.schema].at.clone();
            self.untyped(&at, "a list or map so deep in others without a name");
            // What holds it is made in different depths from different places.
            self.degraded.extend(self.unnamed.iter().copied().chain([resolved.schema]));
            return Use { ty: Ty::Json, nullable: resolved.nullable, any: true };
        }
        // Null is a level of its own, `Option` around the type.
        let outside = self.unnamed.len();
        self.unnamed.extend(std::iter::repeat_n(resolved.schema, 1 + usize::from(resolved.nullable)));
        let used = self.unnamed_within(resolved);
        self.unnamed.truncate(outside);
        used
    }

    fn unnamed_within(&mut self, resolved: Resolved) -> Use {
        let schema = &self.api.schemas[resolved.schema];
        let shape = shape::of(self.api, resolved.schema);
        let ty = match shape {
            // Unions have names, save where they are found in another way than all others.
            Shape::Any | Shape::OneOf(_) => Ty::Json,
            Shape::Boolean => Ty::Bool,
            Shape::Integer | Shape::Number => self.formats.ty(self.api, resolved.schema, &shape),
            Shape::String => {
                self.formats.report(schema, self.sink);
                self.formats.ty(self.api, resolved.schema, &shape)
            }
            // Those that have members or values of their own have names.
            Shape::StringEnum(_) => Ty::String,
            Shape::NumberEnum(_) => Ty::F64,
            // Null is its only value, and not what else it may be.
            Shape::Null => Ty::Unit,
            Shape::Tuple | Shape::Array(None) => Ty::Vec(Box::new(Ty::Json)),
            Shape::Array(Some(items)) => Ty::Vec(Box::new(self.used(items).whole())),
            Shape::Struct | Shape::Map(None) => Ty::JsonObject,
            Shape::Map(Some(values)) => self.map(values),
            Shape::Untyped(what) => {
                self.untyped(&schema.at, what);
                Ty::Json
            }
        };
        Use { any: matches!(ty, Ty::Json | Ty::Unit), nullable: resolved.nullable, ty }
    }

    pub(in crate::lower) fn map(&mut self, values: SchemaId) -> Ty {
        match self.used(values).whole() {
            Ty::Json => Ty::JsonObject,
            ty => Ty::Map(Box::new(ty)),
        }
    }

    fn structure(&mut self, schema: &Schema, name: Name, docs: Docs) -> Item {
        let mut members = Namespace::with(&["new"]);
        let properties: Vec<&(String, SchemaId)> = shape::members(self.api, schema).collect();
        let undeclared: Vec<&String> =
            schema.object.required.iter().filter(|name| !properties.iter().any(|(known, _)| known == *name)).collect();
        let spellings: Vec<&str> = properties
            .iter()
            .map(|(name, _)| name.as_str())
            .chain(undeclared.iter().map(|name| name.as_str()))
            .collect();
        let property = |wire: &str| properties.iter().find(|(known, _)| known == wire).map(|(_, id)| *id);
        let preferred = |wire: &str| property(wire).and_then(|id| self.api.schemas[id].notes.name.as_deref());
        let wishes: Vec<&str> = spellings.iter().map(|wire| wanted(preferred(wire), wire)).collect();
        let names = members.assign(&wishes, Case::Snake);
        renames::report(self.sink, &schema.at, &wishes, &names, Case::Snake, BY_NAME);
        let mut fields = Vec::with_capacity(names.len());
        for (wire, field) in spellings.iter().zip(names) {
            let property = property(wire);
            if let Some((id, default)) = property.and_then(|id| Some((id, self.default(id)?))) {
                let stated = Stated { is_allowed: constraints::allow(self.api, id, &default), value: default };
                self.defaults.insert((name.clone(), (*wire).to_owned()), stated);
            }
            let only = property.and_then(|id| shape::only_value(self.api, id));
            if let Some(only @ (Value::Array(_) | Value::Object(_))) = only {
                self.constants_stated.insert((name.clone(), (*wire).to_owned()), only);
            }
            fields.push(self.field(schema, wire, field, property, &mut members));
        }
        let extras = self.extras(schema).map(|ty| Extras {
            name: members.take(&identifier("additional properties", Case::Snake), "additional properties"),
            ty,
        });
        let construct = self.construct(&fields, &name);
        Item::Struct(Struct {
            at: schema.at.clone(),
            docs,
            name,
            fields,
            extras,
            construct,
            deprecated: schema.notes.deprecated,
            chosen: Chosen::default(),
        })
    }

    /// The type of members that are not declared by name, where they are kept.
    fn extras(&mut self, schema: &Schema) -> Option<Ty> {
        match schema.object.additional_properties {
            Some(id) if self.api.schemas[id].never => None,
            Some(id) => Some(self.used(id).whole()),
            None => self.config.models.preserve_unknown.then_some(Ty::Json),
        }
    }

    fn field(
        &mut self,
        parent: &Schema,
        wire: &str,
        name: Name,
        property: Option<SchemaId>,
        members: &mut Namespace,
    ) -> Field {
        let required = parent.object.required.iter().any(|required| required == wire);
        let (used, mut docs, at, deprecated) = match property {
            Some(id) => {
                let schema = &self.api.schemas[id];
                let docs = self.property_docs(id, wire);
                (self.used(id), docs, schema.at.clone(), schema.notes.deprecated)
            }
            None => (Use { ty: Ty::Json, nullable: true, any: true }, Vec::new(), parent.at.clone(), false),
        };
        let presence = match (required, used.nullable, used.any) {
            (true, _, true) | (true, false, false) => Presence::Required,
            (true, true, false) => Presence::RequiredNullable,
            (false, _, true) => Presence::OptionalAny,
            (false, false, false) => Presence::Optional,
            (false, true, false) => Presence::OptionalNullable,
        };
        let fixed = property.filter(|_| presence == Presence::Required).and_then(|id| self.fixed(id));
        if let Some(default) = property.filter(|_| fixed.is_some()).and_then(|id| self.default(id)) {
            // It cannot be otherwise.
            docs::forget_default(&mut docs, &default);
        }
        let null_setter = (presence == Presence::OptionalNullable).then(|| members.take(&name.with("null"), wire));
        Field {
            at,
            docs,
            name,
            wire: wire.to_owned(),
            ty: used.ty,
            presence,
            boxed: false,
            fixed,
            fixed_variant: None,
            default: None,
            null_setter,
            deprecated,
        }
    }

    /// The default of a member or a parameter: its own, else that of what it stands for.
    pub(in crate::lower) fn default(&self, id: SchemaId) -> Option<Value> {
        self.way(id).into_iter().find_map(|one| self.api.schemas[one].notes.default.clone())
    }

    /// The only value of a member, where its type can say it.
    fn fixed(&self, id: SchemaId) -> Option<Fixed> {
        let shape = shape::of(self.api, shape::target(self.api, id));
        if matches!(shape, Shape::Null) {
            return Some(Fixed::Null);
        }
        match (shape::only_value(self.api, id)?, shape) {
            (Value::String(text), Shape::StringEnum(_)) => Some(Fixed::Text(text)),
            (Value::Integer(_) | Value::Float(_), Shape::NumberEnum(values)) => {
                let [only] = values.as_slice() else { return None };
                Some(Fixed::Number(literal_enums::written(*only)))
            }
            (Value::Bool(value), Shape::Boolean) => Some(Fixed::Bool(value)),
            _ => None,
        }
    }

    fn construct(&mut self, fields: &[Field], name: &Name) -> Construct {
        match fields.iter().filter(|field| field.is_given()).count() {
            0 if fields.iter().all(|field| !field.presence.is_required()) => Construct::Default,
            0..=MOST_ARGUMENTS => Construct::New,
            _ => Construct::Required(self.type_names.take(&name.with("Required"), name.as_str())),
        }
    }
}

/// The schemas of other files that components are nothing but references to: they have the component's name. Where several
/// components refer to one, it is the one that is called like the place, else the first by name.
pub(in crate::lower) fn adopted(api: &Api) -> HashMap<SchemaId, SchemaId> {
    let mut adopted: HashMap<SchemaId, (bool, &Component)> = HashMap::new();
    for component in &api.components {
        let schema = &api.schemas[component.schema];
        let Some(target) = schema.reference.filter(|target| shape::target(api, *target) == *target) else {
            continue;
        };
        let at = &api.schemas[target].at;
        if at.file == schema.at.file || schema.notes != Notes::default() {
            continue;
        }
        let other_name = at.tokens().last().as_ref() != Some(&component.name);
        let is_better = adopted
            .get(&target)
            .is_none_or(|(known_other, known)| (other_name, &component.name) < (*known_other, &known.name));
        if is_better {
            adopted.insert(target, (other_name, component));
        }
    }
    adopted.into_iter().map(|(target, (_, component))| (component.schema, target)).collect()
}

/// The names that authors want for types which are no components. A name that is wanted twice names neither, so that the other
/// place keeps what it is called.
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

/// The named schema in which a place lies.
fn enclosing(at: &At) -> Option<At> {
    let tokens: Vec<String> = at.tokens().take(3).collect();
    match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(At::root(at.file).key(components).key(schemas).key(name))
        }
        [definitions, name, ..] if definitions == "definitions" => Some(At::root(at.file).key(definitions).key(name)),
        _ => None,
    }
}
