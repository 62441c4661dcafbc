//! Enums of numbers.
//!
//! Owns the expansion of `number_enum!`, and how a number converts to the type of its enum. Must not know any model.

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde_json::Number;

use super::lenient_integer::integer;

/// The type of the values of an enum of numbers.
pub trait NumberValue: Sized {
    /// The same number in this type, if it is in range: `1.0` is an integer.
    fn of(number: &Number) -> Option<Self>;
}

impl NumberValue for i64 {
    fn of(number: &Number) -> Option<Self> {
        number.as_i64().or_else(|| number.as_f64().and_then(integer))
    }
}

impl NumberValue for f64 {
    fn of(number: &Number) -> Option<Self> {
        number.as_f64()
    }
}

/// Reads a number as a value of an enum.
///
/// # Errors
/// When the input is no number of the type.
pub fn read<'de, N: NumberValue, T: From<N>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    value::<N, D>(deserializer).map(T::from)
}

/// Reads a number of the type of an enum.
///
/// # Errors
/// When the input is no number of the type.
pub fn value<'de, N: NumberValue, D: Deserializer<'de>>(deserializer: D) -> Result<N, D::Error> {
    let number = Number::deserialize(deserializer)?;
    let odd = || D::Error::invalid_value(Unexpected::Other(&number.to_string()), &"a 64-bit integer");
    N::of(&number).ok_or_else(odd)
}

/// An enum of numbers that is open to those a later description adds.
#[doc(hidden)]
#[macro_export]
macro_rules! number_enum {
    ($(#[$attribute:meta])* pub enum $T:ident: $Number:ident {
        $($(#[$doc:meta])* $Variant:ident = $wire:literal,)*
        _ = $Unknown:ident $(,)?
    }) => {
        $(#[$attribute])*
        #[non_exhaustive]
        pub enum $T {
            $($(#[$doc])* #[doc = concat!("\n`", $wire, "`")] $Variant,)*
            #[doc = concat!(
                "A value that this version of the description does not know; it is sent back as `", stringify!($Number),
                "`, with its range and its precision."
            )]
            $Unknown($Number),
        }

        impl $T {
            /// The number on the wire.
            pub fn value(self) -> $Number {
                match self {
                    $(Self::$Variant => $wire,)*
                    Self::$Unknown(number) => number,
                }
            }

            /// Whether this version of the description knows the value, however it was made.
            pub fn is_known(self) -> bool {
                !matches!(Self::from(self.value()), Self::$Unknown(_))
            }
        }

        impl ::std::fmt::Debug for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$Variant => formatter.write_str(stringify!($Variant)),)*
                    Self::$Unknown(number) => formatter.debug_tuple(stringify!($Unknown)).field(number).finish(),
                }
            }
        }

        impl Clone for $T {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl Copy for $T {}

        impl PartialEq for $T {
            fn eq(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
        }

        impl From<$Number> for $T {
            fn from(number: $Number) -> Self {
                match number {
                    $($wire => Self::$Variant,)*
                    _ => Self::$Unknown(number),
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
                wire::fits_number(value, |number: $Number| Self::from(number).is_known())
            }
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.value(), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read_number::<$Number, Self, D>(deserializer)
            }
        }
    };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use number_enum;
