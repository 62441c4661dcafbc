//! Decides which optional members and parameters have an accessor that falls back to their default, and reports defaults that are no values of
//! their type.
//!
//! A default is a fact about the other side: it is never sent and never filled in. The accessor says it without running code that
//! could fail, so that only what Rust can write as a value has one: booleans, numbers, texts, values of enums, lists of these,
//! and objects without members. Must not know how code is printed.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Accessor, Construct, DefaultValue, Item, Location, Name, Number, Operation, Presence, Struct, Ty};
use crate::value::Value;

use super::conversions::{Aliases, expanded};
use super::docs;
use super::names::{Case, Namespace};

/// The defaults of members, by struct and name on the wire.
pub(super) type Defaults = HashMap<(Name, String), Stated>;

/// A default as it is stated.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub value: Value,
    /// Whether the bounds and the format of its schema allow it.
    pub is_allowed: bool,
}

/// The defaults of the parameters of an operation, by place and name on the wire, each with its place in the description.
pub(super) type ParameterDefaults = HashMap<(Location, String), (Value, At)>;

/// What a default is for a type.
enum Fit {
    Value(DefaultValue),
    /// A value of the type that no accessor gives.
    Unwritten,
    /// No value of the type.
    None,
}

/// Gives each member with a default its accessor. Every type has been made by then.
pub(super) fn settle(items: &mut [Item], defaults: &Defaults, sink: &mut Sink) {
    let known = items.to_vec();
    let types = Types::of(&known);
    for item in items {
        if let Item::Struct(item) = item {
            settle_struct(item, defaults, &types, sink);
        }
    }
}

/// Gives each parameter with a default its accessor on the request that a server reads.
pub(super) fn settle_parameters<'o>(
    operations: impl Iterator<Item = (&'o mut Operation, &'o ParameterDefaults)>,
    items: &[Item],
    sink: &mut Sink,
) {
    let types = Types::of(items);
    for (operation, defaults) in operations {
        let mut fields = Namespace::default();
        for parameter in &operation.parameters {
            fields.take(parameter.name.as_str(), &parameter.wire, Case::Snake);
        }
        for name in operation.body.iter().map(|body| &body.name).chain([&operation.context]) {
            fields.take(name.as_str(), name.as_str(), Case::Snake);
        }
        for parameter in &mut operation.parameters {
            let key = (parameter.location, parameter.wire.clone());
            let Some((default, at)) = defaults.get(&key) else { continue };
            match types.fit(&parameter.ty, default) {
                Fit::Value(value) if !parameter.required => {
                    let wish = format!("{}_or_default", parameter.name.as_str().trim_end_matches('_'));
                    let name = fields.take(&wish, &parameter.wire, Case::Snake);
                    parameter.default = Some(Accessor { name, value });
                }
                Fit::None if *default != Value::Null => report(&parameter.wire, default, at, sink),
                Fit::Value(_) | Fit::Unwritten | Fit::None => {}
            }
        }
    }
}

fn by_name(items: &[Item]) -> HashMap<&Name, &Item> {
    let named = items.iter().filter_map(|item| match item {
        Item::Struct(one) => Some((&one.name, item)),
        Item::StringEnum(one) => Some((&one.name, item)),
        Item::NumberEnum(one) => Some((&one.name, item)),
        Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_) => None,
    });
    named.collect()
}

fn settle_struct(item: &mut Struct, defaults: &Defaults, types: &Types<'_>, sink: &mut Sink) {
    let mut members = Namespace::with(&["new"]);
    for field in &item.fields {
        members.take(field.name.as_str(), &field.wire, Case::Snake);
        if let Some(setter) = &field.null_setter {
            members.take(setter.as_str(), &field.wire, Case::Snake);
        }
    }
    if let Some(extras) = &item.extras {
        members.take(extras.name.as_str(), "additional properties", Case::Snake);
    }
    for field in &mut item.fields {
        let Some(default) = defaults.get(&(item.name.clone(), field.wire.clone())) else { continue };
        let Stated { value: default, is_allowed } = default;
        let is_null = *default == Value::Null;
        let has_accessor = match field.presence {
            Presence::Optional | Presence::OptionalNullable => !field.boxed,
            Presence::Required | Presence::RequiredNullable | Presence::OptionalAny => false,
        };
        let fit = if *is_allowed { types.fit(&field.ty, default) } else { Fit::None };
        match fit {
            Fit::Value(value) if has_accessor => {
                let wish = format!("{}_or_default", field.name.as_str().trim_end_matches('_'));
                field.default = Some(Accessor { name: members.take(&wish, &field.wire, Case::Snake), value });
            }
            Fit::None if !is_null => {
                report(&field.wire, default, &field.at, sink);
                docs::forget_default(&mut field.docs, default);
            }
            Fit::Value(_) | Fit::Unwritten | Fit::None => {}
        }
    }
}

pub(super) fn report(member: &str, default: &Value, at: &At, sink: &mut Sink) {
    let message = format!("the default of `{member}`, {}, is no value of its schema", default.to_json());
    let help = "write a value that the schema allows, or leave out `default`";
    sink.push(Diagnostic::new(codes::DEFAULT, at.clone(), message).help(help));
}

struct Types<'i> {
    aliases: Aliases,
    items: HashMap<&'i Name, &'i Item>,
}

impl<'i> Types<'i> {
    fn of(items: &'i [Item]) -> Self {
        Self { aliases: super::conversions::aliases(items), items: by_name(items) }
    }

    fn fit(&self, ty: &Ty, value: &Value) -> Fit {
        let ty = expanded(&self.aliases, ty.clone());
        match (&ty, value) {
            (Ty::Bool, Value::Bool(value)) => Fit::Value(DefaultValue::Bool(*value)),
            (Ty::I32, _) => integer(value, i32::MIN.into()..=i32::MAX.into()),
            (Ty::I64, _) => integer(value, i64::MIN.into()..=i64::MAX.into()),
            (Ty::F32 | Ty::F64, Value::Integer(value)) => number(Number::Float(*value as f64)),
            (Ty::F32 | Ty::F64, Value::Float(value)) if value.is_finite() => number(Number::Float(*value)),
            (Ty::String, Value::String(text)) => Fit::Value(DefaultValue::Text(text.clone())),
            (Ty::Vec(item), Value::Array(values)) => self.list(item, values),
            (Ty::Map(_) | Ty::JsonObject, Value::Object(members)) if members.is_empty() => {
                Fit::Value(DefaultValue::Empty)
            }
            (Ty::Map(_) | Ty::JsonObject, Value::Object(_)) => Fit::Unwritten,
            (Ty::Named(name) | Ty::Text(name) | Ty::Union(name), _) => self.of_model(name, value),
            // What is read from text may fail.
            (Ty::Scalar(scalar), _) => scalar.integers().map_or(Fit::Unwritten, |range| integer(value, range)),
            // Null in the place of an item; any value at all; what is no JSON.
            (Ty::Nullable(_) | Ty::Json | Ty::Unit | Ty::Bytes, _) => Fit::Unwritten,
            (Ty::Bool | Ty::F32 | Ty::F64 | Ty::String | Ty::Vec(_) | Ty::Map(_) | Ty::JsonObject, _) => Fit::None,
        }
    }

    fn list(&self, item: &Ty, values: &[Value]) -> Fit {
        let mut items = Vec::new();
        for value in values {
            match self.fit(item, value) {
                Fit::Value(value) => items.push(value),
                other => return other,
            }
        }
        Fit::Value(DefaultValue::List(items))
    }

    fn of_model(&self, name: &Name, value: &Value) -> Fit {
        let variant = |variant: &Name| Fit::Value(DefaultValue::Variant(name.clone(), variant.clone()));
        match (self.items.get(name), value) {
            (Some(Item::StringEnum(item)), Value::String(text)) => {
                item.variants.iter().find(|one| one.wire == *text).map_or(Fit::None, |one| variant(&one.name))
            }
            (Some(Item::NumberEnum(item)), _) => {
                let is_value = |number: &Number| match (number, value) {
                    (Number::Integer(one), Value::Integer(other)) => one == other,
                    (Number::Integer(one), Value::Float(other)) => *one as f64 == *other,
                    (Number::Float(one), Value::Integer(other)) => *one == *other as f64,
                    (Number::Float(one), Value::Float(other)) => one == other,
                    (_, Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => false,
                };
                item.variants.iter().find(|one| is_value(&one.wire)).map_or(Fit::None, |one| variant(&one.name))
            }
            (Some(Item::Struct(item)), Value::Object(members)) => {
                let is_empty = members.is_empty() && item.construct == Construct::Default;
                if is_empty { Fit::Value(DefaultValue::New(name.clone())) } else { Fit::Unwritten }
            }
            (Some(Item::Struct(_) | Item::StringEnum(_)), _) => Fit::None,
            // One of several types may be nearly anything.
            (Some(Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_) | Item::Newtype(_)) | None, _) => Fit::Unwritten,
        }
    }
}

fn number(number: Number) -> Fit {
    Fit::Value(DefaultValue::Number(number))
}

/// The integer that a value is, where the type has it: `1.0` is one.
fn integer(value: &Value, range: RangeInclusive<i128>) -> Fit {
    let value = match value {
        Value::Integer(value) => *value,
        Value::Float(value) if value.fract() == 0.0 && value.abs() < i64::MAX as f64 => *value as i128,
        Value::Float(_) | Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            return Fit::None;
        }
    };
    if range.contains(&value) { number(Number::Integer(value)) } else { Fit::None }
}
