//! Finds where a description declares a value of a request or a response: `GET /images/json 200 [0].Labels`.
//!
//! Owns the answer to that question: the location, and the patches that accept other values there. Nothing is generated for it: it
//! reads the description as `generate` does. Must not know Rust, nor settings.

mod patches;
mod query;
mod walk;

use crate::api::{Api, Media, Operation, Response, SchemaId, Status};
use crate::at::At;
use crate::diagnostic::{Places, Sink};
use crate::did_you_mean::did_you_mean;
use crate::source::Documents;

use oasmith_runtime::media_type::{MediaType, is_json};

use query::{Body, Query};
use walk::Walk;

/// Where a value is declared, as text: file, line and column, the JSON pointer, and the patches that accept other values.
///
/// # Errors
/// What in the query names nothing that the description has.
pub fn locate(documents: &Documents, query: &str) -> Result<String, String> {
    let query = Query::read(query)?;
    let api = crate::openapi::read(documents, &mut Sink::new());
    let api = api.ok_or("the description cannot be read; `oasmith generate` says why")?;
    let operation = operation(&api, &query)?;
    let media = content(operation, &query)?;
    let media = media_type(media, &query)?;
    let schema = media.schema.ok_or_else(|| format!("`{}` has no schema there", media.name))?;
    let found = Walk::new(&api).follow(schema, &query.steps)?;
    Ok(text(documents, &api, &found))
}

/// A schema that was found, and the schema of the object that has the property, where it is one.
struct Found {
    schema: SchemaId,
    property: Option<(SchemaId, String)>,
}

fn text(documents: &Documents, api: &Api, found: &Found) -> String {
    let at = &api.schemas[found.schema].at;
    let mut text = format!("{}\n", shown(documents, at));
    if let Some(target) = api.schemas[found.schema].reference {
        text.push_str(&format!("which refers to\n{}\n", shown(documents, &api.schemas[target].at)));
    }
    let patches = patches::of(documents, api, found);
    if !patches.is_empty() {
        text.push_str("\nOne of these lines in oasmith.toml accepts other values there:\n\n[patch]\n");
    }
    for (what, patch) in patches {
        text.push_str(&format!("# {what}\n{patch}\n"));
    }
    text
}

/// `api.yaml:12:15 #/components/schemas/Pet`
fn shown(documents: &Documents, at: &At) -> String {
    match documents.place(at) {
        Some(place) => format!("{}:{}:{} {at}", place.file, place.line, place.column),
        None => at.to_string(),
    }
}

fn operation<'a>(api: &'a Api, query: &Query<'_>) -> Result<&'a Operation, String> {
    let is_it = |operation: &&Operation| match query.method {
        Some(method) => operation.method == method && shape(&operation.path) == shape(query.operation),
        None => operation.id.as_deref() == Some(query.operation),
    };
    api.operations.iter().find(is_it).ok_or_else(|| {
        let name = |operation: &Operation| match query.method {
            Some(_) => Some(format!("{} {}", operation.method, operation.path)),
            None => operation.id.clone(),
        };
        let wanted =
            query.method.map_or_else(|| query.operation.to_owned(), |method| format!("{method} {}", query.operation));
        let names: Vec<String> = api.operations.iter().filter_map(name).collect();
        unknown(&format!("operation `{wanted}`"), &wanted, names.iter().map(String::as_str))
    })
}

/// A path template without the names of its parameters.
fn shape(path: &str) -> String {
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |path, piece| path + "{" + piece.split_once('}').map_or("", |(_, rest)| rest))
}

fn content<'a>(operation: &'a Operation, query: &Query<'_>) -> Result<&'a [Media], String> {
    let Body::Response(status) = query.body else {
        let body = operation.body.as_ref().ok_or("the operation declares no request body")?;
        return Ok(&body.media);
    };
    let response = |wanted: Status| operation.responses.iter().find(|response: &&Response| response.status == wanted);
    let declared = match status {
        Status::Exact(code) => response(status).or_else(|| response(Status::Range(code / 100))),
        Status::Range(_) | Status::Default => response(status),
    };
    let declared = declared.or_else(|| response(Status::Default));
    Ok(&declared.ok_or("the operation declares no response of this status")?.media)
}

/// The content of a media type: the one that is named, else JSON, else the first.
fn media_type<'a>(declared: &'a [Media], query: &Query<'_>) -> Result<&'a Media, String> {
    let Some(wanted) = query.media_type else {
        let json = declared.iter().find(|media| is_json(&media.name));
        return json.or(declared.first()).ok_or_else(|| "no content is declared there".to_owned());
    };
    let includes = |media: &&Media| MediaType::parse(&media.name).is_some_and(|range| range.includes(wanted));
    let exact = declared.iter().find(|media| media.name.eq_ignore_ascii_case(wanted));
    exact.or_else(|| declared.iter().find(includes)).ok_or_else(|| {
        unknown(&format!("media type `{wanted}` there"), wanted, declared.iter().map(|media| media.name.as_str()))
    })
}

/// That there is no such thing, and which name is like its name.
fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> String {
    match did_you_mean(name, names) {
        Some(other) => format!("there is no {what}: did you mean `{other}`?"),
        None => format!("there is no {what}"),
    }
}
