//! Names what a description leaves unnamed, from the place where it stands.
//!
//! Owns the passage from a JSON pointer to words (`Pet` + `owner` for `#/components/schemas/Pet/properties/owner`). Must
//! not know which names are taken.

use std::collections::HashMap;

use crate::api::{Api, Status};
use crate::at::At;

/// The names of operations, and of the parameters inside them, by where they stand.
pub(super) type OperationNames = HashMap<At, String>;

/// The words of a place, in a form that any case can be made of.
pub(super) fn words(at: &At, operations: &OperationNames) -> String {
    let tokens: Vec<String> = at.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let (mut words, rest) = match tokens.as_slice() {
        ["components", "schemas", name, rest @ ..] | ["definitions", name, rest @ ..] => {
            (vec![(*name).to_owned()], rest)
        }
        ["components", "parameters", name, rest @ ..] => (vec![(*name).to_owned()], without_head(rest)),
        ["components", "headers", name, rest @ ..] => (vec![format!("{name} header")], without_head(rest)),
        ["components", "requestBodies", name, rest @ ..] => (vec![format!("{name} body")], without_head(rest)),
        ["components", "responses", name, rest @ ..] => (vec![format!("{name} response")], without_head(rest)),
        ["paths", path, method, rest @ ..] => in_operation(at, [path, method], rest, operations),
        other => (Vec::new(), other),
    };
    push_schema_words(&mut words, rest);
    words.join(" ")
}

/// What follows the name of a component that is no schema, up to its schema.
fn without_head<'a>(rest: &'a [&'a str]) -> &'a [&'a str] {
    match rest {
        ["schema", rest @ ..] | ["content", _, "schema", rest @ ..] => rest,
        rest => rest,
    }
}

fn in_operation<'a>(
    at: &At,
    [path, method]: [&str; 2],
    rest: &'a [&'a str],
    operations: &OperationNames,
) -> (Vec<String>, &'a [&'a str]) {
    let operation = At::root(at.file).member("paths").member(path).member(method);
    let operation = operations.get(&operation).cloned().unwrap_or_else(|| format!("{method} {path}"));
    match rest {
        ["requestBody", rest @ ..] => (vec![operation, "body".to_owned()], without_head(rest)),
        ["responses", status, rest @ ..] => (vec![operation, response_word(status)], without_head(rest)),
        ["parameters", index, rest @ ..] => {
            let place =
                At::root(at.file).member("paths").member(path).member(method).member("parameters").member(index);
            let name = operations.get(&place).cloned().unwrap_or_else(|| format!("parameter {index}"));
            (vec![operation, name], without_head(rest))
        }
        rest => (vec![operation], rest),
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
pub(super) fn status_word(status: Status) -> String {
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

/// The words inside a schema: names of properties as they are, structure only where it tells two places apart.
fn push_schema_words(words: &mut Vec<String>, rest: &[&str]) {
    match rest {
        [] => {}
        ["properties" | "patternProperties" | "$defs" | "definitions", name, rest @ ..] => {
            words.push((*name).to_owned());
            push_schema_words(words, rest);
        }
        ["items", rest @ ..] => {
            words.push("item".to_owned());
            push_schema_words(words, rest);
        }
        ["additionalProperties", rest @ ..] => {
            words.push("value".to_owned());
            push_schema_words(words, rest);
        }
        // What an `allOf` joins is one object, whichever part says it.
        ["allOf", _, rest @ ..] => push_schema_words(words, rest),
        ["anyOf" | "oneOf" | "prefixItems", index, rest @ ..] => {
            words.push(format!("variant {index}"));
            push_schema_words(words, rest);
        }
        [token, rest @ ..] => {
            words.push((*token).to_owned());
            push_schema_words(words, rest);
        }
    }
}

/// The name an operation goes by: its id, or one made of method and path that depends on nothing else.
pub(super) fn operation_words(api: &Api) -> OperationNames {
    api.operations
        .iter()
        .flat_map(|operation| {
            let words = operation.id.clone().unwrap_or_else(|| from_path(&operation.method, &operation.path));
            let parameters = operation.parameters.iter();
            let parameters = parameters.map(|parameter| (parameter.at.clone(), parameter.name.clone()));
            parameters.chain([(operation.at.clone(), words)]).collect::<Vec<_>>()
        })
        .collect()
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
