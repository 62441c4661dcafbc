//! The types that a call gives for the responses of a description.

#![allow(missing_docs)]

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

/// `client.rs` for these paths and components.
fn client(text: &str) -> String {
    let head = "openapi: 3.1.0\ninfo: { title: Pets, version: 1.0.0 }\n";
    generated(&format!("{head}{text}"), "client.rs")
}

fn generated(description: &str, file: &str) -> String {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    let files = oasmith::generate(&documents, &Config::new("api.yaml", "pets"), &mut Sink::new()).unwrap().files;
    files[file].clone()
}

/// What the calls give, in order.
fn outputs(client: &str) -> Vec<&str> {
    client.lines().filter_map(|line| line.trim().strip_prefix("type Output = Result<")?.strip_suffix(">;")).collect()
}

#[test]
fn a_shared_response_is_one_type_in_each_signature() {
    let client = client(
        r##"
paths:
  /a: { get: { operationId: a, responses: { "204": { description: Done. }, "404": { $ref: "#/components/responses/Err" } } } }
  /b: { get: { operationId: b, responses: { "204": { description: Done. }, "404": { $ref: "#/components/responses/Err" } } } }
components:
  responses:
    Err: { description: Failed., content: { application/json: { schema: { type: object, required: [why], properties: { why: { type: string } } } } } }
"##,
    );
    let outputs = outputs(&client);
    let [a, b] = outputs.as_slice() else { panic!("{outputs:?}") };
    assert_eq!(a, b);
    assert!(a.starts_with("Response<()>, CallError<models::"), "{a}");
}

#[test]
fn bodies_are_arrays_scalars_maps_and_null() {
    let client = client(
        r##"
paths:
  /list: { get: { operationId: list, responses: { "200": { description: A., content: { application/json: { schema: { type: array, items: { type: string } } } } } } } }
  /number: { get: { operationId: number, responses: { "200": { description: A., content: { application/json: { schema: { type: integer } } } } } } }
  /map: { get: { operationId: map, responses: { "200": { description: A., content: { application/json: { schema: { type: object, additionalProperties: { type: integer } } } } } } } }
  /null: { get: { operationId: null_, responses: { "200": { description: A., content: { application/json: { schema: { anyOf: [{ $ref: "#/components/schemas/Pet" }, { type: "null" }] } } } } } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
"##,
    );
    let bodies: Vec<&str> = outputs(&client).iter().map(|output| output.split_once(", CallError").unwrap().0).collect();
    assert_eq!(
        bodies,
        ["Response<Vec<String>>", "Response<i64>", "Response<wire::Map<i64>>", "Response<Option<models::Pet>>"]
    );
}

#[test]
fn links_add_nothing_to_a_client() {
    let paths = |links: &str| {
        client(&format!(
            "paths:\n  /a: {{ get: {{ operationId: a, responses: {{ \"200\": {{ description: A.{links} }} }} }} }}\n  /b: {{ get: \
             {{ operationId: b, responses: {{ \"204\": {{ description: B. }} }} }} }}\n"
        ))
    };
    assert_eq!(paths(", links: { next: { operationId: b } }"), paths(""));
}

#[test]
fn headers_of_2_0_have_types() {
    let operations = generated(
        r##"
swagger: "2.0"
info: { title: Pets, version: 1.0.0 }
host: api.example.com
paths:
  /a:
    get:
      operationId: a
      produces: [application/json]
      responses:
        "200":
          description: A.
          schema: { type: string }
          examples: { application/json: "a" }
          headers:
            X-Ids: { type: array, items: { type: integer }, collectionFormat: csv }
            X-Left: { type: integer, format: int32, description: What is left. }
"##,
        "operations.rs",
    );
    assert!(operations.contains("    /// The header `X-Ids`.\n    pub x_ids: Option<Vec<i64>>,\n"), "{operations}");
    assert!(operations.contains("    /// What is left.\n    pub x_left: Option<i32>,\n"), "{operations}");
}
