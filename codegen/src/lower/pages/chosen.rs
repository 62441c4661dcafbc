//! The pages that a setting describes.
//!
//! Owns whether an operation has what the setting names. Must not know which names are usual.

use crate::api::{Operation, SchemaId};
use crate::config::{PagingRule, PagingScheme};
use crate::rust::PageScheme;

use super::body::{Items, PageBody};
use super::{Found, parameters};

/// What an operation does not have, and what it has instead.
#[derive(Debug)]
pub(super) enum Missing {
    Parameter(String, Vec<String>),
    Property(String, Vec<String>),
    /// An array of items that is certain.
    Items,
}

/// The pages of an operation, as a setting describes them.
pub(super) fn found(operation: &Operation, body: &PageBody<'_>, rule: &PagingRule) -> Result<Found, Missing> {
    let chosen = Chosen { operation, body };
    let items = match &rule.items {
        Some(written) => {
            let pointer = chosen.property(written)?;
            body.array(&pointer).ok_or_else(|| Missing::Property(written.clone(), body.names()))?
        }
        None => body.items().ok_or(Missing::Items)?,
    };
    let scheme = match &rule.scheme {
        PagingScheme::Token { parameter, property } => {
            PageScheme::Token { parameter: chosen.parameter(parameter)?, property: chosen.property(property)? }
        }
        PagingScheme::LastItem { parameter, property } => PageScheme::LastItem {
            parameter: chosen.parameter(parameter)?,
            property: chosen.of_item(&items, property)?,
        },
        PagingScheme::Offset(parameter) => PageScheme::Offset { parameter: chosen.parameter(parameter)? },
        PagingScheme::Number { parameter, first } => {
            PageScheme::Number { parameter: chosen.parameter(parameter)?, first: *first }
        }
        PagingScheme::Link => PageScheme::Link,
        PagingScheme::Url(property) => PageScheme::Url { property: chosen.property(property)? },
    };
    let more = rule.more.as_deref().map(|more| chosen.property(more)).transpose()?;
    let total = rule.total.as_deref().map(|total| chosen.property(total)).transpose()?;
    Ok(Found { scheme, items, more, total })
}

struct Chosen<'p, 'a> {
    operation: &'p Operation,
    body: &'p PageBody<'a>,
}

impl Chosen<'_, '_> {
    fn parameter(&self, name: &str) -> Result<String, Missing> {
        let mut names = parameters::of(self.operation).map(|parameter| parameter.name.clone());
        let missing = || {
            let known = parameters::of(self.operation).map(|parameter| parameter.name.clone());
            Missing::Parameter(name.to_owned(), known.collect())
        };
        names.find(|other| other == name).ok_or_else(missing)
    }

    fn property(&self, written: &str) -> Result<String, Missing> {
        self.body.named(written).ok_or_else(|| Missing::Property(written.to_owned(), self.body.names()))
    }

    /// The pointer of a property of an item.
    fn of_item(&self, items: &Items, written: &str) -> Result<String, Missing> {
        let pointer = if written.starts_with('/') { written.to_owned() } else { format!("/{written}") };
        let known = |item: SchemaId| self.body.properties(item).map(|(name, _)| name.to_owned()).collect();
        match items.item {
            Some(item) if !self.body.has(item, &pointer) => Err(Missing::Property(written.to_owned(), known(item))),
            Some(_) | None => Ok(pointer),
        }
    }
}
