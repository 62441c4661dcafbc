//! Random values that a schema accepts are read into its type and written back equal.
//!
//! The schemas are those of the fixtures and those of `rich.yaml`. Values are the same at every run; `PROOF_SEED=2` gives
//! others. The same types are given what is broken, which they refuse.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::source::{Documents, Limits};
use serde_json::{Value, json};

use super::broken;
use super::equal::{self, Declared, Fate};
use super::oracle::Oracle;
use super::program::Programs;
use super::strategies;

/// Values that are tried for each schema.
const VALUES: usize = 120;

/// Those of them that are broken too.
const BROKEN: usize = 4;

/// Values that are known not to come back: description, schema, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "patterns",
        "Key",
        "alternatives of `anyOf` that are one struct give a member its type, also where another alternative alone holds",
    ),
    (
        "discriminator_values",
        "Booking",
        "a discriminator value that selects no other alternative is that of `defaultMapping`, of which the oracle knows nothing",
    ),
    ("rings", "Tagged", "a union that is an alternative of itself asks for an object with its tag all the same"),
];

struct Instance {
    rule: String,
    schema: String,
    value: Value,
    declared: Declared,
    case: usize,
}

/// A text that is broken, and its case.
struct Broken {
    case: usize,
    is_no_json: bool,
}

/// The descriptions, with the names of their rules.
fn descriptions() -> Vec<(String, PathBuf)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = fs::read_dir(tests.join("fixtures")).unwrap().map(|entry| entry.unwrap().path());
    let mut rules: Vec<(String, PathBuf)> = folders
        .filter(|path| path.is_dir())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path.join("api.yaml")))
        .collect();
    rules.push(("rich".to_owned(), tests.join("proofs/rich.yaml")));
    rules.sort();
    rules
}

/// Values that the schemas of a description accept, each with its case.
fn instances(rule: &str, path: &Path, programs: &mut Programs, texts: &mut Vec<Broken>) -> Vec<Instance> {
    let documents = Documents::read(path, &Limits::default()).unwrap();
    let mut description = documents.root().value.to_json();
    let Some(schemas) = description.pointer("/components/schemas").and_then(Value::as_object) else { return vec![] };
    let names: Vec<String> = schemas.keys().cloned().collect();
    let oracle = Oracle::new(&description);
    let mut accepted = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let pointer = format!("/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"));
        let (Some(judge), Some(schema)) = (oracle.judge(&pointer), description.pointer(&pointer)) else { continue };
        let strategy = strategies::of(&description, schema, 0);
        let mut runner = strategies::runner(strategies::seed());
        let values = (0..VALUES).map(|_| strategies::sample(&strategy, &mut runner));
        let values: Vec<Value> = values.filter(|value| judge.accepts(value)).collect();
        accepted.extend(values.into_iter().map(|value| (number, name, judge.declared(&value), value)));
    }
    let accepted: Vec<(usize, String, Declared, Value)> =
        accepted.into_iter().map(|(number, name, declared, value)| (number, name.clone(), declared, value)).collect();
    for (number, name) in names.iter().enumerate() {
        let reference = super::oracle::fragment(&name.replace('~', "~0").replace('/', "~1"));
        description["components"]["schemas"][format!("ProofPlace{number}")] = json!({
            "type": "object",
            "additionalProperties": { "$ref": format!("#/components/schemas/{reference}") },
        });
    }
    let module = programs.add(&[("api.json", &description.to_string())]).unwrap();
    for (number, _) in names.iter().enumerate() {
        let largest = accepted.iter().filter(|accepted| accepted.0 == number).map(|accepted| accepted.3.to_string());
        let mut largest: Vec<String> = largest.collect();
        largest.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let broken = largest.iter().take(BROKEN).flat_map(|text| broken::texts(&format!("{{\"value\":{text}}}")));
        texts.extend(broken.map(|text| Broken {
            is_no_json: broken::is_no_json(&text),
            case: programs.text(module, &format!("ProofPlace{number}"), text),
        }));
    }
    let case = |(number, schema, declared, value): (usize, String, Declared, Value)| Instance {
        case: programs.case(module, &format!("ProofPlace{number}"), json!({ "value": value })),
        rule: rule.to_owned(),
        schema,
        value,
        declared,
    };
    accepted.into_iter().map(case).collect()
}

#[test]
fn random_values_come_back_equal() {
    let (mut programs, mut all, mut texts) = (Programs::default(), Vec::new(), Vec::new());
    for (rule, path) in descriptions() {
        all.extend(instances(&rule, &path, &mut programs, &mut texts));
    }
    let trips = programs.run("instances");
    let (mut failures, mut excepted) = (Vec::new(), std::collections::BTreeSet::new());
    for instance in &all {
        let fate = match &trips[instance.case] {
            Ok(after) => equal::compare(&instance.value, &after["value"], &instance.declared),
            Err(error) => Fate::Changed(error.clone()),
        };
        let Fate::Changed(how) = fate else { continue };
        let (rule, schema) = (instance.rule.as_str(), instance.schema.as_str());
        match EXCEPTIONS.iter().position(|known| (known.0, known.1) == (rule, schema)) {
            Some(known) => {
                excepted.insert(known);
            }
            None => failures.push(format!("{rule}, {schema}: {how}\n  {}", instance.value)),
        }
    }
    let settled: Vec<_> = (0..EXCEPTIONS.len()).filter(|known| !excepted.contains(known)).collect();
    println!("{} random values, {} do not come back", all.len(), failures.len());
    failures.truncate(40);
    assert!(failures.is_empty(), "PROOF_SEED={}\n{}", strategies::seed(), failures.join("\n"));
    assert_eq!(settled, [0; 0], "exceptions that come back; PROOF_SEED={}", strategies::seed());
    assert!(all.len() > 1000, "{}", all.len());
    // A program that ended before its last text has failed already.
    let read = texts.iter().filter(|text| text.is_no_json && trips[text.case].is_ok()).count();
    assert_eq!(read, 0, "texts that are no JSON are read");
    let told = texts.iter().filter_map(|text| trips[text.case].as_ref().err());
    let silent: Vec<&String> = told.clone().filter(|error| !broken::says_where(error)).collect();
    println!("{} broken texts, {} errors", texts.len(), told.count());
    assert_eq!(silent, [""; 0]);
    assert!(texts.len() > 1000, "{}", texts.len());
}
