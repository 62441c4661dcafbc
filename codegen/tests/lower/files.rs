//! A description in several files becomes what it is in one.

use super::generate_files;

const INFO: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";

#[test]
fn sections_in_other_files_are_followed_wholly() {
    let entry = format!(
        "{INFO}paths: {{ $ref: ./paths.yaml }}\ncomponents: {{ schemas: {{ $ref: ./schemas/_index.yaml }} }}\n"
    );
    let outcome = generate_files(&[
        ("api.yaml", &entry),
        (
            "paths.yaml",
            "/pets: { get: { operationId: listPets, responses: { '200': { description: ok, content: { application/json: \
             { schema: { $ref: 'api.yaml#/components/schemas/Pet' } } } } } } }",
        ),
        (
            "schemas/_index.yaml",
            "Pet: { $ref: ./Pet.yaml }\nOwner: { type: object, properties: { name: { type: string } } }",
        ),
        (
            "schemas/Pet.yaml",
            "{ type: object, properties: { owner: { $ref: '../api.yaml#/components/schemas/Owner' }, \
             name: { $ref: '../api.yaml#/components/schemas/Owner/properties/name' } } }",
        ),
    ]);
    let types = outcome.types();
    assert_eq!(types["Pet"], ["owner: Option<Owner>", "name: Option<String>"]);
    assert_eq!(types["Owner"], ["name: Option<String>"]);
    assert!(outcome.text.contains("list_pets"), "{}", outcome.text);
    assert_eq!(outcome.ledger, ["W-misplaced-ref #/components/schemas/$ref", "W-misplaced-ref #/paths/$ref"]);
}
