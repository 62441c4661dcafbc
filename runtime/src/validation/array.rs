//! The keywords that apply to arrays.
//!
//! Owns their meaning. Must not know what a schema says of an item.

use std::collections::HashMap;

use serde_json::Value;

use super::super::schema::{Keyword, Schema};
use super::{Validation, equality};

impl Validation {
    pub(super) fn prefix_items(&mut self, prefix: &[&Schema], value: &Value) {
        let Value::Array(items) = value else { return };
        for (index, (item, value)) in prefix.iter().zip(items).enumerate() {
            self.item(index, item, value);
        }
    }

    /// The items after those of `prefixItems`.
    pub(super) fn items(&mut self, schema: &Schema, item: &Schema, value: &Value) {
        let Value::Array(items) = value else { return };
        for (index, value) in items.iter().enumerate().skip(prefix(schema)) {
            self.item(index, item, value);
        }
    }

    fn item(&mut self, index: usize, schema: &Schema, value: &Value) {
        if !self.is_full() {
            self.at(&index.to_string(), |validation| validation.schema(schema, value));
        }
    }

    pub(super) fn unique_items(&mut self, value: &Value) {
        let Value::Array(items) = value else { return };
        let mut known = HashMap::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(first) = known.insert(equality::canonical(item), index) {
                return self.at(&index.to_string(), |validation| {
                    validation.report("uniqueItems", format!("must not equal the item at index {first}"));
                });
            }
        }
    }

    pub(super) fn contains(&mut self, schema: &Schema, least: u64, most: Option<u64>, value: &Value) {
        let Value::Array(items) = value else { return };
        let mut count: u64 = 0;
        let mut nearest = None;
        for (index, item) in items.iter().enumerate() {
            match self.first_at(index, schema, item) {
                None => count += 1,
                Some(violation) => nearest = nearest.or(Some(violation)),
            }
        }
        let plural = |limit: u64| if limit == 1 { "item" } else { "items" };
        if count < least {
            let message = format!("must have at least {least} {} that `contains` describes", plural(least));
            let reason = nearest.map(|violation| self.reason(&violation));
            self.report_limit(
                "contains",
                least,
                reason.map_or(message.clone(), |reason| format!("{message}: {reason}")),
            );
        }
        if let Some(most) = most.filter(|most| count > *most) {
            self.report_limit(
                "maxContains",
                most,
                format!("must have at most {most} {} that `contains` describes", plural(most)),
            );
        }
    }

    pub(super) fn unevaluated_items(&mut self, schema: &Schema, item: &Schema, value: &Value) {
        let Value::Array(items) = value else { return };
        let evaluated = self.evaluated_items(schema, value, items);
        for (index, value) in items.iter().enumerate().filter(|(index, _)| !evaluated.has(index)) {
            self.item(index, item, value);
        }
    }
}

/// How many items have a schema of their own.
fn prefix(schema: &Schema) -> usize {
    let prefix = |keyword: &Keyword| if let Keyword::PrefixItems(prefix) = keyword { Some(prefix.len()) } else { None };
    schema.0.iter().find_map(prefix).unwrap_or(0)
}
