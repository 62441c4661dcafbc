//! Which of several types a JSON value is meant to be.
//!
//! Owns the choice between the alternatives of a union that no tag tells apart. Must not know any union. A choice is made by
//! what can be seen without reading the value into a type: its JSON type, the members it has and those it must have.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde_json::Value;

use super::wire::{Map, Object};

/// A type that tells whether a value can be one of its own.
pub trait Fits {
    /// How well a value fits, as far as can be seen from outside: more is better. `None` when it is none of this type.
    fn fits(value: &Value) -> Option<usize>;
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

    /// A member that is always there and always the same.
    pub const fn fixed(name: &'static str, only: &'static str) -> Self {
        Self { name, required: true, only: Some(only) }
    }

    /// A member that may be absent.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false, only: None }
    }

    fn allows(&self, value: Option<&Value>) -> bool {
        match (value, self.only) {
            (None, _) => !self.required,
            (Some(_), None) => true,
            // Text is compared without the quotes it has in Rust.
            (Some(Value::String(text)), Some(only)) => {
                only.strip_prefix('"').and_then(|only| only.strip_suffix('"')) == Some(text)
            }
            (Some(Value::Bool(value)), Some(only)) => only.parse() == Ok(*value),
            (Some(_), Some(_)) => false,
        }
    }
}

/// How much one member that is there counts against those that are not: no object has as many.
const PRESENT: usize = 1 << 16;

/// How well a value fits an object: it has what is required, and the more of it is declared the better; of two objects that
/// declare as much of it, the one that declares less besides.
pub fn fits_object<T: Object>(value: &Value) -> Option<usize> {
    let members = value.as_object()?;
    if !T::MEMBERS.iter().all(|member| member.allows(members.get(member.name))) {
        return None;
    }
    let present = T::MEMBERS.iter().filter(|member| members.contains_key(member.name)).count();
    Some((present + 1) * PRESENT - (T::MEMBERS.len() - present).min(PRESENT - 1))
}

/// How well a value fits a union by tag.
pub fn fits_tagged(value: &Value, tag: &str, known: &[&str]) -> Option<usize> {
    let text = value.as_object()?.get(tag)?.as_str()?;
    Some(if known.contains(&text) { 2 * PRESENT } else { 0 })
}

/// The name of the alternative that fits best, the first of several.
pub fn best<'n>(fits: &[(&'n str, Option<usize>)]) -> Option<&'n str> {
    let mut best: Option<(&str, usize)> = None;
    for (name, fit) in fits {
        match (fit, best) {
            (Some(fit), Some((_, known))) if *fit <= known => {}
            (Some(fit), _) => best = Some((name, *fit)),
            (None, _) => {}
        }
    }
    best.map(|(name, _)| name)
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

impl Fits for i8 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for i16 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for i32 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for i64 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for i128 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for u8 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for u16 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for u32 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

impl Fits for u64 {
    fn fits(value: &Value) -> Option<usize> {
        whole::<Self>(value)
    }
}

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

impl Fits for f32 {
    fn fits(value: &Value) -> Option<usize> {
        only(value.is_number())
    }
}

impl Fits for f64 {
    fn fits(value: &Value) -> Option<usize> {
        only(value.is_number())
    }
}

impl<T: Fits> Fits for Vec<T> {
    fn fits(value: &Value) -> Option<usize> {
        // The worst item decides, or nothing does.
        let items = value.as_array()?;
        items.iter().try_fold(usize::MAX, |worst, item| Some(worst.min(T::fits(item)?)))
    }
}

impl<T: Fits> Fits for Map<T> {
    fn fits(value: &Value) -> Option<usize> {
        let members = value.as_object()?;
        members.values().all(|member| T::fits(member).is_some()).then_some(0)
    }
}

impl Fits for serde_json::Map<String, Value> {
    fn fits(value: &Value) -> Option<usize> {
        value.is_object().then_some(0)
    }
}

impl Fits for Value {
    fn fits(_: &Value) -> Option<usize> {
        Some(0)
    }
}

impl<T: Fits> Fits for Option<T> {
    fn fits(value: &Value) -> Option<usize> {
        if value.is_null() { Some(1) } else { T::fits(value) }
    }
}

impl<T: Fits> Fits for Box<T> {
    fn fits(value: &Value) -> Option<usize> {
        T::fits(value)
    }
}
