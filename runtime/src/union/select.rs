//! Choosing one of the alternatives of a union.
//!
//! Owns the order in which alternatives are tried, and how much may be done to find it. Must not know any union, nor how well a
//! value fits a type that is none: [`Fits`] tells.

use std::cell::Cell;

use serde::de::Error;
use serde_json::Value;

use super::discriminator::{no_alternative, tag_text};
use super::score::{Fits, PRESENT};

/// An alternative of a union, as far as choosing it needs to know it.
#[derive(Debug, Clone, Copy)]
pub struct Alternative {
    name: &'static str,
    /// The values of the union's tag that stand for it.
    tags: &'static [&'static str],
    /// The tag of its own alternatives.
    by: Option<&'static str>,
    fits: fn(&Value) -> Option<usize>,
    declares: fn(&Value, &str) -> bool,
    keeps: fn(&Value, &str) -> bool,
}

impl Alternative {
    /// The alternative of this name and type, for which these values of the tag stand.
    pub const fn of<T: Fits>(name: &'static str, tags: &'static [&'static str]) -> Self {
        Self { name, tags, by: T::TAG, fits: T::fits, declares: T::declares_of, keeps: T::keeps_of }
    }
}

/// How well a value fits a union: as well as the best of its alternatives, of those that its tag stands for where it has one.
/// That the tag is known counts like a member that is there.
pub(super) fn fits_union<T: Fits + ?Sized>(value: &Value) -> Option<usize> {
    if !step() {
        return Some(0);
    }
    let best = |fits: &mut dyn Iterator<Item = Option<usize>>| fits.flatten().max();
    let Some(tag) = T::TAG else {
        return best(&mut T::ALTERNATIVES.iter().map(|one| (one.fits)(value)));
    };
    let otherwise = |value| T::OTHERWISE.and_then(|fits| fits(value));
    let Some(text) = value.as_object()?.get(tag).and_then(tag_text) else { return otherwise(value) };
    let mut meant = T::ALTERNATIVES.iter().filter(|one| one.tags.contains(&&*text)).peekable();
    match (meant.peek(), T::OTHERWISE) {
        (Some(_), _) => best(&mut meant.map(|one| (one.fits)(value))).map(|fit| fit.saturating_add(PRESENT)),
        (None, Some(_)) => otherwise(value),
        (None, None) => Some(0),
    }
}

/// The alternatives of a union that a value fits, of those that its tag stands for where it has one.
fn meant<'v, T: Fits + ?Sized>(value: &'v Value) -> impl Iterator<Item = &'static Alternative> + 'v {
    let text = T::TAG.and_then(|tag| value.get(tag)).and_then(tag_text);
    let is_told = move |one: &Alternative| match &text {
        Some(text) => one.tags.contains(&&**text),
        None => T::TAG.is_none(),
    };
    T::ALTERNATIVES.iter().filter(move |one| is_told(one) && (one.fits)(value).is_some())
}

/// Whether the alternative of a union that a value may be has a member of this name; also where that is too long to find out, so
/// that none is lost.
pub(super) fn union_declares<T: Fits + ?Sized>(value: &Value, member: &str) -> bool {
    T::TAG == Some(member) || !step() || meant::<T>(value).any(|one| (one.declares)(value, member))
}

/// Whether a union keeps a member of a value, as one of its alternatives or as what is none of them.
pub(super) fn union_keeps<T: Fits + ?Sized>(value: &Value, member: &str) -> bool {
    let mut meant = meant::<T>(value).peekable();
    T::TAG == Some(member) || !step() || meant.peek().is_none() || meant.any(|one| (one.keeps)(value, member))
}

/// Reads a value as the alternative that it fits best, and where reading it as that fails, as the next best. Of an object,
/// only alternatives count that keep every member which any alternative that fits declares; where there is none, the value
/// is kept as it is, so that one that is several alternatives at once loses nothing.
///
/// # Errors
/// When the value fits none of the alternatives and there is no place for it; what reading the best fails with.
pub fn choose<T: Fits, E: Error>(
    union: &str,
    value: Value,
    unknown: Option<fn(Value) -> T>,
    read: impl Fn(&'static str, Value) -> Result<T, E>,
) -> Result<T, E> {
    let _steps = Steps::of(&value);
    let chosen = order(&value, T::ALTERNATIVES, None, unknown.is_some());
    try_each::<T, E>(union, value, &chosen, unknown, read)
}

/// The same among those alternatives that one value of the tag stands for.
///
/// # Errors
/// What [`choose`] fails with.
pub fn choose_shared<T: Fits, E: Error>(
    union: &str,
    text: &str,
    value: Value,
    unknown: Option<fn(Value) -> T>,
    read: impl Fn(&'static str, Value) -> Result<T, E>,
) -> Result<T, E> {
    let _steps = Steps::of(&value);
    let alternatives: Vec<Alternative> =
        T::ALTERNATIVES.iter().filter(|one| one.tags.contains(&text)).copied().collect();
    let chosen = order(&value, &alternatives, T::TAG, unknown.is_some());
    try_each::<T, E>(union, value, &chosen, unknown, read)
}

/// The names of the alternatives that a value may be, the best first. What the tag is all of them know.
fn order(value: &Value, among: &[Alternative], tag: Option<&str>, may_be_none: bool) -> Vec<&'static str> {
    let fit = |one: &Alternative| {
        let known = if tag.is_some() && one.by == tag { PRESENT } else { 0 };
        (one.fits)(value).map(|fit| fit.saturating_sub(known))
    };
    let mut fitting: Vec<(&Alternative, usize)> = among.iter().filter_map(|one| Some((one, fit(one)?))).collect();
    fitting.sort_by_key(|(_, fit)| std::cmp::Reverse(*fit));
    let is_declared =
        |member: &&String| tag != Some(member.as_str()) && fitting.iter().any(|(one, _)| (one.declares)(value, member));
    // Where there is no choice, nothing is to be found out.
    let is_choice = may_be_none || fitting.len() > 1;
    let members = value.as_object().filter(|_| is_choice).into_iter().flat_map(serde_json::Map::keys);
    let declared: Vec<&String> = members.filter(is_declared).collect();
    let keeps = |one: &Alternative| declared.iter().all(|member| (one.keeps)(value, member));
    let keeping: Vec<&'static str> = fitting.iter().filter(|(one, _)| keeps(one)).map(|(one, _)| one.name).collect();
    if keeping.is_empty() && !may_be_none { fitting.iter().map(|(one, _)| one.name).collect() } else { keeping }
}

fn try_each<T: Fits, E: Error>(
    union: &str,
    value: Value,
    chosen: &[&'static str],
    unknown: Option<fn(Value) -> T>,
    read: impl Fn(&'static str, Value) -> Result<T, E>,
) -> Result<T, E> {
    let Some((last, before)) = chosen.split_last() else {
        let names: Vec<&str> = T::ALTERNATIVES.iter().map(|one| one.name).collect();
        return match unknown {
            Some(unknown) => Ok(unknown(value)),
            None => Err(no_alternative(union, &value, &names)),
        };
    };
    let attempts = (!before.is_empty()).then(|| Attempts::of(&value));
    let mut failure = None;
    for name in before {
        match read(name, value.clone()) {
            Ok(read) => return Ok(read),
            Err(error) => {
                let error = failure.unwrap_or(error);
                if attempts.as_ref().is_some_and(|attempts| !attempts.another()) {
                    return Err(error);
                }
                failure = Some(error);
            }
        }
    }
    read(last, value).map_err(|error| failure.unwrap_or(error))
}

/// How often a value may be read again in vain, on average of its parts.
const IN_VAIN: usize = 64;

/// How many unions may be judged for each part of a value: far more than any sensible one has around it.
const JUDGED: usize = 256;

/// How many more may be judged, however small the value.
const JUDGED_AT_LEAST: usize = 4096;

thread_local! {
    /// The parts that may still be read in vain within the outermost union that is being read; `None` outside of any.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    /// The unions that may still be judged within it.
    static STEPS: Cell<Option<usize>> = const { Cell::new(None) };
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

/// What is judged within the outermost union: unions inside unions, and lists of lists of them, multiply.
struct Steps {
    is_outermost: bool,
}

impl Steps {
    fn of(value: &Value) -> Self {
        let is_outermost = STEPS.get().is_none();
        if is_outermost {
            STEPS.set(Some(parts(value).saturating_mul(JUDGED).saturating_add(JUDGED_AT_LEAST)));
        }
        Self { is_outermost }
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        if self.is_outermost {
            STEPS.set(None);
        }
    }
}

/// Takes one step; whether it may be taken.
pub(super) fn step() -> bool {
    match STEPS.get() {
        Some(0) => false,
        Some(left) => {
            STEPS.set(Some(left - 1));
            true
        }
        None => true,
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
