//! What a description says of responses, as data.
//!
//! Owns the shapes of that data. Must not know how a response is chosen or written.

use std::collections::HashMap;

use serde_json::Value;

use super::super::operation::{Encoding, Operation, Parameter, Status};
use super::super::schema::Schema;

/// An operation, and its declared responses.
#[derive(Debug, Clone)]
pub struct Mocked {
    pub(super) operation: &'static Operation,
    pub(super) responses: Vec<Response>,
}

impl Mocked {
    /// An operation that has these responses.
    pub fn new(operation: &'static Operation, responses: impl IntoIterator<Item = Response>) -> Self {
        Self { operation, responses: responses.into_iter().collect() }
    }
}

/// A declared response.
#[derive(Debug, Clone)]
pub struct Response {
    pub(super) status: Status,
    pub(super) headers: Vec<Header>,
    pub(super) contents: Vec<Content>,
}

impl Response {
    /// A response without headers and without content.
    pub fn new(status: Status) -> Self {
        Self { status, headers: Vec::new(), contents: Vec::new() }
    }

    /// The same response with one more header.
    #[must_use]
    pub fn header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// The same response in one more media type. The first one is preferred.
    #[must_use]
    pub fn content(mut self, content: Content) -> Self {
        self.contents.push(content);
        self
    }
}

/// A declared header of a response.
#[derive(Debug, Clone)]
pub struct Header {
    pub(super) parameter: Parameter,
    pub(super) examples: Vec<Example>,
}

impl Header {
    /// A header.
    pub fn new(parameter: Parameter) -> Self {
        Self { parameter, examples: Vec::new() }
    }

    /// The same header with one more example.
    #[must_use]
    pub fn example(mut self, example: Example) -> Self {
        self.examples.push(example);
        self
    }
}

/// A media type of a response.
#[derive(Debug, Clone)]
pub struct Content {
    pub(super) media_type: String,
    pub(super) form: Form,
    pub(super) schema: &'static Schema,
    pub(super) examples: Vec<Example>,
}

impl Content {
    /// A media type whose content is written in this form. The schema is that of the content, or of a piece of it.
    pub fn new(media_type: impl Into<String>, form: Form, schema: &'static Schema) -> Self {
        Self { media_type: media_type.into(), form, schema, examples: Vec::new() }
    }

    /// JSON.
    pub fn json(media_type: impl Into<String>, schema: &'static Schema) -> Self {
        Self::new(media_type, Form::Json, schema)
    }

    /// The same media type with one more example.
    #[must_use]
    pub fn example(mut self, example: Example) -> Self {
        self.examples.push(example);
        self
    }
}

/// How a value becomes content.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// As JSON.
    Json,
    /// As a form.
    UrlEncoded(&'static [Encoding]),
    /// As text: a string as it is, any other value as JSON.
    Text,
    /// Bytes that mean nothing.
    Bytes,
    /// As the data of server-sent events, each of them JSON.
    JsonEvents,
    /// As the data of server-sent events, each of them text.
    TextEvents,
    /// As server-sent events whose fields are the properties of the value.
    WholeEvents,
    /// As JSON values one after the other.
    Items,
}

/// An example of the content of a response.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name in the description; none of the only example that a media type has.
    pub name: Option<String>,
    /// Its value.
    pub value: Value,
}

/// What is known of schemas besides their keywords.
#[derive(Debug, Clone, Default)]
pub struct Hints(HashMap<usize, Hint>);

/// What is known of a schema besides its keywords.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// Examples of its values.
    pub examples: Vec<Value>,
    /// Properties that a response does not have, because they are `writeOnly`.
    pub left_out: Vec<String>,
}

impl Hints {
    /// Says what is known of a schema.
    pub fn add(&mut self, schema: &'static Schema, hint: Hint) {
        self.0.insert(Self::key(schema), hint);
    }

    pub(super) fn of(&self, schema: &'static Schema) -> Option<&Hint> {
        self.0.get(&Self::key(schema))
    }

    fn key(schema: &'static Schema) -> usize {
        std::ptr::from_ref(schema).addr()
    }
}
