//! Reads paths, operations, bodies and responses.
//!
//! Owns what belongs to which operation: inherited parameters, servers and security. Must not know Rust names.

use crate::api::{Body, Media, Operation, Parameter, Requirement, Response, Status};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::Reader;

/// What a path gives to each of its operations.
struct PathItem<'a> {
    path: &'a str,
    node: Node<'a>,
    parameters: Vec<Parameter>,
}

impl<'a> Reader<'a, '_> {
    /// The operations of the document and how many there are, those that could not be read included.
    pub(super) fn operations(&mut self, root: &Node<'a>) -> (Vec<Operation>, usize) {
        let security = self.security_of(root).unwrap_or_default();
        let mut operations = Vec::new();
        let mut total = 0;
        for (path, node) in self.members(root, "paths") {
            if path.starts_with("x-") {
                continue;
            }
            let Some(node) = self.follow(&node) else { continue };
            let parameters = self.parameters(&node);
            let item = PathItem { path, node, parameters };
            for (method, node) in self.members_of(&item.node) {
                if self.dialect.methods.contains(&method) {
                    total += 1;
                    operations.extend(self.operation(&item, method, &node, &security));
                }
            }
        }
        (operations, total)
    }

    fn operation(
        &mut self,
        item: &PathItem<'a>,
        method: &str,
        node: &Node<'a>,
        inherited: &[Requirement],
    ) -> Option<Operation> {
        if node.value.as_object().is_none() {
            self.wrong_type(node, "an operation");
            return None;
        }
        let servers = self.servers(node);
        let servers = if servers.is_empty() { self.servers(&item.node) } else { servers };
        Some(Operation {
            at: node.at.clone(),
            id: self.text(node, "operationId"),
            method: method.to_ascii_uppercase(),
            path: item.path.to_owned(),
            summary: self.text(node, "summary").or_else(|| self.text(&item.node, "summary")),
            description: self.text(node, "description").or_else(|| self.text(&item.node, "description")),
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            tags: self.strings(node, "tags"),
            servers,
            parameters: self.merged_parameters(item, node),
            body: node.get("requestBody").and_then(|body| self.body(&body)),
            responses: self.responses(node),
            security: self.security_of(node).unwrap_or_else(|| inherited.to_vec()),
        })
    }

    /// The parameters of the path and of the operation; of two with one name and location, the operation's.
    fn merged_parameters(&mut self, item: &PathItem<'a>, node: &Node<'a>) -> Vec<Parameter> {
        let own = self.parameters(node);
        let overridden = |shared: &Parameter| own.iter().any(|own| own.is_same(shared));
        let mut merged: Vec<Parameter> = item.parameters.iter().filter(|shared| !overridden(shared)).cloned().collect();
        merged.extend(own);
        merged
    }

    fn body(&mut self, node: &Node<'a>) -> Option<Body> {
        let node = self.follow(node)?;
        Some(Body {
            at: node.at.clone(),
            description: self.text(&node, "description"),
            required: self.flag(&node, "required").unwrap_or(false),
            media: self.media(&node),
        })
    }

    fn media(&mut self, node: &Node<'a>) -> Vec<Media> {
        let mut media = Vec::new();
        for (name, node) in self.members(node, "content") {
            let Some(node) = self.follow(&node) else { continue };
            let schema = node.get("schema").map(|schema| self.schema(&schema));
            media.push(Media { at: node.at, name: name.to_owned(), schema });
        }
        media
    }

    fn responses(&mut self, node: &Node<'a>) -> Vec<Response> {
        let mut responses = Vec::new();
        for (key, node) in self.members(node, "responses") {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.unknown_status(key, &node);
                continue;
            };
            let Some(node) = self.follow(&node) else { continue };
            responses.push(Response {
                at: node.at.clone(),
                status,
                description: self.text(&node, "description").unwrap_or_default(),
                media: self.media(&node),
            });
        }
        responses
    }

    fn unknown_status(&mut self, key: &str, node: &Node<'a>) {
        self.sink.push(
            Diagnostic::error(codes::UNKNOWN_STATUS, node.at.clone(), format!("`{key}` is no status of a response"))
                .help("write a status such as `404`, a range such as `4XX`, or `default`"),
        );
    }
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if let Some(range) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        return range.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Status::Range);
    }
    key.parse().ok().filter(|code| (100..=599).contains(code)).map(Status::Exact)
}
