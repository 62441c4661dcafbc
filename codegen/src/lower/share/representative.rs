//! Which schema of a group the shared type is made of, and called after.
//!
//! Owns that choice: it does not depend on the order of the description. Must not know why the schemas are in one group.

use heck::ToSnakeCase;

use super::Named;
use crate::api::SchemaId;

/// The schema whose name the type has: the one that the description names and that is not joined to another, else one that stands in a named
/// schema before one in an operation, then that of the fewest words, of the fewest letters, and the first in the alphabet.
pub(super) fn choose(named: &Named<'_>, group: &[SchemaId]) -> Option<SchemaId> {
    let rank = |id: &&SchemaId| {
        let schema = &named.context.api.schemas[**id];
        let name = named.names.get(*id)?.as_str();
        let stands_in_component =
            ["/components/schemas/", "/definitions/"].iter().any(|start| schema.at.pointer.starts_with(start));
        let words = name.to_snake_case().split('_').count();
        Some((
            named.is_joined(**id),
            !named.is_named(**id),
            named.context.merged.inputs.contains_key(*id),
            !stands_in_component,
            words,
            name.chars().count(),
            name,
        ))
    };
    group.iter().min_by_key(rank).copied()
}
