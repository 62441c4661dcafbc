//! Which of several types a JSON value is meant to be.
//!
//! Owns the choice between the alternatives of a union that no tag tells apart. Must not know any union. A choice is made by
//! what can be seen without reading the value into a type: its JSON type, the members it has and those it must have.

use std::cell::Cell;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::de::Error;
use serde_json::{Number, Value};

use super::number::NumberValue;
use super::tagged::{no_alternative, tag_text};
use super::wire::Map;

/// A type that tells whether a value can be one of its own. One that says no more is an object with these members.
pub trait Fits {
    /// What is known of its members, in their order.
    const MEMBERS: &'static [Member] = &[];

    /// How well a value fits, as far as can be seen from outside: more is better. `None` when it is none of this type.
    fn fits(value: &Value) -> Option<usize> {
        fits_object(Self::MEMBERS, value)
    }

    /// Whether the type has a member of this name.
    fn declares(member: &str) -> bool {
        Self::MEMBERS.iter().any(|known| known.name == member)
    }

    /// Whether the type keeps a member of this name, declared or not.
    fn keeps(member: &str) -> bool {
        Self::declares(member)
    }
}

/// An alternative of a union, and how well a value fits it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    name: &'static str,
    fit: Option<usize>,
    declares: fn(&str) -> bool,
    keeps: fn(&str) -> bool,
}

impl Candidate {
    /// The alternative of this name and type.
    pub fn of<T: Fits>(name: &'static str, value: &Value) -> Self {
        Self { name, fit: T::fits(value), declares: T::declares, keeps: T::keeps }
    }
}

/// Reads a value as the alternative that it fits best, and where reading it as that fails, as the next best. Of an object,
/// only alternatives count that keep every member which any alternative that fits declares; where there is none, the value
/// is kept as it is, so that one that is several alternatives at once loses nothing.
///
/// # Errors
/// When the value fits none of the alternatives and there is no place for it; what reading the best fails with.
pub fn choose<T, E: Error>(
    union: &str,
    value: Value,
    candidates: &[Candidate],
    unknown: Option<fn(Value) -> T>,
    read: impl Fn(&'static str, Value) -> Result<T, E>,
) -> Result<T, E> {
    let mut fitting: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.fit.is_some()).collect();
    fitting.sort_by_key(|candidate| std::cmp::Reverse(candidate.fit));
    let names = || candidates.iter().map(|candidate| candidate.name).collect::<Vec<_>>();
    let keeping: Vec<&Candidate> =
        fitting.iter().copied().filter(|one| keeps_declared(one, &fitting, &value)).collect();
    let chosen = if keeping.is_empty() && unknown.is_none() { fitting } else { keeping };
    let Some((last, before)) = chosen.split_last() else {
        return match unknown {
            Some(unknown) => Ok(unknown(value)),
            None => Err(no_alternative(union, &value, &names())),
        };
    };
    let attempts = (!before.is_empty()).then(|| Attempts::of(&value));
    let mut failure = None;
    for candidate in before {
        match read(candidate.name, value.clone()) {
            Ok(read) => return Ok(read),
            Err(error) if attempts.as_ref().is_some_and(|attempts| !attempts.another()) => return Err(error),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    read(last.name, value).map_err(|error| failure.unwrap_or(error))
}

/// How often a value may be read again in vain, on average of its parts.
const IN_VAIN: usize = 64;

thread_local! {
    /// The parts that may still be read in vain within the outermost union that is being read; `None` outside of any.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Attempts to read a value as one alternative after another. Within alternatives inside alternatives they multiply, so that
/// all within one value have a bound together.
struct Attempts {
    parts: usize,
    is_outermost: bool,
}

impl Attempts {
    fn of(value: &Value) -> Self {
        let (parts, is_outermost) = (parts(value), LEFT.get().is_none());
        if is_outermost {
            LEFT.set(Some(parts.saturating_mul(IN_VAIN)));
        }
        Self { parts, is_outermost }
    }

    /// Whether there may be another one after one in vain.
    fn another(&self) -> bool {
        let left = LEFT.get().and_then(|left| left.checked_sub(self.parts));
        LEFT.set(Some(left.unwrap_or(0)));
        left.is_some()
    }
}

impl Drop for Attempts {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}

/// Values inside a value, itself among them. As deep as the parser allows.
fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(parts).sum(),
        Value::Object(members) => members.values().map(parts).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Whether an alternative keeps every member of a value that one of them declares.
fn keeps_declared(candidate: &Candidate, fitting: &[&Candidate], value: &Value) -> bool {
    let is_lost = |member: &String| !(candidate.keeps)(member) && fitting.iter().any(|other| (other.declares)(member));
    value.as_object().is_none_or(|members| !members.keys().any(is_lost))
}

/// What is known of a member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    name: &'static str,
    required: bool,
    /// The only value, as Rust writes it.
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

    #[inline]
    fn allows(&self, value: Option<&Value>) -> bool {
        match (value, self.only) {
            (None, _) => !self.required,
            (Some(_), None) => true,
            // Text is compared without the quotes it has in Rust.
            (Some(Value::String(text)), Some(only)) => {
                only.strip_prefix('"').and_then(|only| only.strip_suffix('"')) == Some(text)
            }
            (Some(Value::Null), Some(only)) => only == "()",
            (Some(Value::Bool(value)), Some(only)) => only.parse() == Ok(*value),
            (Some(Value::Number(value)), Some(only)) => is_same_number(value, only),
            (Some(_), Some(_)) => false,
        }
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
const PRESENT: usize = 1 << 16;

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

/// How well a value fits a union by tag.
pub fn fits_tagged(value: &Value, tag: &str, known: &[&str]) -> Option<usize> {
    let text = tag_text(value.as_object()?.get(tag)?)?;
    Some(if known.contains(&&*text) { 2 * PRESENT } else { 0 })
}

/// How well a value fits the type that is meant where the tag is none of the known ones, told by its constructor.
pub fn fits_default<T: Fits, U>(_: fn(T) -> U, value: &Value) -> Option<usize> {
    T::fits(value)
}

/// How well a value fits the one of several types that it fits best.
pub fn best(fits: &[Option<usize>]) -> Option<usize> {
    fits.iter().flatten().max().copied()
}

/// How well a text fits an enum of texts: a known one better than any text, another one worse.
pub fn fits_text(is_known: bool) -> Option<usize> {
    Some(if is_known { 2 } else { 0 })
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
    let is_whole = |number: &f64| number.fract() == 0.0;
    let float = || value.as_f64().filter(is_whole).map(|number| number as i128);
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
        inside(|| items.iter().try_fold(usize::MAX, |worst, item| Some(worst.min(T::fits(item)?))))
    }
}

impl<T: Fits> Fits for Map<T> {
    fn fits(value: &Value) -> Option<usize> {
        let members = value.as_object()?;
        inside(|| members.values().all(|member| T::fits(member).is_some()).then_some(0))
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
}
