//! Chooses among the media types of a body, and decides what each holds and how it is read and written.
//!
//! Owns that choice, for requests and responses alike. Must not know statuses or parameters.

use oasmith_runtime::media_type::MediaType as Name;

use crate::api::Media;
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Codec, MediaType, MediaTypes, Payload, SchemaTableRef, Ty};

use crate::lower::merge::direction::Direction;
use crate::lower::operations::Operations;
use crate::lower::operations::forms::is_form_of_object;
use crate::lower::shape::{Shape, Shapes};

/// The media types of a body that are offered.
#[derive(Debug)]
pub(in crate::lower) struct Offered {
    pub media_types: MediaTypes,
    /// Whether every type says what the description says.
    pub typed: bool,
}

impl Operations<'_, '_> {
    /// The media types of a body that are offered: one, and in a request those whose value is of the same type. `None` where
    /// none is declared.
    pub(in crate::lower) fn media_types(&mut self, media: &[Media], direction: Direction) -> Option<Offered> {
        let chosen = preferred(self.shapes, media)?;
        let is_alike = |other: &&Media| direction == Direction::Request && self.is_alike(chosen, other);
        let (alike, others): (Vec<&Media>, Vec<&Media>) =
            media.iter().filter(|other| other.at != chosen.at).partition(is_alike);
        self.report_others(&others, chosen);
        let (payload, typed) = self.payload(chosen);
        let preferred = self.media_type(chosen, payload, direction);
        let mut others = Vec::with_capacity(alike.len());
        for other in alike {
            let (payload, _) = self.payload(other);
            others.push(self.media_type(other, payload, direction));
        }
        Some(Offered { media_types: MediaTypes { preferred, others }, typed })
    }

    /// Whether bodies of two media types are read as the same type: JSON or forms of the same schema.
    fn is_alike(&self, chosen: &Media, other: &Media) -> bool {
        let is_structured = |media: &Media| {
            let is_json =
                codec_of(&media.name) == Codec::Json || includes_json(&media.name) && self.has_structure(media);
            is_json || is_form_of_object(self.shapes, media)
        };
        let target = |media: &Media| media.schema.map(|schema| self.shapes.target(schema));
        is_structured(chosen) && is_structured(other) && target(other) == target(chosen)
    }

    fn media_type(&mut self, media: &Media, payload: Payload, direction: Direction) -> MediaType {
        // What a response holds is read, and not validated; a form is read by its schema.
        let has_table = match payload.codec {
            Codec::Form => true,
            Codec::Json | Codec::Plain => direction == Direction::Request,
            Codec::Empty | Codec::Text | Codec::Bytes => false,
        };
        let schema = media.schema.filter(|_| has_table);
        let schema_table = schema.map_or(SchemaTableRef::Known("ANY"), |schema| self.schema_table(schema));
        let is_form = payload.codec == Codec::Form;
        let encodings = schema.filter(|_| is_form).map(|schema| self.encodings(media, schema)).unwrap_or_default();
        let (name, accepted) = (sent_as(media, payload.codec), accepted_as(media, payload.codec));
        MediaType { name, accepted, declared: media.name.clone(), payload, schema_table, encodings }
    }

    /// What a media type holds, and whether that says all the description says.
    fn payload(&mut self, media: &Media) -> (Payload, bool) {
        let codec = match codec_of(&media.name) {
            // Any media type, but the schema is of something that JSON can say.
            Codec::Bytes if includes_json(&media.name) && self.has_structure(media) => Codec::Json,
            Codec::Bytes if is_form_of_object(self.shapes, media) => Codec::Form,
            Codec::Text if is_plain_text(&media.name) && self.is_single(media) => Codec::Plain,
            codec @ (Codec::Empty | Codec::Json | Codec::Form | Codec::Plain | Codec::Text | Codec::Bytes) => codec,
        };
        let (ty, typed) = match (codec, media.schema) {
            (Codec::Json, Some(schema)) => (self.used(schema).whole(), !self.is_degraded(schema)),
            // A form or a text is there, or it is not; it cannot be null.
            (Codec::Form | Codec::Plain, Some(schema)) => (self.used(schema).ty, !self.is_degraded(schema)),
            (Codec::Json | Codec::Form | Codec::Plain, None) => (Ty::Json, true),
            (Codec::Text, _) => (Ty::String, !self.is_uncoded(media, "text")),
            (Codec::Bytes | Codec::Empty, _) => (Ty::Bytes, !self.is_uncoded(media, "bytes")),
        };
        (Payload { codec, ty }, typed)
    }

    /// Whether the schema of a media type is of a single value that is more than any text.
    fn is_single(&mut self, media: &Media) -> bool {
        let Some(schema) = media.schema else { return false };
        match self.shapes.of(schema) {
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::NumberEnum(_) | Shape::StringEnum(_) => true,
            Shape::String => matches!(self.used(schema).ty, Ty::Scalar(_)),
            Shape::Any
            | Shape::Null
            | Shape::Array(_)
            | Shape::Tuple
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => false,
        }
    }

    /// Whether the schema of a media type says more than that it is text or bytes.
    fn has_structure(&self, media: &Media) -> bool {
        media.schema.is_some_and(|schema| match self.shapes.of(schema) {
            Shape::Any | Shape::String | Shape::StringEnum(_) => false,
            Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Array(_)
            | Shape::Tuple
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => true,
        })
    }

    /// Whether a media type has structure and no codec yet; reported.
    fn is_uncoded(&mut self, media: &Media, what: &str) -> bool {
        let is_uncoded = is_form(&media.name) || self.has_structure(media);
        if is_uncoded {
            self.sink.push(
                Diagnostic::new(
                    codes::RAW_BODY,
                    media.at.clone(),
                    format!("`{}` has no codec yet; the body is {what}", media.name),
                )
                .help("serialize and parse it yourself"),
            );
        }
        is_uncoded
    }

    /// Reports the media types that are not chosen.
    fn report_others(&mut self, others: &[&Media], chosen: &Media) {
        for other in others {
            self.sink.push(
                Diagnostic::new(
                    codes::OTHER_MEDIA_TYPE,
                    other.at.clone(),
                    format!("`{}` is not offered; `{}` is", other.name, chosen.name),
                )
                .help("use the media type that is offered"),
            );
        }
    }
}

/// The media type that is offered: the first JSON one, else the first form of an object, else the first text, else the first.
pub(in crate::lower) fn preferred<'m>(shapes: &Shapes<'_>, media: &'m [Media]) -> Option<&'m Media> {
    let of = |codec: Codec| media.iter().find(|media| codec_of(&media.name) == codec);
    let form = || media.iter().find(|media| is_form_of_object(shapes, media));
    of(Codec::Json).or_else(form).or_else(|| of(Codec::Text)).or_else(|| media.first())
}

/// How a body of a media type is read and written, as far as its name says.
pub(in crate::lower) fn codec_of(name: &str) -> Codec {
    match Name::parse(name) {
        Some(media_type) if media_type.is_json() => Codec::Json,
        Some(media_type) if media_type.is_text() || media_type.is_xml() => Codec::Text,
        Some(_) | None => Codec::Bytes,
    }
}

fn is_plain_text(name: &str) -> bool {
    Name::parse(name).is_some_and(Name::is_plain_text)
}

/// Whether a name is a range that JSON is in.
fn includes_json(name: &str) -> bool {
    Name::parse(name).is_some_and(|range| range.is_range() && range.includes("application/json"))
}

/// The media type that is written for a body: a range is none.
fn sent_as(media: &Media, codec: Codec) -> String {
    let Some(range) = Name::parse(&media.name).filter(|name| name.is_range()) else { return media.name.clone() };
    let name = match codec {
        Codec::Json => "application/json",
        Codec::Text | Codec::Plain if range.is_xml() => "application/xml",
        Codec::Text | Codec::Plain => "text/plain",
        Codec::Bytes => "application/octet-stream",
        Codec::Empty | Codec::Form => &media.name,
    };
    name.to_owned()
}

/// What a client accepts: the range itself, unless its schema says that it is JSON and its name does not.
fn accepted_as(media: &Media, codec: Codec) -> String {
    match codec {
        Codec::Json if includes_json(&media.name) => sent_as(media, codec),
        Codec::Empty | Codec::Json | Codec::Form | Codec::Plain | Codec::Text | Codec::Bytes => media.name.clone(),
    }
}

fn is_form(name: &str) -> bool {
    Name::parse(name).is_some_and(|media_type| media_type.is_urlencoded() || media_type.is_multipart())
}
