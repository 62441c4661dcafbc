//! What the keywords about objects mean.
//!
//! Owns that meaning. Must not know what a schema says of a member.

use serde_json::{Map, Value};

use super::super::schema::{Keyword, Pattern, Schema};
use super::{Check, is_in};

type Members = Map<String, Value>;

impl Check {
    pub(super) fn object(&mut self, schema: &Schema, keyword: &Keyword, value: &Value, members: &Members) {
        let count = members.len() as u64;
        match keyword {
            Keyword::Properties(properties) => self.properties(properties, members),
            Keyword::PatternProperties(patterns) => self.pattern_properties(patterns, members),
            Keyword::AdditionalProperties(extra) => {
                let extras = members.iter().filter(|(name, _)| !is_declared(schema, name));
                self.further("additionalProperties", extra, extras);
            }
            Keyword::PropertyNames(names) => self.names(names, members),
            Keyword::Required(names) => self.required(names, members, |name| format!("`{name}` is missing")),
            Keyword::MinProperties(limit) => self.at_least("minProperties", count, *limit),
            Keyword::MaxProperties(limit) => self.at_most("maxProperties", count, *limit),
            Keyword::DependentRequired(dependencies) => {
                for (owner, names) in dependencies.iter().filter(|(owner, _)| members.contains_key(*owner)) {
                    self.required(names, members, |name| format!("`{name}` is missing, which `{owner}` needs"));
                }
            }
            Keyword::DependentSchemas(dependencies) => {
                for (_, schema) in dependencies.iter().filter(|(owner, _)| members.contains_key(*owner)) {
                    self.schema(schema, value);
                }
            }
            Keyword::UnevaluatedProperties(extra) => {
                let spoken_of = self.evaluated_members(schema, value, members);
                let extras = members.iter().filter(|(name, _)| !spoken_of.has(&name.as_str()));
                self.further("unevaluatedProperties", extra, extras);
            }
            _ => {}
        }
    }

    fn member(&mut self, name: &str, schema: &Schema, value: &Value) {
        if !self.is_full() {
            self.at(name, |check| check.schema(schema, value));
        }
    }

    fn properties(&mut self, properties: &[(&str, &Schema)], members: &Members) {
        for (name, schema) in properties {
            if let Some(value) = members.get(*name) {
                self.member(name, schema, value);
            }
        }
    }

    /// The declared members that are neither arrays nor objects.
    pub(super) fn small_members(&mut self, schema: &Schema, value: &Value) {
        let declared = schema.0.iter().filter_map(|keyword| match keyword {
            Keyword::Properties(properties) => Some(*properties),
            _ => None,
        });
        for (name, schema) in declared.flatten() {
            if let Some(value) = value.get(name).filter(|value| !value.is_array() && !value.is_object()) {
                self.member(name, schema, value);
            }
        }
    }

    fn pattern_properties(&mut self, patterns: &[(&Pattern, &Schema)], members: &Members) {
        for (pattern, schema) in patterns {
            for (name, value) in members.iter().filter(|(name, _)| is_in(pattern, name)) {
                self.member(name, schema, value);
            }
        }
    }

    /// Members that are not declared.
    fn further<'v>(
        &mut self,
        keyword: &'static str,
        schema: &Schema,
        members: impl Iterator<Item = (&'v String, &'v Value)>,
    ) {
        let is_refused = schema.is_never();
        for (name, value) in members {
            if self.is_full() {
                return;
            }
            self.at(name, |check| match is_refused {
                true => check.tell(keyword, format!("`{name}` is not allowed")),
                false => check.schema(schema, value),
            });
        }
    }

    fn names(&mut self, schema: &Schema, members: &Members) {
        for name in members.keys() {
            if self.is_full() {
                return;
            }
            if let Some(violation) = self.first(schema, &Value::String(name.clone())) {
                self.at(name, |check| {
                    check.tell("propertyNames", format!("the name `{name}` {}", violation.message));
                });
            }
        }
    }

    fn required(&mut self, names: &[&str], members: &Members, message: impl Fn(&str) -> String) {
        for name in names.iter().filter(|name| !members.contains_key(**name)) {
            if self.is_full() {
                return;
            }
            self.at(name, |check| check.tell("required", message(name)));
        }
    }
}

/// Whether a schema itself speaks of members of this name.
fn is_declared(schema: &Schema, name: &str) -> bool {
    schema.0.iter().any(|keyword| match keyword {
        Keyword::Properties(properties) => properties.iter().any(|(property, _)| *property == name),
        Keyword::PatternProperties(patterns) => patterns.iter().any(|(pattern, _)| is_in(pattern, name)),
        _ => false,
    })
}
