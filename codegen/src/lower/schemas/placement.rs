//! Decides which models know their schema, and which file each schema table stands in.
//!
//! Owns that placing: what operations need is compiled with them, what models alone need is compiled for `validate` alone. Must
//! not know what a table says.

use std::collections::{HashMap, HashSet};

use crate::api::SchemaId;
use crate::rust::{
    Alias, Check, CheckRef, CheckUse, Item, Keyword, Name, NumberEnum, OneOf, Operation, StringEnum, Struct, Tuple,
    Validated,
};

use crate::lower::types::names::TypeNames;

/// Every model with its schema, save for the aliases, which are no types of their own.
pub(in crate::lower) fn models(items: &[Item], names: &TypeNames) -> Vec<(Name, SchemaId)> {
    let schemas: HashMap<&Name, SchemaId> = names.iter().map(|(id, name)| (name, *id)).collect();
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

/// Says of every table who needs it.
pub(in crate::lower) fn place(checks: &mut [Check], operations: &[Operation], validated: &[Validated]) {
    let of_operations = operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.check);
        let body = operation.body.iter().map(|body| &body.check);
        let forms = operation.outcomes.iter().filter_map(|outcome| outcome.form.as_ref());
        parameters.chain(body).chain(forms.map(|form| &form.check))
    });
    let by_operations = reached(checks, of_operations);
    let by_models = reached(checks, validated.iter().map(|model| &model.check));
    for check in checks {
        check.needed_by = match (by_operations.contains(&check.name), by_models.contains(&check.name)) {
            (true, true) => CheckUse::Both,
            (false, true) => CheckUse::Models,
            (_, false) => CheckUse::Operations,
        };
    }
}

/// The tables that some lead to, themselves included.
fn reached<'c>(checks: &[Check], roots: impl Iterator<Item = &'c CheckRef>) -> HashSet<Name> {
    let by_name: HashMap<&Name, &Check> = checks.iter().map(|check| (&check.name, check)).collect();
    let mut pending: Vec<CheckRef> = roots.cloned().collect();
    let mut reached = HashSet::new();
    while let Some(check) = pending.pop() {
        if let CheckRef::Named(name) = check
            && let Some(check) = by_name.get(&name)
            && reached.insert(name)
        {
            pending.extend(check.keywords.iter().flat_map(Keyword::refs));
        }
    }
    reached
}
