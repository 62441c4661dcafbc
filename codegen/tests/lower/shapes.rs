//! What lists, values and alternatives become where something is reported of them, or where a name must stay.

use super::{Outcome, generate_text, schemas};

/// Generates from the schemas alone, in 3.0.
fn schemas_of_3_0(schemas: &str) -> Outcome {
    generate_text(&format!(
        "openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    {schemas}\n"
    ))
}

#[test]
fn a_list_of_which_nothing_is_said() {
    let outcome = schemas_of_3_0("A: { type: array }");
    assert_eq!(outcome.types()["A"], ["Vec<serde_json::Value>"]);
    assert_eq!(outcome.ledger, ["W-doubtful #/components/schemas/A"]);
}

#[test]
fn items_as_a_list_are_places() {
    let outcome = schemas_of_3_0("A: { type: array, items: [{ type: string }, { type: integer }] }");
    assert!(outcome.text.contains("pub struct A(pub Option<String>, pub Option<i64>);"), "{}", outcome.text);
    assert_eq!(outcome.ledger, ["W-old-keyword #/components/schemas/A/items"]);
}

#[test]
fn values_of_items_that_stand_at_the_list() {
    let outcome = schemas("A: { type: array, items: { type: string }, enum: [a, b] }");
    assert_eq!(outcome.types()["A"], ["Vec<String>"]);
    assert_eq!(outcome.ledger, ["W-doubtful #/components/schemas/A/enum"]);
}

#[test]
fn a_default_of_another_type_does_not_count() {
    let outcome = schemas("A: { type: object, properties: { a: { type: integer, default: '5' } } }");
    assert_eq!(outcome.types()["A"], ["a: Option<i64>"]);
    assert_eq!(outcome.ledger, ["W-default #/components/schemas/A/properties/a"]);
    assert!(!outcome.text.contains("a_or_default"), "{}", outcome.text);
}

/// The names of the variants of `A`.
fn variants(alternatives: &str) -> Vec<String> {
    let outcome = schemas(&format!("A: {{ oneOf: [{alternatives}] }}"));
    let (_, rest) = outcome.text.split_once("pub enum A {").unwrap();
    let lines = rest.lines().map(str::trim).take_while(|line| *line != "}");
    lines.filter_map(|line| Some(line.split_once('(')?.0.to_owned())).collect()
}

#[test]
fn variants_keep_their_names_when_another_is_added() {
    let two = "{ title: Big, type: object }, { type: string }";
    assert_eq!(variants(two), ["Big", "String"]);
    assert_eq!(variants(&format!("{two}, {{ type: integer }}")), ["Big", "String", "Integer"]);
}

#[test]
fn the_empty_string_beside_all_others_is_one_of_them() {
    let outcome = schemas(
        "Link: { anyOf: [ { type: string, format: uri }, { type: string, const: '' } ] }\n\
         Open: { anyOf: [ { type: string }, { type: string, enum: ['', a] } ] }",
    );
    assert_eq!(outcome.types()["Link"], ["String"]);
    assert!(outcome.text.contains("pub enum Open {"));
}
