//! The types of the models.
//!
//! Owns the kinds of types, and their fields, variants and items. Must not know operations.

use crate::at::At;

use super::{Chosen, Constant, Docs, Name, Number, Ty};

/// A type of the models.
#[derive(Debug, Clone)]
pub enum Item {
    /// A struct: an object with named properties.
    Struct(Struct),
    /// One of several strings.
    StringEnum(StringEnum),
    /// One of several numbers.
    NumberEnum(NumberEnum),
    /// One of several types.
    OneOf(OneOf),
    /// A tuple: an array with a type for each position.
    Tuple(Tuple),
    /// Another name for a type.
    Alias(Alias),
    /// A type of its own around another one, because it contains itself or the user wants it.
    Newtype(Alias),
}

impl Item {
    /// Whether it is deprecated.
    pub(crate) fn deprecated_mut(&mut self) -> &mut bool {
        match self {
            Self::Struct(item) => &mut item.deprecated,
            Self::StringEnum(item) => &mut item.deprecated,
            Self::NumberEnum(item) => &mut item.deprecated,
            Self::OneOf(item) => &mut item.deprecated,
            Self::Tuple(item) => &mut item.deprecated,
            Self::Alias(item) | Self::Newtype(item) => &mut item.deprecated,
        }
    }
}

/// A struct: an object with named properties.
#[derive(Debug, Clone)]
pub struct Struct {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Its fields, in the order of the description.
    pub fields: Vec<Field>,
    /// The map of further properties, where they are declared.
    pub extras: Option<Extras>,
    /// How a value is constructed.
    pub construct: Construct,
    /// Whether the description says that it is deprecated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// How a value of a struct is constructed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Construct {
    /// Nothing has to be given, since nothing is required or the required values are constants: `Default`.
    Default,
    /// `new` takes the required values.
    New,
    /// `new` takes a struct of this name, which has the required values.
    Required(Name),
}

/// The map of properties that are not declared by name.
#[derive(Debug, Clone)]
pub struct Extras {
    /// The field's name.
    pub name: Name,
    /// The type of a value.
    pub ty: Ty,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// The field's name.
    pub name: Name,
    /// The name of its property on the wire.
    pub wire: String,
    /// The type of a value that is present.
    pub ty: Ty,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Whether the type contains itself through this field, so that the value must be boxed.
    pub boxed: bool,
    /// The only value it can have, for [`Presence::Required`].
    pub fixed: Option<Fixed>,
    /// The variant that is this value, where it is of a closed enum: the name of the enum, the name of the variant.
    pub fixed_variant: Option<(Name, Name)>,
    /// The method that returns the default where the value is absent.
    pub default: Option<Accessor>,
    /// The name of the setter that sets null, for [`Presence::OptionalNullable`].
    pub null_setter: Option<Name>,
    /// Whether the description says that it is deprecated.
    pub deprecated: bool,
}

/// The method that returns the value of a field, or its default.
#[derive(Debug, Clone, PartialEq)]
pub struct Accessor {
    /// Its name.
    pub name: Name,
    /// The default.
    pub value: Constant,
    /// Its JSON text.
    pub text: String,
}

/// The only value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Fixed {
    /// A string, of a string enum.
    Text(String),
    /// A number, of a number enum.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// An object or an array.
    Json {
        /// Its JSON text.
        text: String,
        /// The value in Rust.
        value: Constant,
    },
}

impl Field {
    /// Whether a value is required when a struct is constructed.
    pub fn is_given(&self) -> bool {
        self.presence.is_required() && self.fixed.is_none()
    }
}

/// Whether a property may be absent, null, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always present: `T`.
    Required,
    /// Always present, may be null: `Option<T>`.
    RequiredNullable,
    /// May be absent: `Option<T>`.
    Optional,
    /// May be absent, and may be any JSON value, null included: `Option<T>`.
    OptionalAny,
    /// May be absent, may be null: `Option<Option<T>>`.
    OptionalNullable,
}

impl Presence {
    /// Whether the property is always present.
    pub fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::OptionalAny | Self::OptionalNullable => false,
        }
    }
}

/// One of several strings, open to further values unless the user closes it.
#[derive(Debug, Clone)]
pub struct StringEnum {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The known values.
    pub variants: Vec<Variant>,
    /// The name of the variant for all other values; none where they are refused.
    pub unknown: Option<Name>,
    /// Whether the description says that it is deprecated.
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
    /// The string on the wire.
    pub wire: String,
}

/// One of several numbers, open to further values unless the user closes it.
#[derive(Debug, Clone)]
pub struct NumberEnum {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Whether the numbers have fractions.
    pub is_float: bool,
    /// The known values.
    pub variants: Vec<NumberVariant>,
    /// The name of the variant for all other values; none where they are refused.
    pub unknown: Option<Name>,
    /// Whether the description says that it is deprecated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// A known value of a number enum.
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
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The name of the discriminator property. Without one, the value itself selects the alternative.
    pub discriminator: Option<String>,
    /// The discriminator values of several alternatives: the rest of the value selects among these.
    pub shared: Vec<String>,
    /// The alternatives.
    pub alternatives: Vec<Alternative>,
    /// How a value that is none of them is read; always given where there is a discriminator.
    pub otherwise: Option<Otherwise>,
    /// Whether the description says that it is deprecated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

/// How a value that is none of the alternatives of a [`OneOf`] is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// It is stored as it is, in a variant of this name.
    Unknown(Name),
    /// It is read as the alternative of this name.
    Read(Name),
}

/// Who writes the discriminator property of an alternative of a [`OneOf`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiscriminatorWriter {
    /// The alternative writes it, with the right value.
    Declared,
    /// The alternative is a struct whose property may be any string: the union writes the value that selects the alternative.
    Stated,
    /// The alternative is a struct with this field, which may have any value: it is written if it selects the alternative.
    Checked(Name),
    /// The alternative is a struct without the property: the union writes it.
    Added,
    /// The alternative may have the property or not, as a map or another union: the union writes it where it is missing.
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
    /// The type with aliases expanded, where it contains types of other packages, which cannot tell whether a value fits them.
    pub judged: Option<Ty>,
    /// Whether the value is boxed: the type contains the union, or the union has many alternatives.
    pub boxed: bool,
    /// Whether another alternative has the same type.
    pub shares_type: bool,
    /// The discriminator values that select it.
    pub discriminator_values: Vec<String>,
    /// Who writes the discriminator property.
    pub writer: DiscriminatorWriter,
}

/// A tuple: an array with a type for each position.
#[derive(Debug, Clone)]
pub struct Tuple {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The items, in order; those that may be absent are last.
    pub items: Vec<TupleItem>,
    /// The type of the items after them, where they are declared.
    pub rest: Option<Ty>,
    /// The type that tells whether these fit, where it is another one.
    pub rest_judged: Option<Ty>,
    /// Whether the description says that it is deprecated.
    pub deprecated: bool,
    /// What the user chose for it.
    pub chosen: Chosen,
}

impl Tuple {
    /// Whether all its items may be absent, so that the empty array is a value.
    pub fn is_default(&self) -> bool {
        self.items.iter().all(|one| !one.is_required)
    }
}

/// An item of a [`Tuple`].
#[derive(Debug, Clone)]
pub struct TupleItem {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its type.
    pub ty: Ty,
    /// The type that tells whether a value fits, where it is another one.
    pub judged: Option<Ty>,
    /// Whether it is always present.
    pub is_required: bool,
    /// Whether the type contains the tuple, so that the value must be boxed.
    pub boxed: bool,
}

/// Another name for a type, or a type around it.
#[derive(Debug, Clone)]
pub struct Alias {
    /// The location of its schema.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Ty,
    /// The type with aliases expanded, where it contains types of other packages, which cannot tell whether a value fits them.
    pub judged: Option<Ty>,
    /// Whether the description says that it is deprecated.
    pub deprecated: bool,
    /// What the user chose for it, where it is a type of its own.
    pub chosen: Chosen,
}

impl Alias {
    /// Whether it is a `Vec` or a map, whose `Default` is empty.
    pub fn is_collection(&self) -> bool {
        matches!(self.ty, Ty::Vec(_) | Ty::Map(_) | Ty::JsonObject)
    }
}
