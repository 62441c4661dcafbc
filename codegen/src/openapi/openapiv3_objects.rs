//! The objects that contain no schemas, as the types of the crate openapiv3. Each is read alone, so that a malformed one costs
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
        // Every scalar field of Info is a string, however YAML reads it.
        let title = self.required_string(&node, "title", "add a `title`").unwrap_or_default();
        let version = self.required_string(&node, "version", "add a `version`").unwrap_or_default();
        Info {
            title,
            version,
            description: self.string(&node, "description"),
            terms_of_service: self.string(&node, "termsOfService"),
            contact: node.get("contact").and_then(|node| self.openapiv3_object(&node)),
            license: node.get("license").and_then(|node| self.openapiv3_object(&node)),
            ..Info::default()
        }
    }

    /// An object that openapiv3 can read.
    pub(super) fn openapiv3_object<T: DeserializeOwned>(&mut self, node: &Node<'a>) -> Option<T> {
        match serde_json::from_value(node.value.to_json()) {
            Ok(object) => Some(object),
            Err(error) => {
                self.sink.push(
                    Diagnostic::error(codes::WRONG_TYPE, node.at.clone(), format!("this object is malformed: {error}"))
                        .help("give every field the type that the specification names"),
                );
                None
            }
        }
    }
}
