//! Decides which optional members have an accessor that falls back to their default, and reports defaults that are no values of
//! their type.
//!
//! A default is a fact about the other side: it is never sent and never filled in. The accessor says it without running code that
//! could fail, so that only what Rust can write as a value has one: booleans, numbers, texts, values of enums, lists of these,
//! and objects without members. Must not know how code is printed.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Accessor, Construct, DefaultValue, Item, Name, Number, Presence, Struct, Ty};
use crate::value::Value;

use super::conversions::{Aliases, expanded};
use super::names::{Case, Namespace};

/// The defaults of members, by struct and name on the wire.
pub(super) type Defaults = HashMap<(Name, String), Value>;

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
    let types = Types { aliases: super::conversions::aliases(&known), items: by_name(&known) };
    for item in items {
        if let Item::Struct(item) = item {
            settle_struct(item, defaults, &types, sink);
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
        let is_null = *default == Value::Null;
        let has_accessor = match field.presence {
            Presence::Optional | Presence::OptionalNullable => !field.boxed,
            Presence::Required | Presence::RequiredNullable | Presence::OptionalAny => false,
        };
        match types.fit(&field.ty, default) {
            Fit::Value(value) if has_accessor => {
                let wish = format!("{}_or_default", field.name.as_str().trim_end_matches('_'));
                field.default = Some(Accessor { name: members.take(&wish, &field.wire, Case::Snake), value });
            }
            Fit::None if !is_null => report(&field.wire, default, &field.at, sink),
            Fit::Value(_) | Fit::Unwritten | Fit::None => {}
        }
    }
}

fn report(member: &str, default: &Value, at: &At, sink: &mut Sink) {
    let message = format!("the default of `{member}`, {}, is no value of its type", default.to_json());
    let help = "write a value that the schema allows, or leave out `default`";
    sink.push(Diagnostic::new(codes::DEFAULT, at.clone(), message).help(help));
}

struct Types<'i> {
    aliases: Aliases,
    items: HashMap<&'i Name, &'i Item>,
}

impl Types<'_> {
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
