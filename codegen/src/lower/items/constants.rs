//! Decides how a value that a description states is written in Rust, and gives it to the properties that have one object or one
//! array for their only value.
//!
//! What is written is an expression that cannot fail: strings that have to be parsed, such as times, and alternatives of unions are
//! left out. Must not know what a value is for, nor how code is printed.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::bounds::{CONSTANT_DEPTH, NEW_ARGUMENTS};
use crate::rust::{Constant, Construct, Field, Fixed, Item, Name, Number, Presence, Struct, Tuple, Ty};
use crate::value::{Object, Value};

use crate::lower::items::aliases::Aliases;

/// Why a value is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Misfit {
    /// It may be a value of the type, and code for it could fail.
    Unwritten,
    /// It is no value of the type.
    NoValue,
}

/// Gives properties their only values where these can be written; the constructors do not take them then. The values are found
/// before the first is given, because each is read from all types.
pub(in crate::lower) fn set(items: &mut [Item], stated: &HashMap<(Name, String), Value>, aliases: &Aliases) {
    if stated.is_empty() {
        return;
    }
    let found: Vec<Vec<(usize, Fixed)>> = {
        let types = Types::of(items, aliases);
        items.iter().map(|item| of_item(item, stated, &types)).collect()
    };
    for (item, found) in items.iter_mut().zip(found) {
        let Item::Struct(item) = item else { continue };
        for (index, value) in found {
            if let Some(field) = item.fields.get_mut(index) {
                field.fixed = Some(value);
            }
        }
        let given = item.fields.iter().filter(|field| field.is_given()).count();
        if given <= NEW_ARGUMENTS && matches!(item.construct, Construct::Required(_)) {
            item.construct = Construct::New;
        }
    }
}

/// The only values of the fields of a struct, by their positions.
fn of_item(item: &Item, stated: &HashMap<(Name, String), Value>, types: &Types<'_>) -> Vec<(usize, Fixed)> {
    let Item::Struct(item) = item else { return Vec::new() };
    let given = item.fields.iter().enumerate().filter(|(_, field)| field.is_given());
    let found = given.filter_map(|(index, field)| {
        let stated = stated.get(&(item.name.clone(), field.wire.clone()))?;
        let value = types.constant(&field.ty, stated).ok()?;
        Some((index, Fixed::Json { text: stated.to_json().to_string(), value }))
    });
    found.collect()
}

/// The types of the models, which values are written as.
pub(in crate::lower) struct Types<'i> {
    aliases: &'i Aliases,
    items: HashMap<&'i Name, &'i Item>,
}

impl<'i> Types<'i> {
    pub(in crate::lower) fn of(items: &'i [Item], aliases: &'i Aliases) -> Self {
        Self { aliases, items: items.iter().map(|item| (item.name(), item)).collect() }
    }

    /// A value as one of a type.
    pub(in crate::lower) fn constant(&self, ty: &Ty, value: &Value) -> Result<Constant, Misfit> {
        if is_deeper(value, CONSTANT_DEPTH) { Err(Misfit::Unwritten) } else { self.value(ty, value) }
    }

    fn value(&self, ty: &Ty, value: &Value) -> Result<Constant, Misfit> {
        self.expanded(&self.aliases.expanded(ty), value)
    }

    /// The same, of a type without other names for types.
    fn expanded(&self, ty: &Ty, value: &Value) -> Result<Constant, Misfit> {
        match (ty, value) {
            (Ty::Bool, Value::Bool(value)) => Ok(Constant::Bool(*value)),
            (Ty::I32, _) => integer(value, i32::MIN.into()..=i32::MAX.into()),
            (Ty::I64, _) => integer(value, i64::MIN.into()..=i64::MAX.into()),
            // Rust has no literal beyond the type's range.
            (Ty::F32, Value::Float(value)) if (*value as f32).is_infinite() => Err(Misfit::NoValue),
            (Ty::F32, Value::Integer(value)) if (*value as f32).is_infinite() => Err(Misfit::NoValue),
            (Ty::F32 | Ty::F64, Value::Integer(value)) => Ok(Constant::Number(Number::Float(*value as f64))),
            (Ty::F32 | Ty::F64, Value::Float(value)) if value.is_finite() => {
                Ok(Constant::Number(Number::Float(*value)))
            }
            (Ty::String, Value::String(string)) => Ok(Constant::Text(string.clone())),
            (Ty::Vec(item), Value::Array(values)) => {
                let items = values.iter().map(|value| self.expanded(item, value)).collect::<Result<_, _>>()?;
                Ok(if is_any(ty) && !values.is_empty() { json(value) } else { Constant::List(items) })
            }
            (Ty::Map(_) | Ty::JsonObject, Value::Object(properties)) if properties.is_empty() => Ok(Constant::Empty),
            (Ty::Map(value_type), Value::Object(properties)) => {
                let of = |(name, value): (&String, &Value)| Ok((name.clone(), self.expanded(value_type, value)?));
                let properties = properties.iter().map(of).collect::<Result<_, _>>()?;
                Ok(if is_any(ty) { json(value) } else { Constant::Map(properties) })
            }
            (Ty::JsonObject, Value::Object(_)) | (Ty::Json, _) => Ok(json(value)),
            (Ty::Unit, Value::Null) => Ok(Constant::Unit),
            (Ty::Nullable(_), Value::Null) => Ok(Constant::None),
            (Ty::Nullable(inner), _) => Ok(Constant::Some(Box::new(self.expanded(inner, value)?))),
            (Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name), _) => match self.items.get(name) {
                Some(item) => self.of_item(item, value),
                None => Err(Misfit::Unwritten),
            },
            // Parsing a string may fail.
            (Ty::Scalar(scalar), _) => scalar.integers().map_or(Err(Misfit::Unwritten), |range| integer(value, range)),
            // What is no JSON.
            (Ty::Unit | Ty::Bytes, _) => Err(Misfit::Unwritten),
            (Ty::Bool | Ty::F32 | Ty::F64 | Ty::String | Ty::Vec(_) | Ty::Map(_) | Ty::JsonObject, _) => {
                Err(Misfit::NoValue)
            }
        }
    }

    fn of_item(&self, item: &Item, value: &Value) -> Result<Constant, Misfit> {
        match (item, value) {
            (Item::StringEnum(item), Value::String(string)) => {
                let variant = item.variants.iter().find(|one| one.wire == *string).ok_or(Misfit::NoValue)?;
                Ok(Constant::Variant(item.name.clone(), variant.name.clone()))
            }
            (Item::NumberEnum(item), _) => {
                let variant = item.variants.iter().find(|one| is_number(one.wire, value)).ok_or(Misfit::NoValue)?;
                Ok(Constant::Variant(item.name.clone(), variant.name.clone()))
            }
            (Item::Struct(item), Value::Object(properties)) => self.of_struct(item, properties),
            (Item::Tuple(item), Value::Array(values)) => self.of_tuple(item, values),
            (Item::Newtype(item), _) => Ok(Constant::Tuple(item.name.clone(), vec![self.value(&item.ty, value)?])),
            (Item::Struct(_) | Item::StringEnum(_), _) => Err(Misfit::NoValue),
            // One of several types may be nearly anything.
            (Item::OneOf(_) | Item::Tuple(_) | Item::Alias(_), _) => Err(Misfit::Unwritten),
        }
    }

    fn of_struct(&self, item: &Struct, properties: &Object) -> Result<Constant, Misfit> {
        let mut fields = Vec::new();
        for field in &item.fields {
            let value = properties.get(&field.wire).map(|value| self.of_field(field, value)).transpose()?;
            if value.is_none() && field.presence.is_required() {
                return Err(Misfit::NoValue);
            }
            fields.push((field.name.clone(), value));
        }
        let is_declared = |name: &str| item.fields.iter().any(|field| field.wire == name);
        let others: Vec<(&String, &Value)> = properties.iter().filter(|(name, _)| !is_declared(name)).collect();
        match &item.extras {
            // A property without a field would be lost.
            None if !others.is_empty() => return Err(Misfit::Unwritten),
            None => {}
            Some(extras) if others.is_empty() => fields.push((extras.name.clone(), None)),
            Some(extras) => {
                let of = |(name, value): (&String, &Value)| Ok((name.clone(), self.value(&extras.ty, value)?));
                let others = others.into_iter().map(of).collect::<Result<_, _>>()?;
                fields.push((extras.name.clone(), Some(Constant::Map(others))));
            }
        }
        let is_extra = |name: &Name| item.extras.as_ref().is_some_and(|extras| extras.name == *name);
        let is_complete = fields.iter().all(|(_, value)| value.is_some());
        let others = item.construct == Construct::Default && !is_complete || fields.is_empty();
        let given = fields.into_iter().filter_map(|(name, value)| match value {
            Some(value) => Some((name, value)),
            None if others => None,
            None if is_extra(&name) => Some((name, Constant::Empty)),
            None => Some((name, Constant::None)),
        });
        Ok(Constant::Struct { name: item.name.clone(), fields: given.collect(), others })
    }

    fn of_field(&self, field: &Field, value: &Value) -> Result<Constant, Misfit> {
        let present = || {
            let value = self.value(&field.ty, value)?;
            Ok(if field.boxed { Constant::Boxed(Box::new(value)) } else { value })
        };
        let some = |value: Constant| Constant::Some(Box::new(value));
        match (field.presence, value) {
            (Presence::Required, _) => present(),
            (Presence::RequiredNullable | Presence::Optional, Value::Null) => Ok(Constant::None),
            (Presence::OptionalNullable, Value::Null) => Ok(some(Constant::None)),
            (Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny, _) => present().map(some),
            (Presence::OptionalNullable, _) => present().map(some).map(some),
        }
    }

    fn of_tuple(&self, item: &Tuple, values: &[Value]) -> Result<Constant, Misfit> {
        let mut rest = values.iter();
        let mut items = Vec::new();
        for one in &item.items {
            let value = rest.next().map(|value| self.value(&one.ty, value)).transpose()?;
            let value = value.map(|value| if one.boxed { Constant::Boxed(Box::new(value)) } else { value });
            items.push(match (value, one.is_required) {
                (Some(value), true) => value,
                (Some(value), false) => Constant::Some(Box::new(value)),
                (None, true) => return Err(Misfit::NoValue),
                (None, false) => Constant::None,
            });
        }
        match &item.rest {
            Some(ty) => {
                let others = rest.map(|value| self.constant(ty, value)).collect::<Result<_, _>>()?;
                items.push(Constant::List(others));
            }
            None if rest.next().is_some() => return Err(Misfit::Unwritten),
            None => {}
        }
        Ok(Constant::Tuple(item.name.clone(), items))
    }
}

/// Whether values stand in each other deeper than this.
fn is_deeper(value: &Value, most: usize) -> bool {
    let is_deeper = |inner: &Value| most == 0 || is_deeper(inner, most - 1);
    match value {
        Value::Array(items) => items.iter().any(is_deeper),
        Value::Object(properties) => properties.values().any(is_deeper),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => false,
    }
}

/// Whether a type is any JSON value, or arrays and maps of them.
fn is_any(ty: &Ty) -> bool {
    matches!(ty.parts().last(), Some(Ty::Json | Ty::JsonObject))
        && !ty.parts().any(|part| matches!(part, Ty::Nullable(_)))
}

fn json(value: &Value) -> Constant {
    Constant::Json(value.to_json().to_string())
}

fn is_number(number: Number, value: &Value) -> bool {
    match (number, value) {
        (Number::Integer(one), Value::Integer(other)) => one == *other,
        (Number::Integer(one), Value::Float(other)) => one as f64 == *other,
        (Number::Float(one), Value::Integer(other)) => one == *other as f64,
        (Number::Float(one), Value::Float(other)) => one == *other,
        (_, Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => false,
    }
}

/// The integer that a value is, where the type has it: `1.0` is one.
fn integer(value: &Value, range: RangeInclusive<i128>) -> Result<Constant, Misfit> {
    let value = match value {
        Value::Integer(value) => *value,
        Value::Float(value) if value.fract() == 0.0 && value.abs() < i64::MAX as f64 => *value as i128,
        Value::Float(_) | Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            return Err(Misfit::NoValue);
        }
    };
    if range.contains(&value) { Ok(Constant::Number(Number::Integer(value))) } else { Err(Misfit::NoValue) }
}
