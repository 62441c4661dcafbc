//! The body of a request: it is read within a limit, and its media type is chosen.
//!
//! Owns the limit and the choice of media type. Must not know parameters or handlers.

use std::error::Error;

use axum::body::{Body as Stream, HttpBody as _};
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::Value;

use super::super::json as reader;
use super::super::media_type::{MediaType, is_json};
use super::super::operation::{Body, Codec, Form, Media};
use super::super::schema::Types;
use super::super::style::decode::{Booleans, Text, scalar, unreadable};
use super::super::violation::{Part, Violation};
use super::super::{form as forms, text_body};
use super::body_stream::BodyStream;
use super::incoming::Incoming;
use super::leniency::{self, Leniency};
use super::limits::Limits;
use super::rejection::Rejection;
use super::timed::{Clock, Timed, TooSlow};

/// The most bytes a request body may have. As an extension of a request it overrides the [limits](super::Limits) of the
/// service, and not those of a single operation: `router(api).layer(axum::Extension(BodyLimit(64 << 20)))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyLimit(pub usize);

/// A body of one of the media types that an operation declares.
pub trait FromBody: Sized {
    /// Takes the body of a request; `declared` is the media type or range, as the description spells it.
    ///
    /// # Errors
    /// When the body does not fit its type although its schema allows it.
    fn from_body(incoming: &mut Incoming, declared: &str) -> Result<Self, Rejection>;
}

/// A body with the media type that it came as, where the description declares a range, or more belongs to the media type
/// than its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed<T> {
    /// The media type, as the header `content-type` spells it; the declared one where there is no such header.
    pub media_type: String,
    /// The body.
    pub body: T,
}

impl<T> Typed<T> {
    /// A body of this media type.
    pub fn new(media_type: impl Into<String>, body: T) -> Self {
        Self { media_type: media_type.into(), body }
    }
}

impl FromBody for Typed<BodyStream> {
    fn from_body(incoming: &mut Incoming, _: &str) -> Result<Self, Rejection> {
        incoming.stream().map(|body| incoming.typed(body))
    }
}

impl FromBody for Typed<String> {
    fn from_body(incoming: &mut Incoming, _: &str) -> Result<Self, Rejection> {
        incoming.text().map(|body| incoming.typed(body))
    }
}

/// Reads a body.
///
/// # Errors
/// When it is larger than the limit, too slow, or breaks off.
pub async fn read(body: Stream, limits: Limits) -> Result<Bytes, Rejection> {
    fits(&body, limits)?;
    let body = Timed::new(body, limits.body_time(), Clock::Whole);
    let body = Limited::new(body, limits.body_bytes()).collect().await.map_err(|error| unread(&*error, limits))?;
    Ok(body.to_bytes())
}

/// One that says how large it is need not be waited for.
fn fits(body: &Stream, limits: Limits) -> Result<(), Rejection> {
    let limit = limits.body_bytes();
    match body.size_hint().lower() > u64::try_from(limit).unwrap_or(u64::MAX) {
        true => Err(Rejection::PayloadTooLarge { limit }),
        false => Ok(()),
    }
}

/// Why a body could not be read to its end.
pub(super) fn unread(error: &(dyn Error + Send + Sync + 'static), limits: Limits) -> Rejection {
    match (error.is::<LengthLimitError>(), TooSlow::within(error)) {
        (true, _) => Rejection::PayloadTooLarge { limit: limits.body_bytes() },
        (false, Some(TooSlow { time })) => Rejection::RequestTimeout { limit: time },
        (false, None) => Rejection::undecodable(Part::Body, "body", "breaks off"),
    }
}

/// A body that is read while it comes, and must keep coming.
///
/// # Errors
/// When it says that it is larger than the limit.
pub(super) fn while_it_comes(body: Stream, limits: Limits) -> Result<Stream, Rejection> {
    fits(&body, limits)?;
    Ok(Stream::new(Timed::new(body, limits.body_time(), Clock::Piece)))
}

/// A body, by its media type.
pub enum Payload {
    /// There is none, and the operation does not require one.
    Absent,
    /// There is none, but the operation requires one.
    Missing,
    /// JSON, to be validated by the schema of this media type.
    Json(&'static Media),
    /// A form, to be read and validated.
    Form(Form),
    /// Anything else, taken as it is. It is validated where the schema of this media type allows only some types.
    Other(&'static Media),
}

/// Chooses the media type of a body by its content type, and says which one it is. Without a content type, the only declared media type is chosen; a body
/// of no bytes and no content type is no body.
///
/// # Errors
/// [`Rejection::UnsupportedMediaType`].
pub fn identify(
    declared: Body,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<(Payload, Option<&'static Media>), Rejection> {
    let absent = if declared.required { Payload::Missing } else { Payload::Absent };
    let given = given(headers);
    let chosen = match given {
        None if bytes.is_empty() => return Ok((absent, None)),
        None => unstated(declared),
        Some(given) => fitting(declared, given),
    };
    let Some(media) = chosen else {
        return Err(Rejection::UnsupportedMediaType {
            declared: declared.media.iter().map(|media| media.accepted).collect(),
        });
    };
    // A JSON type in a range that is declared for any bytes is JSON all the same.
    let is_json_in_range = || given.is_some_and(is_json) && !is_json(media.accepted);
    let payload = match media.codec {
        Codec::Form(encodings) => Payload::Form(Form { schema: media.schema, encodings }),
        // It was read as the form that it means.
        Codec::Multipart(encodings) => Payload::Form(Form { schema: media.schema, encodings }),
        Codec::Raw if !is_json_in_range() => Payload::Other(media),
        Codec::Json | Codec::Raw if bytes.is_empty() => return Ok((absent, None)),
        Codec::Json | Codec::Raw => Payload::Json(media),
    };
    Ok((payload, Some(media)))
}

/// The media type that a request states.
fn given(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE).map(|given| given.to_str().unwrap_or_default())
}

/// The media type of a request that states none: the only one that is declared; of several the one of any bytes.
///
/// Source: RFC 9110, section 8.3.
fn unstated(declared: Body) -> Option<&'static Media> {
    match declared.media {
        [only] => Some(only),
        _ => fitting(declared, "application/octet-stream"),
    }
}

/// The declared media type that fits a given one best.
fn fitting(declared: Body, given: &str) -> Option<&'static Media> {
    let fits = |name: &str| MediaType::parse(name)?.fit(MediaType::parse(given)?);
    // What a client sends for a range such as `application/*+json` may not be in it.
    let fit = |media: &Media| fits(media.accepted).or_else(|| fits(media.name));
    let fitting = declared.media.iter().filter_map(|media| Some((fit(media)?, media)));
    // Of several that fit equally well the first one.
    fitting.rev().max_by_key(|(fit, _)| *fit).map(|(_, media)| media)
}

/// The media type that a request states, if its body is a form in parts or bytes that are read while they come. Without a content
/// type, the only declared media type is meant, unless there is no body.
pub(super) fn apart(declared: Body, headers: &HeaderMap, body: &Stream) -> Option<&'static Media> {
    let media = match given(headers) {
        Some(given) => fitting(declared, given),
        None if body.is_end_stream() => None,
        None => unstated(declared).filter(|media| matches!(media.codec, Codec::Raw)),
    };
    media.filter(|media| media.is_streamed || matches!(media.codec, Codec::Multipart(_)))
}

/// A body that is read while it comes.
#[derive(Debug)]
pub struct Streamed {
    /// The body.
    pub body: Stream,
    /// Its media type, as it is declared.
    pub media: &'static Media,
    /// What is taken of it at most.
    pub limits: Limits,
    /// Which texts are booleans.
    pub booleans: Booleans,
}

/// The violation of a request without a body.
pub(super) fn missing() -> Violation {
    Violation::new("", "required", "a body is required")
}

/// The value of a form, and its violations.
///
/// # Errors
/// With every part that cannot be read.
pub fn form(form: Form, bytes: &Bytes, leniency: Leniency) -> Result<(Value, Vec<Violation>), Vec<Violation>> {
    let value = forms::read_with(form.schema, form.encodings, bytes, leniency.booleans)?;
    let violations = form.schema.validate(&value);
    Ok((value, violations))
}

/// The violations of a JSON body, and its value where it is read otherwise than it was sent.
///
/// # Errors
/// When it is not JSON, or nested too deep.
pub fn json(
    media: &Media,
    bytes: &Bytes,
    leniency: Leniency,
    most_levels: usize,
) -> Result<(Option<Value>, Vec<Violation>), Violation> {
    let too_deep = || Violation::new("", "depth", format!("must not be nested deeper than {most_levels} levels"));
    match serde_json::from_slice(bytes) {
        Ok(value) if most_levels < reader::MAX_DEPTH && reader::depth(&value) > most_levels => Err(too_deep()),
        Ok(mut value) => {
            let is_changed = leniency.null_for_absent && leniency::remove_nulls(media.schema, &mut value);
            let violations = media.schema.validate(&value);
            Ok((is_changed.then_some(value), violations))
        }
        Err(error) if reader::is_too_deep(&error) => Err(too_deep()),
        Err(error) => Err(Violation::new("", "json", format!("is not JSON: {error}"))),
    }
}

/// The value that a text/plain body is read as by its schema, and its violations; `None` where the schema allows any type.
///
/// # Errors
/// When the text cannot be read as a value.
pub fn text(media: &Media, bytes: &Bytes) -> Result<Option<(Value, Vec<Violation>)>, Violation> {
    if media.schema.types() == Types::ALL {
        return Ok(None);
    }
    let text = text_body::text(bytes).map_err(|_| unreadable("is not UTF-8"))?;
    let value = scalar(media.schema, text, Text::raw(Booleans::Strict))?;
    let violations = media.schema.validate(&value);
    Ok(Some((value, violations)))
}
