//! What will be written: every decision is taken, every name is final, every text is safe to print.
//!
//! Owns the plain structs that all emitters share. Must not know the description's versions nor how code is printed.

use crate::at::At;

mod check;
mod chosen;
mod form;
mod scalar;

pub use crate::api::{Location, Status, Style};
pub use check::{Check, CheckFormat, CheckRef, CheckUse, Keyword, Literal, Number, Pattern, Validated};
pub use chosen::{Chosen, Trait};
pub use form::{Encoding, Form, Notation};
pub use scalar::Scalar;

/// An identifier: `lower` makes it, and nothing else may, because it becomes code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// Takes a text that is an identifier in every edition.
    pub(crate) fn trusted(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

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

/// A type of the models.
#[derive(Debug, Clone)]
pub enum Item {
    /// An object with named members.
    Struct(Struct),
    /// One of several strings.
    StringEnum(StringEnum),
    /// One of several numbers.
    NumberEnum(NumberEnum),
    /// One of several types.
    OneOf(OneOf),
    /// A list with a type for each place.
    Tuple(Tuple),
    /// Another name for a type.
    Alias(Alias),
    /// A type of its own around another one, because it contains itself or the user wants it.
    Newtype(Alias),
}

/// An object with named members.
#[derive(Debug, Clone)]
pub struct Struct {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Its members, in the order of the description.
    pub fields: Vec<Field>,
    /// The map of further members, where they are declared.
    pub extras: Option<Extras>,
    /// How a value is made.
    pub construct: Construct,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// How a value of a struct is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Construct {
    /// Nothing is required: `Default`.
    Default,
    /// `new` takes what is required.
    New,
    /// `new` takes a struct of this name, which holds what is required.
    Required(Name),
}

/// The map of members that are not declared by name.
#[derive(Debug, Clone)]
pub struct Extras {
    /// The field's name.
    pub name: Name,
    /// The type of a value.
    pub ty: Ty,
}

/// A member of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// The field's name.
    pub name: Name,
    /// The member's name on the wire.
    pub wire: String,
    /// The type of a value that is there.
    pub ty: Ty,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Whether the type contains itself through this member, so that a value must stand elsewhere.
    pub boxed: bool,
    /// The only value it can have, for [`Presence::Required`].
    pub fixed: Option<Fixed>,
    /// The variant that it is, of an enum that is closed: the enum's name, the variant's name.
    pub fixed_variant: Option<(Name, Name)>,
    /// What gives its default where it is absent.
    pub default: Option<Accessor>,
    /// The name of the setter that makes it null, for [`Presence::OptionalNullable`].
    pub null_setter: Option<Name>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}

/// The method that gives a member or its default.
#[derive(Debug, Clone, PartialEq)]
pub struct Accessor {
    /// Its name.
    pub name: Name,
    /// The default.
    pub value: DefaultValue,
}

/// A default that Rust can write as a value.
#[derive(Debug, Clone, PartialEq)]
pub enum DefaultValue {
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A value of an enum: its name, the variant's name.
    Variant(Name, Name),
    /// A list.
    List(Vec<DefaultValue>),
    /// A map without members.
    Empty,
    /// A struct of which nothing is given.
    New(Name),
}

/// The only value of a member.
#[derive(Debug, Clone, PartialEq)]
pub enum Fixed {
    /// A text, of a string enum.
    Text(String),
    /// A number, of an enum of numbers.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

impl Field {
    /// Whether a value must be given when a struct is made.
    pub fn is_given(&self) -> bool {
        self.presence.is_required() && self.fixed.is_none()
    }
}

/// Whether a member may be absent, null, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there: `T`.
    Required,
    /// Always there, perhaps null: `Option<T>`.
    RequiredNullable,
    /// Perhaps absent: `Option<T>`.
    Optional,
    /// Perhaps absent, and any JSON value, null included: `Option<T>`.
    OptionalAny,
    /// Perhaps absent, perhaps null: `Option<Option<T>>`.
    OptionalNullable,
}

impl Presence {
    /// Whether the member is always there.
    pub fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::OptionalAny | Self::OptionalNullable => false,
        }
    }
}

/// One of several strings, open to those that a later description adds unless the user closes it.
#[derive(Debug, Clone)]
pub struct StringEnum {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The known values.
    pub variants: Vec<Variant>,
    /// The name of the variant for all others; none where they are refused.
    pub unknown: Option<Name>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// A known value of a string enum.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The text on the wire.
    pub wire: String,
}

/// One of several numbers, open to those that a later description adds unless the user closes it.
#[derive(Debug, Clone)]
pub struct NumberEnum {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Whether the numbers have fractions.
    pub is_float: bool,
    /// The known values.
    pub variants: Vec<NumberVariant>,
    /// The name of the variant for all others; none where they are refused.
    pub unknown: Option<Name>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// A known value of an enum of numbers.
#[derive(Debug, Clone)]
pub struct NumberVariant {
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The number on the wire.
    pub wire: Number,
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct OneOf {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The name of the member that tells the alternatives apart. Without one, it is told by what can be seen.
    pub tag: Option<String>,
    /// The types, each of them once.
    pub alternatives: Vec<Alternative>,
    /// What becomes of a value that is none of them; always something with a tag.
    pub otherwise: Option<Otherwise>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// What becomes of a value that is none of the alternatives of a [`OneOf`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// It is kept as it is, in a variant of this name.
    Unknown(Name),
    /// It is read as the alternative of this name.
    Read(Name),
}

/// How the tag of a [`OneOf`] comes into what is written of an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagging {
    /// The alternative has it, and as it is meant.
    Declared,
    /// The alternative is a struct that may have any text in its place: the union writes the one that stands for it.
    Stated,
    /// The alternative is a struct whose field of this name may have any value: it is written if it stands for the alternative.
    Checked(Name),
    /// The alternative is a struct without it: the union writes it.
    Added,
    /// The alternative may have it or not, as a map or another union: the union writes it where it is missing.
    Ensured,
}

/// One of the types of a [`OneOf`].
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its documentation, besides that of its type.
    pub docs: Docs,
    /// The variant's name.
    pub name: Name,
    /// The type.
    pub ty: Ty,
    /// The type without other names for types, where it is made of those of other packages: those cannot tell what fits them.
    pub judged: Option<Ty>,
    /// Whether the type contains the union, so that a value must stand elsewhere.
    pub boxed: bool,
    /// Whether another alternative has the same type.
    pub shares_type: bool,
    /// The values of the tag that stand for it.
    pub tags: Vec<String>,
    /// Who writes the tag.
    pub tagging: Tagging,
}

/// A list with a type for each place.
#[derive(Debug, Clone)]
pub struct Tuple {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The places, in order; those that may be absent come last.
    pub items: Vec<TupleItem>,
    /// The type of the items after them, where they are declared.
    pub rest: Option<Ty>,
    /// What these are judged by, where that is another type.
    pub rest_judged: Option<Ty>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// A place of a [`Tuple`].
#[derive(Debug, Clone)]
pub struct TupleItem {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// The type of its item.
    pub ty: Ty,
    /// What its item is judged by, where that is another type.
    pub judged: Option<Ty>,
    /// Whether it is always there.
    pub is_required: bool,
    /// Whether the type contains the tuple, so that a value must stand elsewhere.
    pub boxed: bool,
}

/// Another name for a type, or a type around it.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Where its schema stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Ty,
    /// The type without other names for types, where it is made of those of other packages: those cannot tell what fits them.
    pub judged: Option<Ty>,
    /// What the user chose for it, where it is a type of its own.
    pub chosen: Chosen,
}

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `()`: nothing on the wire.
    Unit,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// What a `format` asks for.
    Scalar(Scalar),
    /// Any JSON value.
    Json,
    /// Any JSON object.
    JsonObject,
    /// `Vec<u8>`, as the whole of a body.
    Bytes,
    /// `Vec<T>`
    Vec(Box<Ty>),
    /// A map from strings that keeps its order.
    Map(Box<Ty>),
    /// `Option<T>`, `None` being null.
    Nullable(Box<Ty>),
    /// A type of the models.
    Named(Name),
    /// A type of the models that others are converted into where it is taken: those it is one of, or what it is another name
    /// for.
    Union(Name),
}

impl Ty {
    /// This type and the types inside it, down to the names of others.
    pub fn parts(&self) -> impl Iterator<Item = &Ty> {
        std::iter::successors(Some(self), |ty| match ty {
            Self::Vec(inner) | Self::Map(inner) | Self::Nullable(inner) => Some(inner),
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F32
            | Self::F64
            | Self::String
            | Self::Scalar(_)
            | Self::Json
            | Self::JsonObject
            | Self::Bytes
            | Self::Named(_)
            | Self::Union(_) => None,
        })
    }

    /// The name, of a type of the models.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Self::Named(name) | Self::Union(name) => Some(name),
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F32
            | Self::F64
            | Self::String
            | Self::Scalar(_)
            | Self::Json
            | Self::JsonObject
            | Self::Bytes
            | Self::Vec(_)
            | Self::Map(_)
            | Self::Nullable(_) => None,
        }
    }
}

/// A security scheme that operations use.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The name of its static.
    pub constant: Name,
    /// The name of the builder's method that takes the credential.
    pub method: Name,
    /// Its name in the description.
    pub wire: String,
    /// What it is.
    pub kind: SchemeKind,
    /// Its documentation.
    pub docs: Docs,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A bearer token.
    Bearer,
    /// User and password.
    Basic,
    /// A key under a name.
    ApiKey(Location, String),
    /// In a way that the runtime does not know.
    Other,
}

/// An operation, as the client sends it and as the server answers it.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name in the description, or the one made from method and path.
    pub id: String,
    /// The method's name.
    pub name: Name,
    /// The name of its static.
    pub constant: Name,
    /// The name of what the client's method returns.
    pub call: Name,
    /// The name of the server's request.
    pub request: Name,
    /// The name of the server's answer.
    pub response: Name,
    /// The HTTP method.
    pub method: String,
    /// The path template, for documentation.
    pub path: String,
    /// The path template, cut at its parameters.
    pub segments: Vec<Segment>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The declared answers.
    pub outcomes: Vec<Outcome>,
    /// What a call gives when it succeeds.
    pub success: Answer,
    /// What a declared failure carries.
    pub failure: Answer,
    /// The alternatives of credentials: indices into [`Krate::schemes`], with scopes.
    pub security: Vec<Vec<(usize, Vec<String>)>>,
    /// The name of the field that holds everything else the server knows of a request.
    pub context: Name,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text.
    Literal(String),
    /// The parameter of this wire name.
    Parameter(String),
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its documentation.
    pub docs: Docs,
    /// The name of argument, setter and field.
    pub name: Name,
    /// The name on the wire.
    pub wire: String,
    /// Where it travels.
    pub location: Location,
    /// How its value becomes text.
    pub style: Style,
    /// Whether items and members are written one by one.
    pub explode: bool,
    /// Whether reserved characters pass as they are.
    pub allow_reserved: bool,
    /// Whether it must be given.
    pub required: bool,
    /// The type of its value.
    pub ty: Ty,
    /// What its value must satisfy.
    pub check: CheckRef,
    /// What gives its default where a request has none.
    pub default: Option<Accessor>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its documentation.
    pub docs: Docs,
    /// The name of argument and field.
    pub name: Name,
    /// Whether it must be sent.
    pub required: bool,
    /// The media type, as it is spelled.
    pub media: String,
    /// What it holds.
    pub payload: Payload,
    /// What its value must satisfy.
    pub check: CheckRef,
    /// Of a form the members that are not written as usual.
    pub encodings: Vec<Encoding>,
}

/// How a value becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Codec {
    /// No bytes.
    Empty,
    /// JSON (RFC 8259).
    Json,
    /// A form (`application/x-www-form-urlencoded`).
    Form,
    /// Text in UTF-8.
    Text,
    /// The text of a single value that is more than text.
    Plain,
    /// Bytes as they are.
    Bytes,
}

/// What a call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Bodies that all hold the same.
    One(Payload),
    /// Bodies of several types: the union's name, and its variant for each status, in the order of the description.
    Several(Name, Vec<(Status, UnionVariant)>),
}

/// The types that the bodies of a call's answers can have. Calls that can give the same types share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// Its name.
    pub name: Name,
    /// One variant a type.
    pub variants: Vec<UnionVariant>,
}

/// A type that the body of an answer can have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnionVariant {
    /// The variant's name.
    pub name: Name,
    /// What it holds.
    pub payload: Payload,
}

/// What the body of an answer holds and how it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Payload {
    /// How the bytes are read.
    pub codec: Codec,
    /// The type.
    pub ty: Ty,
}

/// A declared answer.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its documentation.
    pub docs: Docs,
    /// The name of the server's variant.
    pub name: Name,
    /// The statuses.
    pub status: Status,
    /// The media type as it is spelled, where there is a body.
    pub media: Option<String>,
    /// The body.
    pub payload: Payload,
    /// What reads and writes the body, where it is a form.
    pub form: Option<Form>,
}
