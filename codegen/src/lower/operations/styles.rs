//! Reports parameters whose style says nothing of what they hold.
//!
//! The specification has a table of styles and types; beyond it services differ. Owns that table. Must not know how a value is
//! written.
//!
//! Source: OpenAPI 3.2, section "Style Values"; RFC 6570, section 2.3.

use crate::api::{Location, Parameter, SchemaId, Style};
use crate::diagnostic::{Diagnostic, codes};

use crate::lower::operations::Operations;
use crate::lower::shape::Shape;

/// What a style tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scalar,
    List,
    Object,
    /// One of several, or anything: for the value to say.
    Open,
}

impl Operations<'_, '_> {
    /// Reports a parameter whose style and type are no pair.
    pub(in crate::lower) fn report_style(&mut self, parameter: &Parameter) {
        if parameter.content.is_some() {
            return;
        }
        let kind = self.kind(parameter.schema);
        let holds_parts =
            self.parts(parameter.schema).into_iter().any(|part| matches!(self.kind(part), Kind::List | Kind::Object));
        let (what, instead) = match (parameter.style, kind) {
            (style, _) if !is_of(style, parameter) => match parameter.location {
                Location::Path | Location::Header => ("this location", "the style `simple` is used"),
                Location::Query | Location::Cookie => ("this location", "the style `form` is used"),
            },
            _ if !parameter.inner.is_empty() => return,
            (Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited, Kind::Scalar) => {
                ("a single value", "the style `form` is used")
            }
            (Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited, Kind::List | Kind::Object)
                if parameter.explode =>
            {
                ("`explode`", "the style `form` is used")
            }
            (Style::DeepObject, Kind::Scalar) => ("a single value", "the style `form` is used"),
            (Style::DeepObject, Kind::List) => ("an array", "each item is written as `name[]=item`"),
            (Style::DeepObject, Kind::Object) if holds_parts => {
                ("objects and arrays in an object", "they are written as `name[a][b]=c` and `name[a][]=b`")
            }
            (_, Kind::List | Kind::Object) if holds_parts => {
                ("objects and arrays in others", "those inside are written as JSON")
            }
            (_, Kind::Scalar | Kind::List | Kind::Object | Kind::Open) => return,
        };
        let message = format!("the style of `{}` is not defined for {what}; {instead}", parameter.name);
        let help = "describe it by `content` with a media type, or by a style that is defined for it";
        self.sink.push(Diagnostic::new(codes::UNDEFINED_STYLE, parameter.at.clone(), message).help(help));
    }

    /// Reports properties of an object that is written among the parameters, where another parameter has their name.
    pub(in crate::lower) fn report_spread(&mut self, parameters: &[&Parameter]) {
        let in_query = |one: &&&Parameter| one.location == Location::Query && one.whole_query.is_none();
        for parameter in parameters.iter().filter(in_query) {
            let is_spread = parameter.style == Style::Form && parameter.explode && parameter.content.is_none();
            if !is_spread || self.kind(parameter.schema) != Kind::Object {
                continue;
            }
            let properties = &self.shapes.schema(parameter.schema).object.properties;
            let is_other = |name: &str| parameters.iter().filter(in_query).any(|one| one.name == name);
            let met: Vec<String> =
                properties.iter().filter(|(name, _)| is_other(name)).map(|(name, _)| format!("`{name}`")).collect();
            if !met.is_empty() {
                let (names, whole) = (met.join(", "), &parameter.name);
                let message = format!("properties of `{whole}` and other parameters have the same names: {names}");
                let help = "give them other names, or write the object in the style `deepObject`";
                self.sink.push(Diagnostic::new(codes::UNDEFINED_STYLE, parameter.at.clone(), message).help(help));
            }
        }
    }

    fn kind(&self, id: SchemaId) -> Kind {
        match self.shapes.of(id) {
            Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null => Kind::Scalar,
            Shape::Array(_) | Shape::Tuple => Kind::List,
            Shape::Struct | Shape::Map(_) => Kind::Object,
            Shape::Any | Shape::OneOf(_) | Shape::Untyped(_) => Kind::Open,
        }
    }

    /// The schemas of what a list or an object holds.
    fn parts(&self, id: SchemaId) -> Vec<SchemaId> {
        match self.shapes.of(id) {
            Shape::Array(_) | Shape::Tuple | Shape::Struct | Shape::Map(_) => self.shapes.children(id),
            Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Any
            | Shape::OneOf(_)
            | Shape::Untyped(_) => Vec::new(),
        }
    }
}

/// The style that a parameter is written in: its own, or that of its location where its own is of none.
pub(in crate::lower) fn style_of(parameter: &Parameter) -> Style {
    match parameter.location {
        _ if is_of(parameter.style, parameter) => parameter.style,
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    }
}

/// Whether a style is one of a parameter's location.
fn is_of(style: Style, parameter: &Parameter) -> bool {
    let location = parameter.location;
    match style {
        Style::Matrix | Style::Label => location == Location::Path,
        Style::Simple => matches!(location, Location::Path | Location::Header),
        Style::Form => matches!(location, Location::Query | Location::Cookie),
        Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited => {
            location == Location::Query || parameter.is_collection
        }
        Style::DeepObject => location == Location::Query,
        Style::Cookie => location == Location::Cookie,
    }
}
