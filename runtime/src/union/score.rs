//! How well a JSON value fits a type.
//!
//! Owns the score by which an alternative of a union is selected. Must not know any union, nor how the selection is made. The
//! score needs no reading of the value into a type: it depends on the JSON type, the properties that are there and those that
//! are required.

use std::cell::Cell;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::{Chars, FromStr};

use serde_json::{Number, Value};

use super::super::lenient_integer::integer;
use super::super::number_enum::NumberValue;
use super::super::wire::Map;
use super::select::{Alternative, fits_union, step, union_declares, union_keeps};

/// A type that says how well a value fits it. A type that implements no method is an object with `PROPERTIES`, a union of
/// `ALTERNATIVES`, or an open enum of `STRINGS`.
#[doc(hidden)]
pub trait Fits {
    /// The declared properties, in their order.
    const PROPERTIES: &'static [Property] = &[];

    /// The known strings of an enum.
    const STRINGS: Option<&'static [&'static str]> = None;

    /// The alternatives of a union.
    const ALTERNATIVES: &'static [Alternative] = &[];

    /// The discriminator property of a union.
    const DISCRIMINATOR: Option<&'static str> = None;

    /// How well a value fits the alternative that is read where no discriminator value selects one.
    const DEFAULT: Option<fn(&Value) -> Option<usize>> = None;

    /// The score of a value: more is better. `None` when it does not fit this type.
    fn fits(value: &Value) -> Option<usize> {
        match (Self::STRINGS, Self::ALTERNATIVES) {
            (Some(known), _) => score_string(known, value),
            (None, []) => fits_object(Self::PROPERTIES, value),
            (None, _) => fits_union::<Self>(value),
        }
    }

    /// Whether the type declares a property of this name.
    fn declares(property: &str) -> bool {
        Self::PROPERTIES.iter().any(|known| known.name == property)
    }

    /// Whether the type keeps a property of this name, declared or not.
    fn keeps(property: &str) -> bool {
        Self::declares(property)
    }

    /// Whether the type declares a property of this name, of a value that fits it.
    fn declares_of(value: &Value, property: &str) -> bool {
        if Self::ALTERNATIVES.is_empty() { Self::declares(property) } else { union_declares::<Self>(value, property) }
    }

    /// Whether the type keeps the property of this name, of a value that fits it.
    fn keeps_of(value: &Value, property: &str) -> bool {
        if Self::ALTERNATIVES.is_empty() { Self::keeps(property) } else { union_keeps::<Self>(value, property) }
    }
}

/// A declared property of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    name: &'static str,
    required: bool,
    /// The only value that is allowed, as Rust writes it; of an object or an array its JSON text.
    only: Option<&'static str>,
}

impl Property {
    /// A required property.
    pub const fn required(name: &'static str) -> Self {
        Self { name, required: true, only: None }
    }

    /// The same property, which has one value only.
    #[must_use]
    pub const fn only(self, only: &'static str) -> Self {
        Self { only: Some(only), ..self }
    }

    /// An optional property.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false, only: None }
    }

    /// An optional property, in a box.
    pub const fn boxed(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// An optional property, whose type reads null.
    pub const fn any(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// A property that may be absent or null.
    pub const fn nullable(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// A property that may be absent or null, in a box.
    pub const fn nullable_boxed(name: &'static str) -> Self {
        Self::optional(name)
    }

    #[inline]
    fn allows(&self, value: Option<&Value>) -> bool {
        match (value, self.only) {
            (None, _) => !self.required,
            (Some(_), None) => true,
            (Some(Value::String(string)), Some(only)) => is_same_string(string, only),
            (Some(Value::Null), Some(only)) => only == "()",
            (Some(Value::Bool(value)), Some(only)) => only.parse() == Ok(*value),
            (Some(Value::Number(value)), Some(only)) => is_same_number(value, only),
            (Some(value @ (Value::Array(_) | Value::Object(_))), Some(only)) => is_same(value, only),
        }
    }
}

/// Whether an object or an array is the one of this JSON text. Integers may be written with a fraction of zero.
#[cold]
fn is_same(value: &Value, only: &str) -> bool {
    fn equal(one: &Value, other: &Value) -> bool {
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => is_same_number(one, &other.to_string()),
            (Value::Array(one), Value::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
            }
            (Value::Object(one), Value::Object(other)) => {
                one.len() == other.len()
                    && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| equal(one, other)))
            }
            (one, other) => one == other,
        }
    }
    serde_json::from_str(only).is_ok_and(|only| equal(value, &only))
}

/// Whether a string is the one that Rust writes as this literal, in quotes.
fn is_same_string(string: &str, only: &str) -> bool {
    let Some(only) = only.strip_prefix('"').and_then(|only| only.strip_suffix('"')) else { return false };
    if !only.contains('\\') {
        return only == string;
    }
    let mut written = only.chars();
    let read = std::iter::from_fn(|| match written.next()? {
        '\\' => escaped(&mut written),
        sign => Some(sign),
    });
    read.eq(string.chars())
}

/// The character that an escape of a literal means, after its backslash: `n`, `u{1f600}` and the like.
fn escaped(written: &mut Chars<'_>) -> Option<char> {
    match written.next()? {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '0' => Some('\0'),
        'u' => {
            let (number, rest) = written.as_str().strip_prefix('{')?.split_once('}')?;
            *written = rest.chars();
            char::from_u32(u32::from_str_radix(number, 16).ok()?)
        }
        sign => Some(sign),
    }
}

/// Whether a number is the one that Rust writes as this literal. Integers are compared as integers: floats do not tell large
/// ones apart.
fn is_same_number(value: &Number, only: &str) -> bool {
    let integer = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    match (integer, only.parse::<i128>()) {
        (Some(integer), Ok(only)) => integer == only,
        _ => value.as_f64().is_some_and(|value| only.parse() == Ok(value)),
    }
}

/// How much one property that is present counts against those that are absent: no object has as many.
pub(super) const PRESENT: usize = 1 << 16;

/// The score of a value for an object: `None` where a required property is absent. The more declared properties are present, the
/// better; of two objects that declare as many of them, the one that declares fewer others is better.
// Inlined into each type, whose properties are constants.
#[inline(always)]
fn fits_object(known: &[Property], value: &Value) -> Option<usize> {
    let properties = value.as_object()?;
    let mut present = 0;
    for property in known {
        let found = find(properties, property.name);
        if !property.allows(found) {
            return None;
        }
        present += usize::from(found.is_some());
    }
    Some((present + 1) * PRESENT - (known.len() - present).min(PRESENT - 1))
}

/// Among so few properties, comparing names is faster than hashing them.
const FEW: usize = 16;

#[inline]
fn find<'v>(properties: &'v serde_json::Map<String, Value>, name: &str) -> Option<&'v Value> {
    if properties.len() > FEW {
        return properties.get(name);
    }
    properties.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The score for the alternative that is read where no discriminator value selects one, given by its constructor.
pub fn fits_default<T: Fits, U>(_: fn(T) -> U, value: &Value) -> Option<usize> {
    T::fits(value)
}

/// The score of a string for an enum of strings: a known one is better than any string, another one worse.
fn score_string(known: &[&str], value: &Value) -> Option<usize> {
    value.as_str().map(|text| if known.contains(&text) { 2 } else { 0 })
}

/// The score of a number for an enum of numbers: a known one is better than any number, another one worse.
pub fn fits_number<N: NumberValue>(value: &Value, is_known: impl Fn(N) -> bool) -> Option<usize> {
    let Value::Number(number) = value else { return None };
    N::of(number).map(|number| if is_known(number) { 4 } else { 0 })
}

/// The score where only the JSON type counts.
fn only(is: bool) -> Option<usize> {
    is.then_some(1)
}

impl Fits for String {
    fn fits(value: &Value) -> Option<usize> {
        only(value.is_string())
    }
}

impl Fits for () {
    fn fits(value: &Value) -> Option<usize> {
        only(value.is_null())
    }
}

impl Fits for bool {
    fn fits(value: &Value) -> Option<usize> {
        only(value.is_boolean())
    }
}

/// An integer fits an integer type better than a number type. One that is out of range does not fit.
fn score_integer<T: TryFrom<i128>>(value: &Value) -> Option<usize> {
    let float = || value.as_f64().and_then(integer).map(i128::from);
    let number = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)).or_else(float)?;
    T::try_from(number).is_ok().then_some(2)
}

macro_rules! integers {
    ($($T:ty)*) => {
        $(impl Fits for $T {
            fn fits(value: &Value) -> Option<usize> {
                score_integer::<Self>(value)
            }
        })*
    };
}

integers! { i8 i16 i32 i64 i128 u8 u16 u32 u64 }

/// A string that an address can be read from fits an address better than a string.
fn score_address<T: FromStr>(value: &Value) -> Option<usize> {
    value.as_str().is_some_and(|text| text.parse::<T>().is_ok()).then_some(2)
}

impl Fits for Ipv4Addr {
    fn fits(value: &Value) -> Option<usize> {
        score_address::<Self>(value)
    }
}

impl Fits for Ipv6Addr {
    fn fits(value: &Value) -> Option<usize> {
        score_address::<Self>(value)
    }
}

macro_rules! floats {
    ($($T:ty)*) => {
        $(impl Fits for $T {
            fn fits(value: &Value) -> Option<usize> {
                only(value.is_number())
            }
        })*
    };
}

floats! { f32 f64 }

/// Arrays and maps inside each other are scored to this depth. Below it, alternatives that look alike are told apart by reading
/// them.
const DEEPEST: usize = 8;

thread_local! {
    /// The arrays and maps around the value that is scored.
    static AROUND: Cell<usize> = const { Cell::new(0) };
}

/// The score of the items of an array or a map. Without a bound, alternatives that are arrays of each other would score each item
/// twice as often on every level.
pub fn inside(judge: impl FnOnce() -> Option<usize>) -> Option<usize> {
    let around = AROUND.get();
    if around == DEEPEST {
        return Some(0);
    }
    AROUND.set(around + 1);
    let _left = Left(around);
    judge()
}

/// Resets the depth when the scoring of the items ends, also by a panic.
struct Left(usize);

impl Drop for Left {
    fn drop(&mut self) {
        AROUND.set(self.0);
    }
}

impl<T: Fits> Fits for Vec<T> {
    fn fits(value: &Value) -> Option<usize> {
        // The worst item decides.
        let items = value.as_array()?;
        inside(|| {
            let fit = |item| if step() { T::fits(item) } else { Some(0) };
            items.iter().try_fold(usize::MAX, |worst, item| Some(worst.min(fit(item)?)))
        })
    }
}

impl<T: Fits> Fits for Map<T> {
    fn fits(value: &Value) -> Option<usize> {
        let properties = value.as_object()?;
        inside(|| properties.values().all(|property| !step() || T::fits(property).is_some()).then_some(0))
    }

    fn keeps(_: &str) -> bool {
        true
    }
}

impl Fits for serde_json::Map<String, Value> {
    fn fits(value: &Value) -> Option<usize> {
        value.is_object().then_some(0)
    }

    fn keeps(_: &str) -> bool {
        true
    }
}

impl Fits for Value {
    fn fits(_: &Value) -> Option<usize> {
        Some(0)
    }

    fn keeps(_: &str) -> bool {
        true
    }
}

impl<T: Fits> Fits for Option<T> {
    fn fits(value: &Value) -> Option<usize> {
        if value.is_null() { Some(1) } else { T::fits(value) }
    }

    fn declares(property: &str) -> bool {
        T::declares(property)
    }

    fn keeps(property: &str) -> bool {
        T::keeps(property)
    }

    fn declares_of(value: &Value, property: &str) -> bool {
        T::declares_of(value, property)
    }

    fn keeps_of(value: &Value, property: &str) -> bool {
        T::keeps_of(value, property)
    }
}

impl<T: Fits> Fits for Box<T> {
    fn fits(value: &Value) -> Option<usize> {
        T::fits(value)
    }

    fn declares(property: &str) -> bool {
        T::declares(property)
    }

    fn keeps(property: &str) -> bool {
        T::keeps(property)
    }

    fn declares_of(value: &Value, property: &str) -> bool {
        T::declares_of(value, property)
    }

    fn keeps_of(value: &Value, property: &str) -> bool {
        T::keeps_of(value, property)
    }
}
