//! The schemas of responses, where a crate has the schema tables of its models.
//!
//! Owns how the schema of a response is found. Must not know who validates it.

use super::operation::{Operation, Status};
use super::schema::Schema;

/// An operation, and the schemas of its JSON responses by their statuses.
pub type ResponseSchemas = (&'static Operation, &'static [(&'static [u16], &'static Schema)]);

/// The schema of a JSON response of this status.
pub fn schema_of(
    tables: &'static [ResponseSchemas],
    operation: &'static Operation,
    status: u16,
) -> Option<&'static Schema> {
    let (_, declared) = operation.outcome(status)?;
    let (_, schemas) = tables.iter().find(|(other, _)| std::ptr::eq(*other, operation))?;
    let is_its = |statuses: &[u16]| statuses.iter().any(|status| Status::of(*status) == declared);
    schemas.iter().find(|(statuses, _)| is_its(statuses)).map(|(_, schema)| *schema)
}
