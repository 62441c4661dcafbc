//! Reads the components that nothing refers to, to report the faults in them.
//!
//! Owns the kinds of components, and their names. Must not keep what it reads: only what something refers to is part of
//! the meaning.

use crate::api::Status;
use crate::diagnostic::codes;
use crate::source::Node;

use super::parameter::Inputs;
use super::paths::Holder;
use super::{Reader, typos};

impl<'a> Reader<'a, '_> {
    /// Reads every component. A fault that was reported already is not reported again. What is read here is not part of the
    /// meaning.
    pub(super) fn check_components(&mut self, root: &Node<'a>) {
        let (schemas, schemes) = (self.schemas.len(), self.schemes.len());
        if self.version.swagger {
            self.check_section(root, "parameters");
            self.check_section(root, "responses");
        } else if let Some(components) = self.section(root, &["components"]) {
            self.unknown_fields(&components, typos::COMPONENTS);
            for (kind, section) in self.entries_of(&components) {
                if !kind.starts_with("x-")
                    && let Some(section) = self.follow(&section)
                {
                    self.check_names(&section);
                    self.check_section(&components, kind);
                }
            }
        }
        self.read_pending();
        self.schemas.truncate(schemas);
        self.schemes.truncate(schemes);
    }

    fn check_section(&mut self, components: &Node<'a>, kind: &str) {
        let Some(section) = components.get(kind).and_then(|section| self.follow(&section)) else { return };
        for (name, node) in self.entries_of(&section) {
            self.check_component(kind, name, &node);
        }
    }

    fn check_component(&mut self, kind: &str, name: &str, node: &Node<'a>) {
        match kind {
            "parameters" => self.check_parameter(node),
            "responses" => {
                let root = self.documents.root();
                self.response(Status::Default, node, &root);
            }
            "requestBodies" => {
                self.body(node);
            }
            "headers" => {
                self.header(name, node);
            }
            "examples" => {
                self.example(node);
            }
            "links" => {
                self.link(node);
            }
            "callbacks" => {
                self.callback(name, node, &[], Holder::Component);
            }
            "pathItems" if self.version.webhooks => {
                self.path_item(Holder::Component, "", node, &[]);
            }
            "mediaTypes" if self.version.any_method => {
                self.media_type(name, node);
            }
            // Schemas and security schemes are read whether they are referred to or not.
            _ => {}
        }
    }

    fn check_parameter(&mut self, node: &Node<'a>) {
        let mut inputs = Inputs::default();
        self.input(node, &mut inputs);
        if self.version.swagger {
            let root = self.documents.root();
            self.swagger_body(&root, &inputs);
        }
    }

    /// Reports names that the specification does not allow. They are used nevertheless.
    ///
    /// Source: OpenAPI 3.2, section "Components Object".
    fn check_names(&mut self, section: &Node<'a>) {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        for (name, node) in section.entries() {
            if name.is_empty() || !name.bytes().all(is_plain) {
                let message = format!(
                    "`{name}` has characters that the name of a component cannot have; it is used nevertheless"
                );
                self.warn(codes::COMPONENT_NAME, node.at, message, "use letters, digits, `.`, `-` and `_`");
            }
        }
    }
}
