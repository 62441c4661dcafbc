//! Types, formats, listed values and defaults.
//!
//! Owns which set of scalar values contains which. Must not know what values are made of.

use std::collections::HashSet;

use super::kinds;
use super::view::{ALL, View, with_integers};
use super::walk::Part;
use crate::api::Types;
use crate::at::At;
use crate::bounds::VALUES_LISTED;
use crate::value::Value;

/// The formats that refuse values, with the type of the values.
const FORMATS: &[(&str, Types)] = &[
    ("int8", Types::INTEGER),
    ("int16", Types::INTEGER),
    ("int32", Types::INTEGER),
    ("int64", Types::INTEGER),
    ("uint8", Types::INTEGER),
    ("uint16", Types::INTEGER),
    ("uint32", Types::INTEGER),
    ("uint64", Types::INTEGER),
    ("float", Types::NUMBER),
    ("double", Types::NUMBER),
    ("decimal", Types::NUMBER),
    ("date", Types::STRING),
    ("date-time", Types::STRING),
    ("time", Types::STRING),
    ("duration", Types::STRING),
    ("uuid", Types::STRING),
    ("email", Types::STRING),
    ("idn-email", Types::STRING),
    ("hostname", Types::STRING),
    ("idn-hostname", Types::STRING),
    ("ipv4", Types::STRING),
    ("ipv6", Types::STRING),
    ("uri", Types::STRING),
    ("uri-reference", Types::STRING),
    ("iri", Types::STRING),
    ("iri-reference", Types::STRING),
    ("uri-template", Types::STRING),
    ("json-pointer", Types::STRING),
    ("relative-json-pointer", Types::STRING),
    ("regex", Types::STRING),
    ("byte", Types::STRING),
    ("binary", Types::STRING),
];

/// Formats of which the first has all values of the second.
const WIDER: &[(&str, &str)] = &[
    ("int16", "int8"),
    ("int32", "int8"),
    ("int32", "int16"),
    ("int32", "uint8"),
    ("int32", "uint16"),
    ("int64", "int8"),
    ("int64", "int16"),
    ("int64", "int32"),
    ("int64", "uint8"),
    ("int64", "uint16"),
    ("int64", "uint32"),
    ("uint64", "uint32"),
    ("uint64", "uint16"),
    ("uint64", "uint8"),
    ("uint32", "uint16"),
    ("uint32", "uint8"),
    ("uint16", "uint8"),
    ("double", "float"),
    ("decimal", "double"),
    ("decimal", "float"),
    ("idn-email", "email"),
    ("idn-hostname", "hostname"),
    ("uri-reference", "uri"),
    ("iri-reference", "iri"),
    ("iri", "uri"),
    ("iri-reference", "uri-reference"),
    ("iri-reference", "uri"),
];

/// The type of the values that a format is about.
pub(super) fn type_of_format(format: &str) -> Option<Types> {
    FORMATS.iter().find(|(known, _)| *known == format).map(|(_, types)| with_integers(*types))
}

impl Part<'_> {
    /// Compares what scalar values are allowed. Whether some type is allowed by both, so that the rest can be compared.
    pub(super) fn values(&mut self) -> bool {
        let is_comparable = self.types();
        self.listed();
        if is_comparable {
            self.formats();
        }
        is_comparable
    }

    fn types(&mut self) -> bool {
        let (old, new) = (self.old.types.unwrap_or(ALL), self.new.types.unwrap_or(ALL));
        let words = (words_of(self.old.types), words_of(self.new.types));
        let places = || (keyword(&self.old, "type"), keyword(&self.new, "type"));
        let null = (old.contains(Types::NULL), new.contains(Types::NULL));
        let (old_rest, new_rest) = (old.without(Types::NULL), new.without(Types::NULL));
        // A list of values has its own words.
        let is_listed = (self.old.values.is_some(), self.new.values.is_some());
        let kind = match (old_rest.contains(new_rest), new_rest.contains(old_rest)) {
            (true, true) => None,
            (true, false) if is_listed == (false, true) => None,
            (false, true) if is_listed == (true, false) => None,
            (true, false) if new_rest.is_none() => Some(kinds::TYPE_CHANGED),
            (false, true) if old_rest.is_none() => Some(kinds::TYPE_CHANGED),
            (true, false) => Some(kinds::TYPE_NARROWED),
            (false, true) => Some(kinds::TYPE_WIDENED),
            (false, false) => Some(kinds::TYPE_CHANGED),
        };
        let places = places();
        if let Some(kind) = kind {
            self.push_at(kind, places, words);
        } else {
            match null {
                (false, true) => self.push_at(kinds::NULL_ALLOWED, places, (String::new(), String::new())),
                (true, false) => self.push_at(kinds::NULL_REFUSED, places, (String::new(), String::new())),
                _ => {}
            }
        }
        let is_disjoint = |one: Types, other: Types| one.iter().all(|(_, single)| !other.contains(single));
        !is_disjoint(old_rest, new_rest)
    }

    /// Compares `enum` and `const`.
    fn listed(&mut self) {
        let old = self.old.values.as_deref().map(texts);
        let new = self.new.values.as_deref().map(texts);
        let places = (keyword(&self.old, "enum"), keyword(&self.new, "enum"));
        let at = |kind, part: &mut Self, words| part.push_at(kind, places.clone(), words);
        match (old, new) {
            (None, None) => {}
            (None, Some(new)) => {
                let kind = if new.len() == 1 { kinds::CONSTANT_ADDED } else { kinds::ENUM_ADDED };
                at(kind, self, (String::new(), listing(&new)));
            }
            (Some(old), None) => {
                let kind = if old.len() == 1 { kinds::CONSTANT_REMOVED } else { kinds::ENUM_REMOVED };
                at(kind, self, (listing(&old), String::new()));
            }
            (Some(old), Some(new)) => {
                let (old_set, new_set): (HashSet<&String>, HashSet<&String>) =
                    (old.iter().collect(), new.iter().collect());
                let gone: Vec<String> = old.iter().filter(|value| !new_set.contains(value)).cloned().collect();
                let more: Vec<String> = new.iter().filter(|value| !old_set.contains(value)).cloned().collect();
                if old.len() == 1 && new.len() == 1 && !gone.is_empty() {
                    at(kinds::CONSTANT_CHANGED, self, (listing(&old), listing(&new)));
                    return;
                }
                if !gone.is_empty() {
                    at(kinds::ENUM_VALUE_REMOVED, self, (listing(&gone), String::new()));
                }
                if !more.is_empty() {
                    at(kinds::ENUM_VALUE_ADDED, self, (String::new(), listing(&more)));
                }
            }
        }
    }

    fn formats(&mut self) {
        let format = |view: &View<'_>| view.first(|part| part.format.clone());
        let (old, new) = (format(&self.old), format(&self.new));
        if old == new {
            return;
        }
        let places = (keyword(&self.old, "format"), keyword(&self.new, "format"));
        let is_known = |format: &Option<String>, types: Option<Types>| {
            let of_format = format.as_deref().and_then(type_of_format)?;
            let types = types.unwrap_or(ALL);
            of_format.iter().any(|(_, single)| types.contains(single)).then(|| format.clone()).flatten()
        };
        let kind = match (is_known(&old, self.old.types), is_known(&new, self.new.types)) {
            (None, None) => kinds::FORMAT_NOTE_CHANGED,
            // All numbers are doubles on the wire of most readers, so that these two limit nothing.
            (None, Some(new)) if matches!(new.as_str(), "double" | "decimal") => kinds::FORMAT_NOTE_CHANGED,
            (Some(old), None) if matches!(old.as_str(), "double" | "decimal") => kinds::FORMAT_NOTE_CHANGED,
            (None, Some(_)) => kinds::FORMAT_ADDED,
            (Some(_), None) => kinds::FORMAT_REMOVED,
            (Some(old), Some(new)) if WIDER.contains(&(old.as_str(), new.as_str())) => kinds::FORMAT_NARROWED,
            (Some(old), Some(new)) if WIDER.contains(&(new.as_str(), old.as_str())) => kinds::FORMAT_WIDENED,
            (Some(_), Some(_)) => kinds::FORMAT_CHANGED,
        };
        let words = |format: Option<String>| format.unwrap_or_else(|| "none".to_owned());
        self.push_at(kind, places, (words(old), words(new)));
    }
}

/// Where the first part that has a keyword states it.
pub(super) fn keyword(view: &View<'_>, name: &str) -> Option<At> {
    view.first(|part| {
        let has = match name {
            "type" => part.types.is_some(),
            "enum" => part.enumeration.is_some(),
            "format" => part.format.is_some(),
            _ => false,
        };
        has.then(|| part.at.key(name))
    })
}

/// The words for a set of types.
fn words_of(types: Option<Types>) -> String {
    let Some(types) = types else { return "any value".to_owned() };
    let is_implied = |name: &str| name == "integer" && types.contains(Types::NUMBER);
    let names: Vec<&str> = types.iter().map(|(name, _)| name).filter(|name| !is_implied(name)).collect();
    if names.is_empty() { "no value".to_owned() } else { names.join(" or ") }
}

fn texts(values: &[&Value]) -> Vec<String> {
    values.iter().map(|value| text(value)).collect()
}

/// A value as JSON.
pub(super) fn text(value: &Value) -> String {
    value.to_json().to_string()
}

/// Some values for a sentence.
pub(super) fn listing(values: &[String]) -> String {
    let shown: Vec<String> = values.iter().take(VALUES_LISTED).map(|value| format!("`{value}`")).collect();
    match values.len().saturating_sub(VALUES_LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
