//! A diagnostic reports what is understood in another way than its author may intend.

use super::{both_ways, generate, generate_text, schemas};

/// The ledger of a query parameter, without the place of the operation.
fn of_parameter(parameter: &str) -> Vec<String> {
    let outcome = generate(&format!(
        "paths: {{ '/a/{{p}}': {{ get: {{ parameters: [{{ in: path, name: p, required: true, schema: {{ type: string }} }}, \
         {{ name: x, {parameter} }}], responses: {{ '204': {{ description: ok }} }} }} }} }}"
    ));
    outcome.ledger.iter().map(|entry| entry.replace(" #/paths/~1a~1{p}/get/parameters/1", "")).collect()
}

#[test]
fn styles_that_are_not_defined_for_a_type() {
    let list = "schema: { type: array, items: { type: string } }";
    let object = "schema: { type: object, properties: { a: { type: string } } }";
    let nested = "schema: { type: array, items: { type: object, properties: { a: { type: string } } } }";
    let deep = "schema: { type: object, properties: { a: { type: array, items: { type: string } } } }";
    for defined in [
        format!("in: query, {list}"),
        format!("in: query, {object}"),
        format!("in: query, style: deepObject, explode: true, {object}"),
        format!("in: query, style: spaceDelimited, explode: false, {list}"),
        format!("in: header, {object}"),
        format!("in: query, content: {{ text/plain: {{ {list} }} }}"),
    ] {
        assert_eq!(of_parameter(&defined), [""; 0], "{defined}");
    }
    for undefined in [
        format!("in: query, style: deepObject, {list}"),
        format!("in: query, style: deepObject, {deep}"),
        "in: query, style: deepObject, schema: { type: string }".to_owned(),
        format!("in: query, {nested}"),
        format!("in: query, style: pipeDelimited, explode: true, {list}"),
        "in: query, style: pipeDelimited, schema: { type: integer }".to_owned(),
        format!("in: header, style: form, {list}"),
        format!("in: query, style: label, {list}"),
    ] {
        assert_eq!(of_parameter(&undefined), ["W-undefined-style"], "{undefined}");
    }
}

#[test]
fn names_that_an_exploded_object_may_have_too() {
    let of = |explode: bool| {
        let outcome = generate(&format!(
            "paths: {{ /a: {{ get: {{ parameters: [{{ in: query, name: page, schema: {{ type: string }} }}, {{ in: query, name: filter, \
             explode: {explode}, schema: {{ type: object, properties: {{ page: {{ type: string }}, size: {{ type: string }} }} }} }}], \
             responses: {{ '204': {{ description: ok }} }} }} }} }}"
        ));
        outcome.ledger
    };
    assert_eq!(of(true), ["W-undefined-style #/paths/~1a/get/parameters/1"]);
    assert_eq!(of(false), [""; 0]);
}

#[test]
fn a_pattern_between_slashes() {
    let outcome = schemas("A: { type: string, pattern: '/^a$/' }\nB: { type: string, pattern: '/a/' }");
    assert_eq!(outcome.ledger, ["W-doubtful #/components/schemas/A/pattern"]);
}

#[test]
fn bounds_that_exclude_each_other() {
    let of = |schema: &str| schemas(&format!("A: {schema}")).ledger;
    for (schema, keyword) in [
        ("{ type: integer, minimum: 10, maximum: 1 }", "maximum"),
        ("{ type: integer, minimum: 1, exclusiveMaximum: 1 }", "exclusiveMaximum"),
        ("{ type: number, exclusiveMinimum: 1.5, maximum: 1.5 }", "maximum"),
        ("{ type: string, minLength: 2, maxLength: 1 }", "maxLength"),
        ("{ type: array, items: { type: string }, minItems: 2, maxItems: 1 }", "maxItems"),
        ("{ type: object, minProperties: 2, maxProperties: 1 }", "maxProperties"),
        ("{ type: integer, format: int32, maximum: 4294967295 }", "maximum"),
        ("{ type: integer, format: int32, minimum: -2147483649 }", "minimum"),
        ("{ type: integer, format: uint8, exclusiveMaximum: 257 }", "exclusiveMaximum"),
        ("{ type: string, enum: [] }", "enum"),
        ("{ type: string, oneOf: [] }", "oneOf"),
        ("{ type: string, anyOf: [] }", "anyOf"),
        ("{ type: string, allOf: [] }", "allOf"),
    ] {
        assert_eq!(of(schema), [format!("W-doubtful #/components/schemas/A/{keyword}")], "{schema}");
    }
    for schema in [
        "{ type: integer, minimum: 1, maximum: 1 }",
        "{ type: integer, minimum: 0, exclusiveMinimum: 0, maximum: 1 }",
        "{ type: integer, format: int32, minimum: -2147483648, exclusiveMaximum: 2147483648 }",
        // What JavaScript writes for the greatest value.
        "{ type: integer, format: int64, maximum: 9223372036854776000 }",
        "{ type: integer, format: unheard, maximum: 4294967295 }",
    ] {
        assert!(of(schema).iter().all(|entry| !entry.starts_with("W-doubtful")), "{schema}");
    }
    let text = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\n\
                components: { schemas: { A: { type: integer, minimum: 1, maximum: 1, exclusiveMaximum: true } } }";
    assert_eq!(generate_text(text).ledger, ["W-doubtful #/components/schemas/A/maximum"]);
}

#[test]
fn a_location_that_is_reported_exists() {
    let outcome = schemas(
        "A: { allOf: [ { $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' } ] }\n\
         B: { type: object, properties: { x: { type: string } } }\n\
         C: { type: object, properties: { x: { type: integer } } }",
    );
    assert_eq!(outcome.ledger, ["E-contradiction #/components/schemas/A", "W-untyped #/components/schemas/A"]);
}

#[test]
fn values_of_a_list_are_lists() {
    let lists = schemas("A: { type: array, items: { type: string }, enum: [[a], [a, b]] }");
    assert_eq!(lists.ledger, [""; 0]);
}

#[test]
fn values_that_contradict_their_type() {
    let of = |schema: &str| {
        let ledger = schemas(&format!("A: {schema}")).ledger;
        ledger.iter().map(|entry| entry.replace("#/components/schemas/A/", "")).collect::<Vec<_>>()
    };
    for (schema, expected) in [
        ("{ type: string, enum: [1, 2] }", vec!["W-doubtful enum"]),
        ("{ type: integer, enum: [1, a, '2', null] }", vec!["W-doubtful enum/1", "W-doubtful enum/2"]),
        ("{ type: integer, enum: [1, 2.0, 2.5] }", vec!["W-doubtful enum/2"]),
        // What YAML reads as a number is no text.
        ("{ type: string, enum: ['1.0', 2.0] }", vec!["W-doubtful enum/1"]),
        ("{ type: string, const: 1 }", vec!["W-doubtful const"]),
        // Null says that there may be no value.
        ("{ type: string, enum: [a, null] }", vec![]),
        ("{ type: [string, 'null'], enum: [a, null] }", vec![]),
        ("{ type: string, const: null }", vec![]),
        ("{ type: number, enum: [1, 2.5] }", vec![]),
        ("{ type: [string, integer], enum: [1, a] }", vec![]),
        ("{ type: object, enum: [{ a: 1 }] }", vec![]),
        ("{ enum: [1, a] }", vec![]),
    ] {
        assert_eq!(of(schema), expected, "{schema}");
    }
}

#[test]
fn a_text_that_is_written_like_a_number_is_kept_as_it_is_written() {
    let text = schemas("A: { type: string, enum: ['1.0', '01', 2.0] }").text;
    assert!(text.contains("N1_0 = \"1.0\"") && text.contains("N01 = \"01\""), "{text}");
    assert!(!text.contains("2.0"), "{text}");
}

#[test]
fn a_list_without_items_where_they_are_asked_for() {
    let of = |head: &str| generate_text(&format!("{head}\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n"));
    let schema = "{ A: { type: array } }";
    let old = of(&format!("swagger: '2.0'\ndefinitions: {schema}"));
    assert_eq!(old.ledger, ["W-doubtful #/definitions/A"]);
    let outcome = of(&format!("openapi: 3.0.3\ncomponents: {{ schemas: {schema} }}"));
    assert_eq!(outcome.ledger, ["W-doubtful #/components/schemas/A"]);
    assert!(outcome.text.contains("pub type A = Vec<serde_json::Value>;"), "{}", outcome.text);
    assert_eq!(of(&format!("openapi: 3.1.0\ncomponents: {{ schemas: {schema} }}")).ledger, [""; 0]);
}

#[test]
fn a_range_of_media_types_that_is_written_as_another() {
    let of = |media: &str| {
        let content = format!("content: {{ '{media}': {{ schema: {{ type: string, format: binary }} }} }}");
        let outcome = generate(&format!(
            "paths: {{ /a: {{ put: {{ responses: {{ '200': {{ description: ok, {content} }} }} }} }} }}"
        ));
        outcome.ledger.iter().map(|entry| entry.split(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("image/*"), ["W-unsupported"]);
    assert_eq!(of("*/*"), [""; 0]);
    assert_eq!(of("image/png"), [""; 0]);
}

#[test]
fn defaults_that_their_schema_refuses() {
    let property = |schema: &str| {
        let outcome = schemas(&format!("A: {{ type: object, properties: {{ a: {schema} }} }}"));
        let is_offered = outcome.text.contains("_or_default");
        let is_documented = outcome.text.to_lowercase().contains("default: `");
        (outcome.ledger.len(), is_offered, is_documented)
    };
    for good in [
        "{ type: integer, minimum: 1, default: 1 }",
        "{ type: string, maxLength: 1, default: é }",
        "{ type: string, pattern: '^a+$', default: aa }",
        // What is no expression refuses nothing.
        "{ type: string, pattern: '(', default: a }",
        "{ type: number, multipleOf: 0.1, default: 0.3 }",
        "{ type: number, multipleOf: 0, default: 1 }",
        "{ type: array, uniqueItems: true, items: { type: integer }, default: [1, 2] }",
    ] {
        assert_eq!(property(good), (0, true, true), "{good}");
    }
    // What is read from text has no accessor.
    let moment = "{ type: string, format: date-time, default: '2020-01-01T00:00:00Z' }";
    assert_eq!(property(moment), (0, false, true));
    for bad in [
        "{ type: integer, minimum: 1, default: 0 }",
        "{ type: number, exclusiveMaximum: 1, default: 1 }",
        "{ type: string, minLength: 2, default: a }",
        "{ type: array, items: { type: integer, maximum: 1 }, default: [2] }",
        "{ type: array, maxItems: 1, items: { type: integer }, default: [2, 3] }",
        "{ type: string, pattern: '^b', default: ab }",
        "{ type: integer, multipleOf: 2, default: 3 }",
        "{ type: array, uniqueItems: true, items: { type: number }, default: [1, 1.0] }",
        "{ type: array, items: { type: string, pattern: a }, default: [a, b] }",
        "{ type: object, additionalProperties: { type: integer, minimum: 1 }, default: { a: 0 } }",
        "{ type: object, properties: { b: { type: string, maxLength: 1 } }, default: { b: ab } }",
        "{ type: object, properties: { b: { type: string } }, required: [b], default: {} }",
        "{ type: object, properties: { b: { type: string } }, additionalProperties: false, default: { c: 1 } }",
        "{ type: object, maxProperties: 0, additionalProperties: { type: integer }, default: { c: 1 } }",
        "{ type: string, format: date-time, default: now }",
        "{ type: string, format: uuid, default: none }",
        "{ type: string, enum: [a], default: b }",
        "{ type: integer, default: '5' }",
    ] {
        assert_eq!(property(bad), (1, false, false), "{bad}");
    }
}

#[test]
fn defaults_of_named_schemas_and_of_parameters() {
    assert_eq!(schemas("A: { type: integer, maximum: 1, default: 2 }").ledger, ["W-default #/components/schemas/A"]);
    assert_eq!(of_parameter("in: query, schema: { type: integer, maximum: 1, default: 2 }"), ["W-default/schema"]);
    assert_eq!(of_parameter("in: query, schema: { type: integer, maximum: 2, default: 2 }"), [""; 0]);
    assert_eq!(of_parameter("in: query, schema: { type: string, pattern: a, default: b }"), ["W-default/schema"]);
    assert_eq!(of_parameter("in: query, schema: { type: integer, default: a }"), ["W-default/schema"]);
}

/// rustc expands macros in macros to a certain depth alone.
#[test]
fn a_default_that_is_nested_deep_has_no_accessor() {
    let of = |depth: usize| {
        let default = format!("{}1{}", "{ a: ".repeat(depth), " }".repeat(depth));
        schemas(&format!("A: {{ type: object, properties: {{ b: {{ type: object, default: {default} }} }} }}"))
    };
    assert!(of(32).text.contains("b_or_default"));
    assert!(!of(33).text.contains("b_or_default"));
    assert_eq!(of(33).ledger, [""; 0]);
}

#[test]
fn a_default_beyond_its_type_is_no_literal() {
    let outcome = both_ways("A: { type: object, properties: { a: { type: number, format: float, default: 1.0e39 } } }");
    assert_eq!(outcome.ledger, ["W-default #/components/schemas/A/properties/a"]);
    assert!(!outcome.text.contains("a_or_default"), "{}", outcome.text);
}
