//! Swagger 2.0: servers, parameters, schemas, security.

use oasmith::api::{Location, Number, SchemeKind, Style, Types};

use crate::read_2;

#[test]
fn servers() {
    let urls = |members: &str| -> Vec<String> {
        read_2(&format!("{members}\npaths: {{}}")).api.servers.iter().map(|server| server.url.clone()).collect()
    };
    assert_eq!(urls("host: h:81\nbasePath: /v1\nschemes: [http, ws, https]"), ["https://h:81/v1", "http://h:81/v1"]);
    assert_eq!(urls("host: h\nschemes: [wss]"), ["https://h"]);
    assert_eq!(urls("basePath: v1"), ["/v1"]);
    assert_eq!(urls(""), [""; 0]);
    let read = read_2(
        "host: h\nschemes: [https]\npaths: { /: { get: { schemes: [http], responses: {} }, put: { responses: {} } } }",
    );
    assert_eq!(read.operation("GET", "/").servers[0].url, "http://h");
    assert!(read.operation("PUT", "/").servers.is_empty());
}

#[test]
fn collection_format() {
    let list = |format: &str, place: &str| {
        let read = read_2(&format!(
            "paths: {{ '/{{p}}': {{ get: {{ responses: {{}}, parameters: [{{ name: p, in: {place}, type: array, items: {{ type: string }}{format} }}] }} }} }}"
        ));
        let parameter = read.api.operations[0].parameters.iter().find(|p| p.name == "p").unwrap();
        (parameter.style, parameter.explode)
    };
    assert_eq!(list("", "query"), (Style::Form, false));
    assert_eq!(list(", collectionFormat: csv", "query"), (Style::Form, false));
    assert_eq!(list(", collectionFormat: ssv", "query"), (Style::SpaceDelimited, false));
    assert_eq!(list(", collectionFormat: tsv", "query"), (Style::TabDelimited, false));
    assert_eq!(list(", collectionFormat: pipes", "query"), (Style::PipeDelimited, false));
    assert_eq!(list(", collectionFormat: multi", "query"), (Style::Form, true));
    assert_eq!(list("", "path"), (Style::Simple, false));
    assert_eq!(list(", collectionFormat: pipes", "path"), (Style::PipeDelimited, false));
    assert_eq!(list("", "header"), (Style::Simple, false));
}

#[test]
fn arrays_in_arrays_have_formats_of_their_own() {
    let inner = |format: &str, place: &str| {
        let read = read_2(&format!(
            "paths: {{ '/{{p}}': {{ get: {{ responses: {{}}, parameters: [{{ name: p, in: {place}, type: array, {format} }}] }} }} }}"
        ));
        read.api.operations[0].parameters.iter().find(|p| p.name == "p").unwrap().inner.clone()
    };
    let nested = "items: { type: array, items: { type: string } }";
    assert_eq!(inner(&format!("collectionFormat: multi, {nested}"), "query"), [Style::Form]);
    assert_eq!(inner(&format!("collectionFormat: pipes, {nested}"), "header"), [Style::Simple]);
    // The same delimiter twice tells nothing apart.
    assert_eq!(inner(nested, "query"), []);
    let three = "items: { type: array, collectionFormat: ssv, items: { type: array, collectionFormat: tsv, items: { type: array, items: {} } } }";
    assert_eq!(inner(three, "path"), [Style::SpaceDelimited, Style::TabDelimited]);
}

#[test]
fn formats_that_mean_nothing() {
    let read = read_2(
        "paths: { /: { get: { responses: {}, parameters: [{ name: a, in: header, type: array, items: {}, collectionFormat: multi }, \
         { name: b, in: query, type: array, collectionFormat: odd, items: {} }, { name: c, in: query, type: array, items: { type: array, items: {}, collectionFormat: csv } }, \
         { name: d, in: query, type: string, collectionFormat: odd }] } } }",
    );
    let place = "#/paths/~1/get/parameters";
    assert_eq!(
        read.reports,
        [
            format!("W-unknown-style {place}/0/collectionFormat"),
            format!("W-unknown-style {place}/1/collectionFormat"),
            format!("W-unsupported {place}/2/items/collectionFormat"),
        ]
    );
}

#[test]
fn inline_types() {
    let read = read_2(
        "parameters: { Page: { name: page, in: query, type: integer, format: int32, minimum: 0, exclusiveMinimum: true, default: 1, description: d } }\n\
         paths: { /: { get: { responses: {}, parameters: [{ $ref: '#/parameters/Page' }, { name: s, in: query, type: string, enum: [a, b], maxLength: 3, required: true, x-nullable: true }, \
         { name: l, in: query, type: array, items: { type: integer } }, { name: n, in: query }] }, put: { responses: {}, parameters: [{ $ref: '#/parameters/Page' }] } } }",
    );
    let page = read.parameter("page");
    assert_eq!((page.required, page.location, page.description.as_deref()), (false, Location::Query, Some("d")));
    let schema = &read.api.schemas[page.schema];
    assert_eq!((schema.types, schema.format.as_deref()), (Some(Types::INTEGER), Some("int32")));
    assert_eq!((schema.number.minimum, schema.number.exclusive_minimum), (None, Some(Number::Integer(0))));
    assert!(schema.notes.default.is_some());
    assert_eq!(read.operation("PUT", "/").parameters[0].schema, page.schema);
    let text = &read.api.schemas[read.parameter("s").schema];
    assert_eq!((text.types, text.string.max_length), (Some(Types::STRING.or(Types::NULL)), Some(3)));
    assert_eq!(text.enumeration.as_ref().unwrap().len(), 2);
    assert!(read.parameter("s").required);
    assert_eq!(read.items(&read.api.schemas[read.parameter("l").schema]).types, Some(Types::INTEGER));
    assert_eq!(read.reports, ["W-parameter-without-schema #/paths/~1/get/parameters/3"]);
}

#[test]
fn definitions_at_the_root() {
    let read = read_2(
        "paths: { /: { get: { responses: { '404': { $ref: '#/responses/Err' } } } } }\n\
         responses: { Err: { description: d, schema: { $ref: '#/definitions/E' } } }\ndefinitions: { E: { type: object } }",
    );
    let response = &read.api.operations[0].responses[0];
    assert_eq!(response.at.to_string(), "#/responses/Err");
    assert_eq!(read.target(&read.api.schemas[response.media[0].schema.unwrap()]).at, read.named("E").at);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn what_2_0_does_not_have() {
    let read = read_2(
        "paths: { /: { get: { responses: { default: { description: '', links: { a: 1 } } }, callbacks: { a: 1 }, servers: 3, requestBody: 1 } } }\n\
         definitions: { A: { type: string, x-nullable: true }, B: { type: string, x-isnullable: true }, C: { oneOf: [{ type: string }] }, D: { type: string, nullable: true }, \
         N: { $ref: '#/definitions/C', x-nullable: true } }",
    );
    assert_eq!(read.named("A").types, Some(Types::STRING.or(Types::NULL)));
    assert_eq!(read.named("B").types, Some(Types::STRING.or(Types::NULL)));
    assert_eq!(read.named("C").combine.one_of.len(), 1);
    assert_eq!(read.named("D").types, Some(Types::STRING));
    assert_eq!(read.named("N").combine.any_of.len(), 2);
    assert_eq!(read.reports, ["W-foreign-keyword #/definitions/C/oneOf", "W-foreign-keyword #/definitions/D/nullable"]);
}

#[test]
fn subtypes_of_a_discriminator() {
    let read = read_2(
        "paths: {}\ndefinitions:\n  Fish: { type: object, discriminator: fishtype, required: [fishtype], properties: { fishtype: { type: string } } }\n  \
         salmon: { allOf: [{ $ref: '#/definitions/Fish' }], properties: { location: { type: string } } }\n  \
         smart: { allOf: [{ $ref: '#/definitions/salmon' }], x-ms-discriminator-value: smart_salmon }\n  \
         Base: { discriminator: kind, x-ms-discriminator-value: base, properties: { kind: {} } }\n",
    );
    let discriminator = read.named("Fish").combine.discriminator.as_ref().unwrap();
    assert_eq!(discriminator.property, "fishtype");
    assert_eq!(
        discriminator.subtypes,
        [("salmon".to_owned(), read.id("salmon")), ("smart_salmon".to_owned(), read.id("smart"))]
    );
    let base = read.named("Base").combine.discriminator.as_ref().unwrap();
    assert_eq!(base.mapping, [("base".to_owned(), read.id("Base"))]);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn extensions_of_azure_change_nothing() {
    let read = read_2(
        "x-ms-paths: { '/a?b=c': { get: { responses: {} } } }\nx-ms-parameterized-host: { hostTemplate: '{x}' }\n\
         paths: { /: { get: { x-ms-pageable: { nextLinkName: n }, responses: {} } } }",
    );
    assert_eq!((read.api.operations.len(), read.reports.len()), (1, 0));
}

#[test]
fn security_definitions() {
    let read = read_2(
        "security: [{ b: [] }]\npaths: { /: { get: { security: [{ o: [s] }, { k: [] }], responses: {} } } }\n\
         securityDefinitions: { b: { type: basic }, k: { type: apiKey, in: header, name: X }, o: { type: oauth2, flow: accessCode, authorizationUrl: a, tokenUrl: t, scopes: { s: d } }, \
         p: { type: oauth2, flow: application, tokenUrl: t, scopes: {} } }",
    );
    let kinds: Vec<&SchemeKind> = read.api.schemes.iter().map(|scheme| &scheme.kind).collect();
    let key = SchemeKind::ApiKey(Location::Header, "X".to_owned());
    assert_eq!(kinds, [&SchemeKind::Http("basic".to_owned()), &key, &SchemeKind::OAuth2, &SchemeKind::OAuth2]);
    let flow = &read.api.schemes[2].flows[0];
    assert_eq!((flow.kind.as_str(), flow.token_url.as_deref(), flow.scopes.len()), ("authorizationCode", Some("t"), 1));
    assert_eq!(read.api.schemes[3].flows[0].kind, "clientCredentials");
    let security = &read.api.operations[0].security;
    assert_eq!((security.len(), security[0].schemes[0].clone()), (2, (2, vec!["s".to_owned()])));
    assert_eq!(read.reports, [""; 0]);
}
