//! The keywords that apply to objects.
//!
//! Owns their meaning. Must not know what a schema says of a property.

use serde_json::Value;

use super::super::schema::keyword::{Argument, Parts};
use super::super::schema::{Keyword, Pattern, Schema};
use super::{Validation, is_in};

impl Validation {
    pub(super) fn additional_properties(&mut self, schema: &Schema, extra: &Schema, value: &Value) {
        let Value::Object(object) = value else { return };
        let extras = object.iter().filter(|(name, _)| !is_declared(schema, name));
        self.further("additionalProperties", extra, extras);
    }

    pub(super) fn unevaluated_properties(&mut self, schema: &Schema, extra: &Schema, value: &Value) {
        let Value::Object(object) = value else { return };
        let evaluated = self.evaluated_properties(schema, value, object);
        let extras = object.iter().filter(|(name, _)| !evaluated.has(&name.as_str()));
        self.further("unevaluatedProperties", extra, extras);
    }

    pub(super) fn required(&mut self, names: &[&str], value: &Value) {
        self.missing(names, value, |name| format!("`{name}` is missing"));
    }

    pub(super) fn dependent_required(&mut self, dependencies: &[(&str, &[&str])], value: &Value) {
        for (owner, names) in dependencies.iter().filter(|(owner, _)| value.get(*owner).is_some()) {
            self.missing(names, value, |name| format!("`{name}` is missing, which `{owner}` needs"));
        }
    }

    pub(super) fn dependent_schemas(&mut self, dependencies: &[(&str, &Schema)], value: &Value) {
        for (_, schema) in dependencies.iter().filter(|(owner, _)| value.get(*owner).is_some()) {
            self.schema(schema, value);
        }
    }

    fn property(&mut self, name: &str, schema: &Schema, value: &Value) {
        if !self.is_full() {
            self.at(name, |validation| validation.schema(schema, value));
        }
    }

    pub(super) fn properties(&mut self, properties: &[(&str, &Schema)], value: &Value) {
        for (name, schema) in properties {
            if let Some(value) = value.get(*name) {
                self.property(name, schema, value);
            }
        }
    }

    /// The declared properties whose values are neither arrays nor objects.
    pub(super) fn scalar_properties(&mut self, schema: &Schema, value: &Value) {
        let declared = |keyword: &Keyword| if let Keyword::Properties(all) = keyword { Some(*all) } else { None };
        let declared = schema.0.iter().filter_map(declared);
        for (name, schema) in declared.flatten() {
            if let Some(value) = value.get(name).filter(|value| !value.is_array() && !value.is_object()) {
                self.property(name, schema, value);
            }
        }
    }

    pub(super) fn pattern_properties(&mut self, patterns: &[(&Pattern, &Schema)], value: &Value) {
        let Value::Object(object) = value else { return };
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

    pub(super) fn property_names(&mut self, schema: &Schema, value: &Value) {
        let Value::Object(object) = value else { return };
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

    fn missing(&mut self, names: &[&str], value: &Value, message: impl Fn(&str) -> String) {
        let Value::Object(object) = value else { return };
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
    let declares = |keyword: &Keyword| {
        let Argument::Parts(parts) = keyword.argument() else { return false };
        match parts {
            Parts::ByName(properties) => properties.iter().any(|(property, _)| *property == name),
            Parts::ByPattern(patterns) => patterns.iter().any(|(pattern, _)| is_in(pattern, name)),
            Parts::Every(_) | Parts::ByIndex(_) | Parts::Some(..) => false,
        }
    };
    schema.0.iter().any(declares)
}
