//! Reads Parameter Objects.
//!
//! Owns the defaults of style and explode for each location. Must not know how a style is written.

use crate::api::{Location, Parameter, Schema, Style};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::{Reader, naming_extensions, typos};

/// Headers that a description cannot declare as parameters: the body, the response and the security scheme decide them.
///
/// Source: OpenAPI 3.2, section "Parameter Object", field `name`.
const DECIDED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

/// The entries of `parameters`.
#[derive(Debug, Clone, Default)]
pub(super) struct Inputs<'a> {
    /// Parameters that are parameters in every version.
    pub parameters: Vec<Parameter>,
    /// Parameters that are the whole query (3.2).
    pub query_strings: Vec<Parameter>,
    /// Parameters that are the body (Swagger 2.0).
    pub bodies: Vec<Node<'a>>,
    /// Parameters that are properties of the body (Swagger 2.0).
    pub form: Vec<Node<'a>>,
}

impl Inputs<'_> {
    /// These and those of the path. These replace those of the path with the same name and location, and its body.
    pub(super) fn over(mut self, shared: Self) -> Self {
        let overridden = |shared: &Parameter| self.parameters.iter().any(|own| own.is_same(shared));
        let mut parameters: Vec<Parameter> =
            shared.parameters.into_iter().filter(|shared| !overridden(shared)).collect();
        parameters.append(&mut self.parameters);
        let name = |node: &Node<'_>| node.get("name").map(|name| name.value.clone());
        let own_names: Vec<_> = self.form.iter().map(name).collect();
        let mut form: Vec<_> = shared.form.into_iter().filter(|node| !own_names.contains(&name(node))).collect();
        form.append(&mut self.form);
        let bodies = if self.bodies.is_empty() { shared.bodies } else { self.bodies };
        let query_strings = if self.query_strings.is_empty() { shared.query_strings } else { self.query_strings };
        Self { parameters, query_strings, bodies, form }
    }
}

impl<'a> Reader<'a, '_> {
    /// The entries of `parameters`.
    pub(super) fn inputs(&mut self, node: &Node<'a>) -> Inputs<'a> {
        let mut inputs = Inputs::default();
        for item in self.items(node, "parameters") {
            self.input(&item, &mut inputs);
        }
        inputs
    }

    /// Adds what one item of `parameters` is.
    pub(super) fn input(&mut self, item: &Node<'a>, inputs: &mut Inputs<'a>) {
        let Some(followed) = self.follow_with_notes(item) else { return };
        let (node, description) = (followed.node, followed.description);
        if node.value.as_object().is_none() {
            self.wrong_type(&node, "a parameter");
            return;
        }
        self.unknown_fields(&node, typos::PARAMETER);
        self.examples(&node);
        match node.get("in").and_then(|stated| stated.as_str()) {
            Some("body") if self.version.swagger => inputs.bodies.push(node),
            Some("formData") if self.version.swagger => inputs.form.push(node),
            Some("querystring") if self.version.any_method => {
                inputs.query_strings.extend(self.whole_query(&node, description));
            }
            _ => {
                let Some(mut parameter) = self.parameter(&node) else { return };
                if self.is_decided_elsewhere(&parameter, &node) || !self.is_path_name(&parameter, &node) {
                    return;
                }
                parameter.description = description.or(parameter.description);
                if inputs.parameters.iter().any(|earlier| earlier.is_same(&parameter)) {
                    self.duplicate(item, &parameter);
                } else {
                    inputs.parameters.push(parameter);
                }
            }
        }
    }

    /// Whether a path template can have the name of a parameter. Reports it where it cannot.
    ///
    /// Source: OpenAPI 3.2, section "Path Templating".
    fn is_path_name(&mut self, parameter: &Parameter, node: &Node<'a>) -> bool {
        let can_be = parameter.location != Location::Path || !parameter.name.contains(['{', '}']);
        if !can_be {
            self.sink.push(
                Diagnostic::error(
                    codes::PARAMETER_NAME,
                    node.at.key("name"),
                    format!("`{}` cannot be the name of a variable in a path; it is left out", parameter.name),
                )
                .help("write the name without braces, as the path has it between braces"),
            );
        }
        can_be
    }

    /// Whether a parameter is a header that cannot be sent as one.
    fn is_decided_elsewhere(&mut self, parameter: &Parameter, node: &Node<'a>) -> bool {
        parameter.location == Location::Header
            && (DECIDED_ELSEWHERE.contains(&parameter.name.to_ascii_lowercase().as_str())
                || !self.is_header_name(&parameter.name, node))
    }

    fn parameter(&mut self, node: &Node<'a>) -> Option<Parameter> {
        let name = self.required_string(node, "name", "give the parameter a `name`")?;
        let stated = self.required_string(
            node,
            "in",
            "state the location of the parameter: `path`, `query`, `header`, `cookie`",
        )?;
        let Some(location) = location(&stated) else {
            self.unknown_location(node, &stated);
            return None;
        };
        let (style, explode, inner) = if self.version.swagger {
            self.collection_format(node, location)
        } else {
            let style = self.style(node, location);
            (style, self.flag(node, "explode").unwrap_or(matches!(style, Style::Form | Style::Cookie)), Vec::new())
        };
        let (content, schema) = self.described(node);
        Some(Parameter {
            at: node.at.clone(),
            name,
            preferred_name: naming_extensions::of_parameter(node),
            location,
            description: self.string(node, "description"),
            required: location == Location::Path || self.flag(node, "required").unwrap_or(false),
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            style,
            explode,
            allow_reserved: self.allows_reserved(node, location, style),
            allow_empty: self.flag(node, "allowEmptyValue").unwrap_or(false),
            is_collection: self.version.swagger,
            inner,
            content,
            whole_query: None,
            schema,
        })
    }

    fn allows_reserved(&mut self, node: &Node<'a>, location: Location, style: Style) -> bool {
        let has_meaning = self.version.reserved.contains(&location) && style != Style::Cookie;
        if !has_meaning && self.states_reserved(node) {
            self.reserved_without_meaning(node);
        }
        has_meaning && self.flag(node, "allowReserved") == Some(true)
    }

    /// Whether `allowReserved` is stated in a way that needs a meaning. Since 3.1 the specification's schemas refuse a
    /// `false` as well where there is none.
    pub(super) fn states_reserved(&mut self, node: &Node<'a>) -> bool {
        self.flag(node, "allowReserved").is_some_and(|stated| stated || self.version.json_schema)
    }

    pub(super) fn reserved_without_meaning(&mut self, node: &Node<'a>) {
        self.sink.push(
            Diagnostic::error(
                codes::ALLOW_RESERVED,
                node.at.key("allowReserved"),
                "`allowReserved` has no meaning here, and is ignored",
            )
            .help("delete it"),
        );
    }

    /// A parameter with `in: querystring`, which is described by `content` with one media type.
    fn whole_query(&mut self, node: &Node<'a>, description: Option<String>) -> Option<Parameter> {
        // The name is not sent, so it may be missing.
        let name =
            self.required_string(node, "name", "give the parameter a `name`").unwrap_or_else(|| "query".to_owned());
        for field in ["schema", "style", "explode"].into_iter().filter_map(|field| node.get(field)) {
            let message = "this has no meaning for a parameter that is the whole query, and is ignored";
            self.sink
                .push(Diagnostic::error(codes::EXCLUSIVE, field.at, message).help("describe the query by `content`"));
        }
        let media = self.media(node);
        self.check_single(&media);
        let media = media.into_iter().next();
        if media.is_none() {
            self.missing(node, "content", "describe the query by `content` with one media type");
        }
        let media = media?;
        Some(Parameter {
            at: node.at.clone(),
            name,
            preferred_name: naming_extensions::of_parameter(node),
            location: Location::Query,
            description: description.or_else(|| self.string(node, "description")),
            required: self.flag(node, "required").unwrap_or(false),
            deprecated: self.flag(node, "deprecated").unwrap_or(false),
            style: Style::Form,
            explode: true,
            allow_reserved: false,
            allow_empty: false,
            is_collection: false,
            inner: Vec::new(),
            schema: media.schema.unwrap_or_else(|| self.schemas.push(Schema::any(media.at))),
            content: Some(media.name),
            whole_query: Some(media.encodings),
        })
    }

    fn style(&mut self, node: &Node<'a>, location: Location) -> Style {
        let default = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        match self.string(node, "style") {
            None => default,
            Some(stated) => style(&stated).unwrap_or_else(|| {
                self.unknown_style(node, &stated);
                default
            }),
        }
    }

    pub(super) fn unknown_style(&mut self, node: &Node<'a>, stated: &str) {
        self.warn(
            codes::UNKNOWN_STYLE,
            node.at.key("style"),
            format!("`{stated}` is not a style; the default of the location is used"),
            "write `simple`, `form`, `matrix`, `label`, `spaceDelimited`, `pipeDelimited` or `deepObject`",
        );
    }

    fn unknown_location(&mut self, node: &Node<'a>, stated: &str) {
        self.sink.push(
            Diagnostic::error(
                codes::UNKNOWN_LOCATION,
                node.at.key("in"),
                format!("`{stated}` is not a location of a parameter; it is left out"),
            )
            .help("write `path`, `query`, `header` or `cookie`"),
        );
    }

    fn duplicate(&mut self, item: &Node<'a>, parameter: &Parameter) {
        self.sink.push(
            Diagnostic::warning(
                codes::DUPLICATE_PARAMETER,
                item.at.clone(),
                format!("`{}` is declared twice in the same location; the first is used", parameter.name),
            )
            .help("delete one of the two"),
        );
    }
}

impl Parameter {
    /// Whether two parameters are the same parameter: the same name in the same location.
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

pub(super) fn style(stated: &str) -> Option<Style> {
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
