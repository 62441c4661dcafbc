//! Reads Parameter Objects.
//!
//! Owns the defaults of style and explode for each location. Must not know how a style is written.

use crate::api::{Location, Parameter, Schema, Style};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::Reader;

/// Headers that a description cannot declare as parameters: the body, the answer and the security scheme decide them.
///
/// Source: OpenAPI 3.2, section "Parameter Object", field `name`.
const DECIDED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'a> Reader<'a, '_> {
    /// The parameters that stand under `parameters`.
    pub(super) fn parameters(&mut self, node: &Node<'a>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for item in self.items(node, "parameters") {
            let Some(parameter) = self.follow(&item).and_then(|node| self.parameter(&node)) else { continue };
            if parameter.location == Location::Header
                && DECIDED_ELSEWHERE.contains(&parameter.name.to_ascii_lowercase().as_str())
            {
                continue;
            }
            if parameters.iter().any(|earlier| earlier.is_same(&parameter)) {
                self.duplicate(&item, &parameter);
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn parameter(&mut self, node: &Node<'a>) -> Option<Parameter> {
        let name = self.required_text(node, "name", "give the parameter a `name`")?;
        let stated =
            self.required_text(node, "in", "say where the parameter travels: `path`, `query`, `header`, `cookie`")?;
        let Some(location) = location(&stated) else {
            self.unknown_location(node, &stated);
            return None;
        };
        let style = self.style(node, location);
        let schema = match node.get("schema") {
            Some(schema) => self.schema(&schema),
            None => self.without_schema(node),
        };
        Some(Parameter {
            at: node.at.clone(),
            name,
            location,
            description: self.text(node, "description"),
            required: location == Location::Path || self.flag(node, "required").unwrap_or(false),
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            style,
            explode: self.flag(node, "explode").unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            allow_reserved: self.flag(node, "allowReserved").unwrap_or(false),
            schema,
        })
    }

    fn style(&mut self, node: &Node<'a>, location: Location) -> Style {
        let default = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        match self.text(node, "style") {
            None => default,
            Some(stated) => style(&stated).unwrap_or_else(|| {
                self.sink.push(
                    Diagnostic::warning(
                        codes::UNKNOWN_STYLE,
                        node.at.member("style"),
                        format!("`{stated}` is no style; the location's own is taken"),
                    )
                    .help(
                        "write `simple`, `form`, `matrix`, `label`, `spaceDelimited`, `pipeDelimited` or `deepObject`",
                    ),
                );
                default
            }),
        }
    }

    /// The schema of a parameter that states none: text, which is what every parameter is on the wire.
    fn without_schema(&mut self, node: &Node<'a>) -> crate::api::SchemaId {
        let (message, help) = if node.get("content").is_some() {
            (
                "a parameter described by `content` is sent as text that the caller has serialized",
                "describe it by `schema`",
            )
        } else {
            ("this parameter has no `schema`; it is taken as text", "add a `schema`")
        };
        self.sink.push(Diagnostic::warning(codes::PARAMETER_WITHOUT_SCHEMA, node.at.clone(), message).help(help));
        let text = Schema { types: Some(crate::api::Types::STRING), ..Schema::any(node.at.clone()) };
        self.schemas.push(text)
    }

    fn unknown_location(&mut self, node: &Node<'a>, stated: &str) {
        self.sink.push(
            Diagnostic::error(
                codes::UNKNOWN_LOCATION,
                node.at.member("in"),
                format!("`{stated}` is no place for a parameter; it is left out"),
            )
            .help("write `path`, `query`, `header` or `cookie`"),
        );
    }

    fn duplicate(&mut self, item: &Node<'a>, parameter: &Parameter) {
        self.sink.push(
            Diagnostic::warning(
                codes::DUPLICATE_PARAMETER,
                item.at.clone(),
                format!("`{}` is declared twice in the same place; the first one counts", parameter.name),
            )
            .help("delete one of the two"),
        );
    }
}

impl Parameter {
    /// Whether two parameters are one to the specification: the same name in the same place.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.location == other.location && self.name == other.name
    }
}

pub(super) fn location(stated: &str) -> Option<Location> {
    match stated {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => Some(Location::Header),
        "cookie" => Some(Location::Cookie),
        _ => None,
    }
}

fn style(stated: &str) -> Option<Style> {
    match stated {
        "simple" => Some(Style::Simple),
        "form" => Some(Style::Form),
        "matrix" => Some(Style::Matrix),
        "label" => Some(Style::Label),
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        "deepObject" => Some(Style::DeepObject),
        "cookie" => Some(Style::Cookie),
        _ => None,
    }
}
