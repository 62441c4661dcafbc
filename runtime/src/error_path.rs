//! The path to the value where reading failed: ``at `pets[3](as Pet::Cat by kind).lives`: missing field ...``.
//!
//! Owns how such a path is written, and the steps of items of arrays and properties of maps, which types of other packages read.
//! Properties of models, items of tuples and alternatives of unions add their own steps. Must not know any model.
//!
//! A path is made when there is an error, and not before.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::lenient_integer::Lenient;

/// How many characters of a name are shown.
const SHOWN: usize = 80;

/// An error inside the property of this name.
#[cold]
pub fn at_property<E: Error>(name: &str, error: impl fmt::Display) -> E {
    at(&step(name), error)
}

/// The step of a property.
fn step(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    let shown: String = name.chars().take(SHOWN).collect();
    let dots = if shown.len() < name.len() { "…" } else { "" };
    if !name.is_empty() && name.chars().all(is_plain) {
        return format!("{shown}{dots}");
    }
    // A path ends at the first backquote.
    let quoted = format!("{shown:?}").replace('`', "\\u{60}");
    format!("[{quoted}{dots}]")
}

/// The path of a property of the object at a path.
pub fn below(path: &str, name: &str) -> String {
    let step = step(name);
    let dot = if path.is_empty() || step.starts_with('[') { "" } else { "." };
    format!("{path}{dot}{step}")
}

/// An error inside an item of an array.
#[cold]
pub fn at_item<E: Error>(index: usize, error: impl fmt::Display) -> E {
    at(&format!("[{index}]"), error)
}

/// An error inside a value that is read as an alternative of a union, and what selected the alternative.
#[cold]
pub fn at_alternative<E: Error>(union: &str, alternative: &str, by: &str, error: impl fmt::Display) -> E {
    at(&format!("(as {union}::{alternative} by {by})"), error)
}

/// Puts a step before the path of an error. The error has no path yet where it happened.
fn at<E: Error>(step: &str, error: impl fmt::Display) -> E {
    let error = error.to_string();
    let (path, reason) = split(&error);
    let dot = if path.is_empty() || path.starts_with(['[', '(']) { "" } else { "." };
    E::custom(joined(&format!("{step}{dot}{path}"), reason))
}

/// The path of an error, empty where there is none, and the reason.
pub fn split(error: &str) -> (&str, &str) {
    error.strip_prefix("at `").and_then(|error| error.split_once("`: ")).unwrap_or(("", error))
}

/// The message of an error at a path, which may be empty.
pub fn joined(path: &str, reason: impl fmt::Display) -> String {
    if path.is_empty() { reason.to_string() } else { format!("at `{path}`: {reason}") }
}

/// The items of an array, with their indices.
#[derive(Debug)]
pub struct Items<A> {
    items: A,
    count: usize,
}

impl<A> Items<A> {
    /// The items of an array.
    pub fn new(items: A) -> Self {
        Self { items, count: 0 }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<A> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let index = self.count;
        self.count += 1;
        self.items.next_element_seed(Lenient(seed)).map_err(|error| at_item(index, error))
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.size_hint()
    }
}

/// The entries of a map, with their names.
#[derive(Debug)]
pub struct MapEntries<A> {
    properties: A,
    name: String,
}

impl<A> MapEntries<A> {
    /// The entries of a map.
    pub fn new(properties: A) -> Self {
        Self { properties, name: String::new() }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for MapEntries<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.name.clear();
        self.properties.next_key_seed(Noted(seed, &mut self.name))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.properties.next_value_seed(Lenient(seed)).map_err(|error| at_property(&self.name, error))
    }

    fn size_hint(&self) -> Option<usize> {
        self.properties.size_hint()
    }
}

/// A seed or visitor of a property name, and where the name is stored.
struct Noted<'n, S>(S, &'n mut String);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Noted<'_, S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Noting(deserializer, self.1))
    }
}

/// A deserializer of a name that stores it where it is a string.
struct Noting<'n, D>(D, &'n mut String);

macro_rules! noted {
    ($($method:ident)*) => {
        $(#[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(Noted(visitor, self.1))
        })*
    };
}

macro_rules! handed_on {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {
        $(#[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Noting<'_, D> {
    type Error = D::Error;

    noted! { deserialize_str deserialize_string deserialize_identifier }

    handed_on! {
        deserialize_any() deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_char() deserialize_bytes() deserialize_byte_buf()
        deserialize_option() deserialize_unit() deserialize_seq() deserialize_map() deserialize_ignored_any()
        deserialize_unit_struct(name: &'static str) deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(length: usize) deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_struct(name: &'static str, properties: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Values that are passed to the visitor unchanged.
macro_rules! taken {
    ($($method:ident($ty:ty))*) => {
        $(fn $method<E: Error>(self, value: $ty) -> Result<V::Value, E> {
            self.0.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Noted<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        self.1.push_str(text);
        self.0.visit_borrowed_str(text)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        self.1.push_str(text);
        self.0.visit_str(text)
    }

    #[inline]
    fn visit_string<E: Error>(self, text: String) -> Result<V::Value, E> {
        self.1.push_str(&text);
        self.0.visit_string(text)
    }

    // Formats other than JSON have names of other types.
    taken! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8])
        visit_byte_buf(Vec<u8>)
    }
}
