//! Lists whose items have types of their own.
//!
//! Owns what a table of items expands to, and how they are read and written. Must not know any model.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::path::at_item;
use super::whole::Whole;

/// A model that is a list with an item of its own type in each place.
pub trait Tuple: Sized {
    /// Reads the items in their order.
    ///
    /// # Errors
    /// What reading an item fails with, and one that is missing.
    fn read<'de, A: SeqAccess<'de>>(items: &mut Items<A>) -> Result<Self, A::Error>;
}

/// The items of a list that is being read.
#[derive(Debug)]
pub struct Items<A> {
    items: A,
    count: usize,
}

impl<'de, A: SeqAccess<'de>> Items<A> {
    /// The next item.
    ///
    /// # Errors
    /// When there is none, and what reading it fails with.
    pub fn required<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.optional()?.ok_or_else(|| A::Error::invalid_length(self.count, &"more items"))
    }

    /// The next item, where the list goes on.
    ///
    /// # Errors
    /// What reading it fails with.
    pub fn optional<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        let item = self.items.next_element_seed(Whole(PhantomData)).map_err(|error| at_item(self.count, error))?;
        self.count += usize::from(item.is_some());
        Ok(item)
    }

    /// All items that are left.
    ///
    /// # Errors
    /// What reading one fails with.
    pub fn rest<T: Deserialize<'de>>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        while let Some(item) = self.optional()? {
            rest.push(item);
        }
        Ok(rest)
    }
}

/// Reads a list; items after those that are declared are passed over.
///
/// # Errors
/// When the input is no list, and what its items fail with.
pub fn read<'de, T: Tuple, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Reader<T>(PhantomData<T>);

    impl<'de, T: Tuple> Visitor<'de> for Reader<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list")
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_seq(self)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
            let mut items = Items { items, count: 0 };
            let tuple = T::read(&mut items)?;
            while items.items.next_element::<IgnoredAny>()?.is_some() {}
            Ok(tuple)
        }
    }

    deserializer.deserialize_newtype_struct("", Reader(PhantomData))
}

/// Writes a list. The first failure is kept for the end.
#[derive(Debug)]
pub struct ItemWriter<S: SerializeSeq> {
    items: S,
    /// How many items were given, those that are absent among them.
    count: usize,
    /// The place of the first item that is absent: no other may follow it.
    absent: Option<usize>,
    failure: Option<S::Error>,
}

impl<S: SerializeSeq> ItemWriter<S> {
    /// Begins a list.
    ///
    /// # Errors
    /// What the serializer fails with.
    pub fn new<T: Serializer<SerializeSeq = S, Error = S::Error>>(serializer: T) -> Result<Self, S::Error> {
        Ok(Self { items: serializer.serialize_seq(None)?, count: 0, absent: None, failure: None })
    }

    /// Writes an item. Behind one that is absent it would be read in the place of that one.
    pub fn required<T: Serialize>(&mut self, item: &T) {
        if let (Some(absent), None) = (self.absent, &self.failure) {
            self.failure = Some(missing(absent, self.count));
        }
        self.write(item);
        self.count += 1;
    }

    /// Writes an item unless it is absent.
    pub fn optional<T: Serialize>(&mut self, item: &Option<T>) {
        match item {
            Some(item) => self.required(item),
            None => {
                self.absent = self.absent.or(Some(self.count));
                self.count += 1;
            }
        }
    }

    /// Writes all items that are left.
    pub fn rest<T: Serialize>(&mut self, items: &[T]) {
        items.iter().for_each(|item| self.required(item));
    }

    fn write<T: Serialize>(&mut self, item: &T) {
        if self.failure.is_none() {
            self.failure = self.items.serialize_element(item).err();
        }
    }

    /// Ends it.
    ///
    /// # Errors
    /// What writing an item failed with.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        match self.failure {
            None => self.items.end(),
            Some(failure) => Err(failure),
        }
    }
}

/// The error of an item that is absent although another one follows it.
#[cold]
fn missing<E: serde::ser::Error>(absent: usize, following: usize) -> E {
    E::custom(format_args!("item {absent} of the list is absent, and item {following} is not"))
}

/// The items of a tuple struct: their places, their types or what stands for these when a value is judged, and which may be absent (`optional`, `Option<T>`) or are all that is left (`rest`,
/// `Vec<T>`).
#[doc(hidden)]
#[macro_export]
macro_rules! tuple {
    ($T:ident { $($place:tt: $Item:ty = $mode:ident,)* }) => {
        impl wire::Tuple for $T {
            fn read<'de, A: ::serde::de::SeqAccess<'de>>(_items: &mut wire::Items<A>) -> Result<Self, A::Error> {
                Ok(Self($(_items.$mode()?),*))
            }
        }

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                let mut _items = value.as_array()?.iter();
                wire::inside(|| {
                    $(tuple!(@fits _items $Item = $mode);)*
                    Some(2)
                })
            }
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut _items = wire::ItemWriter::new(serializer)?;
                $(_items.$mode(&self.$place);)*
                _items.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read_tuple(deserializer)
            }
        }
    };
    (@fits $items:ident $Item:ty = required) => { <$Item as wire::Fits>::fits($items.next()?)?; };
    (@fits $items:ident $Item:ty = optional) => {
        if let Some(item) = $items.next() {
            <$Item as wire::Fits>::fits(item)?;
        }
    };
    (@fits $items:ident $Item:ty = rest) => {
        for item in $items {
            <$Item as wire::Fits>::fits(item)?;
        }
    };
}

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use tuple;
