//! Validating the bodies of responses, where a client is strict and its crate has the schema tables.
//!
//! Owns which table a body is validated against. Must not know how a value is validated: that is a function it is handed, so that a
//! client without tables is compiled without it.

use serde_json::Value;

use super::super::media_type::is_json;
use super::super::response_schemas::{ResponseSchemas, schema_of};
use super::super::schema::Schema;
use super::super::violation::Violation;
use super::outcome::{Reply, without_mark};
use super::unexpected::Unexpected;
use super::verdict::Verdict;

/// The schema tables of responses, and what validates.
#[derive(Clone, Copy)]
pub struct Validation {
    /// The tables of all operations.
    pub tables: &'static [ResponseSchemas],
    /// All violations of a value.
    pub validate: fn(&Schema, &Value) -> Vec<Violation>,
}

impl Validation {
    /// The response, if its body satisfies its schema; one that is not JSON is left to whoever reads it.
    pub(super) fn checked(&self, reply: Reply) -> Result<Reply, Unexpected> {
        let is_read = matches!(reply.verdict, Verdict::Success | Verdict::Failure);
        let is_json = reply.content_type().is_none_or(is_json);
        let schema = schema_of(self.tables, reply.operation, reply.status.as_u16());
        let Some(schema) = schema.filter(|_| is_read && is_json) else { return Ok(reply) };
        let Ok(value) = serde_json::from_slice(without_mark(&reply.body)) else { return Ok(reply) };
        let violations = (self.validate)(schema, &value);
        if violations.is_empty() { Ok(reply) } else { Err(Unexpected::violating(reply, violations)) }
    }
}
