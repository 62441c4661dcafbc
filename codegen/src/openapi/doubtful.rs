//! Reports what a schema says that its author can hardly mean. It is taken as it is written.
//!
//! Owns those guesses. Must not know what becomes of a schema.

use crate::api::{Schema, Types};
use crate::diagnostic::codes;
use crate::source::Node;
use crate::value::Value;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reports it.
    pub(super) fn report_doubtful(&mut self, node: &Node<'a>, schema: &Schema) {
        let is_list = schema.types.is_some_and(|types| types.without(Types::NULL) == Types::ARRAY);
        if is_list && !self.dialect.json_schema && schema.array.items.is_none() && schema.array.prefix_items.is_empty()
        {
            let message = format!("in {} a list has to say what its items are; they are any value", self.dialect.name);
            self.warn(codes::DOUBTFUL, node.at.clone(), message, "add `items`; `items: {}` for any value");
        }
        let is_single = |value: &Value| !matches!(value, Value::Array(_) | Value::Null);
        if is_list && schema.enumeration.iter().flatten().any(is_single) {
            let message = "these values are no lists, and `enum` stands at the list; items may have any other value";
            self.warn(codes::DOUBTFUL, node.at.member("enum"), message, "write `enum` under `items`");
        }
        for pattern in &schema.string.patterns {
            let inside = pattern.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
            if let Some(inside) = inside.filter(|inside| inside.starts_with('^') || inside.ends_with('$')) {
                let message = "the slashes are part of the pattern, which no text matches then";
                self.warn(codes::DOUBTFUL, node.at.member("pattern"), message, &format!("write `{inside}`"));
            }
        }
    }
}
