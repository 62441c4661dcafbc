//! Decides which bodies are forms, and how their properties are written.
//!
//! Owns the meaning of what is stated about a property. Must not know other media types.
//!
//! Source: OpenAPI 3.2, section "Encoding Object".

use oasmith_runtime::media_type::MediaType;

use crate::api::{self, Media, SchemaId, Style};
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Codec, Encoding, Notation};

use crate::lower::operations::Operations;
use crate::lower::operations::media_types::codec_of;
use crate::lower::shape::{Shape, Shapes};

/// Whether a media type is a form of an object, in which properties can be found.
pub(in crate::lower) fn is_form_of_object(shapes: &Shapes<'_>, media: &Media) -> bool {
    let is_object = |schema| matches!(shapes.of(schema), Shape::Struct | Shape::Map(_));
    let is_urlencoded = MediaType::parse(&media.name).is_some_and(MediaType::is_urlencoded);
    is_urlencoded && media.schema.is_some_and(is_object)
}

impl Operations<'_, '_> {
    /// The properties that are not written as usual. What is stated about properties that the schema does not have means nothing.
    pub(in crate::lower) fn encodings(&mut self, media: &Media, schema: SchemaId) -> Vec<Encoding> {
        let properties = &self.shapes.schema(schema).object.properties;
        let mut encodings = Vec::new();
        for (name, encoding) in &media.encodings.named {
            let Some((_, property)) = properties.iter().find(|(known, _)| known == name) else { continue };
            let notation = self.notation(name, encoding, *property);
            encodings.extend(notation.map(|notation| {
                let (name, required_headers) = (name.clone(), Vec::new());
                Encoding { name, notation, content_type: None, required_headers }
            }));
        }
        encodings
    }

    /// How a property is written: by a style as soon as anything about one is stated, else by its media type.
    pub(in crate::lower) fn notation(
        &mut self,
        name: &str,
        encoding: &api::Encoding,
        property: SchemaId,
    ) -> Option<Notation> {
        let api::Encoding { style, explode, allow_reserved, .. } = *encoding;
        if style.is_some() || explode.is_some() || allow_reserved.is_some() {
            let style = self.query_style(encoding, style.unwrap_or(Style::Form));
            let explode = explode.unwrap_or(style == Style::Form);
            return Some(Notation::Style { style, explode, allow_reserved: allow_reserved.unwrap_or(false) });
        }
        let media = encoding.content_type.as_deref()?.split(',').next()?.trim();
        match codec_of(media) {
            Codec::Json => return Some(Notation::Json),
            Codec::Text | Codec::Plain | Codec::Bytes | Codec::Form | Codec::Multipart | Codec::Empty => {}
        }
        if self.is_nested(property) {
            let message = format!("`{name}` is written as JSON, and not yet as `{media}`");
            let at = encoding.at.key("contentType");
            self.sink.push(Diagnostic::new(codes::UNSUPPORTED, at, message).help("write `application/json`"));
        }
        None
    }

    /// The style itself, where it is one of queries.
    fn query_style(&mut self, encoding: &api::Encoding, style: Style) -> Style {
        match style {
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited | Style::DeepObject => {
                style
            }
            Style::Simple | Style::Matrix | Style::Label | Style::Cookie => {
                let message = "this is not a style of a form's property; `form` is used";
                let help = "write `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`";
                let at = encoding.at.key("style");
                self.sink.push(Diagnostic::new(codes::UNKNOWN_STYLE, at, message).help(help));
                Style::Form
            }
        }
    }

    /// Whether a property, or each item of it, is more than a piece of text.
    pub(in crate::lower) fn is_nested(&self, property: SchemaId) -> bool {
        let own = self.shapes.of(property);
        let shape = if let Shape::Array(Some(items)) = own { self.shapes.of(*items) } else { own };
        match shape {
            Shape::Array(_) | Shape::Tuple | Shape::Struct | Shape::Map(_) => true,
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::OneOf(_)
            | Shape::Untyped(_) => false,
        }
    }
}
