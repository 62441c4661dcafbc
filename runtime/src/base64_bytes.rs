//! Bytes that are base64 strings in JSON.
//!
//! Owns the two alphabets of base64. Must not know where such a string stands.
//!
//! Source: RFC 4648, sections 4 and 5.

use std::fmt;
use std::ops::{Deref, DerefMut};

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::string_formats;
use super::union::score::Fits;

/// Padding may be present or absent: services differ.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

const PADDED: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);

const UNPADDED: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT.with_encode_padding(false));

/// Bytes that are written as base64: `AQI=`.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(pub Vec<u8>);

/// Bytes that are written as base64url, without padding: `_-8`.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64Url(pub Vec<u8>);

/// The traits of bytes of an alphabet: its engine, the test of a string, and its name.
macro_rules! bytes_as_text {
    ($T:ident, $engine:ident, $is_one:ident, $name:literal) => {
        impl fmt::Display for $T {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&$engine.encode(&self.0))
            }
        }

        impl fmt::Debug for $T {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!(stringify!($T), "({} bytes)"), self.0.len())
            }
        }

        impl Serialize for $T {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $T {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $engine
                    .decode(&text)
                    .map(Self)
                    .map_err(|error| D::Error::custom(format_args!("not {}: {error}", $name)))
            }
        }

        impl Fits for $T {
            fn fits(value: &Value) -> Option<usize> {
                value
                    .as_str()
                    .is_some_and(|text| string_formats::$is_one(text) && $engine.decode(text).is_ok())
                    .then_some(1)
            }
        }

        impl Deref for $T {
            type Target = Vec<u8>;

            fn deref(&self) -> &Vec<u8> {
                &self.0
            }
        }

        impl DerefMut for $T {
            fn deref_mut(&mut self) -> &mut Vec<u8> {
                &mut self.0
            }
        }

        impl AsRef<[u8]> for $T {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $T {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $T {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl From<$T> for Vec<u8> {
            fn from(bytes: $T) -> Self {
                bytes.0
            }
        }
    };
}

bytes_as_text!(Base64, PADDED, is_base64, "base64");
bytes_as_text!(Base64Url, UNPADDED, is_base64_url, "base64url");
