//! What a schema of a description accepts, as a validator that is not ours says.
//!
//! Owns the conversion of a description to JSON Schema 2020-12. Must not know what is generated.

use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};

use super::equal::Declared;

/// The address under which a description is known.
const BASE: &str = "http://localhost:1234/api.json";

/// The schemas of one description.
pub struct Oracle {
    registry: Option<Registry<'static>>,
}

/// The schema at one place.
pub struct Judge(Validator);

impl Oracle {
    /// Takes a description; one whose schemas cannot all be read judges nothing.
    pub fn new(description: &Value) -> Self {
        let converted = if is_old(description) { up(description) } else { description.clone() };
        let registry = Registry::new().draft(jsonschema::Draft::Draft202012).add(BASE, converted);
        Self { registry: registry.and_then(|builder| builder.prepare()).ok() }
    }

    /// What judges values of the schema at a pointer; `None` where it is no schema, or leads out of the description.
    pub fn judge(&self, pointer: &str) -> Option<Judge> {
        self.judged(pointer, true)
    }

    /// The same, for which `format` is a note.
    pub fn judge_without_formats(&self, pointer: &str) -> Option<Judge> {
        self.judged(pointer, false)
    }

    fn judged(&self, pointer: &str, formats: bool) -> Option<Judge> {
        let schema = json!({ "$ref": format!("{BASE}#{}", fragment(pointer)) });
        let options = jsonschema::draft202012::options()
            .should_validate_formats(formats)
            .with_format("byte", is_base64)
            .offline();
        Some(Judge(options.with_registry(self.registry.as_ref()?).build(&schema).ok()?))
    }
}

impl Judge {
    pub fn of_schema(schema: &Value) -> Option<Self> {
        jsonschema::draft202012::options().should_validate_formats(false).offline().build(schema).ok().map(Self)
    }

    pub fn accepts(&self, value: &Value) -> bool {
        self.0.is_valid(value)
    }

    /// The members that the schema speaks of, in a value that it accepts. Source: JSON Schema Core 2020-12, section 10.3.2.
    pub fn declared(&self, value: &Value) -> Declared {
        let mut declared = Declared::new();
        for entry in self.0.evaluate(value).iter_annotations() {
            let keyword = entry.schema_location.rsplit('/').next().unwrap_or_default();
            let speaks = ["properties", "patternProperties", "additionalProperties"].contains(&keyword);
            if let (true, Value::Array(names)) = (speaks, entry.annotations.value()) {
                let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                declared.entry(entry.instance_location.to_string()).or_default().extend(names);
            }
        }
        declared
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(known)
}

/// Whether schemas are those of 2.0 or 3.0.
pub fn is_old(description: &Value) -> bool {
    let version = description.get("openapi").or(description.get("swagger")).and_then(Value::as_str).unwrap_or_default();
    version.starts_with("2.") || version.starts_with("3.0")
}

/// A JSON pointer as a fragment of an address (RFC 6901, section 6).
pub fn fragment(pointer: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"/~-._".contains(&byte);
    pointer.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Says in 2020-12 what schemas of 2.0 and 3.0 say.
fn up(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(up).collect(),
        Value::Object(members) => up_members(members),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn up_members(members: &Map<String, Value>) -> Value {
    let nullable = members.get("nullable") == Some(&Value::Bool(true));
    if let Some(Value::String(reference)) = members.get("$ref") {
        let reference = json!({ "$ref": reference });
        return if nullable { json!({ "anyOf": [reference, { "type": "null" }] }) } else { reference };
    }
    let mut members: Map<String, Value> = members.iter().map(|(name, value)| (name.clone(), up(value))).collect();
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if let Some(Value::Bool(excludes)) = members.get(exclusive).cloned() {
            members.remove(exclusive);
            if let (true, Some(value)) = (excludes, members.remove(bound)) {
                members.insert(exclusive.to_owned(), value);
            }
        }
    }
    if members.get("required").is_some_and(Value::is_boolean) {
        members.remove("required");
    }
    match (nullable, members.get("type").cloned()) {
        (true, Some(Value::String(ty))) => {
            members.insert("type".to_owned(), json!([ty, "null"]));
            Value::Object(members)
        }
        // Beside a combination it is honoured, as it is beside `$ref`: docs/decisions/reading.md.
        (true, None) if ["allOf", "anyOf", "oneOf"].iter().any(|name| members.contains_key(*name)) => {
            json!({ "anyOf": [members, { "type": "null" }] })
        }
        _ => Value::Object(members),
    }
}
