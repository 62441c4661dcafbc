//! Reads paths, webhooks and callbacks: everything that holds operations.
//!
//! Owns what belongs to which path: merged path items, inherited parameters, servers and security, methods of any name.
//! Must not know the fields of an operation.

use crate::api::{Incoming, Operation, Requirement};
use crate::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::parameter::Inputs;
use super::{Reader, expression, typos};

/// What holds a path item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A path.
    Path,
    /// A webhook or a callback.
    Incoming,
    /// The components, where it is read only to report its faults.
    Component,
}

/// What a path gives to each of its operations.
pub(super) struct PathItem<'a> {
    /// What holds it.
    pub holder: Holder,
    /// The path template, the name of a webhook, or the expression of a callback.
    pub path: &'a str,
    /// The object, and the targets of its `$ref`, nearest first.
    pub nodes: Vec<Node<'a>>,
    /// Parameters, and in Swagger 2.0 bodies.
    pub inputs: Inputs<'a>,
    /// The security requirements of operations that state none.
    pub security: Vec<Requirement>,
}

impl<'a> Reader<'a, '_> {
    /// The operations of the document and how many there are, those that could not be read included.
    pub(super) fn operations(&mut self, root: &Node<'a>) -> (Vec<Operation>, usize) {
        if root.get("paths").is_none() && !self.version.webhooks {
            let message = format!("{} requires `paths`", self.version.name);
            self.warn(codes::NO_PATHS, root.at.clone(), message, "add `paths: {}` where there are none");
        }
        let Some(paths) = self.section(root, &["paths"]) else {
            return (Vec::new(), 0);
        };
        let security = self.security_of(root).unwrap_or_default();
        let mut operations = Vec::new();
        let mut total = 0;
        for (path, node) in self.entries_of(&paths) {
            if path.starts_with("x-") {
                continue;
            }
            let (read, count) = self.path_item(Holder::Path, path, &node, &security);
            total += count;
            operations.extend(read);
        }
        for operation in &mut operations {
            self.begin_with_slash(operation);
            self.plain_template(operation);
            self.add_implicit_parameters(operation);
        }
        (operations, total)
    }

    /// The webhooks of the document.
    pub(super) fn webhooks(&mut self, root: &Node<'a>) -> Vec<Incoming> {
        let Some(webhooks) = root.get("webhooks") else {
            return Vec::new();
        };
        if !self.version.webhooks {
            let message = format!("`webhooks` is not a field of {}, and is ignored", self.version.name);
            self.warn(codes::FOREIGN_KEYWORD, webhooks.at, message, "state `openapi: 3.1.0`");
            return Vec::new();
        }
        let Some(webhooks) = self.follow(&webhooks) else {
            return Vec::new();
        };
        let security = self.security_of(root).unwrap_or_default();
        let fields = self.entries_of(&webhooks);
        let fields = fields.into_iter().filter(|(name, _)| !name.starts_with("x-"));
        fields
            .map(|(name, node)| {
                let (operations, _) = self.path_item(Holder::Incoming, name, &node, &security);
                let at = node.at;
                Incoming { named_at: at.clone(), at, name: name.to_owned(), expression: None, operations }
            })
            .collect()
    }

    /// The callbacks of an operation, one for each expression. One that refers to itself is read once.
    pub(super) fn callbacks(&mut self, operation: &Node<'a>, item: &PathItem<'a>) -> Vec<Incoming> {
        if self.version.swagger {
            return Vec::new();
        }
        let holder = if item.holder == Holder::Component { Holder::Component } else { Holder::Incoming };
        let mut callbacks = Vec::new();
        for (name, node) in self.entries(operation, "callbacks") {
            callbacks.extend(self.callback(name, &node, &item.security, holder));
        }
        callbacks
    }

    /// A callback: one entry for each expression.
    pub(super) fn callback(
        &mut self,
        name: &str,
        node: &Node<'a>,
        security: &[Requirement],
        holder: Holder,
    ) -> Vec<Incoming> {
        let named_at = node.at.clone();
        let Some(node) = self.follow(node) else {
            return Vec::new();
        };
        let read = self.nested("callback", &node.at, |reader| reader.expressions(&node, security, holder));
        let read = read.unwrap_or_default().into_iter();
        read.map(|incoming| Incoming { named_at: named_at.clone(), name: name.to_owned(), ..incoming }).collect()
    }

    fn expressions(&mut self, node: &Node<'a>, security: &[Requirement], holder: Holder) -> Vec<Incoming> {
        let expressions = self.entries_of(node);
        let expressions = expressions.into_iter().filter(|(expression, _)| !expression.starts_with("x-"));
        expressions
            .map(|(text, node)| {
                let whole = text.starts_with('$') && !expression::is_expression(text);
                if let Some(broken) = whole.then_some(text).or_else(|| expression::broken(text)) {
                    self.broken_expression(node.at.clone(), broken);
                }
                let (operations, _) = self.path_item(holder, text, &node, security);
                let (at, expression) = (node.at, Some(text.to_owned()));
                Incoming { named_at: at.clone(), at, name: String::new(), expression, operations }
            })
            .collect()
    }

    /// The operations of a path and how many there are.
    pub(super) fn path_item(
        &mut self,
        holder: Holder,
        path: &'a str,
        node: &Node<'a>,
        security: &[Requirement],
    ) -> (Vec<Operation>, usize) {
        let nodes = self.path_item_nodes(node);
        let mut inputs = Inputs::default();
        for node in nodes.iter().rev() {
            let own = self.inputs(node);
            inputs = own.over(inputs);
        }
        let item = PathItem { holder, path, nodes, inputs, security: security.to_vec() };
        let mut operations = Vec::new();
        let mut methods: Vec<String> = Vec::new();
        let mut total = 0;
        for (method, node) in self.methods(&item) {
            if methods.contains(&method) {
                continue;
            }
            total += 1;
            operations.extend(self.operation(&item, &method, &node));
            methods.push(method);
        }
        (operations, total)
    }

    /// A path item and the targets of its `$ref`. The specification does not define fields beside the `$ref`.
    fn path_item_nodes(&mut self, node: &Node<'a>) -> Vec<Node<'a>> {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        let mut next = Some(node.clone());
        while let Some(node) = next.filter(|node| nodes.iter().all(|known| known.at != node.at)) {
            if node.value.as_object().is_none() {
                self.wrong_type(&node, "an object");
                break;
            }
            self.unknown_fields(&node, typos::PATH_ITEM);
            next = node.get("$ref").and_then(|reference| self.target(&reference));
            let text = |name: &str| matches!(name, "$ref" | "summary" | "description") || name.starts_with("x-");
            if node.get("$ref").is_some() && node.entries().any(|(name, _)| !text(name)) {
                let message =
                    "the fields beside this `$ref` are merged with its target, and replace the same fields there";
                self.warn(codes::REF_SIBLINGS, node.at.key("$ref"), message, "move them into its target");
            }
            nodes.push(node);
        }
        nodes
    }

    /// The operations of a path item with their methods as they are sent.
    fn methods(&mut self, item: &PathItem<'a>) -> Vec<(String, Node<'a>)> {
        let mut methods = Vec::new();
        for item in &item.nodes {
            for (name, node) in item.entries() {
                if self.version.has_method(name) {
                    methods.push((name.to_ascii_uppercase(), node));
                } else if name == "additionalOperations" && self.version.any_method {
                    let additional = self.entries_of(&node);
                    let additional = additional.into_iter().filter(|(method, node)| self.is_method(method, &node.at));
                    methods.extend(additional.map(|(method, node)| (method.to_owned(), node)).collect::<Vec<_>>());
                } else if matches!(name, "trace" | "query" | "additionalOperations") {
                    let message = format!("`{name}` is not a field of a path in {}, and is ignored", self.version.name);
                    self.warn(codes::FOREIGN_KEYWORD, node.at, message, "state the version that has it");
                }
            }
        }
        methods
    }

    /// Whether a name under `additionalOperations` can be a method that has no field of its own.
    ///
    /// Source: OpenAPI 3.2, section "Path Item Object"; RFC 9110, section 9.1.
    fn is_method(&mut self, name: &str, at: &At) -> bool {
        let lower = name.to_ascii_lowercase();
        let has_field = self.version.has_method(&lower) && lower.to_ascii_uppercase() == name;
        let is_token = !name.is_empty() && name.bytes().all(expression::is_token);
        let (message, help) = if has_field {
            (format!("`{name}` has a field of its own in a path"), format!("move it out, under `{lower}`"))
        } else if !is_token {
            (format!("`{name}` cannot be a method"), "write a token, such as `COPY`".to_owned())
        } else {
            return true;
        };
        self.sink.push(Diagnostic::error(codes::METHOD, at.clone(), message).help(help));
        false
    }
}
