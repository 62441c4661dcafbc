//! Enums of strings and of numbers without a variant for unknown values.
//!
//! Owns the expansion of their macros, and the error of an unknown value. Must not know any model.

use std::error;
use std::fmt;

use serde::de::{Deserializer, Error};

use super::number_enum::{self, NumberValue};
use super::wire;

/// How many of the known values an error lists.
const LISTED: usize = 8;

/// A string or a number that is no value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    name: &'static str,
    value: String,
    known: &'static [&'static str],
}

impl UnknownValue {
    /// The error of a value that is none of the known ones of the enum of this name.
    #[cold]
    pub fn new(name: &'static str, value: impl fmt::Display, known: &'static [&'static str]) -> Self {
        Self { name, value: value.to_string(), known }
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The values that the enum has.
    pub fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, value, known } = self;
        write!(formatter, "`{value}` is no `{name}`, which is one of ")?;
        for (index, value) in known.iter().take(LISTED).enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(formatter, "{comma}`{value}`")?;
        }
        match known.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => write!(formatter, " and {more} more"),
        }
    }
}

impl error::Error for UnknownValue {}

/// Reads a string as a value of an enum.
///
/// # Errors
/// When the input is no string, or one that the enum does not have.
pub fn read_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'t> TryFrom<&'t str, Error = UnknownValue>,
{
    wire::read_string(deserializer, |string| T::try_from(string))
}

/// Reads a number as a value of an enum.
///
/// # Errors
/// When the input is no number that the type has, or one that the enum does not have.
pub fn read_number<'de, N, T, D>(deserializer: D) -> Result<T, D::Error>
where
    N: NumberValue,
    T: TryFrom<N, Error = UnknownValue>,
    D: Deserializer<'de>,
{
    T::try_from(number_enum::value::<N, D>(deserializer)?).map_err(D::Error::custom)
}

/// An enum of strings that has no others.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($(#[$doc:meta])* $Variant:ident = $wire:literal,)*
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $T {
            $($(#[$doc])* $Variant,)*
        }

        impl $T {
            /// The string on the wire, one of these:
            ///
            #[doc = "``"]
            #[doc = stringify!($($wire),*)]
            #[doc = "``"]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $wire,)*
                }
            }
        }

        impl TryFrom<&str> for $T {
            type Error = wire::UnknownValue;

            fn try_from(string: &str) -> Result<Self, wire::UnknownValue> {
                match string {
                    $($wire => Ok(Self::$Variant),)*
                    _ => Err(wire::UnknownValue::new(stringify!($T), string, &[$($wire),*])),
                }
            }
        }

        impl TryFrom<String> for $T {
            type Error = wire::UnknownValue;

            fn try_from(string: String) -> Result<Self, wire::UnknownValue> {
                Self::try_from(string.as_str())
            }
        }

        impl ::std::str::FromStr for $T {
            type Err = wire::UnknownValue;

            fn from_str(string: &str) -> Result<Self, wire::UnknownValue> {
                Self::try_from(string)
            }
        }

        impl AsRef<str> for $T {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                value.as_str().and_then(|string| Self::try_from(string).ok()).map(|_| 2)
            }
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::closed_string(deserializer)
            }
        }
    };
}

/// An enum of numbers that has no others.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_number_enum {
    ($(#[$attribute:meta])* pub enum $T:ident: $Number:ident {
        $($(#[$doc:meta])* $Variant:ident = $wire:literal,)*
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $T {
            $($(#[$doc])* #[doc = concat!("\n`", $wire, "`")] $Variant,)*
        }

        impl $T {
            /// The number on the wire.
            pub fn value(self) -> $Number {
                match self {
                    $(Self::$Variant => $wire,)*
                }
            }
        }

        impl TryFrom<$Number> for $T {
            type Error = wire::UnknownValue;

            fn try_from(number: $Number) -> Result<Self, wire::UnknownValue> {
                match number {
                    $($wire => Ok(Self::$Variant),)*
                    _ => Err(wire::UnknownValue::new(stringify!($T), number, &[$(stringify!($wire)),*])),
                }
            }
        }

        impl From<$T> for $Number {
            fn from(value: $T) -> Self {
                value.value()
            }
        }

        impl ::std::fmt::Display for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                wire::fits_number(value, |number: $Number| Self::try_from(number).is_ok()).filter(|fit| *fit > 0)
            }
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.value(), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::closed_number::<$Number, Self, D>(deserializer)
            }
        }
    };
}

/// Traits of an enum that compare what is on the wire: `by_value! { Status(as_str): PartialOrd Ord }`.
///
/// Derives would compare variants, and a known value can be in the variant for unknown ones.
#[doc(hidden)]
#[macro_export]
macro_rules! by_value {
    ($T:ident($value:ident $(,)?): $($Trait:ident)+) => { $(by_value!(@$Trait $T $value);)* };

    (@Eq $T:ident $value:ident) => { impl Eq for $T {} };
    (@Hash $T:ident $value:ident) => {
        impl ::std::hash::Hash for $T {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.$value().hash(state)
            }
        }
    };
    (@PartialOrd $T:ident $value:ident) => {
        #[allow(clippy::non_canonical_partial_ord_impl)]
        impl PartialOrd for $T {
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                PartialOrd::partial_cmp(&self.$value(), &other.$value())
            }
        }
    };
    (@Ord $T:ident $value:ident) => {
        impl Ord for $T {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                Ord::cmp(&self.$value(), &other.$value())
            }
        }
    };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use {by_value, closed_enum, closed_number_enum};
