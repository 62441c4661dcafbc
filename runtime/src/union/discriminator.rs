//! Reading and writing a union whose alternatives a discriminator property tells apart.
//!
//! Owns finding that property, for which only the properties before it are buffered. Must not know any union.
//!
//! Source: OpenAPI 3.2, section "Discriminator Object".

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::vec;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::super::error_path::at_alternative;
use super::super::lenient_integer::{Lenient, number};
use super::super::non_finite::to_value;
use super::super::wire::{Object, PropertyName, Writer};
use super::buffer::{Buffered, Entry, take_name};

/// A union whose alternatives are objects with a discriminator property.
#[doc(hidden)]
pub trait Discriminated: Sized {
    /// The name of that property.
    const DISCRIMINATOR: &'static str;

    /// Reads the alternative that a discriminator value selects; `None` where the property is absent or no string, number or
    /// boolean.
    ///
    /// # Errors
    /// What reading the alternative fails with.
    fn read_as<'de, A: MapAccess<'de>>(value: Option<&str>, properties: Replay<'de, A>) -> Result<Self, A::Error>;
}

/// A discriminator value as a string: a number or boolean is compared by its JSON text, and `1.0` is `1`.
pub fn discriminator_value(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(value) => Some(Cow::Borrowed(value)),
        Value::Number(value) => Some(Cow::Owned(number(value.clone()).to_string())),
        Value::Bool(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes an object that does not declare the discriminator property of its union; that property comes first. An undeclared
/// property of the same name is left out.
///
/// # Errors
/// What writing a property fails with.
pub fn write_added<T: Object, S: Serializer>(
    property: &'static str,
    value: &'static str,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut properties = Writer::stating(property, value, serializer)?;
    properties.put(property, &value);
    object.write(&mut properties);
    properties.end()
}

/// Writes a value that may have the discriminator property of its union or not, such as a map or another union; it is added if
/// absent.
///
/// # Errors
/// When the value is no object, when it has another discriminator value, and what writing it fails with.
pub fn write_ensured<T: Serialize, S: Serializer>(
    property: &'static str,
    only: &'static str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = to_value(value).map_err(serde::ser::Error::custom)?;
    let Value::Object(properties) = &mut value else {
        return Err(serde::ser::Error::custom(format!(
            "only an object can have the discriminator property `{property}`"
        )));
    };
    let stated = properties.entry(property).or_insert_with(|| Value::from(only));
    if discriminator_value(stated).as_deref() != Some(only) {
        return Err(mismatch(property, stated, &[only]));
    }
    value.serialize(serializer)
}

/// Writes an object that declares the discriminator property of its union, with this value whatever the object says.
///
/// # Errors
/// What writing a property fails with.
pub fn write_stated<T: Object, S: Serializer>(
    property: &'static str,
    value: &'static str,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut properties = Writer::stating(property, value, serializer)?;
    object.write(&mut properties);
    properties.end()
}

/// Writes an object whose property `stated` is the discriminator property of its union. It must have one of the values of the
/// alternative.
///
/// # Errors
/// When it has another value, and what writing the object fails with.
pub fn write_checked<F: Serialize, T: Serialize, S: Serializer>(
    property: &str,
    values: &[&str],
    stated: &F,
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let stated = to_value(stated).map_err(serde::ser::Error::custom)?;
    if discriminator_value(&stated).is_some_and(|value| is_one_of(&value, values)) {
        return object.serialize(serializer);
    }
    Err(mismatch(property, &stated, values))
}

/// The error of an alternative whose discriminator property has a value of another one.
#[cold]
fn mismatch<E: serde::ser::Error>(property: &str, stated: &Value, values: &[&str]) -> E {
    E::custom(format_args!("`{property}` is {stated}, but the value of this alternative is {}", values.join(" or ")))
}

/// Whether a discriminator value is one of those of an alternative.
// Inlined into each union, whose values are constants.
#[inline(always)]
pub fn is_one_of(value: &str, known: &[&str]) -> bool {
    known.contains(&value)
}

/// Reads a union by its discriminator property. Where that comes first, as most services write it, nothing is buffered.
///
/// # Errors
/// When the input is no object, and what reading the alternative fails with.
pub fn read_discriminated<'de, T: Discriminated, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Reader<T>(PhantomData<T>);

    impl<'de, T: Discriminated> Visitor<'de> for Reader<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "an object with the property `{}`", T::DISCRIMINATOR)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_map(self)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<T, A::Error> {
            let (mut seen, mut discriminator) = (Vec::new(), None);
            while let Some(name) = properties.next_key::<PropertyName<'de>>()? {
                let buffered: Buffered<'de> = properties.next_value()?;
                if name.as_str() == T::DISCRIMINATOR {
                    discriminator = Some((name, buffered));
                    break;
                }
                seen.push((name, buffered));
            }
            let value = discriminator.as_ref().and_then(|(_, buffered)| buffered.discriminator_value());
            let seen = seen.into_iter();
            T::read_as(value.as_deref(), Replay { seen, discriminator, rest: properties, by: T::DISCRIMINATOR })
        }
    }

    deserializer.deserialize_newtype_struct("", Reader(PhantomData))
}

/// The properties of an object: the buffered ones, the discriminator property behind them, and those that follow.
#[derive(Debug)]
pub struct Replay<'de, A> {
    seen: vec::IntoIter<Entry<'de>>,
    discriminator: Option<Entry<'de>>,
    rest: A,
    /// The name of the discriminator property, for errors.
    by: &'static str,
}

impl<'de, A: MapAccess<'de>> Replay<'de, A> {
    /// The object without its discriminator property, for an alternative that does not declare it.
    #[must_use]
    pub fn without_discriminator(self) -> Self {
        Self { discriminator: None, ..self }
    }

    /// Reads the alternative of this name.
    ///
    /// # Errors
    /// What reading it fails with, and that the discriminator property selected it.
    pub fn read<T: Deserialize<'de>>(self, union: &str, alternative: &str) -> Result<T, A::Error> {
        let by = self.by;
        let read = T::deserialize(Lenient(MapAccessDeserializer::new(self)));
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
        // The value stays in its place until it is read.
        match self.seen.as_mut_slice().first_mut().or(self.discriminator.as_mut()) {
            Some((name, _)) => take_name(name, seed).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.seen.next().or_else(|| self.discriminator.take()) {
            Some((_, buffered)) => seed.deserialize(buffered.replay()),
            None => self.rest.next_value_seed(seed),
        }
    }
}

/// Reads a value as the alternative of this name of a union.
///
/// # Errors
/// What reading it fails with, and that its shape selected it.
pub fn read_as<T: for<'de> Deserialize<'de>, E: Error>(value: Value, union: &str, alternative: &str) -> Result<T, E> {
    T::deserialize(Lenient(value)).map_err(|error| at_alternative(union, alternative, "shape", error))
}

/// An object without the discriminator property of its union, for an alternative that does not declare it.
#[must_use]
pub fn without_discriminator(mut value: Value, property: &str) -> Value {
    if let Value::Object(properties) = &mut value {
        properties.retain(|name, _| name != property);
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
