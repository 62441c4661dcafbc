//! References that lead back to where they stand, of every kind, in one file and across files.

use crate::{Outcome, description, generate, soon};

fn outcome(rest: &str) -> Outcome {
    soon(|| generate(&[("api.yaml", &description(rest))]))
}

#[test]
fn schemas_that_contain_themselves_are_generated() {
    for schema in [
        "{ type: object, properties: { next: { $ref: '#/components/schemas/A' } } }",
        "{ type: object, required: [next], properties: { next: { $ref: '#/components/schemas/A' } } }",
        "{ type: array, items: { $ref: '#/components/schemas/A' } }",
        "{ type: object, additionalProperties: { $ref: '#/components/schemas/A' } }",
        "{ type: object, properties: { a: { type: array, items: { $ref: '#' } } } }",
        "{ oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }] }",
        "{ anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }",
        "{ not: { $ref: '#/components/schemas/A' } }",
        "{ type: object, properties: { a: { $ref: '#/components/schemas/A/properties/a' } } }",
    ] {
        let found = outcome(&format!("components: {{ schemas: {{ A: {schema} }} }}"));
        assert!(found.files.contains_key("models.rs"), "{schema}: {:?}", found.codes);
    }
}

/// Unions of all unions of the next level, told apart or not: as many ways as there are to go are not gone.
#[test]
fn unions_in_unions_are_looked_at_once() {
    const LEVELS: usize = 10;
    const WIDTH: usize = 8;
    for discriminator in ["", ", discriminator: { propertyName: type }", ", discriminator: { propertyName: kind }"] {
        let mut schemas =
            String::from("Leaf: { type: object, required: [type], properties: { type: { const: leaf } } }");
        for (level, place) in (0..LEVELS).flat_map(|level| (0..WIDTH).map(move |place| (level, place))) {
            let inner = |other| match level + 1 {
                LEVELS => "{ $ref: '#/components/schemas/Leaf' }".to_owned(),
                next => format!("{{ $ref: '#/components/schemas/U{next}_{other}' }}"),
            };
            let inner: Vec<String> =
                (0..WIDTH).map(inner).chain([format!("{{ title: T{level}, type: integer }}")]).collect();
            // The outermost is told apart by another member than those that it holds.
            let tag = if level == 0 { ", discriminator: { propertyName: type }" } else { discriminator };
            schemas.push_str(&format!(", U{level}_{place}: {{ oneOf: [{}]{tag} }}", inner.join(", ")));
        }
        let found = outcome(&format!("components: {{ schemas: {{ {schemas} }} }}"));
        assert!(found.files.contains_key("models.rs"), "{discriminator}: {:?}", found.codes);
    }
}

#[test]
fn references_that_never_arrive() {
    for (rest, expected) in [
        ("components: { schemas: { A: { $ref: '#/components/schemas/A' } } }", true),
        (
            "components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } } }",
            true,
        ),
        ("components: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/A' }] } } }", true),
        (
            "components: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/B' }, { type: object }] }, \
             B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object }] } } }",
            true,
        ),
        ("components: { schemas: { A: { anyOf: [{ $ref: '#/components/schemas/A' }] } } }", true),
        (
            "components: { schemas: { A: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] } } }",
            true,
        ),
        (
            "paths: { /a: { get: { parameters: [{ $ref: '#/components/parameters/A' }], responses: {} } } }\n\
             components: { parameters: { A: { $ref: '#/components/parameters/B' }, B: { $ref: '#/components/parameters/A' } } }",
            true,
        ),
        (
            "paths: { /a: { get: { responses: { '200': { $ref: '#/components/responses/A' } } } } }\n\
             components: { responses: { A: { $ref: '#/components/responses/A' } } }",
            true,
        ),
        (
            "paths: { /a: { get: { requestBody: { $ref: '#/components/requestBodies/A' }, responses: {} } } }\n\
             components: { requestBodies: { A: { $ref: '#/components/requestBodies/A' } } }",
            true,
        ),
        (
            "paths: { /a: { get: { responses: { '200': { description: x, headers: { H: { $ref: '#/components/headers/H' } } } } } } }\n\
             components: { headers: { H: { $ref: '#/components/headers/H' } } }",
            true,
        ),
        (
            "security: [{ k: [] }]\npaths: { /a: { get: { responses: {} } } }\n\
             components: { securitySchemes: { k: { $ref: '#/components/securitySchemes/k' } } }",
            true,
        ),
        ("paths: { /a: { $ref: '#/paths/~1b' }, /b: { $ref: '#/paths/~1a' }, /c: { get: { responses: {} } } }", true),
        // A reference into itself, and one below a reference.
        ("components: { schemas: { A: { $ref: '#/components/schemas/A/properties/b' } } }", false),
        ("paths: { /a: { $ref: '#' }, /b: { get: { responses: {} } } }", true),
    ] {
        let found = outcome(rest);
        assert_eq!(!found.files.is_empty(), expected || !found.files.is_empty(), "{rest}: {:?}", found.codes);
    }
}

#[test]
fn files_that_refer_to_each_other() {
    let entry = description(
        "paths: { /a: { $ref: 'b.yaml#/path' } }\ncomponents: { schemas: { A: { type: object, properties: { b: { $ref: 'b.yaml#/B' } } } } }",
    );
    let other = "B: { type: object, properties: { a: { $ref: 'api.yaml#/components/schemas/A' }, c: { $ref: 'c.yaml' } } }\n\
                 path: { get: { parameters: [{ $ref: 'c.yaml#/p' }], responses: { '200': { $ref: 'b.yaml#/path/get/responses/200' } } } }\n";
    let third = "type: object\nproperties: { b: { $ref: 'b.yaml#/B' }, self: { $ref: '#' } }\np: { $ref: 'b.yaml#/path/get/parameters/0' }\n";
    let found = soon(|| generate(&[("api.yaml", &entry), ("b.yaml", other), ("c.yaml", third)]));
    assert_eq!(found.codes, ["E-ref-cycle"]);
    assert!(found.files["models.rs"].contains("pub struct A {"));
    // Whole files that stand for each other.
    let entry = description("components: { schemas: { A: { $ref: 'b.yaml' } } }");
    let found = soon(|| generate(&[("api.yaml", &entry), ("b.yaml", "$ref: c.yaml\n"), ("c.yaml", "$ref: b.yaml\n")]));
    assert!(!found.files.is_empty());
    let found = soon(|| generate(&[("api.yaml", "$ref: api.yaml\n")]));
    assert_eq!(found.codes, ["E-unknown-version"]);
}
