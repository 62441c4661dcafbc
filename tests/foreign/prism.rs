//! A judge of requests that is not ours: Prism, a mock server that validates what it receives against the description, and
//! responds with a success of it.

use std::path::Path;
use std::process::Command;

use oasmith::source::Documents;
use serde_json::Value;

use crate::calls::{self, Calls, Expected, read};
use crate::install;
use crate::process::{Process, port};

/// What becomes of calls of all operations of a description: how many there are, and what is wrong with the requests or the
/// responses.
fn judged(prism: &Path, name: &str, documents: &Documents) -> (usize, String) {
    let calls = Calls::of(&format!("calls-{name}"), documents);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("description.json");
    std::fs::write(&file, judgeable(documents.root().value.to_json(), false).to_string()).unwrap();
    let port = port();
    let mut mock = Command::new(prism);
    mock.args(["mock"]);
    mock.args(["--verboseLevel", "warn", "--host", "127.0.0.1", "--port", &port.to_string()]);
    let mut mock = Process::start(mock.arg(&file), folder.path()).unwrap();
    mock.listens(port);
    let told =
        calls.sent_to(&format!("http://127.0.0.1:{port}")).unwrap_or_else(|told| panic!("{told}\n{}", mock.output()));
    mock.runs();
    (calls.operations, told)
}

/// The formats that schema tables hold, apart from those of 64 bits: the numbers of the judge have 53.
const FORMATS: &[&str] = &["date-time", "date", "uuid", "ipv4", "ipv6", "int32"];

/// The description as the judge gets it: without the formats that are annotations to us, and without examples, because it would
/// respond with them, whether or not they are what the schema says.
fn judgeable(mut value: Value, is_of_names: bool) -> Value {
    match &mut value {
        Value::Array(items) => items.iter_mut().for_each(|item| *item = judgeable(item.take(), false)),
        Value::Object(properties) => {
            let is_kept = |name: &str, value: &Value| match name {
                "format" => FORMATS.iter().any(|format| *value == **format),
                "example" | "examples" => false,
                _ => true,
            };
            properties.retain(|name, value| is_of_names || is_kept(name, value));
            for (name, value) in properties {
                *value = judgeable(value.take(), name == "properties");
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    value
}

const SMALL: Expected<2> = [
    // It declares a default and no success, and Prism has nothing to respond with.
    ("peer/progenitor/buildomat.json", 21, &["task_output_download"]),
    FORMS,
];

/// Forms, multipart and deepObject. Prism reads a property of a form that is an array of one item as a string, and one that is an
/// object not at all; in parts, it reads neither the parts of an array nor the JSON of an object.
const FORMS: (&str, usize, &[&str]) =
    ("peer/ogen/form.json", 9, &["testFormURLEncoded", "testMultipart", "testMultipartUpload"]);

const TEN: Expected<10> = [
    ("apis-guru/adyen.com__AccountService.json", 20, &[]),
    ("apis-guru/apache.org__airflow.json", 73, &[]),
    (
        "apis-guru/conjur.local.json",
        41,
        &[
            // A form with a property that is an object, and one with an array: see above.
            "createHost",
            "createToken",
            // Prism knows no mutual TLS.
            "getAccessTokenViaKubernetes",
            // It requires two credentials in one header.
            "rotateApiKey",
        ],
    ),
    ("apis-guru/discourse.local.json", 84, &[]),
    // Prism breaks down over its response.
    ("apis-guru/dnd5eapi.co.json", 47, &["get_api_monsters_by_index"]),
    (
        "apis-guru/docker.com__engine.json",
        105,
        &[
            // It declares a header parameter `Content-type`, which OpenAPI ignores, with another media type than its body has.
            "ImageBuild",
            // A body of bytes with the schema of an object.
            "NetworkConnect",
            // A success with 101, which no call ends in.
            "Session",
        ],
    ),
    ("apis-guru/gitea.io.json", 346, &[]),
    ("apis-guru/httpbin.org.json", 78, &[]),
    ("apis-guru/listennotes.com.json", 24, &[]),
    ("peer/box-openapi/openapi-v2025.0.json", 37, &[]),
];

fn hold<const COUNT: usize>(expected: &Expected<COUNT>) {
    let Some(prism) = install::node("prism") else { return };
    calls::hold(expected, |name, documents| judged(&prism.join("prism"), name, documents));
}

#[test]
fn prism_accepts_what_the_client_of_the_drivers_api_sends() {
    let Some(programs) = install::node("prism") else { return };
    let description = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/drivers.yaml");
    assert_eq!(judged(&programs.join("prism"), "drivers", &read(&description)), (9, String::new()));
}

#[test]
fn prism_accepts_what_clients_of_small_descriptions_send() {
    hold(&SMALL);
}

/// Minutes, for the most part of rustc.
#[test]
#[ignore = "ten descriptions with 855 operations: `cargo test --test foreign ten_descriptions -- --ignored`"]
fn prism_accepts_what_clients_of_ten_descriptions_send() {
    hold(&TEN);
}
