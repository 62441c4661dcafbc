//! What tells operations of the same method and path apart.
//!
//! Owns what a request must have besides its path: the query of a path key (`/do?action=a`), and required parameters that have
//! one value. Must not know paths.

use http::HeaderMap;

use super::super::operation::{Location, Operation, Parameter, Segment};
use super::super::percent;
use super::super::schema::{Keyword, Literal, Schema};
use super::super::style::pairs::Pairs;

/// What a request has besides its path.
#[derive(Clone, Copy)]
pub struct Clues<'a> {
    /// The query, as it was sent.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// A name that a request has, with its value where one is stated.
#[derive(Debug, PartialEq, Eq)]
struct Condition {
    location: Location,
    name: String,
    value: Option<String>,
}

impl Condition {
    fn holds(&self, query: &Pairs<'_>, headers: &HeaderMap) -> bool {
        let is_value = |text: Option<&str>| self.value.is_none() || self.value.as_deref() == text;
        match self.location {
            Location::Query => query.get(&self.name).into_iter().any(|text| is_value(percent::decode(text).as_deref())),
            Location::Header => headers.get_all(&self.name).into_iter().any(|line| is_value(line.to_str().ok())),
            Location::Path | Location::Cookie => false,
        }
    }
}

/// What one operation requires.
#[derive(Debug, Default)]
pub struct Conditions {
    /// The pairs in the query of its path key: a request without them is one of another path.
    key: Vec<Condition>,
    /// Its required parameters of one value: a request without them is for another operation, if there is one, and else has
    /// a wrong value.
    parameters: Vec<Condition>,
}

impl Conditions {
    /// The conditions of an operation.
    pub fn of(operation: &Operation) -> Self {
        let is_told_apart = |location| matches!(location, Location::Query | Location::Header);
        let is_pair = |one: &&Parameter| one.whole_query.is_none() && is_told_apart(one.location);
        let parameters = operation.parameters.iter().filter(|one| one.required).filter(is_pair);
        let parameters = parameters.filter_map(|parameter| {
            let value = Some(only_value(parameter.schema)?.to_owned());
            Some(Condition { location: parameter.location, name: parameter.name.to_owned(), value })
        });
        Self { key: of_key(operation), parameters: parameters.collect() }
    }

    /// How many of them a request fulfils; `None` where its query is not that of the path key.
    pub fn score(&self, clues: Clues<'_>) -> Option<usize> {
        if self.key.is_empty() && self.parameters.is_empty() {
            return Some(0);
        }
        let query = percent::without_plus(clues.query);
        let query = Pairs::of_query(&query);
        let is_of_key = self.key.iter().all(|condition| condition.holds(&query, clues.headers));
        let parameters = self.parameters.iter().filter(|condition| condition.holds(&query, clues.headers));
        is_of_key.then(|| self.key.len() + parameters.count())
    }
}

/// The pairs in the query of a path key.
fn of_key(operation: &Operation) -> Vec<Condition> {
    let literals = operation.path.iter().map_while(|segment| match segment {
        Segment::Literal(text) => Some(*text),
        Segment::Parameter(_) => Some(""),
    });
    let path: String = literals.collect();
    let path = path.split('#').next().unwrap_or_default();
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
        let decoded = |text: &str| percent::decode(text).map(|text| text.into_owned());
        let value = match value {
            Some(value) => Some(decoded(value)?),
            None => None,
        };
        Some(Condition { location: Location::Query, name: decoded(name)?, value })
    };
    query.split('&').filter(|pair| !pair.is_empty()).filter_map(pair).collect()
}

/// The string that is the only value of a schema.
fn only_value(schema: &Schema) -> Option<&'static str> {
    schema.0.iter().find_map(|keyword| match keyword {
        Keyword::Enum([only]) => Some(*only),
        Keyword::Const(Literal::String(only)) | Keyword::Values([Literal::String(only)]) => Some(*only),
        _ => None,
    })
}
