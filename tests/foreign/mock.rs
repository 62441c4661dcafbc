//! The mock server of a description on one side, and the client that is generated for it on the other: each call is a typed success.

use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::mock::mock;
use oasmith::source::Documents;
use tokio::runtime::Runtime;

use crate::calls::{self, Calls, Expected, read};
use crate::support;

/// What becomes of calls of all operations: how many there are, and which are no success of the declared type.
fn outcome_of_calls(name: &str, documents: &Documents) -> (usize, String) {
    let calls = Calls::of(&format!("calls-{name}"), documents);
    let mut sink = Sink::new();
    let made = mock(documents, &Config::new("description", "generated"), &mut sink).expect("a mock server");
    // The number of threads is that of the machine, and the server lives as long as they do.
    let runtime = Runtime::new().unwrap();
    let url = runtime.block_on(support::serve(made.server.into_router()));
    (calls.operations, calls.sent_to(&url).unwrap_or_else(|told| panic!("{told}")))
}

const SMALL: Expected<2> = [("peer/progenitor/buildomat.json", 21, &[]), ("peer/ogen/form.json", 9, &[])];

const TEN: Expected<10> = [
    ("apis-guru/adyen.com__AccountService.json", 20, &[]),
    ("apis-guru/apache.org__airflow.json", 73, &[]),
    ("apis-guru/conjur.local.json", 41, &[]),
    ("apis-guru/discourse.local.json", 84, &[]),
    ("apis-guru/dnd5eapi.co.json", 47, &[]),
    ("apis-guru/docker.com__engine.json", 105, &[]),
    ("apis-guru/gitea.io.json", 346, &[]),
    ("apis-guru/httpbin.org.json", 78, &[]),
    ("apis-guru/listennotes.com.json", 24, &[]),
    ("peer/box-openapi/openapi-v2025.0.json", 37, &[]),
];

#[test]
fn the_client_of_the_drivers_api_gets_typed_successes_of_the_mock() {
    let description = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/drivers.yaml");
    assert_eq!(outcome_of_calls("drivers", &read(&description)), (9, String::new()));
}

#[test]
fn clients_of_small_descriptions_get_typed_successes_of_the_mock() {
    calls::hold(&SMALL, outcome_of_calls);
}

/// Minutes, for the most part of rustc.
#[test]
#[ignore = "ten descriptions with 855 operations: `cargo test --test foreign typed_successes -- --ignored`"]
fn clients_of_ten_descriptions_get_typed_successes_of_the_mock() {
    calls::hold(&TEN, outcome_of_calls);
}
