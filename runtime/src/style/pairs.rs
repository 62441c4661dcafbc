//! Query strings and cookies, split into pairs; only their names are decoded.
//!
//! Owns the splitting. Must not know which pairs an operation declares.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::COOKIE;

use super::super::percent;

/// Decoded names with their encoded values.
#[derive(Debug, Default)]
pub struct Pairs<'a>(pub Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Pairs<'a> {
    /// The pairs of a query string, in which a plus is a plus: [`percent::without_plus`] makes it the space that it is to a
    /// server. A pair whose name is not UTF-8 belongs to no parameter, and is left out.
    pub fn of_query(query: &'a str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((percent::decode(name)?, value))
        });
        Self(pairs.collect())
    }

    /// The pairs of the `cookie` headers. Names of cookies are not percent-encoded, unless they have signs that a token may not
    /// have: those are there twice, as they came and as they are meant.
    ///
    /// Source: RFC 6265, section 4.2.1.
    pub fn of_cookies(headers: &'a HeaderMap) -> Self {
        let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| std::str::from_utf8(line.as_bytes()).ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
        let pairs = pairs.flat_map(|(name, value)| {
            let (name, value) = (name.trim(), value.trim());
            let meant = percent::decode(name).filter(|meant| *meant != name);
            std::iter::once((Cow::Borrowed(name), value)).chain(meant.map(|meant| (meant, value)))
        });
        Self(pairs.collect())
    }

    /// The values under this name.
    pub fn get(&self, name: &str) -> Vec<&'a str> {
        self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| *value).collect()
    }
}
