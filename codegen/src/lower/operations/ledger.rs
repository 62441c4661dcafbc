//! Reports what a description says of its operations, and no type, call or check is made of.
//!
//! Owns those entries alone: what is lost where a choice is made is reported by the choice. Must not know Rust.

use std::collections::HashSet;

use oasmith_runtime::media_type::MediaType;

use crate::api::{Api, Media, Parameter, SchemaId, Status};
use crate::at::At;
use crate::diagnostic::{Code, Diagnostic, Sink, codes};
use crate::rust::Codec;

use crate::lower::merge::context::Context;
use crate::lower::merge::direction::{self, Direction, roots};
use crate::lower::operations::media_types::{codec_of, preferred};
use crate::lower::operations::streams;
use crate::lower::shape::{Shape, Shapes};

/// Reports what operations say beyond what is generated for them.
pub(in crate::lower) fn report_unused(context: Context<'_>, sink: &mut Sink) {
    Ledger { api: context.api, shapes: context.shapes, sink }.report_unused();
}

struct Ledger<'a, 's> {
    api: &'a Api,
    shapes: &'a Shapes<'a>,
    sink: &'s mut Sink,
}

impl Ledger<'_, '_> {
    fn report_unused(&mut self) {
        for operation in &self.api.operations {
            for parameter in &operation.parameters {
                self.report_parameter(parameter);
            }
            let bodies = operation.body.iter().flat_map(|body| &body.media);
            let responses = operation.responses.iter().flat_map(|response| &response.media);
            let responses = responses.filter(|media| !streams::is_sequence(media));
            for media in bodies.chain(responses).filter(|media| media.item_schema.is_some()) {
                let message = format!("the items of `{}` have no type yet; the body is bytes", media.name);
                let help = "make the body of `Items` in a client, and split it yourself in a server";
                self.report(codes::UNSUPPORTED, &media.at, &message, help);
            }
            let offered = operation.responses.iter().map(|response| &response.media);
            let offered = offered.filter_map(|media| preferred(self.shapes, media, Direction::Response));
            let ranges: Vec<&Media> = offered.filter(|media| is_foreign_range(&media.name)).collect();
            for media in ranges {
                let message =
                    format!("`{}` is written as `application/octet-stream`, which it does not include", media.name);
                self.report(codes::UNSUPPORTED, &media.at, &message, "list the media types instead");
            }
        }
        self.report_no_content();
        self.report_direction(Direction::Request);
        self.report_direction(Direction::Response);
    }

    /// Notes the successes of GET without content: whoever reads a resource expects one, and the author may have left it out.
    fn report_no_content(&mut self) {
        let is_read = |status| matches!(status, Status::Exact(200 | 203 | 206) | Status::Range(2));
        let reads = self.api.operations.iter().filter(|operation| operation.method == "GET");
        let responses = reads.flat_map(|operation| &operation.responses);
        for response in responses.filter(|response| is_read(response.status) && response.media.is_empty()) {
            let message = "no content is declared; if a body comes, the client has its bytes by `raw()`";
            self.report(codes::NO_CONTENT, &response.at, message, "declare the `content`, if there is any");
        }
    }

    fn report(&mut self, code: Code, at: &At, message: &str, help: &str) {
        self.sink.push(Diagnostic::new(code, at.clone(), message).help(help));
    }

    fn report_parameter(&mut self, parameter: &Parameter) {
        let has_empty_value = match self.shapes.of(parameter.schema) {
            Shape::Any | Shape::String | Shape::Boolean | Shape::Null => true,
            Shape::Array(_) | Shape::Tuple | Shape::Struct | Shape::Map(_) => true,
            Shape::Integer
            | Shape::Number
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => false,
        };
        if parameter.allow_empty && !has_empty_value {
            let message = format!("`{}` cannot be sent without a value; without one it is absent", parameter.name);
            self.report(codes::UNSUPPORTED, &parameter.at, &message, "describe it as a string");
        }
    }

    /// Reports the required properties that do not belong to one direction, where the type of that direction requires them.
    fn report_direction(&mut self, direction: Direction) {
        let mut pending: Vec<SchemaId> =
            self.api.operations.iter().flat_map(|operation| roots(operation, direction)).collect();
        let mut seen = HashSet::new();
        while let Some(id) = pending.pop() {
            let resolved = self.shapes.target(id);
            if seen.insert(resolved) {
                self.report_properties(resolved, direction);
                pending.extend(self.shapes.children(resolved));
            }
        }
    }

    fn report_properties(&mut self, id: SchemaId, direction: Direction) {
        let object = &self.api.schemas[id].object;
        for (name, property) in object.properties.iter().filter(|(name, _)| object.required.contains(name)) {
            let message = match (direction, direction::travels(self.api, *property)) {
                (Direction::Request, Some(Direction::Response)) => {
                    format!("`{name}` is required and `readOnly`; requests must have it nevertheless")
                }
                (Direction::Response, Some(Direction::Request)) => {
                    format!("`{name}` is required and `writeOnly`; responses must have it nevertheless")
                }
                _ => continue,
            };
            let at = self.api.schemas[*property].at.clone();
            self.sink.push(Diagnostic::new(codes::DIRECTION, at, message));
        }
    }
}

/// Whether a name is a range of media types, and the one that is written for bytes is not among them.
fn is_foreign_range(name: &str) -> bool {
    let includes_bytes = |range: MediaType<'_>| range.includes("application/octet-stream");
    codec_of(name) == Codec::Bytes
        && MediaType::parse(name).is_some_and(|range| range.is_range() && !includes_bytes(range))
}
