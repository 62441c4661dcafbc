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
use crate::lower::operations::multipart;
use crate::lower::shape::{Shape, Shapes};

/// The media types of a body that are offered.
#[derive(Debug)]
pub(in crate::lower) struct Offered {
    pub media_types: MediaTypes,
    /// Whether every type says what the description says.
    pub typed: bool,
}

impl Operations<'_, '_> {
    /// The media types of a body that are offered: all of a request, one of a response. `None` where none is declared.
    pub(in crate::lower) fn media_types(&mut self, media: &[Media], direction: Direction) -> Option<Offered> {
        let chosen = preferred(self.shapes, media, direction)?;
        let (payload, mut typed) = self.payload(chosen, chosen, direction);
        let preferred = self.media_type(chosen, payload, direction);
        let declared = media.iter().filter(|other| other.at != chosen.at);
        let mut others = Vec::new();
        match direction {
            Direction::Request => {
                for other in declared {
                    let (payload, is_typed) = self.payload(other, chosen, direction);
                    typed &= is_typed;
                    others.push(self.media_type(other, payload, direction));
                }
            }
            Direction::Response => declared.for_each(|other| self.report_other(other, chosen)),
        }
        Some(Offered { media_types: MediaTypes { preferred, others }, typed })
    }

    fn media_type(&mut self, media: &Media, payload: Payload, direction: Direction) -> MediaType {
        // What a response holds is read, and not validated; a form is read by its schema.
        let has_table = match payload.codec {
            Codec::Form | Codec::Multipart => true,
            Codec::Json | Codec::Plain => direction == Direction::Request,
            Codec::Empty | Codec::Text | Codec::Bytes => false,
        };
        let schema = media.schema.filter(|_| has_table);
        let schema_table = schema.map_or(SchemaTableRef::Known("ANY"), |schema| self.schema_table(schema));
        let encodings = match (payload.codec, schema) {
            (Codec::Form, Some(schema)) => self.encodings(media, schema),
            (Codec::Multipart, _) => self.part_encodings(media),
            (Codec::Form | Codec::Empty | Codec::Json | Codec::Plain | Codec::Text | Codec::Bytes, _) => Vec::new(),
        };
        let (name, accepted) = (sent_as(media, payload.codec), accepted_as(media, payload.codec));
        let is_open = direction == Direction::Request && is_open(&media.name, payload.codec);
        let declared = media.name.clone();
        MediaType { name, accepted, declared, payload, schema_table, encodings, form: None, is_open }
    }

    /// What a media type holds, and whether that says all the description says. Beside one with a codec, it need not.
    fn payload(&mut self, media: &Media, chosen: &Media, direction: Direction) -> (Payload, bool) {
        let codec = match structured_codec(self.shapes, media) {
            // Only requests are written in parts.
            Codec::Multipart if direction == Direction::Response => Codec::Bytes,
            Codec::Text if is_plain_text(&media.name) && self.is_single(media) => Codec::Plain,
            codec @ (Codec::Empty
            | Codec::Json
            | Codec::Form
            | Codec::Multipart
            | Codec::Plain
            | Codec::Text
            | Codec::Bytes) => codec,
        };
        let (ty, typed) = match (codec, media.schema) {
            (Codec::Json, Some(schema)) => (self.used(schema).whole(), !self.is_degraded(schema)),
            // A form or a text is there, or it is not; it cannot be null.
            (Codec::Form | Codec::Multipart | Codec::Plain, Some(schema)) => {
                (self.used(schema).ty, !self.is_degraded(schema))
            }
            (Codec::Json | Codec::Form | Codec::Multipart | Codec::Plain, None) => (Ty::Json, true),
            (Codec::Text, _) => (Ty::String, !self.is_uncoded(media, chosen, "text")),
            (Codec::Bytes | Codec::Empty, _) => (Ty::Bytes, !self.is_uncoded(media, chosen, "bytes")),
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

    /// Whether a media type has structure and no codec yet, and no other media type of the body has one. It is reported in any case.
    fn is_uncoded(&mut self, media: &Media, chosen: &Media, what: &str) -> bool {
        if !is_form(&media.name) && !has_structure(self.shapes, media) {
            return false;
        }
        let is_beside = match structured_codec(self.shapes, chosen) {
            Codec::Json | Codec::Form | Codec::Multipart => media.at != chosen.at,
            Codec::Text | Codec::Plain | Codec::Bytes | Codec::Empty => false,
        };
        let (code, message) = if is_beside {
            let message =
                format!("`{}` has no codec yet; its bodies are {what}, and `{}` is typed", media.name, chosen.name);
            (codes::OTHER_MEDIA_TYPE, message)
        } else {
            (codes::RAW_BODY, format!("`{}` has no codec yet; the body is {what}", media.name))
        };
        self.sink.push(Diagnostic::new(code, media.at.clone(), message).help("serialize and parse it yourself"));
        !is_beside
    }

    /// Reports a media type of a response that is not asked for.
    pub(in crate::lower) fn report_other(&mut self, other: &Media, chosen: &Media) {
        let message = format!("`{}` is not read as a type; `{}` is", other.name, chosen.name);
        let help = format!("write `.accept(\"{}\")` on a call to have its bytes", other.name);
        self.sink.push(Diagnostic::new(codes::OTHER_MEDIA_TYPE, other.at.clone(), message).help(help));
    }
}

/// Whether the schema of a media type says more than that it is text or bytes.
fn has_structure(shapes: &Shapes<'_>, media: &Media) -> bool {
    media.schema.is_some_and(|schema| match shapes.of(schema) {
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

/// The media type that is preferred. Of a request: the first of JSON, a form, a form in parts, bytes and text, in this order. Of a response: the
/// first JSON one, else the first form of an object, else the first text, else the first.
pub(in crate::lower) fn preferred<'m>(
    shapes: &Shapes<'_>,
    media: &'m [Media],
    direction: Direction,
) -> Option<&'m Media> {
    let of = |codec: Codec| media.iter().find(|media| codec_of(&media.name) == codec);
    let form = || media.iter().find(|media| is_form_of_object(shapes, media));
    match direction {
        // Of equal ones, the first is the least.
        Direction::Request => media.iter().min_by_key(|media| rank(shapes, media)),
        Direction::Response => of(Codec::Json).or_else(form).or_else(|| of(Codec::Text)).or_else(|| media.first()),
    }
}

/// How far behind others a media type of a request stands.
fn rank(shapes: &Shapes<'_>, media: &Media) -> u8 {
    let codec = structured_codec(shapes, media);
    match codec {
        Codec::Json => 0,
        Codec::Form => 1,
        Codec::Multipart => 2,
        // Whatever the caller has to say more of than its value.
        Codec::Text | Codec::Plain | Codec::Bytes | Codec::Empty if is_open(&media.name, codec) => 5,
        Codec::Bytes | Codec::Empty => 3,
        Codec::Text | Codec::Plain => 4,
    }
}

/// The media types of a request whose bodies have a type of their own, and the preferred one.
pub(in crate::lower) fn typed<'m>(shapes: &'m Shapes<'_>, media: &'m [Media]) -> impl Iterator<Item = &'m Media> {
    let preferred = preferred(shapes, media, Direction::Request).map(|media| &media.at);
    media.iter().filter(move |media| match structured_codec(shapes, media) {
        Codec::Json | Codec::Form | Codec::Multipart => true,
        Codec::Text | Codec::Plain => Some(&media.at) == preferred || is_plain_text(&media.name),
        Codec::Bytes | Codec::Empty => Some(&media.at) == preferred,
    })
}

/// How a body is read and written, as far as name and schema say.
pub(in crate::lower) fn structured_codec(shapes: &Shapes<'_>, media: &Media) -> Codec {
    match codec_of(&media.name) {
        // Any media type, but the schema is of something that JSON can say.
        Codec::Bytes if includes_json(&media.name) && has_structure(shapes, media) => Codec::Json,
        Codec::Bytes if is_form_of_object(shapes, media) => Codec::Form,
        Codec::Bytes if multipart::is_form_of_object(shapes, media) => Codec::Multipart,
        codec @ (Codec::Empty
        | Codec::Json
        | Codec::Form
        | Codec::Multipart
        | Codec::Plain
        | Codec::Text
        | Codec::Bytes) => codec,
    }
}

/// Whether the caller has to say of which media type a body is: of one of a range, or of parts with this boundary.
pub(in crate::lower) fn is_open(name: &str, codec: Codec) -> bool {
    let Some(media_type) = Name::parse(name) else { return false };
    match codec {
        // What JSON is for a range of JSON types, `application/xml` is for one of XML types.
        Codec::Text | Codec::Plain => media_type.is_range() && !media_type.is_xml(),
        Codec::Bytes => media_type.is_range() || media_type.is_multipart(),
        Codec::Json | Codec::Form | Codec::Multipart | Codec::Empty => false,
    }
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
pub(super) fn sent_as(media: &Media, codec: Codec) -> String {
    let Some(range) = Name::parse(&media.name).filter(|name| name.is_range()) else { return media.name.clone() };
    let name = match codec {
        Codec::Json => "application/json",
        Codec::Text | Codec::Plain if range.is_xml() => "application/xml",
        Codec::Text | Codec::Plain => "text/plain",
        Codec::Bytes => "application/octet-stream",
        Codec::Empty | Codec::Form | Codec::Multipart => &media.name,
    };
    name.to_owned()
}

/// What a client accepts: the range itself, unless its schema says that it is JSON and its name does not.
fn accepted_as(media: &Media, codec: Codec) -> String {
    match codec {
        Codec::Json if includes_json(&media.name) => sent_as(media, codec),
        Codec::Empty | Codec::Json | Codec::Form | Codec::Multipart | Codec::Plain | Codec::Text | Codec::Bytes => {
            media.name.clone()
        }
    }
}

fn is_form(name: &str) -> bool {
    Name::parse(name).is_some_and(|media_type| media_type.is_urlencoded() || media_type.is_multipart())
}
