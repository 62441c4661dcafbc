//! Formats of strings: which strings have a format, and how well such a string fits an alternative of a union.
//!
//! Owns the grammars, and the types that score a value for a type of another package. Must not know those packages: the type of a
//! value is chosen where code is generated.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error_path;
use super::union::score::Fits;

/// Whether a string is a day of the calendar, `2024-02-29`.
///
/// Source: RFC 3339, section 5.6, `full-date`.
pub fn is_date(text: &str) -> bool {
    let (Some(year), Some(month), Some(day)) = (digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    };
    let dashes = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    dashes && text.len() == 10 && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// Whether a string is a point in time, `2024-02-29T13:45:00.5+01:00`.
///
/// Source: RFC 3339, section 5.6, `date-time`.
pub fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_at_checked(10) else { return false };
    is_date(day) && time.strip_prefix(['T', 't']).is_some_and(|time| is_time(time).is_some())
}

/// Checks a time of day with its offset.
fn is_time(text: &str) -> Option<()> {
    let (hour, minute, second) = (digits(text, 0, 2)?, digits(text, 3, 5)?, digits(text, 6, 8)?);
    let colons = text.get(2..3) == Some(":") && text.get(5..6) == Some(":");
    let mut rest = text.get(8..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < fraction.len()).then_some(())?;
    }
    let offset = offset(rest)?;
    // A leap second is at the end of a day of UTC.
    let is_leap = second == 60 && (hour * 60 + minute - offset).rem_euclid(24 * 60) == 24 * 60 - 1;
    (colons && hour <= 23 && minute <= 59 && (second <= 59 || is_leap)).then_some(())
}

/// The minutes of `Z` or `+01:30`.
fn offset(text: &str) -> Option<i32> {
    let sign = match text.get(..1)? {
        "Z" | "z" => return (text.len() == 1).then_some(0),
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = (digits(text, 1, 3)?, digits(text, 4, 6)?);
    let is_one = text.get(3..4) == Some(":") && text.len() == 6 && hours <= 23 && minutes <= 59;
    is_one.then_some(sign * (hours * 60 + minutes))
}

/// The number in decimal digits at these bytes of a string.
fn digits(text: &str, from: usize, to: usize) -> Option<i32> {
    let digits = text.get(from..to)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Whether a string is a UUID in five groups, in upper or lower case.
///
/// Source: RFC 9562, section 4.
pub fn is_uuid(text: &str) -> bool {
    let groups = text.split('-');
    let is_group =
        |(group, length): (&str, usize)| group.len() == length && group.bytes().all(|digit| digit.is_ascii_hexdigit());
    text.len() == 36 && groups.zip([8, 4, 4, 4, 12]).all(is_group) && text.matches('-').count() == 4
}

/// Whether a string is base64 with padding.
///
/// Source: RFC 4648, section 4.
pub fn is_base64(text: &str) -> bool {
    text.len().is_multiple_of(4) && is_encoded(text, "+/")
}

/// Whether a string is base64url; padding may be absent.
///
/// Source: RFC 4648, section 5, and section 3.2 for padding.
pub fn is_base64_url(text: &str) -> bool {
    let is_whole = !text.contains('=') || text.len().is_multiple_of(4);
    is_whole && text.trim_end_matches('=').len() % 4 != 1 && is_encoded(text, "-_")
}

fn is_encoded(text: &str, two: &str) -> bool {
    let data = text.trim_end_matches('=');
    text.len() - data.len() <= 2 && data.chars().all(|c| c.is_ascii_alphanumeric() || two.contains(c))
}

/// The strings of a format.
pub trait Grammar {
    /// Whether a string has the format, and is the same value when it is read and written again.
    fn keeps(text: &str) -> bool;
}

/// `date-time`. A leap second is excluded: no type can hold it.
pub struct DateTime;

impl Grammar for DateTime {
    fn keeps(text: &str) -> bool {
        is_date_time(text) && text.get(17..19) != Some("60")
    }
}

/// `date`.
pub struct Date;

impl Grammar for Date {
    fn keeps(text: &str) -> bool {
        is_date(text)
    }
}

/// `uuid`.
pub struct Uuid;

impl Grammar for Uuid {
    fn keeps(text: &str) -> bool {
        is_uuid(text)
    }
}

/// Scores a value for the type `T`: it fits when it is a string of the format `G` and a `T` can be read from it.
pub struct Text<G, T>(PhantomData<(G, T)>);

impl<G: Grammar, T: DeserializeOwned> Fits for Text<G, T> {
    fn fits(value: &Value) -> Option<usize> {
        let is_one = value.as_str().is_some_and(G::keeps) && T::deserialize(value).is_ok();
        is_one.then_some(SAYS_MORE)
    }
}

/// Scores a value for the type `T` that a user chose: it fits when a `T` can be read from it.
pub struct Readable<T>(PhantomData<T>);

impl<T: DeserializeOwned> Fits for Readable<T> {
    fn fits(value: &Value) -> Option<usize> {
        T::deserialize(value).is_ok().then_some(SAYS_MORE)
    }
}

/// The score of a string with a format: better than that of any string.
const SAYS_MORE: usize = 2;

/// The types of properties with a format, by the ends of their names, and the formats.
const TYPES: &[(&str, &str)] = &[
    ("jiff::timestamp::Timestamp", "date-time"),
    ("jiff::civil::date::Date", "date"),
    ("uuid::Uuid", "uuid"),
    ("net::ip_addr::Ipv4Addr", "ipv4"),
    ("net::ip_addr::Ipv6Addr", "ipv6"),
    ("base64_bytes::Base64Url", "base64url"),
    ("base64_bytes::Base64", "byte"),
];

/// The wrappers around the type of a property: it may be null, an array or a map.
const AROUND: &[&str] = &[
    "core::option::Option<",
    "alloc::boxed::Box<",
    "alloc::vec::Vec<",
    "indexmap::map::IndexMap<alloc::string::String, ",
];

/// What to configure where a service sends other strings than the type of this name can read. `None` for a type of no format,
/// and where the value was no string.
pub fn told(type_name: &str, error: &str) -> Option<String> {
    let mut name = type_name;
    while let Some(inside) = AROUND.iter().find_map(|around| name.strip_prefix(around)) {
        name = inside;
    }
    let name = name.split([',', '>']).next()?;
    let is_of = |ty: &str| name.strip_suffix(ty).is_some_and(|before| before.is_empty() || before.ends_with("::"));
    let (_, format) = TYPES.iter().find(|(ty, _)| is_of(ty))?;
    let (path, reason) = error_path::split(error);
    let is_text = !reason.starts_with("invalid type: ");
    // The reason is last, because it ends with the position in the text.
    is_text.then(|| {
        error_path::joined(
            path,
            format_args!(
                "no {format} (to take any string, write `{format} = \"string\"` under `[formats]` in oasmith.toml): {reason}"
            ),
        )
    })
}
