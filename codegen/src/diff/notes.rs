//! Annotations of schemas: what refuses no value.
//!
//! Owns their comparison. Must not know keywords that limit values.

use super::found::Finding;
use super::kinds::{self, Kind};
use super::values::text;
use super::view::resolved;
use super::walk::{Comparison, Label};
use crate::api::{Api, Notes, SchemaId};
use crate::at::At;
use crate::value::Value;

/// The annotations of a schema, and those of what it refers to, which count where the former say nothing.
struct Noted<'a> {
    at: &'a At,
    here: &'a Notes,
    there: Option<&'a Notes>,
}

impl<'a> Noted<'a> {
    fn first<T>(&self, get: impl Fn(&'a Notes) -> Option<T>) -> Option<T> {
        get(self.here).or_else(|| self.there.and_then(get))
    }

    fn has(&self, get: impl Fn(&Notes) -> bool) -> bool {
        get(self.here) || self.there.is_some_and(get)
    }
}

impl Comparison<'_> {
    /// Compares the annotations beside references. Those of the schemas that are referred to are told there, unless only one of
    /// the two is a reference: then its own annotations come before those of its target.
    pub(super) fn notes(&self, old: SchemaId, new: SchemaId, label: &Label) -> Vec<Finding> {
        let (old_head, new_head) = (resolved(&self.old.schemas, old), resolved(&self.new.schemas, new));
        match (old == old_head, new == new_head) {
            (true, true) => Vec::new(),
            (false, false) => compared(&Noted::of(self.old, old, None), &Noted::of(self.new, new, None), label),
            _ => compared(&Noted::of(self.old, old, Some(old_head)), &Noted::of(self.new, new, Some(new_head)), label),
        }
    }

    /// Compares the annotations of two schemas that are no references.
    pub(super) fn own_notes(&self, old: SchemaId, new: SchemaId, label: &Label) -> Vec<Finding> {
        compared(&Noted::of(self.old, old, None), &Noted::of(self.new, new, None), label)
    }
}

impl<'a> Noted<'a> {
    fn of(api: &'a Api, here: SchemaId, head: Option<SchemaId>) -> Self {
        let there = head.filter(|head| *head != here).map(|head| &api.schemas[head].notes);
        Self { at: &api.schemas[here].at, here: &api.schemas[here].notes, there }
    }
}

fn compared(old: &Noted<'_>, new: &Noted<'_>, label: &Label) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut push = |kind: Kind, keyword: &str, words: (String, String)| {
        let places = (old.at.key(keyword), new.at.key(keyword));
        let finding = Finding::new(kind, label.subject(), Some(&places.0), Some(&places.1));
        findings.push(finding.words(words.0, words.1));
    };
    let nothing = || (String::new(), String::new());
    let quoted = |text: Option<&String>| text.map_or("none".to_owned(), |text| format!("`{text}`"));
    let strings: [(Get<String>, Kind, &str); 4] = [
        (|notes| notes.title.as_ref(), kinds::TITLE_CHANGED, "title"),
        (|notes| notes.name.as_ref(), kinds::NAME_HINT_CHANGED, "x-rust-name"),
        (|notes| notes.type_name.as_ref(), kinds::NAME_HINT_CHANGED, "x-ms-enum"),
        (|notes| notes.rust_type.as_ref(), kinds::NAME_HINT_CHANGED, "x-rust-type"),
    ];
    for (get, kind, keyword) in strings {
        let (before, after) = (old.first(get), new.first(get));
        if before != after {
            push(kind, keyword, (quoted(before), quoted(after)));
        }
    }
    if old.first(|notes| notes.description.as_ref()) != new.first(|notes| notes.description.as_ref()) {
        push(kinds::DESCRIPTION_CHANGED, "description", nothing());
    }
    let value = |value: Option<&Value>| value.map_or("none".to_owned(), |value| format!("`{}`", text(value)));
    let (before, after) = (old.first(|notes| notes.default.as_ref()), new.first(|notes| notes.default.as_ref()));
    if before != after {
        push(kinds::DEFAULT_CHANGED, "default", (value(before), value(after)));
    }
    let examples = |noted: &Noted<'_>| noted.has(|notes| !notes.examples.is_empty());
    if old.here.examples != new.here.examples && (examples(old) || examples(new)) {
        push(kinds::EXAMPLES_CHANGED, "example", nothing());
    }
    if old.here.value_names != new.here.value_names {
        let names = |noted: &Noted<'_>| {
            let names: Vec<&str> = noted.here.value_names.iter().map(|(_, name)| name.as_str()).collect();
            if names.is_empty() { "none".to_owned() } else { names.join(", ") }
        };
        push(kinds::NAME_HINT_CHANGED, "x-enum-varnames", (names(old), names(new)));
    }
    match (old.has(|notes| notes.deprecated), new.has(|notes| notes.deprecated)) {
        (false, true) => push(kinds::DEPRECATION_ADDED, "deprecated", nothing()),
        (true, false) => push(kinds::DEPRECATION_REMOVED, "deprecated", nothing()),
        _ => {}
    }
    findings
}

type Get<T> = fn(&Notes) -> Option<&T>;
