//! What a response is to its caller: a success, a failure, or neither.
//!
//! Owns that decision: by what the description declares, and by what a response can be that it does not declare. Must not know
//! how a body is read, or the types that a call has.
//!
//! Source: OpenAPI 3.2, section "Responses Object"; RFC 9110, section 15.

use http::{Method, StatusCode};

use super::super::media_type::{MediaType, is_json};
use super::super::operation::{Operation, Outcome, Status, status};
use super::outcome::Reply;

/// What a response is to its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A declared success.
    Success,
    /// A declared failure.
    Failure,
    /// A success of the media type that the call asks for. It has no type.
    Accepted,
    /// The caller has the current version already. There is no body to read.
    NotModified,
    /// The description does not declare the status. The response is read all the same, in the ways that are set: as the
    /// success, then as the failure. It is unexpected where neither reads it.
    Undeclared {
        /// As the type that every declared success has.
        success: bool,
        /// As the type that every declared failure has; a 2xx as the default, which covers it.
        failure: bool,
    },
    /// A success of another media type than those that the call asks for.
    NotAccepted,
    /// The status is declared, and not this media type, or not that there is content.
    MediaType,
    /// The body has more bytes than are accepted, and was not read to its end.
    TooLarge,
}

impl Verdict {
    /// Whether the response is read as the success, and whether it is read as the failure.
    pub fn readings(self) -> (bool, bool) {
        match self {
            Self::Success => (true, false),
            Self::Failure => (false, true),
            Self::Undeclared { success, failure } => (success, failure),
            Self::Accepted | Self::NotAccepted | Self::NotModified | Self::MediaType | Self::TooLarge => (false, false),
        }
    }

    /// The verdict on a response: what is declared wins. A status that is not declared is what HTTP says of it, and the body has
    /// to read as the type that all declared responses of that kind have.
    pub fn lenient(reply: &Reply) -> Self {
        let Reply { operation, status, .. } = *reply;
        match declared(operation, status) {
            Some(verdict) => verdict,
            None if status == StatusCode::NOT_MODIFIED => Self::NotModified,
            None => Self::Undeclared {
                success: status.is_success() && resembles(reply, Side::Success),
                failure: match status.as_u16() {
                    200..=299 => has_default(operation),
                    400..=599 => resembles(reply, Side::Failure),
                    _ => false,
                },
            },
        }
    }

    /// The verdict on a success of a call that asks for these media types: other content is unexpected.
    pub fn accepted(reply: &Reply, media_types: &str) -> Self {
        let mut names = media_types.split(',').map(str::trim);
        match (reply.verdict, reply.content_type()) {
            (Self::TooLarge, _) => Self::TooLarge,
            (_, Some(given)) if !names.any(|name| includes(name, given)) => Self::NotAccepted,
            (_, Some(_) | None) => Self::Accepted,
        }
    }

    /// The verdict on a response that must have a declared status, and content of a media type that is declared for it.
    pub fn strict(reply: &Reply) -> Self {
        let default = has_default(reply.operation).then_some(Self::Failure);
        match declared(reply.operation, reply.status).or(default) {
            None => Self::Undeclared { success: false, failure: false },
            Some(verdict @ (Self::Success | Self::Failure)) if !is_of_declared_media_type(reply) => {
                if reply.outcome().is_some() { Self::MediaType } else { verdict }
            }
            Some(verdict) => verdict,
        }
    }
}

/// What the description says of a status. `None` where it says nothing, or only by its default what is no failure: a 2xx beside
/// a declared 2xx.
fn declared(operation: &Operation, status: StatusCode) -> Option<Verdict> {
    let code = status.as_u16();
    let outcome = operation.outcome(code);
    match outcome {
        // A range or a default that covers 304 means the statuses that have a body.
        Some(_) if status == StatusCode::NOT_MODIFIED && !operation.success.contains(&code) => {
            Some(Verdict::NotModified)
        }
        _ if status.is_informational() => None,
        _ if operation.is_success(code) => Some(Verdict::Success),
        Some((_, Status::Default)) if status.is_success() => None,
        Some(_) => Some(Verdict::Failure),
        None => None,
    }
}

fn has_default(operation: &Operation) -> bool {
    operation.outcomes.iter().any(|outcome| outcome.statuses.contains(&status::DEFAULT))
}

/// The type that a call gives when it succeeds, or when it fails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Success,
    Failure,
}

impl Side {
    /// Whether a declared response is part of the type.
    fn has(self, operation: &Operation, outcome: &Outcome) -> bool {
        outcome.statuses.iter().any(|&number| match Status::of(number) {
            Status::Exact(100..=199 | 304) | Status::Range(1) => false,
            Status::Exact(_) | Status::Range(_) => operation.success.contains(&number) == (self == Self::Success),
            Status::Default => self == Self::Failure,
        })
    }
}

/// Whether the content of a response with an undeclared status may be what all declared responses of one side have. Text and
/// bytes read anything, so that the response's media type has to be theirs.
fn resembles(reply: &Reply, side: Side) -> bool {
    let operation = reply.operation;
    let outcomes = operation.outcomes.iter().filter(|outcome| side.has(operation, outcome));
    let mut declared =
        outcomes.flat_map(|outcome| outcome.media.iter().map(|name| (*name, outcome.form.is_some()))).peekable();
    if declared.peek().is_none() || operation.method == Method::HEAD.as_str() {
        // Nothing is read; that says nothing of a failure.
        return side == Side::Success;
    }
    let fits = |name: &str| reply.content_type().is_none_or(|given| includes(name, given));
    !reply.body.is_empty() && declared.any(|(name, is_form)| is_form || is_json(name) || fits(name))
}

/// Whether the content of a response is of a media type that is declared for its status; there may be none where HTTP allows
/// none.
fn is_of_declared_media_type(reply: &Reply) -> bool {
    reply.body.is_empty() || is_declared(reply.outcome(), reply.content_type())
}

/// Whether a media type is given that is one of a declared response.
pub(super) fn is_declared(outcome: Option<&Outcome>, given: Option<&str>) -> bool {
    let declared = outcome.map(|outcome| outcome.media).unwrap_or_default();
    given.is_some_and(|given| declared.iter().any(|name| includes(name, given)))
}

fn includes(declared: &str, given: &str) -> bool {
    let is_same = |given: &str| declared.eq_ignore_ascii_case(given);
    MediaType::parse(declared).map_or_else(|| is_same(given.trim()), |declared| declared.includes(given))
}
