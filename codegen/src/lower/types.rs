//! Makes the types: structs, string enums, aliases.
//!
//! Owns which schema has a type of its own, and its members, presence and constructor. Must not know operations.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Component, Notes, Schema, SchemaId};
use crate::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Alias, Construct, Extras, Field, Fixed, Item, Name, Presence, StringEnum, Struct, Ty, Variant};
use crate::value::Value;

use super::names::{Case, Namespace};
use super::shape::{self, Resolved, Shape};
use super::{Lower, docs, place};

/// Lists and maps without a name that are deeper than this are any JSON value: rustc takes no types of any depth.
const DEEPEST_UNNAMED: usize = 32;

/// Formats that ask for a type of their own and do not have it yet; every other one is what its type is.
const UNTYPED_FORMATS: &[&str] = &[
    "byte",
    "date",
    "date-time",
    "duration",
    "int8",
    "int16",
    "ipv4",
    "ipv6",
    "time",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uuid",
];

/// A struct with more required members takes them as a struct.
const MOST_ARGUMENTS: usize = 4;

/// What a schema becomes at one use.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// The type of a value that is not null.
    pub ty: Ty,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is any JSON value, null included.
    pub any: bool,
}

impl Use {
    /// The type with null in it.
    pub(super) fn whole(self) -> Ty {
        if self.nullable && !self.any { Ty::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

impl<'a> Lower<'a, '_> {
    /// Names every type before the first is made, so that no name depends on an order.
    pub(super) fn name_types(&mut self) {
        let components = &self.api.components;
        let spellings: Vec<&str> = components.iter().map(|component| component.name.as_str()).collect();
        for (component, name) in components.iter().zip(self.type_names.assign(&spellings, Case::Type)) {
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
        let place = |schema: &'a Schema| (place::words(&schema.at, &self.operation_names), &*schema.at.pointer);
        let places: Vec<(String, &str)> = unnamed.iter().map(|(_, schema)| place(schema)).collect();
        let names = self.type_names.assign_places(&places, "inline", Case::Type);
        self.names.extend(unnamed.iter().map(|(id, _)| *id).zip(names));
        self.name_inputs(&needed);
    }

    /// Names what was made for requests after what it was made of. All other names are given by then.
    fn name_inputs(&mut self, needed: &HashSet<SchemaId>) {
        let is_own = |id: SchemaId| needed.contains(&id) && !self.names.contains_key(&id);
        let mut inputs: Vec<(SchemaId, (String, &str))> = Vec::new();
        for (id, original) in self.inputs.iter().filter(|(id, _)| is_own(**id)) {
            if let Some(name) = self.names.get(original) {
                let pointer = &*self.api.schemas[*id].at.pointer;
                inputs.push((*id, (format!("{}Input", name.as_str()), pointer)));
            }
        }
        inputs.sort();
        let (ids, places): (Vec<SchemaId>, Vec<(String, &str)>) = inputs.into_iter().unzip();
        let names = self.type_names.assign_places(&places, "request", Case::Type);
        self.names.extend(ids.into_iter().zip(names));
    }

    /// The schema that has the name of a component: what it stands for in another file, or at the same place, where
    /// `nullable` stands beside it.
    fn named(&self, id: SchemaId) -> SchemaId {
        if let Some(target) = self.adopted.get(&id) {
            return *target;
        }
        let resolved = shape::resolve(self.api, id).schema;
        if self.api.schemas[resolved].at == self.api.schemas[id].at { resolved } else { id }
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
            let resolved = shape::resolve(self.api, id).schema;
            if needed.insert(resolved) {
                pending.extend(shape::children(self.api, resolved));
            }
        }
        needed
    }

    /// Makes the types: each that the document names, followed by those that stand inside it; then all others.
    pub(super) fn make_types(&mut self) {
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
        if let Some(name) = self.names.get(&id).cloned() {
            let item = self.item(id, name);
            self.items.push(item);
        }
    }

    fn item(&mut self, id: SchemaId, name: Name) -> Item {
        let schema = &self.api.schemas[id];
        if shape::resolve(self.api, id).schema != id {
            return self.alias(id, name);
        }
        match shape::of(self.api, id) {
            Shape::Struct => self.structure(schema, name),
            Shape::StringEnum(values) => string_enum(schema, name, &values),
            Shape::OneOf(alternatives) => self.one_of(schema, name, &alternatives),
            _ => self.alias(id, name),
        }
    }

    fn alias(&mut self, id: SchemaId, name: Name) -> Item {
        let schema = &self.api.schemas[id];
        let resolved = shape::resolve(self.api, id);
        let ty = if resolved.schema == id { self.unnamed(resolved).ty } else { self.used(id).ty };
        Item::Alias(Alias { at: schema.at.clone(), docs: notes(schema), name, ty })
    }

    /// Whether a schema has a type of its own even where the document gives it no name.
    pub(super) fn has_own_type(&self, id: SchemaId) -> bool {
        matches!(shape::of(self.api, id), Shape::Struct | Shape::StringEnum(_) | Shape::OneOf(_))
    }

    /// The type of a schema where it is used.
    pub(super) fn used(&mut self, id: SchemaId) -> Use {
        let resolved = shape::resolve(self.api, id);
        match self.names.get(&resolved.schema) {
            Some(name) => {
                let any = matches!(shape::of(self.api, resolved.schema), Shape::Any | Shape::Untyped(_));
                Use { ty: Ty::Named(name.clone()), nullable: resolved.nullable, any }
            }
            None => self.unnamed(resolved),
        }
    }

    /// The type of a schema that has no name. One that leads back to itself without ever meeting a name ends as any JSON.
    pub(super) fn unnamed(&mut self, resolved: Resolved) -> Use {
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
        let ty = match shape::of(self.api, resolved.schema) {
            // Unions have names, save where they are found in another way than all others.
            Shape::Any | Shape::OneOf(_) => Ty::Json,
            Shape::Boolean => Ty::Bool,
            Shape::Integer => {
                self.report_format(schema);
                if schema.format.as_deref() == Some("int32") { Ty::I32 } else { Ty::I64 }
            }
            Shape::Number => {
                if schema.format.as_deref() == Some("float") {
                    Ty::F32
                } else {
                    Ty::F64
                }
            }
            Shape::String => {
                self.report_format(schema);
                Ty::String
            }
            // Those that have members or values of their own have names.
            Shape::StringEnum(_) => Ty::String,
            Shape::Array(None) => Ty::Vec(Box::new(Ty::Json)),
            Shape::Array(Some(items)) => Ty::Vec(Box::new(self.used(items).whole())),
            Shape::Struct | Shape::Map(None) => Ty::JsonObject,
            Shape::Map(Some(values)) => self.map(values),
            Shape::Untyped(what) => {
                self.untyped(&schema.at, what);
                Ty::Json
            }
        };
        Use { any: ty == Ty::Json, nullable: resolved.nullable, ty }
    }

    /// Reports a format that asks for a type of its own and has none yet.
    fn report_format(&mut self, schema: &Schema) {
        let format = schema.format.as_deref().filter(|format| UNTYPED_FORMATS.contains(format));
        let message = match (format, &schema.string.content_encoding, schema.string.content_schema) {
            (Some(format), _, _) => format!("the format `{format}` has no type of its own yet"),
            (None, Some(encoding), _) => format!("`{encoding}` is not decoded yet; this is the encoded text"),
            (None, None, Some(_)) => "what this text contains is not read yet; this is the text".to_owned(),
            (None, None, None) => return,
        };
        self.sink.push(Diagnostic::new(codes::UNTYPED_FORMAT, schema.at.clone(), message));
    }

    pub(super) fn map(&mut self, values: SchemaId) -> Ty {
        match self.used(values).whole() {
            Ty::Json => Ty::JsonObject,
            ty => Ty::Map(Box::new(ty)),
        }
    }

    fn structure(&mut self, schema: &Schema, name: Name) -> Item {
        let mut members = Namespace::with(&["new"]);
        let properties = &schema.object.properties;
        let undeclared: Vec<&String> =
            schema.object.required.iter().filter(|name| !properties.iter().any(|(known, _)| known == *name)).collect();
        let spellings: Vec<&str> = properties
            .iter()
            .map(|(name, _)| name.as_str())
            .chain(undeclared.iter().map(|name| name.as_str()))
            .collect();
        let names = members.assign(&spellings, Case::Snake);
        let mut fields = Vec::with_capacity(names.len());
        for (wire, field) in spellings.iter().zip(names) {
            let property = properties.iter().find(|(known, _)| known == wire).map(|(_, id)| *id);
            fields.push(self.field(schema, wire, field, property, &mut members));
        }
        let extras = schema.object.additional_properties.filter(|id| !self.api.schemas[*id].never);
        let extras = extras.map(|id| Extras {
            name: members.take("additional_properties", "additional properties", Case::Snake),
            ty: self.used(id).whole(),
        });
        let construct = self.construct(&fields, &name);
        Item::Struct(Struct {
            at: schema.at.clone(),
            docs: notes(schema),
            name,
            fields,
            extras,
            construct,
            deprecated: schema.notes.deprecated,
        })
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
        let (used, docs, at, deprecated) = match property {
            Some(id) => {
                let schema = &self.api.schemas[id];
                (self.used(id), notes(schema), schema.at.clone(), schema.notes.deprecated)
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
        let null_setter = (presence == Presence::OptionalNullable)
            .then(|| members.take(&format!("{}_null", name.as_str().trim_end_matches('_')), wire, Case::Snake));
        Field {
            at,
            docs,
            name,
            wire: wire.to_owned(),
            ty: used.ty,
            presence,
            boxed: false,
            fixed,
            null_setter,
            deprecated,
        }
    }

    /// The only value of a member, where its type can say it.
    fn fixed(&self, id: SchemaId) -> Option<Fixed> {
        match (shape::only_value(self.api, id)?, shape::of(self.api, shape::resolve(self.api, id).schema)) {
            (Value::String(text), Shape::StringEnum(_)) => Some(Fixed::Text(text)),
            (Value::Bool(value), Shape::Boolean) => Some(Fixed::Bool(value)),
            _ => None,
        }
    }

    fn construct(&mut self, fields: &[Field], name: &Name) -> Construct {
        match fields.iter().filter(|field| field.is_given()).count() {
            0 if fields.iter().all(|field| !field.presence.is_required()) => Construct::Default,
            0..=MOST_ARGUMENTS => Construct::New,
            _ => Construct::Required(self.type_names.take(
                &format!("{}Required", name.as_str()),
                name.as_str(),
                Case::Type,
            )),
        }
    }
}

/// The schemas of other files that components are nothing but references to: they have the component's name. Where several
/// components refer to one, it is the one that is called like the place, else the first by name.
pub(super) fn adopted(api: &Api) -> HashMap<SchemaId, SchemaId> {
    let mut adopted: HashMap<SchemaId, (bool, &Component)> = HashMap::new();
    for component in &api.components {
        let schema = &api.schemas[component.schema];
        let Some(target) = schema.reference.filter(|target| shape::resolve(api, *target).schema == *target) else {
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

/// The named schema in which a place lies.
fn enclosing(at: &At) -> Option<At> {
    let tokens: Vec<String> = at.tokens().take(3).collect();
    match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(At::root(at.file).member(components).member(schemas).member(name))
        }
        _ => None,
    }
}

fn string_enum(schema: &Schema, name: Name, values: &[String]) -> Item {
    let mut variants = Namespace::default();
    let unknown_is_a_value = values.iter().any(|value| super::names::identifier(value, Case::Pascal) == "Unknown");
    let unknown =
        variants.take(if unknown_is_a_value { "UnknownValue" } else { "Unknown" }, "unknown value", Case::Pascal);
    let spellings: Vec<&str> = values.iter().map(String::as_str).collect();
    let names = variants.assign(&spellings, Case::Pascal);
    let variants =
        values.iter().zip(names).map(|(wire, name)| Variant { docs: Vec::new(), name, wire: wire.clone() }).collect();
    Item::StringEnum(StringEnum {
        at: schema.at.clone(),
        docs: notes(schema),
        name,
        variants,
        unknown,
        deprecated: schema.notes.deprecated,
    })
}

/// The documentation of a schema where it stands.
pub(super) fn notes(schema: &Schema) -> Vec<String> {
    let default = docs::default(schema.notes.default.as_ref());
    docs::paragraphs([schema.notes.title.as_deref(), schema.notes.description.as_deref(), default.as_deref()])
}
