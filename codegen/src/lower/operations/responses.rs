//! Decides what an operation gives: the type of its success, of its declared failures, and the server's responses.
//!
//! Owns what a status is to the caller, and the unions of types. Must not know parameters, or media types.

use oasmith_runtime::media_type::MediaType;

use crate::api::{self, Media, Response, SchemaId, Status};
use crate::diagnostic::{Diagnostic, codes};
use crate::product::Product;
use crate::rust::{
    Codec, MediaTypes, Name, OtherMediaType, Outcome, Payload, ResponseBody, Role, Stream, Ty, Union, UnionVariant,
};

use crate::lower::docs;
use crate::lower::merge::direction::Direction;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::names::{media_words, reason_phrases};
use crate::lower::operations::{Operations, media_types, streams};
use crate::lower::shape::Shapes;

/// The responses of an operation.
#[derive(Debug)]
pub(in crate::lower) struct Outcomes {
    /// Each declared response.
    pub declared: Vec<Outcome>,
    /// The statuses that are a success.
    pub successes: Vec<Status>,
    /// What a call gives when it succeeds.
    pub success: ResponseBody,
    /// What a declared failure carries.
    pub failure: ResponseBody,
    /// Whether every type says what the description says.
    pub typed: bool,
}

impl Operations<'_, '_> {
    pub(in crate::lower) fn outcomes(&mut self, operation: &api::Operation) -> Outcomes {
        let responses = operation.responses.as_slice();
        let mut names = Namespace::default();
        let words: Vec<String> =
            responses.iter().map(|response| reason_phrases::status_word(response.status)).collect();
        let spellings: Vec<&str> = words.iter().map(String::as_str).collect();
        let (roles, successes) = successes(responses);
        let mut typed = true;
        let mut declared = Vec::with_capacity(responses.len());
        let assigned = names.assign(&spellings, Case::Pascal);
        for ((response, name), role) in responses.iter().zip(assigned).zip(roles) {
            let (media_types, streams, is_typed) = self.content(operation, response, role, &name, &mut names);
            typed &= is_typed;
            let docs = docs::paragraphs([response.summary.as_deref(), Some(response.description.as_str())]);
            let others = self.other_media_types(response, media_types.as_ref(), &name, &mut names);
            let required_headers = self.required_headers(response);
            declared.push(Outcome {
                docs,
                name,
                status: response.status,
                role,
                media_types,
                streams,
                required_headers,
                others,
            });
        }
        if operation.method == "HEAD" {
            self.report_head(responses);
        }
        let body = |this: &mut Self, side: Role| {
            let outcomes = declared.iter().filter(|outcome| outcome.role == side || outcome.role == Role::Either);
            // A call of HEAD gets no content; what is declared says what GET would get.
            // A stream is not read whole.
            this.response_body(outcomes.filter(|outcome| operation.method != "HEAD" && !outcome.is_stream()))
        };
        let (success, failure) = (body(self, Role::Success), body(self, Role::Failure));
        Outcomes { declared, successes, success, failure, typed }
    }

    /// The schemas of JSON responses. Only a client with the product `validate` needs them.
    pub(in crate::lower) fn response_schemas(
        &self,
        operation: &api::Operation,
        outcomes: &[Outcome],
    ) -> Vec<(Status, SchemaId)> {
        let products = &self.context.config.products;
        if ![Product::Client, Product::Validate].iter().all(|product| products.contains(product)) {
            return Vec::new();
        }
        let json = |outcome: &Outcome| outcome.payload().codec == Codec::Json && outcome.role != Role::Neither;
        let read = operation.responses.iter().zip(outcomes).filter(|(_, outcome)| json(outcome));
        let schema = |response: &Response, outcome: &Outcome| {
            let is_stream = |role| matches!(role, Role::Success | Role::Either);
            let whole = if is_stream(outcome.role) { streams::whole(&response.media) } else { response.media.clone() };
            media_types::preferred(self.shapes, &whole, Direction::Response)?.schema
        };
        read.filter_map(|(response, outcome)| Some((response.status, schema(response, outcome)?))).collect()
    }

    /// What a response has: a body that is read whole, and streams. A failure is always read whole.
    fn content(
        &mut self,
        operation: &api::Operation,
        response: &Response,
        role: Role,
        name: &Name,
        names: &mut Namespace,
    ) -> (Option<MediaTypes>, Vec<Stream>, bool) {
        if !self.has_content(response) {
            return (None, Vec::new(), true);
        }
        let is_success = match role {
            Role::Success | Role::Either => true,
            Role::Failure | Role::Neither => false,
        };
        let media = if is_success { streams::whole(&response.media) } else { response.media.clone() };
        let offered = self.media_types(&media, Direction::Response);
        let typed = offered.as_ref().is_none_or(|offered| offered.typed);
        let media_types = offered.map(|offered| offered.media_types);
        if !is_success {
            return (media_types, Vec::new(), typed);
        }
        let lines = streams::lines(self.context, operation, response);
        let (streams, are_typed) = self.streams(&response.media, lines, media_types.as_ref(), name, names);
        (media_types, streams, typed && are_typed)
    }

    /// The media types of a response that a server may send besides. Those that are text, bytes, or JSON of the same schema have a
    /// variant: their types are known without asking for more schemas.
    fn other_media_types(
        &mut self,
        response: &Response,
        preferred: Option<&MediaTypes>,
        name: &Name,
        names: &mut Namespace,
    ) -> Vec<OtherMediaType> {
        let Some(preferred) = preferred.filter(|_| self.context.config.products.contains(&Product::Server)) else {
            return Vec::new();
        };
        let preferred = &preferred.preferred;
        let declared = response.media.iter().find(|media| media.name == preferred.declared);
        let schema = declared.and_then(|media| media.schema).map(|schema| self.shapes.target(schema));
        let others = response.media.iter().filter(|media| media.name != preferred.declared);
        let made = others.map(|other| {
            let is_concrete = MediaType::parse(&other.name).is_some_and(|media_type| !media_type.is_range());
            let is_same = other.schema.map(|schema| self.shapes.target(schema)) == schema;
            let payload = match media_types::structured_codec(self.shapes, other) {
                Codec::Text | Codec::Plain => Some(Payload { codec: Codec::Text, ty: Ty::String }),
                Codec::Bytes => Some(Payload { codec: Codec::Bytes, ty: Ty::Bytes }),
                Codec::Json if is_same && preferred.payload.codec == Codec::Json => Some(preferred.payload.clone()),
                Codec::Json | Codec::Form | Codec::Multipart | Codec::Empty => None,
            };
            let is_stream = streams::is_sequence(other);
            let payload = payload.filter(|_| is_concrete && !is_stream);
            let variant = payload.map(|payload| {
                let word = media_words::word(&other.name);
                (names.take(&name.with(&word), &word), payload)
            });
            OtherMediaType { name: other.name.clone(), variant }
        });
        made.collect()
    }

    /// Whether a response can have content; reported where it is declared and cannot be.
    ///
    /// Source: RFC 9110, sections 6.4.1, 15.2, 15.3.5, 15.3.6 and 15.4.5.
    fn has_content(&mut self, response: &Response) -> bool {
        let is_bodiless = matches!(response.status, Status::Exact(100..=199 | 204 | 205 | 304) | Status::Range(1));
        if let Some(media) = response.media.first().filter(|_| is_bodiless) {
            let message = "a response of this status has no content";
            let help = "delete `content`, or state the status that has it";
            self.sink.push(Diagnostic::new(codes::IMPOSSIBLE_CONTENT, media.at.clone(), message).help(help));
        }
        !is_bodiless
    }

    /// Reports content of responses to HEAD.
    fn report_head(&mut self, responses: &[Response]) {
        if let Some(media) = responses.iter().find_map(|response| response.media.first()) {
            let message = "a response to HEAD has no content; the client reads its status and headers";
            let help = "delete `content`; the headers `content-type` and `content-length` can be declared";
            self.sink.push(Diagnostic::new(codes::IMPOSSIBLE_CONTENT, media.at.clone(), message).help(help));
        }
    }

    /// What several responses hold: one type, or the union of their types.
    fn response_body<'o>(&mut self, outcomes: impl Iterator<Item = &'o Outcome>) -> ResponseBody {
        let outcomes: Vec<&Outcome> = outcomes.collect();
        let mut payloads: Vec<&Payload> = Vec::new();
        for outcome in &outcomes {
            if !payloads.contains(&outcome.payload()) {
                payloads.push(outcome.payload());
            }
        }
        match payloads.as_slice() {
            [] => ResponseBody::One(Payload { codec: Codec::Empty, ty: Ty::Unit }),
            [only] => ResponseBody::One((*only).clone()),
            several => {
                let union = self.union(several);
                let variant = |payload: &Payload| union.variants.iter().find(|variant| variant.payload == *payload);
                let arms =
                    outcomes.iter().filter_map(|outcome| Some((outcome.status, variant(outcome.payload())?.clone())));
                let mut arms: Vec<(Status, UnionVariant)> = arms.collect();
                // The only type that has a body is the one that an undeclared status can have.
                let mut with_body = union.variants.iter().filter(|variant| variant.payload.codec != Codec::Empty);
                if let (Some(only), None) = (with_body.next(), with_body.next())
                    && arms.iter().all(|(status, _)| *status != Status::Default)
                {
                    arms.retain(|(_, variant)| variant != only);
                    arms.push((Status::Default, only.clone()));
                }
                ResponseBody::Several(union.name.clone(), arms)
            }
        }
    }

    /// The union of these types. Its name is made of theirs, so that it is the same wherever they meet.
    fn union(&mut self, payloads: &[&Payload]) -> Union {
        let mut named: Vec<(String, &Payload)> =
            variant_words(payloads).into_iter().zip(payloads.iter().copied()).collect();
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

/// A word for each of the types of a union. Types with the same word are told apart by their width, or by how they are read.
fn variant_words(payloads: &[&Payload]) -> Vec<String> {
    let is_repeated = |words: &[String], word: &String| words.iter().filter(|other| *other == word).count() > 1;
    let words: Vec<String> = payloads.iter().map(|payload| variant_word(&payload.ty)).collect();
    let by_width = |(word, payload): (&String, &&Payload)| {
        let width = width_word(&payload.ty).filter(|_| is_repeated(&words, word));
        width.map_or_else(|| word.clone(), str::to_owned)
    };
    let words: Vec<String> = words.iter().zip(payloads).map(by_width).collect();
    let by_codec = |(word, payload): (&String, &&Payload)| match payload.codec {
        Codec::Json if is_repeated(&words, word) => format!("Json{word}"),
        Codec::Form if is_repeated(&words, word) => format!("Form{word}"),
        Codec::Text | Codec::Plain if is_repeated(&words, word) => format!("Plain{word}"),
        Codec::Empty | Codec::Json | Codec::Form | Codec::Multipart | Codec::Plain | Codec::Text | Codec::Bytes => {
            word.clone()
        }
    };
    words.iter().zip(payloads).map(by_codec).collect()
}

/// The word for a number that says its width.
fn width_word(ty: &Ty) -> Option<&'static str> {
    match ty {
        Ty::I32 => Some("Int32"),
        Ty::I64 => Some("Int64"),
        Ty::F32 => Some("Float"),
        Ty::F64 => Some("Double"),
        Ty::Unit
        | Ty::Bool
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
        Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name) => name.as_str().to_owned(),
    }
}

/// Whether a type comes last in the name of a union, since it says little.
fn is_bare(ty: &Ty) -> bool {
    matches!(ty, Ty::Unit | Ty::Json | Ty::String | Ty::Bytes)
}

/// What each declared response is, and the statuses that are a success.
///
/// A declared 2xx is a success. A 304 beside it has an error of its own, because the caller's condition made it, and no call
/// ends in a 1xx. Where no 2xx is declared, so are a declared 3xx and any 2xx status: the default is the
/// response for it, else there is none with a body.
fn successes(responses: &[Response]) -> (Vec<Role>, Vec<Status>) {
    let declares_2xx = responses.iter().any(|response| digit(response.status) == Some(2));
    let role = |response: &Response| match digit(response.status) {
        Some(1) => Role::Neither,
        Some(2) => Role::Success,
        Some(3) if declares_2xx && response.status == Status::Exact(304) => Role::Neither,
        Some(3) if !declares_2xx => Role::Success,
        Some(_) => Role::Failure,
        None if declares_2xx => Role::Failure,
        None => Role::Either,
    };
    let roles: Vec<Role> = responses.iter().map(role).collect();
    let declared = responses.iter().zip(&roles).filter(|(_, role)| **role == Role::Success);
    let mut successes: Vec<Status> = declared.map(|(response, _)| response.status).collect();
    if !declares_2xx {
        successes.push(Status::Range(2));
    }
    (roles, successes)
}

/// The first digit of the statuses that a response is declared for.
fn digit(status: Status) -> Option<u16> {
    match status {
        Status::Exact(code) => Some(code / 100),
        Status::Range(digit) => Some(digit),
        Status::Default => None,
    }
}

/// The media types of successes that no type is read from: a call is told to ask for one. What has the schema of the type that is
/// read is only another spelling of it.
pub(in crate::lower) fn others(shapes: &Shapes<'_>, operation: &api::Operation, outcomes: &[Outcome]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for response in &operation.responses {
        let is_success = |outcome: &&Outcome| matches!(outcome.role, Role::Success | Role::Either);
        let outcome = outcomes.iter().filter(is_success).find(|outcome| outcome.status == response.status);
        let Some(outcome) = outcome.filter(|outcome| outcome.media_types.is_some() || outcome.is_stream()) else {
            continue;
        };
        let whole = outcome.media_types.iter().flat_map(MediaTypes::iter).map(|one| one.declared.as_str());
        let pieces = outcome.streams.iter().flat_map(|stream| stream.accepted.split(", "));
        let known: Vec<&str> = whole.chain(pieces).collect();
        let read: Vec<&Media> = response.media.iter().filter(|one| known.contains(&one.name.as_str())).collect();
        let target = |media: &Media| media.schema.map(|schema| shapes.target(schema));
        let is_read = |other: &Media| read.iter().any(|one| one.at == other.at || target(one) == target(other));
        for other in response.media.iter().filter(|other| !is_read(other)) {
            if !names.contains(&other.name) {
                names.push(other.name.clone());
            }
        }
    }
    names
}
