//! Reads operations and their bodies.
//!
//! Owns the fields of an operation. Must not know Rust names.

use crate::api::{Body, Location, Operation, Parameter, Server};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::parameter::Inputs;
use super::paths::{Holder, PathItem};
use super::{Reader, naming_extensions, typos};

impl<'a> Reader<'a, '_> {
    pub(super) fn operation(&mut self, item: &PathItem<'a>, method: &str, node: &Node<'a>) -> Option<Operation> {
        let node = &self.follow_misplaced(node)?;
        if node.value.as_object().is_none() {
            self.wrong_type(node, "an operation");
            return None;
        }
        self.unknown_fields(node, typos::OPERATION);
        let id = self.operation_id(item, node);
        let servers = std::iter::once(node).chain(&item.nodes);
        let servers = servers.map(|node| self.servers_here(node)).find(|servers| !servers.is_empty());
        let own_inputs = self.inputs(node);
        let mut inputs = own_inputs.over(item.inputs.clone());
        let query_string = self.query_string(&inputs);
        inputs.parameters.extend(query_string);
        let body = if self.version.swagger {
            self.swagger_body(node, &inputs)
        } else {
            node.get("requestBody").and_then(|body| self.body(&body))
        };
        let security = self.security_of(node).unwrap_or_else(|| item.security.clone());
        Some(Operation {
            at: node.at.clone(),
            id,
            preferred_name: naming_extensions::of_operation(node),
            method: method.to_owned(),
            path: item.path.to_owned(),
            summary: self.text_for(item, node, "summary"),
            description: self.text_for(item, node, "description"),
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            tags: self.strings(node, "tags"),
            servers: servers.unwrap_or_default(),
            parameters: inputs.parameters,
            body,
            responses: self.responses(node),
            callbacks: self.callbacks(node, item),
            security,
        })
    }

    /// The servers of a path or an operation itself.
    fn servers_here(&mut self, node: &Node<'a>) -> Vec<Server> {
        let stated = node.get(if self.version.swagger { "schemes" } else { "servers" });
        stated.map(|_| self.servers(node)).unwrap_or_default()
    }

    /// A string of an operation, or of its path.
    fn text_for(&mut self, item: &PathItem<'a>, node: &Node<'a>, name: &str) -> Option<String> {
        let mut nodes = std::iter::once(node).chain(&item.nodes);
        nodes.find_map(|node| self.string(node, name))
    }

    /// The id of an operation. An operation that several paths refer to is several operations.
    fn operation_id(&mut self, item: &PathItem<'a>, node: &Node<'a>) -> Option<String> {
        let id = self.string(node, "operationId").filter(|id| !id.is_empty())?;
        if item.holder == Holder::Component {
            return Some(id);
        }
        let here = (node.at.clone(), item.path.to_owned());
        let earlier = self.operation_ids.entry(id.clone()).or_insert_with(|| here.clone());
        if *earlier != here {
            let message = format!("`{id}` is the id of another operation too");
            self.warn(codes::DUPLICATE_OPERATION_ID, node.at.key("operationId"), message, "give each an id of its own");
        }
        Some(id)
    }

    pub(super) fn body(&mut self, node: &Node<'a>) -> Option<Body> {
        let followed = self.follow_with_notes(node)?;
        let node = followed.node;
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "a request body");
            return None;
        }
        self.unknown_fields(&node, typos::BODY);
        Some(Body {
            description: followed.description.or_else(|| self.string(&node, "description")),
            required: self.flag(&node, "required").unwrap_or(false),
            media: self.media(&node),
            at: node.at,
        })
    }

    /// The value of the whole query, unless there are parameters in the query besides.
    fn query_string(&mut self, inputs: &Inputs<'a>) -> Option<Parameter> {
        let (first, others) = inputs.query_strings.split_first()?;
        let in_query = inputs.parameters.iter().find(|parameter| parameter.location == Location::Query);
        let others = others.iter().map(|other| &other.at);
        for at in others.chain(in_query.map(|parameter| &parameter.at)) {
            self.sink.push(
                Diagnostic::error(
                    codes::QUERY_STRING,
                    at.clone(),
                    format!("`{}` is the whole query, and this would be a second one", first.name),
                )
                .help("leave out one of the two"),
            );
        }
        in_query.is_none().then(|| first.clone())
    }
}
