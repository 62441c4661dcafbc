//! Alternatives: `oneOf`, `anyOf` and discriminators.
//!
//! Owns which alternative is compared with which. Must not know what is inside an alternative.

use std::collections::{BTreeMap, HashSet};

use super::found::Uses;
use super::kinds;
use super::view::{Union, resolved};
use super::walk::{Comparison, Part};
use crate::api::{Api, SchemaId};

/// An alternative that has a partner, and those that have none.
struct Matched {
    pairs: Vec<(SchemaId, SchemaId)>,
    gone: Vec<SchemaId>,
    more: Vec<SchemaId>,
}

impl<'a> Comparison<'a> {
    /// Compares the alternatives. Whether nothing else of the schemas is to be compared.
    pub(super) fn alternatives(&mut self, part: &mut Part<'a>, old: SchemaId, new: SchemaId) -> bool {
        let is_alone = (part.old.is_union_alone(), part.new.is_union_alone());
        match (part.old.unions.len(), part.new.unions.len()) {
            (0, 0) => return false,
            (0, _) if is_alone.1 => return self.became_union(part, old),
            (_, 0) if is_alone.0 => return self.became_one(part, new),
            _ => {}
        }
        let (olds, news) = (std::mem::take(&mut part.old.unions), std::mem::take(&mut part.new.unions));
        for index in 0..olds.len().max(news.len()) {
            match (olds.get(index), news.get(index)) {
                (Some(old), Some(new)) => self.unions(part, old, new),
                (None, Some(new)) => {
                    let places = (None, Some(new.at.clone()));
                    part.push_at(kinds::REPLACED_BY_ALTERNATIVES, places, (String::new(), String::new()));
                }
                (old, None) => {
                    let places = (old.map(|old| old.at.clone()), None);
                    part.push_at(kinds::ALTERNATIVES_REPLACED, places, (String::new(), String::new()));
                }
            }
        }
        false
    }

    /// A schema became alternatives, of which it may be one.
    fn became_union(&mut self, part: &mut Part<'a>, old: SchemaId) -> bool {
        let Some(union) = part.new.unions.first() else { return false };
        let (is_exclusive, alternatives, at) = (union.is_exclusive, union.alternatives.clone(), union.at.clone());
        let matched = self.matched(&[old], &alternatives, false);
        let nothing = (String::new(), String::new());
        match matched.pairs.first() {
            Some((old, new)) => {
                let kind = if is_exclusive { kinds::BECAME_ONE_OF } else { kinds::BECAME_ANY_OF };
                part.push_at(kind, (None, Some(at)), nothing);
                part.inner.push((*old, *new, part.label.clone(), Uses::ALL));
            }
            None => part.push_at(kinds::REPLACED_BY_ALTERNATIVES, (None, Some(at)), nothing),
        }
        true
    }

    /// Alternatives became one schema, which may be one of them.
    fn became_one(&mut self, part: &mut Part<'a>, new: SchemaId) -> bool {
        let Some(union) = part.old.unions.first() else { return false };
        let (alternatives, at) = (union.alternatives.clone(), union.at.clone());
        let matched = self.matched(&alternatives, &[new], false);
        match matched.pairs.first() {
            Some((old, new)) => {
                let words = (String::new(), self.words_old(*old));
                part.push_at(kinds::BECAME_ONE_ALTERNATIVE, (Some(at), None), words);
                part.inner.push((*old, *new, part.label.clone(), Uses::ALL));
            }
            None => {
                part.push_at(kinds::ALTERNATIVES_REPLACED, (Some(at), None), (String::new(), String::new()));
            }
        }
        true
    }

    fn unions(&mut self, part: &mut Part<'a>, old: &Union<'a>, new: &Union<'a>) {
        let places = (Some(old.at.clone()), Some(new.at.clone()));
        let nothing = || (String::new(), String::new());
        match (old.is_exclusive, new.is_exclusive) {
            (false, true) => part.push_at(kinds::ALTERNATIVES_BECAME_EXCLUSIVE, places.clone(), nothing()),
            (true, false) => part.push_at(kinds::ALTERNATIVES_BECAME_INCLUSIVE, places.clone(), nothing()),
            _ => {}
        }
        let matched = self.matched(&old.alternatives, &new.alternatives, true);
        for (old, new) in matched.pairs {
            let name = format!("({})", self.words_new(new).replace('`', ""));
            part.inner.push((old, new, part.label.part(&name), Uses::ALL));
        }
        for id in matched.gone {
            let words = (self.words_old(id), String::new());
            let at = self.old.schemas[id].at.clone();
            part.push_at(kinds::ALTERNATIVE_REMOVED, (Some(at), places.1.clone()), words);
        }
        for id in matched.more {
            let words = (String::new(), self.words_new(id));
            let at = self.new.schemas[id].at.clone();
            part.push_at(kinds::ALTERNATIVE_ADDED, (places.0.clone(), Some(at)), words);
        }
        self.discriminators(part, old, new);
    }

    fn discriminators(&mut self, part: &mut Part<'a>, old: &Union<'a>, new: &Union<'a>) {
        let places = (Some(old.at.clone()), Some(new.at.clone()));
        let (before, after) = match (old.discriminator, new.discriminator) {
            (None, None) => return,
            (Some(before), Some(after)) => (before, after),
            (None, Some(after)) => {
                let words = (String::new(), after.property.clone());
                return part.push_at(kinds::DISCRIMINATOR_ADDED, places, words);
            }
            (Some(before), None) => {
                let words = (before.property.clone(), String::new());
                return part.push_at(kinds::DISCRIMINATOR_REMOVED, places, words);
            }
        };
        if before.property != after.property {
            let words = (before.property.clone(), after.property.clone());
            return part.push_at(kinds::DISCRIMINATOR_CHANGED, places, words);
        }
        let old_values = selected(self.old, old, |id| self.old_name(id));
        let new_values = selected(self.new, new, |id| self.new_name(id));
        for (value, target) in &old_values {
            match new_values.get(value) {
                Some(other) if self.is_other_target(target, other) => {
                    let words = (format!("`{value}` selected `{target}`"), format!("`{value}` selects `{other}`"));
                    part.push_at(kinds::DISCRIMINATOR_VALUE_MOVED, places.clone(), words);
                }
                Some(_) => {}
                // The alternative is told of, if it is gone.
                None if !new_values.values().any(|other| other == target) => {}
                None => {
                    let words = (format!("`{value}`"), String::new());
                    part.push_at(kinds::DISCRIMINATOR_VALUE_REMOVED, places.clone(), words);
                }
            }
        }
        for (value, target) in &new_values {
            if !old_values.contains_key(value) && old_values.values().any(|other| other == target) {
                let words = (String::new(), format!("`{value}`"));
                part.push_at(kinds::DISCRIMINATOR_VALUE_ADDED, places.clone(), words);
            }
        }
    }

    /// Whether two names are of schemas that are both in the new description, or both in the old one.
    fn is_other_target(&self, old: &str, new: &str) -> bool {
        old != new && self.is_named_in_both(old, new)
    }

    /// Finds the partner of each alternative: one of the same name, then one that says the same, then one that looks alike.
    ///
    /// Alternatives that are left over in equal numbers are partners by position, where `by_position`.
    fn matched(&mut self, old: &[SchemaId], new: &[SchemaId], by_position: bool) -> Matched {
        let (mut gone, mut more) = (old.to_vec(), new.to_vec());
        let mut pairs = Vec::new();
        take(&mut gone, &mut more, &mut pairs, |old, new| {
            let name = self.old_name(old);
            name.is_some() && name == self.new_name(new)
        });
        let (old_schemas, new_schemas) = (&self.old.schemas, &self.new.schemas);
        take(&mut gone, &mut more, &mut pairs, |old, new| self.same.schemas(old, new));
        let marks = |id: SchemaId, is_new: bool| {
            let (api, schemas) = if is_new { (self.new, new_schemas) } else { (self.old, old_schemas) };
            marks(api, resolved(schemas, id))
        };
        take(&mut gone, &mut more, &mut pairs, |old, new| {
            let old = marks(old, false);
            old.is_some() && old == marks(new, true)
        });
        if by_position && gone.len() == more.len() {
            let kinds = |id: SchemaId, schemas: &crate::api::Schemas| schemas[resolved(schemas, id)].types;
            take(&mut gone, &mut more, &mut pairs, |old, new| kinds(old, old_schemas) == kinds(new, new_schemas));
        }
        // In the order of the new description.
        pairs.sort_by_key(|(_, id)| new.iter().position(|other| other == id));
        Matched { pairs, gone, more }
    }

    fn words_old(&self, id: SchemaId) -> String {
        words(self.old, id, self.old_name(id))
    }

    fn words_new(&self, id: SchemaId) -> String {
        words(self.new, id, self.new_name(id))
    }
}

/// Moves pairs that belong together out of both lists.
fn take(
    old: &mut Vec<SchemaId>,
    new: &mut Vec<SchemaId>,
    pairs: &mut Vec<(SchemaId, SchemaId)>,
    mut belong: impl FnMut(SchemaId, SchemaId) -> bool,
) {
    old.retain(|id| match new.iter().position(|other| belong(*id, *other)) {
        Some(index) => {
            pairs.push((*id, new.remove(index)));
            false
        }
        None => true,
    });
}

/// What tells an alternative from others: its title, the constants of its properties, or else all its required properties.
fn marks(api: &Api, id: SchemaId) -> Option<Vec<String>> {
    let schema = &api.schemas[id];
    if let Some(title) = &schema.notes.title {
        return Some(vec![title.clone()]);
    }
    let constant = |(name, property): &(String, SchemaId)| {
        let property = &api.schemas[resolved(&api.schemas, *property)];
        let single = match property.enumeration.as_deref() {
            Some([single]) => Some(single),
            _ => property.constant.as_ref(),
        };
        single.map(|value| format!("{name}={}", super::values::text(value)))
    };
    let constants: Vec<String> = schema.object.properties.iter().filter_map(constant).collect();
    let scalar = || {
        let is_scalar = schema.object.properties.is_empty() && schema.reference.is_none();
        let types = schema.types.filter(|_| is_scalar)?;
        Some(vec![types.iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ")])
    };
    match (constants.is_empty(), schema.object.required.is_empty()) {
        (false, _) => Some(constants),
        (true, false) => Some(schema.object.required.clone()),
        (true, true) => scalar(),
    }
}

/// The words for an alternative.
fn words(api: &Api, id: SchemaId, name: Option<&str>) -> String {
    let schema = &api.schemas[resolved(&api.schemas, id)];
    let types = schema.types.map(|types| types.iter().map(|(name, _)| name).collect::<Vec<_>>().join(" or "));
    let title = schema.notes.title.as_deref();
    match (name.or(title), types) {
        (Some(name), _) => format!("`{name}`"),
        (None, Some(types)) => format!("of type {types}"),
        (None, None) => "without a name".to_owned(),
    }
}

/// The values of a discriminator with the names of the alternatives that they select.
fn selected<'a>(api: &Api, union: &Union<'_>, name: impl Fn(SchemaId) -> Option<&'a str>) -> BTreeMap<String, String> {
    let Some(discriminator) = union.discriminator else { return BTreeMap::new() };
    let target = |id: &SchemaId| name(*id).map_or_else(|| api.schemas[*id].at.to_string(), str::to_owned);
    let mapped: BTreeMap<String, String> =
        discriminator.mapping.iter().map(|(value, id)| (value.clone(), target(id))).collect();
    let known: HashSet<&String> = mapped.values().collect();
    let names = union.alternatives.iter().filter_map(|id| name(*id)).map(str::to_owned);
    let implied: Vec<(String, String)> =
        names.filter(|name| !known.contains(name)).map(|name| (name.clone(), name)).collect();
    mapped.into_iter().chain(implied).collect()
}
