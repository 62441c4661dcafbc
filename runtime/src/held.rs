//! A value that is kept until it is known what it is to be read as.
//!
//! Owns the keeping: text is lent by the input where it can be, a number takes no place of its own, and what is made of parts
//! is a JSON value. Must not know any model.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::Value;

use super::tagged::tag_text;

/// A value that was read before its type was known.
#[derive(Debug, Clone)]
pub enum Held<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number below zero.
    Signed(i64),
    /// A number that is not.
    Unsigned(u64),
    /// A number that is none of these.
    Float(f64),
    /// A string.
    Text(Cow<'de, str>),
    /// A list or an object.
    Parts(Box<Value>),
}

impl<'de> Held<'de> {
    /// The text of a tag.
    pub fn tag_text(&self) -> Option<Cow<'de, str>> {
        let text = |value: &Value| tag_text(value).map(|text| Cow::Owned(text.into_owned()));
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Null => None,
            Self::Bool(is) => text(&Value::from(*is)),
            Self::Signed(number) => text(&Value::from(*number)),
            Self::Unsigned(number) => text(&Value::from(*number)),
            Self::Float(number) => text(&Value::from(*number)),
            // It may be a number, where they are kept as they are written.
            Self::Parts(value) => text(value),
        }
    }

    /// The value, to be read again.
    pub fn replay<E>(self) -> HeldDeserializer<'de, E> {
        HeldDeserializer { held: self, error: PhantomData }
    }
}

impl<'de> Deserialize<'de> for Held<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keeper)
    }
}

struct Keeper;

impl<'de> Visitor<'de> for Keeper {
    type Value = Held<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Held<'de>, E> {
        Ok(Held::Null)
    }

    fn visit_none<E>(self) -> Result<Held<'de>, E> {
        Ok(Held::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Held<'de>, D::Error> {
        Held::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Held<'de>, E> {
        Ok(Held::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Held<'de>, E> {
        Ok(Held::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Held<'de>, E> {
        Ok(Held::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Held<'de>, E> {
        Ok(Held::Float(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Held<'de>, E> {
        Ok(Held::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Held<'de>, E> {
        Ok(Held::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Held<'de>, E> {
        Ok(Held::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Held<'de>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(items)).map(|value| Held::Parts(Box::new(value)))
    }

    // A number as well, where serde_json keeps numbers as they are written.
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Held<'de>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(members)).map(|value| Held::Parts(Box::new(value)))
    }
}

/// Reads a value that was kept.
#[derive(Debug)]
pub struct HeldDeserializer<'de, E> {
    held: Held<'de>,
    error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for HeldDeserializer<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.held {
            Held::Null => visitor.visit_unit(),
            Held::Bool(value) => visitor.visit_bool(value),
            Held::Signed(value) => visitor.visit_i64(value),
            Held::Unsigned(value) => visitor.visit_u64(value),
            Held::Float(value) => visitor.visit_f64(value),
            Held::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Held::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Held::Parts(value) => value.deserialize_any(visitor).map_err(E::custom),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.held {
            Held::Null => visitor.visit_none(),
            Held::Bool(_) | Held::Signed(_) | Held::Unsigned(_) | Held::Float(_) | Held::Text(_) | Held::Parts(_) => {
                visitor.visit_some(self)
            }
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.held {
            Held::Text(text) => {
                IntoDeserializer::<E>::into_deserializer(text).deserialize_enum(name, variants, visitor)
            }
            Held::Parts(value) => value.deserialize_enum(name, variants, visitor).map_err(E::custom),
            held @ (Held::Null | Held::Bool(_) | Held::Signed(_) | Held::Unsigned(_) | Held::Float(_)) => {
                held.replay().deserialize_any(visitor)
            }
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}
