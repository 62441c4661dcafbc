//! How generated models are read and written: objects member by member, strings that are enums.
//!
//! Owns what the tables of models ([`object!`](super::object), [`string_enum!`](super::string_enum),
//! [`union!`](super::union)) call. Must not know any model.

use std::any::type_name;
use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{self, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error_path::at_member;
use super::format;
use super::lenient_integer::Whole;

pub use super::closed::{UnknownValue, read_number as closed_number, read_text as closed_text};
pub use super::format::{Date, DateTime, Readable, Text, Uuid};
pub use super::number_enum::read as read_number;
pub use super::tuple::{ItemWriter, Items, Tuple, read as read_tuple};
pub use super::union::discriminator::{
    Replay, Tagged, is_one_of, no_alternative, read_as, read_tagged, without_tag, write_checked, write_stated,
    write_tagged, write_with_tag,
};
pub use super::union::score::{Fits, Member, fits_default, fits_number, inside};
pub use super::union::select::{Alternative, choose, choose_shared};

/// An object with members of one type, in the order of the text.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// A model that is a JSON object with named members.
pub trait Object: Sized {
    /// Writes its members in their order.
    fn write<M: Entries>(&self, members: &mut Writer<M>);

    /// Reads its members in any order. Those it does not know are skipped; of one that stands twice, the last counts.
    ///
    /// # Errors
    /// What reading a member fails with, and a required one that is missing.
    fn read<'de, A: MapAccess<'de>>(members: Members<A>) -> Result<Self, A::Error>;
}

/// Writes an object.
///
/// # Errors
/// What writing a member fails with.
pub fn write<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = Writer::new(serializer)?;
    object.write(&mut members);
    members.end()
}

/// What members are written into, one after the other.
pub trait Entries {
    /// What comes out.
    type Ok;
    /// What it fails with.
    type Error: ser::Error;

    /// Writes a member.
    ///
    /// # Errors
    /// What writing fails with.
    fn entry<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), Self::Error>;

    /// Ends the object.
    ///
    /// # Errors
    /// What writing fails with.
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

impl<M: SerializeMap> Entries for M {
    type Ok = M::Ok;
    type Error = M::Error;

    fn entry<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        self.serialize_entry(name, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        SerializeMap::end(self)
    }
}

/// Members of which one is the tag of a union: it is written once and with this text, whatever the object says in its place.
#[derive(Debug)]
pub struct Stating<M> {
    members: M,
    tag: &'static str,
    text: &'static str,
    is_written: bool,
}

impl<M: SerializeMap> Stating<M> {
    fn state(&mut self) -> Result<(), M::Error> {
        if self.is_written {
            return Ok(());
        }
        self.is_written = true;
        self.members.serialize_entry(self.tag, self.text)
    }
}

impl<M: SerializeMap> Entries for Stating<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn entry<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        if name == self.tag { self.state() } else { self.members.serialize_entry(name, value) }
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        self.state()?;
        self.members.end()
    }
}

/// The members of an object that is being written. A failure is kept for the end, so that a model need not look at each.
#[derive(Debug)]
pub struct Writer<M: Entries> {
    members: M,
    failure: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    /// Begins an object.
    ///
    /// # Errors
    /// What the serializer fails with.
    pub fn new<S: Serializer<SerializeMap = M, Error = M::Error>>(serializer: S) -> Result<Self, M::Error> {
        Ok(Self { members: serializer.serialize_map(None)?, failure: None })
    }
}

impl<M: SerializeMap> Writer<Stating<M>> {
    /// Begins an object whose tag has this text.
    ///
    /// # Errors
    /// What the serializer fails with.
    pub fn stating<S: Serializer<SerializeMap = M, Error = M::Error>>(
        tag: &'static str,
        text: &'static str,
        serializer: S,
    ) -> Result<Self, M::Error> {
        let members = Stating { members: serializer.serialize_map(None)?, tag, text, is_written: false };
        Ok(Self { members, failure: None })
    }
}

impl<M: Entries> Writer<M> {
    /// Ends it.
    ///
    /// # Errors
    /// What writing a member failed with.
    pub fn end(self) -> Result<M::Ok, M::Error> {
        match self.failure {
            None => self.members.end(),
            Some(failure) => Err(failure),
        }
    }

    /// Writes a member.
    pub fn put<T: Serialize>(&mut self, name: &str, value: &T) {
        if self.failure.is_none()
            && let Err(failure) = self.members.entry(name, value)
        {
            self.fail(failure);
        }
    }

    #[cold]
    fn fail(&mut self, failure: M::Error) {
        self.failure = Some(failure);
    }

    /// Writes a member unless it is absent.
    pub fn put_present<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    /// Writes the members that are not declared by name. One that is would stand twice, and is left out.
    pub fn put_all<T: Serialize>(&mut self, extras: &Map<T>, is_declared: fn(&str) -> bool) {
        extras.iter().filter(|(name, _)| !is_declared(name)).for_each(|(name, value)| self.put(name, value));
    }
}

/// Reads an object, and nothing that is written otherwise.
///
/// # Errors
/// When the input is no object, and what its members fail with.
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

        fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
            T::read(Members(members))
        }
    }

    deserializer.deserialize_newtype_struct("", Reader(PhantomData))
}

/// The members of an object that is being read.
#[derive(Debug)]
pub struct Members<A>(A);

impl<'de, A: MapAccess<'de>> Members<A> {
    /// The name of the next member.
    ///
    /// # Errors
    /// What the input fails with.
    pub fn name(&mut self) -> Result<Option<MemberName<'de>>, A::Error> {
        self.0.next_key()
    }

    /// The value of a member that is always there.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn required<T: Deserialize<'de>>(&mut self, name: &str, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.value().map_err(|error| failed(name, type_name::<T>(), error))?);
        Ok(())
    }

    /// The value of a member that may be absent; null is as good as that.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn optional<T: Deserialize<'de>>(&mut self, name: &str, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.value().map_err(|error| failed(name, type_name::<T>(), error))?;
        Ok(())
    }

    /// The value of a member that may be absent, in a box.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn boxed<T: Deserialize<'de>>(&mut self, name: &str, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.optional(name, slot)
    }

    /// The value of a member that may be absent; null is for its type to read.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn any<T: Deserialize<'de>>(&mut self, name: &str, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(name, slot)
    }

    /// The value of a member that may be absent or null.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn nullable<T: Deserialize<'de>>(&mut self, name: &str, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(name, slot)
    }

    /// The value of a member that may be absent or null, in a box.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn nullable_boxed<T: Deserialize<'de>>(&mut self, name: &str, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.required(name, slot)
    }

    /// Its value among those that are not declared by name.
    ///
    /// # Errors
    /// What reading a `T` fails with.
    pub fn extra<T: Deserialize<'de>>(&mut self, name: MemberName<'de>, extras: &mut Map<T>) -> Result<(), A::Error> {
        let value = self.value().map_err(|error| failed(name.as_str(), type_name::<T>(), error))?;
        extras.insert(name.0.into_owned(), value);
        Ok(())
    }

    fn value<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.0.next_value_seed(Whole(PhantomData))
    }

    /// Passes over its value.
    ///
    /// # Errors
    /// What the input fails with.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }
}

/// Setting a member that may be absent, by how it may be.
pub mod set {
    /// A member for which null is as good as absent.
    pub fn optional<T>(member: &mut Option<T>, value: impl Into<T>) {
        *member = Some(value.into());
    }

    /// A member that stands in a box.
    pub fn boxed<T>(member: &mut Option<Box<T>>, value: impl Into<T>) {
        *member = Some(Box::new(value.into()));
    }

    /// A member whose type reads null.
    pub fn any<T>(member: &mut Option<T>, value: impl Into<T>) {
        *member = Some(value.into());
    }

    /// A member that may be null.
    pub fn nullable<T>(member: &mut Option<Option<T>>, value: impl Into<T>) {
        *member = Some(Some(value.into()));
    }

    /// A member that may be null, and stands in a box.
    pub fn nullable_boxed<T>(member: &mut Option<Option<Box<T>>>, value: impl Into<T>) {
        *member = Some(Some(Box::new(value.into())));
    }
}

/// A member, or its default where it is absent.
pub fn or_default<T: Clone>(member: &Option<T>, default: impl FnOnce() -> T) -> T {
    member.clone().unwrap_or_else(default)
}

/// A constant from its JSON text, which is right: an expression for it would take rustc longer.
pub fn json<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_default()
}

/// The error of a member that cannot be read as its type: where it is, and of a format the way out.
#[cold]
fn failed<E: Error>(name: &str, type_name: &str, error: E) -> E {
    match format::told(type_name, &error.to_string()) {
        Some(told) => at_member(name, told),
        None => at_member(name, error),
    }
}

/// The error of a required member that is not there.
pub fn missing<E: Error>(name: &'static str) -> E {
    E::missing_field(name)
}

/// The name of a member, lent by the input where it can.
#[derive(Debug)]
pub struct MemberName<'de>(pub(super) Cow<'de, str>);

impl MemberName<'_> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for MemberName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = MemberName<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a member's name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(MemberName(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(MemberName(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(MemberName(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Reader)
    }
}

/// A value made from text, without a copy where the input can lend it.
///
/// # Errors
/// When the input is no string.
pub fn text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'t> From<&'t str>,
{
    read_text(deserializer, |text| Ok::<T, Infallible>(T::from(text)))
}

/// What a function makes of a text.
///
/// # Errors
/// When the input is no string, and what the function fails with.
pub(super) fn read_text<'de, D, T, F, R>(deserializer: D, read: R) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: fmt::Display,
    R: Fn(&str) -> Result<T, F>,
{
    struct Text<R>(R);

    impl<T, F: fmt::Display, R: Fn(&str) -> Result<T, F>> Visitor<'_> for Text<R> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text(read))
}

/// Writes a value of an enum by the name of its variant: the one in the place that its text has among the known ones, or
/// else the last name, with the text.
///
/// # Errors
/// What the formatter fails with.
pub fn debug_enum<T: Fits>(formatter: &mut fmt::Formatter<'_>, text: &str, names: &str) -> fmt::Result {
    let mut names = names.split_whitespace();
    match T::TEXTS.into_iter().flatten().position(|one| *one == text).and_then(|place| names.nth(place)) {
        Some(name) => formatter.write_str(name),
        None => formatter.debug_tuple(names.next_back().unwrap_or_default()).field(&text).finish(),
    }
}
