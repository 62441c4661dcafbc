//! Decides which bodies are forms in parts, what their parts hold, and which of these forms have a type of their own.
//!
//! Owns which property is a file. Must not know other media types, or how a part is written.
//!
//! Source: OpenAPI 3.2, sections "Encoding Object", "Encoding multipart Media Types" and "Working with Binary Data".

use oasmith_runtime::media_type::MediaType;

use crate::api::{Body, Encoding, Media, SchemaId};
use crate::rust::{self, Codec, Form, FormField, Name, Notation, PartContent, Scalar, Ty};

use crate::lower::merge::context::Context;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, wanted};
use crate::lower::operations::Operations;
use crate::lower::operations::media_types::codec_of;
use crate::lower::shape::alternatives::What;
use crate::lower::shape::{Shape, Shapes};
use crate::lower::types::BY_NAME;

/// The names of the types of a form.
#[derive(Debug)]
pub(in crate::lower) struct FormNames {
    /// Of the client's.
    pub name: Name,
    /// Of the server's, which is one of a part.
    pub part: Name,
}

/// Names that the type of a form has already.
const RESERVED: &[&str] = &["header", "new"];

/// Whether a media type is a form in parts of an object, in which properties can be found.
pub(in crate::lower) fn is_form_of_object(shapes: &Shapes<'_>, media: &Media) -> bool {
    let is_object = |schema| matches!(shapes.of(schema), Shape::Struct | Shape::Map(_));
    MediaType::parse(&media.name).is_some_and(MediaType::is_form_data) && media.schema.is_some_and(is_object)
}

/// The form in parts of a body, of which there is one at most, if it has a type of its own: it has files, or headers of parts.
pub(in crate::lower) fn own_form<'b>(context: Context<'_>, body: &'b Body) -> Option<&'b Media> {
    let media = body.media.iter().find(|media| is_form_of_object(context.shapes, media))?;
    let files = properties(context, media).any(|(name, id)| files(context, id, encoding(media, name)).is_some());
    let has_properties = properties(context, media).next().is_some();
    (files || has_headers(media) && has_properties).then_some(media)
}

/// The schemas of the values in a form with a type of its own.
pub(in crate::lower) fn values(context: Context<'_>, media: &Media) -> Vec<SchemaId> {
    let has_value = |name: &str, id| match files(context, id, encoding(media, name)) {
        None | Some(Files::OrValue) => true,
        Some(Files::One | Files::Several) => false,
    };
    let values = properties(context, media).filter(|(name, id)| has_value(name, *id));
    values.map(|(_, id)| id).collect()
}

fn properties<'a>(context: Context<'a>, media: &Media) -> impl Iterator<Item = (&'a str, SchemaId)> + use<'a> {
    let shapes = context.shapes;
    let object = media.schema.map(|schema| shapes.schema(schema));
    object.into_iter().flat_map(move |object| shapes.properties(object)).map(|(name, id)| (name.as_str(), *id))
}

fn encoding<'m>(media: &'m Media, name: &str) -> Option<&'m Encoding> {
    media.encodings.named.iter().find(|(known, _)| known == name).map(|(_, encoding)| encoding)
}

fn has_headers(media: &Media) -> bool {
    media.encodings.named.iter().any(|(_, encoding)| !encoding.headers.is_empty())
}

/// The files that a property may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    One,
    /// An array of them, or one or more.
    Several,
    /// One, or a value.
    OrValue,
}

/// The files that a property may be, if it may be any.
fn files(context: Context<'_>, id: SchemaId, encoding: Option<&Encoding>) -> Option<Files> {
    let is_one = |id| is_file(context, id, encoding);
    let is_array = |id| matches!(context.shapes.of(id), Shape::Array(Some(items)) if is_one(*items));
    match context.shapes.of(id) {
        Shape::OneOf(alternatives) => {
            let schemas = alternatives.all.iter().map(|alternative| match alternative.what {
                What::Schema(id) => Some(id),
                What::Type(_) => None,
            });
            let schemas: Vec<Option<SchemaId>> = schemas.collect();
            let has_file = schemas.iter().flatten().any(|id| is_one(*id));
            let are_files = schemas.iter().all(|id| id.is_some_and(|id| is_one(id) || is_array(id)));
            match (has_file, are_files) {
                (_, true) => Some(Files::Several),
                (true, false) => Some(Files::OrValue),
                (false, false) => None,
            }
        }
        Shape::Array(Some(items)) => is_one(*items).then_some(Files::Several),
        Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Array(None)
        | Shape::Tuple
        | Shape::Struct
        | Shape::Map(_)
        | Shape::Untyped(_) => is_one(id).then_some(Files::One),
    }
}

/// Whether a schema is of the bytes of a file: of any type, of the format `binary`, or of a media type that is no text.
fn is_file(context: Context<'_>, id: SchemaId, encoding: Option<&Encoding>) -> bool {
    let schema = context.shapes.schema(id);
    let is_text = |name: &str| match codec_of(name) {
        Codec::Json | Codec::Text | Codec::Plain | Codec::Form | Codec::Multipart => true,
        Codec::Bytes | Codec::Empty => false,
    };
    let stated = encoding.and_then(|encoding| encoding.content_type.as_deref());
    match context.shapes.of(id) {
        Shape::Any => schema.string.content_encoding.is_none() && !stated.is_some_and(is_text),
        Shape::String if schema.string.content_encoding.is_some() => false,
        Shape::String => {
            let is_bytes = schema.string.content_media_type.as_deref().is_some_and(|name| !is_text(name));
            context.merged.formats.is_binary(context.shapes.target(id)) || is_bytes || stated.is_some_and(is_picture)
        }
        Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Array(_)
        | Shape::Tuple
        | Shape::Struct
        | Shape::Map(_)
        | Shape::OneOf(_)
        | Shape::Untyped(_) => false,
    }
}

/// Whether media types are those of pictures, sound and other bytes, which no string of JSON holds.
fn is_picture(stated: &str) -> bool {
    let kinds = ["image/", "audio/", "video/", "application/octet-stream"];
    stated.split(',').all(|name| kinds.iter().any(|kind| name.trim().to_ascii_lowercase().starts_with(kind)))
}

impl<'a> Operations<'a, '_> {
    /// The type of a form that has one of its own.
    pub(in crate::lower) fn form(&mut self, media: &Media, FormNames { name, part }: FormNames, parts: Name) -> Form {
        let (context, api) = (self.context, self.api);
        let properties: Vec<(&'a str, SchemaId)> = properties(context, media).collect();
        let preferred = |id: SchemaId| api.schemas[id].notes.name.as_deref();
        let wishes: Vec<&str> = properties.iter().map(|(wire, id)| wanted(preferred(*id), wire)).collect();
        let names = Namespace::with(RESERVED).assign(&wishes, Case::Snake);
        let variants = Namespace::default().assign(&wishes, Case::Pascal);
        renames::report(self.sink, &media.at, &wishes, &names, Case::Snake, BY_NAME);
        let required = media.schema.map(|schema| self.shapes.schema(schema).object.required.as_slice());
        let fields = properties.iter().zip(names.into_iter().zip(variants)).map(|((wire, id), (name, variant))| {
            let files = files(context, *id, encoding(media, wire));
            FormField {
                docs: self.docs.property_docs(*id, wire),
                name,
                variant,
                wire: (*wire).to_owned(),
                required: required.unwrap_or_default().iter().any(|name| name == wire),
                content: match files {
                    Some(Files::One) => PartContent::File,
                    Some(Files::Several) => PartContent::Files,
                    Some(Files::OrValue) => PartContent::Either(self.used(*id).ty),
                    None => self.value_of_parts(*id),
                },
                deprecated: api.schemas[*id].notes.deprecated,
            }
        });
        Form { name, part, parts, fields: fields.collect(), has_headers: has_headers(media) }
    }

    /// What a property holds that is no file.
    fn value_of_parts(&mut self, id: SchemaId) -> PartContent {
        let ty = self.used(id).ty;
        let part = match self.shapes.of(id) {
            Shape::Array(Some(items)) => self.used(*items).ty,
            Shape::Array(None) | Shape::Tuple => Ty::Json,
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => ty.clone(),
        };
        PartContent::Value { ty, part }
    }

    /// The properties whose parts are not written as usual.
    pub(in crate::lower) fn part_encodings(&mut self, media: &Media) -> Vec<rust::Encoding> {
        let mut encodings = Vec::new();
        for (name, id) in properties(self.context, media) {
            let stated = encoding(media, name);
            let content_type = stated.and_then(|encoding| encoding.content_type.clone());
            let headers = stated.iter().flat_map(|encoding| &encoding.headers).filter(|header| header.required);
            let required_headers: Vec<String> = headers.map(|header| header.name.clone()).collect();
            let (notation, content_type) = match files(self.context, id, stated) {
                Some(Files::OrValue) => (Notation::FileOrValue, content_type),
                Some(Files::One | Files::Several) => {
                    (Notation::File, content_type.or_else(|| self.content_media_type(id)))
                }
                None => {
                    let notation = stated.and_then(|encoding| self.notation(name, encoding, id));
                    match notation.or_else(|| self.transfer_encoding(id).map(Notation::Encoded)) {
                        Some(notation) => (notation, content_type),
                        None if required_headers.is_empty() && (content_type.is_none() || self.is_nested(id)) => {
                            continue;
                        }
                        None if self.is_nested(id) => (Notation::Plain, None),
                        None => (Notation::Plain, content_type),
                    }
                }
            };
            // What JSON is sent as where nothing is said.
            let is_usual = notation == Notation::Json && content_type.as_deref() == Some("application/json");
            let content_type = content_type.filter(|_| !is_usual);
            encodings.push(rust::Encoding { name: name.to_owned(), notation, content_type, required_headers });
        }
        encodings
    }

    /// The media type that a schema states for its strings, or for each of its items.
    fn content_media_type(&self, id: SchemaId) -> Option<String> {
        let item = if let Shape::Array(Some(items)) = self.shapes.of(id) { *items } else { id };
        self.shapes.schema(item).string.content_media_type.clone()
    }

    /// The encoding of the bytes that a string is, or each item.
    fn transfer_encoding(&mut self, id: SchemaId) -> Option<&'static str> {
        let item = if let Shape::Array(Some(items)) = self.shapes.of(id) { *items } else { id };
        match self.used(item).ty {
            Ty::Scalar(Scalar::Base64) => Some("base64"),
            Ty::Scalar(Scalar::Base64Url) => Some("base64url"),
            Ty::Unit
            | Ty::Bool
            | Ty::I32
            | Ty::I64
            | Ty::F32
            | Ty::F64
            | Ty::String
            | Ty::Scalar(_)
            | Ty::Json
            | Ty::JsonObject
            | Ty::Bytes
            | Ty::Vec(_)
            | Ty::Map(_)
            | Ty::Nullable(_)
            | Ty::Named(_)
            | Ty::StringAlias(_)
            | Ty::Union(_) => None,
        }
    }
}
