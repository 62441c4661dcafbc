//! Numbers that keep within bounds and are multiples.
//!
//! Owns the arithmetic in decimals. Must not know where a number stands.

use serde_json::{Number as Json, Value};

use super::super::schema::{Keyword, Number};
use super::super::validation::Decimal;
use super::Draw;
use super::conjunction::Conjunction;

/// The range of an integer without bounds: what every reader of JSON reads as the same integer (RFC 8259, section 6).
const EXACT: i128 = (1 << 53) - 1;

/// The range of a number without bounds that may have a fraction.
const USUAL: f64 = 1e6;

/// The fractions that are the same in 32 bits.
const EIGHTH: f64 = 8.0;

/// How many digits a divisor may have after its point.
const MOST_PLACES: u32 = 18;

impl Draw<'_> {
    /// An integer.
    pub(super) fn integer(&mut self, said: &Conjunction) -> Option<Value> {
        let (low, high) = integers(said);
        let step = step(said, Some(0))?;
        let one = 10_i128.checked_pow(step.places)?;
        // A step is a whole number here.
        let step = (step.size / one).max(1);
        let integer = self.multiple(low, high, step)?;
        integer_of(integer)
    }

    /// A number that may have a fraction.
    pub(super) fn number(&mut self, said: &Conjunction) -> Option<Value> {
        let (low, high) = numbers(said);
        if said.keywords().any(|keyword| matches!(keyword, Keyword::MultipleOf(_))) {
            return self.decimal(low, high, &step(said, None)?);
        }
        let (first, last) = ((low * EIGHTH).ceil(), (high * EIGHTH).floor());
        let is_exact = first <= last && first.abs().max(last.abs()) < EXACT as f64;
        if is_exact && !self.is_one_in(3) {
            let eighths = self.multiple(first as i128, last as i128, 1)?;
            return float_of(eighths as f64 / EIGHTH);
        }
        let number = match low < high {
            true => self.chance.fraction(low, high),
            false => low,
        };
        float_of(number)
    }

    /// A multiple of a step between bounds: one of them, zero, a small one, or any.
    fn multiple(&mut self, low: i128, high: i128, step: i128) -> Option<i128> {
        let (first, last) = (ceiled(low, step), high.div_euclid(step));
        if first > last {
            return None;
        }
        let nearest = 0.clamp(first, last);
        if self.is_plain() {
            let nearest = 1.clamp(first, last);
            return self.between(nearest, last.min(nearest.saturating_add(99))).checked_mul(step);
        }
        let times = match self.between(0, 7) {
            0 => first,
            1 => last,
            2 => nearest,
            3..=5 => self.between(first.max(nearest.saturating_sub(100)), last.min(nearest.saturating_add(100))),
            _ => self.between(first, last),
        };
        times.checked_mul(step)
    }

    fn decimal(&mut self, low: f64, high: f64, step: &Step) -> Option<Value> {
        let scale = 10_f64.powi(i32::try_from(step.places).ok()?);
        let (first, last) = ((low * scale).ceil(), (high * scale).floor());
        let digits = self.multiple(first as i128, last as i128, step.size)?;
        let text = format!("{digits}e-{}", step.places);
        float_of(text.parse().ok()?)
    }
}

/// A step between numbers, in units of a decimal place.
struct Step {
    size: i128,
    places: u32,
}

/// The lowest number that is a multiple of every divisor; also of one, where it must have no fraction.
fn step(said: &Conjunction, whole: Option<i32>) -> Option<Step> {
    let divisors = said.keywords().filter_map(|keyword| {
        if let Keyword::MultipleOf(divisor) = keyword {
            Decimal::of(*divisor).map(|decimal| (decimal.digits, decimal.exponent))
        } else {
            None
        }
    });
    let divisors: Vec<(u128, i32)> = divisors.chain(whole.map(|exponent| (1, exponent))).collect();
    let places = divisors.iter().map(|(_, exponent)| exponent.saturating_neg()).max().unwrap_or(0).max(0);
    let places = u32::try_from(places).ok().filter(|places| *places <= MOST_PLACES)?;
    let mut size: u128 = 1;
    for (digits, exponent) in divisors {
        let power = u32::try_from(exponent + i32::try_from(places).ok()?).ok()?;
        size = common(size, digits.checked_mul(10_u128.checked_pow(power)?)?)?;
    }
    Some(Step { size: i128::try_from(size).ok()?, places })
}

/// The least common multiple.
fn common(one: u128, other: u128) -> Option<u128> {
    let (mut divisor, mut rest) = (one, other);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (one / divisor.max(1)).checked_mul(other)
}

fn ceiled(number: i128, step: i128) -> i128 {
    number.div_euclid(step) + i128::from(number.rem_euclid(step) != 0)
}

/// The lowest and the highest integer. Where one is not stated, it is not far from the other.
fn integers(said: &Conjunction) -> (i128, i128) {
    let (mut low, mut high): (Option<i128>, Option<i128>) = (None, None);
    for keyword in said.keywords() {
        if let Some(least) = lowest(keyword) {
            low = low.max(Some(least));
        }
        if let Some(most) = highest(keyword) {
            high = Some(high.map_or(most, |high| high.min(most)));
        }
    }
    let low_or = |other: i128| low.unwrap_or(other).max(i64::MIN.into());
    let high_or = |other: i128| high.unwrap_or(other).min(u64::MAX.into());
    match (low, high) {
        (None, None) => (-EXACT, EXACT),
        (Some(low), None) => (low_or(0), high_or(low.saturating_add(EXACT).max(EXACT))),
        (None, Some(high)) => (low_or(high.saturating_sub(EXACT).min(-EXACT)), high_or(0)),
        (Some(_), Some(_)) => (low_or(0), high_or(0)),
    }
}

/// The lowest integer that a keyword allows.
fn lowest(keyword: &Keyword) -> Option<i128> {
    if let Keyword::Minimum(limit) = keyword {
        Some(upward(*limit))
    } else if let Keyword::ExclusiveMinimum(limit) = keyword {
        Some(downward(*limit).saturating_add(1))
    } else if let Keyword::Format(format) = keyword {
        format.integers().map(|(least, _)| least)
    } else {
        None
    }
}

/// The highest integer that a keyword allows.
fn highest(keyword: &Keyword) -> Option<i128> {
    if let Keyword::Maximum(limit) = keyword {
        Some(downward(*limit))
    } else if let Keyword::ExclusiveMaximum(limit) = keyword {
        Some(upward(*limit).saturating_sub(1))
    } else if let Keyword::Format(format) = keyword {
        format.integers().map(|(_, most)| most)
    } else {
        None
    }
}

fn upward(limit: Number) -> i128 {
    match limit {
        Number::Integer(integer) => integer,
        Number::Float(float) => float.ceil() as i128,
    }
}

fn downward(limit: Number) -> i128 {
    match limit {
        Number::Integer(integer) => integer,
        Number::Float(float) => float.floor() as i128,
    }
}

/// The lowest and the highest number. Exclusive bounds are left to validation.
fn numbers(said: &Conjunction) -> (f64, f64) {
    let (mut low, mut high): (Option<f64>, Option<f64>) = (None, None);
    for keyword in said.keywords() {
        if let Keyword::Minimum(limit) | Keyword::ExclusiveMinimum(limit) = keyword {
            low = Some(low.map_or(float(*limit), |low| low.max(float(*limit))));
        }
        if let Keyword::Maximum(limit) | Keyword::ExclusiveMaximum(limit) = keyword {
            high = Some(high.map_or(float(*limit), |high| high.min(float(*limit))));
        }
    }
    match (low, high) {
        (None, None) => (-USUAL, USUAL),
        (Some(low), None) => (low, low.abs().mul_add(2.0, USUAL)),
        (None, Some(high)) => (high.abs().mul_add(-2.0, -USUAL), high),
        (Some(low), Some(high)) => (low, high),
    }
}

fn float(number: Number) -> f64 {
    match number {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    }
}

fn integer_of(integer: i128) -> Option<Value> {
    match (i64::try_from(integer), u64::try_from(integer)) {
        (Ok(integer), _) => Some(integer.into()),
        (_, Ok(integer)) => Some(integer.into()),
        _ => None,
    }
}

/// Zero has no sign: few programs distinguish it.
fn float_of(float: f64) -> Option<Value> {
    Json::from_f64(if float == 0.0 { 0.0 } else { float }).map(Value::Number)
}
