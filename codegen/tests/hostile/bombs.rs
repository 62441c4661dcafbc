//! Input that is small and asks for much: aliases, nesting, long chains, long names.

use std::fmt::Write as _;

use crate::{description, generate, soon};

fn refused(text: &str) -> Vec<&'static str> {
    let outcome = soon(|| generate(&[("api.yaml", text)]));
    assert!(outcome.files.is_empty());
    outcome.codes
}

#[test]
fn aliases_that_multiply() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let inner = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{inner}]").unwrap();
    }
    assert_eq!(refused(&description(&bomb)), ["E-limit"]);
}

#[test]
fn aliases_of_objects_that_multiply_by_merging() {
    let mut bomb = String::from("a0: &a0 { k: v }\n");
    for level in 1..40 {
        let inner = format!("*a{}", level - 1);
        writeln!(bomb, "a{level}: &a{level} {{ <<: {inner}, x{level}: {inner}, y{level}: {inner} }}").unwrap();
    }
    assert_eq!(refused(&description(&bomb)), ["E-limit"]);
}

#[test]
fn one_long_text_repeated_by_aliases() {
    let aliases = ["*t"].repeat(20_000).join(", ");
    let bomb = format!("x-text: &t \"{}\"\nx-all: [{aliases}]\n", "a".repeat(100_000));
    assert_eq!(refused(&description(&bomb)), ["E-limit"]);
}

#[test]
fn an_alias_within_its_own_anchor() {
    assert_eq!(refused(&description("a: &a [*a]\n")), ["E-limit"]);
    assert_eq!(refused(&description("a: &a { b: *a }\n")), ["E-limit"]);
}

#[test]
fn a_hundred_thousand_levels() {
    const DEPTH: usize = 100_000;
    let nest = |open: &str, close: &str| format!("{}{}", open.repeat(DEPTH), close.repeat(DEPTH));
    for text in [
        nest("[", "]"),
        nest("{\"a\":", "}"),
        nest("[{\"a\":", "}]"),
        // What is never closed.
        "[".repeat(DEPTH),
        "{\"a\":".repeat(DEPTH),
        description(&format!("a: {}", nest("[", "]"))),
        description(&format!("a: {}", nest("{a: ", "}"))),
        description(&format!("a: {}", "[".repeat(DEPTH))),
        // Sequences within sequences, on one line and on many.
        "- ".repeat(DEPTH),
        "? ".repeat(DEPTH),
        (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect(),
    ] {
        let codes = refused(&text);
        assert!(codes == ["E-limit"] || codes == ["E-syntax"], "{codes:?}: {:.40}", text);
    }
}

#[test]
fn as_deep_as_is_allowed() {
    let nested = |levels: usize| {
        let items = "{ type: array, items: ".repeat(levels);
        description(&format!("components: {{ schemas: {{ Deep: {items}{{ type: string }}{} }} }}", " }".repeat(levels)))
    };
    let outcome = soon(|| generate(&[("api.yaml", &nested(123))]));
    assert_eq!((outcome.files.len(), outcome.codes), (3, vec!["W-untyped"]));
    assert_eq!(refused(&nested(125)), ["E-limit"]);
    for keyword in ["properties: { a: ", "additionalProperties: ", "not: ", "allOf: [", "oneOf: [", "anyOf: ["] {
        let close = if keyword.ends_with('[') { "] }" } else { " } }" };
        let close = if keyword.contains(": {") || keyword.ends_with('[') { close } else { " }" };
        let text = format!("{}{{ type: object }}{}", format!("{{ {keyword}").repeat(60), close.repeat(60));
        let outcome =
            soon(|| generate(&[("api.yaml", &description(&format!("components: {{ schemas: {{ Deep: {text} }} }}")))]));
        assert!(!outcome.files.is_empty(), "{keyword} {:?}", outcome.codes);
    }
}

/// Each schema holds the next one by `link`, which has `NEXT` where a schema stands.
fn chain(length: usize, link: &str) -> String {
    let mut text = String::from("components:\n  schemas:\n");
    for number in 0..length {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", number + 1);
        writeln!(text, "    S{number}: {}", link.replace("NEXT", &next)).unwrap();
    }
    writeln!(text, "    S{length}: {{ type: object, properties: {{ end: {{ type: string }} }} }}").unwrap();
    description(&text)
}

#[test]
fn long_chains_of_schemas() {
    for link in [
        "NEXT",
        "{ type: array, items: NEXT }",
        "{ type: object, properties: { next: NEXT } }",
        "{ type: object, required: [next], properties: { next: NEXT } }",
        "{ type: object, additionalProperties: NEXT }",
        "{ allOf: [NEXT] }",
        "{ allOf: [NEXT, { type: object, properties: { own: { type: string } } }] }",
        "{ oneOf: [NEXT, { type: string }] }",
        "{ anyOf: [NEXT, { type: 'null' }] }",
        "{ not: NEXT }",
    ] {
        // As many as do not take long without optimisation; the stack of a test is small enough to overflow.
        let outcome = soon(|| generate(&[("api.yaml", &chain(1_000, link))]));
        assert!(!outcome.files.is_empty(), "{link}: {:?}", outcome.codes);
    }
}

#[test]
fn schemas_that_multiply_by_merging() {
    // Each level names the one before twice: a merge that walks every way takes 2^40 steps.
    let mut text =
        String::from("components:\n  schemas:\n    S0: { type: object, properties: { end: { type: string } } }\n");
    for level in 1..40 {
        let inner = format!("{{ $ref: '#/components/schemas/S{}' }}", level - 1);
        writeln!(text, "    S{level}: {{ allOf: [{inner}, {inner}] }}").unwrap();
        writeln!(text, "    T{level}: {{ oneOf: [{inner}, {inner}], anyOf: [{inner}, {inner}] }}").unwrap();
    }
    let outcome = soon(|| generate(&[("api.yaml", &description(&text))]));
    assert!(!outcome.files.is_empty());
}

#[test]
fn many_references_that_lead_nowhere() {
    let mut text = String::from("components:\n  schemas:\n");
    for number in 0..600 {
        writeln!(text, "    Schema{number}: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/Shcema{number}' }} }} }}").unwrap();
    }
    let outcome = soon(|| generate(&[("api.yaml", &description(&text))]));
    assert_eq!(outcome.codes, ["E-dangling-ref"]);
}

#[test]
fn long_names() {
    let long = "name".repeat(10_000);
    // As JSON: keys of YAML have at most 1024 characters.
    let text = serde_json::json!({
        "openapi": "3.1.0",
        "info": { "title": "Pets", "version": "1" },
        "paths": { format!("/{long}"): { "get": {
            "operationId": long,
            "parameters": [{ "name": long, "in": "query", "schema": { "type": "string" } }],
            "responses": { "204": { "description": long } },
        } } },
        "components": { "schemas": {
            long.as_str(): { "type": "object", "properties": { long.as_str(): { "type": "string", "enum": [long] } } },
            "Other": { "$ref": format!("#/components/schemas/{long}x") },
        } },
    })
    .to_string();
    let outcome = soon(|| generate(&[("api.yaml", &text)]));
    assert_eq!(outcome.codes, ["E-dangling-ref", "W-renamed"]);
    for (name, text) in &outcome.files {
        for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            // The names are made of one word in lower case, which stands as it is in literals and documentation.
            assert!(word.len() <= 120 || word == long, "{name}: {word:.200}");
        }
    }
}

#[test]
fn numbers_beyond_all_types() {
    let numbers = [
        "1e999",
        "-1e999",
        "123456789012345678901234567890123456789012345678901234567890",
        "-0.0",
        "1e-400",
        ".inf",
        ".nan",
    ];
    for number in numbers {
        for keyword in [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "multipleOf",
            "maxLength",
            "minItems",
            "maxProperties",
            "default",
        ] {
            for kind in ["integer", "number", "string", "array"] {
                let text = format!(
                    "components: {{ schemas: {{ A: {{ type: {kind}, {keyword}: {number}, enum: [{number}] }} }} }}"
                );
                generate(&[("api.yaml", &description(&text))]);
                let text = format!(
                    "{{\"openapi\": \"3.0.0\", \"info\": {{}}, \"components\": {{\"schemas\": {{\"A\": {{\"type\": \"{kind}\", \"{keyword}\": {number}}}}}}}}}"
                );
                generate(&[("api.json", &text)]);
            }
        }
    }
}
