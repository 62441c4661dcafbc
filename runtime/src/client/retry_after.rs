//! How long a server asks to wait before the next request.
//!
//! Owns the reading of that header. Must not know when anything is tried again.
//!
//! Source: RFC 9110, sections 10.2.3 and 5.6.7.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{HeaderMap, HeaderName, RETRY_AFTER};

/// Milliseconds, as several services of Azure and OpenAI state them.
const RETRY_AFTER_MS: HeaderName = HeaderName::from_static("retry-after-ms");

/// The header `retry-after-ms`, or `retry-after`: seconds, or a date, until which it is no time if it is in the past.
pub fn of(headers: &HeaderMap) -> Option<Duration> {
    at(headers, SystemTime::now)
}

/// The same, at a date.
pub(super) fn at(headers: &HeaderMap, now: impl FnOnce() -> SystemTime) -> Option<Duration> {
    milliseconds(headers).or_else(|| until(headers.get(RETRY_AFTER)?.to_str().ok()?.trim(), now))
}

fn milliseconds(headers: &HeaderMap) -> Option<Duration> {
    let value: f64 = headers.get(RETRY_AFTER_MS)?.to_str().ok()?.trim().parse().ok()?;
    Duration::try_from_secs_f64(value / 1000.0).ok()
}

fn until(value: &str, now: impl FnOnce() -> SystemTime) -> Option<Duration> {
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(Duration::from_secs);
    }
    let date = UNIX_EPOCH.checked_add(Duration::from_secs(seconds(value)?))?;
    Some(date.duration_since(now()).unwrap_or_default())
}

/// The seconds from 1970 to a date like `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that is still written.
fn seconds(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, date) = date.split_once(", ")?;
    let mut parts = date.split(' ');
    let mut part = || parts.next();
    let (day, month, year, time, zone) = (part()?, part()?, part()?, part()?, part()?);
    let month = MONTHS.iter().position(|name| *name == month)?;
    let mut clock = time.split(':').map(|part| part.parse::<u64>().ok().filter(|part| *part < 61));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let day: u64 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let year: u64 = year.parse().ok().filter(|year| (1970..10_000).contains(year))?;
    let days = days_before(year, u64::try_from(month).ok()?) + day - 1;
    (zone == "GMT" && part().is_none()).then_some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// The days from 1970 to the first day of a month, which is counted from zero.
fn days_before(year: u64, month: u64) -> u64 {
    let leaps = |year: u64| year / 4 - year / 100 + year / 400;
    let is_leap = leaps(year) > leaps(year - 1);
    let of_year = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    let lengths = [31, 28 + u64::from(is_leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    of_year + lengths.iter().zip(0..month).map(|(length, _)| length).sum::<u64>()
}
