//! Decides what an operation gives: the type of its success, of its declared failures, and the server's answers.
//!
//! Owns the choice among media types and statuses. Must not know parameters.

use crate::api::{Media, Response, Status};
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Answer, Codec, Form, Name, Outcome, Payload, Ty, Union, UnionVariant};

use crate::lower::Lower;
use crate::lower::docs;
use crate::lower::names::status;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::shape::{self, Shape};

/// The answers of an operation.
#[derive(Debug)]
pub(in crate::lower) struct Outcomes {
    /// Each declared answer.
    pub declared: Vec<Outcome>,
    /// What a call gives when it succeeds.
    pub success: Answer,
    /// What a declared failure carries.
    pub failure: Answer,
    /// Whether every type says what the description says.
    pub typed: bool,
}

impl Lower<'_, '_> {
    pub(in crate::lower) fn outcomes(&mut self, responses: &[Response]) -> Outcomes {
        let mut names = Namespace::default();
        let words: Vec<String> = responses.iter().map(|response| status::status_word(response.status)).collect();
        let spellings: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut typed = true;
        let mut declared = Vec::with_capacity(responses.len());
        for (response, name) in responses.iter().zip(names.assign(&spellings, Case::Pascal)) {
            let (media, payload, form, body_typed) = self.answer_body(response);
            typed &= body_typed;
            let docs = docs::paragraphs([response.summary.as_deref(), Some(response.description.as_str())]);
            declared.push(Outcome { docs, name, status: response.status, media, payload, form });
        }
        // What the runtime calls a success (`client::outcome::verdict`): a declared 2xx; where none is declared, a declared
        // 3xx too, and the default for a 2xx. The default stands for failures in any case.
        let declares_2xx = declared.iter().any(|outcome| digit(outcome.status) == Some(2));
        let redirects = |outcome: &Outcome| !declares_2xx && digit(outcome.status) == Some(3);
        let succeeds = |outcome: &Outcome| {
            digit(outcome.status) == Some(2)
                || redirects(outcome)
                || (!declares_2xx && outcome.status == Status::Default)
        };
        let fails = |outcome: &Outcome| outcome.status == Status::Default || !succeeds(outcome);
        let success = self.answer(declared.iter().filter(|outcome| succeeds(outcome)));
        let failure = self.answer(declared.iter().filter(|outcome| fails(outcome)));
        Outcomes { declared, success, failure, typed }
    }

    /// The body of an answer: its media type, what it holds, what reads it where it is a form, and whether that says all.
    fn answer_body(&mut self, response: &Response) -> (Option<String>, Payload, Option<Form>, bool) {
        let Some(media) = self.preferred(&response.media) else {
            return (None, Payload { codec: Codec::Empty, ty: Ty::Unit }, None, true);
        };
        self.report_others(&response.media, media);
        let (payload, typed) = self.media_type(media);
        (Some(sent_as(media, payload.codec)), payload, self.form(media), typed)
    }

    /// The media type that is offered: the first JSON one, else the first form of an object, else the first text, else the
    /// first.
    pub(in crate::lower) fn preferred<'m>(&self, media: &'m [Media]) -> Option<&'m Media> {
        let of = |codec: Codec| media.iter().find(|media| codec_of(&media.name) == codec);
        let form = || media.iter().find(|media| self.is_form_of_object(media));
        of(Codec::Json).or_else(form).or_else(|| of(Codec::Text)).or_else(|| media.first())
    }

    /// What a media type holds, and whether that says all the description says.
    pub(in crate::lower) fn media_type(&mut self, media: &Media) -> (Payload, bool) {
        let codec = match codec_of(&media.name) {
            // Any media type, but the schema is of something that JSON can say.
            Codec::Bytes if is_any(&media.name) && self.has_structure(media) => Codec::Json,
            Codec::Bytes if self.is_form_of_object(media) => Codec::Form,
            Codec::Text if essence(&media.name) == "text/plain" && self.is_single(media) => Codec::Plain,
            codec => codec,
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
        match shape::of(self.api, shape::target(self.api, schema)) {
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
        media.schema.is_some_and(|schema| match shape::of(self.api, shape::target(self.api, schema)) {
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
    pub(in crate::lower) fn report_others(&mut self, media: &[Media], chosen: &Media) {
        for other in media.iter().filter(|other| other.at != chosen.at) {
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

    /// What several answers hold: one type, or the union of their types.
    fn answer<'o>(&mut self, outcomes: impl Iterator<Item = &'o Outcome>) -> Answer {
        let outcomes: Vec<&Outcome> = outcomes.collect();
        let mut payloads: Vec<&Payload> = Vec::new();
        for outcome in &outcomes {
            if !payloads.contains(&&outcome.payload) {
                payloads.push(&outcome.payload);
            }
        }
        match payloads.as_slice() {
            [] => Answer::One(Payload { codec: Codec::Empty, ty: Ty::Unit }),
            [only] => Answer::One((*only).clone()),
            several => {
                let union = self.union(several);
                let variant = |payload: &Payload| union.variants.iter().find(|variant| variant.payload == *payload);
                let arms =
                    outcomes.iter().filter_map(|outcome| Some((outcome.status, variant(&outcome.payload)?.clone())));
                Answer::Several(union.name.clone(), arms.collect())
            }
        }
    }

    /// The union of these types. Its name is made of theirs, so that it is the same wherever they meet.
    fn union(&mut self, payloads: &[&Payload]) -> Union {
        let mut named: Vec<(String, &Payload)> =
            payloads.iter().map(|payload| (variant_word(&payload.ty), *payload)).collect();
        named.sort_by(|one, other| (is_bare(&one.1.ty), &one.0).cmp(&(is_bare(&other.1.ty), &other.0)));
        let spelling = named.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("Or");
        let spellings: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
        let names = Namespace::default().assign(&spellings, Case::Pascal);
        let variants: Vec<UnionVariant> = named
            .iter()
            .zip(names)
            .map(|((_, payload), name)| UnionVariant { name, payload: (*payload).clone() })
            .collect();
        if let Some(known) = self.unions.iter().find(|known| known.variants == variants) {
            return known.clone();
        }
        let name: Name = self.client_names.take(&identifier(&spelling, Case::Pascal), &spelling);
        let union = Union { name, variants };
        self.unions.push(union.clone());
        union
    }
}

/// The word for a type in the name of a union.
fn variant_word(ty: &Ty) -> String {
    match ty {
        Ty::Unit => "Empty".to_owned(),
        Ty::Bool => "Bool".to_owned(),
        Ty::I32 | Ty::I64 => "Integer".to_owned(),
        Ty::F32 | Ty::F64 => "Number".to_owned(),
        Ty::String => "Text".to_owned(),
        Ty::Scalar(scalar) => scalar.word().to_owned(),
        Ty::Json => "Json".to_owned(),
        Ty::JsonObject => "Object".to_owned(),
        Ty::Bytes => "Bytes".to_owned(),
        Ty::Vec(item) if **item == Ty::String => "StringList".to_owned(),
        Ty::Map(value) if **value == Ty::String => "StringMap".to_owned(),
        Ty::Vec(item) => format!("{}List", variant_word(item)),
        Ty::Map(value) => format!("{}Map", variant_word(value)),
        Ty::Nullable(value) => format!("Nullable{}", variant_word(value)),
        Ty::Named(name) | Ty::Text(name) | Ty::Union(name) => name.as_str().to_owned(),
    }
}

/// Whether a type comes last in the name of a union, since it says little.
fn is_bare(ty: &Ty) -> bool {
    matches!(ty, Ty::Unit | Ty::Json | Ty::String | Ty::Bytes)
}

/// The first digit of the statuses that an answer stands for.
fn digit(status: Status) -> Option<u16> {
    match status {
        Status::Exact(code) => Some(code / 100),
        Status::Range(digit) => Some(digit),
        Status::Default => None,
    }
}

pub(in crate::lower) fn codec_of(name: &str) -> Codec {
    let essence = essence(name);
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
    if subtype == "json" || subtype.ends_with("+json") {
        Codec::Json
    } else if kind == "text" || subtype == "xml" || subtype.ends_with("+xml") {
        Codec::Text
    } else {
        Codec::Bytes
    }
}

fn is_any(name: &str) -> bool {
    ["*/*", "application/*"].contains(&essence(name).as_str())
}

/// The media type that is written for a body: a range is none.
pub(in crate::lower) fn sent_as(media: &Media, codec: Codec) -> String {
    let is_token = |kind: &str| kind == "*" || kind.chars().all(|character| character.is_ascii_alphanumeric());
    let is_range = essence(&media.name).strip_suffix("/*").is_some_and(is_token);
    match codec {
        Codec::Json if is_range => "application/json".to_owned(),
        Codec::Text | Codec::Plain if is_range => "text/plain".to_owned(),
        Codec::Bytes if is_range => "application/octet-stream".to_owned(),
        Codec::Empty | Codec::Json | Codec::Form | Codec::Plain | Codec::Text | Codec::Bytes => media.name.clone(),
    }
}

fn is_form(name: &str) -> bool {
    let essence = essence(name);
    essence.starts_with("multipart/") || essence == "application/x-www-form-urlencoded"
}

/// A media type without its parameters, in lower case.
pub(in crate::lower) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase()
}
