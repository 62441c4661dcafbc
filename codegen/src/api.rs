//! What a description means, in whichever version it is written: references are resolved, and every node has its location.
//!
//! A schema is a conjunction of keywords, as in JSON Schema. `lower` chooses a Rust type for it.
//! Owns the plain structs. Must not know how documents are read nor what Rust looks like.

use crate::at::At;

mod operation;
mod schema;
mod security;

pub use openapiv3::{Info, Link, Server};
pub use operation::{
    Body, Encoding, Encodings, Example, Header, Location, Media, Operation, Parameter, Response, Status, Style,
};
pub use schema::{
    ArrayKeywords, CombineKeywords, Condition, Contains, Discriminator, Notes, Number, NumberKeywords, ObjectKeywords,
    Schema, SchemaId, Schemas, StringKeywords, Types,
};
pub use security::{Flow, Requirement, SchemeKind, SecurityScheme};

/// A whole description.
#[derive(Debug, Clone)]
pub struct Api {
    /// The version as the document states it, for reports.
    pub version: String,
    /// Whether `readOnly` and `writeOnly` are annotations, and not statements of which direction has a property.
    pub directions_are_annotations: bool,
    /// The name of each file without folder and extension, by its id. It names a schema that is a whole file.
    pub files: Vec<String>,
    /// Title, version, licence.
    pub info: Info,
    /// The servers of all paths and operations that name none. The `name` of 3.2 is among the extensions of a server.
    pub servers: Vec<Server>,
    /// The tags, in order.
    pub tags: Vec<Tag>,
    /// The security schemes, by name.
    pub schemes: Vec<SecurityScheme>,
    /// Every schema that something refers to.
    pub schemas: Schemas,
    /// The schemas that the document names, in order.
    pub components: Vec<Component>,
    /// The operations, in order.
    pub operations: Vec<Operation>,
    /// The number of operations of the document, those that could not be read included.
    pub operations_total: usize,
    /// The requests that the provider sends on its own, in order (3.1 and later).
    pub webhooks: Vec<Incoming>,
}

/// Requests that the provider of an API sends: a webhook, or one expression of a callback.
///
/// Source: OpenAPI 3.2, sections "OpenAPI Object", field `webhooks`, and "Callback Object".
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Its location.
    pub at: At,
    /// Where it is named, which is a reference where it is shared.
    pub named_at: At,
    /// The name of the webhook or of the callback.
    pub name: String,
    /// The expression for the address of a callback's request; `None` for a webhook.
    pub expression: Option<String>,
    /// Its operations. Their `path` is the expression, or the name of the webhook; no client calls it.
    pub operations: Vec<Operation>,
}

/// A group of operations.
///
/// Source: OpenAPI 3.2, section "Tag Object".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its location.
    pub at: At,
    /// Its name, which operations state.
    pub name: String,
    /// `summary` (3.2).
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The name of the tag it is nested under (3.2).
    pub parent: Option<String>,
    /// What sort of tag it is, such as `nav` (3.2).
    pub kind: Option<String>,
}

/// A schema that the document names.
#[derive(Debug, Clone)]
pub struct Component {
    /// The name under `components/schemas` or `definitions`.
    pub name: String,
    /// The schema.
    pub schema: SchemaId,
}
