//! Schemas as data, which generated code fills.
//!
//! Owns their types. Must not know how a value is validated (`validation` does that), where a value came from, or what
//! becomes of violations.

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
    /// A string of the format `date-time`.
    pub const DATE_TIME: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::DateTime)]);
    /// A string of the format `date`.
    pub const DATE: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::Date)]);
    /// A string of the format `uuid`.
    pub const UUID: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::Uuid)]);
    /// A string of the format `byte`.
    pub const BASE64: Self = Self(&[Keyword::Type(Types::STRING), Keyword::Format(Format::Base64)]);
    /// An integer of the format `int32`.
    pub const INT32: Self = Self(&[Keyword::Type(Types::INTEGER), Keyword::Format(Format::Int32)]);
    /// An integer of the format `int64`.
    pub const INT64: Self = Self(&[Keyword::Type(Types::INTEGER), Keyword::Format(Format::Int64)]);
}

/// One keyword of a schema. A keyword that applies to one JSON type accepts every value of another type.
///
/// Source: JSON Schema Validation 2020-12, section 6, and JSON Schema Core 2020-12, sections 10 and 11.
#[derive(Debug, Clone, Copy)]
pub enum Keyword {
    /// `type`: the value has one of these types.
    Type(Types),
    /// `enum`: a string equals one of these. `type` says which other values are allowed beside the strings.
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
    /// `pattern`: the expression matches somewhere in the string.
    Pattern(&'static Pattern),
    /// `format`, of the formats that a type can hold.
    Format(Format),
    /// `prefixItems`: the first items satisfy these schemas, one for each.
    PrefixItems(&'static [&'static Schema]),
    /// `items`: every item after those of `prefixItems` satisfies this schema.
    Items(&'static Schema),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`: no two items are equal.
    UniqueItems,
    /// `contains` with `minContains` and `maxContains`: the number of items that satisfy this schema.
    Contains(&'static Schema, u64, Option<u64>),
    /// `unevaluatedItems`: items that no other keyword evaluates satisfy this schema.
    UnevaluatedItems(&'static Schema),
    /// `properties`: the property of such a name satisfies its schema.
    Properties(&'static [(&'static str, &'static Schema)]),
    /// `patternProperties`: a property whose name matches such an expression satisfies its schema.
    PatternProperties(&'static [(&'static Pattern, &'static Schema)]),
    /// `additionalProperties`: properties that neither `properties` nor `patternProperties` evaluate satisfy this schema.
    AdditionalProperties(&'static Schema),
    /// `propertyNames`: the name of every property satisfies this schema.
    PropertyNames(&'static Schema),
    /// `required`: properties of these names are present.
    Required(&'static [&'static str]),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `dependentRequired`: an object with a property of such a name has properties of these names.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// `dependentSchemas`: an object with a property of such a name satisfies this schema.
    DependentSchemas(&'static [(&'static str, &'static Schema)]),
    /// `unevaluatedProperties`: properties that no other keyword evaluates satisfy this schema.
    UnevaluatedProperties(&'static Schema),
    /// `allOf`, and the target of a `$ref`: the value satisfies each of these.
    AllOf(&'static [&'static Schema]),
    /// `anyOf`: the value satisfies one of these or several.
    AnyOf(&'static [&'static Schema]),
    /// `oneOf`: the value satisfies exactly one of these.
    OneOf(&'static [&'static Schema]),
    /// `not`: the value does not satisfy this.
    Not(&'static Schema),
    /// `if`, `then` and `else`: a value that satisfies the first schema satisfies the second too, any other the third.
    If(&'static Schema, Option<&'static Schema>, Option<&'static Schema>),
    /// `discriminator`: the property of this name selects by its value which of these schemas an object satisfies. With another
    /// value, or without that property, it satisfies the last. Where there is no last, it is refused.
    ///
    /// Source: OpenAPI 3.2, section "Discriminator Object".
    Tagged(&'static str, &'static [(&'static str, &'static Schema)], Option<&'static Schema>),
    /// Nothing satisfies this schema (`false`).
    Never,
}
