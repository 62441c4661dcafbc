//! Random values for the parameters and bodies that a description declares.
//!
//! Owns what is declared for an operation, and that values can travel where they are sent. Must not know what is generated.

use oasmith::rust::Location;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::strategies;

/// What a description declares for an operation.
pub struct Declared<'a> {
    root: &'a Value,
    /// The Operation Object.
    operation: &'a Value,
    /// Its Path Item Object.
    path: &'a Value,
}

/// The operation of a path and method.
pub fn operation<'a>(root: &'a Value, path: &str, method: &str) -> Declared<'a> {
    let path = target(root, &root["paths"][path]);
    Declared { root, operation: &path[method.to_ascii_lowercase()], path }
}

/// What a value refers to.
fn target<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    // References in a circle lead nowhere.
    for _ in 0..16 {
        let Some(pointer) = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) else { break };
        let pointer = pointer.replace("%7B", "{").replace("%7D", "}");
        value = root.pointer(&pointer).unwrap_or_else(|| panic!("nothing is at {pointer}"));
    }
    value
}

impl Declared<'_> {
    /// The schema of a parameter.
    pub fn parameter(&self, name: &str, location: &str) -> Value {
        let lists = [&self.operation["parameters"], &self.path["parameters"]];
        let declared = lists.into_iter().filter_map(Value::as_array).flatten().map(|one| target(self.root, one));
        let found = declared.clone().find(|one| one["name"] == *name && one["in"] == *location);
        // The names of headers have no case.
        let found = found.or_else(|| {
            let mut declared = declared;
            declared.find(|one| {
                one["in"] == *location && one["name"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(name))
            })
        });
        let found = found.unwrap_or_else(|| panic!("no parameter {name} in {location}"));
        match found.get("schema").or_else(|| found["content"].as_object()?.values().next()?.get("schema")) {
            Some(schema) => schema.clone(),
            // In 2.0 a parameter is its own schema.
            None => found.clone(),
        }
    }

    /// The schema of the body of a media type.
    pub fn body(&self, media_type: &str) -> Value {
        target(self.root, &self.operation["requestBody"])["content"][media_type]["schema"].clone()
    }
}

/// Whether an optional parameter is given all the same. Prism reads an array or an object that is absent as one that is empty, or
/// breaks down over it.
pub fn is_always_given(root: &Value, schema: &Value) -> bool {
    ["array", "object"].iter().any(|ty| target(root, schema)["type"] == **ty)
}

/// Whether something optional is given.
pub fn is_chosen(runner: &mut TestRunner) -> bool {
    sample(any::<bool>().boxed(), runner)
}

fn sample<T: std::fmt::Debug + 'static>(strategy: BoxedStrategy<T>, runner: &mut TestRunner) -> T {
    strategy.new_tree(runner).expect("strategies do not filter").current()
}

/// A value for a parameter.
pub fn of_parameter(root: &Value, schema: &Value, location: Location, runner: &mut TestRunner) -> Value {
    // A delimiter within an item is refused before anything is sent, and what is empty is not there.
    let is_seen = |value: &Value| {
        !matches!(value, Value::Array(items) if items.is_empty())
            && !matches!(value, Value::Object(properties) if properties.is_empty())
    };
    for _ in 0..32 {
        let mut value = of_body(root, schema, runner);
        carry(&mut value, location);
        if is_seen(&value) {
            return value;
        }
    }
    panic!("no value that is not empty is drawn for {schema}")
}

/// A value for a body, where the body's type has no strategy of its own.
pub fn of_body(root: &Value, schema: &Value, runner: &mut TestRunner) -> Value {
    let schema = target(root, schema);
    if let Some(pattern) = schema["pattern"].as_str()
        && schema["enum"].is_null()
        && let Ok(strategy) = proptest::string::string_regex(pattern.trim_start_matches('^').trim_end_matches('$'))
    {
        return json!(sample(strategy.boxed(), runner));
    }
    match sample(strategies::of(root, schema, 0), runner) {
        // An empty body is taken for absent.
        Value::String(text) if text.is_empty() && schema["enum"].is_null() => json!("0"),
        value => value,
    }
}

/// Makes a value one that can travel in this location and is seen there: headers and cookies hold visible ASCII, and what is
/// empty is taken for absent.
fn carry(value: &mut Value, location: Location) {
    match value {
        Value::String(text) => {
            if matches!(location, Location::Header | Location::Cookie) {
                let is_visible = |c: char| c.is_ascii_alphanumeric() || "-._:/+".contains(c);
                *text = text.chars().map(|c| if is_visible(c) { c } else { 'x' }).collect();
            }
            if text.is_empty() {
                text.push('0');
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| carry(item, location)),
        Value::Object(properties) => properties.values_mut().for_each(|value| carry(value, location)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
