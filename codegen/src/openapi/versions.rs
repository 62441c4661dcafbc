//! What the versions of the specification do differently, as a table.
//!
//! Owns one row a version. Must not know how anything is read; the readers ask the row.

use crate::api::Location;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::Node;
use crate::value::Value;

use super::keywords::{FROM_3_0, FROM_3_1, FROM_2019_09};

/// One version of the specification.
#[derive(Debug)]
pub(super) struct Version {
    /// What the version is called.
    pub name: &'static str,
    /// The field of the root that states the version.
    pub key: &'static str,
    /// The path of named schemas from the root.
    pub schemas: &'static [&'static str],
    /// The path of security schemes from the root.
    pub schemes: &'static [&'static str],
    /// Whether it is Swagger 2.0, whose bodies are parameters and whose parameters hold their schemas.
    pub swagger: bool,
    /// The keywords that let a schema be null.
    pub nullable: &'static [&'static str],
    /// Keywords of other versions, which descriptions have nevertheless.
    foreign: &'static [&'static [&'static str]],
    /// Whether schemas are JSON Schema 2020-12, with `$id`, `$anchor`, `$dynamicRef` and `$schema`.
    pub json_schema: bool,
    /// Whether keywords beside `$ref` are ignored, except annotations and the nullable keyword.
    pub ref_stands_alone: bool,
    /// Whether `exclusiveMinimum` and `exclusiveMaximum` are flags of `minimum` and `maximum`.
    pub exclusive_flags: bool,
    /// Whether `readOnly` and `writeOnly` are annotations. Before 3.1 a property is absent from the other direction.
    pub directions_are_annotations: bool,
    /// Whether `paths` may be absent and `webhooks` may be there.
    pub webhooks: bool,
    /// Lists of the methods a path may have, as they are spelled in the document.
    methods: &'static [&'static [&'static str]],
    /// Whether a path may have methods of any name under `additionalOperations`, and `in: querystring` is a location.
    pub any_method: bool,
    /// Whether every response needs a description.
    pub described_responses: bool,
    /// Where `allowReserved` has a meaning.
    pub reserved: &'static [Location],
}

/// Methods of every version.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

/// Swagger 2.0.
const V2_0: Version = Version {
    name: "Swagger 2.0",
    key: "swagger",
    schemas: &["definitions"],
    schemes: &["securityDefinitions"],
    swagger: true,
    nullable: &["x-nullable", "x-isnullable"],
    foreign: &[FROM_3_0, FROM_3_1, FROM_2019_09],
    methods: &[METHODS],
    reserved: &[],
    ..V3_0
};

/// OpenAPI 3.0.
const V3_0: Version = Version {
    name: "OpenAPI 3.0",
    key: "openapi",
    schemas: &["components", "schemas"],
    schemes: &["components", "securitySchemes"],
    swagger: false,
    nullable: &["nullable"],
    foreign: &[FROM_3_1, FROM_2019_09],
    json_schema: false,
    ref_stands_alone: true,
    exclusive_flags: true,
    directions_are_annotations: false,
    webhooks: false,
    methods: &[METHODS, &["trace"]],
    any_method: false,
    described_responses: true,
    reserved: &[Location::Query],
};

/// OpenAPI 3.1: schemas are JSON Schema 2020-12.
const V3_1: Version = Version {
    name: "OpenAPI 3.1",
    nullable: &[],
    foreign: &[&["nullable"], FROM_2019_09],
    json_schema: true,
    ref_stands_alone: false,
    exclusive_flags: false,
    directions_are_annotations: true,
    webhooks: true,
    ..V3_0
};

/// OpenAPI 3.2.
const V3_2: Version = Version {
    name: "OpenAPI 3.2",
    methods: &[METHODS, &["trace", "query"]],
    any_method: true,
    described_responses: false,
    reserved: &[Location::Query, Location::Path, Location::Cookie],
    ..V3_1
};

impl Version {
    /// Whether a keyword of schemas is one of another version.
    pub(super) fn is_foreign(&self, keyword: &str) -> bool {
        self.foreign.iter().any(|list| list.contains(&keyword))
    }

    /// Whether a field of a path is a method.
    pub(super) fn has_method(&self, name: &str) -> bool {
        self.methods.iter().any(|list| list.contains(&name))
    }

    /// The version as the document states it.
    pub(super) fn stated(&self, root: &Node<'_>) -> String {
        root.get(self.key).map(|node| stated(node.value)).unwrap_or_default()
    }
}

/// The row for a document, by what its root says. The patch number is ignored.
pub(super) fn of(root: &Node<'_>, sink: &mut Sink) -> Option<&'static Version> {
    let named = root.get("openapi").map(|node| (node, "OpenAPI")).or_else(|| Some((root.get("swagger")?, "Swagger")));
    let Some((node, family)) = named else {
        sink.push(
            Diagnostic::error(
                codes::UNKNOWN_VERSION,
                root.at.clone(),
                "this is not an OpenAPI description: its root has neither `openapi` nor `swagger`",
            )
            .help("begin the document with `openapi: 3.0.3`, or name the file that does"),
        );
        return None;
    };
    let version = stated(node.value);
    match (family, version.split('.').take(2).collect::<Vec<_>>().as_slice()) {
        ("Swagger", ["2"] | ["2", "0"]) => Some(&V2_0),
        ("OpenAPI", ["3", "0"]) => Some(&V3_0),
        ("OpenAPI", ["3", "1"]) => Some(&V3_1),
        ("OpenAPI", ["3", "2"]) => Some(&V3_2),
        _ => {
            let message = format!("{family} `{version}` is not a version that oasmith reads");
            sink.push(
                Diagnostic::error(codes::UNKNOWN_VERSION, node.at, message)
                    .help("state `openapi: 3.0.x`, `3.1.x` or `3.2.x`, or `swagger: \"2.0\"`"),
            );
            None
        }
    }
}

/// YAML reads `3.0` as a number; a version is a string.
fn stated(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => value.kind().to_owned(),
    }
}
