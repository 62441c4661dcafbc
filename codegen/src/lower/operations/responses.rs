//! Decides what an operation gives: the type of its success, of its declared failures, and the server's responses.
//!
//! Owns what a status is to the caller, and the unions of types. Must not know parameters, or media types.

use crate::api::{Response, Status};
use crate::rust::{Codec, Name, Outcome, Payload, ResponseBody, Role, Ty, Union, UnionVariant};

use crate::lower::docs;
use crate::lower::merge::direction::Direction;
use crate::lower::names::reason_phrases;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::operations::Operations;

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
    pub(in crate::lower) fn outcomes(&mut self, responses: &[Response]) -> Outcomes {
        let mut names = Namespace::default();
        let words: Vec<String> =
            responses.iter().map(|response| reason_phrases::status_word(response.status)).collect();
        let spellings: Vec<&str> = words.iter().map(String::as_str).collect();
        let (roles, successes) = successes(responses);
        let mut typed = true;
        let mut declared = Vec::with_capacity(responses.len());
        for ((response, name), role) in responses.iter().zip(names.assign(&spellings, Case::Pascal)).zip(roles) {
            let offered = self.media_types(&response.media, Direction::Response);
            typed &= offered.as_ref().is_none_or(|offered| offered.typed);
            let media_types = offered.map(|offered| offered.media_types);
            let docs = docs::paragraphs([response.summary.as_deref(), Some(response.description.as_str())]);
            declared.push(Outcome { docs, name, status: response.status, role, media_types });
        }
        let success = self.response_body(declared.iter().filter(|outcome| outcome.role != Role::Failure));
        let failure = self.response_body(declared.iter().filter(|outcome| outcome.role != Role::Success));
        Outcomes { declared, successes, success, failure, typed }
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
                ResponseBody::Several(union.name.clone(), arms.collect())
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
        Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name) => name.as_str().to_owned(),
    }
}

/// Whether a type comes last in the name of a union, since it says little.
fn is_bare(ty: &Ty) -> bool {
    matches!(ty, Ty::Unit | Ty::Json | Ty::String | Ty::Bytes)
}

/// What each declared response is, and the statuses that are a success.
///
/// A declared 2xx is a success. Where no 2xx is declared, so are a declared 3xx and any 2xx status: the default is the
/// response for it, else there is none with a body.
fn successes(responses: &[Response]) -> (Vec<Role>, Vec<Status>) {
    let declares_2xx = responses.iter().any(|response| digit(response.status) == Some(2));
    let role = |response: &Response| match digit(response.status) {
        Some(2) => Role::Success,
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
