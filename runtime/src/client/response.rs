//! Typed responses: a success, and a declared failure.
//!
//! Owns what a caller can ask of them. Must not know how they were told apart.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::headers::{DecodeHeaders, HeaderError};
use super::outcome::Reply;
use super::retry_after;

/// A success. Dereferences to its body.
#[derive(Clone)]
pub struct Response<T> {
    // Boxed so that results stay small.
    reply: Box<Reply>,
    body: T,
}

impl<T> Response<T> {
    pub(super) fn new(reply: Reply, body: T) -> Self {
        Self { reply: Box::new(reply), body }
    }

    pub(super) fn reply(&self) -> &Reply {
        &self.reply
    }

    /// The same response, with its body as it came.
    pub(super) fn into_bytes(self) -> Response<Bytes> {
        Response::of_bytes(self.into_reply())
    }

    /// The same response, before it had a type.
    pub(super) fn into_reply(self) -> Reply {
        *self.reply
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The headers that the description declares, with their types: `response.decode_headers::<client::ListIssuesHeaders>()?`.
    /// They are read when this is called, and not before.
    ///
    /// # Errors
    /// If a required header is missing or is not of its type.
    pub fn decode_headers<H: DecodeHeaders>(&self) -> Result<H, HeaderError> {
        self.reply.decode_headers()
    }

    /// How long the server asks to wait, by its header `retry-after`.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::of(&self.reply.headers)
    }

    /// How often the request was sent. It is 1 unless there were retries; redirects are not counted.
    pub fn attempts(&self) -> u32 {
        self.reply.attempts
    }

    /// The body as it came, also where the description declares no content. It is empty where the body is a stream.
    pub fn raw(&self) -> &Bytes {
        &self.reply.body
    }

    /// Whether the description declares the status. An undeclared 2xx is a success where its body is what the declared
    /// successes have.
    pub fn is_declared(&self) -> bool {
        self.reply.is_declared()
    }

    /// The body, by value.
    pub fn into_inner(self) -> T {
        self.body
    }
}

impl Response<Bytes> {
    /// A response with its body as it came.
    pub(super) fn of_bytes(reply: Reply) -> Self {
        let body = reply.body.clone();
        Self::new(reply, body)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// To read the next piece of a stream.
impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.body
    }
}

/// Without the headers: they may hold cookies.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.reply.status).field("body", &self.body).finish_non_exhaustive()
    }
}

/// A failure whose body has been read.
pub struct ErrorResponse<E> {
    // Boxed so that results stay small.
    reply: Box<Reply>,
    body: E,
}

impl<E> ErrorResponse<E> {
    pub(super) fn new(reply: Reply, body: E) -> Self {
        Self { reply: Box::new(reply), body }
    }

    pub(super) fn reply(&self) -> &Reply {
        &self.reply
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The headers that the description declares, with their types: `response.decode_headers::<client::ListIssuesHeaders>()?`.
    /// They are read when this is called, and not before.
    ///
    /// # Errors
    /// If a required header is missing or is not of its type.
    pub fn decode_headers<H: DecodeHeaders>(&self) -> Result<H, HeaderError> {
        self.reply.decode_headers()
    }

    /// How long the server asks to wait, by its header `retry-after`.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::of(&self.reply.headers)
    }

    /// Whether the description declares the status. An undeclared failure is read where all declared ones have one type.
    pub fn is_declared(&self) -> bool {
        self.reply.is_declared()
    }

    /// How often the request was sent. It is 1 unless there were retries; redirects are not counted.
    pub fn attempts(&self) -> u32 {
        self.reply.attempts
    }

    /// The declared body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The body as it came.
    pub fn raw(&self) -> &Bytes {
        &self.reply.body
    }

    /// The declared body, by value.
    pub fn into_body(self) -> E {
        self.body
    }
}

/// Without the headers: they may hold cookies.
impl<E: fmt::Debug> fmt::Debug for ErrorResponse<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("status", &self.reply.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
