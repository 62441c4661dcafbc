//! A JSON value that is buffered until its type is known.
//!
//! Owns the buffer: strings and names are borrowed from the input where that is possible, a number takes no allocation, and
//! nothing is looked up or hashed. Must not know any model.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::{mem, vec};

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqDeserializer};
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::Value;

use super::super::wire::PropertyName;
use super::discriminator::discriminator_value;

/// The name that `serde_json` gives to the only property of a number where it keeps numbers as they are written.
const WRITTEN: &str = "$serde_json::private::Number";

/// A value that was read before its type was known.
#[derive(Debug)]
pub enum Buffered<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A negative integer.
    Signed(i64),
    /// An integer that is not negative.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Cow<'de, str>),
    /// An array.
    Array(Vec<Buffered<'de>>),
    /// An object, with every property of its text, also repeated ones.
    Object(Vec<Entry<'de>>),
    /// A number as it is written.
    Written(Box<Value>),
}

/// A property that was read before its type was known.
pub type Entry<'de> = (PropertyName<'de>, Buffered<'de>);

impl<'de> Buffered<'de> {
    /// The value as a discriminator value.
    pub fn discriminator_value(&self) -> Option<Cow<'de, str>> {
        let text = |value: &Value| discriminator_value(value).map(|text| Cow::Owned(text.into_owned()));
        match self {
            Self::String(text) => Some(text.clone()),
            Self::Null | Self::Array(_) | Self::Object(_) => None,
            Self::Bool(is) => text(&Value::from(*is)),
            Self::Signed(number) => text(&Value::from(*number)),
            Self::Unsigned(number) => text(&Value::from(*number)),
            Self::Float(number) => text(&Value::from(*number)),
            Self::Written(number) => text(number),
        }
    }

    /// A deserializer of the buffered value.
    pub fn replay<E>(self) -> BufferedDeserializer<'de, E> {
        BufferedDeserializer { buffered: self, error: PhantomData }
    }
}

impl<'de> Deserialize<'de> for Buffered<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BufferVisitor)
    }
}

struct BufferVisitor;

impl<'de> Visitor<'de> for BufferVisitor {
    type Value = Buffered<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Null)
    }

    fn visit_none<E>(self) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Buffered<'de>, D::Error> {
        Buffered::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Float(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Buffered<'de>, E> {
        Ok(Buffered::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Buffered<'de>, E> {
        Ok(Buffered::String(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Buffered<'de>, E> {
        Ok(Buffered::String(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Buffered<'de>, A::Error> {
        let mut buffered = Vec::new();
        while let Some(item) = items.next_element()? {
            buffered.push(item);
        }
        Ok(Buffered::Array(buffered))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Buffered<'de>, A::Error> {
        let mut buffered: Vec<Entry<'de>> = Vec::new();
        while let Some(name) = properties.next_key()? {
            buffered.push((name, properties.next_value()?));
        }
        match buffered.as_slice() {
            [(name, Buffered::String(text))] if name.as_str() == WRITTEN => match serde_json::from_str(text) {
                Ok(number @ Value::Number(_)) => Ok(Buffered::Written(Box::new(number))),
                Ok(_) | Err(_) => Ok(Buffered::Object(buffered)),
            },
            _ => Ok(Buffered::Object(buffered)),
        }
    }
}

/// Reads a buffered value.
#[derive(Debug)]
pub struct BufferedDeserializer<'de, E> {
    buffered: Buffered<'de>,
    error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for BufferedDeserializer<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.buffered {
            Buffered::Null => visitor.visit_unit(),
            Buffered::Bool(value) => visitor.visit_bool(value),
            Buffered::Signed(value) => visitor.visit_i64(value),
            Buffered::Unsigned(value) => visitor.visit_u64(value),
            Buffered::Float(value) => visitor.visit_f64(value),
            Buffered::String(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Buffered::String(Cow::Owned(text)) => visitor.visit_string(text),
            Buffered::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Buffered::Object(properties) => visitor.visit_map(BufferedProperties::new(properties)),
            Buffered::Written(number) => number.deserialize_any(visitor).map_err(E::custom),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.buffered {
            Buffered::Null => visitor.visit_none(),
            Buffered::Bool(_)
            | Buffered::Signed(_)
            | Buffered::Unsigned(_)
            | Buffered::Float(_)
            | Buffered::String(_)
            | Buffered::Array(_)
            | Buffered::Object(_)
            | Buffered::Written(_) => visitor.visit_some(self),
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
        match self.buffered {
            Buffered::String(text) => {
                IntoDeserializer::<E>::into_deserializer(text).deserialize_enum(name, variants, visitor)
            }
            Buffered::Object(properties) => MapAccessDeserializer::new(BufferedProperties::new(properties))
                .deserialize_enum(name, variants, visitor),
            buffered @ (Buffered::Null
            | Buffered::Bool(_)
            | Buffered::Signed(_)
            | Buffered::Unsigned(_)
            | Buffered::Float(_)
            | Buffered::Array(_)
            | Buffered::Written(_)) => buffered.replay().deserialize_any(visitor),
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

impl<'de, E: Error> IntoDeserializer<'de, E> for Buffered<'de> {
    type Deserializer = BufferedDeserializer<'de, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.replay()
    }
}

/// Reads the name of a buffered property, which is taken out of the buffer.
pub fn take_name<'de, K: DeserializeSeed<'de>, E: Error>(name: &mut PropertyName<'de>, seed: K) -> Result<K::Value, E> {
    match mem::take(&mut name.0) {
        Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
        Cow::Owned(name) => seed.deserialize(name.into_deserializer()),
    }
}

/// Buffered properties, to be read again.
#[derive(Debug)]
pub struct BufferedProperties<'de, E> {
    properties: vec::IntoIter<Entry<'de>>,
    error: PhantomData<E>,
}

impl<'de, E> BufferedProperties<'de, E> {
    /// The properties in their order.
    pub fn new(properties: Vec<Entry<'de>>) -> Self {
        Self { properties: properties.into_iter(), error: PhantomData }
    }
}

impl<'de, E: Error> MapAccess<'de> for BufferedProperties<'de, E> {
    type Error = E;

    // The value stays in its place until it is read.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        self.properties.as_mut_slice().first_mut().map(|(name, _)| take_name(name, seed)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        let (_, buffered) = self.properties.next().ok_or_else(|| E::custom("a value without its name"))?;
        seed.deserialize(buffered.replay())
    }
}
