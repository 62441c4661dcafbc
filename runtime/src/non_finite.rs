//! Writing values as JSON where NaN and the infinities are errors, and not null.
//!
//! Owns the serializer that wraps `serde_json`'s own, which would write null for them, and the error. Must not know any model. A
//! program that gives a model to `serde_json` itself gets null.
//!
//! Source: RFC 8259, section 6.

use std::fmt::Display;

use serde::ser::{
    Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant,
};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The end of the error's message, by which its way out recognizes it.
const END: &str = " is no number of JSON";

/// The JSON text of a value.
///
/// # Errors
/// When a number in it is not finite, and when it has no JSON form.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::with_capacity(128);
    value.serialize(FiniteOnly(&mut serde_json::Serializer::new(&mut text)))?;
    Ok(text)
}

/// A value as JSON, with the same numbers as its text.
///
/// # Errors
/// When a number in it is not finite, and when it has no JSON form.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, serde_json::Error> {
    value.serialize(FiniteOnly(serde_json::value::Serializer))
}

/// An error inside a property or an item. The error of a number gets its JSON pointer.
#[cold]
fn within<E: Error>(name: &str, error: E) -> E {
    let text = error.to_string();
    if !text.ends_with(END) {
        return error;
    }
    let colon = if text.starts_with('/') { "" } else { ": " };
    E::custom(format_args!("/{}{colon}{text}", name.replace('~', "~0").replace('/', "~1")))
}

/// An error inside an entry of a map.
#[cold]
fn within_key<K: Serialize + ?Sized, E: Error>(key: &K, error: E) -> E {
    match serde_json::to_value(key) {
        Ok(Value::String(name)) => within(&name, error),
        Ok(other) => within(&other.to_string(), error),
        Err(_) => error,
    }
}

/// The JSON pointer in the message of such an error, and the reason; of any other error an empty pointer.
pub fn pointer(text: &str) -> (&str, &str) {
    let parts = text.rsplit_once(": ").filter(|(pointer, rest)| pointer.starts_with('/') && rest.ends_with(END));
    parts.unwrap_or(("", text))
}

#[cold]
fn not_finite<E: Error>(number: impl Display) -> E {
    E::custom(format_args!("{number}{END}"))
}

/// The number that the shortest text of this one means: `0.1`, where `serde_json` itself has `0.10000000149011612` in values.
fn shortest(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

/// A serializer that accepts finite numbers only, or its compound for an array or object.
struct FiniteOnly<S>(S);

/// A value inside another one, which is written by the wrapped serializer.
struct Inner<'v, T: ?Sized>(&'v T);

impl<T: Serialize + ?Sized> Serialize for Inner<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(FiniteOnly(serializer))
    }
}

/// Methods for values without other values inside.
macro_rules! hand_on {
    ($($method:ident($($argument:ident: $Type:ty),*))*) => {
        $(fn $method(self $(, $argument: $Type)*) -> Result<S::Ok, S::Error> {
            self.0.$method($($argument),*)
        })*
    };
}

/// Methods for values with others inside.
macro_rules! begin {
    ($kind:expr; $($method:ident($($argument:ident: $Type:ty),*) -> $Compound:ident)*) => {
        $(fn $method(self $(, $argument: $Type)*) -> Result<Self::$Compound, S::Error> {
            self.0.$method($($argument),*).map($kind)
        })*
    };
}

impl<S: Serializer> Serializer for FiniteOnly<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Items<S::SerializeSeq>;
    type SerializeTuple = Items<S::SerializeTuple>;
    type SerializeTupleStruct = Items<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Items<S::SerializeTupleVariant>;
    type SerializeMap = FiniteOnly<S::SerializeMap>;
    type SerializeStruct = FiniteOnly<S::SerializeStruct>;
    type SerializeStructVariant = FiniteOnly<S::SerializeStructVariant>;

    fn serialize_f32(self, number: f32) -> Result<S::Ok, S::Error> {
        if number.is_finite() { self.0.serialize_f64(shortest(number)) } else { Err(not_finite(number)) }
    }

    fn serialize_f64(self, number: f64) -> Result<S::Ok, S::Error> {
        if number.is_finite() { self.0.serialize_f64(number) } else { Err(not_finite(number)) }
    }

    hand_on! {
        serialize_bool(value: bool)
        serialize_i8(value: i8)
        serialize_i16(value: i16)
        serialize_i32(value: i32)
        serialize_i64(value: i64)
        serialize_i128(value: i128)
        serialize_u8(value: u8)
        serialize_u16(value: u16)
        serialize_u32(value: u32)
        serialize_u64(value: u64)
        serialize_u128(value: u128)
        serialize_char(value: char)
        serialize_str(value: &str)
        serialize_bytes(value: &[u8])
        serialize_none()
        serialize_unit()
        serialize_unit_struct(name: &'static str)
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.collect_str(value)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Inner(value))
    }

    fn serialize_newtype_struct<T>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error>
    where
        T: Serialize + ?Sized,
    {
        self.0.serialize_newtype_struct(name, &Inner(value))
    }

    fn serialize_newtype_variant<T>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error>
    where
        T: Serialize + ?Sized,
    {
        self.0.serialize_newtype_variant(name, index, variant, &Inner(value))
    }

    begin! {
        |items| Items { items, count: 0 };
        serialize_seq(length: Option<usize>) -> SerializeSeq
        serialize_tuple(length: usize) -> SerializeTuple
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> SerializeTupleVariant
    }

    begin! {
        FiniteOnly;
        serialize_map(length: Option<usize>) -> SerializeMap
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> SerializeStructVariant
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// The compound of an array.
struct Items<S> {
    items: S,
    count: usize,
}

/// The methods of serde's compounds for arrays.
macro_rules! items {
    ($($Compound:ident::$method:ident)*) => {
        $(impl<S: $Compound> $Compound for Items<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.count += 1;
                self.items.$method(&Inner(value)).map_err(|error| within(&(self.count - 1).to_string(), error))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.items.end()
            }
        })*
    };
}

items! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}

/// The methods of serde's compounds for structs.
macro_rules! fields {
    ($($Compound:ident)*) => {
        $(impl<S: $Compound> $Compound for FiniteOnly<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
                self.0.serialize_field(name, &Inner(value)).map_err(|error| within(name, error))
            }

            fn skip_field(&mut self, name: &'static str) -> Result<(), S::Error> {
                self.0.skip_field(name)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        })*
    };
}

fields! { SerializeStruct SerializeStructVariant }

impl<S: SerializeMap> SerializeMap for FiniteOnly<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Inner(value))
    }

    fn serialize_entry<K, V>(&mut self, key: &K, value: &V) -> Result<(), S::Error>
    where
        K: Serialize + ?Sized,
        V: Serialize + ?Sized,
    {
        self.0.serialize_entry(key, &Inner(value)).map_err(|error| within_key(key, error))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
