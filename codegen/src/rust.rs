//! What will be written: every decision is made, every name is final, every text is safe to print.
//!
//! Owns the plain structs that all emitters share. Must not know versions of OpenAPI, nor how code is printed.

use crate::at::At;
use crate::product::Products;

mod chosen;
mod codec;
mod constant;
mod form;
mod group;
mod mock;
mod model;
mod name;
mod operation;
mod pagination;
mod scalar;
mod schema_table;
mod server;
mod split;
mod stream;
mod ty;
mod webhook;

pub use crate::api::{Example, Location, Status, Style};
pub use chosen::{Chosen, Trait};
pub use codec::Codec;
pub use constant::Constant;
pub use form::{Encoding, Form, FormField, Notation, PartContent};
pub use group::{Group, Grouped};
pub use mock::{MockContent, MockForm, MockHeader, MockResponse};
pub use model::{
    Accessor, Alias, Alternative, Construct, DiscriminatorWriter, Extras, Field, Fixed, Item, NumberEnum,
    NumberVariant, OneOf, Otherwise, Presence, StringEnum, Struct, Tuple, TupleItem, Variant,
};
pub(crate) use name::is_of_prelude;
pub use name::{Case, Name};
pub use operation::{
    Body, BodyOption, Choice, HeaderSet, HeaderType, MediaType, MediaTypes, Operation, OtherMediaType, Outcome,
    Parameter, Payload, ResponseBody, Role, SECURITY, Scheme, SchemeKind, Security, Segment, TokenUrls, Union,
    UnionVariant, WholeQuery,
};
pub use pagination::{PageScheme, Pagination};
pub use scalar::Scalar;
pub use schema_table::{
    Argument, Keyword, Literal, Number, Pattern, SchemaTable, SchemaTableFormat, SchemaTableRef, SchemaTableUse,
    Validated,
};
pub use server::{Server, ServerVariable, Servers, VariableSetter};
pub use split::{Part, Split, Splits};
pub use stream::{EventData, Pieces, Stream, StreamCall};
pub use ty::Ty;
pub use webhook::Webhook;

/// Documentation, one paragraph line an entry, safe in a doc comment.
pub type Docs = Vec<String>;

/// The name of a location that shares a type with others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reexport {
    /// The name of the location.
    pub location: Name,
    /// The name of the type.
    pub name: Name,
    /// The location.
    pub at: At,
}

/// What can make a span of each request, if the feature of spans is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traced {
    /// The client.
    pub client: bool,
    /// The server.
    pub server: bool,
}

impl Traced {
    /// Whether there is such a feature.
    pub fn is_any(self) -> bool {
        self.client || self.server
    }
}

/// A crate, or a module that holds what a crate would.
#[derive(Debug, Clone)]
pub struct Krate {
    /// The name of the package, where a whole crate is written.
    pub name: String,
    /// The title of the description.
    pub title: String,
    /// What the description says of itself.
    pub docs: Docs,
    /// The types, in the order in which they are written.
    pub items: Vec<Item>,
    /// The names of locations that share a type, in the order of these names.
    pub reexports: Vec<Reexport>,
    /// The schema tables that requests and models are validated against.
    pub schema_tables: Vec<SchemaTable>,
    /// The models with their schema tables, in order.
    pub validated: Vec<Validated>,
    /// The security schemes that operations use.
    pub schemes: Vec<Scheme>,
    /// The alternatives of credentials that several operations have, which are written once.
    pub security: Option<Security>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The webhooks and callbacks.
    pub webhooks: Vec<Webhook>,
    /// The unions of bodies that the client can receive.
    pub unions: Vec<Union>,
    /// The types of declared response headers.
    pub headers: Vec<HeaderType>,
    /// The builder's method that sets the token of all bearer schemes that have none of their own.
    pub token_method: Option<Name>,
    /// The header that makes it safe to send a request again.
    pub idempotency_key: Option<String>,
    /// The servers.
    pub servers: Servers,
    /// What the server accepts although the description does not allow it.
    pub lenient: Vec<Lenient>,
    /// Whether a service must implement every operation.
    pub exhaustive: bool,
    /// The traits of the server, where each tag has one.
    pub server_groups: Vec<Group>,
    /// The types of the client that have its methods, where each tag has one.
    pub client_groups: Vec<Group>,
    /// What can make a span of each request.
    pub traced: Traced,
    /// What is written besides the models.
    pub products: Products,
    /// Which files are written.
    pub layout: Layout,
    /// The source of the runtime.
    pub runtime: Runtime,
    /// `recursion_limit`, where types nest deeper than the default of the compiler allows.
    pub recursion_limit: Option<u32>,
    /// The files that the source files are split into.
    pub splits: Splits,
    /// The packages that the user adds: their names, and the text after `=` in `Cargo.toml`.
    pub dependencies: Vec<(String, String)>,
}

/// A deviation from the description that a server accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lenient {
    /// Other texts for booleans.
    Booleans,
    /// Null for an optional property that is absent.
    NullForAbsent,
}

/// Which files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Source files for a crate that exists.
    Sources,
    /// A whole crate.
    Crate,
    /// One file that holds a module.
    Module,
}

/// The source of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runtime {
    /// The package `oasmith-runtime`.
    Crate,
    /// A copy of its sources in a private module.
    Vendored,
}
