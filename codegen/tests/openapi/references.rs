//! References: between files, inside schemas with identifiers, and dynamic ones.

use oasmith::api::Types;

use crate::{read_3, read_all, read_schemas};

#[test]
fn references_of_every_kind_and_circles() {
    let read = read_3(
        "3.1.0",
        "paths: { /: { get: { parameters: [{ $ref: '#/components/parameters/P' }], responses: { '200': { $ref: '#/components/responses/A' }, '404': { $ref: '#/nope' } } } } }\n\
         components:\n  parameters: { P: { $ref: '#/components/parameters/Q' }, Q: { name: q, in: query, schema: {} } }\n  \
         responses: { A: { $ref: '#/components/responses/B' }, B: { $ref: '#/components/responses/A' } }\n  \
         schemas: { S: { $ref: '#/components/schemas/S' } }\n",
    );
    assert_eq!(read.parameter("q").name, "q");
    assert_eq!(read.named("S").reference, Some(read.id("S")));
    assert_eq!(
        read.reports,
        [
            "E-ref-cycle #/paths/~1/get/responses/200",
            "E-dangling-ref #/paths/~1/get/responses/404/$ref",
            "E-ref-cycle #/components/responses/A",
            "E-ref-cycle #/components/responses/B",
        ]
    );
}

#[test]
fn summary_and_description_beside_a_reference() {
    let text = "paths: { /: { get: { parameters: [{ $ref: '#/components/parameters/P', description: mine, required: true }], responses: {} } } }\n\
         components: { parameters: { P: { name: p, in: query, description: theirs, schema: {} } } }";
    for (version, description) in [("3.0.3", "theirs"), ("3.1.0", "mine")] {
        let read = read_3(version, text);
        let parameter = read.parameter("p");
        assert_eq!((parameter.description.as_deref(), parameter.required), (Some(description), false), "{version}");
    }
}

#[test]
fn files() {
    let read = read_all(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents: { schemas: { A: { $ref: ./lib/c.json#/definitions/X }, \
             B: { $ref: lib/c.json#/definitions/X }, W: { $ref: lib/whole.yaml } } }\n",
        ),
        ("lib/c.json", r##"{ "definitions": { "X": { "properties": { "w": { "$ref": "whole.yaml" } } } } }"##),
        ("lib/whole.yaml", "type: string\n"),
    ]);
    assert_eq!(read.named("A").reference, read.named("B").reference);
    let w = read.property(read.target(read.named("A")), "w");
    assert_eq!(w.reference, read.named("W").reference);
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn ids_and_anchors() {
    let read = read_schemas(
        "3.1.0",
        "    A: { $id: 'https://e/dir/a', $defs: { x: { $anchor: n, type: integer } }, properties: { p: { $ref: '#n' }, q: { $ref: '#/$defs/x' }, r: { $ref: b }, s: { $ref: 'b#inner' } } }\n    \
         B: { $id: 'https://e/dir/b', $defs: { y: { $anchor: inner, type: boolean } }, type: string }\n    \
         C: { $ref: 'https://e/dir/a#n' }\n    D: { $ref: '#top' }\n    E: { $anchor: top, type: number }\n    \
         F: { properties: { deep: { $id: 'https://e/rel/f', $ref: ../dir/b } } }\n",
    );
    let a = read.named("A");
    assert_eq!(read.target(read.property(a, "p")).types, Some(Types::INTEGER));
    assert_eq!(read.property(a, "p").reference, read.property(a, "q").reference);
    assert_eq!(read.property(a, "r").reference, Some(read.id("B")));
    assert_eq!(read.target(read.property(a, "s")).types, Some(Types::BOOLEAN));
    assert_eq!(read.named("C").reference, read.property(a, "p").reference);
    assert_eq!(read.named("D").reference, Some(read.id("E")));
    assert_eq!(read.property(read.named("F"), "deep").reference, Some(read.id("B")));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn a_pointer_inside_an_id_counts_from_there() {
    let read = read_schemas(
        "3.1.0",
        "    A: { $id: 'https://e/a', components: { schemas: { B: { type: integer } } }, properties: { b: { $ref: '#/components/schemas/B' }, c: { $ref: '#/components/schemas/C' } } }\n    \
         B: { type: string }\n    C: { type: string }\n",
    );
    let a = read.named("A");
    assert_eq!(read.target(read.property(a, "b")).types, Some(Types::INTEGER));
    // A widespread mistake, which is forgiven.
    assert_eq!(read.property(a, "c").reference, Some(read.id("C")));
    assert_eq!(read.reports, ["W-ref-base #/components/schemas/A/properties/c/$ref"]);
}

#[test]
fn identifiers_are_no_names_before_3_1() {
    let read = read_schemas(
        "3.0.3",
        "    A: { $id: 'https://e/a', properties: { b: { $ref: '#/components/schemas/B' } } }\n    B: {}\n",
    );
    assert_eq!(read.property(read.named("A"), "b").reference, Some(read.id("B")));
    assert_eq!(read.reports, [""; 0]);
}

/// OpenAPI 3.1, section "Generic (Template) Data Structures".
#[test]
fn generic_arrays() {
    let read = read_schemas(
        "3.1.0",
        "    genericArrayComponent: { $id: fully_generic_array, type: array, items: { $dynamicRef: '#generic-array' }, $defs: { allowAll: { $dynamicAnchor: generic-array } } }\n    \
         numberArray: { $id: array_of_numbers, $ref: fully_generic_array, $defs: { numbersOnly: { $dynamicAnchor: generic-array, type: number } } }\n    \
         stringArray: { $id: array_of_strings, $ref: fully_generic_array, $defs: { stringsOnly: { $dynamicAnchor: generic-array, type: string } } }\n    \
         objWithTypedArray: { $id: obj_with_typed_array, type: object, properties: { dataType: { enum: [string, number] }, data: { $ref: array_of_strings } } }\n    \
         Plain: { properties: { any: { $ref: '#/components/schemas/genericArrayComponent' }, p: { $ref: '#/components/schemas/Other' } } }\n    Other: {}\n",
    );
    let item_types = |array: &oasmith::api::Schema| read.target(read.items(read.target(array))).types;
    assert_eq!(item_types(read.named("numberArray")), Some(Types::NUMBER));
    assert_eq!(item_types(read.named("stringArray")), Some(Types::STRING));
    assert_eq!(item_types(read.property(read.named("Plain"), "any")), None);
    let data = read.property(read.named("objWithTypedArray"), "data");
    assert_eq!(data.reference, Some(read.id("stringArray")));
    assert_eq!(read.property(read.named("Plain"), "p").reference, Some(read.id("Other")));
    assert_eq!(read.property(read.named("Plain"), "any").reference, Some(read.id("genericArrayComponent")));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn trees_that_are_extended() {
    let read = read_schemas(
        "3.1.0",
        "    Tree: { $id: 'https://e/tree', $dynamicAnchor: node, type: object, properties: { children: { type: array, items: { $dynamicRef: '#node' } } } }\n    \
         Strict: { $id: 'https://e/strict', $dynamicAnchor: node, $ref: tree, unevaluatedProperties: false }\n",
    );
    let child = |schema| read.items(read.property(schema, "children")).reference;
    assert_eq!(child(read.named("Tree")), Some(read.id("Tree")));
    assert_eq!(child(read.target(read.named("Strict"))), Some(read.id("Strict")));
    assert_eq!(read.api.schemas.iter().filter(|(_, schema)| schema.at == read.named("Tree").at).count(), 2);
}

/// JSON Schema 2019-09 had `$recursiveRef` where later drafts have `$dynamicRef`: it leads to the schema around it.
#[test]
fn recursive_references_are_followed() {
    let read = read_schemas(
        "3.1.0",
        "    Tree: { $recursiveAnchor: true, type: object, properties: { child: { $recursiveRef: '#' }, other: { $recursiveRef: '#a' } } }\n    \
         Outer: { properties: { inner: { $id: 'https://e/inner', properties: { x: { $recursiveRef: '#' } } } } }\n",
    );
    let tree = read.named("Tree");
    assert_eq!(read.property(tree, "child").reference, Some(read.id("Tree")));
    assert_eq!(read.property(tree, "other").reference, None);
    let inner = read.property(read.named("Outer"), "inner");
    assert_eq!(read.target(read.property(inner, "x")).at, inner.at);
    let reported = |place| format!("W-foreign-keyword #/components/schemas/{place}/$recursiveRef");
    let places = ["Tree/properties/child", "Tree/properties/other", "Outer/properties/inner/properties/x"];
    assert_eq!(read.reports, places.map(reported));
}

#[test]
fn before_3_1_recursive_references_are_ignored() {
    let read = read_schemas("3.0.0", "    Tree: { type: object, properties: { child: { $recursiveRef: '#' } } }\n");
    assert_eq!(read.property(read.named("Tree"), "child").reference, None);
    assert_eq!(read.reports, ["W-foreign-keyword #/components/schemas/Tree/properties/child/$recursiveRef"]);
}

#[test]
fn without_a_scope_it_is_a_ref() {
    let read = read_schemas(
        "3.1.0",
        "    A: { $dynamicAnchor: a, properties: { x: { $dynamicRef: '#a' }, y: { $dynamicRef: '#/components/schemas/B' }, z: { $dynamicRef: '#none' } } }\n    B: {}\n",
    );
    let a = read.named("A");
    assert_eq!(read.property(a, "x").reference, Some(read.id("A")));
    assert_eq!(read.property(a, "y").reference, Some(read.id("B")));
    assert_eq!(read.reports, ["E-bad-ref #/components/schemas/A/properties/z/$dynamicRef"]);
}

#[test]
fn definitions_names_and_data() {
    let read = read_schemas(
        "3.1.0",
        "    A: { $defs: { Item: { type: string } }, properties: { $ref: { type: string }, i: { $ref: '#/components/schemas/A/$defs/Item' } }, default: { $ref: '#/nope' }, examples: [{ $ref: '#/nope' }], const: { $ref: '#/nope' } }\n    \
         B: { $defs: { Item: { type: integer } }, properties: { i: { $ref: '#/components/schemas/B/$defs/Item' } } }\n    T: true\n    R: { $ref: '#/components/schemas/T' }\n",
    );
    let item = |name: &str| read.target(read.property(read.named(name), "i")).types;
    assert_eq!((item("A"), item("B")), (Some(Types::STRING), Some(Types::INTEGER)));
    assert_eq!(read.property(read.named("A"), "$ref").types, Some(Types::STRING));
    assert_eq!(read.named("R").reference, Some(read.id("T")));
    assert_eq!(read.reports, [""; 0]);
}

#[test]
fn references_where_no_version_has_them_are_followed() {
    let read = read_all(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: { title: T, version: '1', description: { $ref: 'more.yaml#/text' } }\n\
             components: { schemas: { A: { properties: { a: {}, $ref: 'more.yaml#/members' } }, B: { description: { $ref: 'more.yaml#/members' } } } }\n",
        ),
        ("more.yaml", "text: Hello\nmembers: { b: { type: string } }\n"),
    ]);
    assert_eq!(read.api.info.description.as_deref(), Some("Hello"));
    let names: Vec<&str> = read.named("A").object.properties.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(read.named("B").notes.description, None);
    assert_eq!(
        read.reports,
        [
            "W-misplaced-ref #/info/description/$ref",
            "W-misplaced-ref #/components/schemas/A/properties/$ref",
            "W-misplaced-ref #/components/schemas/B/description/$ref",
            "E-wrong-type more.yaml#/members",
        ]
    );
}

#[test]
fn components_of_every_kind_are_referred_to() {
    let read = read_3(
        "3.2.0",
        "security: [{ s: [] }]\npaths:\n  /a: { $ref: '#/components/pathItems/I' }\ncomponents:\n  \
         pathItems: { I: { post: { parameters: [{ $ref: '#/components/parameters/P' }], requestBody: { $ref: '#/components/requestBodies/B' }, \
         responses: { '404': { $ref: '#/components/responses/NotFound' } }, callbacks: { c: { $ref: '#/components/callbacks/C' } } } } }\n  \
         parameters: { P: { name: p, in: query, examples: { e: { $ref: '#/components/examples/E' } }, schema: { $ref: '#/components/schemas/S' } } }\n  \
         requestBodies: { B: { content: { application/json: { $ref: '#/components/mediaTypes/M' } } } }\n  \
         responses: { NotFound: { description: None., headers: { X-H: { $ref: '#/components/headers/H' } }, links: { l: { $ref: '#/components/links/L' } } } }\n  \
         callbacks: { C: { '{$url}': { put: { responses: {} } } } }\n  examples: { E: { dataValue: 1 } }\n  mediaTypes: { M: { schema: { $ref: '#/components/schemas/S' } } }\n  \
         headers: { H: { schema: { $ref: '#/components/schemas/S' } } }\n  links: { L: { operationRef: '#/paths/~1a' } }\n  \
         securitySchemes: { s: { $ref: '#/components/securitySchemes/t' }, t: { type: http, scheme: basic } }\n  schemas: { S: { type: integer } }\n",
    );
    let operation = read.operation("POST", "/a");
    let s = Some(read.id("S"));
    assert_eq!(read.api.schemas[read.parameter("p").schema].reference, s);
    let media = &operation.body.as_ref().unwrap().media[0];
    assert_eq!(read.api.schemas[media.schema.unwrap()].reference, s);
    let response = &operation.responses[0];
    assert_eq!(response.description, "None.");
    assert_eq!((response.headers[0].name.as_str(), response.links[0].0.as_str()), ("X-H", "l"));
    assert_eq!(read.api.schemas[response.headers[0].schema].reference, s);
    assert_eq!(operation.callbacks[0].operations[0].method, "PUT");
    assert_eq!(operation.security[0].schemes[0].0, 0);
    assert_eq!(operation.callbacks[0].named_at.pointer.as_ref(), "/components/pathItems/I/post/callbacks/c");
    assert_eq!(read.reports, Vec::<String>::new());
}
