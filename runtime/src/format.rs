//! Formats of text: which texts are of one, and which alternative of a union such a text is.
//!
//! Owns the grammars, and the types that stand for a type of another package where a value is judged. Must not know
//! those packages: what holds a value is chosen where code is generated.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error_path;
use super::union::score::Fits;

/// Whether a text is a day of the calendar, `2024-02-29`.
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

/// Whether a text is a point in time, `2024-02-29T13:45:00.5+01:00`.
///
/// Source: RFC 3339, section 5.6, `date-time`.
pub fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_at_checked(10) else { return false };
    is_date(day) && time.strip_prefix(['T', 't']).is_some_and(|time| is_time(time).is_some())
}

/// A time of day with its offset; `None` when it is none.
fn is_time(text: &str) -> Option<()> {
    let (hour, minute, second) = (digits(text, 0, 2)?, digits(text, 3, 5)?, digits(text, 6, 8)?);
    let colons = text.get(2..3) == Some(":") && text.get(5..6) == Some(":");
    let mut rest = text.get(8..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < fraction.len()).then_some(())?;
    }
    let offset = offset(rest)?;
    // A second is put in at the end of a day of UTC.
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

/// The number that some bytes of a text are the digits of.
fn digits(text: &str, from: usize, to: usize) -> Option<i32> {
    let digits = text.get(from..to)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Whether a text is a UUID in five groups, in upper or lower case.
///
/// Source: RFC 9562, section 4.
pub fn is_uuid(text: &str) -> bool {
    let groups = text.split('-');
    let is_group =
        |(group, length): (&str, usize)| group.len() == length && group.bytes().all(|digit| digit.is_ascii_hexdigit());
    text.len() == 36 && groups.zip([8, 4, 4, 4, 12]).all(is_group) && text.matches('-').count() == 4
}

/// Whether a text is made of the signs of base64 with what fills it up at its end.
///
/// Source: RFC 4648, section 4.
pub fn is_base64(text: &str) -> bool {
    text.len().is_multiple_of(4) && is_encoded(text, "+/")
}

/// Whether a text is made of the signs of base64url; what fills it up may be left out.
///
/// Source: RFC 4648, section 5, and section 3.2 for what fills it up.
pub fn is_base64_url(text: &str) -> bool {
    let is_whole = !text.contains('=') || text.len().is_multiple_of(4);
    is_whole && text.trim_end_matches('=').len() % 4 != 1 && is_encoded(text, "-_")
}

fn is_encoded(text: &str, two: &str) -> bool {
    let data = text.trim_end_matches('=');
    text.len() - data.len() <= 2 && data.chars().all(|c| c.is_ascii_alphanumeric() || two.contains(c))
}

/// The texts of a format.
pub trait Grammar {
    /// Whether a text is one, and is the same value when it is read and written again.
    fn keeps(text: &str) -> bool;
}

/// `date-time`. A leap second is none of it here: no type has a place for it.
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

/// Stands for a `T` where a union is decided: a value is one when its text is of the format `G` and a `T` can be read from
/// it.
pub struct Text<G, T>(PhantomData<(G, T)>);

impl<G: Grammar, T: DeserializeOwned> Fits for Text<G, T> {
    fn fits(value: &Value) -> Option<usize> {
        let is_one = value.as_str().is_some_and(G::keeps) && T::deserialize(value).is_ok();
        is_one.then_some(SAYS_MORE)
    }
}

/// Stands for a `T` that a user chose where a union is decided: a value is one when a `T` can be read from it.
pub struct Readable<T>(PhantomData<T>);

impl<T: DeserializeOwned> Fits for Readable<T> {
    fn fits(value: &Value) -> Option<usize> {
        T::deserialize(value).is_ok().then_some(SAYS_MORE)
    }
}

/// How well a value fits that is of a format: better than any text does.
const SAYS_MORE: usize = 2;

/// The types that a member of a format has, as the ends of their names say it, and the formats.
const TYPES: &[(&str, &str)] = &[
    ("jiff::timestamp::Timestamp", "date-time"),
    ("jiff::civil::date::Date", "date"),
    ("uuid::Uuid", "uuid"),
    ("net::ip_addr::Ipv4Addr", "ipv4"),
    ("net::ip_addr::Ipv6Addr", "ipv6"),
    ("encoded::Base64Url", "base64url"),
    ("encoded::Base64", "byte"),
];

/// What is put around the type of a member: it may be null, a list or a map.
const AROUND: &[&str] = &[
    "core::option::Option<",
    "alloc::boxed::Box<",
    "alloc::vec::Vec<",
    "indexmap::map::IndexMap<alloc::string::String, ",
];

/// What to do where a service means a text so that could not be read as a type of this name. `None` for a type of no format, and
/// for what was no text.
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
    // The reason goes last, because it ends with the place in the text.
    is_text.then(|| {
        error_path::joined(
            path,
            format_args!(
                "no {format} (to take any text, write `{format} = \"string\"` under `[formats]` in oasmith.toml): {reason}"
            ),
        )
    })
}
