//! Collects what has a name besides components: operations, parameters, fields of forms, files.
//!
//! Owns the names that authors give to locations. Must not know how the words of other locations follow from them.

use std::collections::HashMap;

use crate::api::{Api, Operation, SchemaId};
use crate::at::{At, FileId};

use crate::rust::Name;

use crate::lower::names::{Case, identifier, wanted};
use crate::lower::shape::alternatives;
use crate::lower::shape::look_through::target;

/// The names of what has one besides components, by location.
pub(in crate::lower) type LocationNames = HashMap<At, String>;

/// The names of what other files hold: a whole file goes by its name, and what a component stands for by the component's.
pub(in crate::lower) fn file_words(api: &Api, adopted: &HashMap<SchemaId, SchemaId>) -> LocationNames {
    let files = (0u32..).map(|file| At::root(FileId(file))).zip(api.files.iter().cloned()).skip(1);
    let components = api.components.iter().filter_map(|component| {
        let target = &api.schemas[*adopted.get(&component.schema)?].at;
        let is_elsewhere = target.file != api.schemas[component.schema].at.file;
        is_elsewhere.then(|| (target.clone(), component.name.clone()))
    });
    files.chain(components).collect()
}

/// The words for the fields of forms that stand elsewhere than their form, as those of Swagger 2.0 do.
pub(in crate::lower) fn field_words(api: &Api) -> LocationNames {
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    let schemas = bodies.filter_map(|body| Some((&body.at, body.media.first()?.schema?)));
    schemas
        .flat_map(|(at, schema)| api.schemas[schema].object.properties.iter().map(move |field| (at, field)))
        .map(|(at, (name, field))| (at, name, &api.schemas[*field].at))
        .filter(|(form, _, at)| !at.pointer.starts_with(&*form.pointer))
        .filter(|(_, _, at)| at.tokens().any(|token| token == "parameters"))
        .map(|(_, name, at)| (at.clone(), format!("body {name}")))
        .collect()
}

/// The names by location. Paths that share a path item by reference share its locations, which the first of them names.
pub(in crate::lower) fn operation_words(api: &Api) -> LocationNames {
    let mut names = LocationNames::new();
    for (operation, OperationName { name, .. }) in api.operations.iter().zip(operation_names(api)) {
        names.entry(operation.at.clone()).or_insert(name);
        for parameter in &operation.parameters {
            let name = wanted(parameter.preferred_name.as_deref(), &parameter.name);
            names.entry(parameter.at.clone()).or_insert_with(|| name.to_owned());
        }
    }
    names
}

/// The names that authors want for components and properties, for what stands inside these.
pub(in crate::lower) fn preferred_words(api: &Api) -> LocationNames {
    let components = api.components.iter().filter_map(|component| {
        let schema = &api.schemas[component.schema];
        let preferred = schema.notes.type_name.as_deref().or(schema.notes.name.as_deref());
        preferred.map(|preferred| (schema.at.clone(), wanted(Some(preferred), &component.name).to_owned()))
    });
    let properties = api.schemas.iter().flat_map(|(_, schema)| &schema.object.properties);
    let properties = properties.filter_map(|(name, id)| {
        let schema = &api.schemas[*id];
        let preferred = schema.notes.name.as_deref()?;
        Some((schema.at.clone(), wanted(Some(preferred), name).to_owned()))
    });
    components.chain(properties).collect()
}

/// The name of each operation.
#[derive(Debug)]
pub(in crate::lower) struct OperationName {
    /// The name.
    pub name: String,
    /// The name of its function, where that is the name of another operation too, so that neither has it.
    pub met: Option<String>,
}

/// The names of the operations: the one that the author wants in code, the name of a function, the id, or one made of method and path
/// that depends on nothing else.
pub(in crate::lower) fn operation_names(api: &Api) -> Vec<OperationName> {
    let whole = |operation: &Operation| {
        let own = operation.id.clone().unwrap_or_else(|| from_path(&operation.method, &operation.path));
        wanted(operation.preferred_name.as_deref(), &own).to_owned()
    };
    let names: Vec<(String, Option<&str>)> =
        api.operations.iter().map(|operation| (whole(operation), function_name(operation))).collect();
    let shortest = |(whole, function): &(String, Option<&str>)| identifier(function.unwrap_or(whole), Case::Snake);
    let mut counts: HashMap<Name, usize> = HashMap::new();
    names.iter().for_each(|one| *counts.entry(shortest(one)).or_default() += 1);
    let names = names.into_iter().map(|(whole, function)| match function {
        Some(function) if counts.get(&identifier(function, Case::Snake)) == Some(&1) => {
            OperationName { name: function.to_owned(), met: None }
        }
        Some(function) => OperationName { name: whole, met: Some(function.to_owned()) },
        None => OperationName { name: whole, met: None },
    });
    names.collect()
}

/// The name of the function in an `operationId` that FastAPI makes of function, path and method: `get_pets` of `get_pets_pets__get`.
///
/// Source: FastAPI, `fastapi.utils.generate_unique_id`.
fn function_name(operation: &Operation) -> Option<&str> {
    let id = operation.id.as_deref().filter(|_| operation.preferred_name.is_none())?;
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let path: String = operation.path.chars().map(|letter| if is_word(letter) { letter } else { '_' }).collect();
    let end = format!("{path}_{}", operation.method.to_lowercase());
    id.strip_suffix(&end).filter(|function| function.chars().any(char::is_alphanumeric))
}

/// `get /pets/{id}` is `get pets by id`.
pub(super) fn from_path(method: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let mut words = method.to_ascii_lowercase();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        words.push(' ');
        words.push_str(&segment.replace('{', " by ").replace('}', " "));
    }
    words
}

/// What a schema is called: the component that it is, else, in another file than the entry document, the name under which that file
/// has it. In one document it would be a component of that name.
pub(in crate::lower) fn label(api: &Api, id: SchemaId) -> Option<String> {
    alternatives::name(api, id).or_else(|| {
        let at = &api.schemas[target(api, id)].at;
        let tokens: Vec<String> = at.tokens().collect();
        match tokens.as_slice() {
            _ if at.file == FileId::default() => None,
            [] => usize::try_from(at.file.0).ok().and_then(|file| api.files.get(file)).cloned(),
            [name] => Some(name.clone()),
            [kind, name] if ["definitions", "$defs", "schemas"].contains(&kind.as_str()) => Some(name.clone()),
            [components, schemas, name] if components == "components" && schemas == "schemas" => Some(name.clone()),
            _ => None,
        }
    })
}
