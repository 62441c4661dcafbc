//! `[pagination]` in the settings: how the pages of operations follow each other.
//!
//! Owns how these settings are written. Must not know which operations have pages.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};

use super::Selector;

/// The operations that a setting is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Concerned {
    /// `default`: all operations.
    All,
    /// Those that this selects.
    Selected(Selector),
}

impl fmt::Display for Concerned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => formatter.write_str(ALL),
            Self::Selected(selector) => selector.fmt(formatter),
        }
    }
}

const ALL: &str = "default";

impl FromStr for Concerned {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == ALL { Ok(Self::All) } else { text.parse().map(Self::Selected) }
    }
}

impl TryFrom<String> for Concerned {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Concerned> for String {
    fn from(concerned: Concerned) -> Self {
        concerned.to_string()
    }
}

/// What a setting says of the pages of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paging {
    /// `false`: they have none.
    Off,
    /// They follow each other in this way.
    By(Box<PagingRule>),
}

/// How pages follow each other. Properties are named by their names, or by JSON pointers where they are in other objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagingRule {
    /// What leads to the next page.
    pub scheme: PagingScheme,
    /// The array of the items.
    pub items: Option<String>,
    /// The boolean that says whether there is another page.
    pub more: Option<String>,
    /// The number of all items, or of all pages where pages have numbers.
    pub total: Option<String>,
}

/// What leads to the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagingScheme {
    /// A query parameter takes what this property of the body has.
    Token {
        /// The query parameter.
        parameter: String,
        /// The property.
        property: String,
    },
    /// A query parameter takes what this property of the last item has.
    LastItem {
        /// The query parameter.
        parameter: String,
        /// The property.
        property: String,
    },
    /// This query parameter takes the number of items before the page.
    Offset(String),
    /// A query parameter takes the number of the page.
    Number {
        /// The query parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The header `link` has the URL.
    Link,
    /// This property of the body has the URL.
    Url(String),
}

/// All keys of a rule.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected `false`, or a table such as `{ offset = \"skip\", items = \"data\" }`")]
enum Written {
    Switch(bool),
    Rule(toml::Table),
}

impl Keys {
    fn rule(self) -> Result<PagingRule, &'static str> {
        let Self { parameter, token, last, offset, page, first, link, url, items, more, total } = self;
        let is_linked =
            link.map(|link| if link { Ok(()) } else { Err("`link` is `true`, or not there") }).transpose()?;
        let scheme = match (parameter, token, last, offset, page, url, is_linked) {
            (Some(parameter), Some(property), None, None, None, None, None) => {
                PagingScheme::Token { parameter, property }
            }
            (Some(parameter), None, Some(property), None, None, None, None) => {
                PagingScheme::LastItem { parameter, property }
            }
            (None, None, None, Some(parameter), None, None, None) => PagingScheme::Offset(parameter),
            (None, None, None, None, Some(parameter), None, None) => {
                PagingScheme::Number { parameter, first: first.unwrap_or(1) }
            }
            (None, None, None, None, None, Some(property), None) => PagingScheme::Url(property),
            (None, None, None, None, None, None, Some(())) => PagingScheme::Link,
            _ => {
                return Err(
                    "write one of `parameter` and `token`, `parameter` and `last`, `offset`, `page`, `url`, and `link = true`",
                );
            }
        };
        if first.is_some() && !matches!(scheme, PagingScheme::Number { .. }) {
            return Err("`first` is the number of the first page, beside `page`");
        }
        Ok(PagingRule { scheme, items, more, total })
    }
}

impl<'de> Deserialize<'de> for Paging {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Switch(false) => Ok(Self::Off),
            Written::Switch(true) => Err(D::Error::custom("`false` means no pages; write a table for pages")),
            Written::Rule(table) => {
                let keys: Keys =
                    table.try_into().map_err(|error: toml::de::Error| D::Error::custom(error.message()))?;
                keys.rule().map(|rule| Self::By(Box::new(rule))).map_err(D::Error::custom)
            }
        }
    }
}

impl Serialize for Paging {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self::By(rule) = self else { return serializer.serialize_bool(false) };
        let PagingRule { scheme, items, more, total } = (**rule).clone();
        let mut keys = Keys { items, more, total, ..Keys::default() };
        match scheme {
            PagingScheme::Token { parameter, property } => {
                (keys.parameter, keys.token) = (Some(parameter), Some(property));
            }
            PagingScheme::LastItem { parameter, property } => {
                (keys.parameter, keys.last) = (Some(parameter), Some(property));
            }
            PagingScheme::Offset(parameter) => keys.offset = Some(parameter),
            PagingScheme::Number { parameter, first } => (keys.page, keys.first) = (Some(parameter), Some(first)),
            PagingScheme::Link => keys.link = Some(true),
            PagingScheme::Url(property) => keys.url = Some(property),
        }
        keys.serialize(serializer)
    }
}
