//! Where in a value reading it failed: ``at `pets[3](as Pet::Cat by kind).lives`: missing field ...``.
//!
//! Owns how such a path is written, and that items of lists and members of maps, which are read by types of other packages,
//! have their place in it. Members of models, items of tuples and alternatives of unions add their own. Must not know any model.
//!
//! A path is made when there is an error and not before. A model takes off what is put around its deserializer
//! ([`read_map`], [`read_list`]), so that it is compiled for one type of deserializer wherever it stands.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// How much of a name is shown.
const SHOWN: usize = 80;

/// An error inside the member of a name.
#[cold]
pub fn at_member<E: Error>(name: &str, error: impl fmt::Display) -> E {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    let shown: String = name.chars().take(SHOWN).collect();
    let dots = if shown.len() < name.len() { "…" } else { "" };
    if !name.is_empty() && name.chars().all(is_plain) {
        return at(&format!("{shown}{dots}"), error);
    }
    // A path ends at the first backquote.
    let quoted = format!("{shown:?}").replace('`', "\\u{60}");
    at(&format!("[{quoted}{dots}]"), error)
}

/// An error inside an item of a list.
#[cold]
pub fn at_item<E: Error>(index: usize, error: impl fmt::Display) -> E {
    at(&format!("[{index}]"), error)
}

/// An error inside a value that is read as an alternative of a union, and what it was chosen by.
#[cold]
pub fn at_alternative<E: Error>(union: &str, alternative: &str, by: &str, error: impl fmt::Display) -> E {
    at(&format!("(as {union}::{alternative} by {by})"), error)
}

/// Puts a step before the path of an error, which has none yet where it happened.
fn at<E: Error>(step: &str, error: impl fmt::Display) -> E {
    let error = error.to_string();
    let (path, reason) = split(&error);
    let dot = if path.is_empty() || path.starts_with(['[', '(']) { "" } else { "." };
    E::custom(joined(&format!("{step}{dot}{path}"), reason))
}

/// The path of an error, empty where there is none, and what is wrong there.
pub fn split(error: &str) -> (&str, &str) {
    error.strip_prefix("at `").and_then(|error| error.split_once("`: ")).unwrap_or(("", error))
}

/// The message of what is wrong at a path, which may be empty.
pub fn joined(path: &str, reason: impl fmt::Display) -> String {
    if path.is_empty() { reason.to_string() } else { format!("at `{path}`: {reason}") }
}

/// Reads a `T`, and has its items in the paths of errors where it is a list or a map.
#[derive(Debug)]
pub struct Part<T>(PhantomData<T>);

impl<T> Part<T> {
    /// The one of a type.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Part<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(Placing(deserializer))
    }
}

/// Reads an object that adds its members' places by itself.
///
/// # Errors
/// What the visitor fails with.
#[inline]
pub fn read_map<'de, V: Visitor<'de>, D: Deserializer<'de>>(deserializer: D, visitor: V) -> Result<V::Value, D::Error> {
    deserializer.deserialize_newtype_struct("object", Bare::<V, true>(visitor))
}

/// Reads a list that adds its items' places by itself.
///
/// # Errors
/// What the visitor fails with.
#[inline]
pub fn read_list<'de, V: Visitor<'de>, D: Deserializer<'de>>(
    deserializer: D,
    visitor: V,
) -> Result<V::Value, D::Error> {
    deserializer.deserialize_newtype_struct("list", Bare::<V, false>(visitor))
}

/// Hands a visitor to the deserializer that [`Placing`] stands around: it passes this one kind of types on as it is.
struct Bare<V, const IS_MAP: bool>(V);

impl<'de, V: Visitor<'de>, const IS_MAP: bool> Visitor<'de> for Bare<V, IS_MAP> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        if IS_MAP { deserializer.deserialize_map(self.0) } else { deserializer.deserialize_seq(self.0) }
    }

    // What knows no such types gives the value at once.
    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(members)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(items)
    }
}

/// A deserializer whose lists and maps add the places of their items.
#[derive(Debug)]
struct Placing<D>(D);

/// Methods that hand a visitor on as it is.
macro_rules! handed_on {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {
        $(#[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        })*
    };
}

/// The methods that are handed on for values and for names alike.
macro_rules! most_handed_on {
    () => {
        type Error = D::Error;

        handed_on! {
            deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
            deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
            deserialize_u128() deserialize_f32() deserialize_f64() deserialize_char() deserialize_bytes()
            deserialize_byte_buf() deserialize_unit() deserialize_ignored_any()
            deserialize_unit_struct(name: &'static str) deserialize_newtype_struct(name: &'static str)
            deserialize_struct(name: &'static str, members: &'static [&'static str])
            deserialize_enum(name: &'static str, variants: &'static [&'static str])
        }

        fn is_human_readable(&self) -> bool {
            self.0.is_human_readable()
        }
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Placing<D> {
    most_handed_on!();
    handed_on! { deserialize_any() deserialize_str() deserialize_string() deserialize_identifier() }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Placed(visitor))
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_seq(Placed(visitor))
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(length, Placed(visitor))
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, length, Placed(visitor))
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Placed(visitor))
    }
}

/// The visitor of a list, a map, or what may be one.
struct Placed<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Placed<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Placing(deserializer))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Counted { items, count: 0 })
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Named { members, name: String::new() })
    }
}

/// A value of which the parts inside are placed as well.
struct Inside<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Inside<S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Placing(deserializer))
    }
}

/// The items of a list.
struct Counted<A> {
    items: A,
    count: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Counted<A> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let index = self.count;
        self.count += 1;
        self.items.next_element_seed(Inside(seed)).map_err(|error| at_item(index, error))
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.size_hint()
    }
}

/// The members of a map.
struct Named<A> {
    members: A,
    name: String,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Named<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.name.clear();
        self.members.next_key_seed(Noted(seed, &mut self.name))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.members.next_value_seed(Inside(seed)).map_err(|error| at_member(&self.name, error))
    }

    fn size_hint(&self) -> Option<usize> {
        self.members.size_hint()
    }
}

/// What reads the name of a member, and where it is noted down.
struct Noted<'n, S>(S, &'n mut String);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Noted<'_, S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Noting(deserializer, self.1))
    }
}

/// A deserializer of a name that notes it down where it is read as text.
struct Noting<'n, D>(D, &'n mut String);

macro_rules! noted {
    ($($method:ident)*) => {
        $(#[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(Noted(visitor, self.1))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Noting<'_, D> {
    most_handed_on!();
    handed_on! {
        deserialize_any() deserialize_option() deserialize_seq() deserialize_map() deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
    }
    noted! { deserialize_str deserialize_string deserialize_identifier }
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
}
