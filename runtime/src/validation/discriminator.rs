//! What a discriminator means: an object is held to the schema that its tag stands for, and to no other.
//!
//! Owns that choice. Must not know what a schema says of a value.
//!
//! Source: OpenAPI 3.1, section "Discriminator Object": where the tag stands for nothing, validation fails.

use serde_json::Value;

use super::super::schema::{Keyword, Schema};
use super::super::union::discriminator::tag_text;
use super::Check;

/// The schema that the tag of an object stands for, else the one for any other.
pub(super) fn chosen(keyword: &Keyword, value: &Value) -> Option<&'static Schema> {
    let Keyword::Tagged(tag, known, default) = *keyword else { return None };
    let text = value.as_object()?.get(tag).and_then(tag_text);
    let meant = text.and_then(|text| known.iter().find(|(value, _)| *value == text)).map(|(_, schema)| *schema);
    meant.or(default)
}

impl Check {
    pub(super) fn tagged(&mut self, keyword: &Keyword, value: &Value) {
        let (Keyword::Tagged(tag, known, _), Value::Object(members)) = (keyword, value) else { return };
        if let Some(schema) = chosen(keyword, value) {
            return self.schema(schema, value);
        }
        let is_there = members.contains_key(*tag);
        self.at(tag, |check| {
            if is_there {
                let known: Vec<&str> = known.iter().map(|(value, _)| *value).collect();
                check.tell("discriminator", format!("must be one of {}", known.join(", ")));
            } else {
                check.tell("required", format!("`{tag}` is missing"));
            }
        });
    }
}
