//! `allOf` is one schema: nothing that a subschema says is lost, and what contradicts is said.

use super::{both_ways, schemas};

#[test]
fn every_keyword_of_every_subschema_is_kept() {
    for (one, other, keyword, count) in [
        ("pattern: a", "pattern: b", "Pattern", 2),
        ("multipleOf: 2", "multipleOf: 3", "MultipleOf", 2),
        ("not: { const: a }", "not: { const: b }", "Not", 2),
        ("if: { const: a }", "if: { const: b }", "If", 2),
        ("contains: { const: a }", "contains: { const: b }", "Contains", 2),
        ("minProperties: 1", "minProperties: 2", "MinProperties", 1),
        ("dependentRequired: { a: [b] }", "dependentRequired: { b: [a] }", "DependentRequired", 1),
    ] {
        for schema in [
            format!("{{ allOf: [{{ {one} }}, {{ {other} }}] }}"),
            format!("{{ {one}, allOf: [{{ {other} }}] }}"),
            format!("{{ {one}, $ref: '#/components/schemas/B' }}\nB: {{ {other} }}"),
        ] {
            let outcome = both_ways(&format!("A: {schema}"));
            assert_eq!(outcome.ledger, [""; 0], "{schema}");
            let stated = outcome.text.matches(&format!("Keyword::{keyword}(")).count();
            assert_eq!(stated, count, "{keyword}: {schema}");
        }
    }
}

/// The form of the meaning that the merge leaves.
fn merged(schema: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n"
    );
    super::generate_text(&text).types()["A"].join(", ")
}

#[test]
fn the_narrower_type_counts_whatever_the_order() {
    for (one, other, expected) in [
        ("type: number", "type: integer", "i64"),
        ("type: [number, integer]", "type: number", "f64"),
        ("type: [string, 'null']", "type: string", "String"),
        ("type: string", "format: other", "String"),
        ("{}", "maximum: 5", "serde_json::Value"),
        ("type: array", "items: { type: string }", "Vec<String>"),
    ] {
        let (one, other) = (one.trim_matches(['{', '}']), other);
        assert_eq!(merged(&format!("{{ allOf: [{{ {one} }}, {{ {other} }}] }}")), expected, "{one} and {other}");
        assert_eq!(merged(&format!("{{ allOf: [{{ {other} }}, {{ {one} }}] }}")), expected, "{other} and {one}");
    }
}

#[test]
fn what_contradicts_is_any_value_and_said_where_it_stands() {
    for schema in [
        "{ allOf: [{ type: string }, { type: integer }] }",
        "{ allOf: [{ enum: [a, b] }, { enum: [c] }] }",
        "{ allOf: [{ type: string }, { enum: [1, 2] }] }",
        "{ allOf: [{ const: a }, { const: b }] }",
        "{ allOf: [{ const: a }, { enum: [b] }] }",
        "{ allOf: [{ type: integer }, { const: a }] }",
    ] {
        let outcome = schemas(&format!("A: {{ type: object, properties: {{ p: {schema} }} }}"));
        let at = "#/components/schemas/A/properties/p";
        assert_eq!(outcome.ledger, [format!("E-contradiction {at}"), format!("W-untyped {at}")], "{schema}");
        assert_eq!(outcome.types()["A"], ["p: Option<serde_json::Value>"], "{schema}");
    }
    // Bounds never change a type.
    let outcome = schemas("A: { allOf: [{ type: integer, minimum: 5 }, { maximum: 4 }] }");
    assert_eq!(outcome.ledger, ["E-contradiction #/components/schemas/A"]);
    assert_eq!(outcome.types()["A"], ["i64"]);
}

#[test]
fn numbers_are_equal_as_json_schema_has_it() {
    assert_eq!(schemas("A: { allOf: [{ const: 1 }, { const: 1.0 }] }").ledger, [""; 0]);
    assert_eq!(schemas("A: { type: integer, allOf: [{ enum: [1.0, 2] }, { enum: [1, 3] }] }").ledger, [""; 0]);
}

#[test]
fn a_closed_subschema_is_open_and_said() {
    let outcome = schemas(
        "A: { allOf: [{ type: object, additionalProperties: false, properties: { a: { type: string } } }, \
         { type: object, properties: { b: { type: string } } }] }",
    );
    assert_eq!(outcome.ledger, ["W-unchecked #/components/schemas/A/allOf/0/additionalProperties"]);
    assert_eq!(outcome.types()["A"], ["a: Option<String>", "b: Option<String>"]);
}

#[test]
fn what_stands_beside_alternatives_with_null_is_kept() {
    let outcome = both_ways("A: { maxLength: 3, anyOf: [{ type: string }, { type: 'null' }] }");
    assert_eq!(outcome.ledger, [""; 0]);
    let keywords = "Keyword::MaxLength(3), Keyword::AnyOf(&[&Schema::STRING, &Schema::NULL])";
    assert!(outcome.text.contains(keywords), "{}", outcome.text);
}

#[test]
fn an_enum_beside_an_array_makes_it_no_text() {
    let outcome = both_ways("A: { type: array, items: { type: string }, enum: [a, b] }");
    assert_eq!(outcome.types()["A"], ["Vec<String>"]);
    assert_eq!(outcome.ledger, ["W-doubtful #/components/schemas/A/enum", "W-unchecked #/components/schemas/A"]);
}

#[test]
fn what_is_unevaluated_is_additional_where_nothing_is_an_alternative() {
    let text = both_ways(
        "A: { unevaluatedProperties: false, allOf: [{ type: object, properties: { a: { type: string } } }, \
         { type: object, properties: { b: { type: string } } }] }",
    );
    assert_eq!(text.ledger, [""; 0]);
    assert!(text.text.contains("Keyword::AdditionalProperties(&Schema::NEVER),"), "{}", text.text);
    let outcome =
        schemas("A: { type: object, properties: { a: { type: string } }, unevaluatedProperties: { type: integer } }");
    assert_eq!(outcome.ledger, [""; 0]);
    assert_eq!(outcome.types()["A"], ["a: Option<String>", "additional_properties: wire::Map<i64>"]);
}

#[test]
fn content_of_texts_is_said() {
    assert_eq!(schemas("A: { type: string, contentEncoding: base64 }").ledger, [""; 0]);
    assert_eq!(
        schemas("A: { type: string, contentEncoding: quoted-printable }").ledger,
        ["W-untyped-format #/components/schemas/A"]
    );
    assert_eq!(
        schemas("A: { type: string, contentMediaType: application/json, contentSchema: { type: object } }").ledger,
        ["W-untyped-format #/components/schemas/A"]
    );
}
