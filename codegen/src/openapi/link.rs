//! Reads Link Objects and looks for the operations they name.
//!
//! Owns what can be checked of a link. Links change nothing on the wire. Must not know how operations are called.

use openapiv3::{Link, LinkOperation};

use crate::at::At;
use crate::diagnostic::codes;
use crate::source::{Node, RefProblem};

use super::{Reader, expression, typos};

/// A link whose operation is looked up when all operations are known.
pub(super) struct PendingLink {
    at: At,
    operation: LinkOperation,
}

impl<'a> Reader<'a, '_> {
    /// The links of a response.
    pub(super) fn links(&mut self, response: &Node<'a>) -> Vec<(String, Link)> {
        if self.version.swagger {
            return Vec::new();
        }
        let mut links = Vec::new();
        for (name, node) in self.entries(response, "links") {
            if let Some(link) = self.link(&node) {
                links.push((name.to_owned(), link));
            }
        }
        links
    }

    pub(super) fn link(&mut self, node: &Node<'a>) -> Option<Link> {
        let node = &self.follow(node)?;
        let link: Link = self.openapiv3_object(node)?;
        self.unknown_fields(node, typos::LINK);
        self.exclude(node, "operationId", "operationRef");
        for (_, value) in self.entries(node, "parameters") {
            self.check_expression(&value);
        }
        if let Some(body) = node.get("requestBody") {
            self.check_expression(&body);
        }
        self.links.push(PendingLink { at: node.at.clone(), operation: link.operation.clone() });
        Some(link)
    }

    /// Reports a value that begins like a runtime expression and is not one.
    fn check_expression(&mut self, node: &Node<'a>) {
        let Some(text) = node.as_str() else { return };
        let whole = text.starts_with('$') && !expression::is_expression(text);
        if let Some(broken) = whole.then_some(text).or_else(|| expression::broken(text)) {
            self.broken_expression(node.at.clone(), broken);
        }
    }

    pub(super) fn broken_expression(&mut self, at: At, text: &str) {
        let message = format!("`{text}` is not a runtime expression");
        self.warn(
            codes::RUNTIME_EXPRESSION,
            at,
            message,
            "write one such as `$request.body#/url` or `$response.header.Id`",
        );
    }

    /// Reports links to operations that do not exist. An address outside of the description is not checked.
    pub(super) fn check_links(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let (field, problem) = match &link.operation {
                LinkOperation::OperationId(id) if self.operation_ids.contains_key(id) => continue,
                LinkOperation::OperationId(id) => ("operationId", format!("there is no operation `{id}`")),
                LinkOperation::OperationRef(reference) => match self.documents.resolve(link.at.file, reference) {
                    Ok(_) | Err(RefProblem::Remote { .. }) => continue,
                    Err(problem) => ("operationRef", problem.message()),
                },
            };
            self.warn(
                codes::UNKNOWN_LINK,
                link.at.key(field),
                problem,
                "name an operation of this description, or delete the link",
            );
        }
    }
}
