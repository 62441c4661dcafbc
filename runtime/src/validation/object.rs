//! The keywords that apply to objects.
//!
//! Owns their meaning. Must not know what a schema says of a property.

use serde_json::{Map, Value};

use super::super::schema::{Keyword, Pattern, Schema};
use super::{Validation, is_in};

type Object = Map<String, Value>;

impl Validation {
    pub(super) fn object(&mut self, schema: &Schema, keyword: &Keyword, value: &Value, object: &Object) {
        let count = object.len() as u64;
        match keyword {
            Keyword::Properties(properties) => self.properties(properties, object),
            Keyword::PatternProperties(patterns) => self.pattern_properties(patterns, object),
            Keyword::AdditionalProperties(extra) => {
                let extras = object.iter().filter(|(name, _)| !is_declared(schema, name));
                self.further("additionalProperties", extra, extras);
            }
            Keyword::PropertyNames(names) => self.names(names, object),
            Keyword::Required(names) => self.required(names, object, |name| format!("`{name}` is missing")),
            Keyword::MinProperties(limit) => self.at_least("minProperties", count, *limit),
            Keyword::MaxProperties(limit) => self.at_most("maxProperties", count, *limit),
            Keyword::DependentRequired(dependencies) => {
                for (owner, names) in dependencies.iter().filter(|(owner, _)| object.contains_key(*owner)) {
                    self.required(names, object, |name| format!("`{name}` is missing, which `{owner}` needs"));
                }
            }
            Keyword::DependentSchemas(dependencies) => {
                for (_, schema) in dependencies.iter().filter(|(owner, _)| object.contains_key(*owner)) {
                    self.schema(schema, value);
                }
            }
            Keyword::UnevaluatedProperties(extra) => {
                let spoken_of = self.evaluated_properties(schema, value, object);
                let extras = object.iter().filter(|(name, _)| !spoken_of.has(&name.as_str()));
                self.further("unevaluatedProperties", extra, extras);
            }
            _ => {}
        }
    }

    fn property(&mut self, name: &str, schema: &Schema, value: &Value) {
        if !self.is_full() {
            self.at(name, |validation| validation.schema(schema, value));
        }
    }

    fn properties(&mut self, properties: &[(&str, &Schema)], object: &Object) {
        for (name, schema) in properties {
            if let Some(value) = object.get(*name) {
                self.property(name, schema, value);
            }
        }
    }

    /// The declared properties whose values are neither arrays nor objects.
    pub(super) fn scalar_properties(&mut self, schema: &Schema, value: &Value) {
        let declared = schema.0.iter().filter_map(|keyword| match keyword {
            Keyword::Properties(properties) => Some(*properties),
            _ => None,
        });
        for (name, schema) in declared.flatten() {
            if let Some(value) = value.get(name).filter(|value| !value.is_array() && !value.is_object()) {
                self.property(name, schema, value);
            }
        }
    }

    fn pattern_properties(&mut self, patterns: &[(&Pattern, &Schema)], object: &Object) {
        for (pattern, schema) in patterns {
            for (name, value) in object.iter().filter(|(name, _)| is_in(pattern, name)) {
                self.property(name, schema, value);
            }
        }
    }

    /// Undeclared properties.
    fn further<'v>(
        &mut self,
        keyword: &'static str,
        schema: &Schema,
        object: impl Iterator<Item = (&'v String, &'v Value)>,
    ) {
        let is_refused = schema.is_never();
        for (name, value) in object {
            if self.is_full() {
                return;
            }
            self.at(name, |validation| match is_refused {
                true => validation.report(keyword, format!("`{name}` is not allowed")),
                false => validation.schema(schema, value),
            });
        }
    }

    fn names(&mut self, schema: &Schema, object: &Object) {
        for name in object.keys() {
            if self.is_full() {
                return;
            }
            if let Some(violation) = self.first(schema, &Value::String(name.clone())) {
                self.at(name, |validation| {
                    validation.report("propertyNames", format!("the name `{name}` {}", violation.message));
                });
            }
        }
    }

    fn required(&mut self, names: &[&str], object: &Object, message: impl Fn(&str) -> String) {
        for name in names.iter().filter(|name| !object.contains_key(**name)) {
            if self.is_full() {
                return;
            }
            self.at(name, |validation| validation.report("required", message(name)));
        }
    }
}

/// Whether a schema itself declares properties of this name.
fn is_declared(schema: &Schema, name: &str) -> bool {
    schema.0.iter().any(|keyword| match keyword {
        Keyword::Properties(properties) => properties.iter().any(|(property, _)| *property == name),
        Keyword::PatternProperties(patterns) => patterns.iter().any(|(pattern, _)| is_in(pattern, name)),
        _ => false,
    })
}
