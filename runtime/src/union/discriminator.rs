//! Reading a union whose members say by a tag which of its types they are.
//!
//! Owns finding the tag without keeping more of the object than what stands before it. Must not know any union.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::vec;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::super::error_path::at_alternative;
use super::super::lenient_integer::{Whole, number};
use super::super::non_finite::to_value;
use super::super::wire::{MemberName, Object, Writer};
use super::buffer::{Entry, Held, take_name};

/// A union whose alternatives are objects that a member of one name tells apart.
pub trait Tagged: Sized {
    /// The name of that member.
    const TAG: &'static str;

    /// Reads the alternative that a tag stands for; `None` where the tag is absent or no text.
    ///
    /// # Errors
    /// What reading the alternative fails with.
    fn read_as<'de, A: MapAccess<'de>>(tag: Option<&str>, members: Replay<'de, A>) -> Result<Self, A::Error>;
}

/// A tag as text: what is no string is compared by its JSON text, and `1.0` is `1`.
pub fn tag_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(value) => Some(Cow::Owned(number(value.clone()).to_string())),
        Value::Bool(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes an object that does not declare the tag of its union, the tag first. A member that is not declared either and has
/// the tag's name is left out.
///
/// # Errors
/// What writing a member fails with.
pub fn write_with_tag<T: Object, S: Serializer>(
    tag: &'static str,
    text: &'static str,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = Writer::stating(tag, text, serializer)?;
    members.put(tag, &text);
    object.write(&mut members);
    members.end()
}

/// Writes what may have the tag of its union or not, such as a map or another union, with the tag.
///
/// # Errors
/// When it is no object, when it has another tag, and what writing it fails with.
pub fn write_tagged<T: Serialize, S: Serializer>(
    tag: &'static str,
    text: &'static str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = to_value(value).map_err(serde::ser::Error::custom)?;
    let Value::Object(members) = &mut value else {
        return Err(serde::ser::Error::custom(format!("only an object can have the tag `{tag}`")));
    };
    let stated = members.entry(tag).or_insert_with(|| Value::from(text));
    if tag_text(stated).as_deref() != Some(text) {
        return Err(serde::ser::Error::custom(format!("`{tag}` is {stated}, and tells this alternative by {text}")));
    }
    value.serialize(serializer)
}

/// Writes an object that declares the tag of its union, with the text that stands for it whatever the object says.
///
/// # Errors
/// What writing a member fails with.
pub fn write_stated<T: Object, S: Serializer>(
    tag: &'static str,
    text: &'static str,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = Writer::stating(tag, text, serializer)?;
    object.write(&mut members);
    members.end()
}

/// Writes an object whose member `stated` is the tag of its union, and has to be one of several values that stand for it.
///
/// # Errors
/// When it is none of them, and what writing the object fails with.
pub fn write_checked<F: Serialize, T: Serialize, S: Serializer>(
    tag: &str,
    texts: &[&str],
    stated: &F,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let stated = to_value(stated).map_err(serde::ser::Error::custom)?;
    if tag_text(&stated).is_some_and(|text| is_one_of(&text, texts)) {
        return object.serialize(serializer);
    }
    let message = format!("`{tag}` is {stated}, and tells this alternative by {}", texts.join(", "));
    Err(serde::ser::Error::custom(message))
}

/// Whether a tag is one of those that stand for an alternative.
// Into each union, whose tags are constants.
#[inline(always)]
pub fn is_one_of(tag: &str, known: &[&str]) -> bool {
    known.contains(&tag)
}

/// Reads a union by its tag. Where the tag comes first, as most services write it, nothing else is kept.
///
/// # Errors
/// When the input is no object, and what reading the alternative fails with.
pub fn read_tagged<'de, T: Tagged, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Reader<T>(PhantomData<T>);

    impl<'de, T: Tagged> Visitor<'de> for Reader<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "an object with the member `{}`", T::TAG)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_map(self)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
            let (mut seen, mut tag) = (Vec::new(), None);
            while let Some(name) = members.next_key::<MemberName<'de>>()? {
                let held: Held<'de> = members.next_value()?;
                if name.as_str() == T::TAG {
                    tag = Some((name, held));
                    break;
                }
                seen.push((name, held));
            }
            let text = tag.as_ref().and_then(|(_, held)| held.tag_text());
            T::read_as(text.as_deref(), Replay { seen: seen.into_iter(), tag, rest: members, by: T::TAG })
        }
    }

    deserializer.deserialize_newtype_struct("", Reader(PhantomData))
}

/// The members of an object: those that were read already, the tag behind them, and those that follow.
#[derive(Debug)]
pub struct Replay<'de, A> {
    seen: vec::IntoIter<Entry<'de>>,
    tag: Option<Entry<'de>>,
    rest: A,
    /// The name of the tag, which errors tell.
    by: &'static str,
}

impl<'de, A: MapAccess<'de>> Replay<'de, A> {
    /// The object without its tag, for an alternative that does not declare it.
    #[must_use]
    pub fn without_tag(self) -> Self {
        Self { tag: None, ..self }
    }

    /// The alternative of this name.
    ///
    /// # Errors
    /// What reading it fails with, and that it was chosen by the tag.
    pub fn read<T: Deserialize<'de>>(self, union: &str, alternative: &str) -> Result<T, A::Error> {
        let by = self.by;
        let read = T::deserialize(Whole(MapAccessDeserializer::new(self)));
        read.map_err(|error| at_alternative(union, alternative, by, error))
    }

    /// The object as it is.
    ///
    /// # Errors
    /// What the input fails with.
    pub fn rest(self) -> Result<Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(self))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replay<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        // The value stays in its place until it is asked for.
        match self.seen.as_mut_slice().first_mut().or(self.tag.as_mut()) {
            Some((name, _)) => take_name(name, seed).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.seen.next().or_else(|| self.tag.take()) {
            Some((_, held)) => seed.deserialize(held.replay()),
            None => self.rest.next_value_seed(seed),
        }
    }
}

/// Reads a value as the alternative of this name of a union.
///
/// # Errors
/// What reading it fails with, and that it was chosen by what it looks like.
pub fn read_as<T: for<'de> Deserialize<'de>, E: Error>(value: Value, union: &str, alternative: &str) -> Result<T, E> {
    T::deserialize(Whole(value)).map_err(|error| at_alternative(union, alternative, "shape", error))
}

/// An object without the tag of its union, for an alternative that does not declare it.
#[must_use]
pub fn without_tag(mut value: Value, tag: &str) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|name, _| name != tag);
    }
    value
}

/// The error of a value that is none of the alternatives.
pub fn no_alternative<E: Error>(union: &str, value: &Value, alternatives: &[&str]) -> E {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    E::custom(format_args!("{kind} that is no {union}: {}", alternatives.join(", ")))
}
