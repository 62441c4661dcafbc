//! What is read of the body of a page: its items, or a single value.
//!
//! Owns the way along a JSON pointer. Must not know what the values mean.
//!
//! The rest of the body is skipped and not stored.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::super::lenient_integer::{self, Lenient};
use super::super::outcome::{DecodeError, without_mark};

/// The value at a pointer; `None` if there is none, or null.
pub(super) fn value(body: &[u8], pointer: &str) -> Result<Option<Value>, DecodeError> {
    Ok(find(body, pointer, PhantomData::<Value>)?.filter(|value| !value.is_null()))
}

/// The boolean at a pointer.
pub(super) fn boolean(body: &[u8], pointer: &str) -> Result<Option<bool>, DecodeError> {
    let wrong = || DecodeError::new(format!("`{pointer}` is no boolean"));
    value(body, pointer)?.map(|value| value.as_bool().ok_or_else(wrong)).transpose()
}

/// The number at a pointer.
pub(super) fn number(body: &[u8], pointer: &str) -> Result<Option<u64>, DecodeError> {
    let number = |value| match value {
        Value::Number(number) => lenient_integer::number(number).as_u64(),
        // Services whose integers are strings, as JSON of 64 bits often is.
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let wrong = || DecodeError::new(format!("`{pointer}` is no number of items or pages"));
    value(body, pointer)?.map(|value| number(value).ok_or_else(wrong)).transpose()
}

/// The string at a pointer, or the number there as one; `None` if it is empty.
pub(super) fn text(body: &[u8], pointer: &str) -> Result<Option<String>, DecodeError> {
    let text = value(body, pointer)?.map(|value| text_of(value, pointer)).transpose()?;
    Ok(text.filter(|text| !text.is_empty()))
}

fn text_of(value: Value, pointer: &str) -> Result<String, DecodeError> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(DecodeError::new(format!("`{pointer}` is neither a string nor a number")))
        }
    }
}

/// The items at a pointer; none if there is no array, which is how some services write an empty one.
pub(super) fn items<T: DeserializeOwned>(body: &[u8], pointer: &str) -> Result<Vec<T>, DecodeError> {
    Ok(find(body, pointer, PhantomData::<Option<Vec<T>>>)?.flatten().unwrap_or_default())
}

/// How many items there are at a pointer.
pub(super) fn count(body: &[u8], pointer: &str) -> Result<u64, DecodeError> {
    Ok(find(body, pointer, Tail("", PhantomData::<IgnoredAny>))?.map_or(0, |(count, _)| count))
}

/// What the last item at a pointer has at another pointer; `None` if there is no item.
pub(super) fn of_last(body: &[u8], pointer: &str, of_item: &str) -> Result<Option<String>, DecodeError> {
    let Some((count, last)) = find(body, pointer, Tail(of_item, PhantomData::<Value>))? else { return Ok(None) };
    match last.filter(|value| !value.is_null()) {
        Some(value) => text_of(value, of_item).map(Some),
        None if count == 0 => Ok(None),
        None => Err(DecodeError::new(format!("the last item has no `{of_item}`"))),
    }
}

fn find<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    pointer: &str,
    seed: S,
) -> Result<Option<S::Value>, DecodeError> {
    let mut input = serde_json::Deserializer::from_slice(without_mark(body));
    At { pointer, seed }.deserialize(Lenient(&mut input)).map_err(DecodeError::new)
}

/// Reads the value at a pointer. A property that is absent, or in null, is no value.
struct At<'p, S> {
    pointer: &'p str,
    seed: S,
}

/// The first name of a pointer, and the pointer below it.
fn step(pointer: &str) -> Option<(Cow<'_, str>, &str)> {
    let names = pointer.strip_prefix('/')?;
    let end = names.find('/').unwrap_or(names.len());
    let (name, below) = names.split_at_checked(end)?;
    let name = if name.contains('~') { name.replace("~1", "/").replace("~0", "~").into() } else { name.into() };
    Some((name, below))
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for At<'_, S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match step(self.pointer) {
            Some(_) => deserializer.deserialize_map(self),
            None => self.seed.deserialize(deserializer).map(Some),
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for At<'_, S> {
    type Value = Option<S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object with `{}`", self.pointer)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Self::Value, A::Error> {
        let (name, pointer) = step(self.pointer).unwrap_or_default();
        let (mut seed, mut found) = (Some(self.seed), None);
        while let Some(property) = properties.next_key::<String>()? {
            match seed.take_if(|_| property == name) {
                Some(seed) => found = properties.next_value_seed(At { pointer, seed })?,
                None => drop(properties.next_value::<IgnoredAny>()?),
            }
        }
        Ok(found)
    }
}

/// Reads how many items an array has, and what the last one has at a pointer.
struct Tail<'p, S>(&'p str, S);

impl<'de, S: DeserializeSeed<'de> + Copy> DeserializeSeed<'de> for Tail<'_, S> {
    type Value = (u64, Option<S::Value>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, S: DeserializeSeed<'de> + Copy> Visitor<'de> for Tail<'_, S> {
    type Value = (u64, Option<S::Value>);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let Self(pointer, seed) = self;
        let (mut count, mut last) = (0, None);
        while let Some(item) = items.next_element_seed(At { pointer, seed })? {
            count += 1;
            last = item;
        }
        Ok((count, last))
    }
}
