//! What became of a value that was read into a type and written again.
//!
//! Owns when two values are equal: instants, identifiers, addresses and base64 by value, numbers mathematically, all else as
//! JSON.

use std::collections::{HashMap, HashSet};
use std::net::Ipv6Addr;

use serde_json::Value;

/// The members of an object, by its pointer in a value, that a schema speaks of.
pub type Declared = HashMap<String, HashSet<String>>;

/// What became of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is what it was.
    Equal,
    /// It is what it was without members that the schema does not speak of.
    Undeclared,
    /// Something else was lost or changed; where and how.
    Changed(String),
}

/// Compares a value with what it was written as.
pub fn compare(before: &Value, after: &Value, declared: &Declared) -> Fate {
    let mut undeclared = false;
    match difference(before, after, "", declared, &mut undeclared) {
        Some(text) => Fate::Changed(text),
        None if undeclared => Fate::Undeclared,
        None => Fate::Equal,
    }
}

fn difference(before: &Value, after: &Value, at: &str, declared: &Declared, undeclared: &mut bool) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            if let Some(name) = after.keys().find(|name| !before.contains_key(*name)) {
                return Some(format!("`{at}/{name}` was added"));
            }
            before.iter().find_map(|(name, value)| match after.get(name) {
                Some(after) => difference(value, after, &format!("{at}/{}", escaped(name)), declared, undeclared),
                None if declared.get(at).is_some_and(|names| names.contains(name)) => {
                    Some(format!("`{at}/{name}` was lost"))
                }
                None => {
                    *undeclared = true;
                    None
                }
            })
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let mut pairs = before.iter().zip(after).enumerate();
            pairs.find_map(|(index, (before, after))| {
                difference(before, after, &format!("{at}/{index}"), declared, undeclared)
            })
        }
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => None,
        (Value::String(before), Value::String(after)) if same_text(before, after) => None,
        _ if before == after => None,
        _ => Some(format!("`{at}` was {}, is {}", short(before), short(after))),
    }
}

/// A token of a JSON pointer (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Whether two texts are the same as text, as identifiers (RFC 9562), as base64 (RFC 4648), as addresses (RFC 4291) or as instants
/// (RFC 3339).
fn same_text(before: &str, after: &str) -> bool {
    let address = |text: &str| text.parse::<Ipv6Addr>().ok();
    before == after
        || address(before).is_some_and(|address_before| Some(address_before) == address(after))
        || (before.len() == 36 && before.eq_ignore_ascii_case(after))
        || before.trim_end_matches('=') == after.trim_end_matches('=')
        || instant(before).is_some_and(|instant_before| Some(instant_before) == instant(after))
}

/// Seconds since the year 0 and the digits of their fraction, of a date-time with an offset.
fn instant(text: &str) -> Option<(i64, String)> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let rest = text.get(19..)?;
    let end = rest.find(['Z', 'z', '+', '-'])?;
    let (fraction, offset) = rest.split_at(end);
    let minutes = match offset.split_at(1) {
        ("Z" | "z", "") => 0,
        (sign, value) => {
            let (hours, minutes) = value.split_once(':')?;
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == "-" { -minutes } else { minutes }
        }
    };
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - minutes * 60;
    Some((seconds, fraction.trim_start_matches('.').trim_end_matches('0').to_owned()))
}

/// Days since the first of March of the year 0, in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day
}

#[test]
fn equal_is_by_value() {
    let fate = |before: &str, after: &str| {
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        compare(&value(before), &value(after), &Declared::from([(String::new(), HashSet::from(["a".to_owned()]))]))
    };
    assert_eq!(fate("1.0", "1"), Fate::Equal);
    assert_eq!(fate(r#""2026-01-01T00:30:00.50+01:00""#, r#""2025-12-31T23:30:00.5Z""#), Fate::Equal);
    assert_eq!(fate(r#""2001:DB8:0::42""#, r#""2001:db8::42""#), Fate::Equal);
    assert_eq!(fate(r#""YQ==""#, r#""YQ""#), Fate::Equal);
    assert_eq!(fate(r#"{"b":1}"#, "{}"), Fate::Undeclared);
    assert_eq!(fate(r#"{"a":1}"#, "{}"), Fate::Changed("`/a` was lost".to_owned()));
    assert_eq!(fate("{}", r#"{"a":1}"#), Fate::Changed("`/a` was added".to_owned()));
    assert_eq!(fate("[1]", "[2]"), Fate::Changed("`/0` was 1, is 2".to_owned()));
}
