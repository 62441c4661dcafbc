//! What the schema tables hold that requests are validated against, and what is reported where they hold less than the description.

use super::both_ways;

#[test]
fn what_cannot_be_checked_is_said() {
    let at = "W-unchecked #/components/schemas/A";
    for (schema, expected) in [
        ("{ type: string, pattern: '(' }", format!("{at}/pattern")),
        ("{ type: object, patternProperties: { '(': {} } }", format!("{at}/patternProperties")),
        ("{ type: integer, enum: ['1', '2'] }", at.to_owned()),
        ("{ type: number, multipleOf: 0 }", format!("{at}/multipleOf")),
        ("{ type: number, maximum: .inf }", format!("{at}/maximum")),
    ] {
        let ledger = both_ways(&format!("A: {schema}")).ledger;
        let unchecked: Vec<&String> = ledger.iter().filter(|entry| entry.starts_with("W-unchecked")).collect();
        assert_eq!(unchecked, [&expected], "{schema}");
    }
}

#[test]
fn properties_are_not_refused_by_a_pattern_that_is_not_known() {
    let text = both_ways(
        "A: { type: object, properties: { a: {} }, patternProperties: { '(': {}, b: {} }, additionalProperties: false }",
    )
    .text;
    assert!(text.contains("Keyword::PatternProperties(&[(&A_PATTERN, &Schema::ANY)])"), "{text}");
    assert!(!text.contains("Keyword::AdditionalProperties("), "{text}");
}

#[test]
fn an_enum_of_texts_says_what_else_may_be() {
    for (schema, expected) in [
        ("{ enum: [a, b] }", "Keyword::Type(Types::STRING), Keyword::Enum(&[\"a\", \"b\"])"),
        ("{ enum: [a, null] }", "Keyword::Type(Types::STRING.or(Types::NULL)), Keyword::Enum(&[\"a\"])"),
        (
            "{ type: [string, 'null'], enum: [a] }",
            "Keyword::Type(Types::STRING.or(Types::NULL)), Keyword::Enum(&[\"a\"])",
        ),
        ("{ type: [integer, 'null'], enum: [1] }", "Keyword::Values(&[Literal::Integer(1), Literal::Null])"),
        ("{ enum: [a, 1] }", "Keyword::Values(&[Literal::String(\"a\"), Literal::Integer(1)])"),
    ] {
        let text = both_ways(&format!("A: {schema}")).text;
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(expected), "{schema}\n{text}");
    }
}

#[test]
fn tables_without_a_name_that_say_the_same_are_one() {
    let text = both_ways(
        "A: { type: object, properties: { a: { type: boolean, uniqueItems: true }, b: { type: boolean, uniqueItems: true }, \
         c: { type: array, items: { type: string, minLength: 1 } }, d: { type: array, items: { type: string, minLength: 1 } }, \
         e: { $ref: '#/components/schemas/E' }, f: { $ref: '#/components/schemas/F' }, g: { type: string, pattern: a }, \
         h: { type: string, pattern: a } } }\n\
         E: { type: string, minLength: 1 }\nF: { type: string, minLength: 1 }",
    )
    .text;
    let tables: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub(super) static ")?.split_once(": Schema = "))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(tables, ["A", "BOOLEAN_UNIQUE_ITEMS", "A_C", "E", "F", "A_G", "STRING_MIN_LENGTH_1"]);
    assert_eq!(text.matches("Pattern::new(").count(), 1);
}

/// What a subschema of `allOf` says of properties that it does not name is validated as it is written.
#[test]
fn a_merged_type_is_checked_by_what_it_is_merged_from() {
    let outcome = both_ways(
        "A: { allOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { c: { type: string } } }] }\n\
         B: { type: object, properties: { b: { type: string } }, additionalProperties: { type: integer } }",
    );
    assert_eq!(outcome.ledger, [""; 0]);
    assert!(outcome.text.contains("Schema(&[Keyword::AllOf(&[&B, &A_])])"), "{}", outcome.text);
}
