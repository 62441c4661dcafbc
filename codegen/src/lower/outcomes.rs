//! Decides what an operation gives: the type of its success, of its declared failures, and the server's answers.
//!
//! Owns the choice among media types and statuses. Must not know parameters.

use crate::api::{Media, Response, Status};
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Answer, Codec, Name, Outcome, Payload, Ty, Union, UnionVariant};

use super::names::{Case, Namespace, identifier};
use super::{Lower, docs, place};

/// The answers of an operation.
#[derive(Debug)]
pub(super) struct Outcomes {
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
    pub(super) fn outcomes(&mut self, responses: &[Response]) -> Outcomes {
        let mut names = Namespace::default();
        let words: Vec<String> = responses.iter().map(|response| place::status_word(response.status)).collect();
        let spellings: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut typed = true;
        let mut declared = Vec::with_capacity(responses.len());
        for (response, name) in responses.iter().zip(names.assign(&spellings, Case::Pascal)) {
            let (media, payload, body_typed) = self.answer_body(response);
            typed &= body_typed;
            let docs = docs::lines(&response.description);
            declared.push(Outcome { docs, name, status: response.status, media, payload });
        }
        let has_success = declared.iter().any(|outcome| is_success(outcome.status));
        let succeeds =
            |outcome: &Outcome| is_success(outcome.status) || (!has_success && outcome.status == Status::Default);
        let success = self.answer(declared.iter().filter(|outcome| succeeds(outcome)));
        let failure = self.answer(declared.iter().filter(|outcome| !succeeds(outcome)));
        Outcomes { declared, success, failure, typed }
    }

    /// The body of an answer: its media type, what it holds, and whether that says all.
    fn answer_body(&mut self, response: &Response) -> (Option<String>, Payload, bool) {
        let Some(media) = preferred(&response.media) else {
            return (None, Payload { codec: Codec::Empty, ty: Ty::Unit }, true);
        };
        self.report_others(&response.media, media);
        let (payload, typed) = self.media_type(media);
        (Some(media.name.clone()), payload, typed)
    }

    /// What a media type holds, and whether that says all the description says.
    pub(super) fn media_type(&mut self, media: &Media) -> (Payload, bool) {
        let codec = codec_of(&media.name);
        let (ty, typed) = match (codec, media.schema) {
            (Codec::Json, Some(schema)) => (self.used(schema).whole(), !self.is_degraded(schema)),
            (Codec::Json, None) => (Ty::Json, true),
            (Codec::Text, _) => (Ty::String, true),
            (Codec::Bytes | Codec::Empty, _) => (Ty::Bytes, !self.is_uncoded(media)),
        };
        (Payload { codec, ty }, typed)
    }

    /// Whether a media type is a form, which has no codec yet; reported.
    fn is_uncoded(&mut self, media: &Media) -> bool {
        let is_form = is_form(&media.name);
        if is_form {
            self.sink.push(
                Diagnostic::warning(
                    codes::RAW_BODY,
                    media.at.clone(),
                    format!("`{}` has no codec yet; the body is bytes", media.name),
                )
                .help("serialize the form yourself"),
            );
        }
        is_form
    }

    /// Reports the media types that are not chosen.
    pub(super) fn report_others(&mut self, media: &[Media], chosen: &Media) {
        for other in media.iter().filter(|other| other.at != chosen.at) {
            self.sink.push(
                Diagnostic::warning(
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
        let name: Name = self.client_names.take(&identifier(&spelling, Case::Pascal), &spelling, Case::Pascal);
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
        Ty::Json => "Json".to_owned(),
        Ty::JsonObject => "Object".to_owned(),
        Ty::Bytes => "Bytes".to_owned(),
        Ty::Vec(item) if **item == Ty::String => "StringList".to_owned(),
        Ty::Map(value) if **value == Ty::String => "StringMap".to_owned(),
        Ty::Vec(item) => format!("{}List", variant_word(item)),
        Ty::Map(value) => format!("{}Map", variant_word(value)),
        Ty::Nullable(value) => format!("Nullable{}", variant_word(value)),
        Ty::Named(name) => name.as_str().to_owned(),
    }
}

/// Whether a type comes last in the name of a union, since it says little.
fn is_bare(ty: &Ty) -> bool {
    matches!(ty, Ty::Unit | Ty::Json | Ty::String | Ty::Bytes)
}

/// The media type that is offered: the first JSON one, else the first text, else the first.
pub(super) fn preferred(media: &[Media]) -> Option<&Media> {
    let of = |codec: Codec| media.iter().find(|media| codec_of(&media.name) == codec);
    of(Codec::Json).or_else(|| of(Codec::Text)).or_else(|| media.first())
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Exact(code) => (200..300).contains(&code),
        Status::Range(digit) => digit == 2,
        Status::Default => false,
    }
}

fn codec_of(name: &str) -> Codec {
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

fn is_form(name: &str) -> bool {
    let essence = essence(name);
    essence.starts_with("multipart/") || essence == "application/x-www-form-urlencoded"
}

/// A media type without its parameters, in lower case.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase()
}
