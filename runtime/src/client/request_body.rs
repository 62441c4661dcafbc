//! The body of a request of which the operation declares several media types, or a range.
//!
//! Owns how a value is written in one of them, and whether a media type is declared. Must not know how a request is sent.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::super::body::Body;
use super::super::media_type::MediaType;
use super::super::non_finite::{self, to_value};
use super::super::operation::{Codec, Media, Operation};
use super::super::{form, text_body};

/// A body and its media type, or why there is none. A call that gets one that could not be written fails before it is sent.
#[derive(Debug)]
pub struct RequestBody(pub(super) Result<Content, String>);

/// A body and its media type.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) media_type: String,
    pub(super) body: Body,
}

impl RequestBody {
    /// A value as JSON.
    pub fn json(media_type: &str, body: &(impl Serialize + ?Sized)) -> Self {
        Self::written(media_type, "JSON", non_finite::to_vec(body))
    }

    /// The text of a single value.
    pub fn plain(media_type: &str, body: &(impl Serialize + ?Sized)) -> Self {
        Self::written(media_type, "text", text_body::write(body))
    }

    /// A value as the form that the operation declares under this name.
    pub fn form(operation: &'static Operation, media_type: &str, body: &(impl Serialize + ?Sized)) -> Self {
        let mut declared = declared(operation).filter(|media| media.name == media_type);
        let encodings = declared.find_map(|media| match media.codec {
            Codec::Form(encodings) => Some(encodings),
            Codec::Json | Codec::Multipart(_) | Codec::Raw => None,
        });
        let text = match (encodings, to_value(body)) {
            (None, _) => return Self(Err("the operation takes no form".to_owned())),
            (Some(encodings), Ok(Value::Object(properties))) => {
                form::write::check(encodings, &properties).map(|()| form::write(encodings, &properties))
            }
            (Some(_), Ok(_)) => Err("it is no object".to_owned()),
            (Some(_), Err(error)) => Err(error.to_string()),
        };
        Self::written(media_type, "a form", text)
    }

    /// Text or bytes as they are.
    pub fn raw(media_type: impl Into<String>, body: impl Into<Body>) -> Self {
        Self(Ok(Content { media_type: media_type.into(), body: body.into() }))
    }

    /// A body that is written already, of a media type that the operation declares or that one of its ranges includes.
    pub fn of(operation: &'static Operation, media_type: impl Into<String>, body: impl Into<Body>) -> Self {
        let given = media_type.into();
        let is_concrete = MediaType::parse(&given).is_none_or(|given| !given.is_range());
        let includes = |name: &str| MediaType::parse(name).is_some_and(|range| range.includes(&given)) || name == given;
        if is_concrete && declared(operation).any(|media| includes(media.accepted) || includes(media.name)) {
            return Self::raw(given, body);
        }
        let names: Vec<&str> = declared(operation).map(|media| media.accepted).collect();
        Self(Err(format!("the body is `{}`, and must be {}", given.escape_debug(), names.join(" or "))))
    }

    /// No body, because it could not be written.
    pub fn failed(reason: &str) -> Self {
        Self(Err(reason.to_owned()))
    }

    fn written<B: Into<Body>>(media_type: &str, what: &str, body: Result<B, impl fmt::Display>) -> Self {
        match body {
            Ok(body) => Self::raw(media_type, body),
            Err(reason) => Self(Err(format!("the body cannot be written as {what}: {reason}"))),
        }
    }
}

fn declared(operation: &'static Operation) -> impl Iterator<Item = &'static Media> {
    operation.body.iter().flat_map(|body| body.media)
}
