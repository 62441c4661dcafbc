//! What the versions of the specification do differently, as a table.
//!
//! Owns one row a version. Must not know how anything is read; the readers ask the row.

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::Node;
use crate::value::Value;

/// One version of the specification.
#[derive(Debug)]
pub(super) struct Dialect {
    /// The member of the root that states the version.
    pub key: &'static str,
    /// Where named schemas stand, from the root.
    pub schemas: &'static [&'static str],
    /// The keyword that lets a schema be null, where there is one.
    pub nullable: Option<&'static str>,
    /// Whether keywords beside `$ref` are ignored, but for annotations and the nullable keyword.
    pub ref_stands_alone: bool,
    /// Whether `exclusiveMinimum` and `exclusiveMaximum` are flags of `minimum` and `maximum`.
    pub exclusive_flags: bool,
    /// The methods a path may have, as they are spelled in the document.
    pub methods: &'static [&'static str],
}

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const METHODS_3_2: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// OpenAPI 3.0.
const V3_0: Dialect = Dialect {
    key: "openapi",
    schemas: &["components", "schemas"],
    nullable: Some("nullable"),
    ref_stands_alone: true,
    exclusive_flags: true,
    methods: METHODS,
};

/// OpenAPI 3.1: schemas are JSON Schema 2020-12.
const V3_1: Dialect = Dialect { nullable: None, ref_stands_alone: false, exclusive_flags: false, ..V3_0 };

/// OpenAPI 3.2.
const V3_2: Dialect = Dialect { methods: METHODS_3_2, ..V3_1 };

impl Dialect {
    /// The version as the document states it.
    pub(super) fn stated(&self, root: &Node<'_>) -> String {
        root.get(self.key).map(|node| stated(node.value)).unwrap_or_default()
    }
}

/// The row for a document, by what its root says. The patch number is ignored.
pub(super) fn of(root: &Node<'_>, sink: &mut Sink) -> Option<&'static Dialect> {
    let Some(openapi) = root.get("openapi") else {
        sink.push(no_version(root));
        return None;
    };
    let version = stated(openapi.value);
    match version.split('.').take(2).collect::<Vec<_>>().as_slice() {
        ["3", "0"] => Some(&V3_0),
        ["3", "1"] => Some(&V3_1),
        ["3", "2"] => Some(&V3_2),
        _ => {
            sink.push(
                Diagnostic::error(
                    codes::UNKNOWN_VERSION,
                    openapi.at,
                    format!("OpenAPI `{version}` is not a version that oasmith reads"),
                )
                .help("state 3.0.x, 3.1.x or 3.2.x"),
            );
            None
        }
    }
}

fn no_version(root: &Node<'_>) -> Diagnostic {
    if let Some(swagger) = root.get("swagger") {
        return Diagnostic::error(
            codes::UNKNOWN_VERSION,
            swagger.at,
            format!("Swagger `{}` is not read yet", stated(swagger.value)),
        )
        .help("convert the description to OpenAPI 3");
    }
    Diagnostic::error(
        codes::UNKNOWN_VERSION,
        root.at.clone(),
        "this is no OpenAPI description: its root has no `openapi`",
    )
    .help("begin the document with `openapi: 3.0.3`, or name the file that does")
}

/// YAML reads `3.0` as a number; a version is text.
fn stated(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => value.kind().to_owned(),
    }
}
