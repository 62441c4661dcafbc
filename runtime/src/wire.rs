//! How generated models are read and written: objects property by property, enums as strings.
//!
//! Owns what the macros of models (`object!`, `string_enum!`, `union!` and the others) call. Must not know any model.

use std::any::type_name;
use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::mem;

use serde::de::{DeserializeOwned, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{self, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error_path::at_property;
use super::lenient_integer::Lenient;
use super::string_formats;

pub use super::closed_enum::{UnknownValue, read_number as closed_number, read_string as closed_string};
pub use super::number_enum::read as read_number;
pub use super::string_formats::{Date, DateTime, Readable, Text, Uuid};
pub use super::tuple::{ItemWriter, Items, Tuple, read as read_tuple};
pub use super::union::discriminator::{
    Discriminated, Replay, is_one_of, no_alternative, read_as, read_discriminated, without_discriminator, write_added,
    write_checked, write_ensured, write_stated,
};
pub use super::union::score::{Fits, Property, fits_default, fits_number, inside};
pub use super::union::select::{Alternative, choose, choose_shared};

/// An object whose properties have one type, in the order of the text.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// A model that is a JSON object with named properties.
#[doc(hidden)]
pub trait Object: Sized {
    /// Writes its properties in their order.
    fn write<M: Entries>(&self, properties: &mut Writer<M>);

    /// Reads its properties in any order. Unknown ones are skipped; of a repeated one, the last counts.
    ///
    /// # Errors
    /// What reading a property fails with, and a required one that is missing.
    fn read<'de, A: MapAccess<'de>>(properties: Properties<'de, A>) -> Result<Self, A::Error>;
}

/// Writes an object.
///
/// # Errors
/// What writing a property fails with.
pub fn write<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut properties = Writer::new(serializer)?;
    object.write(&mut properties);
    properties.end()
}

/// A target that properties are written into, one after the other.
pub trait Entries {
    /// The result of writing.
    type Ok;
    /// The error of writing.
    type Error: ser::Error;

    /// Writes a property.
    ///
    /// # Errors
    /// What writing fails with.
    fn entry<T: Serialize + fmt::Debug>(&mut self, name: &str, value: &T) -> Result<(), Self::Error>;

    /// Ends the object.
    ///
    /// # Errors
    /// What writing fails with.
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

impl<M: SerializeMap> Entries for M {
    type Ok = M::Ok;
    type Error = M::Error;

    fn entry<T: Serialize + fmt::Debug>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        self.serialize_entry(name, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        SerializeMap::end(self)
    }
}

/// Shows an object: its properties by their names on the wire, without those that are absent. A derive would have code for each
/// property, which takes rustc far longer.
///
/// # Errors
/// What the formatter fails with.
pub fn debug<T: Object>(object: &T, name: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut properties = Writer { properties: Shown(formatter.debug_struct(name)), failure: None };
    object.write(&mut properties);
    properties.end()
}

/// A target that shows properties as `Debug` does.
struct Shown<'f, 'b>(fmt::DebugStruct<'f, 'b>);

impl Entries for Shown<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    fn entry<T: Serialize + fmt::Debug>(&mut self, name: &str, value: &T) -> fmt::Result {
        self.0.field(name, value);
        Ok(())
    }

    fn end(mut self) -> fmt::Result {
        self.0.finish()
    }
}

/// A target that writes the discriminator property of a union once and with this value, whatever the object says for it.
#[derive(Debug)]
pub struct WithDiscriminator<M> {
    properties: M,
    property: &'static str,
    value: &'static str,
    is_written: bool,
}

impl<M: SerializeMap> WithDiscriminator<M> {
    fn state(&mut self) -> Result<(), M::Error> {
        if self.is_written {
            return Ok(());
        }
        self.is_written = true;
        self.properties.serialize_entry(self.property, self.value)
    }
}

impl<M: SerializeMap> Entries for WithDiscriminator<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn entry<T: Serialize + fmt::Debug>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        if name == self.property { self.state() } else { self.properties.serialize_entry(name, value) }
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        self.state()?;
        self.properties.end()
    }
}

/// The properties of an object that is being written. The first error is stored until the end, so that a model need not check
/// each.
#[derive(Debug)]
pub struct Writer<M: Entries> {
    properties: M,
    failure: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    /// Begins an object.
    ///
    /// # Errors
    /// What the serializer fails with.
    pub fn new<S: Serializer<SerializeMap = M, Error = M::Error>>(serializer: S) -> Result<Self, M::Error> {
        Ok(Self { properties: serializer.serialize_map(None)?, failure: None })
    }
}

impl<M: SerializeMap> Writer<WithDiscriminator<M>> {
    /// Begins an object whose discriminator property has this value.
    ///
    /// # Errors
    /// What the serializer fails with.
    pub fn stating<S: Serializer<SerializeMap = M, Error = M::Error>>(
        property: &'static str,
        value: &'static str,
        serializer: S,
    ) -> Result<Self, M::Error> {
        let properties =
            WithDiscriminator { properties: serializer.serialize_map(None)?, property, value, is_written: false };
        Ok(Self { properties, failure: None })
    }
}

impl<M: Entries> Writer<M> {
    /// Ends the object.
    ///
    /// # Errors
    /// What writing a property failed with.
    pub fn end(self) -> Result<M::Ok, M::Error> {
        match self.failure {
            None => self.properties.end(),
            Some(failure) => Err(failure),
        }
    }

    /// Writes a property.
    pub fn put<T: Serialize + fmt::Debug>(&mut self, name: &str, value: &T) {
        if self.failure.is_none()
            && let Err(failure) = self.properties.entry(name, value)
        {
            self.fail(failure);
        }
    }

    #[cold]
    fn fail(&mut self, failure: M::Error) {
        self.failure = Some(failure);
    }

    /// Writes a property unless it is absent.
    pub fn put_present<T: Serialize + fmt::Debug>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    /// Writes the undeclared properties. One with a declared name would be written twice, and is left out.
    pub fn put_all<T: Serialize + fmt::Debug>(&mut self, extras: &Map<T>, is_declared: fn(&str) -> bool) {
        extras.iter().filter(|(name, _)| !is_declared(name)).for_each(|(name, value)| self.put(name, value));
    }
}

/// Reads an object; other representations of a struct, such as an array, are refused.
///
/// # Errors
/// When the input is no object, and what its properties fail with.
pub fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Reader<T>(PhantomData<T>);

    impl<'de, T: Object> Visitor<'de> for Reader<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_map(self)
        }

        fn visit_map<A: MapAccess<'de>>(self, properties: A) -> Result<T, A::Error> {
            T::read(Properties { properties, name: PropertyName(Cow::Borrowed("")) })
        }
    }

    deserializer.deserialize_newtype_struct("", Reader(PhantomData))
}

/// The properties of an object that is being read, one after the other.
#[derive(Debug)]
pub struct Properties<'de, A> {
    properties: A,
    name: PropertyName<'de>,
}

impl<'de, A: MapAccess<'de>> Properties<'de, A> {
    /// Goes to the next property, and says whether there is one.
    ///
    /// # Errors
    /// What the input fails with.
    #[inline(always)]
    pub fn advance(&mut self) -> Result<bool, A::Error> {
        match self.properties.next_key()? {
            Some(name) => {
                self.name = name;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// The name of the property.
    #[inline(always)]
    pub fn name(&self) -> &str {
        &self.name.0
    }

    /// The error of its value: where it is.
    #[cold]
    pub fn in_value(&self, error: A::Error) -> A::Error {
        at_property(&self.name.0, error)
    }

    /// Reads a required property.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.value()?);
        Ok(())
    }

    /// Reads an optional property; null means absent.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.value()?;
        Ok(())
    }

    /// Reads an optional property, in a box.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn boxed<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.optional(slot)
    }

    /// Reads an optional property, whose type reads null.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn any<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(slot)
    }

    /// Reads a property that may be absent or null.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(slot)
    }

    /// Reads a property that may be absent or null, in a box.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn nullable_boxed<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(slot)
    }

    /// Reads the value of an undeclared property into the map of them.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn extra<T: Deserialize<'de>>(&mut self, extras: &mut Map<T>) -> Result<(), A::Error> {
        let value = self.value()?;
        extras.insert(mem::take(&mut self.name.0).into_owned(), value);
        Ok(())
    }

    fn value<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.properties.next_value_seed(Lenient(PhantomData)).map_err(|error| explained(type_name::<T>(), error))
    }

    /// Skips the value.
    ///
    /// # Errors
    /// What the input fails with.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.properties.next_value::<IgnoredAny>().map(drop)
    }
}

/// Setters of properties that may be absent: one for each word of `object!`.
pub mod set {
    /// An optional property; null means absent.
    pub fn optional<T>(property: &mut Option<T>, value: impl Into<T>) {
        *property = Some(value.into());
    }

    /// An optional property, in a box.
    pub fn boxed<T>(property: &mut Option<Box<T>>, value: impl Into<T>) {
        *property = Some(Box::new(value.into()));
    }

    /// An optional property whose type reads null.
    pub fn any<T>(property: &mut Option<T>, value: impl Into<T>) {
        *property = Some(value.into());
    }

    /// A property that may be null.
    pub fn nullable<T>(property: &mut Option<Option<T>>, value: impl Into<T>) {
        *property = Some(Some(value.into()));
    }

    /// A property that may be null, to null.
    pub fn null<T>(property: &mut Option<Option<T>>) {
        *property = Some(None);
    }

    /// A property that may be null, in a box.
    pub fn nullable_boxed<T>(property: &mut Option<Option<Box<T>>>, value: impl Into<T>) {
        *property = Some(Some(Box::new(value.into())));
    }
}

/// The value of a property, or its default where it is absent.
pub fn or_default<T: Clone>(property: &Option<T>, default: impl FnOnce() -> T) -> T {
    property.clone().unwrap_or_else(default)
}

/// A constant from its JSON text, which is valid: an expression for it would take rustc longer.
pub fn json<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_default()
}

/// The error of a value that cannot be read as its type, and for a format what to configure.
#[cold]
fn explained<E: Error>(type_name: &str, error: E) -> E {
    match string_formats::told(type_name, &error.to_string()) {
        Some(told) => E::custom(told),
        None => error,
    }
}

/// The error of a required property that is absent.
pub fn missing<E: Error>(name: &'static str) -> E {
    E::missing_field(name)
}

/// The name of a property, borrowed from the input where that is possible.
#[derive(Debug)]
pub struct PropertyName<'de>(pub(super) Cow<'de, str>);

impl PropertyName<'_> {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for PropertyName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = PropertyName<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a property name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(PropertyName(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(PropertyName(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(PropertyName(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Reader)
    }
}

/// Whether a string is a known value of an open enum.
pub fn is_known<T: Fits>(string: &str) -> bool {
    T::STRINGS.is_some_and(|known| known.contains(&string))
}

/// Reads a string and converts it, without a copy where the input can lend it.
///
/// # Errors
/// When the input is no string.
pub fn string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'t> From<&'t str>,
{
    read_string(deserializer, |text| Ok::<T, Infallible>(T::from(text)))
}

/// Reads a string and converts it by a function.
///
/// # Errors
/// When the input is no string, and what the function fails with.
pub(super) fn read_string<'de, D, T, F, R>(deserializer: D, read: R) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: fmt::Display,
    R: Fn(&str) -> Result<T, F>,
{
    struct Reader<R>(R);

    impl<T, F: fmt::Display, R: Fn(&str) -> Result<T, F>> Visitor<'_> for Reader<R> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Reader(read))
}

/// Writes a value of an enum by the name of its variant: the name at the position that its string has among the known ones, or
/// the last name with the string.
///
/// # Errors
/// What the formatter fails with.
pub fn debug_enum<T: Fits>(formatter: &mut fmt::Formatter<'_>, text: &str, names: &str) -> fmt::Result {
    let mut names = names.split_whitespace();
    match T::STRINGS.into_iter().flatten().position(|one| *one == text).and_then(|place| names.nth(place)) {
        Some(name) => formatter.write_str(name),
        None => formatter.debug_tuple(names.next_back().unwrap_or_default()).field(&text).finish(),
    }
}
