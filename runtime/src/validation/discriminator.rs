//! The keyword `discriminator`: an object satisfies the schema that its discriminator value selects, and no other.
//!
//! Owns its meaning. Must not know what a schema says of a value.
//!
//! Source: OpenAPI 3.1, section "Discriminator Object": where the value selects no schema, validation fails.

use serde_json::Value;

use super::super::schema::Schema;
use super::super::union::discriminator::discriminator_value;
use super::Validation;

/// The schema that the discriminator value of an object selects, otherwise the default.
pub(super) fn selected(
    property: &str,
    known: &[(&str, &'static Schema)],
    default: Option<&'static Schema>,
    value: &Value,
) -> Option<&'static Schema> {
    let given = value.as_object()?.get(property).and_then(discriminator_value);
    let selected = given.and_then(|given| known.iter().find(|(value, _)| *value == given)).map(|(_, schema)| *schema);
    selected.or(default)
}

impl Validation {
    pub(super) fn discriminator(
        &mut self,
        property: &str,
        known: &[(&str, &'static Schema)],
        default: Option<&'static Schema>,
        value: &Value,
    ) {
        let Value::Object(object) = value else { return };
        if let Some(schema) = selected(property, known, default, value) {
            return self.schema(schema, value);
        }
        self.at(property, |validation| {
            if object.contains_key(property) {
                let known: Vec<&str> = known.iter().map(|(value, _)| *value).collect();
                validation.report("discriminator", format!("must be one of {}", known.join(", ")));
            } else {
                validation.report("required", format!("`{property}` is missing"));
            }
        });
    }
}
