//! Selecting one of the alternatives of a union.
//!
//! Owns the order in which alternatives are tried, and a bound on the work. Must not know any union, nor the score of a value
//! for a type that is no union: [`Fits`] gives it.

use std::cell::Cell;

use serde::de::Error;
use serde_json::Value;

use super::discriminator::{discriminator_value, no_alternative};
use super::score::{Fits, PRESENT};

/// An alternative of a union: what is needed to select it.
#[derive(Debug, Clone, Copy)]
pub struct Alternative {
    name: &'static str,
    /// The discriminator values of the union that select it.
    values: &'static [&'static str],
    /// The discriminator property of its own alternatives, where it is a union.
    by: Option<&'static str>,
    fits: fn(&Value) -> Option<usize>,
    declares: fn(&Value, &str) -> bool,
    keeps: fn(&Value, &str) -> bool,
}

impl Alternative {
    /// The alternative of this name and type, which these discriminator values select.
    pub const fn of<T: Fits>(name: &'static str, values: &'static [&'static str]) -> Self {
        Self { name, values, by: T::DISCRIMINATOR, fits: T::fits, declares: T::declares_of, keeps: T::keeps_of }
    }
}

/// The score of a value for a union: that of the best alternative, among those that the discriminator value selects if there is
/// one. A known discriminator value counts like a property that is present.
pub(super) fn fits_union<T: Fits + ?Sized>(value: &Value) -> Option<usize> {
    if !step() {
        return Some(0);
    }
    let best = |fits: &mut dyn Iterator<Item = Option<usize>>| fits.flatten().max();
    let Some(property) = T::DISCRIMINATOR else {
        return best(&mut T::ALTERNATIVES.iter().map(|one| (one.fits)(value)));
    };
    let otherwise = |value| T::DEFAULT.and_then(|fits| fits(value));
    let Some(given) = value.as_object()?.get(property).and_then(discriminator_value) else { return otherwise(value) };
    let mut meant = T::ALTERNATIVES.iter().filter(|one| one.values.contains(&&*given)).peekable();
    match (meant.peek(), T::DEFAULT) {
        (Some(_), _) => best(&mut meant.map(|one| (one.fits)(value))).map(|fit| fit.saturating_add(PRESENT)),
        (None, Some(_)) => otherwise(value),
        (None, None) => Some(0),
    }
}

/// The alternatives of a union that a value fits, among those that the discriminator value selects if there is one.
fn meant<'v, T: Fits + ?Sized>(value: &'v Value) -> impl Iterator<Item = &'static Alternative> + 'v {
    let given = T::DISCRIMINATOR.and_then(|property| value.get(property)).and_then(discriminator_value);
    let is_told = move |one: &Alternative| match &given {
        Some(given) => one.values.contains(&&**given),
        None => T::DISCRIMINATOR.is_none(),
    };
    T::ALTERNATIVES.iter().filter(move |one| is_told(one) && (one.fits)(value).is_some())
}

/// Whether an alternative that a value fits declares a property of this name. It is true if finding out takes too many
/// steps, so that no property is lost.
pub(super) fn union_declares<T: Fits + ?Sized>(value: &Value, property: &str) -> bool {
    T::DISCRIMINATOR == Some(property) || !step() || meant::<T>(value).any(|one| (one.declares)(value, property))
}

/// Whether a union keeps a property of a value, in an alternative or in the variant for unknown values.
pub(super) fn union_keeps<T: Fits + ?Sized>(value: &Value, property: &str) -> bool {
    let mut meant = meant::<T>(value).peekable();
    T::DISCRIMINATOR == Some(property)
        || !step()
        || meant.peek().is_none()
        || meant.any(|one| (one.keeps)(value, property))
}

/// Reads a value as the alternative with the best score, and where that fails, as the next best. Of an object, only
/// alternatives count that keep every property which any fitting alternative declares. Where there is none, the value becomes the
/// variant for unknown values, so that a value of several alternatives at once loses nothing.
///
/// # Errors
/// When the value fits none of the alternatives and there is no variant for unknown values; what reading the best fails with.
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

/// The same among the alternatives that one discriminator value selects.
///
/// # Errors
/// What [`choose`] fails with.
pub fn choose_shared<T: Fits, E: Error>(
    union: &str,
    given: &str,
    value: Value,
    unknown: Option<fn(Value) -> T>,
    read: impl Fn(&'static str, Value) -> Result<T, E>,
) -> Result<T, E> {
    let _steps = Steps::of(&value);
    let alternatives: Vec<Alternative> =
        T::ALTERNATIVES.iter().filter(|one| one.values.contains(&given)).copied().collect();
    let chosen = order(&value, &alternatives, T::DISCRIMINATOR, unknown.is_some());
    try_each::<T, E>(union, value, &chosen, unknown, read)
}

/// The names of the fitting alternatives, the best first. All of them declare the discriminator property `discriminator`.
fn order(value: &Value, among: &[Alternative], discriminator: Option<&str>, may_be_none: bool) -> Vec<&'static str> {
    let fit = |one: &Alternative| {
        let known = if discriminator.is_some() && one.by == discriminator { PRESENT } else { 0 };
        (one.fits)(value).map(|fit| fit.saturating_sub(known))
    };
    let mut fitting: Vec<(&Alternative, usize)> = among.iter().filter_map(|one| Some((one, fit(one)?))).collect();
    fitting.sort_by_key(|(_, fit)| std::cmp::Reverse(*fit));
    let is_declared = |property: &&String| {
        discriminator != Some(property.as_str()) && fitting.iter().any(|(one, _)| (one.declares)(value, property))
    };
    // Where only one is possible, nothing needs to be found out.
    let is_choice = may_be_none || fitting.len() > 1;
    let properties = value.as_object().filter(|_| is_choice).into_iter().flat_map(serde_json::Map::keys);
    let declared: Vec<&String> = properties.filter(is_declared).collect();
    let keeps = |one: &Alternative| declared.iter().all(|property| (one.keeps)(value, property));
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

/// How often a value may be read without success, on average of its parts.
const IN_VAIN: usize = 64;

/// How many unions may be scored for each part of a value: far more than any sensible description needs.
const JUDGED: usize = 256;

/// How many more may be scored, however small the value.
const JUDGED_AT_LEAST: usize = 4096;

thread_local! {
    /// The parts that may still be read without success within the outermost union that is being read; `None` outside of any.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    /// The unions that may still be scored within it.
    static STEPS: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Attempts to read a value as one alternative after another. They multiply where alternatives are inside alternatives, so that
/// all attempts within one value share a bound.
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

    /// Whether another attempt is allowed after one without success.
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

/// Scoring within the outermost union: unions inside unions, and arrays of arrays of them, multiply.
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

/// Takes one step; `false` where no more are allowed.
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

/// The number of values in a value, itself included. As deep as the parser allows.
fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(parts).sum(),
        Value::Object(properties) => properties.values().map(parts).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
