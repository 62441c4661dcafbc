//! Operations: requests and responses.
//!
//! Owns parameters, bodies, responses and how their values are written. Must not know the keywords of a schema.

use openapiv3::{Link, Server};

use crate::at::At;

use super::{Incoming, Requirement, SchemaId};

/// An operation: a method on a path.
///
/// Source: OpenAPI 3.2, section "Operation Object".
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its location.
    pub at: At,
    /// `operationId`.
    pub id: Option<String>,
    /// The name the author wants for it in code (`x-rust-name` and its kin), with that of a group before it.
    pub preferred_name: Option<String>,
    /// The method as it is sent.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `tags`.
    pub tags: Vec<String>,
    /// The servers of this operation or its path, where they replace those of the document.
    pub servers: Vec<Server>,
    /// The parameters, those of the path first.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The declared responses, in order.
    pub responses: Vec<Response>,
    /// The alternatives of credentials; empty where none is required.
    pub security: Vec<Requirement>,
    /// The requests that the provider may send as a consequence.
    pub callbacks: Vec<Incoming>,
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `cookie` header.
    Cookie,
}

/// How the value of a parameter is serialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `simple`
    Simple,
    /// `form`
    Form,
    /// `matrix`
    Matrix,
    /// `label`
    Label,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `collectionFormat: tsv` of Swagger 2.0.
    TabDelimited,
    /// `deepObject`
    DeepObject,
    /// `cookie`
    Cookie,
}

/// A parameter of an operation.
///
/// Source: OpenAPI 3.2, section "Parameter Object".
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its location.
    pub at: At,
    /// The name on the wire.
    pub name: String,
    /// The name the author wants for it in code (`x-rust-name` and its kin).
    pub preferred_name: Option<String>,
    /// In which part of the request it is sent.
    pub location: Location,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// How its value is serialized.
    pub style: Style,
    /// `explode`: whether items and properties are written one by one.
    pub explode: bool,
    /// `allowReserved`: whether reserved characters are not percent-encoded.
    pub allow_reserved: bool,
    /// Whether it may be given without a value.
    pub allow_empty: bool,
    /// Whether its style is a `collectionFormat` of Swagger 2.0, which means the same in each location.
    pub is_collection: bool,
    /// The styles of the arrays in its array, from the outside to the inside (`collectionFormat` of items in Swagger 2.0).
    pub inner: Vec<Style>,
    /// The media type of its value, where `content` describes it instead of a style.
    pub content: Option<String>,
    /// How its properties are written, where it is the whole query (3.2 `in: querystring`). Its name is not sent then.
    pub whole_query: Option<Encodings>,
    /// The schema of its value.
    pub schema: SchemaId,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its location.
    pub at: At,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// Its media types, in order.
    pub media: Vec<Media>,
}

/// A media type of a body and the schema of a value in it.
#[derive(Debug, Clone)]
pub struct Media {
    /// Its location.
    pub at: At,
    /// The media type or range as it is written.
    pub name: String,
    /// The schema, where there is one.
    pub schema: Option<SchemaId>,
    /// The schema of each item of a sequence (3.2).
    pub item_schema: Option<SchemaId>,
    /// How the properties of a form, or the parts of a multipart body, are written.
    pub encodings: Encodings,
    /// Its examples, in order.
    pub examples: Vec<Example>,
}

/// An example of a body or of a header.
///
/// Source: OpenAPI 3.2, section "Example Object".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its name; none of an only example.
    pub name: Option<String>,
    /// The location of its value.
    pub at: At,
}

/// How the parts of a value are written.
///
/// Source: OpenAPI 3.2, section "Media Type Object".
#[derive(Debug, Clone, Default)]
pub struct Encodings {
    /// `encoding`: by the name of the part.
    pub named: Vec<(String, Encoding)>,
    /// `prefixEncoding`: by position (3.2).
    pub prefix: Vec<Encoding>,
    /// `itemEncoding`: of all positions after those of `prefix` (3.2).
    pub items: Option<Box<Encoding>>,
}

/// How one part of a form or of a multipart body is written. What is not stated has the default of its media type.
///
/// Source: OpenAPI 3.2, section "Encoding Object".
#[derive(Debug, Clone)]
pub struct Encoding {
    /// Its location.
    pub at: At,
    /// `contentType`: one or more media types, as they are written.
    pub content_type: Option<String>,
    /// Headers of the part besides `Content-Type`.
    pub headers: Vec<Header>,
    /// `style`, where it is stated.
    pub style: Option<Style>,
    /// `explode`, where it is stated.
    pub explode: Option<bool>,
    /// `allowReserved`, where it is stated.
    pub allow_reserved: Option<bool>,
    /// How the parts of this part are written (3.2).
    pub inner: Encodings,
}

/// A header of a response or of a part.
///
/// Source: OpenAPI 3.2, section "Header Object".
#[derive(Debug, Clone)]
pub struct Header {
    /// Its location.
    pub at: At,
    /// The name on the wire.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// Whether it is always there.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// How an array is written: `simple`, or a `collectionFormat` of Swagger 2.0.
    pub style: Style,
    /// `explode`: whether items and properties are written one by one.
    pub explode: bool,
    /// The styles of the arrays in its array, from the outside to the inside (Swagger 2.0).
    pub inner: Vec<Style>,
    /// The media type of its value, where `content` describes it.
    pub content: Option<String>,
    /// The schema of its value.
    pub schema: SchemaId,
    /// Its examples, in order.
    pub examples: Vec<Example>,
}

/// The statuses of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// All statuses with this first digit.
    Range(u16),
    /// `default`: every status that no other response has.
    Default,
}

/// A declared response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its location. A shared response has one location for all operations.
    pub at: At,
    /// The statuses.
    pub status: Status,
    /// `summary` (3.2).
    pub summary: Option<String>,
    /// `description`.
    pub description: String,
    /// Its headers, in order, without `Content-Type`.
    pub headers: Vec<Header>,
    /// Its media types, in order.
    pub media: Vec<Media>,
    /// Operations that may follow, by name. They change nothing on the wire.
    pub links: Vec<(String, Link)>,
}
