//! Components that nothing refers to: read for the faults in them, and no part of what is generated.

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

use crate::{read_2, read_3};

#[test]
fn faults_of_every_kind_of_component_are_reported() {
    let read = read_3(
        "3.2.0",
        "paths: {}\ncomponents:\n  parameters: { A: { name: a, in: url }, P: { name: '{p}', in: path, schema: {} }, R: { $ref: '#/nope' }, N: 1 }\n  \
         responses: { A: { content: { a/b: { schema: { $ref: '#/nope' } } }, headers: { 'a b': {} } } }\n  \
         requestBodies: { A: 1, B: { content: { a/b: { encoding: 1 } } } }\n  \
         headers: { A: { schema: {}, content: { a/b: {} } } }\n  examples: { A: 1, B: { value: 1, externalValue: e } }\n  \
         links: { A: { operationId: none }, B: {}, C: { operationId: x, operationRef: '#/nope', bdy: 1 } }\n  \
         callbacks: { A: { '$nope': { get: { responses: { ok: {} } } } } }\n  \
         pathItems: { A: { get: { responses: { ok: {} } }, additionalOperations: { GET: {} } } }\n  \
         mediaTypes: { A: { schema: { type: 7 } }, B: 1 }\n",
    );
    let reports = [
        "E-unknown-location parameters/A/in",
        "E-parameter-name parameters/P/name",
        "E-dangling-ref parameters/R/$ref",
        "E-wrong-type parameters/N",
        "E-header-name responses/A/headers/a b",
        "E-wrong-type requestBodies/A",
        "E-wrong-type requestBodies/B/content/a~1b/encoding",
        "E-exclusive headers/A/content",
        "E-wrong-type examples/A",
        "E-exclusive examples/B/externalValue",
        "E-wrong-type links/B",
        "W-unknown-keyword links/C/bdy",
        "E-exclusive links/C/operationRef",
        "W-runtime-expression callbacks/A/$nope",
        "E-unknown-status callbacks/A/$nope/get/responses/ok",
        "E-method pathItems/A/additionalOperations/GET",
        "E-unknown-status pathItems/A/get/responses/ok",
        "E-wrong-type mediaTypes/B",
        "E-dangling-ref responses/A/content/a~1b/schema/$ref",
        "W-unknown-type mediaTypes/A/schema/type",
        "W-unknown-link links/A/operationId",
        "W-unknown-link links/C/operationId",
    ];
    let placed = reports.map(|report| report.replacen(' ', " #/components/", 1));
    assert_eq!(read.reports, placed);
}

#[test]
fn faults_of_components_of_2_0_are_reported() {
    let read = read_2(
        "paths: {}\nparameters: { A: { name: a, in: cookie, type: string }, B: { name: b, in: body }, C: { name: c, in: formData, type: array, collectionFormat: odd } }\n\
         responses: { A: { description: '', schema: 7 } }",
    );
    assert_eq!(
        read.reports,
        [
            "E-missing #/parameters/B",
            "W-unknown-style #/parameters/C/collectionFormat",
            "W-doubtful #/parameters/C",
            "E-wrong-type #/responses/A/schema",
        ]
    );
}

#[test]
fn what_is_referred_to_is_reported_once() {
    let read = read_3(
        "3.1.0",
        "paths: { /a: { get: { operationId: a, parameters: [{ $ref: '#/components/parameters/P' }], responses: { '200': { $ref: '#/components/responses/R' } } } }, /b: { $ref: '#/components/pathItems/B' } }\n\
         components: { parameters: { P: { name: p, in: query, example: 1, examples: {}, schema: {} } }, responses: { R: {} }, \
         pathItems: { B: { get: { operationId: b, responses: { '200': { $ref: '#/components/responses/R' } } } } } }",
    );
    assert_eq!(
        read.reports,
        ["E-exclusive #/components/parameters/P/examples", "W-no-description #/components/responses/R"]
    );
}

#[test]
fn names_of_components() {
    let read = read_3(
        "3.1.0",
        "components: { schemas: { 'Page<Pet>': {}, a.B-c_9: {}, ö: {} }, parameters: { 'a b': { name: a, in: query, schema: {} } }, x-own: { 'a b': 1 }, schemes: {} }",
    );
    assert_eq!(read.api.components.len(), 3);
    assert_eq!(
        read.reports,
        [
            "W-unknown-keyword #/components/schemes",
            "W-component-name #/components/schemas/Page<Pet>",
            "W-component-name #/components/schemas/ö",
            "W-component-name #/components/parameters/a b",
        ]
    );
}

/// What is read for its faults alone leaves no trace: the same files come out with and without it.
#[test]
fn components_that_nothing_refers_to_change_no_code() {
    let used = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { operationId: a, responses: {} } } }\n\
         components:\n  schemas: { A: { type: object, discriminator: { propertyName: k }, properties: { k: { type: string } } } }\n";
    let unused = "  parameters: { P: { name: p, in: query, schema: { allOf: [{ $ref: '#/components/schemas/A' }], type: object, properties: { x: { type: object, properties: { y: {} } } } } } }\n  \
         pathItems: { I: { servers: [{ url: 'https://e' }], post: { operationId: a, security: [{ nope: [] }], callbacks: { c: { '{$url}': { put: { responses: {} } } } }, \
         responses: { '200': { description: '', content: { application/json: { schema: { enum: [a, b] } } } } } } } }\n";
    let files = |text: &str| {
        let documents = Documents::from_texts(&[("api.yaml", text)]).unwrap();
        let mut sink = Sink::new();
        let files = oasmith::generate(&documents, &Config::new("api.yaml", "generated"), &mut sink).unwrap().files;
        (files, sink.iter().map(|entry| entry.code.id()).collect::<Vec<_>>())
    };
    let (expected, reports) = files(used);
    assert_eq!(reports, [""; 0]);
    let (met, reports) = files(&format!("{used}{unused}"));
    assert!(met == expected);
    assert_eq!(reports, ["E-unknown-scheme"]);
}
