//! Operations, their ids, responses, headers and links.

use oasmith::api::Status;

use crate::{read_3, read_all, read_operation};

#[test]
fn two_operations_with_one_id() {
    let read = read_3(
        "3.0.3",
        "paths: { /a: { get: { operationId: list, responses: {} } }, /b: { get: { operationId: list, responses: {} }, put: { operationId: List, responses: {} } } }",
    );
    assert_eq!(read.api.operations.len(), 3);
    assert_eq!(read.reports, ["W-duplicate-operation-id #/paths/~1b/get/operationId"]);
}

#[test]
fn operations_by_reference_are_read() {
    let read = read_all(&[
        (
            "api.yaml",
            "openapi: 3.0.0\ninfo: { title: T, version: '1' }\npaths: { '/a/{id}': { get: { $ref: ops/get.yaml } } }\n",
        ),
        ("ops/get.yaml", "operationId: get\nparameters: [{ $ref: id.yaml }]\nresponses: {}\n"),
        ("ops/id.yaml", "name: id\nin: path\nrequired: true\nschema: { type: string }\n"),
    ]);
    assert_eq!(read.api.operations[0].id.as_deref(), Some("get"));
    assert_eq!(read.api.operations[0].parameters.len(), 1);
    assert_eq!(read.reports, ["W-misplaced-ref #/paths/~1a~1{id}/get/$ref"]);
}

#[test]
fn servers_of_operation_path_and_root() {
    let read = read_3(
        "3.0.3",
        "servers: [{ url: 'https://root' }]\npaths: { /a: { servers: [{ url: 'https://path' }], get: { responses: {} }, \
         put: { servers: [{ url: 'https://operation' }], responses: {} } }, /b: { get: { responses: {} } } }",
    );
    let urls = |method: &str, path: &str| {
        read.operation(method, path).servers.iter().map(|server| server.url.clone()).collect::<Vec<_>>()
    };
    assert_eq!(urls("GET", "/a"), ["https://path"]);
    assert_eq!(urls("PUT", "/a"), ["https://operation"]);
    assert_eq!(urls("GET", "/b"), [""; 0]);
}

#[test]
fn statuses() {
    let read = read_3(
        "3.2.0",
        "paths: { /a: { get: { responses: { 200: {}, 4xx: {}, 5XX: {}, Default: {}, '600': {}, ok: {}, 6XX: {}, '0200': {} } } } }",
    );
    let statuses: Vec<Status> = read.api.operations[0].responses.iter().map(|response| response.status).collect();
    assert_eq!(statuses, [Status::Exact(200), Status::Range(4), Status::Range(5), Status::Default]);
    let unknown = ["600", "ok", "6XX", "0200"].map(|key| format!("E-unknown-status #/paths/~1a/get/responses/{key}"));
    assert_eq!(read.reports, unknown);
}

#[test]
fn descriptions_are_optional_since_3_2() {
    let members = "x-a: 1, responses: { '200': { summary: ok } }";
    let text = format!("paths: {{ /: {{ get: {{ {members} }} }} }}");
    let read = read_3("3.2.0", &text);
    assert_eq!(read.api.operations[0].responses[0].summary.as_deref(), Some("ok"));
    assert_eq!(read.reports, [""; 0]);
    assert_eq!(read_3("3.1.0", &text).reports, ["W-no-description #/paths/~1/get/responses/200"]);
}

#[test]
fn headers_of_a_response() {
    let read = read_3(
        "3.1.0",
        "paths: { /: { get: { responses: { '200': { description: '', headers: {\n\
         X-Limit: { required: true, schema: { type: integer } }, content-type: { schema: {} },\n\
         X-Shared: { $ref: '#/components/headers/Shared', description: mine },\n\
         X-Json: { content: { application/json: { schema: { type: object } } } }, 'Bad=Header': { schema: {} },\n\
         X-Reserved: { allowReserved: true, explode: true, schema: {} } } } } } } }\n\
         components: { headers: { Shared: { description: theirs, schema: { type: string } } } }",
    );
    let headers = &read.api.operations[0].responses[0].headers;
    let seen: Vec<(&str, bool, bool, Option<&str>)> =
        headers.iter().map(|h| (h.name.as_str(), h.required, h.explode, h.content.as_deref())).collect();
    assert_eq!(
        seen,
        [
            ("X-Limit", true, false, None),
            ("X-Shared", false, false, None),
            ("X-Json", false, false, Some("application/json")),
            ("X-Reserved", false, true, None),
        ]
    );
    assert_eq!(headers[1].description.as_deref(), Some("mine"));
    assert_eq!(
        read.reports,
        [
            "E-header-name #/paths/~1/get/responses/200/headers/Bad=Header",
            "E-allow-reserved #/paths/~1/get/responses/200/headers/X-Reserved/allowReserved",
        ]
    );
}

#[test]
fn a_shared_response_has_one_location() {
    let read = read_3(
        "3.1.0",
        "paths: { /a: { get: { responses: { '404': { $ref: '#/components/responses/Err', description: mine } } }, put: { responses: { '404': { $ref: '#/components/responses/Err' } } } } }\n\
         components: { responses: { Err: { description: theirs } } }",
    );
    let [get, put] = read.api.operations.as_slice() else { panic!() };
    assert_eq!(get.responses[0].at, put.responses[0].at);
    assert_eq!((get.responses[0].description.as_str(), put.responses[0].description.as_str()), ("mine", "theirs"));
}

#[test]
fn links_are_checked() {
    let read = read_3(
        "3.0.3",
        "paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: ''\n          links:\n            \
         known: { operationId: later, parameters: { id: '$response.body#/id' } }\n            \
         unknown: { operationId: none, requestBody: $request.cookie.a }\n            \
         here: { operationRef: '#/paths/~1b/get' }\n            nowhere: { operationRef: '#/paths/~1c/get' }\n            \
         remote: { operationRef: 'https://e.com/#/paths/~1b/get' }\n            broken: { description: none }\n  \
         /b: { get: { operationId: later, responses: {} } }\n",
    );
    let links = &read.api.operations[0].responses[0].links;
    assert_eq!(
        links.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["known", "unknown", "here", "nowhere", "remote"]
    );
    let place = "#/paths/~1a/get/responses/200/links";
    assert_eq!(
        read.reports,
        [
            format!("W-runtime-expression {place}/unknown/requestBody"),
            format!("E-wrong-type {place}/broken"),
            format!("W-unknown-link {place}/unknown/operationId"),
            format!("W-unknown-link {place}/nowhere/operationRef"),
        ]
    );
}

#[test]
fn examples_are_never_followed() {
    let read = read_operation(
        "3.2.0",
        "parameters: [{ name: a, in: query, schema: { example: { $ref: '#/nope' } }, \
         examples: { e: { externalValue: 'http://127.0.0.1:1/x' }, f: { dataValue: { $ref: '#/nope' } } } }]",
    );
    assert_eq!(read.reports, [""; 0]);
}
