//! Where a page starts, as a value that a program can store.
//!
//! Owns its text. Must not know what leads from one page to the next.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};

/// Where pages or items go on: [`Pages::resume`](super::Pages::resume) and [`PageItems::resume`](super::PageItems::resume) take
/// it, also in another process. It belongs to a call with the same parameters.
///
/// It is written as a string, by `Display` and by serde. A URL of a next page is in it without its origin, so that what is
/// resumed goes to the server of the client, and to no other.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Continuation {
    pub(super) position: Position,
    /// How many items of the page there were already.
    pub(super) taken: u64,
}

/// Where a page starts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Position {
    /// Where the call itself does.
    Start,
    /// After this token.
    Token(String),
    /// After so many items.
    Offset(u64),
    /// At the page of this number.
    Number(u64),
    /// At this path with its query, of the same origin.
    Url(String),
}

/// A text that is no continuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContinuationError(());

impl fmt::Display for ContinuationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a continuation of pages")
    }
}

impl std::error::Error for ContinuationError {}

/// `3:token:abc`
impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let taken = self.taken;
        match &self.position {
            Position::Start => write!(f, "{taken}:start:"),
            Position::Token(token) => write!(f, "{taken}:token:{token}"),
            Position::Offset(offset) => write!(f, "{taken}:offset:{offset}"),
            Position::Number(number) => write!(f, "{taken}:number:{number}"),
            Position::Url(target) => write!(f, "{taken}:url:{target}"),
        }
    }
}

impl FromStr for Continuation {
    type Err = ContinuationError;

    fn from_str(text: &str) -> Result<Self, ContinuationError> {
        let error = || ContinuationError(());
        let (taken, rest) = text.split_once(':').ok_or_else(error)?;
        let (kind, value) = rest.split_once(':').ok_or_else(error)?;
        let number = || value.parse().map_err(|_| error());
        let position = match kind {
            "start" if value.is_empty() => Position::Start,
            "token" => Position::Token(value.to_owned()),
            "offset" => Position::Offset(number()?),
            "number" => Position::Number(number()?),
            "url" if value.starts_with('/') => Position::Url(value.to_owned()),
            _ => return Err(error()),
        };
        Ok(Self { position, taken: taken.parse().map_err(|_| error())? })
    }
}

/// Without its content, because a server may repeat credentials in a URL.
impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation").finish_non_exhaustive()
    }
}

impl Serialize for Continuation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Continuation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
