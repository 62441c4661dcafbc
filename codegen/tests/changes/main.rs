//! What changed between two descriptions: pairs of small ones, harmless edits, the history of the drivers API, and the page of
//! all kinds.

#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use oasmith::Described;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::diff::{Change, Wire, kinds};
use oasmith::source::Documents;
use serde::Deserialize;
use serde_json::{Value, json};

mod code;
mod harmless;
mod history;
mod page;

/// A pair of small descriptions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// What changes, in a few words.
    name: String,
    /// What the two texts are.
    of: Of,
    old: Value,
    new: Value,
    /// The ids of the changes, each with its verdict by side.
    #[serde(default)]
    changes: BTreeMap<String, BTreeMap<String, String>>,
    /// The ids of oasdiff that this pair causes there, with level ERR.
    #[serde(default)]
    oasdiff: Vec<String>,
    /// Why something that oasdiff calls an error is compatible here.
    #[serde(default)]
    reason: Option<String>,
}

/// What the texts of a pair are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    /// A schema that a request and a response use, as a whole body and as a property.
    Schema,
    /// The same in OpenAPI 3.0, in which `readOnly` says in which direction a property is there.
    Schema30,
    /// A list of parameters.
    Parameters,
    /// The properties of an operation.
    Operation,
    /// A whole document without `openapi` and `info`.
    Document,
    /// A whole document.
    All,
}

/// A description with something in it.
fn description(of: Of, part: &Value) -> Value {
    let content = |schema: Value| json!({ "application/json": { "schema": schema } });
    let shared = |schema: &Value| {
        let wrapped = || json!({ "type": "object", "properties": { "part": schema } });
        let pair = |schema: &dyn Fn() -> Value| {
            json!({
                "post": {
                    "requestBody": { "required": true, "content": content(schema()) },
                    "responses": { "204": { "description": "Done." } },
                },
                "get": { "responses": { "200": { "description": "One.", "content": content(schema()) } } },
            })
        };
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Things", "version": "1.0.0" },
            "paths": {
                "/things": pair(&|| json!({ "$ref": "#/components/schemas/Thing" })),
                "/wrapped": pair(&wrapped),
            },
            "components": { "schemas": { "Thing": schema } },
        })
    };
    let operation = |operation: Value| {
        let mut operation = operation;
        if operation.get("responses").is_none() {
            operation["responses"] = json!({ "204": { "description": "Done." } });
        }
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Things", "version": "1.0.0" },
            "paths": { "/things/{id}": { "post": operation } },
            "components": {
                "schemas": {
                    "Thing": { "type": "object", "properties": { "name": { "type": "string" } } },
                    "Other": { "type": "object", "properties": { "size": { "type": "integer" } } },
                },
                "securitySchemes": {
                    "token": { "type": "http", "scheme": "bearer" },
                    "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
                    "login": { "type": "oauth2", "flows": { "clientCredentials": {
                        "tokenUrl": "https://example.com/token", "scopes": { "read": "Read.", "write": "Write." },
                    } } },
                },
            },
        })
    };
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    match of {
        Of::Schema => shared(part),
        Of::Schema30 => {
            let mut document = shared(part);
            document["openapi"] = json!("3.0.3");
            document
        }
        Of::Parameters => {
            let parameters: Vec<Value> = part.as_array().unwrap().iter().cloned().chain([id]).collect();
            operation(json!({ "parameters": parameters }))
        }
        Of::Operation => {
            let mut part = part.clone();
            if part.get("parameters").is_none() {
                part["parameters"] = json!([id]);
            }
            operation(part)
        }
        Of::Document => {
            let mut document = json!({ "openapi": "3.1.0", "info": { "title": "Things", "version": "1.0.0" } });
            for (key, value) in part.as_object().unwrap() {
                document[key] = value.clone();
            }
            document
        }
        Of::All => part.clone(),
    }
}

/// The changes between two documents, without what they do to code, which takes longer.
fn changes(old: &Value, new: &Value) -> Vec<Change> {
    let read = |value: &Value| {
        let documents = Documents::from_texts(&[("api.json", &value.to_string())]).unwrap();
        let mut sink = Sink::new();
        oasmith::openapi::read(&documents, &mut sink).unwrap_or_else(|| panic!("{:?}", sink.iter().next()))
    };
    oasmith::diff::compare(&read(old), &read(new))
}

/// The changes between two documents, with what they do to code.
fn effects(old: &Value, new: &Value) -> Vec<Change> {
    let read = |value: &Value| Documents::from_texts(&[("api.json", &value.to_string())]).unwrap();
    let (old, new) = (read(old), read(new));
    let config = Config::new("api.json", "api");
    let described = |documents| Described { documents, config: &config, written: None };
    oasmith::diff(described(&old), described(&new)).unwrap().changes
}

/// The ids of changes with their verdicts.
fn verdicts(changes: &[Change]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut verdicts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for change in changes {
        let sides = verdicts.entry(change.kind.id().to_owned()).or_default();
        sides.extend(change.sides.iter().map(|(side, wire)| (side.name().to_owned(), wire.name().to_owned())));
    }
    verdicts
}

fn pairs() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/pairs");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| -> Vec<Pair> {
        serde_yaml::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    files.iter().flat_map(read).collect()
}

#[test]
fn every_pair_has_the_changes_that_are_expected() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        let (old, new) = (description(pair.of, &pair.old), description(pair.of, &pair.new));
        let found = changes(&old, &new);
        let verdicts = verdicts(&found);
        if verdicts != pair.changes {
            let sentences: Vec<&str> = found.iter().map(|change| change.sentence.as_str()).collect();
            let found = serde_json::to_string(&verdicts).unwrap();
            wrong.push(format!("{}: {found}\n    {}", pair.name, sentences.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} pairs differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_that_oasdiff_calls_an_error_is_compatible_without_a_reason() {
    let mut ids = BTreeSet::new();
    for pair in pairs() {
        let found = changes(&description(pair.of, &pair.old), &description(pair.of, &pair.new));
        let is_compatible = found.iter().all(|change| change.wire() == Wire::Compatible);
        if !pair.oasdiff.is_empty() {
            assert_eq!(is_compatible, pair.reason.is_some(), "{}", pair.name);
        }
        ids.extend(pair.oasdiff);
    }
    assert!(ids.len() >= 120, "{} ids of oasdiff are covered", ids.len());
}

#[test]
fn every_kind_is_in_a_pair() {
    let found: BTreeSet<String> = pairs().into_iter().flat_map(|pair| pair.changes.into_keys()).collect();
    let other = [kinds::NOT_COMPARED, kinds::GENERATED_CODE_CHANGED];
    let all = kinds::ALL.iter().filter(|row| !other.contains(&row.kind)).map(|row| row.kind.id());
    let missing: Vec<&str> = all.filter(|id| !found.contains(*id)).collect();
    assert!(missing.is_empty(), "no pair has {missing:?}");
}
