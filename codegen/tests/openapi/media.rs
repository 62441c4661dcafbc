//! Bodies, media types and the encoding of their parts.

use oasmith::api::{Style, Types};

use crate::read_3;

#[test]
fn bodies() {
    let read = read_3(
        "3.1.0",
        "paths: { /: { post: { responses: {}, requestBody: { $ref: '#/components/requestBodies/B', description: mine } }, put: { responses: {}, requestBody: 3 } } }\n\
         components: { requestBodies: { B: { required: true, content: { application/json: { schema: { type: object } }, '*/*': {} } } } }",
    );
    let body = read.operation("POST", "/").body.as_ref().unwrap();
    assert_eq!((body.required, body.description.as_deref()), (true, Some("mine")));
    let names: Vec<(&str, bool)> = body.media.iter().map(|m| (m.name.as_str(), m.schema.is_some())).collect();
    assert_eq!(names, [("application/json", true), ("*/*", false)]);
    assert!(read.operation("PUT", "/").body.is_none());
    assert_eq!(read.reports, ["E-wrong-type #/paths/~1/put/requestBody"]);
}

#[test]
fn keys_that_are_no_media_types() {
    let read = read_3(
        "3.2.0",
        "paths: { /: { get: { responses: { '200': { content: { application: {}, '': {}, x-note: 1, Application/JSON: {} } } } } } }",
    );
    assert_eq!(read.api.operations[0].responses[0].media.len(), 3);
    let place = "#/paths/~1/get/responses/200/content";
    assert_eq!(read.reports, [format!("W-media-type {place}/application"), format!("W-media-type {place}/")]);
}

#[test]
fn sequences_and_shared_media_types() {
    let read = read_3(
        "3.2.0",
        "paths: { /: { get: { responses: { '200': { content: { application/jsonl: { $ref: '#/components/mediaTypes/Pets' } } } } } } }\n\
         components: { mediaTypes: { Pets: { itemSchema: { type: integer } } } }",
    );
    let media = &read.api.operations[0].responses[0].media[0];
    assert_eq!((media.name.as_str(), media.schema), ("application/jsonl", None));
    assert_eq!(read.api.schemas[media.item_schema.unwrap()].types, Some(Types::INTEGER));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn encodings() {
    let read = read_3(
        "3.2.0",
        "paths: { /: { post: { responses: {}, requestBody: { content: { multipart/form-data: { schema: {}, encoding: {\n\
         a: { style: spaceDelimited, explode: false, allowReserved: true },\n\
         b: { contentType: 'image/png, image/jpeg', headers: { X-H: { schema: { type: integer } }, Content-Type: { schema: {} } } },\n\
         c: { contentType: multipart/mixed, prefixEncoding: [{ contentType: text/plain }, {}], itemEncoding: {} }, d: 3, e: { style: odd } } },\n\
         multipart/mixed: { itemSchema: {}, itemEncoding: { contentType: a/b } } } } } } }",
    );
    let media = &read.api.operations[0].body.as_ref().unwrap().media;
    let named = &media[0].encodings.named;
    assert_eq!(named.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "e"]);
    let a = &named[0].1;
    assert_eq!((a.style, a.explode, a.allow_reserved), (Some(Style::SpaceDelimited), Some(false), Some(true)));
    let b = &named[1].1;
    assert_eq!(b.content_type.as_deref(), Some("image/png, image/jpeg"));
    assert_eq!(b.headers.iter().map(|header| header.name.as_str()).collect::<Vec<_>>(), ["X-H"]);
    assert_eq!((b.style, b.explode), (None, None));
    let c = &named[2].1.inner;
    assert_eq!((c.prefix.len(), c.prefix[0].content_type.as_deref(), c.items.is_some()), (2, Some("text/plain"), true));
    assert_eq!(media[1].encodings.items.as_ref().unwrap().content_type.as_deref(), Some("a/b"));
    let place = "#/paths/~1/post/requestBody/content/multipart~1form-data/encoding";
    assert_eq!(read.reports, [format!("E-wrong-type {place}/d"), format!("W-unknown-style {place}/e/style")]);
}

#[test]
fn parts_by_name_and_by_position() {
    let read = read_3(
        "3.2.0",
        "paths: { /: { post: { responses: {}, requestBody: { content: { multipart/mixed: { encoding: { a: {} }, prefixEncoding: [{}] } } } } } }",
    );
    let encodings = &read.api.operations[0].body.as_ref().unwrap().media[0].encodings;
    assert_eq!((encodings.named.len(), encodings.prefix.len()), (1, 0));
    assert_eq!(read.reports, ["E-exclusive #/paths/~1/post/requestBody/content/multipart~1mixed/prefixEncoding"]);
}

#[test]
fn headers_that_lead_back_to_themselves_end() {
    let read = read_3(
        "3.1.0",
        "paths: { /: { get: { responses: { '200': { description: '', headers: { H: { $ref: '#/components/headers/H' } } } } } } }\n\
         components: { headers: { H: { content: { multipart/mixed: { encoding: { a: { headers: { H: { $ref: '#/components/headers/H' } } } } } } } } }",
    );
    assert_eq!(read.api.operations[0].responses[0].headers.len(), 1);
    assert_eq!(read.reports, ["W-unsupported #/components/headers/H"]);
}
