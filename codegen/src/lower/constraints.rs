//! Whether a value that a description states satisfies the bounds and the format of its schema.
//!
//! Owns keywords about single values and the length of lists; patterns are left to the server's check. Must not know Rust's
//! types.
//!
//! Source: JSON Schema Validation 2020-12, sections 6.1 to 6.4 and 7.3.

use std::net::{Ipv4Addr, Ipv6Addr};

use oasmith_runtime::format::{is_base64, is_date, is_date_time, is_uuid};

use crate::api::{Api, Number, NumberKeywords, Schema, SchemaId};
use crate::value::Value;

use super::{Lower, conjunction, defaults, shape};

/// Lists in lists are looked into so far.
const DEEPEST: usize = 8;

/// Whether a value satisfies them, as far as can be told.
pub(super) fn allow(api: &Api, id: SchemaId, value: &Value) -> bool {
    allow_within(api, id, value, DEEPEST)
}

fn allow_within(api: &Api, id: SchemaId, value: &Value, depth: usize) -> bool {
    let schema = &api.schemas[shape::resolve(api, id).schema];
    let is_item =
        |item: &Value| depth == 0 || schema.array.items.is_none_or(|items| allow_within(api, items, item, depth - 1));
    alone_allow(schema, value) && value.as_array().is_none_or(|items| items.iter().all(is_item))
}

/// Whether a value satisfies what a schema says without others. That null stands for no value is no offence.
pub(super) fn alone_allow(schema: &Schema, value: &Value) -> bool {
    let is_typed = |value: &Value| schema.types.is_none_or(|types| conjunction::is_of(value, types));
    let mut listed = schema.enumeration.iter().flatten().filter(|one| is_typed(one)).peekable();
    let is_listed = listed.peek().is_none() || listed.any(|one| conjunction::is_same(one, value));
    let is_within = match value {
        Value::Null => return true,
        Value::Integer(_) | Value::Float(_) => number(&schema.number, value),
        Value::String(text) => is_text_of(schema, text),
        Value::Array(items) => {
            let count = items.len() as u64;
            schema.array.min_items.is_none_or(|least| count >= least)
                && schema.array.max_items.is_none_or(|most| count <= most)
        }
        Value::Bool(_) | Value::Object(_) => true,
    };
    is_typed(value) && is_listed && is_within
}

impl Lower<'_, '_> {
    /// Reports a default that its schema refuses.
    pub(super) fn report_default(&mut self, what: &str, id: SchemaId) {
        let schema = &self.api.schemas[id];
        if let Some(default) = schema.notes.default.as_ref().filter(|default| !allow(self.api, id, default)) {
            defaults::report(what, default, &schema.at, self.sink);
        }
    }
}

fn number(keywords: &NumberKeywords, value: &Value) -> bool {
    let value = match value {
        Value::Integer(integer) => *integer as f64,
        Value::Float(float) => *float,
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => return true,
    };
    let bound = |bound: Option<Number>| match bound? {
        Number::Integer(integer) => Some(integer as f64),
        Number::Float(float) => Some(float),
    };
    bound(keywords.minimum).is_none_or(|least| value >= least)
        && bound(keywords.maximum).is_none_or(|most| value <= most)
        && bound(keywords.exclusive_minimum).is_none_or(|below| value > below)
        && bound(keywords.exclusive_maximum).is_none_or(|above| value < above)
}

fn is_text_of(schema: &Schema, text: &str) -> bool {
    let length = text.chars().count() as u64;
    schema.string.min_length.is_none_or(|least| length >= least)
        && schema.string.max_length.is_none_or(|most| length <= most)
        && match schema.format.as_deref() {
            Some("date-time") => is_date_time(text),
            Some("date") => is_date(text),
            Some("uuid") => is_uuid(text),
            Some("ipv4") => text.parse::<Ipv4Addr>().is_ok(),
            Some("ipv6") => text.parse::<Ipv6Addr>().is_ok(),
            Some("byte") => is_base64(text),
            Some(_) | None => true,
        }
}
