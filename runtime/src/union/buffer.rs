//! A value that is kept until it is known what it is to be read as.
//!
//! Owns the keeping: text and names are lent by the input where they can be, a number takes no place of its own, and nothing is
//! looked up or hashed. Must not know any model.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::{mem, vec};

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqDeserializer};
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::Value;

use super::super::wire::MemberName;
use super::discriminator::tag_text;

/// What `serde_json` calls the only member of a number where it keeps numbers as they are written.
const WRITTEN: &str = "$serde_json::private::Number";

/// A value that was read before its type was known.
#[derive(Debug)]
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
    /// A list.
    List(Vec<Held<'de>>),
    /// An object, with every member of its text.
    Object(Vec<Entry<'de>>),
    /// A number as it is written.
    Written(Box<Value>),
}

/// A member that was read before its type was known.
pub type Entry<'de> = (MemberName<'de>, Held<'de>);

impl<'de> Held<'de> {
    /// The text of a tag.
    pub fn tag_text(&self) -> Option<Cow<'de, str>> {
        let text = |value: &Value| tag_text(value).map(|text| Cow::Owned(text.into_owned()));
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
            Self::Bool(is) => text(&Value::from(*is)),
            Self::Signed(number) => text(&Value::from(*number)),
            Self::Unsigned(number) => text(&Value::from(*number)),
            Self::Float(number) => text(&Value::from(*number)),
            Self::Written(number) => text(number),
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Held<'de>, A::Error> {
        let mut held = Vec::new();
        while let Some(item) = items.next_element()? {
            held.push(item);
        }
        Ok(Held::List(held))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Held<'de>, A::Error> {
        let mut held: Vec<Entry<'de>> = Vec::new();
        while let Some(name) = members.next_key()? {
            held.push((name, members.next_value()?));
        }
        match held.as_slice() {
            [(name, Held::Text(text))] if name.as_str() == WRITTEN => match serde_json::from_str(text) {
                Ok(number @ Value::Number(_)) => Ok(Held::Written(Box::new(number))),
                Ok(_) | Err(_) => Ok(Held::Object(held)),
            },
            _ => Ok(Held::Object(held)),
        }
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
            Held::List(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Held::Object(members) => visitor.visit_map(HeldMembers::new(members)),
            Held::Written(number) => number.deserialize_any(visitor).map_err(E::custom),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.held {
            Held::Null => visitor.visit_none(),
            Held::Bool(_)
            | Held::Signed(_)
            | Held::Unsigned(_)
            | Held::Float(_)
            | Held::Text(_)
            | Held::List(_)
            | Held::Object(_)
            | Held::Written(_) => visitor.visit_some(self),
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
            Held::Object(members) => {
                MapAccessDeserializer::new(HeldMembers::new(members)).deserialize_enum(name, variants, visitor)
            }
            held @ (Held::Null
            | Held::Bool(_)
            | Held::Signed(_)
            | Held::Unsigned(_)
            | Held::Float(_)
            | Held::List(_)
            | Held::Written(_)) => held.replay().deserialize_any(visitor),
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

impl<'de, E: Error> IntoDeserializer<'de, E> for Held<'de> {
    type Deserializer = HeldDeserializer<'de, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.replay()
    }
}

/// Reads the name of a member that was kept, which is then gone.
pub fn take_name<'de, K: DeserializeSeed<'de>, E: Error>(name: &mut MemberName<'de>, seed: K) -> Result<K::Value, E> {
    match mem::take(&mut name.0) {
        Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
        Cow::Owned(name) => seed.deserialize(name.into_deserializer()),
    }
}

/// Members that were kept, to be read again.
#[derive(Debug)]
pub struct HeldMembers<'de, E> {
    members: vec::IntoIter<Entry<'de>>,
    error: PhantomData<E>,
}

impl<'de, E> HeldMembers<'de, E> {
    /// The members in their order.
    pub fn new(members: Vec<Entry<'de>>) -> Self {
        Self { members: members.into_iter(), error: PhantomData }
    }
}

impl<'de, E: Error> MapAccess<'de> for HeldMembers<'de, E> {
    type Error = E;

    // The value stays in its place until it is asked for.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        self.members.as_mut_slice().first_mut().map(|(name, _)| take_name(name, seed)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        let (_, held) = self.members.next().ok_or_else(|| E::custom("a value without its name"))?;
        seed.deserialize(held.replay())
    }
}
