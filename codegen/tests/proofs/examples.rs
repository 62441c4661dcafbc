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
use super::program::{Programs, Trip};
use super::{PRESERVE_UNKNOWN, corpus, descriptions};

/// A reason why an example does not come back, and whether it is the one: by the example, and what it was read as or why not.
type Reason = (&'static str, fn(&Value, &Trip) -> bool);

const REASONS: &[Reason] = &[
    ("an integer that states no width has 64 bits", |_, trip| trip.as_ref().is_err_and(|error| is_too_wide(error))),
    ("a number of `format: float` has as many digits as such a number can have", |before, trip| {
        trip.as_ref().is_ok_and(|after| differs_by(before, after, &|before, after| is_rounded(before, after)))
    }),
    ("null is as good as absent where the alternative that fits best has no null", |before, trip| {
        trip.as_ref().is_ok_and(|after| differs_by(before, after, &|before, after| before.is_null() && after.is_none()))
    }),
];

/// Whether an error is of an integer that 64 bits with a sign have no place for.
fn is_too_wide(error: &str) -> bool {
    let told = error.split_once("invalid value: integer `").and_then(|(_, told)| told.split_once("`, expected i64"));
    told.and_then(|(number, _)| number.parse::<i128>().ok()).is_some_and(|number| i64::try_from(number).is_err())
}

/// Whether a number is another one with 32 bits.
fn is_rounded(before: &Value, after: Option<&Value>) -> bool {
    let (Some(before), Some(after)) = (before.as_f64(), after.and_then(Value::as_f64)) else { return false };
    before != after && (before as f32).to_string().parse() == Ok(after)
}

/// Whether values differ, and in nothing but parts that a reason holds for: a part, and what became of it.
fn differs_by(before: &Value, after: &Value, holds: &dyn Fn(&Value, Option<&Value>) -> bool) -> bool {
    let none = equal::Declared::new();
    let is_same = |before: &Value, after: &Value| {
        equal::compare(before, after, &none) == Fate::Equal || differs_by(before, after, holds)
    };
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before.iter().all(|(name, value)| match after.get(name) {
            Some(after) => is_same(value, after),
            None => holds(value, None),
        }),
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(before, after)| is_same(before, after))
        }
        _ => holds(before, Some(after)),
    }
}

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

fn known(judged: &Judged, trips: &[Trip]) -> Known {
    let mut known = Known { accepted: judged.examples.len(), ..Known::default() };
    for Accepted { example, declared, case } in &judged.examples {
        let trip = trips[*case].clone().map(|mut after| after["value"].take());
        let fate = match &trip {
            Ok(after) => equal::compare(&example.value, after, declared),
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
        let reason = REASONS.iter().find(|(_, is_so)| is_so(&example.value, &trip));
        let reason = reason.map_or("no known reason", |(reason, _)| *reason);
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

#[test]
fn a_reason_is_given_where_it_holds() {
    let given = |before: Value, trip: Trip| REASONS.iter().position(|(_, is_so)| is_so(&before, &trip));
    let error =
        |number: &str| Err(format!("at `value`: invalid value: integer `{number}`, expected i64 at line 1 column 2"));
    assert_eq!(given(json!(1), error("9223372036854775808")), Some(0));
    assert_eq!(given(json!(1), error("1")), None);
    assert_eq!(given(json!({ "a": [0.00743999984115362] }), Ok(json!({ "a": [0.00744] }))), Some(1));
    assert_eq!(given(json!({ "a": [0.5] }), Ok(json!({ "a": [0.25] }))), None);
    assert_eq!(given(json!({ "a": null, "b": 1 }), Ok(json!({ "b": 1 }))), Some(2));
    assert_eq!(given(json!({ "a": null, "b": 1 }), Ok(json!({}))), None);
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
