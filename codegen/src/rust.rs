//! What will be written: every decision is taken, every name is final, every text is safe to print.
//!
//! Owns the plain structs that all emitters share. Must not know the description's versions nor how code is printed.

mod check;
mod chosen;
mod constant;
mod form;
mod model;
mod name;
mod operation;
mod scalar;
mod ty;

pub use crate::api::{Location, Status, Style};
pub use check::{Check, CheckFormat, CheckRef, CheckUse, Keyword, Literal, Number, Pattern, Validated};
pub use chosen::{Chosen, Trait};
pub use constant::Constant;
pub use form::{Encoding, Form, Notation};
pub use model::{
    Accessor, Alias, Alternative, Construct, Extras, Field, Fixed, Item, NumberEnum, NumberVariant, OneOf, Otherwise,
    Presence, StringEnum, Struct, Tagging, Tuple, TupleItem, Variant,
};
pub use name::{Case, Name};
pub use operation::{
    Answer, Body, Codec, Operation, Outcome, Parameter, Payload, Scheme, SchemeKind, Segment, Union, UnionVariant,
};
pub use scalar::Scalar;
pub use ty::Ty;

/// Documentation, one paragraph line an entry, safe in a doc comment.
pub type Docs = Vec<String>;

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
    /// The schema tables that requests and models are checked against.
    pub checks: Vec<Check>,
    /// The models that know their schema, in their order.
    pub validated: Vec<Validated>,
    /// The security schemes that operations use.
    pub schemes: Vec<Scheme>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The unions of bodies that the client can be given.
    pub unions: Vec<Union>,
    /// The server URLs with their variables filled in, the default first; empty where there is none.
    pub servers: Vec<String>,
    /// The path of the default server, without a slash at its end.
    pub base_path: String,
    /// What is written besides the models.
    pub products: Products,
    /// Where the runtime comes from.
    pub runtime: Runtime,
    /// How many types deep the compiler must be let go, where that is more than it goes by itself.
    pub recursion_limit: Option<u32>,
    /// Packages that the user adds: names, and what stands after `=` in `Cargo.toml`.
    pub dependencies: Vec<(String, String)>,
}

/// What is written besides the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Products {
    /// A client.
    pub client: bool,
    /// Server stubs.
    pub server: bool,
    /// `value.validate()`.
    pub validate: bool,
    /// `schemars::JsonSchema`; only with `validate`.
    pub schemars: bool,
    /// `proptest::arbitrary::Arbitrary`; only with `validate`.
    pub proptest: bool,
}

/// Where the runtime comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runtime {
    /// The package `oasmith-runtime`.
    Crate,
    /// A copy of its sources in a private module.
    Vendored,
}
