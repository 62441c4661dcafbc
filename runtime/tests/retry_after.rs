//! How long a server asks to wait: seconds, or a date.

#![cfg(feature = "client")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{HeaderMap, RETRY_AFTER};
use oasmith_runtime::client::retry_after;

fn wait(value: &str) -> Option<Duration> {
    retry_after::of(&HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]))
}

#[test]
fn seconds_are_read_as_they_are() {
    assert_eq!(wait("120"), Some(Duration::from_secs(120)));
    assert_eq!(wait(" 0 "), Some(Duration::ZERO));
    for wrong in ["", "-1", "1.5", "soon", "99999999999999999999999"] {
        assert_eq!(wait(wrong), None, "{wrong}");
    }
    assert_eq!(retry_after::of(&HeaderMap::new()), None);
}

#[test]
fn a_date_is_the_time_until_then() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let until = |date: &str| now + wait(date).unwrap().as_secs_f64().ceil() as u64;
    let dates = [
        ("Thu, 29 Feb 2096 23:59:59 GMT", 3_981_398_399),
        ("Thu, 01 Mar 2096 00:00:00 GMT", 3_981_398_400),
        ("Sun, 28 Feb 2100 23:59:59 GMT", 4_107_542_399),
        ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    ];
    for (date, seconds) in dates {
        assert!(until(date).abs_diff(seconds) <= 1, "{date}: {}", until(date));
    }
    assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
}

#[test]
fn what_is_no_date_is_nothing() {
    for wrong in [
        "Thu, 29 Feb 2096 23:59:59 CET",
        "29 Feb 2096 23:59:59 GMT",
        "Thu, 29 Fev 2096 23:59:59 GMT",
        "Thu, 00 Feb 2096 23:59:59 GMT",
        "Thu, 29 Feb 2096 23:99:59 GMT",
        "Thu, 29 Feb 2096 23:59:59 GMT x",
        "x, ",
    ] {
        assert_eq!(wait(wrong), None, "{wrong}");
    }
}
