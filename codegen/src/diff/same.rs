//! Whether two schemas of different descriptions say the same, annotations aside.
//!
//! Owns the comparison of keywords whose change has no known direction. Must not know what a difference means.

use std::collections::HashMap;

use super::view::resolved;
use crate::api::{Condition, Contains, Schema, SchemaId, Schemas};
use crate::bounds::SAME_DEPTH;

/// The schemas of both descriptions, with the pairs whose comparison is known.
#[derive(Debug)]
pub(super) struct Same<'a> {
    old: &'a Schemas,
    new: &'a Schemas,
    known: HashMap<(SchemaId, SchemaId), bool>,
}

impl<'a> Same<'a> {
    pub(super) fn new(old: &'a Schemas, new: &'a Schemas) -> Self {
        Self { old, new, known: HashMap::new() }
    }

    /// Whether two schemas say the same. Those nested too deep are taken for different.
    pub(super) fn schemas(&mut self, old: SchemaId, new: SchemaId) -> bool {
        self.pair(old, new, SAME_DEPTH)
    }

    /// Whether two conditions say the same.
    pub(super) fn conditions(&mut self, old: &Condition, new: &Condition) -> bool {
        self.condition(old, new, SAME_DEPTH)
    }

    fn pair(&mut self, old: SchemaId, new: SchemaId, depth: usize) -> bool {
        let key = (resolved(self.old, old), resolved(self.new, new));
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let Some(depth) = depth.checked_sub(1) else { return false };
        // A pair inside itself is the same if everything around it is.
        self.known.insert(key, true);
        let (old, new): (&'a Schema, &'a Schema) = (&self.old[key.0], &self.new[key.1]);
        let is_same = self.keywords(old, new) && self.inner(old, new, depth);
        self.known.insert(key, is_same);
        is_same
    }

    /// The keywords that hold no schemas.
    fn keywords(&self, old: &Schema, new: &Schema) -> bool {
        let (one, other) = (&old.object, &new.object);
        let objects = one.required == other.required
            && one.min_properties == other.min_properties
            && one.max_properties == other.max_properties
            && one.dependent_required == other.dependent_required;
        let (one, other) = (&old.array, &new.array);
        let arrays = one.min_items == other.min_items
            && one.max_items == other.max_items
            && one.unique_items == other.unique_items;
        let (one, other) = (&old.string, &new.string);
        let strings = one.min_length == other.min_length
            && one.max_length == other.max_length
            && one.patterns == other.patterns
            && one.content_encoding == other.content_encoding
            && one.content_media_type == other.content_media_type;
        let values = old.types == new.types
            && old.format == new.format
            && old.enumeration == new.enumeration
            && old.constant == new.constant
            && old.never == new.never;
        objects && arrays && strings && values && old.number == new.number
    }

    /// The keywords that hold schemas.
    fn inner(&mut self, old: &Schema, new: &Schema, depth: usize) -> bool {
        let (one, other) = (&old.object, &new.object);
        let objects = self.named(&one.properties, &other.properties, depth)
            && self.named(&one.pattern_properties, &other.pattern_properties, depth)
            && self.named(&one.dependent_schemas, &other.dependent_schemas, depth)
            && self.option(one.additional_properties, other.additional_properties, depth)
            && self.option(one.property_names, other.property_names, depth)
            && self.option(one.unevaluated_properties, other.unevaluated_properties, depth);
        if !objects {
            return false;
        }
        let (one, other) = (&old.array, &new.array);
        let arrays = self.option(one.items, other.items, depth)
            && self.list(&one.prefix_items, &other.prefix_items, depth)
            && self.contains(&one.contains, &other.contains, depth)
            && self.option(one.unevaluated_items, other.unevaluated_items, depth)
            && self.option(old.string.content_schema, new.string.content_schema, depth);
        if !arrays {
            return false;
        }
        let (one, other) = (&old.combine, &new.combine);
        let conditions = one.conditions.len() == other.conditions.len();
        let pairs = one.conditions.iter().zip(&other.conditions);
        self.option(old.reference, new.reference, depth)
            && self.list(&one.all_of, &other.all_of, depth)
            && self.list(&one.any_of, &other.any_of, depth)
            && self.list(&one.one_of, &other.one_of, depth)
            && self.list(&one.not, &other.not, depth)
            && conditions
            && pairs.into_iter().all(|(old, new)| self.condition(old, new, depth))
    }

    fn condition(&mut self, old: &Condition, new: &Condition, depth: usize) -> bool {
        self.pair(old.test, new.test, depth)
            && self.option(old.then, new.then, depth)
            && self.option(old.otherwise, new.otherwise, depth)
    }

    fn contains(&mut self, old: &[Contains], new: &[Contains], depth: usize) -> bool {
        let is_same = |(old, new): (&Contains, &Contains)| {
            old.min == new.min && old.max == new.max && self.pair(old.schema, new.schema, depth)
        };
        old.len() == new.len() && old.iter().zip(new).all(is_same)
    }

    fn option(&mut self, old: Option<SchemaId>, new: Option<SchemaId>, depth: usize) -> bool {
        match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => self.pair(old, new, depth),
            _ => false,
        }
    }

    fn list(&mut self, old: &[SchemaId], new: &[SchemaId], depth: usize) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.pair(*old, *new, depth))
    }

    /// Schemas by name. The order does not count.
    fn named(&mut self, old: &[(String, SchemaId)], new: &[(String, SchemaId)], depth: usize) -> bool {
        let by_name: HashMap<&str, SchemaId> = new.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        let is_same = |(name, old): &(String, SchemaId)| {
            by_name.get(name.as_str()).is_some_and(|new| self.pair(*old, *new, depth))
        };
        old.len() == new.len() && old.iter().all(is_same)
    }
}
