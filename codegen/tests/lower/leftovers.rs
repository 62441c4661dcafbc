//! Keywords that restrict or remark, and make no other type.

use super::{generate_text, schemas};

#[test]
fn lists_keep_their_items_and_order() {
    for keywords in ["uniqueItems: true", "contains: { const: 1 }", "contains: { type: string }, minContains: 0"] {
        let outcome = schemas(&format!("A: {{ type: array, items: {{ type: integer }}, {keywords} }}"));
        assert!(outcome.text.contains("pub type A = Vec<i64>;"), "{keywords}: {}", outcome.text);
    }
    let outcome = schemas("A: { type: array, contains: { type: string }, minContains: 0 }");
    assert!(outcome.text.contains("pub type A = Vec<serde_json::Value>;"), "{}", outcome.text);
    assert_eq!(outcome.ledger, [""; 0]);
}

#[test]
fn a_restricted_scalar_is_the_scalar() {
    assert!(schemas("Name: { type: string, maxLength: 3 }").text.contains("pub type Name = String;"));
}

#[test]
fn a_listed_value_beyond_64_bits_has_a_place() {
    let outcome = schemas("A: { type: integer, enum: [1, 9223372036854775808] }");
    assert!(outcome.text.contains("pub type A = i128;"), "{}", outcome.text);
    let outcome = schemas("A: { type: integer, enum: [1, 9223372036854775807] }");
    assert!(outcome.text.contains("pub enum A"), "{}", outcome.text);
}

#[test]
fn nullable_beside_all_of() {
    let outcome = generate_text(
        "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
         A: { type: object, properties: { a: { type: string } } }\n    \
         B: { type: object, required: [r], properties: { r: { nullable: true, allOf: [{ $ref: '#/components/schemas/A' }] } } }\n",
    );
    assert_eq!(outcome.types()["B"], ["r: Option<A>"]);
}

#[test]
fn null_among_types() {
    let outcome = schemas(
        "A: { type: object, required: [r], properties: { r: { type: [string, 'null'] }, o: { type: [string, 'null'] } } }",
    );
    assert_eq!(outcome.types()["A"], ["r: Option<String>", "o: Option<Option<String>>"]);
}

#[test]
fn null_in_2_0() {
    let outcome = generate_text(
        "swagger: '2.0'\ninfo: { title: Pets, version: '1' }\npaths: {}\ndefinitions:\n  A: { type: object, required: [r], properties: { \
         r: { type: string, x-nullable: true }, o: { type: string, x-isnullable: true } } }\n",
    );
    assert_eq!(outcome.types()["A"], ["r: Option<String>", "o: Option<Option<String>>"]);
}

#[test]
fn outdated_properties_are_marked() {
    let outcome = schemas("A: { type: object, properties: { old: { type: string, deprecated: true } } }");
    assert!(outcome.text.contains("#[deprecated]\n        pub old: Option<String>,"), "{}", outcome.text);
}

#[test]
fn keywords_of_other_drafts_change_nothing() {
    let outcome = schemas(
        "X: { type: object, definitions: { A: { type: string } }, properties: { a: { $ref: '#/components/schemas/X/definitions/A' } } }",
    );
    assert_eq!(outcome.types()["X"], ["a: Option<String>"]);
    let outcome = schemas(
        "X: { id: x, $vocabulary: { 'https://example.com/v': true }, type: object, dependencies: { a: [b] }, \
         properties: { a: { type: string }, x: { $recursiveRef: '#' } } }",
    );
    assert_eq!(outcome.types()["X"], ["a: Option<String>", "x: Option<Box<X>>"]);
}

#[test]
fn unknown_keywords_change_nothing() {
    let outcome = schemas("A: { type: object, properties: { a: { type: string, foo: bar } } }");
    assert_eq!(outcome.types()["A"], ["a: Option<String>"]);
}

#[test]
fn true_is_any_value() {
    let outcome = schemas("A: true\nB: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }");
    assert!(outcome.text.contains("pub type A = serde_json::Value;"), "{}", outcome.text);
    assert_eq!(outcome.types()["B"], ["a: Option<A>"]);
}

#[test]
fn what_stands_beside_a_reference_is_of_this_use() {
    let outcome = schemas(
        "Color: { type: string, enum: [red, blue] }\n\
         B: { type: object, properties: { here: { $ref: '#/components/schemas/Color', default: red }, there: { $ref: '#/components/schemas/Color' } } }",
    );
    assert_eq!(outcome.types()["B"], ["here: Option<Color>", "there: Option<Color>"]);
    assert_eq!(outcome.text.matches("Default: `\"red\"`").count(), 1, "{}", outcome.text);
}
