//! The query parameters that select a page.
//!
//! Owns how they are found. Must not know which names mean what.

use crate::api::{Location, Number, Operation, Parameter};
use crate::value::Value;

use crate::lower::shape::{Shape, Shapes};

use super::body::plain;

/// The query parameters that have one value.
pub(super) fn of(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let in_query = |parameter: &&Parameter| parameter.location == Location::Query && parameter.whole_query.is_none();
    operation.parameters.iter().filter(in_query)
}

/// The first one with one of these plain names whose shape is of this kind.
pub(super) fn find<'o>(
    shapes: &Shapes<'_>,
    operation: &'o Operation,
    names: &[&str],
    is_kind: fn(&Shape) -> bool,
) -> Option<&'o Parameter> {
    let mut named = of(operation).filter(|parameter| names.contains(&plain(&parameter.name).as_str()));
    named.find(|parameter| is_kind(shapes.of(parameter.schema)))
}

/// Where the numbers of a parameter begin: its default, or its least value.
pub(super) fn first(shapes: &Shapes<'_>, parameter: &Parameter) -> Option<i128> {
    match (shapes.default(parameter.schema), &shapes.schema(parameter.schema).number.minimum) {
        (Some(Value::Integer(default)), _) => Some(*default),
        (_, Some(Number::Integer(minimum))) => Some(*minimum),
        (Some(_) | None, Some(Number::Float(_)) | None) => None,
    }
}
