//! Lets schema tables with the same keywords be one, where no name of the description tells them apart.
//!
//! Owns which tables are one and what that one is called. Must not know schemas.

use std::collections::{HashMap, HashSet};

use crate::rust::{Check, CheckRef, Keyword, Name, Number, Operation, Validated};

use crate::lower::names::{Case, Namespace, identifier};

/// Names made of more words than fit into this are no help.
const LONGEST: usize = 60;

/// Keeps one of all tables that have no name of their own and the same keywords, and lets everything refer to it.
pub(in crate::lower) fn share(
    checks: &mut Vec<Check>,
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
fn same(checks: &[Check], own_names: &HashSet<Name>) -> HashMap<Name, Name> {
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
    checks: &mut [Check],
    operations: &mut [Operation],
    validated: &mut [Validated],
    names: &HashMap<Name, Name>,
) {
    let of_tables = checks.iter_mut().flat_map(|check| &mut check.keywords).flat_map(Keyword::refs_mut);
    let of_operations = operations.iter_mut().flat_map(|operation| {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.check);
        let body = operation.body.iter_mut().map(|body| &mut body.check);
        let forms = operation.outcomes.iter_mut().filter_map(|outcome| outcome.form.as_mut());
        parameters.chain(body).chain(forms.map(|form| &mut form.check))
    });
    let of_models = validated.iter_mut().map(|model| &mut model.check);
    for check in of_tables.chain(of_operations).chain(of_models) {
        if let CheckRef::Named(name) = check
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
            Keyword::Enum(texts) => words = vec![texts.join(" or ")],
            Keyword::Type(types) => words.push(types.join(" or ")),
            Keyword::Minimum(bound) => words.push(format!("min {}", text(*bound))),
            Keyword::Maximum(bound) => words.push(format!("max {}", text(*bound))),
            Keyword::MinLength(limit) => words.push(format!("min length {limit}")),
            Keyword::MaxLength(limit) => words.push(format!("max length {limit}")),
            Keyword::MinItems(limit) => words.push(format!("min items {limit}")),
            Keyword::MaxItems(limit) => words.push(format!("max items {limit}")),
            Keyword::UniqueItems => words.push("unique items".to_owned()),
            Keyword::Items(CheckRef::Known(name)) => words.push(format!("of {name}")),
            Keyword::AdditionalProperties(CheckRef::Known(name)) => words.push(format!("of {name}")),
            _ => return None,
        }
    }
    let words = words.join(" ");
    (!words.is_empty() && words.len() <= LONGEST).then_some(words)
}

fn text(number: Number) -> String {
    match number {
        Number::Integer(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}
