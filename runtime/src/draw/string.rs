//! Strings with lengths, patterns and formats.
//!
//! Owns how a string of each format is drawn. Must not know where a string stands.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::super::schema::{Format, Keyword};
use super::Draw;
use super::conjunction::Conjunction;

/// How often a string is drawn before drawing it fails.
const TRIES: usize = 48;

/// How many characters a string has beyond the required ones.
const MORE: usize = 12;

/// The characters of strings: plain ones for the most part, and some that are escaped or longer than a byte.
const CHARACTERS: &[char] = &[
    'a', 'b', 'c', 'x', 'y', 'z', 'A', 'Z', '0', '1', '9', '-', '_', '.', ' ', '"', '\\', '/', '\n', '\u{0}', 'é',
    '漢', '😀',
];

/// The words of strings that are read by people.
const WORDS: &[&str] =
    &["amber", "birch", "cedar", "delta", "ember", "fern", "grove", "harbor", "iris", "juniper", "lagoon", "maple"];

/// The length of the longest of them.
const LONGEST_WORD: usize = 7;

const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Draw<'_> {
    /// A string.
    pub(super) fn text(&mut self, said: &Conjunction) -> Option<Value> {
        let least = said.least(|keyword| if let Keyword::MinLength(least) = keyword { Some(*least) } else { None });
        let most = said.most(|keyword| if let Keyword::MaxLength(most) = keyword { Some(*most) } else { None });
        let formats = said
            .keywords()
            .filter_map(|keyword| if let Keyword::Format(format) = keyword { Some(*format) } else { None });
        let patterns = said
            .keywords()
            .filter_map(|keyword| if let Keyword::Pattern(pattern) = keyword { Some(pattern.source()) } else { None });
        let (formats, patterns): (Vec<Format>, Vec<&'static str>) = (formats.collect(), patterns.collect());
        for _ in 0..TRIES {
            let format = self.one(&formats).copied();
            let matching = match (format, self.one(&patterns).copied()) {
                (None, Some(pattern)) => self.of_pattern(pattern, least, most),
                (Some(_), _) | (None, None) => None,
            };
            let text = match (format, matching) {
                (Some(format), _) => self.of_format(format, least, most),
                (None, Some(matching)) => matching,
                (None, None) => self.plain(least, most),
            };
            let value = Value::String(text);
            if said.holds(&value) {
                return Some(value);
            }
        }
        None
    }

    /// Any string with a length in this range.
    pub(super) fn plain(&mut self, least: usize, most: usize) -> String {
        if self.is_plain() {
            let mut text = self.one(WORDS).copied().unwrap_or_default().to_owned();
            while text.chars().count() < least {
                let next = self.one(WORDS).copied().unwrap_or("a");
                text = format!("{text} {next}");
            }
            return text.chars().take(most.min(least.max(LONGEST_WORD))).collect();
        }
        let length = self.size(least, most.min(least.saturating_add(MORE)));
        (0..length).filter_map(|_| self.one(CHARACTERS).copied()).collect()
    }

    /// A string that matches an expression, repeated until it is long enough, and cut to its length.
    fn of_pattern(&mut self, pattern: &str, least: usize, most: usize) -> Option<String> {
        let mut text = self.chance.matching(pattern)?;
        for _ in 0..MORE {
            if text.chars().count() >= least {
                break;
            }
            text.push_str(&self.chance.matching(pattern)?);
        }
        Some(text.chars().take(most).collect())
    }

    fn of_format(&mut self, format: Format, least: usize, most: usize) -> String {
        match format {
            Format::DateTime => self.date_time(),
            Format::Date => self.date(),
            Format::Uuid => self.uuid(),
            Format::Ipv4 => Ipv4Addr::from_bits(self.bits(32) as u32).to_string(),
            Format::Ipv6 => Ipv6Addr::from_bits(self.bits(127)).to_string(),
            Format::Base64 => self.base64(least, most),
            Format::Base64Url => self.base64(least, most).replace('+', "-").replace('/', "_"),
            Format::Other(name, _) => match self.one(samples(name)) {
                Some(sample) => (*sample).to_owned(),
                None => self.plain(least, most),
            },
            Format::Int8
            | Format::Int16
            | Format::Int32
            | Format::Int64
            | Format::Uint8
            | Format::Uint16
            | Format::Uint32
            | Format::Uint64 => self.plain(least, most),
        }
    }

    fn bits(&mut self, count: u32) -> u128 {
        self.between(0, (1_i128 << (count - 1)) - 1 + (1_i128 << (count - 1))).unsigned_abs()
    }

    /// A day that every calendar type can hold.
    fn date(&mut self) -> String {
        let year = if !self.is_plain() && self.is_one_in(4) { self.between(1, 9998) } else { self.between(1970, 2099) };
        let month = self.between(1, 12);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => 31,
        };
        format!("{year:04}-{month:02}-{:02}", self.between(1, days))
    }

    fn date_time(&mut self) -> String {
        let (date, hour, minute, second) = (self.date(), self.between(0, 23), self.between(0, 59), self.between(0, 59));
        let fraction = match self.between(0, 3) {
            0 => format!(".{}", self.between(1, 9)),
            1 => format!(".{:06}", self.between(0, 999_999)),
            _ => String::new(),
        };
        let offset = match self.between(0, 2) {
            0 => format!("+{:02}:{:02}", self.between(0, 14), self.between(0, 3) * 15),
            1 => format!("-{:02}:00", self.between(1, 12)),
            _ => "Z".to_owned(),
        };
        format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
    }

    fn uuid(&mut self) -> String {
        let (one, other) = (self.bits(64), self.bits(64));
        let (low, high) = (other & 0xffff_ffff_ffff, other >> 48);
        format!("{:08x}-{:04x}-{:04x}-{high:04x}-{low:012x}", one >> 32, (one >> 16) & 0xffff, one & 0xffff)
    }

    /// Whole groups of three bytes, and some with padding.
    fn base64(&mut self, least: usize, most: usize) -> String {
        let groups = self.size(least.div_ceil(4), (most / 4).min(least.div_ceil(4).saturating_add(4)));
        let mut text: String = (0..groups * 4).filter_map(|_| self.one(BASE64).map(|sign| char::from(*sign))).collect();
        // The unused bits are zero.
        let (cut, last, padding): (usize, &[char], &str) = match self.between(0, 2) {
            0 => (3, &['A', 'Q', 'g', 'w'], "=="),
            1 => (2, &['A', 'E', 'I', 'M', '4', '8'], "="),
            _ => return text,
        };
        if groups > 0 {
            text.truncate(text.len() - cut);
            text.extend(self.one(last));
            text.push_str(padding);
        }
        text
    }
}

/// Strings of formats that a user's type may hold; reading them finds out whether it does.
fn samples(name: &str) -> &'static [&'static str] {
    match name {
        "date-time" => &["2026-02-28T23:59:59Z", "2024-02-29T12:00:00.5Z", "1970-01-01T00:00:00Z"],
        "date" => &["2026-02-28", "2024-02-29", "1970-01-01"],
        "time" => &["23:59:59Z", "12:30:00+01:00", "23:59:59", "00:00:00"],
        "duration" => &["P1DT12H", "PT36S", "P3W"],
        "uuid" => &["6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-0000-0000-000000000000"],
        "decimal" | "number" | "double" | "float" => &["0", "12.50", "-3", "0.001"],
        "int32" | "int64" | "integer" | "uint32" | "uint64" => &["0", "7", "42", "1000000"],
        "email" | "idn-email" => &["ada@example.com", "a.b+c@example.org"],
        "hostname" | "idn-hostname" => &["example.com", "a.example"],
        "uri" | "url" | "iri" | "uri-reference" => &["https://example.com/a?b=c#d", "urn:a:b"],
        "ipv4" => &["192.0.2.1", "0.0.0.0"],
        "ipv6" => &["2001:db8::1", "::"],
        "byte" | "base64" => &["", "YQ==", "AAECAwQF"],
        _ => &[],
    }
}
