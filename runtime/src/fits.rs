//! Which of several types a JSON value is meant to be.
//!
//! Owns the choice between the alternatives of a union that no tag tells apart. Must not know any union. A choice is made by
//! what can be seen without reading the value into a type: its JSON type, the members it has and those it must have.

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
    let mut present = 0;
    for member in T::MEMBERS {
        let found = find(members, member.name);
        if !member.allows(found) {
            return None;
        }
        present += usize::from(found.is_some());
    }
    Some((present + 1) * PRESENT - (T::MEMBERS.len() - present).min(PRESENT - 1))
}

/// Among so few members, comparing names is faster than hashing them.
const FEW: usize = 16;

fn find<'v>(members: &'v serde_json::Map<String, Value>, name: &str) -> Option<&'v Value> {
    if members.len() > FEW {
        return members.get(name);
    }
    members.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
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

impl Fits for i32 {
    fn fits(value: &Value) -> Option<usize> {
        i64::fits(value)
    }
}

impl Fits for i64 {
    fn fits(value: &Value) -> Option<usize> {
        // An integer is closer to what is one than to what need not be.
        let is_whole = |number: f64| number.fract() == 0.0;
        (value.is_i64() || value.is_u64() || value.as_f64().is_some_and(is_whole)).then_some(2)
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
