//! Arrays: how many items, which of them satisfy `contains`, and that no two are equal.
//!
//! Owns that. Must not know what a schema says of an item.

use std::collections::HashSet;

use serde_json::Value;

use super::super::schema::{Keyword, Schema};
use super::super::validation::canonical;
use super::Draw;
use super::conjunction::Conjunction;

/// How many items an array has beyond the required ones.
const MORE: usize = 3;

/// The longest array that is drawn.
const LONGEST: usize = 1024;

/// How often an item is drawn that must differ from others.
const TRIES: usize = 16;

impl Draw<'_> {
    /// An array.
    pub(super) fn array(&mut self, said: &Conjunction, depth: usize) -> Option<Value> {
        let contained = contained(said);
        let is_unique = said.keywords().any(|keyword| matches!(keyword, Keyword::UniqueItems));
        let (least, length) = self.length(said, contained.len(), depth)?;
        let first_contained = self.size(0, length.saturating_sub(contained.len()));
        let first_contained = first_contained.max(places(said).min(length.saturating_sub(contained.len())));
        let mut items: Vec<Value> = Vec::with_capacity(length);
        let mut known = HashSet::new();
        while items.len() < length {
            let index = items.len();
            let mut schemas = said.item(index)?;
            schemas.extend(index.checked_sub(first_contained).and_then(|index| contained.get(index)));
            let item = (0..TRIES).find_map(|_| {
                let item = self.value(&schemas, depth + 1)?;
                (!is_unique || known.insert(canonical(&item))).then_some(item)
            });
            match item {
                Some(item) => items.push(item),
                None if index >= least => break,
                None => return None,
            }
            if index >= least {
                self.spend();
            }
        }
        Some(Value::Array(items))
    }

    /// How many items are required, and how many are drawn.
    fn length(&mut self, said: &Conjunction, contained: usize, depth: usize) -> Option<(usize, usize)> {
        let least = said.least(|keyword| if let Keyword::MinItems(least) = keyword { Some(*least) } else { None });
        let most = said.most(|keyword| if let Keyword::MaxItems(most) = keyword { Some(*most) } else { None });
        let least = least.max(contained);
        let places = places(said);
        let wanted = match self.is_deep(depth) {
            true => least,
            // Nothing and a repetition say little of an item.
            false if self.is_plain() => least.max(places).max(1),
            // An item of a tuple is rarely left out.
            false if places > least && !self.is_one_in(8) => {
                let is_said = said.item(places).is_some_and(|schemas| !schemas.is_empty());
                self.size(places, if is_said { places + MORE } else { places })
            }
            false => self.size(least, least.saturating_add(MORE)),
        };
        let allowed = (0..wanted.min(LONGEST)).take_while(|index| said.item(*index).is_some()).count();
        let length = wanted.min(most).min(allowed);
        (length >= least).then_some((least, length))
    }
}

/// How many items have a schema of their own.
fn places(said: &Conjunction) -> usize {
    let prefixes = said
        .keywords()
        .filter_map(|keyword| if let Keyword::PrefixItems(schemas) = keyword { Some(schemas.len()) } else { None });
    prefixes.max().unwrap_or(0)
}

/// The schemas of `contains`, each as often as it is required.
fn contained(said: &Conjunction) -> Vec<&'static Schema> {
    let contained = said.keywords().filter_map(|keyword| {
        let Keyword::Contains(schema, least, _) = keyword else { return None };
        let times = usize::try_from(*least).unwrap_or(LONGEST).min(LONGEST);
        Some(std::iter::repeat_n(*schema, times))
    });
    contained.flatten().collect()
}
