//! Values in a schema: those of `enum` and `const`, and the limits of numbers.
//!
//! Owns their form as constants. Must not know when a value equals one.

use std::fmt;

use serde_json::Value;

use super::Types;

/// A number in a keyword.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Without a fraction.
    Integer(i128),
    /// Any other number, always finite.
    Float(f64),
}

impl Number {
    /// The number for serde_json; none where it has no such number. Integers beyond 64 bits become the nearest double.
    pub fn to_json(self) -> Option<serde_json::Number> {
        let value = match self {
            Self::Integer(number) => Literal::Integer(number).to_json(),
            Self::Float(number) => Literal::Float(number).to_json(),
        };
        value.as_number().cloned()
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self::Integer(number.into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            // With an exponent where all digits would be long.
            Self::Float(number) => fmt::Debug::fmt(number, f),
        }
    }
}

/// A JSON value as a constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction.
    Integer(i128),
    /// Any other number, always finite.
    Float(f64),
    /// A string.
    String(&'static str),
    /// An array.
    Array(&'static [Literal]),
    /// An object, each name once.
    Object(&'static [(&'static str, Literal)]),
}

impl Literal {
    /// The type of the value.
    pub fn types(&self) -> Types {
        match self {
            Self::Null => Types::NULL,
            Self::Bool(_) => Types::BOOLEAN,
            Self::Integer(_) => Types::INTEGER,
            Self::Float(number) if number.fract() == 0.0 => Types::INTEGER,
            Self::Float(_) => Types::NUMBER,
            Self::String(_) => Types::STRING,
            Self::Array(_) => Types::ARRAY,
            Self::Object(_) => Types::OBJECT,
        }
    }

    /// The value for serde_json. Integers beyond 64 bits become the nearest double.
    pub fn to_json(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => flag.into(),
            Self::Integer(number) => match (i64::try_from(number), u64::try_from(number)) {
                (Ok(number), _) => number.into(),
                (_, Ok(number)) => number.into(),
                _ => (number as f64).into(),
            },
            Self::Float(number) => number.into(),
            Self::String(text) => text.into(),
            Self::Array(items) => items.iter().map(|item| item.to_json()).collect(),
            Self::Object(properties) => {
                properties.iter().map(|(name, value)| ((*name).to_owned(), value.to_json())).collect()
            }
        }
    }
}

/// As JSON; a string by itself is written without quotes.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Null | Self::Bool(_) | Self::Float(_) | Self::Array(_) | Self::Object(_) => self.to_json().fmt(f),
        }
    }
}
