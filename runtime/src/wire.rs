//! How generated models read the members where JSON says more than `Option` does.
//!
//! Owns the functions that models name in `#[serde(deserialize_with = ..)]`. Must not know any model.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

/// A required member that may be null: null is `None`, and absence stays an error (which plain `Option` would forgive).
///
/// # Errors
/// What reading a `T` fails with.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// An optional member whose null is a value of its own: whatever is there is `Some`, so that with `#[serde(default)]`
/// absence is `None`.
///
/// # Errors
/// What reading a `T` fails with.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// An object with members of one type, in the order of the text.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// A value made from text, without a copy where the input can lend it.
///
/// # Errors
/// When the input is no string.
pub fn text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'t> From<&'t str>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'t> From<&'t str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}
