//! What a service accepts beyond its description, where it replaces another that did.
//!
//! Owns the list of these deviations, and how null becomes absent. Must not know how text is read.

use serde_json::Value;

use super::super::schema::Schema;
use super::super::style::decode::Booleans;

/// A deviation from the description that a service accepts. By default it accepts none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lenient {
    /// `1`, `0` and any capitals of `true` and `false` are booleans, in parameters and forms.
    Booleans,
    /// Null is the same as absent for an optional property of a JSON body whose schema refuses null.
    NullForAbsent,
}

/// What a service accepts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leniency {
    /// Which texts are booleans.
    pub booleans: Booleans,
    /// Whether null is the same as absent.
    pub null_for_absent: bool,
}

impl Leniency {
    /// All of these deviations.
    pub fn of(all: &[Lenient]) -> Self {
        let booleans = if all.contains(&Lenient::Booleans) { Booleans::Lenient } else { Booleans::Strict };
        Self { booleans, null_for_absent: all.contains(&Lenient::NullForAbsent) }
    }
}

/// Removes the optional properties that are null and whose schema refuses that. Goes as deep as the value is nested, which is
/// what reading it already did. Returns whether there was one.
pub fn remove_nulls(schema: &Schema, value: &mut Value) -> bool {
    match value {
        Value::Object(properties) => {
            let before = properties.len();
            properties.retain(|name, value| {
                !value.is_null() || schema.requires(name) || schema.property_or_any(name).validate(value).is_empty()
            });
            let is_changed = properties.len() < before;
            properties
                .iter_mut()
                .fold(is_changed, |changed, (name, value)| remove_nulls(schema.property_or_any(name), value) || changed)
        }
        Value::Array(items) => {
            let items = items.iter_mut().enumerate();
            items.fold(false, |changed, (index, item)| remove_nulls(schema.item(index), item) || changed)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
