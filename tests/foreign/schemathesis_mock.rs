//! The judge of servers on mock servers: schemathesis draws requests from a description, valid and invalid, and judges each response of
//! the mock server of that description.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::mock::mock;
use oasmith::source::Documents;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::calls::read;
use crate::process::run;
use crate::{install, support};

/// What is judged: no server error, nothing undeclared, no invalid request accepted, and no valid one refused.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                      negative_data_rejection,positive_data_acceptance";

/// The statuses with which a request is refused, whatever a description declares.
const REFUSALS: &[&str] = &["400", "401", "404", "405", "406", "413", "415", "422"];

/// The media type of refusals.
const PROBLEM: &str = "application/problem+json";

/// The description as the judge gets it: with the refusals that each operation has, and with a pattern for base64, a format that it
/// does not know.
fn judgeable(mut description: Value) -> Value {
    let is_swagger = description.get("swagger").is_some();
    let produced = description.get("produces").cloned().unwrap_or_else(|| json!(["application/json"]));
    let paths = description["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten());
    let methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];
    for (_, operation) in operations.filter(|(method, _)| methods.contains(&method.as_str())) {
        for status in REFUSALS {
            let response = &mut operation["responses"][status];
            if response.is_null() || response.get("$ref").is_some() {
                *response = json!({ "description": "Refused." });
            }
            if !is_swagger {
                response["content"][PROBLEM] = json!({});
            }
        }
        if is_swagger {
            let mut names = operation.get("produces").unwrap_or(&produced).clone();
            names.as_array_mut().unwrap().push(json!(PROBLEM));
            operation["produces"] = names;
        }
    }
    describe_base64(&mut description, false);
    description
}

fn describe_base64(value: &mut Value, is_of_names: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| describe_base64(item, false)),
        Value::Object(properties) => {
            if !is_of_names && properties.get("format") == Some(&json!("byte")) && !properties.contains_key("pattern") {
                properties.insert("pattern".to_owned(), json!("^(?:[A-Za-z0-9+/]{4})*$"));
            }
            let of_names = |name: &str| name == "properties" && !is_of_names;
            properties.iter_mut().for_each(|(name, value)| describe_base64(value, of_names(name)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The headers with credentials for all schemes of a description.
fn credentials(description: &Value) -> Vec<String> {
    let schemes = [&description["components"]["securitySchemes"], &description["securityDefinitions"]];
    let schemes: Vec<&Value> = schemes.into_iter().filter_map(Value::as_object).flat_map(Map::values).collect();
    let mut headers: Vec<String> = Vec::new();
    for scheme in schemes {
        let is_basic = scheme["type"] == "basic" || scheme["scheme"] == "basic";
        let header = match (scheme["type"].as_str(), scheme["in"].as_str()) {
            (Some("apiKey"), Some("header")) => format!("{}: secret", scheme["name"].as_str().unwrap()),
            (Some("apiKey"), _) => continue,
            _ if is_basic => "Authorization: Basic dXNlcjpzZWNyZXQ=".to_owned(),
            _ => "Authorization: Bearer secret".to_owned(),
        };
        let name = header.split(':').next().unwrap().to_ascii_lowercase();
        if !headers.iter().any(|known| known.to_ascii_lowercase().starts_with(&name)) {
            headers.push(header);
        }
    }
    headers
}

/// How many operations are judged, and what is found: method and path, with the code of the finding.
fn judged(judge: &Path, documents: &Documents) -> (usize, Vec<String>) {
    let mut sink = Sink::new();
    let made = mock(documents, &Config::new("description", "generated"), &mut sink).expect("a mock server");
    let runtime = Runtime::new().unwrap();
    let url = runtime.block_on(support::serve(made.server.into_router()));
    let folder = tempfile::tempdir().unwrap();
    let description = judgeable(documents.root().value.to_json());
    let file = folder.path().join("description.json");
    std::fs::write(&file, description.to_string()).unwrap();
    let mut command = Command::new(judge);
    command.args([
        "run",
        "--no-color",
        "--continue-on-failure",
        "--no-shrink",
        "--warnings",
        "off",
        "--seed",
        "1",
        "--url",
        &url,
    ]);
    command.args(["--suppress-health-check", "all", "--checks", CHECKS, "--phases", "coverage,fuzzing", "-n", "8"]);
    for header in credentials(&description) {
        command.args(["--header", &header]);
    }
    let ended = run(command.arg(&file).current_dir(folder.path()), Duration::from_secs(900)).unwrap();
    let told = &ended.output;
    assert!(ended.code.is_some() && told.contains("  Tested: "), "{told}");
    let tested = told.split("  Tested: ").nth(1).unwrap().lines().next().unwrap().split('/').next().unwrap();
    let found = findings(told);
    assert_eq!(ended.is_success(), found.is_empty(), "{told}");
    if !found.is_empty() {
        println!("{}", told.split("= FAILURES =").nth(1).unwrap_or(told));
    }
    (tested.trim().parse().unwrap(), found)
}

/// `GET /drivers ST201`: each finding once.
fn findings(told: &str) -> Vec<String> {
    let (mut operation, mut found) = (String::new(), Vec::new());
    for line in told.lines() {
        let title = line.strip_prefix('_').map(|line| line.trim_matches('_').trim());
        if let Some(title) = title.filter(|title| title.contains(" /")) {
            operation = title.to_owned();
        }
        if let Some(code) = line.strip_prefix("- ST") {
            found.push(format!("{operation} ST{}", code.split(' ').next().unwrap()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Descriptions with the number of their operations, and what is found that is no fault, each with the reason.
type Expected<const COUNT: usize> = [(&'static str, usize, &'static [&'static str]); COUNT];

fn hold<const COUNT: usize>(expected: &Expected<COUNT>) {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) else {
        println!("skipped: OASMITH_CORPUS is not set");
        return;
    };
    let Some(programs) = install::python("schemathesis") else { return };
    let found: Vec<(&str, usize, Vec<String>)> = expected
        .iter()
        .map(|(name, ..)| {
            let (operations, found) = judged(&programs.join("schemathesis"), &read(&corpus.join(name)));
            println!("{name}: {operations} operations, {} findings", found.len());
            (*name, operations, found)
        })
        .collect();
    let expected: Vec<(&str, usize, Vec<String>)> = expected
        .iter()
        .map(|(name, operations, found)| (*name, *operations, found.iter().map(|&one| one.to_owned()).collect()))
        .collect();
    assert_eq!(found, expected);
}

const TWO: Expected<2> = [("apis-guru/dnd5eapi.co.json", 47, &[]), ("apis-guru/listennotes.com.json", 24, &[])];

#[test]
fn schemathesis_finds_no_fault_in_the_mock_of_the_drivers_api() {
    let Some(programs) = install::python("schemathesis") else { return };
    let description = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/drivers.yaml");
    assert_eq!(judged(&programs.join("schemathesis"), &read(&description)), (9, Vec::new()));
}

#[test]
fn schemathesis_finds_no_fault_in_the_mocks_of_two_descriptions() {
    hold(&TWO);
}
