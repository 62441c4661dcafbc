//! Calls each operation of a client, round by round, with values that another program drew.

#![allow(dead_code, unused_imports, unused_mut, unused_variables, deprecated, clippy::all)]

use std::collections::HashSet;

use proptest::arbitrary::{Arbitrary, any};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sdk::models;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What is called, and what came of it.
struct Caller {
    base: String,
    /// The values of each round, by the number of the operation.
    rounds: std::vec::IntoIter<Vec<Value>>,
    round: Vec<Value>,
    runner: TestRunner,
    calls: usize,
    /// What is wrong, each thing once.
    told: HashSet<String>,
}

impl Caller {
    fn new() -> Self {
        let mut arguments = std::env::args().skip(1);
        let base = arguments.next().expect("a base URL");
        let rounds = std::fs::read(arguments.next().expect("a file of values")).unwrap();
        let rounds: Vec<Vec<Value>> = serde_json::from_slice(&rounds).unwrap();
        let runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[1; 32]));
        Self { base, rounds: rounds.into_iter(), round: Vec::new(), runner, calls: 0, told: HashSet::new() }
    }

    fn base(&self) -> String {
        self.base.clone()
    }

    fn next_round(&mut self) -> bool {
        self.round = self.rounds.next().unwrap_or_default();
        !self.round.is_empty()
    }

    fn values(&self, operation: usize) -> Value {
        self.round[operation].clone()
    }

    /// A value of a model that satisfies its schema. An object has properties where it can: a form without any is a body that is
    /// taken for absent.
    fn draw<T: Arbitrary + Serialize>(&mut self) -> T {
        let mut draw = || {
            let tree = any::<T>().new_tree(&mut self.runner);
            tree.unwrap_or_else(|error| panic!("{}: {error}", std::any::type_name::<T>())).current()
        };
        let is_empty = |value: &T| serde_json::to_string(value).is_ok_and(|text| text == "{}");
        let again = (0..32).map(|_| draw()).find(|value| !is_empty(value));
        again.unwrap_or_else(draw)
    }

    fn draw_some<T: Arbitrary + Serialize>(&mut self) -> Vec<T> {
        (0..2).map(|_| self.draw()).collect()
    }

    /// Says what is wrong: the request, where the server judges so, or the response, where it is not the declared success.
    fn judge<T, E: std::fmt::Debug + 'static>(
        &mut self,
        operation: &str,
        outcome: Result<sdk::Response<T>, sdk::CallError<E>>,
    ) {
        self.calls += 1;
        let fault = match outcome {
            Ok(response) => match response.headers().get("sl-violations").and_then(|said| violations(said.as_bytes())) {
                Some(violations) => violations,
                None => return,
            },
            Err(sdk::CallError::Unexpected(unexpected)) => problem(unexpected.raw()).unwrap_or_else(|| {
                format!("{}: {}", unexpected.message(), String::from_utf8_lossy(unexpected.raw()))
            }),
            Err(error) => error.to_string(),
        };
        let line = format!("{operation}: {}", fault.replace('\n', " "));
        if self.told.insert(line.clone()) {
            println!("{line}");
        }
    }

    fn end(&self) {
        println!("{} calls", self.calls);
    }
}

/// A value as the type of an argument.
fn argument<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{}: {error}: {value}", std::any::type_name::<T>()))
}

/// Some value of a type.
fn some<T: DeserializeOwned>() -> T {
    let values = [json!("text"), json!(7), json!(true), json!({}), json!([]), json!("6ba7b810-9dad-11d1-80b4-00c04fd430c8")];
    values.into_iter().find_map(|value| serde_json::from_value(value).ok()).expect("one of a few values")
}

/// What the server says is wrong with a request that it responded to. What it says of its own response is its own matter.
fn violations(said: &[u8]) -> Option<String> {
    let said: Value = serde_json::from_slice(said).unwrap();
    let said: Vec<String> = said.as_array().unwrap().iter().filter(|one| one["location"][0] == "request").map(Value::to_string).collect();
    Some(said.join(" ")).filter(|said| !said.is_empty())
}

/// What the server says is wrong with a request: its code, and the violations.
fn problem(body: &[u8]) -> Option<String> {
    let problem: Value = serde_json::from_slice(body).ok()?;
    let code = problem["type"].as_str()?.strip_prefix("https://stoplight.io/prism/errors#")?.to_owned();
    let violations = problem["validation"].as_array().into_iter().flatten();
    let violations = violations.map(|one| {
        let location = one["location"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
        format!(" /{} {}", location.join("/"), one["message"].as_str().unwrap_or_default())
    });
    Some(code + &violations.collect::<String>())
}
