//! Every instance that a schema of the official test suite of JSON Schema accepts is read into the schema's type and
//! written back equal.
//!
//! The suite judges checks and not types: most of its schemas restrict what they do not type. Each is generated, and what
//! does not come back is listed by the file of the suite.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use super::equal::{self, Declared, Fate};
use super::list::{self, Known};
use super::oracle::Judge;
use super::program::{Programs, Trip};
use super::{PRESERVE_UNKNOWN, corpus};

/// Why an instance does not come back, by what happened to it.
const REASONS: &[(&str, &str)] = &[
    ("expected an object", "a schema that names members and no type is an object"),
    ("expected a map", "a schema that speaks of members and no type is an object"),
    ("was null, is {}", "a null where the type is a map is read as the empty one"),
    ("expected a sequence", "a schema that speaks of items and no type is a list"),
    ("expected an array", "a schema that speaks of items and no type is a list"),
];

/// An instance that its schema accepts.
struct Instance {
    name: String,
    value: Value,
    declared: Declared,
    case: usize,
}

/// A description that names a schema, and a map of its values.
fn description(schema: &Value) -> String {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        // What `#` in a reference means is the schema, and not the description around it.
        members.entry("$id").or_insert_with(|| json!("http://localhost:1234/schema.json"));
    }
    let map = json!({ "type": "object", "additionalProperties": { "$ref": "#/components/schemas/S" } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1" },
        "components": { "schemas": { "S": schema, "ProofMap": map } },
    })
    .to_string()
}

/// The valid instances of a group, each with its case.
fn instances(group: &Value, programs: &mut Programs) -> Vec<Instance> {
    let schema = &group["schema"];
    let module = programs.add(&[("api.json", &description(schema))]);
    let judge = Judge::of_schema(schema);
    let mut instances = Vec::new();
    for test in group["tests"].as_array().unwrap().iter().filter(|test| test["valid"] == true) {
        let value = test["data"].clone();
        let name = format!("{}: {}", group["description"].as_str().unwrap(), test["description"].as_str().unwrap());
        let declared = judge.as_ref().map(|judge| judge.declared(&value)).unwrap_or_default();
        let module = module.unwrap_or_else(|| panic!("{name}: nothing is generated"));
        let case = programs.case(module, "ProofMap", json!({ "value": value }));
        instances.push(Instance { name, value, declared, case });
    }
    instances
}

fn known(instances: &[Instance], trips: &[Trip]) -> Known {
    let mut known = Known { accepted: instances.len(), ..Known::default() };
    for instance in instances {
        let fate = match &trips[instance.case] {
            Ok(after) => equal::compare(&instance.value, &after["value"], &instance.declared),
            Err(error) => Fate::Changed(error.clone()),
        };
        match fate {
            Fate::Equal => known.equal += 1,
            Fate::Undeclared if !PRESERVE_UNKNOWN => known.undeclared += 1,
            Fate::Undeclared => {
                known.exceptions.insert(instance.name.clone(), "a member was lost".to_owned());
            }
            Fate::Changed(how) => {
                let reason = REASONS.iter().find(|(what, _)| how.contains(what)).map(|(_, reason)| *reason);
                let reason = reason.unwrap_or("no known reason");
                known.exceptions.insert(instance.name.clone(), format!("{reason}: {how}"));
            }
        }
    }
    known
}

#[test]
fn valid_instances_of_the_suite_come_back_equal() {
    let Some(corpus) = corpus() else { return };
    let mut programs = Programs::default();
    let mut files: BTreeMap<String, Vec<Instance>> = BTreeMap::new();
    let folder = fs::read_dir(corpus.join("json-schema-suite/draft2020-12")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let groups: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        files.insert(name, groups.iter().flat_map(|group| instances(group, &mut programs)).collect());
    }
    let trips = programs.run("suite");
    let met: BTreeMap<String, Known> =
        files.iter().map(|(name, instances)| (name.clone(), known(instances, &trips))).collect();
    let (accepted, equal, undeclared, exceptions) = list::total(&met);
    println!("{accepted} instances: {equal} equal, {undeclared} without undeclared members, {exceptions} exceptions");
    list::compare("suite", &met);
    let reasons = met.values().flat_map(|known| known.exceptions.values());
    let unknown: Vec<&String> = reasons.filter(|reason| reason.starts_with("no known reason")).collect();
    assert_eq!(unknown, [""; 0]);
}
