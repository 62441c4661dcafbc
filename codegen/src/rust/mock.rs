//! What a mock server responds with.
//!
//! Owns what is known of the content of each response. Must not know how a response is chosen.

use super::{Codec, Encoding, EventData, Example, Parameter, SchemaTableRef, Status};

/// A declared response.
#[derive(Debug, Clone)]
pub struct MockResponse {
    /// The statuses.
    pub status: Status,
    /// Its headers.
    pub headers: Vec<MockHeader>,
    /// Its media types, the preferred one first.
    pub contents: Vec<MockContent>,
}

impl MockResponse {
    /// The tables that it refers to.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &SchemaTableRef> {
        let headers = self.headers.iter().map(|header| &header.parameter.schema_table);
        headers.chain(self.contents.iter().map(|content| &content.schema_table))
    }

    /// The tables that it refers to, to be changed.
    pub(crate) fn tables_mut(&mut self) -> impl Iterator<Item = &mut SchemaTableRef> {
        let headers = self.headers.iter_mut().map(|header| &mut header.parameter.schema_table);
        headers.chain(self.contents.iter_mut().map(|content| &mut content.schema_table))
    }
}

/// A header of a response.
#[derive(Debug, Clone)]
pub struct MockHeader {
    /// The header.
    pub parameter: Parameter,
    /// Its examples.
    pub examples: Vec<Example>,
}

/// A media type of a response.
#[derive(Debug, Clone)]
pub struct MockContent {
    /// Its name; never a range.
    pub media_type: String,
    /// How a value is written.
    pub form: MockForm,
    /// What a value of it, or a piece of a stream, must satisfy.
    pub schema_table: SchemaTableRef,
    /// Its examples. A stream has none.
    pub examples: Vec<Example>,
}

/// How a value becomes content.
#[derive(Debug, Clone, PartialEq)]
pub enum MockForm {
    /// As a whole, by a codec; of a form, the properties that are not written as usual.
    Whole(Codec, Vec<Encoding>),
    /// As server-sent events.
    Events(EventData),
    /// As JSON values one after the other.
    Items,
}
