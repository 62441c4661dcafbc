//! Schemas as data: the table of keywords that generated code fills.
//!
//! Owns the shapes of that table. Must not know how a value is checked against it (`check` does that), where a value came
//! from, or what becomes of what is wrong with it.

mod format;
mod literal;
mod lookup;
mod pattern;
mod types;

pub use format::{Format, reads};
pub use literal::{Literal, Number};
pub use pattern::{Matcher, Pattern};
pub use types::Types;

/// A JSON Schema as a conjunction of keywords: a value satisfies it when it satisfies each of them.
///
/// Source: JSON Schema 2020-12.
#[derive(Debug, Clone, Copy)]
pub struct Schema(pub &'static [Keyword]);

impl Schema {
    /// Every value.
    pub const ANY: Self = Self(&[]);
    /// No value.
    pub const NEVER: Self = Self(&[Keyword::Never]);
    /// Any string.
    pub const STRING: Self = Self(&[Keyword::Type(Types::STRING)]);
    /// Any number without a fraction.
    pub const INTEGER: Self = Self(&[Keyword::Type(Types::INTEGER)]);
    /// Any number.
    pub const NUMBER: Self = Self(&[Keyword::Type(Types::NUMBER)]);
    /// `true` or `false`.
    pub const BOOLEAN: Self = Self(&[Keyword::Type(Types::BOOLEAN)]);
    /// `null`.
    pub const NULL: Self = Self(&[Keyword::Type(Types::NULL)]);
    /// Any array.
    pub const ARRAY: Self = Self(&[Keyword::Type(Types::ARRAY)]);
    /// Any object.
    pub const OBJECT: Self = Self(&[Keyword::Type(Types::OBJECT)]);
    /// Text of the format `date-time`.
    pub const DATE_TIME: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::DateTime)]);
    /// Text of the format `date`.
    pub const DATE: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::Date)]);
    /// Text of the format `uuid`.
    pub const UUID: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::Uuid)]);
    /// Text of the format `byte`.
    pub const BASE64: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::Base64)]);
    /// An integer of the format `int32`.
    pub const INT32: Self = Self(&[Keyword::Type(Types::INTEGER), Keyword::Format(Format::Int32)]);
    /// An integer of the format `int64`.
    pub const INT64: Self = Self(&[Keyword::Type(Types::INTEGER), Keyword::Format(Format::Int64)]);
}

/// One keyword of a schema. A keyword about one JSON type holds for every value of another type.
///
/// Source: JSON Schema Validation 2020-12, section 6, and JSON Schema Core 2020-12, sections 10 and 11.
#[derive(Debug, Clone, Copy)]
pub enum Keyword {
    /// `type`: the value has one of these types.
    Type(Types),
    /// `enum`: a string equals one of these. What else may stand beside the strings is said by `type`.
    Enum(&'static [&'static str]),
    /// `enum`: the value equals one of these.
    Values(&'static [Literal]),
    /// `const`: the value equals this.
    Const(Literal),
    /// `minimum`.
    Minimum(Number),
    /// `maximum`.
    Maximum(Number),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Number),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Number),
    /// `multipleOf`.
    MultipleOf(Number),
    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `pattern`: the expression is found in the string.
    Pattern(&'static Pattern),
    /// `format`, where a type holds its values.
    Format(Format),
    /// `prefixItems`: the first items satisfy these, each its own.
    PrefixItems(&'static [&'static Schema]),
    /// `items`: every item after those of `prefixItems` satisfies this schema.
    Items(&'static Schema),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`: no two items are equal.
    UniqueItems,
    /// `contains` with `minContains` and `maxContains`: so many items satisfy this schema.
    Contains(&'static Schema, u64, Option<u64>),
    /// `unevaluatedItems`: the items that no other keyword speaks of satisfy this schema.
    UnevaluatedItems(&'static Schema),
    /// `properties`: each member of such a name satisfies its schema.
    Properties(&'static [(&'static str, &'static Schema)]),
    /// `patternProperties`: each member in whose name such an expression is found satisfies its schema.
    PatternProperties(&'static [(&'static Pattern, &'static Schema)]),
    /// `additionalProperties`: members named neither under `properties` nor under `patternProperties` satisfy this schema.
    AdditionalProperties(&'static Schema),
    /// `propertyNames`: the name of every member satisfies this schema.
    PropertyNames(&'static Schema),
    /// `required`: members of these names are present.
    Required(&'static [&'static str]),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `dependentRequired`: beside a member of such a name stand members of these names.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// `dependentSchemas`: an object with a member of such a name satisfies this schema.
    DependentSchemas(&'static [(&'static str, &'static Schema)]),
    /// `unevaluatedProperties`: the members that no other keyword speaks of satisfy this schema.
    UnevaluatedProperties(&'static Schema),
    /// `allOf`, and what a `$ref` leads to: the value satisfies each of these.
    AllOf(&'static [&'static Schema]),
    /// `anyOf`: the value satisfies one of these or several.
    AnyOf(&'static [&'static Schema]),
    /// `oneOf`: the value satisfies exactly one of these.
    OneOf(&'static [&'static Schema]),
    /// `not`: the value does not satisfy this.
    Not(&'static Schema),
    /// `if`, `then` and `else`: a value that satisfies the first satisfies the second too, any other the third.
    If(&'static Schema, Option<&'static Schema>, Option<&'static Schema>),
    /// `discriminator`: the member of this name tells by its text which of these an object satisfies; one with another text, or
    /// without that member, satisfies the last. Where there is none, it has to be one of these.
    ///
    /// Source: OpenAPI 3.2, section "Discriminator Object".
    Tagged(&'static str, &'static [(&'static str, &'static Schema)], Option<&'static Schema>),
    /// Nothing satisfies this schema (`false`).
    Never,
}
