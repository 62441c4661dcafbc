//! Random values, and values with something wrong in them: the tables refuse what the schema refuses, and nothing else.
//!
//! What a schema refuses, a validator says that is not ours. Values are the same at every run; `PROOF_SEED=2` gives others.

use std::fs;
use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::{Documents, Limits};
use proptest::prelude::RngExt as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::oracle::{self, Oracle};
use super::strategies;
use super::tags;

/// Values that are tried for each schema.
const VALUES: usize = 60;

/// Wrong values that are made of each.
const MUTANTS: usize = 6;

/// Puts a number of something else in one place of a value.
fn mutant(value: &Value, runner: &mut TestRunner) -> Value {
    let mut mutant = value.clone();
    let mut places = Vec::new();
    pointers(value, String::new(), &mut places);
    let pick = |runner: &mut TestRunner, length: usize| runner.rng().random_range(0..length);
    let pointer = &places[pick(runner, places.len())];
    let others = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e30),
        json!(0.5),
        json!(""),
        json!("a text that is longer than most"),
        json!([]),
        json!([[1], [1]]),
        json!({}),
        json!({ "x": { "y": 1 } }),
    ];
    let other = others[pick(runner, others.len())].clone();
    let Some(place) = mutant.pointer_mut(pointer) else { return mutant };
    match (pick(runner, 3), place) {
        (0, Value::Object(members)) if !members.is_empty() => {
            let name = members.keys().nth(pick(runner, members.len())).cloned().unwrap_or_default();
            members.shift_remove(&name);
        }
        (1, Value::Object(members)) => drop(members.insert("undeclared".to_owned(), other)),
        (1, Value::Array(items)) => items.push(items.first().cloned().unwrap_or(other)),
        (_, place) => *place = other,
    }
    mutant
}

fn pointers(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| {
            pointers(item, format!("{at}/{index}"), places);
        }),
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            pointers(member, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), places);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    places.push(at);
}

/// The descriptions: the fixtures and a rich one.
fn descriptions() -> Vec<std::path::PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = fs::read_dir(tests.join("fixtures")).unwrap().map(|entry| entry.unwrap().path().join("api.yaml"));
    let mut descriptions: Vec<_> = folders.filter(|path| path.is_file()).collect();
    descriptions.push(tests.join("proofs/rich.yaml"));
    descriptions.sort();
    descriptions
}

/// Leaves out what JSON Schema has as annotations, and the tables refuse values by: other tests are about these.
fn without_annotations(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, value| match name.as_str() {
                "format" | "contentEncoding" => !value.is_string(),
                "readOnly" | "writeOnly" => !value.is_boolean(),
                _ => true,
            });
            members.values_mut().for_each(without_annotations);
        }
        Value::Array(items) => items.iter_mut().for_each(without_annotations),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A place where the tables mean something else than the schema says: the fixture, the pointer, what is done about it, and why.
type Exception = (&'static str, &'static str, How, &'static str);

/// What keeps an exception out of the comparison.
#[derive(Clone, Copy, PartialEq)]
enum How {
    /// The schema is not asked about.
    Unasked,
    /// The part is left out of the description.
    LeftOut,
    /// Null is added to the list.
    NullListed,
    /// A `oneOf` is written as `anyOf`.
    AnyOf,
}

const CONTAINED: &str =
    "one type contains another, so that to the letter no value is of that one, and `W-contained` says";

const NULLABLE: &str = "`nullable` counts beside a composition that refuses null, as authors mean it";

const EXCEPTIONS: &[Exception] = &[
    (
        "compositions",
        "/components/schemas/BothClosed",
        How::Unasked,
        "closed parts are open to each other, as authors mean it and `W-unchecked` says",
    ),
    (
        "nested_discriminators",
        "/components/schemas/Leaf",
        How::Unasked,
        "closed parts are open to each other, as authors mean it and `W-unchecked` says",
    ),
    (
        "objects",
        "/components/schemas/BothClosed",
        How::Unasked,
        "closed parts are open to each other, as authors mean it and `W-unchecked` says",
    ),
    (
        "literal_enums",
        "/components/schemas/Job/properties/text",
        How::LeftOut,
        "its `enum` has no value of the stated type, which `W-unchecked` tells of",
    ),
    (
        "json_schema",
        "/components/schemas/Status/enum",
        How::NullListed,
        "null among the types counts beside an `enum` that does not list it, as authors mean it",
    ),
    (
        "nullables",
        "/components/schemas/Holder/properties/unlisted/enum",
        How::NullListed,
        "`nullable` counts beside an `enum` that does not list null, as authors mean it",
    ),
    (
        "rings",
        "/components/schemas/Tagged",
        How::Unasked,
        "no tag ends the choice where a union is an alternative of itself, which is any value there, and reported",
    ),
    ("cases", "/components/schemas/Scalar", How::AnyOf, CONTAINED),
    ("unions", "/components/schemas/Key", How::AnyOf, CONTAINED),
    ("formats", "/components/schemas/Unions/properties/same", How::AnyOf, CONTAINED),
    ("formats", "/components/schemas/Unions/properties/wide", How::AnyOf, CONTAINED),
    ("chosen_types", "/components/schemas/Payment/properties/either", How::AnyOf, CONTAINED),
    ("contained_types", "/components/schemas/Setting/properties/plain", How::AnyOf, CONTAINED),
    ("contained_types", "/components/schemas/Setting/properties/rich", How::AnyOf, CONTAINED),
    ("contained_types", "/components/schemas/Setting/properties/code", How::AnyOf, CONTAINED),
    ("nullable_composition", "/components/schemas/Holder", How::Unasked, NULLABLE),
    ("nullable_composition", "/components/schemas/Tool", How::Unasked, NULLABLE),
    ("nullable_composition", "/components/schemas/Bolt", How::Unasked, NULLABLE),
    ("nullable_composition", "/components/schemas/Floating", How::Unasked, NULLABLE),
];

/// The name of the fixture that a description is of.
fn fixture(path: &Path) -> &str {
    path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default()
}

/// Makes an exception in a description; whether its place is there.
fn except(description: &mut Value, (_, pointer, how, _): &Exception) -> bool {
    match how {
        How::Unasked => description.pointer(pointer).is_some(),
        How::LeftOut => {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let parent = description.pointer_mut(parent).and_then(Value::as_object_mut);
            parent.is_some_and(|members| members.shift_remove(name).is_some())
        }
        How::AnyOf => {
            let schema = description.pointer_mut(pointer).and_then(Value::as_object_mut);
            schema.is_some_and(|schema| {
                let listed = schema.shift_remove("oneOf");
                listed.and_then(|listed| schema.insert("anyOf".to_owned(), listed).is_none().then_some(())).is_some()
            })
        }
        How::NullListed => {
            let values = description.pointer_mut(pointer).and_then(Value::as_array_mut);
            values.map(|values| values.push(Value::Null)).is_some()
        }
    }
}

/// What the tables and the oracle do not agree on but for some exceptions, and how often they were asked and refused.
fn disagreements(path: &Path, exceptions: &[&Exception], values: usize, asked: &mut (usize, usize)) -> Vec<String> {
    let documents = Documents::read(path, &Limits::default()).unwrap();
    let mut description = documents.root().value.to_json();
    without_annotations(&mut description);
    let exceptions: Vec<&Exception> =
        exceptions.iter().copied().filter(|exception| exception.0 == fixture(path)).collect();
    for exception in &exceptions {
        assert!(except(&mut description, exception), "{} has no {}", exception.0, exception.1);
    }
    let is_asked = |pointer: &String| !exceptions.iter().any(|it| it.2 == How::Unasked && it.1 == pointer);
    let Some(schemas) = description.pointer("/components/schemas").and_then(Value::as_object) else { return vec![] };
    let pointer = |name: &String| format!("/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"));
    let schemas: Vec<String> = schemas.keys().map(pointer).filter(is_asked).collect();
    let mut told = description.clone();
    tags::write_out(&mut told);
    let oracle = Oracle::new(&told);
    // An operation for each schema asks for its table.
    description["paths"] = json!({});
    for (number, schema) in schemas.iter().enumerate() {
        let reference = format!("#{}", oracle::fragment(schema));
        description["paths"][format!("/s{number}")] = json!({ "post": {
            "operationId": format!("s{number}"),
            "requestBody": {
                "required": true,
                "content": { "application/json": { "schema": { "$ref": reference } } },
            },
            "responses": { "204": { "description": "ok" } },
        } });
    }
    let text = description.to_string();
    let documents = Documents::from_texts(&[("api.json", text.as_str())]).unwrap();
    let mut sink = Sink::new();
    let api = oasmith::openapi::read(&documents, &mut sink).unwrap();
    let krate = oasmith::lower::lower(api, &Config::new("api.json", "mutants"), &mut sink).krate;
    let mut disagreements = Vec::new();
    for (number, pointer) in schemas.iter().enumerate() {
        let operation = krate.operations.iter().find(|operation| operation.id == format!("s{number}")).unwrap();
        let table = super::tables(&krate, &operation.body.as_ref().unwrap().media_types.preferred.schema_table);
        let Some(judge) = oracle.judge_without_formats(pointer) else { continue };
        let strategy = strategies::of(&description, description.pointer(pointer).unwrap(), 0);
        let mut runner = strategies::runner(strategies::seed());
        for _ in 0..values {
            let value = strategies::sample(&strategy, &mut runner);
            let mutants: Vec<Value> = (0..MUTANTS).map(|_| mutant(&value, &mut runner)).collect();
            for value in mutants.iter().chain([&value]) {
                let (accepts, violations) = (judge.accepts(value), table.validate(value));
                *asked = (asked.0 + 1, asked.1 + usize::from(!accepts));
                if accepts != violations.is_empty() {
                    let said = violations.first().map_or("accepted".to_owned(), ToString::to_string);
                    disagreements.push(format!("{} {pointer}: {said}\n  {value}", path.display()));
                }
            }
        }
    }
    disagreements
}

#[test]
fn mutants_are_refused_where_the_schema_refuses_them() {
    let mut asked = (0, 0);
    let all: Vec<&Exception> = EXCEPTIONS.iter().collect();
    let mut disagreements: Vec<String> =
        descriptions().iter().flat_map(|path| disagreements(path, &all, VALUES, &mut asked)).collect();
    println!("{} values, {} refused, {} disagreements", asked.0, asked.1, disagreements.len());
    disagreements.truncate(30);
    assert!(disagreements.is_empty(), "PROOF_SEED={}\n{}", strategies::seed(), disagreements.join("\n"));
    assert!(asked.1 > 2000 && asked.0 - asked.1 > 2000, "{asked:?}");
}

#[test]
fn every_exception_is_needed() {
    let descriptions = descriptions();
    for exception in EXCEPTIONS {
        let path = descriptions.iter().find(|path| fixture(path) == exception.0).expect(exception.0);
        let others: Vec<&Exception> = EXCEPTIONS.iter().filter(|other| *other != exception).collect();
        let found = disagreements(path, &others, 10 * VALUES, &mut (0, 0));
        assert!(!found.is_empty(), "{} {} agrees with its schema: {}", exception.0, exception.1, exception.3);
    }
}
