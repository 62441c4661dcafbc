//! Reads Example Objects. Generated code has them only as documentation; a mock server responds with them.
//!
//! Owns what can be checked of an example, and where its value is. Must not follow addresses in it.

use crate::api::Example;
use crate::source::Node;

use super::Reader;

/// Fields of an Example Object of which at most one is allowed. Source: OpenAPI 3.2, section "Example Object".
const EXCLUSIVE: [(&str, &str); 4] = [
    ("value", "externalValue"),
    ("value", "dataValue"),
    ("value", "serializedValue"),
    ("serializedValue", "externalValue"),
];

impl<'a> Reader<'a, '_> {
    /// The examples of a parameter, header or media type.
    pub(super) fn examples(&mut self, node: &Node<'a>) -> Vec<Example> {
        if self.version.swagger {
            return Vec::new();
        }
        self.exclude(node, "example", "examples");
        let only = node.get("example").map(|value| Example { name: None, at: value.at });
        let named = self.entries(node, "examples").into_iter().filter_map(|(name, example)| {
            let value = self.example(&example)?;
            Some(Example { name: Some(name.to_owned()), at: value.at })
        });
        let named: Vec<Example> = named.collect();
        only.into_iter().chain(named).collect()
    }

    /// The value of an Example Object, where the description has it.
    pub(super) fn example(&mut self, node: &Node<'a>) -> Option<Node<'a>> {
        let node = self.follow(node)?;
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "an example");
        }
        for (field, other) in EXCLUSIVE {
            self.exclude(&node, field, other);
        }
        ["value", "dataValue", "serializedValue"].into_iter().find_map(|field| node.get(field))
    }
}
