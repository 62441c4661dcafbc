//! An operation is typed when no type that it is made of says less than its schema.

use super::{both_ways, generate};

/// Operations typed and schemas typed.
fn typed(schemas: &str) -> (usize, usize) {
    let summary = both_ways(schemas).summary;
    assert_eq!(summary.operations_typed + summary.operations_degraded, summary.operations_generated);
    (summary.operations_typed, summary.schemas_typed)
}

#[test]
fn whatever_says_nothing_is_typed() {
    assert_eq!(typed("A: {}"), (1, 1));
    assert_eq!(typed("A: { type: object, properties: { a: {}, b: true } }"), (1, 1));
    assert_eq!(typed("A: { type: array }"), (1, 1));
}

#[test]
fn formats_and_checks_do_not_count() {
    assert_eq!(typed("A: { type: object, properties: { a: { type: string, format: uuid, pattern: x } } }"), (1, 1));
}

#[test]
fn a_degraded_part_counts_at_any_depth() {
    let mixed = "{ oneOf: [{ type: string }, { type: array }], anyOf: [{ type: integer }, { type: object }] }";
    for schema in [
        mixed.to_owned(),
        format!("{{ type: array, items: {mixed} }}"),
        format!("{{ type: object, properties: {{ a: {mixed} }} }}"),
        format!("{{ type: object, additionalProperties: {mixed} }}"),
        format!(
            "{{ type: object, properties: {{ a: {{ type: array, items: {{ type: object, properties: {{ b: {mixed} }} }} }} }} }}"
        ),
    ] {
        assert_eq!(typed(&format!("A: {schema}")), (0, 0), "{schema}");
    }
    assert_eq!(
        typed(&format!(
            "A: {{ type: object, properties: {{ b: {{ $ref: '#/components/schemas/B' }} }} }}\nB: {mixed}\nC: {{ type: string }}"
        )),
        (0, 1)
    );
}

#[test]
fn what_nothing_uses_degrades_no_operation() {
    assert_eq!(
        typed(
            "A: { type: object }\nB: { oneOf: [{ type: string }, { type: array }], anyOf: [{ type: integer }, { type: object }] }"
        ),
        (1, 1)
    );
}

#[test]
fn circles_end() {
    let circle = "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }\n\
                  B: { type: object, properties: { a: { $ref: '#/components/schemas/A' }, c: C } }";
    assert_eq!(typed(&circle.replace('C', "{ type: string }")), (1, 2));
    assert_eq!(
        typed(&circle.replace(
            'C',
            "{ oneOf: [{ type: string }, { type: array }], anyOf: [{ type: integer }, { type: object }] }"
        )),
        (0, 0)
    );
}

#[test]
fn lists_too_deep_for_a_type_count() {
    let nested = |levels: usize| {
        format!("A: {}{{ type: string }}{}", "{ type: array, items: ".repeat(levels), " }".repeat(levels))
    };
    assert_eq!(typed(&nested(30)), (1, 1));
    let outcome = both_ways(&nested(40));
    assert_eq!((outcome.summary.operations_typed, outcome.summary.schemas_typed), (0, 0));
    assert_eq!(outcome.ledger.len(), 1, "{:?}", outcome.ledger);
    assert!(outcome.ledger[0].starts_with("W-untyped #/components/schemas/A/items/items"));
}

#[test]
fn what_has_a_fault_at_any_depth_is_not_typed() {
    for fault in ["{ $ref: '#/components/schemas/Nope' }", "{ type: strin }", "{ type: string, maxLength: long }", "7"]
    {
        assert_eq!(typed(&format!("A: {fault}")), (0, 0), "{fault}");
        for whole in [
            "{ type: object, properties: { a: FAULT } }",
            "{ type: array, items: FAULT }",
            "{ type: object, properties: { a: { type: string } }, not: FAULT }",
            "{ allOf: [ { type: object, properties: { a: FAULT } }, { type: object, properties: { b: { type: string } } } ] }",
        ] {
            assert_eq!(typed(&format!("A: {}", whole.replace("FAULT", fault))), (0, 0), "{fault} {whole}");
        }
        let base = "A: { allOf: [ { $ref: '#/components/schemas/B' } ], properties: { b: { type: string } } }";
        let other = "B: { type: object, properties: { a: { type: string } }, required: 7 }\nC: { type: string }";
        assert_eq!(typed(&format!("{base}\n{other}")), (0, 1));
    }
}

#[test]
fn an_operation_with_a_fault_is_not_typed() {
    let summary = |parameter: &str| {
        generate(&format!(
            "paths: {{ /a: {{ get: {{ operationId: a, parameters: [ {parameter} ], responses: {{ '204': {{ description: ok }} }} }}, \
             put: {{ operationId: b, responses: {{ '204': {{ description: ok }} }} }} }} }}"
        ))
        .summary
    };
    let of = |summary: &oasmith::Summary| (summary.operations_generated, summary.operations_typed);
    assert_eq!(of(&summary("{ name: a, in: query, schema: { type: string } }")), (2, 2));
    assert_eq!(of(&summary("{ $ref: '#/components/parameters/A' }")), (2, 1));
    assert_eq!(of(&summary("{ name: a, in: query, schema: { type: strin } }")), (2, 1));
}
