//! What travels in one direction only.

use super::{Outcome, both_ways, generate_text};

/// A description of 3.0 that sends and receives the schema `A`.
fn before_3_1(schemas: &str) -> Outcome {
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
    generate_text(&format!(
        "openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\n\
         paths: {{ /a: {{ post: {{ operationId: a, requestBody: {{ required: true, {content} }}, \
         responses: {{ '200': {{ description: ok, {content} }} }} }} }} }}\n\
         components:\n  schemas:\n    {}\n",
        schemas.replace('\n', "\n    ")
    ))
}

#[test]
fn each_direction_has_a_type() {
    let schemas = "A: { type: object, required: [id, secret, name], properties: { id: { $ref: '#/components/schemas/Id' }, \
         name: { type: string }, secret: { type: string, writeOnly: true } } }\n\
         Id: { type: string, readOnly: true }";
    let types = before_3_1(schemas).types();
    assert_eq!(types["A"], ["id: Id", "name: String"]);
    assert_eq!(types["AInput"], ["name: String", "secret: String"]);
    let types = both_ways(schemas).types();
    assert_eq!(types["A"], ["id: Id", "name: String", "secret: Option<String>"]);
    assert_eq!(types["AInput"], ["id: Option<Id>", "name: String", "secret: String"]);
    assert_eq!(before_3_1(schemas).ledger, [""; 0]);
}

/// Before 3.0 only `readOnly` is there.
#[test]
fn a_property_of_responses_is_required_there_alone_in_2_0() {
    let types = generate_text(
        "swagger: '2.0'\ninfo: { title: Pets, version: '1' }\nconsumes: [application/json]\nproduces: [application/json]\n\
         paths: { /a: { post: { operationId: a, parameters: [{ name: b, in: body, required: true, schema: { $ref: '#/definitions/A' } }], \
         responses: { '200': { description: ok, schema: { $ref: '#/definitions/A' } } } } } }\n\
         definitions: { A: { type: object, required: [id, name], properties: { id: { type: string, readOnly: true }, name: { type: string } } } }\n",
    )
    .types();
    assert_eq!(types["A"], ["id: String", "name: String"]);
    assert_eq!(types["AInput"], ["name: String"]);
}

#[test]
fn what_nothing_requires_makes_no_second_type() {
    let outcome =
        before_3_1("A: { type: object, properties: { id: { type: string, readOnly: true }, n: { type: string } } }");
    assert_eq!(outcome.types()["A"], ["id: Option<String>", "n: Option<String>"]);
    assert!(!outcome.text.contains("AInput"), "{}", outcome.text);
}

/// Among properties of any name it would be one of those.
#[test]
fn beside_properties_of_any_name_it_stays() {
    let outcome = before_3_1(
        "A: { type: object, required: [id], properties: { id: { type: string, readOnly: true }, n: { type: string } }, \
         additionalProperties: { type: integer } }",
    );
    let fields = ["id: Option<String>", "n: Option<String>", "additional_properties: wire::Map<i64>"];
    assert_eq!(outcome.types()["AInput"], fields);
}

/// The table of requests is made of what the merged type was made of.
#[test]
fn what_one_part_requires_and_another_has_is_not_asked_for() {
    let outcome = before_3_1(
        "A: { allOf: [{ $ref: '#/components/schemas/B' }, { type: object, required: [id, n], additionalProperties: { type: string } }] }\n\
         B: { type: object, properties: { id: { type: string, readOnly: true }, n: { type: string } } }",
    );
    let tables = outcome.text.split("mod schemas {").nth(1).unwrap();
    assert!(tables.contains("Keyword::Required(&[\"n\"])"), "{tables}");
    assert!(!tables.contains("\"id\", \"n\""), "{tables}");
}

#[test]
fn circles_end() {
    let outcome = before_3_1(
        "A: { type: object, required: [id], properties: { id: { type: string, readOnly: true }, b: { $ref: '#/components/schemas/B' } } }\n\
         B: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/A' } } } }",
    );
    let types = outcome.types();
    assert_eq!(types["AInput"], ["b: Option<BInput>"]);
    assert_eq!(types["BInput"], ["a: Option<Vec<AInput>>"]);
}
