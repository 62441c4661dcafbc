//! Schemas as data, which generated code fills.
//!
//! Owns their types. Must not know how a value is validated (`validation` does that), where a value came from, or what
//! becomes of violations.

mod format;
pub mod keyword;
mod literal;
mod lookup;
mod pattern;
mod reference;
mod types;

pub use format::{Format, reads};
pub use keyword::Keyword;
pub use literal::{Literal, Number};
pub use pattern::{Matcher, Pattern};
pub use reference::Reference;
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
