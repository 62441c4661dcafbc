//! Formats that a type can hold the values of.
//!
//! Owns the list of them. Must not know which values have a format.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A restriction of values beyond their JSON type.
///
/// Source: OpenAPI Format Registry; JSON Schema Validation 2020-12, section 7.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// `date-time` (RFC 3339).
    DateTime,
    /// `date` (RFC 3339).
    Date,
    /// `uuid` (RFC 9562).
    Uuid,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `byte`, and `contentEncoding: base64` (RFC 4648).
    Base64,
    /// `base64url`, as format and as encoding (RFC 4648).
    Base64Url,
    /// `int8`.
    Int8,
    /// `int16`.
    Int16,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `uint8`.
    Uint8,
    /// `uint16`.
    Uint16,
    /// `uint32`.
    Uint32,
    /// `uint64`.
    Uint64,
    /// Any other format, by its name, and whether a value can be read as the type that a user chose for it.
    Other(&'static str, fn(&Value) -> bool),
}

impl Format {
    /// The lowest and the highest integer of the format, for formats of integers.
    pub fn integers(self) -> Option<(i128, i128)> {
        Some(match self {
            Self::Int8 => (i8::MIN.into(), i8::MAX.into()),
            Self::Int16 => (i16::MIN.into(), i16::MAX.into()),
            Self::Int32 => (i32::MIN.into(), i32::MAX.into()),
            Self::Int64 => (i64::MIN.into(), i64::MAX.into()),
            Self::Uint8 => (0, u8::MAX.into()),
            Self::Uint16 => (0, u16::MAX.into()),
            Self::Uint32 => (0, u32::MAX.into()),
            Self::Uint64 => (0, u64::MAX.into()),
            Self::DateTime
            | Self::Date
            | Self::Uuid
            | Self::Ipv4
            | Self::Ipv6
            | Self::Base64
            | Self::Base64Url
            | Self::Other(..) => return None,
        })
    }
}

/// Whether a `T` can be read from a value.
pub fn reads<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}
