//! Every example that its own schema accepts is read into the schema's type and written back equal.
//!
//! The type of a place is named by a map that is added to the description and holds values of the place's schema.
//! `cargo test --release -p oasmith --test proofs -- --ignored large_examples` takes the large descriptions.

use std::collections::BTreeMap;
use std::path::Path;

use oasmith::source::{Documents, Limits};
use serde_json::{Value, json};

use super::bundle;
use super::equal::{self, Fate};
use super::list::{self, Known};
use super::oracle::{Oracle, fragment};
use super::places::{self, Example};
use super::program::Programs;
use super::{PRESERVE_UNKNOWN, corpus, descriptions};

/// Why an example does not come back, by what happened to it.
const REASONS: &[(&str, &str)] = &[
    ("expected i64", "an integer that states no width has 64 bits"),
    ("was 0.", "a number of `format: float` has as many digits as such a number can have"),
    ("a member was lost", "null is as good as absent where the alternative that fits best has no null"),
];

/// What is judged of a description.
struct Judged {
    description: String,
    examples: Vec<Accepted>,
}

/// An example that its schema accepts.
struct Accepted {
    example: Example,
    declared: equal::Declared,
    case: usize,
}

/// The name of the map of a schema.
fn map_name(number: usize) -> String {
    format!("ProofPlace{number}")
}

/// Adds to a description a map of values for each schema.
fn with_maps(mut description: Value, schemas: &[&str]) -> Value {
    let holder = match description.get("swagger") {
        Some(_) => &mut description["definitions"],
        None => &mut description["components"]["schemas"],
    };
    for (number, schema) in schemas.iter().enumerate() {
        let reference = format!("#{}", fragment(schema));
        holder[map_name(number)] = json!({ "type": "object", "additionalProperties": { "$ref": reference } });
    }
    description
}

/// Reads a description, and has its examples judged and its types generated.
fn judged(corpus: &Path, name: &str, programs: &mut Programs) -> Judged {
    let path = corpus.join(name);
    let documents = Documents::read(&path, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let description = bundle::bundled(&documents);
    let oracle = Oracle::new(&description);
    let mut by_schema: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    for example in places::examples(&description) {
        let known = by_schema.entry(example.schema.clone()).or_default();
        if known.iter().all(|known| known.value != example.value) {
            known.push(example);
        }
    }
    let mut accepted = Vec::new();
    for (schema, examples) in &by_schema {
        let Some(judge) = oracle.judge(schema) else { continue };
        let examples = examples.iter().filter(|example| judge.accepts(&example.value));
        accepted.extend(examples.map(|example| (example.clone(), judge.declared(&example.value))));
    }
    let mut schemas: Vec<&str> = accepted.iter().map(|(example, _)| example.schema.as_str()).collect();
    schemas.dedup();
    let text = with_maps(description, &schemas).to_string();
    let number = |example: &Example| schemas.iter().position(|schema| *schema == example.schema);
    let numbers: Vec<Option<usize>> = accepted.iter().map(|(example, _)| number(example)).collect();
    let module = (!accepted.is_empty()).then(|| programs.add(&[("api.json", text.as_str())])).flatten();
    let mut examples = Vec::new();
    for ((example, declared), number) in accepted.into_iter().zip(numbers) {
        if let (Some(module), Some(number)) = (module, number) {
            let case = programs.case(module, &map_name(number), json!({ "value": example.value }));
            examples.push(Accepted { example, declared, case });
        }
    }
    Judged { description: name.to_owned(), examples }
}

fn known(judged: &Judged, trips: &[super::program::Trip]) -> Known {
    let mut known = Known { accepted: judged.examples.len(), ..Known::default() };
    for Accepted { example, declared, case } in &judged.examples {
        let fate = match &trips[*case] {
            Ok(after) => equal::compare(&example.value, &after["value"], declared),
            Err(error) => Fate::Changed(error.clone()),
        };
        let how = match fate {
            Fate::Equal => {
                known.equal += 1;
                continue;
            }
            Fate::Undeclared if !PRESERVE_UNKNOWN => {
                known.undeclared += 1;
                continue;
            }
            Fate::Undeclared => "a member was lost".to_owned(),
            Fate::Changed(how) => how,
        };
        let reason =
            REASONS.iter().find(|(what, _)| how.contains(what)).map_or("no known reason", |(_, reason)| *reason);
        known.exceptions.insert(example.at.clone(), format!("{reason}: {how}"));
    }
    known
}

/// What becomes of the examples of descriptions that are compiled together; of one without examples nothing is said.
fn met(name: &str, corpus: &Path, descriptions: &[String]) -> BTreeMap<String, Known> {
    let mut programs = Programs::default();
    let judged: Vec<Judged> = descriptions.iter().map(|name| judged(corpus, name, &mut programs)).collect();
    if judged.iter().all(|judged| judged.examples.is_empty()) {
        return BTreeMap::new();
    }
    let trips = programs.run(name);
    let judged = judged.iter().filter(|judged| !judged.examples.is_empty());
    judged.map(|judged| (judged.description.clone(), known(judged, &trips))).collect()
}

/// Compares with the list of a name; what holds less often than in 98 of 100 fails whatever the list says.
fn prove(name: &str, met: &BTreeMap<String, Known>) {
    let (accepted, equal, undeclared, exceptions) = list::total(met);
    println!("{accepted} examples: {equal} equal, {undeclared} without undeclared members, {exceptions} exceptions");
    list::compare(name, met);
    let reasons = met.values().flat_map(|known| known.exceptions.values());
    let unknown: Vec<&String> = reasons.filter(|reason| reason.starts_with("no known reason")).collect();
    assert_eq!(unknown, [""; 0]);
    assert!(exceptions * 50 <= accepted, "{exceptions} exceptions of {accepted}");
}

#[test]
fn small_examples_come_back_equal() {
    if let Some(corpus) = corpus() {
        prove("examples", &met("examples", &corpus, &descriptions(&corpus, false)));
    }
}

/// One description after another: the largest takes gigabytes of memory to compile.
#[test]
#[ignore = "ten minutes and 7 GB: cargo test --release -p oasmith --test proofs -- --ignored large_examples"]
fn large_examples_come_back_equal() {
    let Some(corpus) = corpus() else { return };
    let mut all = BTreeMap::new();
    for (number, description) in descriptions(&corpus, true).into_iter().enumerate() {
        let begun = std::time::Instant::now();
        all.extend(met(&format!("large-examples-{number}"), &corpus, std::slice::from_ref(&description)));
        let exceptions = all.get(&description).map(|known| (known.accepted, &known.exceptions));
        println!("{description}: {:.0?}, {exceptions:#?}", begun.elapsed());
    }
    prove("large_examples", &all);
}
