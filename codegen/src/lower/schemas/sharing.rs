//! Lets schema tables with the same keywords be one, where no name of the description tells them apart.
//!
//! Owns which tables are one and what that one is called. Must not know schemas.

use std::collections::{HashMap, HashSet};

use crate::bounds::TABLE_NAME_LENGTH;
use crate::rust::{Keyword, MediaTypes, Name, Number, Operation, SchemaTable, SchemaTableRef, Validated};

use crate::lower::names::{Case, Namespace, identifier};

/// Keeps one of all tables that have no name of their own and the same keywords, and lets everything refer to it.
pub(in crate::lower) fn share(
    checks: &mut Vec<SchemaTable>,
    operations: &mut [Operation],
    validated: &mut [Validated],
    own_names: &HashSet<Name>,
    names: &mut Namespace,
) {
    let mut shared = HashSet::new();
    // Tables that differ by what they refer to may be the same afterwards.
    loop {
        let same = same(checks, own_names);
        if same.is_empty() {
            break;
        }
        shared.extend(same.values().cloned());
        shared.retain(|name| !same.contains_key(name));
        checks.retain(|check| !same.contains_key(&check.name));
        rename(checks, operations, validated, &same);
    }
    let described: HashMap<Name, Name> = checks
        .iter()
        .filter(|check| shared.contains(&check.name))
        .filter_map(|check| {
            let identifier = identifier(&words(&check.keywords)?, Case::Shouty);
            let name = names.take(&identifier, &format!("{:?}", check.keywords));
            Some((check.name.clone(), name))
        })
        .collect();
    for check in checks.iter_mut() {
        if let Some(name) = described.get(&check.name) {
            check.name = name.clone();
        }
    }
    rename(checks, operations, validated, &described);
}

/// The tables that are as one before them, with that one.
fn same(checks: &[SchemaTable], own_names: &HashSet<Name>) -> HashMap<Name, Name> {
    let mut first: HashMap<String, &Name> = HashMap::new();
    let mut same = HashMap::new();
    for check in checks.iter().filter(|check| !own_names.contains(&check.name)) {
        let known = *first.entry(format!("{:?}", check.keywords)).or_insert(&check.name);
        if *known != check.name {
            same.insert(check.name.clone(), known.clone());
        }
    }
    same
}

/// Lets everything refer to tables by other names.
fn rename(
    checks: &mut [SchemaTable],
    operations: &mut [Operation],
    validated: &mut [Validated],
    names: &HashMap<Name, Name>,
) {
    let of_tables = checks.iter_mut().flat_map(|check| &mut check.keywords).flat_map(Keyword::refs_mut);
    let of_operations = operations.iter_mut().flat_map(|operation| {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.check);
        let bodies = operation.body.iter_mut().map(|body| &mut body.media_types);
        let bodies = bodies.chain(operation.outcomes.iter_mut().filter_map(|outcome| outcome.media_types.as_mut()));
        parameters.chain(bodies.flat_map(MediaTypes::iter_mut).map(|media_type| &mut media_type.check))
    });
    let of_models = validated.iter_mut().map(|model| &mut model.check);
    for check in of_tables.chain(of_operations).chain(of_models) {
        if let SchemaTableRef::Named(name) = check
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
            | Keyword::Tagged(..)
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
