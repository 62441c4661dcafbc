//! Reads Responses and Response Objects.
//!
//! Owns the statuses. Must not know which responses are successes.

use crate::api::{Response, Status};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::{Reader, typos};

impl<'a> Reader<'a, '_> {
    /// The responses that an operation declares.
    pub(super) fn responses(&mut self, operation: &Node<'a>) -> Vec<Response> {
        let mut responses = Vec::new();
        for (key, node) in self.entries(operation, "responses") {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.unknown_status(key, &node);
                continue;
            };
            responses.extend(self.response(status, &node, operation));
        }
        responses
    }

    pub(super) fn response(&mut self, status: Status, node: &Node<'a>, operation: &Node<'a>) -> Option<Response> {
        let followed = self.follow_with_notes(node)?;
        let node = followed.node;
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "a response");
        }
        self.unknown_fields(&node, typos::RESPONSE);
        let description = followed.description.or_else(|| self.string(&node, "description"));
        if description.is_none() && self.version.described_responses {
            let message = format!("{} requires a `description` for every response", self.version.name);
            self.warn(codes::NO_DESCRIPTION, node.at.clone(), message, "add one; it may be empty");
        }
        Some(Response {
            status,
            summary: followed.summary.or_else(|| self.string(&node, "summary")),
            description: description.unwrap_or_default(),
            headers: self.headers(&node),
            media: if self.version.swagger { self.produced(operation, &node) } else { self.media(&node) },
            links: self.links(&node),
            at: node.at,
        })
    }

    fn unknown_status(&mut self, key: &str, node: &Node<'a>) {
        self.sink.push(
            Diagnostic::error(
                codes::UNKNOWN_STATUS,
                node.at.clone(),
                format!("`{key}` is not the status of a response"),
            )
            .help("write a status such as `404`, a range such as `4XX`, or `default`"),
        );
    }
}

/// The statuses of a key. Ranges have a capital letter; a small one is read too.
fn status(key: &str) -> Option<Status> {
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    if let Some(range) = key.get(1..).filter(|rest| rest.eq_ignore_ascii_case("xx")).and(key.get(..1)) {
        return range.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Status::Range);
    }
    let is_number = key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
    key.parse().ok().filter(|code| is_number && (100..=599).contains(code)).map(Status::Exact)
}
