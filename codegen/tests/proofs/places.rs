//! Where a description has examples, and the schemas they are examples of.
//!
//! Owns the places. Must not judge whether an example is one.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::bundle;

/// An example.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where its schema stands: a JSON pointer.
    pub schema: String,
    /// Where it stands.
    pub at: String,
    /// The value.
    pub value: Value,
}

/// All examples of a description.
pub fn examples(description: &Value) -> Vec<Example> {
    let mut walk = Walk { root: description, found: Vec::new(), followed: HashSet::new() };
    walk.object(description, "");
    walk.found
}

/// Where each schema that is named or used stands, together with the schemas inside it.
struct Walk<'a> {
    root: &'a Value,
    found: Vec<Example>,
    /// Schemas of other files, which nothing but references to them says to be schemas.
    followed: HashSet<&'a str>,
}

fn child(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

impl<'a> Walk<'a> {
    /// What is no schema: `schema` is one wherever it stands, and examples beside it are of it.
    fn object(&mut self, value: &'a Value, at: &str) {
        if let Value::Array(items) = value {
            items.iter().enumerate().for_each(|(index, item)| self.object(item, &format!("{at}/{index}")));
        }
        let Value::Object(members) = value else { return };
        for (name, value) in members {
            let at_member = child(at, name);
            let named = (at == "/components" && name == "schemas") || (at.is_empty() && name == "definitions");
            match (name.as_str(), value) {
                ("example" | "examples" | "default" | "enum", _) => {}
                (name, _) if name.starts_with("x-") => {}
                (_, Value::Object(schemas)) if named => {
                    schemas.iter().for_each(|(name, schema)| self.schema(schema, &child(&at_member, name)));
                }
                ("schema", Value::Object(_)) => self.schema(value, &at_member),
                _ => self.object(value, &at_member),
            }
        }
        if members.get("schema").is_some_and(Value::is_object) {
            self.beside(members, at);
        }
    }

    /// The examples of a parameter, a header, a media type, or of an answer of Swagger 2.0.
    fn beside(&mut self, members: &'a Map<String, Value>, at: &str) {
        let schema = child(at, "schema");
        if let Some(example) = members.get("example") {
            self.push(&schema, child(at, "example"), example);
        }
        let Some(Value::Object(examples)) = members.get("examples") else { return };
        let swagger = self.root.get("swagger").is_some();
        for (name, example) in examples {
            let at = child(&child(at, "examples"), name);
            let followed = match example.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'))
            {
                Some(pointer) => self.root.pointer(pointer),
                None => Some(example),
            };
            let value = match swagger {
                true => name.contains("json").then_some(example),
                false => followed.and_then(|example| example.get("value").or(example.get("dataValue"))),
            };
            if let Some(value) = value {
                self.push(&schema, at, value);
            }
        }
    }

    fn schema(&mut self, schema: &'a Value, at: &str) {
        let Value::Object(members) = schema else { return };
        let reference = members.get("$ref").and_then(Value::as_str).filter(|reference| bundle::is_of_a_file(reference));
        if let Some(reference) = reference.filter(|reference| self.followed.insert(reference)) {
            let pointer = reference.trim_start_matches('#');
            self.root.pointer(pointer).into_iter().for_each(|schema| self.schema(schema, pointer));
        }
        if let Some(example) = members.get("example") {
            self.push(at, child(at, "example"), example);
        }
        if let Some(Value::Array(examples)) = members.get("examples") {
            let at_examples = child(at, "examples");
            let mut indexed = examples.iter().enumerate();
            indexed.by_ref().for_each(|(index, value)| self.push(at, format!("{at_examples}/{index}"), value));
        }
        for (name, value) in members {
            let at = child(at, name);
            match (name.as_str(), value) {
                ("properties" | "patternProperties" | "$defs" | "dependentSchemas", Value::Object(schemas)) => {
                    schemas.iter().for_each(|(name, schema)| self.schema(schema, &child(&at, name)));
                }
                ("prefixItems" | "allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                    let indexed = schemas.iter().enumerate();
                    indexed.for_each(|(index, schema)| self.schema(schema, &format!("{at}/{index}")));
                }
                ("items" | "additionalProperties" | "contains", schema) => self.schema(schema, &at),
                _ => {}
            }
        }
    }

    fn push(&mut self, schema: &str, at: String, value: &Value) {
        self.found.push(Example { schema: self.target(schema), at, value: value.clone() });
    }

    /// The schema that a schema stands for which is nothing but a reference.
    fn target(&self, schema: &str) -> String {
        let mut pointer = schema.to_owned();
        for _ in 0..16 {
            let members = self.root.pointer(&pointer).and_then(Value::as_object);
            let reference = members.filter(|members| members.len() == 1).and_then(|members| members.get("$ref"));
            match reference.and_then(Value::as_str).and_then(|target| target.strip_prefix('#')) {
                Some(target) if self.root.pointer(target).is_some() => pointer = target.to_owned(),
                _ => break,
            }
        }
        pointer
    }
}
