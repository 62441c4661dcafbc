//! The objects without schemas in them, in the vocabulary of the crate openapiv3, one at a time: a malformed one costs
//! itself and not the document.
//!
//! Owns the information about the description. Must not know schemas.

use openapiv3::Info;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::Reader;

impl<'a> Reader<'a, '_> {
    pub(super) fn info(&mut self, root: &Node<'a>) -> Info {
        let Some(node) = root.get("info") else {
            self.missing(root, "info", "add `info` with a `title` and a `version`");
            return Info::default();
        };
        // Every member of Info that is a scalar is text, however YAML reads it.
        let title = self.required_text(&node, "title", "add a `title`").unwrap_or_default();
        let version = self.required_text(&node, "version", "add a `version`").unwrap_or_default();
        Info {
            title,
            version,
            description: self.text(&node, "description"),
            terms_of_service: self.text(&node, "termsOfService"),
            contact: node.get("contact").and_then(|node| self.leaf(&node)),
            license: node.get("license").and_then(|node| self.leaf(&node)),
            ..Info::default()
        }
    }

    /// An object that openapiv3 can read by itself.
    pub(super) fn leaf<T: DeserializeOwned>(&mut self, node: &Node<'a>) -> Option<T> {
        match serde_json::from_value(node.value.to_json()) {
            Ok(leaf) => Some(leaf),
            Err(error) => {
                self.sink.push(
                    Diagnostic::error(codes::WRONG_TYPE, node.at.clone(), format!("this object is malformed: {error}"))
                        .help("give every member the type that the specification names"),
                );
                None
            }
        }
    }
}
