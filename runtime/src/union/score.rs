//! How well a JSON value fits a type.
//!
//! Owns what the choice between the alternatives of a union goes by. Must not know any union, nor how the choice is made. What
//! counts can be seen without reading the value into a type: its JSON type, the members it has and those it must have.

use std::cell::Cell;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::{Chars, FromStr};

use serde_json::{Number, Value};

use super::super::lenient_integer::integer;
use super::super::number_enum::NumberValue;
use super::super::wire::Map;
use super::select::{Alternative, fits_union, step, union_declares, union_keeps};

/// A type that tells whether a value can be one of its own. One that says no more is an object with these members, a union of
/// these alternatives, or an open enum of these texts.
pub trait Fits {
    /// What is known of its members, in their order.
    const MEMBERS: &'static [Member] = &[];

    /// The texts that are known, of an enum.
    const TEXTS: Option<&'static [&'static str]> = None;

    /// The alternatives, of a union.
    const ALTERNATIVES: &'static [Alternative] = &[];

    /// The member that tells the alternatives apart.
    const TAG: Option<&'static str> = None;

    /// How well a value fits the alternative that is meant where the tag stands for none.
    const OTHERWISE: Option<fn(&Value) -> Option<usize>> = None;

    /// How well a value fits, as far as can be seen from outside: more is better. `None` when it is none of this type.
    fn fits(value: &Value) -> Option<usize> {
        match (Self::TEXTS, Self::ALTERNATIVES) {
            (Some(known), _) => fits_text(known, value),
            (None, []) => fits_object(Self::MEMBERS, value),
            (None, _) => fits_union::<Self>(value),
        }
    }

    /// Whether the type has a member of this name.
    fn declares(member: &str) -> bool {
        Self::MEMBERS.iter().any(|known| known.name == member)
    }

    /// Whether the type keeps a member of this name, declared or not.
    fn keeps(member: &str) -> bool {
        Self::declares(member)
    }

    /// Whether the type has a member of the name of one that a value has which fits it.
    fn declares_of(value: &Value, member: &str) -> bool {
        if Self::ALTERNATIVES.is_empty() { Self::declares(member) } else { union_declares::<Self>(value, member) }
    }

    /// Whether the type keeps the member of this name of a value that fits it.
    fn keeps_of(value: &Value, member: &str) -> bool {
        if Self::ALTERNATIVES.is_empty() { Self::keeps(member) } else { union_keeps::<Self>(value, member) }
    }
}

/// What is known of a member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    name: &'static str,
    required: bool,
    /// The only value, as Rust writes it; of an object or a list its JSON text.
    only: Option<&'static str>,
}

impl Member {
    /// A member that is always there.
    pub const fn required(name: &'static str) -> Self {
        Self { name, required: true, only: None }
    }

    /// The same member, which has one value alone.
    #[must_use]
    pub const fn only(self, only: &'static str) -> Self {
        Self { only: Some(only), ..self }
    }

    /// A member that may be absent.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false, only: None }
    }

    /// A member that may be absent, in a box.
    pub const fn boxed(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// A member that may be absent, whose type reads null.
    pub const fn any(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// A member that may be absent or null.
    pub const fn nullable(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// A member that may be absent or null, in a box.
    pub const fn nullable_boxed(name: &'static str) -> Self {
        Self::optional(name)
    }

    #[inline]
    fn allows(&self, value: Option<&Value>) -> bool {
        match (value, self.only) {
            (None, _) => !self.required,
            (Some(_), None) => true,
            (Some(Value::String(text)), Some(only)) => is_same_text(text, only),
            (Some(Value::Null), Some(only)) => only == "()",
            (Some(Value::Bool(value)), Some(only)) => only.parse() == Ok(*value),
            (Some(Value::Number(value)), Some(only)) => is_same_number(value, only),
            (Some(value @ (Value::Array(_) | Value::Object(_))), Some(only)) => is_same(value, only),
        }
    }
}

/// Whether an object or a list is the one of this JSON text. Integers may be written with a fraction of zero.
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

/// Whether a text is the one that Rust writes so, in quotes.
fn is_same_text(text: &str, only: &str) -> bool {
    let Some(only) = only.strip_prefix('"').and_then(|only| only.strip_suffix('"')) else { return false };
    if !only.contains('\\') {
        return only == text;
    }
    let mut written = only.chars();
    let read = std::iter::from_fn(|| match written.next()? {
        '\\' => escaped(&mut written),
        sign => Some(sign),
    });
    read.eq(text.chars())
}

/// The sign that follows a backslash in a literal: `n`, `u{1f600}` and their kin.
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

/// Whether a number is the one that Rust writes so. Integers are compared as such: floats do not tell large ones apart.
fn is_same_number(value: &Number, only: &str) -> bool {
    let integer = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    match (integer, only.parse::<i128>()) {
        (Some(integer), Ok(only)) => integer == only,
        _ => value.as_f64().is_some_and(|value| only.parse() == Ok(value)),
    }
}

/// How much one member that is there counts against those that are not: no object has as many.
pub(super) const PRESENT: usize = 1 << 16;

/// How well a value fits an object: it has what is required, and the more of it is declared the better; of two objects that
/// declare as much of it, the one that declares less besides.
// Into each type, whose members are constants.
#[inline(always)]
fn fits_object(known: &[Member], value: &Value) -> Option<usize> {
    let members = value.as_object()?;
    let mut present = 0;
    for member in known {
        let found = find(members, member.name);
        if !member.allows(found) {
            return None;
        }
        present += usize::from(found.is_some());
    }
    Some((present + 1) * PRESENT - (known.len() - present).min(PRESENT - 1))
}

/// Among so few members, comparing names is faster than hashing them.
const FEW: usize = 16;

#[inline]
fn find<'v>(members: &'v serde_json::Map<String, Value>, name: &str) -> Option<&'v Value> {
    if members.len() > FEW {
        return members.get(name);
    }
    members.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// How well a value fits the type that is meant where the tag is none of the known ones, told by its constructor.
pub fn fits_default<T: Fits, U>(_: fn(T) -> U, value: &Value) -> Option<usize> {
    T::fits(value)
}

/// How well a text fits an enum of texts: a known one better than any text, another one worse.
fn fits_text(known: &[&str], value: &Value) -> Option<usize> {
    value.as_str().map(|text| if known.contains(&text) { 2 } else { 0 })
}

/// How well a value fits an enum of numbers: a known one better than any number, another one worse.
pub fn fits_number<N: NumberValue>(value: &Value, is_known: impl Fn(N) -> bool) -> Option<usize> {
    let Value::Number(number) = value else { return None };
    N::of(number).map(|number| if is_known(number) { 4 } else { 0 })
}

/// A value of this kind fits, and another does not.
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

/// An integer is closer to what is one than to what need not be. One that a type has no place for is none of it.
fn whole<T: TryFrom<i128>>(value: &Value) -> Option<usize> {
    let float = || value.as_f64().and_then(integer).map(i128::from);
    let number = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)).or_else(float)?;
    T::try_from(number).is_ok().then_some(2)
}

macro_rules! integers {
    ($($T:ty)*) => {
        $(impl Fits for $T {
            fn fits(value: &Value) -> Option<usize> {
                whole::<Self>(value)
            }
        })*
    };
}

integers! { i8 i16 i32 i64 i128 u8 u16 u32 u64 }

/// Text that an address can be read from: better than any text does.
fn address<T: FromStr>(value: &Value) -> Option<usize> {
    value.as_str().is_some_and(|text| text.parse::<T>().is_ok()).then_some(2)
}

impl Fits for Ipv4Addr {
    fn fits(value: &Value) -> Option<usize> {
        address::<Self>(value)
    }
}

impl Fits for Ipv6Addr {
    fn fits(value: &Value) -> Option<usize> {
        address::<Self>(value)
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

/// Lists and maps inside each other are judged so deep. Below, alternatives that look alike are told apart by reading them.
const DEEPEST: usize = 8;

thread_local! {
    /// The lists and maps around what is being judged.
    static AROUND: Cell<usize> = const { Cell::new(0) };
}

/// How well the items of a list or a map fit. Alternatives that are lists of each other would judge each item twice as often
/// on every level.
pub fn inside(judge: impl FnOnce() -> Option<usize>) -> Option<usize> {
    let around = AROUND.get();
    if around == DEEPEST {
        return Some(0);
    }
    AROUND.set(around + 1);
    let _left = Left(around);
    judge()
}

/// Takes back that something is judged inside, whatever becomes of it.
struct Left(usize);

impl Drop for Left {
    fn drop(&mut self) {
        AROUND.set(self.0);
    }
}

impl<T: Fits> Fits for Vec<T> {
    fn fits(value: &Value) -> Option<usize> {
        // The worst item decides, or nothing does.
        let items = value.as_array()?;
        inside(|| {
            let fit = |item| if step() { T::fits(item) } else { Some(0) };
            items.iter().try_fold(usize::MAX, |worst, item| Some(worst.min(fit(item)?)))
        })
    }
}

impl<T: Fits> Fits for Map<T> {
    fn fits(value: &Value) -> Option<usize> {
        let members = value.as_object()?;
        inside(|| members.values().all(|member| !step() || T::fits(member).is_some()).then_some(0))
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

    fn declares(member: &str) -> bool {
        T::declares(member)
    }

    fn keeps(member: &str) -> bool {
        T::keeps(member)
    }

    fn declares_of(value: &Value, member: &str) -> bool {
        T::declares_of(value, member)
    }

    fn keeps_of(value: &Value, member: &str) -> bool {
        T::keeps_of(value, member)
    }
}

impl<T: Fits> Fits for Box<T> {
    fn fits(value: &Value) -> Option<usize> {
        T::fits(value)
    }

    fn declares(member: &str) -> bool {
        T::declares(member)
    }

    fn keeps(member: &str) -> bool {
        T::keeps(member)
    }

    fn declares_of(value: &Value, member: &str) -> bool {
        T::declares_of(value, member)
    }

    fn keeps_of(value: &Value, member: &str) -> bool {
        T::keeps_of(value, member)
    }
}
