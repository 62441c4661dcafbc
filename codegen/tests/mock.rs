//! A mock server of a description: which response it chooses, the values that it makes, and how it judges requests.

#![cfg(feature = "mock")]
#![allow(missing_docs)]

use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::mock::mock;
use oasmith::source::Documents;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A response that was sent.
struct Sent {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Sent {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn header(&self, name: &str) -> Option<&str> {
        Some(self.headers.get(name)?.to_str().unwrap())
    }

    fn detail(&self) -> String {
        self.json()["detail"].as_str().unwrap().to_owned()
    }
}

/// What a mock of a description responds. Each line of the headers is a header.
fn send(description: &str, seed: u64, line: &str, headers: &str, body: &str) -> Sent {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    let mut sink = Sink::new();
    let made = mock(&documents, &Config::new("api.yaml", "api"), &mut sink);
    let router = made.unwrap_or_else(|| panic!("{sink:?}")).server.seed(seed).into_router();
    let (method, uri) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(uri);
    for header in headers.lines() {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(body.to_owned()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Sent { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
    })
}

fn get(description: &str, uri: &str, headers: &str) -> Sent {
    send(description, 0, &format!("GET {uri}"), headers, "")
}

const PETS: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getPet
      responses:
        default: { description: Failed., content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } } }
        4XX: { description: Refused., content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } } }
        "404": { description: Unknown. }
        "201": { description: Made., content: { text/plain: { schema: { type: string } } } }
        "200":
          description: A pet.
          headers:
            x-count: { required: true, schema: { type: integer, minimum: 3, maximum: 3 } }
            x-tag: { schema: { type: string }, example: "v1" }
            content-encoding: { schema: { type: string } }
          content:
            text/csv: { schema: { type: string }, example: "1,Rex" }
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              examples:
                wrong: { value: { name: 1 } }
                rex: { value: { name: Rex } }
                "the cat": { $ref: "#/components/examples/Cat" }
    delete:
      operationId: deletePet
      responses: { "204": { description: Gone. } }
components:
  examples: { Cat: { value: { name: Tom } } }
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string } } }
    Problem: { type: object, required: [title], properties: { title: { type: string, examples: [Oh no] } } }
"##;

#[test]
fn a_response_is_the_first_success_with_the_first_valid_example() {
    let sent = get(PETS, "/pets/1", "");
    assert_eq!((sent.status, sent.body.as_str()), (200, r#"{"name":"Rex"}"#));
    assert_eq!((sent.header("x-count"), sent.header("x-tag")), (Some("3"), Some("v1")));
    // A coding that no one has applied would make the body unreadable.
    assert_eq!((sent.header("content-encoding"), sent.header("content-type")), (None, Some("application/json")));
    let sent = get(PETS, "/pets/1", "accept: text/csv, application/json;q=0.5");
    assert_eq!((sent.header("content-type"), sent.body.as_str()), (Some("text/csv"), "1,Rex"));
    let sent = send(PETS, 0, "HEAD /pets/1", "", "");
    assert_eq!((sent.status, sent.header("x-count"), sent.body.as_str()), (200, Some("3"), ""));
    let sent = send(PETS, 0, "DELETE /pets/1", "", "");
    assert_eq!((sent.status, sent.header("content-type"), sent.body.as_str()), (204, None, ""));
}

#[test]
fn a_client_prefers_a_status_and_an_example() {
    let prefer = |what: &str| get(PETS, "/pets/1", &format!("prefer: {what}"));
    let sent = prefer("example=\"the cat\"");
    assert_eq!((sent.status, sent.body.as_str()), (200, r#"{"name":"Tom"}"#));
    assert_eq!(sent.header("preference-applied"), Some("example=\"the cat\""));
    // Whoever names an example gets it as it is.
    assert_eq!(prefer("wait=3, example=wrong").body, r#"{"name":1}"#);
    let sent = prefer("code=404");
    assert_eq!((sent.status, sent.header("preference-applied"), sent.body.as_str()), (404, Some("code=404"), ""));
    // A range and the default have any status of theirs.
    for code in [422, 503] {
        let sent = prefer(&format!("code={code}"));
        assert_eq!((sent.status, sent.json()["title"].as_str()), (code, Some("Oh no")));
        assert_eq!(sent.header("content-type"), Some("application/problem+json"));
    }
    let sent = send(PETS, 0, "DELETE /pets/1", "prefer: code=200", "");
    assert_eq!(sent.status, 400);
    assert_eq!(sent.detail(), "header /prefer: `code=200` is no status that `deletePet` declares: 204");
    let sent = prefer("example=dog");
    assert_eq!(sent.status, 400);
    assert_eq!(sent.detail(), "header /prefer: `example=dog` is no example of this response: wrong, rex, the cat");
    assert_eq!(prefer("code=199").status, 400);
}

const ORDERS: &str = r##"
openapi: 3.1.0
info: { title: Orders, version: "1" }
security: [{ key: [] }]
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/Node" } }
          multipart/form-data:
            schema: { type: object, required: [file, note], properties: { file: { type: string, format: binary, contentMediaType: image/png }, note: { type: string, maxLength: 3 } } }
      responses: { "201": { description: Made. } }
  /log:
    get:
      operationId: readLog
      security: []
      responses:
        "200":
          description: Lines.
          content:
            text/event-stream: { schema: { type: object, required: [n], properties: { n: { type: integer } } } }
            application/jsonl: { schema: { type: array, items: { type: integer } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  schemas:
    Node:
      type: object
      required: [size]
      properties: { size: { type: integer, format: int64, maximum: 9 }, parts: { type: array, items: { $ref: "#/components/schemas/Node" } } }
"##;

#[test]
fn requests_are_judged_as_by_a_generated_server() {
    const JSON: &str = "x-key: k\ncontent-type: application/json";
    let post = |headers: &str, body: &str| send(ORDERS, 0, "POST /orders", headers, body);
    assert_eq!(post(JSON, r#"{"size":1,"parts":[{"size":9}]}"#).status, 201);
    assert_eq!(post("content-type: application/json", "{}").status, 401);
    assert_eq!(post("x-key: k\ncontent-type: text/plain", "a").status, 415);
    assert_eq!(post(JSON, "{").status, 400);
    assert_eq!(post(JSON, "").status, 422);
    // What is below 64 bits is read as a double, whose nearest integer is within 64 bits.
    for (size, status) in [("-9223372036854775808", 201), ("-9223372036854775809", 422)] {
        assert_eq!(post(JSON, &format!(r#"{{"size":{size}}}"#)).status, status);
    }
    assert_eq!(get(ORDERS, "/orders", "").status, 405);
    assert_eq!(get(ORDERS, "/unknown", "").status, 404);
    assert_eq!(get(ORDERS, "/log", "accept: image/png").status, 406);
    // A schema that refers to itself is the same one at any depth.
    let sent = post(JSON, r#"{"size":1,"parts":[{"size":2,"parts":[{"size":10},{}]}]}"#);
    assert_eq!(sent.status, 422);
    let found =
        sent.json()["violations"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect::<Vec<_>>();
    assert_eq!(found, ["/parts/0/parts/0/size", "/parts/0/parts/1/size"]);
}

#[test]
fn the_parts_of_a_form_are_judged_to_the_last() {
    let post = |note: &str| {
        let file = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nxyz\r\n";
        let note = format!("--b\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\n{note}\r\n--b--\r\n");
        send(
            ORDERS,
            0,
            "POST /orders",
            "x-key: k\ncontent-type: multipart/form-data; boundary=b",
            &(file.to_owned() + &note),
        )
    };
    assert_eq!(post("abc").status, 201);
    let sent = post("abcd");
    assert_eq!((sent.status, sent.json()["violations"][0]["pointer"].clone()), (422, json!("/note")));
}

#[test]
fn a_stream_has_a_few_pieces() {
    let sent = get(ORDERS, "/log", "accept: text/event-stream");
    let events: Vec<Value> = sent
        .body
        .split_terminator("\n\n")
        .map(|event| event.strip_prefix("data: ").unwrap())
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    assert_eq!((sent.status, sent.header("content-type"), events.len()), (200, Some("text/event-stream"), 3));
    assert!(events.iter().all(|event| event["n"].is_i64()), "{events:?}");
    let sent = get(ORDERS, "/log", "accept: application/jsonl");
    assert_eq!(sent.body.lines().filter(|line| line.parse::<i64>().is_ok()).count(), 3, "{}", sent.body);
}

#[test]
fn a_response_has_no_property_that_only_requests_have() {
    let description = |version: &str, required: &str| {
        let properties = "id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true }";
        format!(
            "openapi: {version}\ninfo: {{ title: t, version: '1' }}\npaths:\n  /v:\n    post:\n      operationId: v\n      requestBody:\n        \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/User' }} }} }}\n      responses:\n        '200':\n          \
             description: A user.\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/User' }} }} }}\n\
             components:\n  schemas:\n    User: {{ type: object, required: [{required}], properties: {{ {properties} }} }}\n"
        )
    };
    for version in ["3.0.3", "3.1.0"] {
        for required in ["id", "id, secret"] {
            let json = "content-type: application/json";
            let sent = send(&description(version, required), 0, "POST /v", json, r#"{"secret":"s"}"#);
            let sent = sent.json();
            assert!(sent["id"].is_string() && sent.get("secret").is_none(), "{version}, {required}: {sent}");
        }
    }
}

/// Schemas of many kinds, each as JSON Schema.
fn schemas() -> Vec<Value> {
    vec![
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "format": "uuid" }),
        json!({ "type": "string", "minLength": 30, "maxLength": 31 }),
        json!({ "type": "string", "maxLength": 2 }),
        json!({ "type": "string", "pattern": "^[A-Z]{2}-\\d{4}(\\.[a-f]+)?$" }),
        json!({ "type": "string", "pattern": "^(?!x)[a-z]+@(?:a|b)\\.example$", "minLength": 12 }),
        json!({ "type": "integer", "minimum": -5, "exclusiveMaximum": -3 }),
        json!({ "type": "number", "multipleOf": 0.01, "minimum": 0.5, "maximum": 0.7 }),
        json!({ "enum": ["a", 2, null] }),
        json!({ "const": { "a": [1] } }),
        json!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 4 }, "minItems": 4, "uniqueItems": true }),
        json!({ "type": "array", "prefixItems": [{ "type": "string" }, { "type": "boolean" }], "items": false, "minItems": 2 }),
        json!({ "type": "array", "contains": { "const": 7 }, "items": { "type": "integer" } }),
        json!({ "type": "object", "minProperties": 2, "additionalProperties": { "type": "integer" } }),
        json!({ "type": "object", "patternProperties": { "^x-": { "type": "string" } }, "additionalProperties": false }),
        json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": ["string", "null"] } } }),
        json!({ "type": "object", "properties": { "a": true, "b": true }, "dependentRequired": { "a": ["b"] } }),
        json!({ "allOf": [{ "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } }, { "properties": { "a": { "minimum": 5 } } }] }),
        json!({ "oneOf": [{ "type": "integer", "minimum": 5 }, { "type": "number", "maximum": 3 }] }),
        json!({ "anyOf": [{ "type": "string", "maxLength": 3 }, { "type": "object", "required": ["z"] }] }),
        json!({ "type": "string", "not": { "const": "amber" } }),
        json!({ "oneOf": [
            { "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } } },
            { "type": "object", "required": ["b"], "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } } },
        ] }),
        json!({ "if": { "type": "string" }, "then": { "minLength": 20 }, "else": { "type": "boolean" } }),
    ]
}

#[test]
fn values_satisfy_their_schemas_and_follow_from_the_seed() {
    let mut bodies: Vec<Vec<String>> = Vec::new();
    for schema in schemas() {
        let description = json!({
            "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
            "paths": { "/v": { "get": { "operationId": "v", "responses": {
                "200": { "description": "", "content": { "application/json": { "schema": schema } } },
            } } } },
        });
        let description = description.to_string();
        let judge = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let made = |seed| send(&description, seed, "GET /v", "", "");
        let values = (0..6).map(|seed| {
            let sent = made(seed);
            assert_eq!(sent.status, 200, "{schema}: {}", sent.body);
            assert!(judge.is_valid(&sent.json()), "{schema}: {}", sent.body);
            sent.body
        });
        bodies.push(values.collect());
        assert_eq!(made(5).body, bodies.last().unwrap()[5]);
    }
    let various = bodies.iter().filter(|bodies| bodies.iter().any(|body| *body != bodies[0])).count();
    assert!(various > bodies.len() / 2, "{bodies:?}");
}

#[test]
fn what_nothing_satisfies_is_a_problem_that_says_what_to_write() {
    let description = r##"
openapi: 3.1.0
info: { title: t, version: "1" }
paths:
  /v:
    get:
      operationId: v
      responses:
        "200": { description: "", content: { application/json: { schema: { type: string, maxLength: 3, pattern: "^(?=.*a)(?=.*b)(?=.*c)(?=.*d)" } } } }
"##;
    let sent = get(description, "/v", "");
    assert_eq!(sent.status, 501);
    let wanted = "no value is found for the content of the response 200 of `v`: write an example of it in the description, or in an overlay";
    assert_eq!(sent.detail(), wanted);
}
