//! Reports defaults that are no values of their schema.
//!
//! Owns the wording of that entry. Which defaults become code is decided once all types are known. Must not know Rust's types.

use crate::api::SchemaId;
use crate::at::At;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::value::Value;

use crate::lower::merge::context::Context;
use crate::lower::shape::constraints::allow;

/// Reports the default of a schema, where its own keywords refuse it.
pub(in crate::lower) fn report_refused(context: Context<'_>, what: &str, id: SchemaId, sink: &mut Sink) {
    let schema = &context.api.schemas[id];
    if let Some(default) = schema.notes.default.as_ref().filter(|default| !allow(context.shapes, id, default)) {
        report(what, default, &schema.at, sink);
    }
}

/// Reports a default that is not a value of its schema.
pub(in crate::lower) fn report(property: &str, default: &Value, at: &At, sink: &mut Sink) {
    let message = format!("the default of `{property}`, {}, is not a value of its schema", default.to_json());
    let help = "write a value that the schema allows, or leave out `default`";
    sink.push(Diagnostic::new(codes::DEFAULT, at.clone(), message).help(help));
}
