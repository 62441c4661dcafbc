//! Decides which responses are read and written piece by piece, and what a piece is.
//!
//! Owns server-sent events, JSON values one after the other, and downloads. Must not know how a body is read whole.
//!
//! Source: OpenAPI 3.2, sections "Sequential Media Types" and "Special Considerations for Server-Sent Events".

use oasmith_runtime::media_type::MediaType;

use crate::api::{self, Encodings, Media, Response, SchemaId};
use crate::at::{At, FileId};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{
    Body, Codec, EventData, MediaTypes, Name, Operation, Outcome, Parameter, Pieces, Role, Stream, StreamCall, Ty,
};

use crate::lower::merge::context::Context;
use crate::lower::merge::direction::Direction;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::operations::Operations;
use crate::lower::operations::media_types::{codec_of, preferred};
use crate::lower::settings::selectors::{self, matches};
use crate::lower::shape::{Shape, Shapes};

/// The fields of an event, as a schema of items names them.
const FIELDS: &[&str] = &["data", "event", "id", "retry"];

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) schema: Option<SchemaId>,
    /// Whether the schema describes a whole event, and not its data alone.
    is_whole_event: bool,
}

/// Whether a body is a sequence of events or of JSON values.
pub(in crate::lower) fn is_sequence(media: &Media) -> bool {
    MediaType::parse(&media.name).is_some_and(|name| is_events(&media.name) || is_items(name))
}

/// Whether a body is a sequence of JSON values.
pub(in crate::lower) fn has_items(media: &Media) -> bool {
    MediaType::parse(&media.name).is_some_and(is_items)
}

pub(super) fn is_events(name: &str) -> bool {
    MediaType::parse(name).is_some_and(MediaType::is_event_stream)
}

fn is_items(name: MediaType<'_>) -> bool {
    name.is_json_lines() || name.is_json_sequence()
}

/// The media types that are read whole.
pub(in crate::lower) fn whole(media: &[Media]) -> Vec<Media> {
    media.iter().filter(|media| !is_sequence(media)).cloned().collect()
}

/// What a response has lines of, where the settings say that its JSON, or what it does not declare, is lines.
pub(in crate::lower) fn lines(context: Context<'_>, operation: &api::Operation, response: &Response) -> Option<Media> {
    let mut selectors = context.config.streams.lines.iter();
    if !selectors.any(|selector| matches(selector, operation)) {
        return None;
    }
    let json = response.media.iter().find(|media| codec_of(&media.name) == Codec::Json).cloned();
    json.or_else(|| response.media.is_empty().then(|| undeclared(response)))
}

fn undeclared(response: &Response) -> Media {
    let (at, name) = (response.at.clone(), "application/json".to_owned());
    Media { at, name, schema: None, item_schema: None, encodings: Encodings::default(), examples: Vec::new() }
}

/// Reports settings that are about no operation.
pub(in crate::lower) fn report_settings(context: Context<'_>, operations: &[Operation], sink: &mut Sink) {
    report_flag(context, sink);
    let lines = &context.config.streams.lines;
    let all: Vec<&api::Operation> = context.api.operations.iter().collect();
    let at = At::root(FileId::SETTINGS).key("streams").key("lines");
    selectors::report_unmatched(context.api, &all, &at, "lines", lines, sink);
    let has_items = |operation: &Operation| operation.streams.iter().any(|call| call.stream.pieces == Pieces::Items);
    for (operation, described) in operations.iter().zip(all) {
        if !has_items(operation) && lines.iter().any(|selector| matches(selector, described)) {
            let message = format!("`{}` has no response of JSON, so `lines` says nothing of it", operation.id);
            let entry = Diagnostic::new(codes::UNUSED_MAPPING, at.clone(), message);
            sink.push(entry.help("correct `lines` under `[streams]` in oasmith.toml"));
        }
    }
}

/// The schemas of the pieces of a response, and that of what it holds as a whole.
pub(in crate::lower) fn schemas(shapes: &Shapes<'_>, media: &[Media]) -> Vec<SchemaId> {
    let pieces = media.iter().filter(|media| is_sequence(media)).filter_map(|media| piece(shapes, media).schema);
    let whole = whole(media);
    pieces.chain(preferred(shapes, &whole, Direction::Response).and_then(|media| media.schema)).collect()
}

/// What a piece is: what `itemSchema` describes, else an item of the array that `schema` describes. A `schema` of anything else
/// is that of a piece, as many descriptions have it.
pub(super) fn piece(shapes: &Shapes<'_>, media: &Media) -> Piece {
    match (media.item_schema, media.schema) {
        (Some(item), _) if is_events(&media.name) => event(shapes, item),
        (Some(item), _) => Piece { schema: Some(item), is_whole_event: false },
        (None, Some(schema)) => {
            let schema = if let Shape::Array(items) = shapes.of(schema) { *items } else { Some(schema) };
            Piece { schema, is_whole_event: false }
        }
        (None, None) => Piece { schema: None, is_whole_event: false },
    }
}

/// What a schema of items says of an event. An object of nothing but the fields of an event is one: its data is what is typed,
/// and where that is a string with `contentSchema`, what is in the string. Alternatives of such objects are whole events.
/// Anything else describes the data.
fn event(shapes: &Shapes<'_>, item: SchemaId) -> Piece {
    let is_field = |(name, _): &&(String, SchemaId)| FIELDS.contains(&name.as_str());
    let fields = |id: SchemaId| {
        let properties = &shapes.schema(id).object.properties;
        let is_event = matches!(shapes.of(id), Shape::Struct) && properties.iter().all(|property| is_field(&property));
        let data = properties.iter().find(|(name, _)| name == "data").map(|(_, data)| *data);
        is_event.then_some(data)
    };
    match shapes.of(item) {
        Shape::Struct => match fields(item) {
            Some(Some(data)) => Piece { schema: Some(content(shapes, data)), is_whole_event: false },
            Some(None) => Piece { schema: Some(item), is_whole_event: true },
            None => Piece { schema: Some(item), is_whole_event: false },
        },
        Shape::OneOf(_) => {
            let alternatives = shapes.children(item);
            let is_whole_event = !alternatives.is_empty() && alternatives.iter().all(|one| fields(*one).is_some());
            Piece { schema: Some(item), is_whole_event }
        }
        Shape::Any
        | Shape::Boolean
        | Shape::Integer
        | Shape::Number
        | Shape::String
        | Shape::StringEnum(_)
        | Shape::NumberEnum(_)
        | Shape::Null
        | Shape::Array(_)
        | Shape::Tuple
        | Shape::Map(_)
        | Shape::Untyped(_) => Piece { schema: Some(item), is_whole_event: false },
    }
}

/// What is in a string of JSON; any other schema itself.
fn content(shapes: &Shapes<'_>, data: SchemaId) -> SchemaId {
    let string = &shapes.schema(data).string;
    let is_json = string.content_media_type.as_deref().is_none_or(|name| codec_of(name) == Codec::Json);
    string.content_schema.filter(|_| is_json).unwrap_or(data)
}

impl Operations<'_, '_> {
    /// The streams of a response. `lines` is what the settings say of it, and `whole` what it has besides.
    pub(in crate::lower) fn streams(
        &mut self,
        media: &[Media],
        lines: Option<Media>,
        whole: Option<&MediaTypes>,
        outcome: &Name,
        variants: &mut Namespace,
    ) -> (Vec<Stream>, bool) {
        let events: Vec<&Media> = media.iter().filter(|media| is_events(&media.name)).collect();
        let items: Vec<&Media> = media.iter().filter(|media| has_items(media)).chain(&lines).collect();
        let (mut streams, mut typed) = (Vec::new(), true);
        for (word, declared) in [("Events", events), ("Items", items)] {
            let [first, others @ ..] = declared.as_slice() else { continue };
            // What is nothing but a stream has the name of the response.
            let is_alone = whole.is_none() && streams.is_empty();
            let variant = if is_alone { outcome.clone() } else { variants.take(&outcome.with(word), word) };
            let (stream, is_typed) = self.sequence(first, others, variant);
            streams.push(stream);
            typed &= is_typed;
        }
        if let Some(bytes) = whole.map(|whole| &whole.preferred).filter(|one| one.payload.codec == Codec::Bytes) {
            let (accepted, media_type) = (bytes.accepted.clone(), bytes.name.clone());
            let variant = variants.take(&outcome.with("Stream"), "Stream");
            streams.push(Stream { pieces: Pieces::Bytes, accepted, media_type, ty: Ty::Bytes, variant });
        }
        (streams, typed)
    }

    /// The stream of a media type, and of those others that have the same pieces.
    fn sequence(&mut self, first: &Media, others: &[&Media], variant: Name) -> (Stream, bool) {
        let piece = piece(self.shapes, first);
        let mut accepted = vec![first.name.as_str()];
        for other in others {
            match self.is_same(piece, other) {
                true => accepted.push(&other.name),
                false => self.report_other(other, first),
            }
        }
        let (pieces, ty) = if is_events(&first.name) { self.event_type(piece) } else { self.item_type(piece) };
        let typed = piece.schema.is_none_or(|schema| !self.is_degraded(schema));
        (Stream { pieces, accepted: accepted.join(", "), media_type: first.name.clone(), ty, variant }, typed)
    }

    /// Whether another media type has the same pieces.
    fn is_same(&self, one: Piece, other: &Media) -> bool {
        let other = piece(self.shapes, other);
        let target = |piece: Piece| piece.schema.map(|schema| self.shapes.target(schema));
        target(one) == target(other) && one.is_whole_event == other.is_whole_event
    }

    fn item_type(&mut self, piece: Piece) -> (Pieces, Ty) {
        (Pieces::Items, piece.schema.map_or(Ty::Json, |schema| self.used(schema).whole()))
    }

    /// The type of an event's data. What may be any string is text; a single value needs no quotes.
    pub(super) fn event_type(&mut self, piece: Piece) -> (Pieces, Ty) {
        let Some(schema) = piece.schema else { return (Pieces::Events(EventData::Text), Ty::String) };
        if piece.is_whole_event {
            return (Pieces::Events(EventData::Whole), self.used(schema).ty);
        }
        let data = match self.shapes.of(schema) {
            Shape::Any => return (Pieces::Events(EventData::Text), Ty::String),
            Shape::String => match self.used(schema).ty {
                Ty::String | Ty::StringAlias(_) => EventData::Text,
                Ty::Unit
                | Ty::Bool
                | Ty::I32
                | Ty::I64
                | Ty::F32
                | Ty::F64
                | Ty::Scalar(_)
                | Ty::Json
                | Ty::JsonObject
                | Ty::Bytes
                | Ty::Vec(_)
                | Ty::Map(_)
                | Ty::Nullable(_)
                | Ty::Named(_)
                | Ty::Union(_) => EventData::Plain,
            },
            Shape::StringEnum(_) | Shape::Boolean | Shape::Integer | Shape::Number | Shape::NumberEnum(_) => {
                EventData::Plain
            }
            Shape::Null
            | Shape::Array(_)
            | Shape::Tuple
            | Shape::Struct
            | Shape::Map(_)
            | Shape::OneOf(_)
            | Shape::Untyped(_) => EventData::Json,
        };
        let used = self.used(schema);
        (Pieces::Events(data), if data == EventData::Json { used.whole() } else { used.ty })
    }

    /// The streams that calls of an operation give: of each kind the first one of a success.
    pub(in crate::lower) fn stream_calls(
        &mut self,
        operation: &api::Operation,
        parameters: &[Parameter],
        body: Option<&Body>,
        outcomes: &[Outcome],
    ) -> Vec<StreamCall> {
        let mut calls: Vec<StreamCall> = Vec::new();
        if operation.method == "HEAD" {
            return calls;
        }
        // A setter of a parameter keeps its name.
        let mut methods = Namespace::default();
        let setters = parameters.iter().filter(|parameter| !parameter.required).map(|parameter| &parameter.name);
        for name in setters.chain(body.map(|body| &body.name)) {
            methods.take_exact(name);
        }
        let settings = &self.context.config.streams;
        let successes = outcomes.iter().filter(|outcome| matches!(outcome.role, Role::Success | Role::Either));
        for (outcome, stream) in successes.flat_map(|outcome| outcome.streams.iter().map(move |one| (outcome, one))) {
            let (word, done, flag) = match stream.pieces {
                Pieces::Events(_) => ("events", settings.done.clone(), settings.flag.as_ref()),
                Pieces::Items => ("items", None, settings.flag.as_ref()),
                Pieces::Bytes => ("stream", None, None),
            };
            if calls.iter().any(|known| is_same_kind(known.stream.pieces, stream.pieces)) {
                continue;
            }
            let flag = flag.filter(|flag| has_flag(self.context, operation, flag)).cloned();
            let method = methods.take(&identifier(word, Case::Snake), word);
            let is_usual = outcome.media_types.is_none() && calls.iter().all(|known| !known.is_usual);
            calls.push(StreamCall { method, stream: stream.clone(), done, flag, is_usual });
        }
        calls
    }
}

fn is_same_kind(one: Pieces, other: Pieces) -> bool {
    match (one, other) {
        (Pieces::Events(_), Pieces::Events(_)) | (Pieces::Items, Pieces::Items) | (Pieces::Bytes, Pieces::Bytes) => {
            true
        }
        (Pieces::Events(_) | Pieces::Items | Pieces::Bytes, _) => false,
    }
}

/// Whether the JSON body of an operation has a boolean property of this name.
fn has_flag(context: Context<'_>, operation: &api::Operation, flag: &str) -> bool {
    let shapes = context.shapes;
    let mut bodies =
        operation.body.iter().flat_map(|body| &body.media).filter(|media| codec_of(&media.name) == Codec::Json);
    bodies.any(|media| {
        let object = media.schema.filter(|schema| matches!(shapes.of(*schema), Shape::Struct));
        let properties = object.into_iter().flat_map(|schema| &shapes.schema(schema).object.properties);
        let mut named = properties.filter(|(name, _)| name == flag);
        named.any(|(_, property)| matches!(shapes.of(*property), Shape::Boolean))
    })
}

/// Reports a flag that no body has.
fn report_flag(context: Context<'_>, sink: &mut Sink) {
    let Some(flag) = &context.config.streams.flag else { return };
    if !context.api.operations.iter().any(|operation| has_flag(context, operation, flag)) {
        let at = At::root(FileId::SETTINGS).key("streams").key("flag");
        let message =
            format!("no JSON body has the boolean property `{flag}`, which `[streams]` in oasmith.toml names");
        sink.push(Diagnostic::new(codes::UNUSED_MAPPING, at, message).help("correct the name, or delete `flag`"));
    }
}
