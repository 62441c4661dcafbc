//! Decides which models know their schema, and which file each schema table stands in.
//!
//! Owns that placing: what operations need is compiled with them, what models alone need is compiled for `validate` alone. Must
//! not know what a table says.

use std::collections::{HashMap, HashSet};

use crate::api::SchemaId;
use crate::rust::{
    Alias, Item, Keyword, MediaTypes, MockResponse, Name, NumberEnum, OneOf, Operation, SchemaTable, SchemaTableRef,
    SchemaTableUse, StringEnum, Struct, Tuple, Validated, Webhook,
};

use crate::lower::share::Shared;
use crate::lower::types::naming::TypeNames;

/// Every model with its schema, save for the aliases, which are no types of their own.
pub(in crate::lower) fn models(items: &[Item], names: &TypeNames, shared: &Shared) -> Vec<(Name, SchemaId)> {
    let made = names.iter().filter(|(id, _)| shared.representative(**id) == **id);
    let schemas: HashMap<&Name, SchemaId> = made.map(|(id, name)| (name, *id)).collect();
    let models = items.iter().filter_map(|item| match item {
        Item::Struct(Struct { name, .. })
        | Item::StringEnum(StringEnum { name, .. })
        | Item::NumberEnum(NumberEnum { name, .. })
        | Item::Tuple(Tuple { name, .. })
        | Item::OneOf(OneOf { name, .. })
        | Item::Newtype(Alias { name, .. }) => Some((name.clone(), *schemas.get(name)?)),
        Item::Alias(_) => None,
    });
    models.collect()
}

/// Lets parameters and request bodies be any value: a client writes them from types, and only a server reads them by tables.
pub(in crate::lower) fn leave_requests_open(operations: &mut [Operation]) {
    for operation in operations {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.schema_table);
        let media_types = operation.body.iter_mut().flat_map(|body| body.media_types.iter_mut());
        for table in parameters.chain(media_types.map(|media_type| &mut media_type.schema_table)) {
            *table = SchemaTableRef::Known("ANY");
        }
    }
}

/// Leaves out the tables that neither operations nor models need, and says of the others who needs them.
pub(in crate::lower) fn retain_reached(
    tables: &mut Vec<SchemaTable>,
    operations: &[Operation],
    webhooks: &[Webhook],
    validated: &[Validated],
) {
    let of_requests = of_operations(operations).chain(of_webhooks(webhooks));
    let reached = reached(tables, of_requests.chain(of_validate(operations, validated)));
    tables.retain(|table| reached.contains(&table.name));
    place(tables, operations, webhooks, validated);
}

/// Says of every table who needs it.
pub(in crate::lower) fn place(
    tables: &mut [SchemaTable],
    operations: &[Operation],
    webhooks: &[Webhook],
    validated: &[Validated],
) {
    let by_operations = reached(tables, of_operations(operations).chain(of_webhooks(webhooks)));
    let by_models = reached(tables, of_validate(operations, validated));
    for table in tables {
        table.needed_by = match (by_operations.contains(&table.name), by_models.contains(&table.name)) {
            (true, true) => SchemaTableUse::Both,
            (false, true) => SchemaTableUse::Models,
            (_, false) => SchemaTableUse::Operations,
        };
    }
}

/// What `validate` refers to: the tables of models and of responses.
fn of_validate<'o>(
    operations: &'o [Operation],
    validated: &'o [Validated],
) -> impl Iterator<Item = &'o SchemaTableRef> {
    let responses = operations.iter().flat_map(|operation| &operation.response_tables).map(|(_, table)| table);
    validated.iter().map(|model| &model.schema_table).chain(responses)
}

/// What operations refer to.
fn of_operations(operations: &[Operation]) -> impl Iterator<Item = &SchemaTableRef> {
    operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.schema_table);
        let bodies = operation.body.iter().map(|body| &body.media_types);
        let bodies = bodies.chain(operation.outcomes.iter().filter_map(|outcome| outcome.media_types.as_ref()));
        let headers = operation.header_sets().flat_map(|set| &set.headers).map(|header| &header.schema_table);
        let mocked = operation.mock_responses.iter().flat_map(MockResponse::tables);
        let bodies = bodies.flat_map(MediaTypes::iter).map(|media_type| &media_type.schema_table);
        parameters.chain(bodies).chain(headers).chain(mocked)
    })
}

/// What webhooks refer to.
fn of_webhooks(webhooks: &[Webhook]) -> impl Iterator<Item = &SchemaTableRef> {
    webhooks.iter().flat_map(|webhook| {
        let headers = webhook.headers.iter().map(|header| &header.schema_table);
        headers.chain(webhook.body.iter().map(|body| &body.schema_table))
    })
}

/// The tables that some lead to, themselves included.
fn reached<'c>(tables: &[SchemaTable], roots: impl Iterator<Item = &'c SchemaTableRef>) -> HashSet<Name> {
    let by_name: HashMap<&Name, &SchemaTable> = tables.iter().map(|table| (&table.name, table)).collect();
    let mut pending: Vec<SchemaTableRef> = roots.cloned().collect();
    let mut reached = HashSet::new();
    while let Some(table) = pending.pop() {
        if let SchemaTableRef::Named(name) = table
            && let Some(table) = by_name.get(&name)
            && reached.insert(name)
        {
            pending.extend(table.keywords.iter().flat_map(Keyword::refs));
        }
    }
    reached
}
