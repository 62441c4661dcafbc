//! The keywords that apply to numbers: exact comparison, and division in decimals.
//!
//! Owns that arithmetic. Must not know where a number stands.

use std::cmp::Ordering;

use serde_json::{Number as Json, Value};

use super::super::schema::{Keyword, Number};
use super::Validation;

impl Validation {
    /// A bound of numbers: how they must compare with it, and these words for that.
    pub(super) fn bound(
        &mut self,
        keyword: &Keyword,
        limit: Number,
        value: &Value,
        words: &str,
        is_allowed: fn(Ordering) -> bool,
    ) {
        if let Value::Number(number) = value
            && compare(number, limit).is_some_and(|ordering| !is_allowed(ordering))
        {
            self.report_limit(keyword.name(), limit, format!("must be {words} {limit}"));
        }
    }

    pub(super) fn multiple_of(&mut self, divisor: Number, value: &Value) {
        if let Value::Number(number) = value
            && !is_multiple(of_json(number), divisor)
        {
            self.report_limit("multipleOf", divisor, format!("must be a multiple of {divisor}"));
        }
    }
}

/// Whether a number has no fraction.
pub(super) fn is_integer(number: &Json) -> bool {
    !number.is_f64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// A number of JSON as one of a schema: an integer if it has no fraction, as far as 128 bits reach.
pub(super) fn of_json(number: &Json) -> Number {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(integer), _, _) => Number::Integer(integer.into()),
        (_, Some(integer), _) => Number::Integer(integer.into()),
        (_, _, float) => Number::Float(float.unwrap_or(f64::NAN)),
    }
}

/// Compares a number with a limit, exactly.
pub(super) fn compare(number: &Json, limit: Number) -> Option<Ordering> {
    match (of_json(number), limit) {
        (Number::Integer(number), Number::Integer(limit)) => Some(number.cmp(&limit)),
        (Number::Integer(number), Number::Float(limit)) => across(number, limit),
        (Number::Float(number), Number::Integer(limit)) => across(limit, number).map(Ordering::reverse),
        (Number::Float(number), Number::Float(limit)) => number.partial_cmp(&limit),
    }
}

/// Compares an integer with a float.
fn across(integer: i128, float: f64) -> Option<Ordering> {
    // -2^127 and 2^127 are doubles.
    let (least, beyond) = (i128::MIN as f64, -(i128::MIN as f64));
    if float.is_nan() {
        None
    } else if float >= beyond {
        Some(Ordering::Less)
    } else if float < least {
        Some(Ordering::Greater)
    } else {
        let by_integer = integer.cmp(&(float.trunc() as i128));
        Some(by_integer.then(0.0_f64.partial_cmp(&float.fract())?))
    }
}

/// A number as it is written: digits and a power of ten.
#[derive(Clone, Copy)]
pub(in super::super) struct Decimal {
    pub(in super::super) digits: u128,
    pub(in super::super) exponent: i32,
}

impl Decimal {
    /// The shortest text of the number, without its sign.
    pub(in super::super) fn of(number: Number) -> Option<Self> {
        match number {
            Number::Integer(number) => Some(Self { digits: number.unsigned_abs(), exponent: 0 }),
            Number::Float(number) => {
                let text = format!("{:e}", number.abs());
                let (digits, exponent) = text.split_once('e')?;
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
                let exponent = exponent.parse::<i32>().ok()? - i32::try_from(fraction.len()).ok()?;
                Some(Self { digits: format!("{whole}{fraction}").parse().ok()?, exponent })
            }
        }
    }

    /// The same number without zeros at the end of its digits.
    fn stripped(mut self) -> Self {
        while self.digits != 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent += 1;
        }
        self
    }
}

/// Whether a number is a whole multiple of another, in decimals: 0.3 is one of 0.1.
fn is_multiple(number: Number, divisor: Number) -> bool {
    let (Some(number), Some(divisor)) = (Decimal::of(number), Decimal::of(divisor)) else { return true };
    let number = number.stripped();
    if number.digits == 0 || divisor.digits == 0 {
        return true;
    }
    match u32::try_from(number.exponent - divisor.exponent) {
        Ok(power) => multiply(number.digits % divisor.digits, power_of_ten(power, divisor.digits), divisor.digits) == 0,
        // The digits would have to end in zero, and they do not.
        Err(_) => false,
    }
}

/// The remainder of a power of ten.
fn power_of_ten(mut power: u32, divisor: u128) -> u128 {
    let (mut result, mut base) = (1 % divisor, 10 % divisor);
    while power > 0 {
        if power % 2 == 1 {
            result = multiply(result, base, divisor);
        }
        base = multiply(base, base, divisor);
        power /= 2;
    }
    result
}

/// The remainder of a product, which may have more than 128 bits. The factors are less than the divisor, which is at most 2^127.
fn multiply(mut one: u128, mut other: u128, divisor: u128) -> u128 {
    if let Some(product) = one.checked_mul(other) {
        return product % divisor;
    }
    let mut result = 0;
    while other > 0 {
        if other % 2 == 1 {
            result = (result + one) % divisor;
        }
        one = (one + one) % divisor;
        other /= 2;
    }
    result
}
