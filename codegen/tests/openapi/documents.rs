//! Versions, the root, information, servers, tags.

use crate::{read, read_3, read_all, try_read};

#[test]
fn versions_are_told_by_their_first_two_numbers() {
    for (version, stated) in [("'3.0.9'", "3.0.9"), ("3.0", "3.0"), ("3.1.0-rc1", "3.1.0-rc1"), ("'3.2.0'", "3.2.0")] {
        let read = read_3(version, "paths: {}");
        assert_eq!((read.api.version.as_str(), read.reports.len()), (stated, 0), "{version}");
    }
    for version in ["2.0", "'2.0'", "2"] {
        let text = format!("swagger: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n");
        assert_eq!(read(&text).reports, [""; 0]);
    }
    for (text, place) in
        [("openapi: 4.0.0", "#/openapi"), ("swagger: '1.2'", "#/swagger"), ("openapi: 2.0", "#/openapi"), ("a: 1", "#")]
    {
        let (api, reports) = try_read(&[("api.yaml", text)]);
        assert!(api.is_none());
        assert_eq!(reports, [format!("E-unknown-version {place}")]);
    }
}

#[test]
fn paths_may_be_absent_since_3_1() {
    assert_eq!(read_3("3.1.0", "components: { schemas: { A: { type: string } } }").reports, [""; 0]);
    let read = read_3("3.0.3", "components: { schemas: { A: { type: string } } }");
    assert_eq!(read.reports, ["W-no-paths #"]);
    assert_eq!(read.api.components.len(), 1);
}

#[test]
fn extensions_change_nothing_and_are_never_followed() {
    let read = read_3(
        "3.1.0",
        "x-foo: { $ref: nowhere.yaml }\npaths: { x-a: 1, /: { x-b: [], get: { responses: { x-c: 1 } } } }",
    );
    assert_eq!((read.reports.len(), read.api.operations.len()), (0, 1));
}

#[test]
fn misspelt_fields_are_reported() {
    let read = read_3(
        "3.1.0",
        "paths: { /: { get: { operationID: a, tag: [x], responses: { '200': { description: '', contents: {} } } } } }\n\
         components: { schemas: { A: { type: string, nulable: true, foo: 1, minLenght: 1 } } }",
    );
    assert_eq!(
        read.reports,
        [
            "W-unknown-keyword #/paths/~1/get/operationID",
            "W-unknown-keyword #/paths/~1/get/tag",
            "W-unknown-keyword #/paths/~1/get/responses/200/contents",
            "W-unknown-keyword #/components/schemas/A/nulable",
            "W-unknown-keyword #/components/schemas/A/minLenght",
        ]
    );
}

#[test]
fn dialects_of_json_schema() {
    for known in ["https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema"] {
        assert_eq!(read_3("3.1.0", &format!("jsonSchemaDialect: {known}\npaths: {{}}")).reports, [""; 0]);
    }
    let read = read_3(
        "3.1.0",
        "jsonSchemaDialect: http://json-schema.org/draft-07/schema#\n\
         components: { schemas: { A: { $schema: 'http://json-schema.org/draft-04/schema#', type: string } } }",
    );
    assert_eq!(
        read.reports,
        ["W-unknown-dialect #/jsonSchemaDialect", "W-unknown-dialect #/components/schemas/A/$schema"]
    );
}

#[test]
fn self_is_the_address_of_the_document() {
    let read = read_all(&[
        (
            "spec/api.yaml",
            "openapi: 3.2.0\n$self: https://e.com/api/v1.yaml\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    \
             A: { $ref: 'https://e.com/api/v1.yaml#/components/schemas/C' }\n    \
             B: { $ref: 'v1.yaml#/components/schemas/C' }\n    C: { type: string }\n    \
             D: { $ref: other.yaml }\n    E: { $ref: '../shared.yaml#/X' }\n",
        ),
        ("spec/other.yaml", "$self: https://e.com/shared.yaml\nX: { type: integer }\ntype: object\n"),
    ]);
    let c = read.id("C");
    assert_eq!((read.named("A").reference, read.named("B").reference), (Some(c), Some(c)));
    assert_eq!(read.target(read.named("E")).at.to_string(), "#/X");
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn numbers_are_the_string_they_are_written_as() {
    let text = |version: &str| format!("openapi: 3.1.0\ninfo: {{ title: 3.10, version: {version} }}\npaths: {{}}\n");
    for (written, version) in [("1.10", "1.10"), ("1", "1"), ("1e3", "1e3"), ("true", "true"), ("'1.0'", "1.0")] {
        let read = read(&text(written));
        assert_eq!((read.api.info.title.as_str(), read.api.info.version.as_str()), ("3.10", version));
        assert_eq!(read.reports, [""; 0]);
    }
    let json = r#"{ "openapi": "3.1.0", "info": { "title": "T", "version": 2.50 }, "paths": {} }"#;
    assert_eq!(read(json).api.info.version, "2.50");
}

#[test]
fn fragments_are_refused() {
    let (api, reports) = try_read(&[("api.yaml", "components: { schemas: {} }")]);
    assert!(api.is_none());
    assert_eq!(reports, ["E-unknown-version #"]);
}

#[test]
fn a_malformed_part_costs_itself() {
    let read = read(
        "openapi: 3.0.3\ninfo: { title: [], contact: 7, license: { name: MIT } }\ntags: [{ name: a }, 3, {}]\n\
         servers: { url: / }\npaths: []\ncomponents: { schemas: { A: 1, B: { type: string } } }\n",
    );
    assert_eq!(read.api.info.license.unwrap().name, "MIT");
    assert_eq!((read.api.tags.len(), read.api.components.len()), (1, 2));
    assert_eq!(
        read.reports,
        [
            "E-wrong-type #/info/title",
            "E-missing #/info",
            "E-wrong-type #/info/contact",
            "E-wrong-type #/servers",
            "E-missing #/tags/1",
            "E-missing #/tags/2",
            "E-wrong-type #/paths",
            "E-wrong-type #/components/schemas/A",
        ]
    );
}

#[test]
fn servers() {
    let read = read_3(
        "3.2.0",
        "paths: {}\nservers:\n  - { url: 'https://{u}.x.com:{port}/', name: prod, \
         variables: { u: { default: demo, enum: [demo, live] }, port: { default: 8443 } } }\n",
    );
    let server = &read.api.servers[0];
    assert_eq!(server.extensions["name"], "prod");
    let variables = server.variables.as_ref().unwrap();
    assert_eq!((variables["u"].enumeration.len(), variables["port"].default.as_str()), (2, "8443"));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn variables_that_cannot_be_filled() {
    let read = read_3(
        "3.1.0",
        "paths: {}\nservers:\n  - { url: 'https://{x}.com' }\n  \
         - { url: '/{a}/{b}/{c}', variables: { a: { enum: [], default: a }, b: { enum: [p, q], default: z }, c: { enum: [r] } } }\n",
    );
    assert_eq!(
        read.reports,
        [
            "E-server-variable #/servers/0/url",
            "E-server-variable #/servers/1/variables/a",
            "E-server-variable #/servers/1/variables/b",
            "E-server-variable #/servers/1/variables/c",
        ]
    );
    // A server whose URL cannot be filled is left out.
    let [server] = read.api.servers.as_slice() else { panic!("{:?}", read.api.servers) };
    assert_eq!(server.variables.as_ref().unwrap()["c"].default, "r");
}

#[test]
fn tags_are_nested() {
    let read = read_3(
        "3.2.0",
        "paths: {}\ntags:\n  - { name: a, summary: S, kind: nav }\n  - { name: b, parent: a }\n  - { name: c, parent: d }\n  \
         - { name: d, parent: e }\n  - { name: e, parent: d }\n  - { name: f, parent: none }\n  - { name: g, parent: g }\n",
    );
    let parents: Vec<Option<&str>> = read.api.tags.iter().map(|tag| tag.parent.as_deref()).collect();
    assert_eq!(parents, [None, Some("a"), Some("d"), None, None, None, None]);
    let first = &read.api.tags[0];
    assert_eq!((first.summary.as_deref(), first.kind.as_deref()), (Some("S"), Some("nav")));
    assert_eq!(
        read.reports,
        [
            "W-tag-parent #/tags/3/parent",
            "W-tag-parent #/tags/4/parent",
            "W-tag-parent #/tags/5/parent",
            "W-tag-parent #/tags/6/parent",
        ]
    );
}

#[test]
fn fields_that_no_version_has_are_reported() {
    let read = read_3(
        "3.1.0",
        "overlays: {}\npaths: { /: { tags: [], get: { title: T, requestBody: { schema: {}, content: { a/b: { type: string } } }, \
         responses: { '200': { description: '', type: string } } } } }\n\
         components: { schemas: { A: { foo: 1, x-b: 1 } } }",
    );
    let operation = "#/paths/~1/get";
    assert_eq!(
        read.reports,
        [
            "W-unknown-keyword #/overlays".to_owned(),
            "W-unknown-keyword #/paths/~1/tags".to_owned(),
            format!("W-unknown-keyword {operation}/title"),
            format!("W-unknown-keyword {operation}/requestBody/schema"),
            format!("W-unknown-keyword {operation}/requestBody/content/a~1b/type"),
            format!("W-unknown-keyword {operation}/responses/200/type"),
        ]
    );
}

#[test]
fn a_description_that_describes_nothing_says_so() {
    for version in ["3.1.0", "3.2.0"] {
        assert_eq!(read_3(version, "").reports, ["E-missing #"]);
    }
    for container in ["paths", "components", "webhooks"] {
        assert_eq!(read_3("3.1.0", &format!("{container}: {{}}")).reports, [""; 0]);
    }
}
