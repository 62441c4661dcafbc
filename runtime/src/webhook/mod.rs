//! Requests that the provider of an API sends: webhooks and callbacks.
//!
//! Owns the typed key of each: it reads what was received, and writes what is sent. Must not know how a request is signed or sent.
//!
//! Source: OpenAPI 3.2, sections "OpenAPI Object", field `webhooks`, and "Callback Object".

mod delivery;
mod sender;
mod signature;

use std::fmt;
use std::ops::Deref;

use http::Request;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::form::write;
use super::non_finite::to_value;
use super::operation::{Codec, Operation};
use super::server::context::Context;
use super::server::{Incoming, Rules};
use super::text_body;

pub use super::server::Rejection;
pub use bytes::Bytes;
pub use delivery::{Delivery, DeliveryError};
pub use sender::{SendError, Sender};
pub use signature::{SecretError, SignatureError, SigningSecret, TOLERANCE};

/// A webhook or a callback whose body is a `T`.
///
/// Whoever receives it reads it with [`receive`](Self::receive). Whoever sends it makes a [`Delivery`] with
/// [`delivery`](Self::delivery), and gives it to a [`Sender`].
pub struct Webhook<T: 'static> {
    operation: &'static Operation,
    read: fn(&mut Incoming) -> Result<T, Rejection>,
    write: fn(&'static Operation, &T) -> Result<Bytes, String>,
}

impl<T: Serialize + DeserializeOwned> Webhook<T> {
    /// With a body of JSON.
    pub const fn json(operation: &'static Operation) -> Self {
        let write: fn(&'static Operation, &T) -> Result<Bytes, String> = |_, body| {
            let value = to_value(body).map_err(|error| error.to_string())?;
            Ok(value.to_string().into())
        };
        Self { operation, read: Incoming::json, write }
    }

    /// With a form as its body.
    pub const fn form(operation: &'static Operation) -> Self {
        Self { operation, read: Incoming::form, write: form }
    }

    /// With the text of a single value as its body.
    pub const fn plain(operation: &'static Operation) -> Self {
        let write: fn(&'static Operation, &T) -> Result<Bytes, String> =
            |_, body| text_body::write(body).map(Bytes::from).map_err(|error| error.to_string());
        Self { operation, read: Incoming::plain, write }
    }
}

impl Webhook<String> {
    /// With text as its body.
    pub const fn text(operation: &'static Operation) -> Self {
        Self { operation, read: Incoming::text, write: |_, body| Ok(body.clone().into()) }
    }
}

impl Webhook<Bytes> {
    /// With bytes as its body.
    pub const fn bytes(operation: &'static Operation) -> Self {
        Self { operation, read: Incoming::bytes, write: |_, body| Ok(body.clone()) }
    }
}

impl Webhook<()> {
    /// Without a body.
    pub const fn empty(operation: &'static Operation) -> Self {
        Self { operation, read: |_| Ok(()), write: |_, ()| Ok(Bytes::new()) }
    }
}

/// The form of an object.
fn form<T: Serialize>(operation: &'static Operation, body: &T) -> Result<Bytes, String> {
    let mut media = operation.body.iter().flat_map(|body| body.media);
    let encodings = media.find_map(|media| match media.codec {
        Codec::Form(encodings) => Some(encodings),
        Codec::Json | Codec::Multipart(_) | Codec::Raw => None,
    });
    let Ok(Value::Object(properties)) = to_value(body) else { return Err("the body is no object".to_owned()) };
    let encodings = encodings.unwrap_or_default();
    write::check(encodings, &properties)?;
    Ok(write::write(encodings, &properties).into())
}

impl<T> Webhook<T> {
    /// What the description says of it: its name, its method, its declared headers.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Reads a request that was received. Its body and its declared headers are validated.
    ///
    /// This does not say who sent it: verify its signature before, such as with [`SigningSecret::verify`].
    ///
    /// # Errors
    /// [`Rejection::UnsupportedMediaType`], [`Rejection::Undecodable`] and [`Rejection::Invalid`], with every violation.
    pub fn receive(&self, headers: &HeaderMap, body: impl Into<Bytes>) -> Result<Received<T>, Rejection> {
        let mut request = Request::new(());
        *request.headers_mut() = headers.clone();
        let context = Context::from_http(self.operation, request)?;
        let mut incoming = Incoming::new(context, &[], body.into(), Rules::default())?;
        Ok(Received { body: (self.read)(&mut incoming)?, context: incoming.into_context() })
    }

    /// Writes a request that will be sent.
    ///
    /// # Errors
    /// When the body cannot be written in its media type.
    pub fn delivery(&self, body: &T) -> Result<Delivery, DeliveryError> {
        let written = (self.write)(self.operation, body).map_err(|reason| DeliveryError::Body { reason })?;
        let media = self.operation.body.iter().flat_map(|body| body.media).next();
        let mut headers = HeaderMap::new();
        if let Some(name) = media.and_then(|media| HeaderValue::from_str(media.name).ok()) {
            headers.insert(CONTENT_TYPE, name);
        }
        Ok(Delivery { method: self.operation.method, headers, body: written })
    }
}

impl<T> fmt::Debug for Webhook<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Webhook").field(&self.operation.id).finish()
    }
}

/// A webhook that was received. Dereferences to its body.
#[derive(Debug, Clone)]
pub struct Received<T> {
    body: T,
    context: Context,
}

impl<T> Received<T> {
    /// The headers that came with it.
    pub fn headers(&self) -> &HeaderMap {
        self.context.headers()
    }

    /// The body, by value.
    pub fn into_body(self) -> T {
        self.body
    }
}

impl<T> Deref for Received<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}
