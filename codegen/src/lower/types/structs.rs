//! Makes the types of objects with properties of their own.
//!
//! Owns the fields: their names, whether they may be absent or null, the values they cannot differ from, and what `new` takes. Must
//! not know other types.

use crate::api::{Schema, SchemaId};
use crate::bounds::NEW_ARGUMENTS;
use crate::config::OptionalNullable;
use crate::rust::{Chosen, Construct, Docs, Extras, Field, Fixed, Item, Name, Presence, Reexport, Struct, Ty};
use crate::value::Value;

use crate::lower::docs;
use crate::lower::merge::context::Context;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, identifier, wanted};
use crate::lower::shape::{Shape, constraints};
use crate::lower::types::uses::Use;
use crate::lower::types::{BY_NAME, StatedDefault, Types, literal_enums};

/// A property of an object. One that is required and not declared has no schema.
#[derive(Debug, Clone, Copy)]
struct Property<'a> {
    wire: &'a str,
    schema: Option<SchemaId>,
    is_required: bool,
}

impl<'a> Types<'a, '_> {
    pub(super) fn structure(&mut self, schema: &'a Schema, name: Name, docs: Docs) -> Item {
        let mut methods = Namespace::with(&["new"]);
        let properties = self.properties(schema);
        let names = self.field_names(schema, &properties, &mut methods);
        let mut fields = Vec::with_capacity(names.len());
        for (property, field) in properties.into_iter().zip(names) {
            self.note_stated(property, &name);
            fields.push(self.field(schema, property, field, &mut methods));
        }
        let extras = self.others(schema.object.additional_properties).map(|ty| Extras {
            name: methods.take(&identifier("additional properties", Case::Snake), "additional properties"),
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

    /// The properties that an object declares, and those that it only requires.
    fn properties(&self, schema: &'a Schema) -> Vec<Property<'a>> {
        let required = &schema.object.required;
        let declared = self.context.shapes.properties(schema).map(|(wire, id)| Property {
            wire,
            schema: Some(*id),
            is_required: required.contains(wire),
        });
        let mut properties: Vec<Property<'a>> = declared.collect();
        let is_declared = |name: &&String| properties.iter().any(|known| known.wire == name.as_str());
        let undeclared: Vec<&String> = required.iter().filter(|name| !is_declared(name)).collect();
        properties.extend(undeclared.into_iter().map(|wire| Property { wire, schema: None, is_required: true }));
        properties
    }

    fn field_names(&mut self, schema: &Schema, properties: &[Property<'_>], methods: &mut Namespace) -> Vec<Name> {
        let api = self.context.api;
        let preferred = |property: &Property<'_>| property.schema.and_then(|id| api.schemas[id].notes.name.as_deref());
        let wishes: Vec<&str> = properties.iter().map(|property| wanted(preferred(property), property.wire)).collect();
        let names = methods.assign(&wishes, Case::Snake);
        renames::report(self.tools.sink, &schema.at, &wishes, &names, Case::Snake, BY_NAME);
        names
    }

    /// Notes the default of a property, and its only value where that is an object or an array.
    fn note_stated(&mut self, property: Property<'_>, name: &Name) {
        let Context { shapes, .. } = self.context;
        let Some(id) = property.schema else { return };
        let key = || (name.clone(), property.wire.to_owned());
        if let Some(default) = shapes.default(id) {
            let is_allowed = constraints::allow(shapes, id, default);
            self.made.defaults.insert(key(), StatedDefault { is_allowed, value: default.clone() });
        }
        if let Some(only @ (Value::Array(_) | Value::Object(_))) = shapes.only_value(id) {
            self.made.constants.insert(key(), only.clone());
        }
    }

    fn field(&mut self, parent: &Schema, property: Property<'_>, name: Name, methods: &mut Namespace) -> Field {
        let Context { api, shapes, .. } = self.context;
        let Property { wire, schema, is_required } = property;
        let (used, mut docs, at, deprecated) = match schema {
            Some(id) => {
                let schema = &api.schemas[id];
                let docs = self.tools.docs.property_docs(id, wire);
                (self.used(id), docs, schema.at.clone(), schema.notes.deprecated)
            }
            None => (Use { ty: Ty::Json, nullable: true, any: true }, Docs::new(), parent.at.clone(), false),
        };
        let presence = presence(is_required, &used, self.context.config.models.optional_nullable);
        let fixed = schema.filter(|_| presence == Presence::Required).and_then(|id| self.fixed(id));
        if let Some(default) = schema.filter(|_| fixed.is_some()).and_then(|id| shapes.default(id)) {
            // It cannot be otherwise.
            docs::forget_default(&mut docs, default);
        }
        let null_setter = (presence == Presence::OptionalNullable).then(|| methods.take(&name.with("null"), wire));
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

    /// The only value of a property, where its type can say it.
    fn fixed(&self, id: SchemaId) -> Option<Fixed> {
        let shapes = self.context.shapes;
        let shape = shapes.of(id);
        if matches!(shape, Shape::Null) {
            return Some(Fixed::Null);
        }
        match (shapes.only_value(id)?, shape) {
            (Value::String(string), Shape::StringEnum(_)) => Some(Fixed::Text(string.clone())),
            (Value::Integer(_) | Value::Float(_), Shape::NumberEnum(values)) => {
                let [only] = values.as_slice() else { return None };
                Some(Fixed::Number(literal_enums::written(*only)))
            }
            (Value::Bool(value), Shape::Boolean) => Some(Fixed::Bool(*value)),
            (
                Value::Null
                | Value::Bool(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::String(_)
                | Value::Array(_)
                | Value::Object(_),
                _,
            ) => None,
        }
    }

    fn construct(&mut self, fields: &[Field], name: &Name) -> Construct {
        match fields.iter().filter(|field| field.is_given()).count() {
            0 => Construct::Default,
            1..=NEW_ARGUMENTS => Construct::New,
            _ => {
                let required = self.tools.namespace.take(&name.with("Required"), name.as_str());
                self.share_required(name, &required);
                Construct::Required(required)
            }
        }
    }

    /// Gives the locations that share a struct a name for what it requires.
    fn share_required(&mut self, name: &Name, required: &Name) {
        for shared in self.tools.shared.reexports.iter().filter(|shared| shared.name == *name) {
            let location = self.tools.namespace.take(&shared.location.with("Required"), shared.location.as_str());
            self.reexports.push(Reexport { location, name: required.clone(), at: shared.at.clone() });
        }
    }
}

fn presence(is_required: bool, used: &Use, optional_nullable: OptionalNullable) -> Presence {
    match (is_required, used.nullable, used.any) {
        (true, _, true) | (true, false, false) => Presence::Required,
        (true, true, false) => Presence::RequiredNullable,
        (false, _, true) => Presence::OptionalAny,
        (false, false, false) => Presence::Optional,
        (false, true, false) => match optional_nullable {
            OptionalNullable::Nested => Presence::OptionalNullable,
            OptionalNullable::Flat => Presence::Optional,
        },
    }
}
