//! `[select]` in the settings: which operations are written.
//!
//! Owns how a selector is written. Must not know the operations.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use glob::Pattern;
use serde::{Deserialize, Serialize};

use crate::did_you_mean::did_you_mean;

/// Which operations are written. The order of selectors has no meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Select {
    /// An operation is written if one of these selects it; all are where this is empty.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub include: BTreeSet<Selector>,
    /// An operation that one of these selects is not written, whatever includes it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub exclude: BTreeSet<Selector>,
}

impl Select {
    /// Whether everything is written.
    pub fn is_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// What selects operations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Selector {
    /// `tag:issues`: those that have this tag.
    Tag(String),
    /// `path:/repos/**`: those whose path matches. `*` is part of one segment, `**` is any number of segments.
    Path(Pattern),
    /// `id:getPet`: the one that has this `operationId`.
    Id(String),
    /// `method:get`: those of this method.
    Method(String),
}

/// The words before the colon.
const KINDS: &[&str] = &["tag", "path", "id", "method"];

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, what) = text.split_once(':').unwrap_or(("", text));
        let what = what.trim();
        if what.is_empty() {
            return Err(format!("`{text}` selects nothing: write a name after the colon, such as `tag:pets`"));
        }
        match kind.trim() {
            "tag" => Ok(Self::Tag(what.to_owned())),
            "path" => Pattern::new(what).map(Self::Path).map_err(|error| format!("`{text}`: {}", error.msg)),
            "id" => Ok(Self::Id(what.to_owned())),
            "method" => Ok(Self::Method(what.to_ascii_uppercase())),
            unknown => Err(match did_you_mean(unknown, KINDS.iter().copied()) {
                Some(kind) => format!("`{text}` is not a selector: did you mean `{kind}:{what}`?"),
                None => format!("`{text}` is not a selector: write `tag:`, `path:`, `id:` or `method:` before it"),
            }),
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(name) => write!(formatter, "tag:{name}"),
            Self::Path(pattern) => write!(formatter, "path:{pattern}"),
            Self::Id(id) => write!(formatter, "id:{id}"),
            Self::Method(method) => write!(formatter, "method:{method}"),
        }
    }
}

impl TryFrom<String> for Selector {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Selector> for String {
    fn from(selector: Selector) -> Self {
        selector.to_string()
    }
}
