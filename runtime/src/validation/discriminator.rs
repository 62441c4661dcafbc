//! The keyword `discriminator`: an object satisfies the schema that its discriminator value selects, and no other.
//!
//! Owns its meaning. Must not know what a schema says of a value.
//!
//! Source: OpenAPI 3.1, section "Discriminator Object": where the value selects no schema, validation fails.

use serde_json::Value;

use super::super::schema::{Keyword, Schema};
use super::super::union::discriminator::discriminator_value;
use super::Validation;

/// The schema that the discriminator value of an object selects, otherwise the default.
pub(super) fn chosen(keyword: &Keyword, value: &Value) -> Option<&'static Schema> {
    let Keyword::Tagged(property, known, default) = *keyword else { return None };
    let text = value.as_object()?.get(property).and_then(discriminator_value);
    let meant = text.and_then(|text| known.iter().find(|(value, _)| *value == text)).map(|(_, schema)| *schema);
    meant.or(default)
}

impl Validation {
    pub(super) fn discriminator(&mut self, keyword: &Keyword, value: &Value) {
        let (Keyword::Tagged(property, known, _), Value::Object(object)) = (keyword, value) else { return };
        if let Some(schema) = chosen(keyword, value) {
            return self.schema(schema, value);
        }
        let is_there = object.contains_key(*property);
        self.at(property, |validation| {
            if is_there {
                let known: Vec<&str> = known.iter().map(|(value, _)| *value).collect();
                validation.report("discriminator", format!("must be one of {}", known.join(", ")));
            } else {
                validation.report("required", format!("`{property}` is missing"));
            }
        });
    }
}
