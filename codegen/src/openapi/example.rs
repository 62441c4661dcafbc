//! Reads Example Objects. Generated code has them only as documentation.
//!
//! Owns what can be checked of an example. Must not follow addresses in it.

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
    pub(super) fn check_examples(&mut self, node: &Node<'a>) {
        if self.version.swagger {
            return;
        }
        self.exclude(node, "example", "examples");
        for (_, example) in self.entries(node, "examples") {
            self.check_example(&example);
        }
    }

    pub(super) fn check_example(&mut self, node: &Node<'a>) {
        let Some(node) = self.follow(node) else { return };
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "an example");
        }
        for (field, other) in EXCLUSIVE {
            self.exclude(&node, field, other);
        }
    }
}
