//! The keywords that apply to arrays.
//!
//! Owns their meaning. Must not know what a schema says of an item.

use std::collections::HashMap;

use serde_json::Value;

use super::super::schema::{Keyword, Schema};
use super::{Validation, equality};

impl Validation {
    pub(super) fn array(&mut self, schema: &Schema, keyword: &Keyword, value: &Value, items: &[Value]) {
        let count = items.len() as u64;
        match keyword {
            Keyword::PrefixItems(prefix) => {
                for (index, (item, value)) in prefix.iter().zip(items).enumerate() {
                    self.item(index, item, value);
                }
            }
            Keyword::Items(item) => self.items(prefix(schema), item, items),
            Keyword::MinItems(limit) => self.at_least("minItems", count, *limit),
            Keyword::MaxItems(limit) => self.at_most("maxItems", count, *limit),
            Keyword::UniqueItems => self.unique(items),
            Keyword::Contains(item, least, most) => self.contains(item, *least, *most, items),
            Keyword::UnevaluatedItems(item) => self.unevaluated_items(schema, item, value, items),
            _ => {}
        }
    }

    fn item(&mut self, index: usize, schema: &Schema, value: &Value) {
        if !self.is_full() {
            self.at(&index.to_string(), |validation| validation.schema(schema, value));
        }
    }

    /// The items from this index on.
    fn items(&mut self, start: usize, schema: &Schema, items: &[Value]) {
        for (index, value) in items.iter().enumerate().skip(start) {
            self.item(index, schema, value);
        }
    }

    fn unique(&mut self, items: &[Value]) {
        let mut known = HashMap::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(first) = known.insert(equality::canonical(item), index) {
                return self.at(&index.to_string(), |validation| {
                    validation.report("uniqueItems", format!("must not equal the item at index {first}"));
                });
            }
        }
    }

    fn contains(&mut self, schema: &Schema, least: u64, most: Option<u64>, items: &[Value]) {
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
            self.report("contains", reason.map_or(message.clone(), |reason| format!("{message}: {reason}")));
        }
        if let Some(most) = most.filter(|most| count > *most) {
            self.report("maxContains", format!("must have at most {most} {} that `contains` describes", plural(most)));
        }
    }

    fn unevaluated_items(&mut self, schema: &Schema, item: &Schema, value: &Value, items: &[Value]) {
        let spoken_of = self.evaluated_items(schema, value, items);
        for (index, value) in items.iter().enumerate().filter(|(index, _)| !spoken_of.has(index)) {
            self.item(index, item, value);
        }
    }
}

/// How many items have a schema of their own.
fn prefix(schema: &Schema) -> usize {
    let prefix = schema.0.iter().find_map(|keyword| match keyword {
        Keyword::PrefixItems(prefix) => Some(prefix.len()),
        _ => None,
    });
    prefix.unwrap_or(0)
}
