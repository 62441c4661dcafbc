//! Names what a description leaves unnamed, from the place where it stands.
//!
//! Owns the passage from a JSON pointer to words (`Pet` + `owner` for `#/components/schemas/Pet/properties/owner`). Must
//! not know which names are taken.

use std::collections::HashMap;

use crate::api::{Api, Operation, SchemaId, Status};
use crate::at::{At, FileId};

use crate::lower::names::wanted;

/// The names of what has one besides components: operations, parameters, fields of forms, files, by where they stand.
pub(in crate::lower) type PlaceNames = HashMap<At, String>;

/// The keywords under which the schemas stand that types are made of.
const KEYWORDS: &[&str] =
    &["properties", "patternProperties", "additionalProperties", "items", "prefixItems", "allOf", "anyOf", "oneOf"];

/// The words of a place, in a form that any case can be made of.
pub(in crate::lower) fn words(at: &At, operations: &PlaceNames) -> String {
    spelled(at, operations, false)
}

/// The word for a place that has the words of another.
pub(in crate::lower) fn told_by(at: &At) -> &'static str {
    let is_parameter = ["/components/parameters/", "/parameters/"].iter().any(|start| at.pointer.starts_with(start));
    if is_parameter { "parameter" } else { "inline" }
}

/// The words of a place of which no two are left alike: what is one type with what it stands in has a table of its own.
pub(in crate::lower) fn table_words(at: &At, operations: &PlaceNames) -> String {
    spelled(at, operations, true)
}

fn spelled(at: &At, operations: &PlaceNames, names_all: bool) -> String {
    let tokens: Vec<String> = at.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let place = Place { at, tokens: &tokens, operations, names_all };
    let (mut words, rest) = place.head();
    place.push_schema_words(&mut words, rest);
    words.join(" ")
}

/// A place and what its parts are called.
struct Place<'a> {
    at: &'a At,
    tokens: &'a [&'a str],
    operations: &'a PlaceNames,
    /// Whether alternatives have words that are one type with what they stand in.
    names_all: bool,
}

/// Words, and the tokens that are left for a schema's own.
type Head<'a> = (Vec<String>, &'a [&'a str]);

impl<'a> Place<'a> {
    /// The words for what a schema stands in.
    fn head(&self) -> Head<'a> {
        match self.tokens {
            ["components", "schemas", name, rest @ ..] | ["definitions", name, rest @ ..] => {
                let preferred = self.name(self.tokens.len() - rest.len());
                (vec![preferred.unwrap_or_else(|| (*name).to_owned())], rest)
            }
            ["webhooks", name, method, rest @ ..] => self.operation(3, format!("{name} {method}"), rest),
            ["components", "pathItems", name, method, rest @ ..] => self.operation(4, format!("{name} {method}"), rest),
            ["components", "callbacks", name, _, method, rest @ ..] => {
                self.operation(5, format!("{name} {method}"), rest)
            }
            ["components", kind, name, rest @ ..] | [kind @ ("parameters" | "responses"), name, rest @ ..] => {
                component(kind, name, rest)
            }
            ["paths", path, "parameters", index, rest @ ..] => {
                let name = self.name(4).unwrap_or_else(|| format!("parameter {index}"));
                (vec![from_path("", path), name], inside(rest))
            }
            ["paths", path, method, rest @ ..] => self.operation(3, from_path(method, path), rest),
            other => self.around().unwrap_or((Vec::new(), other)),
        }
    }

    /// What stands around this place and has a name: in other files, operations and parameters may be anywhere. A file goes by
    /// its own name for what is its own schema.
    fn around(&self) -> Option<Head<'a>> {
        (0..=self.tokens.len()).rev().find_map(|count| {
            let rest = self.tokens.get(count..).unwrap_or_default();
            match rest {
                ["requestBody" | "responses" | "parameters" | "callbacks", _, ..] => {
                    Some(self.operation(count, self.name(count)?, rest))
                }
                _ if inside(rest).first().is_none_or(|token| KEYWORDS.contains(token)) => {
                    Some((vec![self.name(count)?], inside(rest)))
                }
                _ => None,
            }
        })
    }

    /// The name of an operation or a parameter: what stands at the first tokens.
    fn name(&self, count: usize) -> Option<String> {
        let root = At::root(self.at.file);
        let at = self.tokens.iter().take(count).fold(root, |at, token| at.key(token));
        self.operations.get(&at).cloned()
    }

    /// The words for a part of an operation, which stands at the first tokens.
    fn operation(&self, count: usize, fallback: String, rest: &'a [&'a str]) -> Head<'a> {
        let operation = self.name(count).unwrap_or(fallback);
        match rest {
            ["requestBody", rest @ ..] => (vec![operation, "body".to_owned()], inside(rest)),
            ["responses", status, rest @ ..] => (vec![operation, response_word(status)], inside(rest)),
            ["parameters", _, rest @ ..] => {
                // What is no parameter there is the body of Swagger 2.0.
                let name = self.name(count + 2).unwrap_or_else(|| "body".to_owned());
                (vec![operation, name], inside(rest))
            }
            ["callbacks", name, _, method, rest @ ..] => {
                self.operation(count + 4, format!("{operation} {name} {method}"), rest)
            }
            rest => (vec![operation], rest),
        }
    }

    /// The words inside a schema: names of properties as they are, structure only where it tells two places apart.
    fn push_schema_words(&self, words: &mut Vec<String>, mut rest: &[&str]) {
        loop {
            rest = match rest {
                [] => return,
                ["properties" | "patternProperties" | "$defs" | "definitions", name, rest @ ..] => {
                    let preferred = self.name(self.tokens.len() - rest.len());
                    words.push(preferred.unwrap_or_else(|| (*name).to_owned()));
                    rest
                }
                ["items", rest @ ..] => {
                    words.push("item".to_owned());
                    rest
                }
                ["additionalProperties", rest @ ..] => {
                    words.push("value".to_owned());
                    rest
                }
                // What an `allOf` joins is one object, whichever part says it.
                ["content", _, "schema", rest @ ..] | ["schema", rest @ ..] | ["allOf", _, rest @ ..] => rest,
                ["prefixItems", index, rest @ ..] => {
                    words.push(format!("item {index}"));
                    rest
                }
                ["anyOf" | "oneOf", index, rest @ ..] => {
                    let name = self.name(self.tokens.len() - rest.len());
                    let name = name.filter(|name| !(self.names_all && name.is_empty()));
                    let word = name.unwrap_or_else(|| format!("variant {index}"));
                    if !word.is_empty() {
                        words.push(word);
                    }
                    rest
                }
                [token, rest @ ..] => {
                    words.push((*token).to_owned());
                    rest
                }
            };
        }
    }
}

/// The words for a component that is no schema.
fn component<'a>(kind: &str, name: &str, rest: &'a [&'a str]) -> Head<'a> {
    let word = match kind {
        "headers" => " header",
        "requestBodies" => " body",
        "responses" => " response",
        _ => "",
    };
    (vec![format!("{name}{word}")], inside(rest))
}

/// What follows a parameter, header, body or response, up to its schema.
fn inside<'a>(rest: &'a [&'a str]) -> &'a [&'a str] {
    match rest {
        ["schema", rest @ ..] | ["content", _, "schema", rest @ ..] => rest,
        ["content", _, "itemSchema", rest @ ..] => rest,
        rest => rest,
    }
}

/// The usual answer is the response; any other is named by its status.
fn response_word(status: &str) -> String {
    match status.parse() {
        Ok(200) => "response".to_owned(),
        Ok(code) => status_word(Status::Exact(code)),
        Err(_) => match status.strip_suffix("XX").and_then(|digit| digit.parse().ok()) {
            Some(digit) => status_word(Status::Range(digit)),
            None => status_word(Status::Default),
        },
    }
}

/// The name of a status: its reason phrase (RFC 9110, section 15), or the number.
pub(in crate::lower) fn status_word(status: Status) -> String {
    match status {
        Status::Exact(code) => reason(code).map_or_else(|| format!("status {code}"), str::to_owned),
        Status::Range(1) => "informational".to_owned(),
        Status::Range(2) => "success".to_owned(),
        Status::Range(3) => "redirection".to_owned(),
        Status::Range(4) => "client error".to_owned(),
        Status::Range(_) => "server error".to_owned(),
        Status::Default => "default".to_owned(),
    }
}

/// Reason phrases of the HTTP Status Code Registry.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "continue",
        101 => "switching protocols",
        102 => "processing",
        103 => "early hints",
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        305 => "use proxy",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        418 => "im a teapot",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        506 => "variant also negotiates",
        507 => "insufficient storage",
        508 => "loop detected",
        510 => "not extended",
        511 => "network authentication required",
        _ => return None,
    })
}

/// The names of what other files hold: a whole file goes by its name, and what a component stands for by the component's.
pub(in crate::lower) fn file_words(api: &Api, adopted: &HashMap<SchemaId, SchemaId>) -> PlaceNames {
    let files = (0u32..).map(|file| At::root(FileId(file))).zip(api.files.iter().cloned()).skip(1);
    let components = api.components.iter().filter_map(|component| {
        let target = adopted.get(&component.schema)?;
        Some((api.schemas[*target].at.clone(), component.name.clone()))
    });
    files.chain(components).collect()
}

/// The words for the fields of forms that stand elsewhere than their form, as those of Swagger 2.0 do.
pub(in crate::lower) fn field_words(api: &Api) -> PlaceNames {
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

/// The names by place. Paths that share a path item by reference share its places, which the first of them names.
pub(in crate::lower) fn operation_words(api: &Api) -> PlaceNames {
    let mut names = PlaceNames::new();
    for operation in &api.operations {
        names.entry(operation.at.clone()).or_insert_with(|| operation_name(operation));
        for parameter in &operation.parameters {
            let name = wanted(parameter.preferred_name.as_deref(), &parameter.name);
            names.entry(parameter.at.clone()).or_insert_with(|| name.to_owned());
        }
    }
    names
}

/// The names that authors want for components and properties, for what stands inside these.
pub(in crate::lower) fn preferred_words(api: &Api) -> PlaceNames {
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

/// The name an operation goes by: the one its author wants in code, its id, or one made of method and path that depends on nothing else.
pub(in crate::lower) fn operation_name(operation: &Operation) -> String {
    let own = operation.id.clone().unwrap_or_else(|| from_path(&operation.method, &operation.path));
    wanted(operation.preferred_name.as_deref(), &own).to_owned()
}

/// `get /pets/{id}` is `get pets by id`.
fn from_path(method: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let mut words = method.to_ascii_lowercase();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        words.push(' ');
        words.push_str(&segment.replace('{', " by ").replace('}', " "));
    }
    words
}
