//! The keyword `format`, of the formats that types can hold.
//!
//! Owns their meaning and their messages. Must not know where a value stands. A format of strings accepts every value that is no
//! string, one of integers every value that is no number.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Number as Json, Value};

use super::super::schema::{Format, Number};
use super::super::string_formats;
use super::{Validation, number};

impl Validation {
    pub(super) fn format(&mut self, format: Format, value: &Value) {
        if !allows(format, value) {
            self.report("format", format!("must be {}", words(format)));
        }
    }
}

fn allows(format: Format, value: &Value) -> bool {
    let text = |is_one: fn(&str) -> bool| value.as_str().is_none_or(is_one);
    let within = |least: i128, most: i128| value.as_number().is_none_or(|number| is_within(number, least, most));
    match format {
        Format::DateTime => text(string_formats::is_date_time),
        Format::Date => text(string_formats::is_date),
        Format::Uuid => text(string_formats::is_uuid),
        Format::Ipv4 => text(|text| text.parse::<Ipv4Addr>().is_ok()),
        Format::Ipv6 => text(|text| text.parse::<Ipv6Addr>().is_ok()),
        Format::Base64 => text(string_formats::is_base64),
        Format::Base64Url => text(string_formats::is_base64_url),
        Format::Int8 => within(i8::MIN.into(), i8::MAX.into()),
        Format::Int16 => within(i16::MIN.into(), i16::MAX.into()),
        Format::Int32 => within(i32::MIN.into(), i32::MAX.into()),
        Format::Int64 => within(i64::MIN.into(), i64::MAX.into()),
        Format::Uint8 => within(0, u8::MAX.into()),
        Format::Uint16 => within(0, u16::MAX.into()),
        Format::Uint32 => within(0, u32::MAX.into()),
        Format::Uint64 => within(0, u64::MAX.into()),
        Format::Other(_, reads) => value.is_null() || reads(value),
    }
}

fn is_within(number: &Json, least: i128, most: i128) -> bool {
    let is = |limit, wanted: fn(std::cmp::Ordering) -> bool| {
        number::compare(number, Number::Integer(limit)).is_none_or(wanted)
    };
    // An integer below 64 bits is read as the nearest double, which may be the lowest one of 64 bits.
    let is_rounded = number.is_f64() && number.as_f64() == Some(i64::MIN as f64) && least == i64::MIN.into();
    !is_rounded && is(least, std::cmp::Ordering::is_ge) && is(most, std::cmp::Ordering::is_le)
}

fn words(format: Format) -> String {
    let words = match format {
        Format::DateTime => "a date and time with its offset (RFC 3339), such as 2024-02-29T13:45:00Z",
        Format::Date => "a date (RFC 3339), such as 2024-02-29",
        Format::Uuid => "a UUID",
        Format::Ipv4 => "an IPv4 address",
        Format::Ipv6 => "an IPv6 address",
        Format::Base64 => "base64",
        Format::Base64Url => "base64url",
        Format::Int8 => "within 8 bits",
        Format::Int16 => "within 16 bits",
        Format::Int32 => "within 32 bits",
        Format::Int64 => "within 64 bits",
        Format::Uint8 => "within 8 bits without a sign",
        Format::Uint16 => "within 16 bits without a sign",
        Format::Uint32 => "within 32 bits without a sign",
        Format::Uint64 => "within 64 bits without a sign",
        Format::Other(name, _) => return format!("of the format {name}"),
    };
    words.to_owned()
}
