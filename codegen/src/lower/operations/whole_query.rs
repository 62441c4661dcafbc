//! Decides how a value is the whole query of a request (`in: querystring`).
//!
//! Owns the codecs that a query can have: JSON, a form of an object, and text. Must not know how they are written.
//!
//! Source: OpenAPI 3.2, section "Parameter Object", field `in`, and "Parameter Object Examples".

use oasmith_runtime::media_type::MediaType;

use crate::api::{self, Media};
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Codec, WholeQuery};

use crate::lower::operations::Operations;
use crate::lower::operations::forms::is_form_of_object;
use crate::lower::operations::media_types::codec_of;
use crate::lower::shape::Shape;

impl Operations<'_, '_> {
    /// How a parameter is the whole query, if it is.
    pub(in crate::lower) fn whole_query(&mut self, parameter: &api::Parameter) -> Option<WholeQuery> {
        let media = media(parameter)?;
        let codec = self.query_codec(&media);
        let encodings = match codec {
            Codec::Form => self.encodings(&media, parameter.schema),
            Codec::Empty | Codec::Json | Codec::Multipart | Codec::Text | Codec::Plain | Codec::Bytes => Vec::new(),
        };
        Some(WholeQuery { codec, encodings })
    }

    /// Whether a parameter can be written, if it is the whole query: a form has an object. Reports it where it cannot.
    pub(in crate::lower) fn can_be_query(&mut self, parameter: &api::Parameter) -> bool {
        let Some(media) = media(parameter) else { return true };
        let is_urlencoded = MediaType::parse(&media.name).is_some_and(MediaType::is_urlencoded);
        let can_be = !is_urlencoded || is_form_of_object(self.shapes, &media);
        if !can_be {
            let message = format!("`{}` is a form, and its schema is of no object; it is not sent", parameter.name);
            let help = "describe the query by a schema with `type: object`";
            self.sink.push(Diagnostic::new(codes::UNSUPPORTED, parameter.at.clone(), message).help(help));
        } else if self.query_codec(&media) == Codec::Text
            && !matches!(self.shapes.of(parameter.schema), Shape::Any | Shape::String)
        {
            let message = format!("`{}` has no codec yet; the query is text", media.name);
            let help = "serialize and parse it yourself";
            self.sink.push(Diagnostic::new(codes::RAW_BODY, parameter.at.clone(), message).help(help));
        }
        can_be
    }

    /// A single value is its own text in whatever media type has no codec; anything else is text that the caller writes.
    fn query_codec(&self, media: &Media) -> Codec {
        let is_single = media.schema.is_some_and(|schema| match self.shapes.of(schema) {
            Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::NumberEnum(_)
            | Shape::StringEnum(_)
            | Shape::String => true,
            Shape::Any
            | Shape::Null
            | Shape::Array(_)
            | Shape::Tuple
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => false,
        });
        match codec_of(&media.name) {
            Codec::Json => Codec::Json,
            Codec::Empty | Codec::Form | Codec::Multipart | Codec::Text | Codec::Plain | Codec::Bytes => {
                if is_form_of_object(self.shapes, media) {
                    Codec::Form
                } else if is_single {
                    Codec::Plain
                } else {
                    Codec::Text
                }
            }
        }
    }
}

/// The media type of a parameter that is the whole query.
fn media(parameter: &api::Parameter) -> Option<Media> {
    let encodings = parameter.whole_query.clone()?;
    let name = parameter.content.clone()?;
    Some(Media {
        at: parameter.at.clone(),
        name,
        schema: Some(parameter.schema),
        item_schema: None,
        encodings,
        examples: Vec::new(),
    })
}
