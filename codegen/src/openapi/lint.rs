//! Reports keywords that probably do not say what their author meant. They are read as they are written.
//!
//! Owns these checks. Must not know what is generated for a schema.

use crate::api::{Schema, Types};
use crate::diagnostic::codes;
use crate::source::Node;
use crate::value::Value;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reports the doubtful keywords of a schema.
    pub(super) fn lint(&mut self, node: &Node<'a>, schema: &Schema) {
        let is_list = schema.types.is_some_and(|types| types.without(Types::NULL) == Types::ARRAY);
        if is_list && !self.version.json_schema && schema.array.items.is_none() && schema.array.prefix_items.is_empty()
        {
            let message = format!("in {} an array must have `items`; its items are any value", self.version.name);
            self.warn(codes::DOUBTFUL, node.at.clone(), message, "add `items`; `items: {}` for any value");
        }
        let is_single = |value: &Value| !matches!(value, Value::Array(_) | Value::Null);
        if is_list && schema.enumeration.iter().flatten().any(is_single) {
            let message =
                "these values are not arrays, and `enum` is a keyword of the array; the items may have any other value";
            self.warn(codes::DOUBTFUL, node.at.key("enum"), message, "write `enum` under `items`");
        }
        self.report_contradicting(node, schema);
        self.lint_bounds(node, schema);
        for pattern in &schema.string.patterns {
            let inside = pattern.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
            if let Some(inside) = inside.filter(|inside| inside.starts_with('^') || inside.ends_with('$')) {
                let message = "the slashes are part of the pattern, so that no string matches it";
                self.warn(codes::DOUBTFUL, node.at.key("pattern"), message, &format!("write `{inside}`"));
            }
        }
    }

    /// Reports the values that `type` refuses, each at its location; [`Self::lint`] reports those of arrays. Null is allowed with
    /// every type: it says that there may be no value.
    fn report_contradicting(&mut self, node: &Node<'a>, schema: &Schema) {
        let Some(types) = schema.types.filter(|types| types.without(Types::NULL) != Types::ARRAY) else { return };
        let refused = |node: &Node<'a>| *node.value != Value::Null && !types.have(node.value);
        if let Some(constant) = node.get("const").filter(|_| schema.constant.is_some()).filter(refused) {
            let message =
                format!("{} has a type that `type` does not allow, so that no value is valid", said(&constant));
            self.warn(codes::DOUBTFUL, constant.at.clone(), message, &remedy(&constant, types));
        }
        let Some(list) = node.get("enum") else { return };
        let listed: Vec<Node<'a>> = list.items().filter(|item| *item.value != Value::Null).collect();
        if !listed.is_empty() && listed.iter().all(refused) {
            let message = "no value of this `enum` has a type that `type` allows; all are ignored";
            return self.warn(codes::DOUBTFUL, list.at.clone(), message, "write values of the type, or another type");
        }
        for item in listed.iter().filter(|item| refused(item)) {
            let message = format!("{} has a type that `type` does not allow; the value is ignored", said(item));
            self.warn(codes::DOUBTFUL, item.at.clone(), message, &remedy(item, types));
        }
    }
}

fn said(value: &Node<'_>) -> String {
    format!("`{}`", value.value.to_json())
}

/// What to write for a value whose type is not allowed. Often it is a string that YAML reads as something else.
fn remedy(value: &Node<'_>, types: Types) -> String {
    let is_bare = matches!(value.value, Value::Bool(_) | Value::Integer(_) | Value::Float(_));
    match is_bare && types.contains(Types::STRING) {
        true => "write it in quotes if it is a string, or delete it".to_owned(),
        false => "write a value of the type, add its type to `type`, or delete it".to_owned(),
    }
}
