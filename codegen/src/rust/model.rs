//! The types of the models.
//!
//! Owns what is known of each kind of type, and of its members. Must not know operations.

use crate::at::At;

use super::{Chosen, Constant, Docs, Name, Number, Ty};

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
    pub value: Constant,
    /// Its JSON text.
    pub text: String,
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
    /// An object or a list.
    Json {
        /// Its text.
        text: String,
        /// What it is in Rust.
        value: Constant,
    },
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
    /// The values of that member which stand for several alternatives: what can be seen tells these apart.
    pub shared: Vec<String>,
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
    /// Whether a value must stand elsewhere: the type contains the union, or the union has many alternatives.
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

impl Tuple {
    /// Whether all its places may be absent, so that there is one without any.
    pub fn is_default(&self) -> bool {
        self.items.iter().all(|one| !one.is_required)
    }
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
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// What the user chose for it, where it is a type of its own.
    pub chosen: Chosen,
}

impl Alias {
    /// Whether it is a list or a map, whose `Default` is the empty one.
    pub fn is_collection(&self) -> bool {
        matches!(self.ty, Ty::Vec(_) | Ty::Map(_) | Ty::JsonObject)
    }
}
