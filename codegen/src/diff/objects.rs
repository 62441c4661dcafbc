//! Objects and arrays: properties, items, and the schemas of those that are not named.
//!
//! Owns which of their keywords limit more. Must not know unions.

use std::collections::BTreeSet;

use super::found::{Finding, Uses};
use super::kinds::{self, Kind};
use super::view::{View, is_any, resolved};
use super::walk::{Comparison, Part};
use crate::api::{Api, Schema, SchemaId};
use crate::at::At;
use crate::did_you_mean::did_you_mean;

/// What a keyword says about values that no other keyword describes.
#[derive(Debug, Clone, Copy)]
enum Rest {
    Any,
    Refused,
    Typed(SchemaId),
}

/// A keyword that holds a schema.
type Get = fn(&Schema) -> Option<SchemaId>;

impl Comparison<'_> {
    /// Compares the keywords about objects.
    pub(super) fn objects(&mut self, part: &mut Part<'_>) {
        self.properties(part);
        self.rest(part, |schema| schema.object.additional_properties, "{}", ADDITIONAL);
        self.rest(part, |schema| schema.object.unevaluated_properties, "{}", UNEVALUATED_PROPERTIES);
        let names: Get = |schema| schema.object.property_names;
        self.rest(part, names, "{name}", PROPERTY_NAMES);
        let patterns = |schema: &Schema| schema.object.pattern_properties.clone();
        named(part, patterns, "patternProperties", [kinds::PATTERN_PROPERTY_ADDED, kinds::PATTERN_PROPERTY_REMOVED]);
        let dependent = |schema: &Schema| schema.object.dependent_schemas.clone();
        named(part, dependent, "dependentSchemas", [kinds::DEPENDENT_SCHEMA_ADDED, kinds::DEPENDENT_SCHEMA_REMOVED]);
        dependent_required(part);
    }

    /// Compares the keywords about arrays.
    pub(super) fn arrays(&mut self, part: &mut Part<'_>) {
        self.rest(part, |schema| schema.array.items, "[]", ITEMS);
        self.rest(part, |schema| schema.array.unevaluated_items, "[]", UNEVALUATED_ITEMS);
        let content: Get = |schema| schema.string.content_schema;
        self.rest(part, content, "(content)", CONTENT);
        match (unique(&part.old), unique(&part.new)) {
            (false, true) => part.push(kinds::UNIQUE_ITEMS_ADDED, "", ""),
            (true, false) => part.push(kinds::UNIQUE_ITEMS_REMOVED, "", ""),
            _ => {}
        }
        let prefix = |view: &View<'_>| -> Vec<SchemaId> {
            view.first(|schema| Some(schema.array.prefix_items.clone()).filter(|items| !items.is_empty()))
                .unwrap_or_default()
        };
        let (old, new) = (prefix(&part.old), prefix(&part.new));
        for (index, (old, new)) in old.iter().zip(&new).enumerate() {
            part.inner.push((*old, *new, part.label.part(&format!("[{index}]")), Uses::ALL));
        }
        for index in old.len()..new.len() {
            part.push(kinds::PREFIX_ITEM_ADDED, "", index.to_string());
        }
        for index in new.len()..old.len() {
            part.push(kinds::PREFIX_ITEM_REMOVED, index.to_string(), "");
        }
        self.contained(part);
    }

    fn contained(&mut self, part: &mut Part<'_>) {
        let contains = |view: &View<'_>| -> Vec<_> {
            view.parts.iter().flat_map(|schema| schema.array.contains.clone()).collect()
        };
        let (old, new) = (contains(&part.old), contains(&part.new));
        for index in 0..old.len().max(new.len()) {
            let (old, new) = match (old.get(index), new.get(index)) {
                (Some(old), Some(new)) => (old, new),
                (Some(_), None) => {
                    part.push(kinds::CONTAINS_REMOVED, "", "");
                    continue;
                }
                (None, _) => {
                    part.push(kinds::CONTAINS_ADDED, "", "");
                    continue;
                }
            };
            if !self.same.schemas(old.schema, new.schema) {
                part.push(kinds::CONTAINS_CHANGED, "", "");
            }
            let (before, after) = (old.min.unwrap_or(1), new.min.unwrap_or(1));
            if before != after {
                let kind = if after > before { kinds::MIN_CONTAINS_RAISED } else { kinds::MIN_CONTAINS_LOWERED };
                part.push(kind, before.to_string(), after.to_string());
            }
            let (before, after) = (old.max.unwrap_or(u64::MAX), new.max.unwrap_or(u64::MAX));
            if before != after {
                let kind = if after < before { kinds::MAX_CONTAINS_LOWERED } else { kinds::MAX_CONTAINS_RAISED };
                let words = |bound: Option<u64>| bound.map_or("none".to_owned(), |bound| bound.to_string());
                part.push(kind, words(old.max), words(new.max));
            }
        }
    }

    /// Compares `not` and `if`.
    pub(super) fn conditions(&mut self, part: &mut Part<'_>) {
        let not = |view: &View<'_>| -> Vec<SchemaId> {
            view.parts.iter().flat_map(|schema| schema.combine.not.clone()).collect()
        };
        let (old, new) = (not(&part.old), not(&part.new));
        for index in 0..old.len().max(new.len()) {
            match (old.get(index), new.get(index)) {
                (Some(old), Some(new)) if self.same.schemas(*old, *new) => {}
                (Some(_), Some(_)) => part.push(kinds::NOT_CHANGED, "", ""),
                (Some(_), None) => part.push(kinds::NOT_REMOVED, "", ""),
                (None, _) => part.push(kinds::NOT_ADDED, "", ""),
            }
        }
        let conditions = |view: &View<'_>| -> Vec<_> {
            view.parts.iter().flat_map(|schema| schema.combine.conditions.clone()).collect()
        };
        let (old, new) = (conditions(&part.old), conditions(&part.new));
        for index in 0..old.len().max(new.len()) {
            match (old.get(index), new.get(index)) {
                (Some(old), Some(new)) if self.same.conditions(old, new) => {}
                (Some(_), Some(_)) => part.push(kinds::CONDITION_CHANGED, "", ""),
                (Some(_), None) => part.push(kinds::CONDITION_REMOVED, "", ""),
                (None, _) => part.push(kinds::CONDITION_ADDED, "", ""),
            }
        }
    }

    fn properties(&mut self, part: &mut Part<'_>) {
        let is_closed = is_closed(self.new, &part.new);
        let added: Vec<&str> =
            part.new.properties.keys().filter(|name| !part.old.properties.contains_key(*name)).copied().collect();
        let names: Vec<&str> = part.old.properties.keys().copied().chain(added.iter().copied()).collect();
        for name in names {
            let old = part.old.properties.get(name).map(|id| Property::of(self.old, *id, name, &part.old));
            let new = part.new.properties.get(name).map(|id| Property::of(self.new, *id, name, &part.new));
            match (old, new) {
                (Some(old), Some(new)) => common(part, name, &old, &new),
                (Some(old), None) => removed(part, name, &old, is_closed, &added),
                (None, Some(new)) => {
                    let kind = if new.is_required { kinds::REQUIRED_PROPERTY_ADDED } else { kinds::PROPERTY_ADDED };
                    let subject = part.label.property(name).subject();
                    let finding = Finding::new(kind, subject, Some(part.old.at), Some(&new.at));
                    part.findings.push(finding.within(new.uses()));
                }
                (None, None) => {}
            }
        }
        required_alone(part);
    }

    /// Compares what a keyword says about values that no other describes.
    fn rest(&self, part: &mut Part<'_>, get: Get, step: &str, kinds: RestKinds) {
        let (old, new) = (rest(self.old, &part.old, get), rest(self.new, &part.new, get));
        let kind = match (old, new) {
            (Rest::Any, Rest::Any) | (Rest::Refused, Rest::Refused) => return,
            (Rest::Typed(old), Rest::Typed(new)) => {
                part.inner.push((old, new, part.label.part(step), Uses::ALL));
                return;
            }
            (Rest::Any | Rest::Typed(_), Rest::Refused) => kinds.refused,
            (Rest::Refused, Rest::Any | Rest::Typed(_)) => kinds.allowed,
            (Rest::Any, Rest::Typed(_)) => kinds.typed,
            (Rest::Typed(_), Rest::Any) => kinds.untyped,
        };
        let place = |api: &Api, rest: Rest| match rest {
            Rest::Typed(id) => Some(api.schemas[id].at.clone()),
            Rest::Any | Rest::Refused => None,
        };
        part.push_at(kind, (place(self.old, old), place(self.new, new)), (String::new(), String::new()));
    }
}

/// A property in one of the descriptions.
struct Property {
    id: SchemaId,
    at: At,
    is_required: bool,
    is_read_only: bool,
    is_write_only: bool,
    /// Whether these two are annotations, and say nothing of directions.
    is_annotation: bool,
}

impl Property {
    fn of(api: &Api, id: SchemaId, name: &str, view: &View<'_>) -> Self {
        let (here, head) = (&api.schemas[id], &api.schemas[resolved(&api.schemas, id)]);
        Self {
            id,
            at: here.at.clone(),
            is_required: view.required.contains_key(name),
            is_read_only: here.notes.read_only || head.notes.read_only,
            is_write_only: here.notes.write_only || head.notes.write_only,
            is_annotation: api.directions_are_annotations,
        }
    }

    /// The directions in which it is there.
    fn uses(&self) -> Uses {
        if self.is_annotation {
            return Uses::ALL;
        }
        let sent = if self.is_read_only { Uses::NONE } else { Uses::SENT };
        let received = if self.is_write_only { Uses::NONE } else { Uses::RECEIVED };
        sent.or(received)
    }
}

/// Compares a property that both have.
fn common(part: &mut Part<'_>, name: &str, old: &Property, new: &Property) {
    let label = part.label.property(name);
    let both = old.uses().and(new.uses());
    let mut push = |kind: Kind, uses: Uses| {
        let finding = Finding::new(kind, label.subject(), Some(&old.at), Some(&new.at));
        part.findings.push(finding.within(uses));
    };
    match (old.is_required, new.is_required) {
        (false, true) => push(kinds::PROPERTY_BECAME_REQUIRED, both),
        (true, false) => push(kinds::PROPERTY_BECAME_OPTIONAL, both),
        _ => {}
    }
    match (old.is_read_only, new.is_read_only) {
        (false, true) => push(kinds::PROPERTY_BECAME_READ_ONLY, Uses::SENT),
        (true, false) if new.is_required && !old.is_annotation => {
            push(kinds::REQUIRED_PROPERTY_BECAME_WRITABLE, Uses::SENT)
        }
        (true, false) => push(kinds::PROPERTY_BECAME_WRITABLE, Uses::SENT),
        _ => {}
    }
    match (old.is_write_only, new.is_write_only) {
        (false, true) => push(kinds::PROPERTY_BECAME_WRITE_ONLY, Uses::RECEIVED),
        (true, false) => push(kinds::PROPERTY_BECAME_READABLE, Uses::RECEIVED),
        _ => {}
    }
    part.inner.push((old.id, new.id, label, both));
}

/// Tells that a property was removed: whether it may still be sent depends on whether the object is closed.
fn removed(part: &mut Part<'_>, name: &str, old: &Property, is_closed: bool, added: &[&str]) {
    let kind = if old.is_required { kinds::REQUIRED_PROPERTY_REMOVED } else { kinds::PROPERTY_REMOVED };
    let similar = did_you_mean(name, added.iter().copied());
    let hint = similar.map(|similar| format!("; the new property `{similar}` has a similar name"));
    let subject = part.label.property(name).subject();
    let mut finding = Finding::new(kind, subject, Some(&old.at), Some(part.new.at));
    finding.hint = hint;
    let uses = old.uses();
    if is_closed {
        let refused = Finding { kind: kinds::PROPERTY_REFUSED, ..finding.clone() };
        part.findings.push(refused.within(uses.and(Uses::SENT)));
        part.findings.push(finding.within(uses.and(Uses::RECEIVED)));
    } else {
        part.findings.push(finding.within(uses));
    }
}

/// Compares names that are required and have no schema.
fn required_alone(part: &mut Part<'_>) {
    let alone = |view: &View<'_>, other: &View<'_>| -> Vec<(String, At)> {
        let is_alone = |name: &str| !part.old.properties.contains_key(name) && !part.new.properties.contains_key(name);
        let only = view.required.iter().filter(|(name, _)| is_alone(name) && !other.required.contains_key(*name));
        only.map(|(name, at)| ((*name).to_owned(), (*at).clone())).collect()
    };
    let (more, less) = (alone(&part.new, &part.old), alone(&part.old, &part.new));
    for (kind, names) in [(kinds::PROPERTY_BECAME_REQUIRED, more), (kinds::PROPERTY_BECAME_OPTIONAL, less)] {
        for (name, at) in names {
            let subject = part.label.property(&name).subject();
            let is_new = kind == kinds::PROPERTY_BECAME_REQUIRED;
            let (old, new) = if is_new { (part.old.at, &at) } else { (&at, part.new.at) };
            part.findings.push(Finding::new(kind, subject, Some(old), Some(new)).words("", name));
        }
    }
}

fn unique(view: &View<'_>) -> bool {
    view.parts.iter().any(|schema| schema.array.unique_items)
}

/// Whether an object refuses properties that it does not name.
fn is_closed(api: &Api, view: &View<'_>) -> bool {
    let keywords: [Get; 2] =
        [|schema| schema.object.additional_properties, |schema| schema.object.unevaluated_properties];
    keywords.into_iter().any(|get| matches!(rest(api, view, get), Rest::Refused))
}

/// What a keyword says: the first part that limits anything counts.
fn rest(api: &Api, view: &View<'_>, get: Get) -> Rest {
    let limits = |id: &SchemaId| !is_any(&api.schemas, *id);
    match view.first(|schema| get(schema).filter(limits)) {
        None => Rest::Any,
        Some(id) if api.schemas[resolved(&api.schemas, id)].never => Rest::Refused,
        Some(id) => Rest::Typed(id),
    }
}

/// The kinds of changes of a keyword about values that no other describes.
#[derive(Debug, Clone, Copy)]
struct RestKinds {
    refused: Kind,
    allowed: Kind,
    typed: Kind,
    untyped: Kind,
}

const ADDITIONAL: RestKinds = RestKinds {
    refused: kinds::ADDITIONAL_PROPERTIES_REFUSED,
    allowed: kinds::ADDITIONAL_PROPERTIES_ALLOWED,
    typed: kinds::ADDITIONAL_PROPERTIES_TYPED,
    untyped: kinds::ADDITIONAL_PROPERTIES_UNTYPED,
};

/// The kinds of a keyword whose change has the same name whatever the schema is.
const fn one_way(limited: Kind, free: Kind) -> RestKinds {
    RestKinds { refused: limited, allowed: free, typed: limited, untyped: free }
}

const UNEVALUATED_PROPERTIES: RestKinds =
    one_way(kinds::UNEVALUATED_PROPERTIES_LIMITED, kinds::UNEVALUATED_PROPERTIES_FREE);
const UNEVALUATED_ITEMS: RestKinds = one_way(kinds::UNEVALUATED_ITEMS_LIMITED, kinds::UNEVALUATED_ITEMS_FREE);
const PROPERTY_NAMES: RestKinds = one_way(kinds::PROPERTY_NAMES_LIMITED, kinds::PROPERTY_NAMES_FREE);
const ITEMS: RestKinds = one_way(kinds::ITEMS_TYPED, kinds::ITEMS_UNTYPED);
const CONTENT: RestKinds = one_way(kinds::CONTENT_SCHEMA_ADDED, kinds::CONTENT_SCHEMA_REMOVED);

/// Compares schemas under names that are no properties.
fn named(
    part: &mut Part<'_>,
    get: impl Fn(&Schema) -> Vec<(String, SchemaId)>,
    keyword: &str,
    [added, removed]: [Kind; 2],
) {
    let all = |view: &View<'_>| -> Vec<(String, SchemaId, At)> {
        let of_part = |schema: &&Schema| {
            let at = schema.at.key(keyword);
            get(schema).into_iter().map(|(name, id)| (name.clone(), id, at.key(&name))).collect::<Vec<_>>()
        };
        view.parts.iter().flat_map(of_part).collect()
    };
    let (old, new) = (all(&part.old), all(&part.new));
    let label = part.label.clone();
    let is_pattern = keyword == "patternProperties";
    let subject = |name: &str| if is_pattern { label.subject() } else { label.property(name).subject() };
    for (name, id, at) in &old {
        match new.iter().find(|(other, _, _)| other == name) {
            Some((_, new, _)) => part.inner.push((*id, *new, label.part(&format!("{{{name}}}")), Uses::ALL)),
            None => {
                let finding = Finding::new(removed, subject(name), Some(at), Some(part.new.at));
                part.findings.push(finding.words(name, ""));
            }
        }
    }
    for (name, _, at) in new.iter().filter(|(name, _, _)| !old.iter().any(|(other, _, _)| other == name)) {
        let finding = Finding::new(added, subject(name), Some(part.old.at), Some(at));
        part.findings.push(finding.words("", name));
    }
}

fn dependent_required(part: &mut Part<'_>) {
    let all = |view: &View<'_>| -> BTreeSet<(String, String)> {
        let rules = view.parts.iter().flat_map(|schema| &schema.object.dependent_required);
        rules.flat_map(|(name, others)| others.iter().map(|other| (name.clone(), other.clone()))).collect()
    };
    let (old, new) = (all(&part.old), all(&part.new));
    for (name, other) in new.difference(&old) {
        let subject = part.label.property(name).subject();
        let finding = Finding::new(kinds::DEPENDENT_REQUIRED_ADDED, subject, Some(part.old.at), Some(part.new.at));
        part.findings.push(finding.words(name, format!("`{other}`")));
    }
    for (name, other) in old.difference(&new) {
        let subject = part.label.property(name).subject();
        let finding = Finding::new(kinds::DEPENDENT_REQUIRED_REMOVED, subject, Some(part.old.at), Some(part.new.at));
        part.findings.push(finding.words(format!("`{other}`"), name));
    }
}
