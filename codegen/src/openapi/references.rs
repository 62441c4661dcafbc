//! The targets of references.
//!
//! Owns the choice between the address in a file and the identifiers of JSON Schema, and what is allowed beside a `$ref`
//! outside schemas. Must not know what kind of object it follows to.

use crate::at::At;
use crate::bounds::REFERENCE_HOPS;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;
use crate::value::Value;

use super::Reader;

/// The target of a Reference Object, and the strings that replace those of the target.
pub(super) struct Followed<'a> {
    /// The object.
    pub node: Node<'a>,
    /// `summary` beside the `$ref`.
    pub summary: Option<String>,
    /// `description` beside the `$ref`.
    pub description: Option<String>,
}

impl<'a> Reader<'a, '_> {
    /// The target of a Reference Object, or the node itself. `None` where the target does not exist.
    pub(super) fn follow(&mut self, node: &Node<'a>) -> Option<Node<'a>> {
        let mut current = node.clone();
        for _ in 0..REFERENCE_HOPS {
            let Some(reference) = current.get("$ref") else {
                return Some(current);
            };
            current = self.target(&reference)?;
        }
        self.sink.push(
            Diagnostic::error(codes::REF_CYCLE, node.at.clone(), "this reference leads back to itself")
                .help("replace one of the references in the circle by an object"),
        );
        None
    }

    /// The same with the `summary` and `description` beside the reference, which replace those of the target since 3.1.
    ///
    /// Source: OpenAPI 3.1, section "Reference Object".
    pub(super) fn follow_with_notes(&mut self, node: &Node<'a>) -> Option<Followed<'a>> {
        let beside = node.get("$ref").is_some() && !self.version.ref_stands_alone;
        let summary = if beside { self.string(node, "summary") } else { None };
        let description = if beside { self.string(node, "description") } else { None };
        Some(Followed { node: self.follow(node)?, summary, description })
    }

    /// The target of a `$ref`.
    pub(super) fn target(&mut self, reference: &Node<'a>) -> Option<Node<'a>> {
        let Some(text) = reference.value.as_str() else {
            self.wrong_type(reference, "a reference as a string");
            return None;
        };
        if let Some(target) = self.resources.locate(&reference.at, text).and_then(|at| self.node(at)) {
            return Some(target);
        }
        match self.documents.resolve(reference.at.file, text) {
            Ok(target) => {
                if self.resources.is_identified(&reference.at) {
                    self.warn(
                        codes::REF_BASE,
                        reference.at.clone(),
                        format!("`{text}` is relative to the `$id` around it, where it has no target; it is resolved relative to the file"),
                        "delete the `$id`, or write the reference relative to it",
                    );
                }
                Some(target)
            }
            Err(problem) => {
                self.sink.push(problem.diagnostic(reference.at.clone()));
                None
            }
        }
    }

    /// The object at a node where no version allows a reference. Some descriptions have one nevertheless.
    pub(super) fn follow_misplaced(&mut self, node: &Node<'a>) -> Option<Node<'a>> {
        if let Some(reference) = node.get("$ref").filter(|reference| reference.as_str().is_some()) {
            self.misplaced(&reference);
        }
        self.follow(node)
    }

    pub(super) fn misplaced(&mut self, reference: &Node<'a>) {
        let message = "no version allows a reference here; it is followed nevertheless";
        self.warn(codes::MISPLACED_REF, reference.at.clone(), message, "write its target here");
    }

    /// The target of a `$dynamicRef`: the outermost dynamic anchor of that name on the path that led here, or else the target that
    /// a `$ref` would have.
    ///
    /// Source: JSON Schema Core 2020-12, section 8.2.3.2.
    pub(super) fn dynamic_target(&mut self, reference: &Node<'a>) -> Option<Node<'a>> {
        let text = reference.value.as_str().unwrap_or_default();
        let bound = self.resources.bound(&self.scope, &reference.at, text).and_then(|at| self.node(at));
        bound.or_else(|| self.target(reference))
    }

    /// The target of `$recursiveRef: "#"`: the root of the schema resource around it. A component without an `$id` is a
    /// resource too; elsewhere the root is not known.
    ///
    /// Source: JSON Schema Core 2019-09, section 8.2.4.2.1.
    pub(super) fn recursive_target(&self, reference: &Node<'a>) -> Option<Node<'a>> {
        if !self.version.json_schema || reference.value.as_str() != Some("#") {
            return None;
        }
        if self.resources.is_identified(&reference.at) {
            return self.node(self.resources.locate(&reference.at, "#")?);
        }
        let tokens: Vec<String> = reference.at.tokens().collect();
        let (names, rest) = tokens.split_at_checked(self.version.schemas.len())?;
        let is_schemas = names.iter().map(String::as_str).eq(self.version.schemas.iter().copied());
        let component = rest.first().filter(|_| is_schemas)?;
        self.node(names.iter().chain([component]).fold(At::root(reference.at.file), |at, token| at.key(token)))
    }

    /// The value at an address.
    pub(super) fn node(&self, at: At) -> Option<Node<'a>> {
        let value: &'a Value = self.documents.document(at.file)?.value.pointer(&at.pointer)?;
        Some(Node { value, at })
    }
}
