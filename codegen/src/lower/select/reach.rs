//! What selected operations lead to.
//!
//! Owns two questions: which schemas a selected operation refers to as the description has it, and which types the requests of the
//! provider have, for which there is no operation in Rust. Must not know what is written.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, ArrayKeywords, CombineKeywords, Encodings, Media, ObjectKeywords, Operation, Schema, SchemaId};
use crate::rust::Name;

use crate::lower::merge::context::Context;
use crate::lower::select::selectors::Selected;
use crate::lower::types::naming::TypeNames;

/// The schemas that selected operations lead to.
pub(super) struct Reach(HashMap<SchemaId, Role>);

/// What a schema is to those that refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// A part of others, by `allOf`: what extends it is not meant.
    Part,
    /// A schema of values.
    Whole,
}

impl Reach {
    pub(super) fn of(api: &Api, selected: &Selected) -> Self {
        let mut reach = Self(HashMap::new());
        let roots = selected.selected(api).chain(selected.incoming(api)).flat_map(schemas_of);
        let mut pending: Vec<(SchemaId, Role)> = roots.map(|id| (id, Role::Whole)).collect();
        while let Some((id, role)) = pending.pop() {
            if reach.0.get(&id).is_some_and(|known| *known >= role) {
                continue;
            }
            reach.0.insert(id, role);
            pending.extend(children(&api.schemas[id], role));
        }
        reach
    }

    /// Whether a selected operation has values of a schema.
    pub(super) fn has_values(&self, id: SchemaId) -> bool {
        self.0.get(&id) == Some(&Role::Whole)
    }

    /// Everything that a selected operation leads to.
    pub(super) fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.0.keys().copied()
    }
}

/// The schemas that an operation refers to, but for those of its callbacks.
fn schemas_of(operation: &Operation) -> Vec<SchemaId> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
    let headers = operation.responses.iter().flat_map(|response| &response.headers).map(|header| header.schema);
    let media = media_of(operation).flat_map(|media| {
        let encoded = encoded(&media.encodings);
        media.schema.into_iter().chain(media.item_schema).chain(encoded)
    });
    let of_query = operation.parameters.iter().filter_map(|parameter| parameter.whole_query.as_ref()).flat_map(encoded);
    parameters.chain(of_query).chain(headers).chain(media).collect()
}

/// Everything of an operation that has a media type.
pub(super) fn media_of(operation: &Operation) -> impl Iterator<Item = &Media> {
    let bodies = operation.body.iter().flat_map(|body| &body.media);
    bodies.chain(operation.responses.iter().flat_map(|response| &response.media))
}

/// The schemas of the headers of parts.
fn encoded(encodings: &Encodings) -> Vec<SchemaId> {
    let Encodings { named, prefix, items } = encodings;
    let each = named.iter().map(|(_, encoding)| encoding).chain(prefix).chain(items.as_deref());
    each.flat_map(|one| one.headers.iter().map(|header| header.schema).chain(encoded(&one.inner))).collect()
}

/// The schemas that one refers to.
fn children(schema: &Schema, role: Role) -> Vec<(SchemaId, Role)> {
    let ArrayKeywords { items, prefix_items, contains, unevaluated_items, min_items: _, max_items: _, unique_items: _ } =
        &schema.array;
    let ObjectKeywords {
        properties,
        required: _,
        additional_properties,
        pattern_properties,
        property_names,
        min_properties: _,
        max_properties: _,
        dependent_required: _,
        dependent_schemas,
        unevaluated_properties,
    } = &schema.object;
    let CombineKeywords { all_of, any_of, one_of, not, conditions, discriminator } = &schema.combine;
    let named = properties.iter().chain(pattern_properties).chain(dependent_schemas).map(|(_, id)| *id);
    let conditions = conditions.iter().flat_map(|one| [Some(one.test), one.then, one.otherwise]).flatten();
    let alternatives = discriminator.iter().filter(|_| role == Role::Whole).flat_map(|discriminator| {
        discriminator.mapping.iter().chain(&discriminator.subtypes).map(|(_, id)| *id).chain(discriminator.default)
    });
    let whole = named
        .chain(prefix_items.iter().chain(any_of).chain(one_of).chain(not).copied())
        .chain(contains.iter().map(|one| one.schema))
        .chain([*items, *unevaluated_items, *additional_properties, *property_names].into_iter().flatten())
        .chain([*unevaluated_properties, schema.string.content_schema].into_iter().flatten())
        .chain(conditions)
        .chain(alternatives);
    // A reference is what refers to it.
    let parts = schema.reference.iter().map(|id| (*id, role)).chain(all_of.iter().map(|id| (*id, Role::Part)));
    whole.map(|id| (id, Role::Whole)).chain(parts).collect()
}

/// The types with a name that operations lead to which no type of Rust is made for.
pub(super) fn named_types<'a>(
    context: Context<'_>,
    names: &TypeNames,
    operations: impl Iterator<Item = &'a Operation>,
) -> Vec<Name> {
    let mut pending: Vec<SchemaId> = operations.flat_map(schemas_of).collect();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    while let Some(id) = pending.pop() {
        if !seen.insert(id) {
            continue;
        }
        let target = context.shapes.target(id);
        found.extend(context.shapes.way(id).iter().filter_map(|one| names.get(one)).cloned());
        pending.extend(context.shapes.children(target));
    }
    found
}
