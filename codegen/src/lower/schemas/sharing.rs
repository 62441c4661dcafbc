//! Lets schema tables with the same keywords be one, where no name of the description tells them apart.
//!
//! Owns which tables are one and what that one is called. Must not know schemas.

use std::collections::{HashMap, HashSet};

use crate::bounds::TABLE_NAME_LENGTH;
use crate::rust::{
    Keyword, MediaTypes, MockResponse, Name, Number, Operation, SchemaTable, SchemaTableRef, Validated, Webhook,
};

use crate::lower::names::{Case, Namespace, identifier};

/// Keeps one of all tables that have no name of their own and the same keywords, and lets everything refer to it.
pub(in crate::lower) fn share(
    tables: &mut Vec<SchemaTable>,
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    validated: &mut [Validated],
    own_names: &HashSet<Name>,
    names: &mut Namespace,
) {
    let mut shared = HashSet::new();
    // Tables that differ by what they refer to may be the same afterwards.
    loop {
        let same = same(tables, own_names);
        if same.is_empty() {
            break;
        }
        shared.extend(same.values().cloned());
        shared.retain(|name| !same.contains_key(name));
        tables.retain(|table| !same.contains_key(&table.name));
        rename(tables, operations, webhooks, validated, &same);
    }
    let described: HashMap<Name, Name> = tables
        .iter()
        .filter(|table| shared.contains(&table.name))
        .filter_map(|table| {
            let identifier = identifier(&words(&table.keywords)?, Case::Shouty);
            let name = names.take(&identifier, &format!("{:?}", table.keywords));
            Some((table.name.clone(), name))
        })
        .collect();
    for table in tables.iter_mut() {
        if let Some(name) = described.get(&table.name) {
            table.name = name.clone();
        }
    }
    rename(tables, operations, webhooks, validated, &described);
}

/// The tables that are as one before them, with that one.
fn same(tables: &[SchemaTable], own_names: &HashSet<Name>) -> HashMap<Name, Name> {
    let mut first: HashMap<String, &Name> = HashMap::new();
    let mut same = HashMap::new();
    for table in tables.iter().filter(|table| !own_names.contains(&table.name)) {
        let key = format!("{:?} {:?} {:?}", table.keywords, table.examples, table.left_out);
        let known = *first.entry(key).or_insert(&table.name);
        if *known != table.name {
            same.insert(table.name.clone(), known.clone());
        }
    }
    same
}

/// Lets everything refer to tables by other names.
fn rename(
    tables: &mut [SchemaTable],
    operations: &mut [Operation],
    webhooks: &mut [Webhook],
    validated: &mut [Validated],
    names: &HashMap<Name, Name>,
) {
    let of_tables = tables.iter_mut().flat_map(|table| &mut table.keywords).flat_map(Keyword::refs_mut);
    let of_operations = operations.iter_mut().flat_map(|operation| {
        let sets = operation.success_headers.iter_mut().chain(&mut operation.failure_headers);
        let headers = sets.flat_map(|set| &mut set.headers).map(|header| &mut header.schema_table);
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.schema_table);
        let bodies = operation.body.iter_mut().map(|body| &mut body.media_types);
        let bodies = bodies.chain(operation.outcomes.iter_mut().filter_map(|outcome| outcome.media_types.as_mut()));
        let media_types = bodies.flat_map(MediaTypes::iter_mut).map(|media_type| &mut media_type.schema_table);
        let responses = operation.response_tables.iter_mut().map(|(_, table)| table);
        let mocked = operation.mock_responses.iter_mut().flat_map(MockResponse::tables_mut);
        parameters.chain(media_types).chain(headers).chain(responses).chain(mocked)
    });
    let of_webhooks = webhooks.iter_mut().flat_map(|webhook| {
        let headers = webhook.headers.iter_mut().map(|header| &mut header.schema_table);
        headers.chain(webhook.body.iter_mut().map(|body| &mut body.schema_table))
    });
    let of_models = validated.iter_mut().map(|model| &mut model.schema_table);
    for table in of_tables.chain(of_operations).chain(of_webhooks).chain(of_models) {
        if let SchemaTableRef::Named(name) = table
            && let Some(other) = names.get(name)
        {
            *name = other.clone();
        }
    }
}

/// What a table says, in a few words; `None` where it takes more.
fn words(keywords: &[Keyword]) -> Option<String> {
    let mut words = Vec::new();
    for keyword in keywords {
        match keyword {
            Keyword::Enum(strings) => words = vec![strings.join(" or ")],
            Keyword::Type(types) => words.push(types.join(" or ")),
            Keyword::Minimum(bound) => words.push(format!("min {}", written(*bound))),
            Keyword::Maximum(bound) => words.push(format!("max {}", written(*bound))),
            Keyword::MinLength(limit) => words.push(format!("min length {limit}")),
            Keyword::MaxLength(limit) => words.push(format!("max length {limit}")),
            Keyword::MinItems(limit) => words.push(format!("min items {limit}")),
            Keyword::MaxItems(limit) => words.push(format!("max items {limit}")),
            Keyword::UniqueItems => words.push("unique items".to_owned()),
            Keyword::Items(SchemaTableRef::Known(name)) => words.push(format!("of {name}")),
            Keyword::AdditionalProperties(SchemaTableRef::Known(name)) => words.push(format!("of {name}")),
            Keyword::Items(SchemaTableRef::Named(_))
            | Keyword::AdditionalProperties(SchemaTableRef::Named(_))
            | Keyword::Values(_)
            | Keyword::Const(_)
            | Keyword::ExclusiveMinimum(_)
            | Keyword::ExclusiveMaximum(_)
            | Keyword::MultipleOf(_)
            | Keyword::Pattern(_)
            | Keyword::Format(_)
            | Keyword::PrefixItems(_)
            | Keyword::Contains(..)
            | Keyword::UnevaluatedItems(_)
            | Keyword::Properties(_)
            | Keyword::PatternProperties(_)
            | Keyword::PropertyNames(_)
            | Keyword::Required(_)
            | Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::DependentRequired(_)
            | Keyword::DependentSchemas(_)
            | Keyword::UnevaluatedProperties(_)
            | Keyword::AllOf(_)
            | Keyword::AnyOf(_)
            | Keyword::OneOf(_)
            | Keyword::Not(_)
            | Keyword::If(..)
            | Keyword::Discriminator(..)
            | Keyword::Never => return None,
        }
    }
    let words = words.join(" ");
    (!words.is_empty() && words.len() <= TABLE_NAME_LENGTH).then_some(words)
}

fn written(number: Number) -> String {
    match number {
        Number::Integer(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}
