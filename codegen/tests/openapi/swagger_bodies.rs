//! Swagger 2.0: bodies, forms and responses.

use oasmith::api::{Body, Style, Types};

use crate::{Read, read_2};

/// Reads `post /` with these fields, after these of the root.
fn post(root: &str, members: &str) -> Read {
    read_2(&format!("{root}\npaths: {{ /: {{ post: {{ {members} }} }} }}"))
}

fn body(read: &Read) -> &Body {
    read.api.operations[0].body.as_ref().unwrap()
}

fn names(read: &Read) -> Vec<&str> {
    body(read).media.iter().map(|media| media.name.as_str()).collect()
}

#[test]
fn a_body_has_the_media_types_of_consumes() {
    let parameters =
        "responses: {}, parameters: [{ name: b, in: body, required: true, description: d, schema: { type: object } }]";
    let read = post("", parameters);
    assert_eq!(
        (names(&read), body(&read).required, body(&read).description.as_deref()),
        (vec!["application/json"], true, Some("d"))
    );
    assert_eq!(read.api.schemas[body(&read).media[0].schema.unwrap()].types, Some(Types::OBJECT));
    assert_eq!(read.api.operations[0].parameters.len(), 0);
    let global = "consumes: [application/xml, text/json]";
    assert_eq!(names(&post(global, parameters)), ["application/xml", "text/json"]);
    assert_eq!(names(&post(global, &format!("consumes: [a/b], {parameters}"))), ["a/b"]);
    assert_eq!(names(&post(global, &format!("consumes: [], {parameters}"))), ["application/json"]);
    assert_eq!(post(global, parameters).reports, [""; 0]);
}

#[test]
fn a_form_is_an_object() {
    let read = post(
        "",
        "responses: {}, parameters: [{ name: b, in: formData, type: string, required: true }, { name: a, in: formData, type: integer, default: 1 }, { name: q, in: query, type: string }]",
    );
    assert_eq!((names(&read), body(&read).required), (vec!["application/x-www-form-urlencoded"], true));
    let form = &read.api.schemas[body(&read).media[0].schema.unwrap()];
    assert_eq!(form.types, Some(Types::OBJECT));
    let properties: Vec<&str> = form.object.properties.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((properties, form.object.required.as_slice()), (vec!["b", "a"], &["b".to_owned()][..]));
    assert_eq!(read.property(form, "a").types, Some(Types::INTEGER));
    assert_eq!(read.api.operations[0].parameters[0].name, "q");
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn a_file_makes_a_form_multipart() {
    let file = "responses: {}, parameters: [{ name: f, in: formData, type: file }]";
    let read = post("", &format!("consumes: [application/x-www-form-urlencoded, application/octet-stream], {file}"));
    assert_eq!((names(&read), body(&read).required), (vec!["multipart/form-data"], false));
    let form = &read.api.schemas[body(&read).media[0].schema.unwrap()];
    let file = read.property(form, "f");
    assert_eq!((file.types, file.format.as_deref()), (Some(Types::STRING), Some("binary")));
    let read = post("", "responses: {}, parameters: [{ name: f, in: formData, type: array, items: { type: file } }]");
    assert_eq!(names(&read), ["multipart/form-data"]);
    assert!(body(&read).media[0].encodings.named.is_empty());
    let text = "parameters: [{ name: f, in: formData, type: string }], responses: {}";
    assert_eq!(names(&post("", &format!("consumes: [multipart/form-data], {text}"))), ["multipart/form-data"]);
    assert_eq!(names(&post("consumes: [multipart/form-data, application/x-www-form-urlencoded]", text)).len(), 2);
}

#[test]
fn arrays_in_forms() {
    let read = post(
        "",
        "responses: {}, parameters: [{ name: a, in: formData, type: array, items: { type: string } }, { name: b, in: formData, type: array, items: { type: string }, collectionFormat: multi }, \
         { name: c, in: formData, type: array, items: { type: string }, collectionFormat: pipes }]",
    );
    let encodings = &body(&read).media[0].encodings.named;
    let seen: Vec<_> = encodings.iter().map(|(name, e)| (name.as_str(), e.style, e.explode)).collect();
    assert_eq!(seen, [("a", Some(Style::Form), Some(false)), ("c", Some(Style::PipeDelimited), Some(false))]);
}

#[test]
fn bodies_of_a_path_and_second_ones() {
    let read = read_2(
        "paths: { /: { parameters: [{ name: b, in: body, schema: { type: string } }], put: { responses: {} }, \
         post: { responses: {}, parameters: [{ name: c, in: body, schema: { type: integer } }, { name: d, in: body, schema: {} }, { name: e, in: formData, type: string }] } } }",
    );
    let of = |method: &str| {
        let body = read.operation(method, "/").body.as_ref().unwrap();
        read.api.schemas[body.media[0].schema.unwrap()].types
    };
    assert_eq!((of("PUT"), of("POST")), (Some(Types::STRING), Some(Types::INTEGER)));
    assert_eq!(
        read.reports,
        ["W-duplicate-parameter #/paths/~1/post/parameters/1", "W-duplicate-parameter #/paths/~1/post/parameters/2"]
    );
}

#[test]
fn responses() {
    let read = post(
        "produces: [application/json, text/csv]",
        "responses: { default: { description: any, schema: {}, examples: { application/json: { $ref: '#/nope' } }, headers: { X-N: { type: integer }, X-L: { type: array, items: { type: string } } } }, '204': { description: '' } }",
    );
    let [any, none] = read.api.operations[0].responses.as_slice() else { panic!() };
    assert_eq!(any.media.iter().map(|media| media.name.as_str()).collect::<Vec<_>>(), ["application/json", "text/csv"]);
    assert_eq!(read.api.schemas[any.media[0].schema.unwrap()].types, None);
    assert_eq!(read.api.schemas[any.headers[0].schema].types, Some(Types::INTEGER));
    assert_eq!(read.items(&read.api.schemas[any.headers[1].schema]).types, Some(Types::STRING));
    assert!(none.media.is_empty());
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn a_file_in_a_response_is_bytes() {
    let answer = "responses: { '200': { description: '', schema: { type: file } } }";
    let names = |root: &str| {
        let read = post(root, answer);
        read.api.operations[0].responses[0].media.iter().map(|media| media.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("produces: [application/json]"), ["application/octet-stream"]);
    assert_eq!(names("produces: [image/png, application/json]"), ["image/png"]);
}
