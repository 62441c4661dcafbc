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

const VIDEO: &str =
    "{ type: object, required: [format], properties: { format: { const: 'urn:video' }, width: { type: integer } } }";
const AUDIO: &str =
    "{ type: object, required: [format], properties: { format: { const: 'urn:audio' }, rate: { type: integer } } }";

/// An operation that receives one of the schemas that another adds a property to.
fn flow(method: &str, schema: &str) -> String {
    let content = format!("content: {{ application/json: {{ schema: {{ $ref: '{schema}' }} }} }}");
    format!(
        "{method}: {{ operationId: {method}Flow, requestBody: {{ {content} }}, responses: {{ '204': {{ description: ok }} }} }}"
    )
}

/// An object with a property, and one of two schemas at these addresses.
fn either(property: &str, video: &str, audio: &str) -> String {
    format!(
        "{{ allOf: [ {{ type: object, properties: {{ {property}: {{ type: string }} }} }}, \
         {{ oneOf: [ {{ $ref: '{video}' }}, {{ $ref: '{audio}' }} ] }} ] }}"
    )
}

#[test]
fn alternatives_in_other_files_have_the_names_they_have_in_one() {
    let (video, audio) = ("#/components/schemas/flow-video", "#/components/schemas/flow-audio");
    let one = generate_files(&[(
        "api.yaml",
        &format!(
            "{INFO}paths: {{ /flow: {{ {}, {} }} }}\ncomponents:\n  schemas:\n    flow-post: {}\n    flow-put: {}\n    flow-video: {VIDEO}\n    flow-audio: {AUDIO}\n",
            flow("post", "#/components/schemas/flow-post"),
            flow("put", "#/components/schemas/flow-put"),
            either("id", video, audio),
            either("label", video, audio),
        ),
    )]);
    let post = either("id", "flow-video.yaml", "flow-audio.yaml");
    let put = either("label", "flow-video.yaml", "flow-audio.yaml");
    let split = |operations: &str| {
        generate_files(&[
            ("api.yaml", &format!("{INFO}paths: {{ /flow: {{ {operations} }} }}\n")),
            ("flow-post.yaml", &post),
            ("flow-put.yaml", &put),
            ("flow-video.yaml", VIDEO),
            ("flow-audio.yaml", AUDIO),
        ])
    };
    let (first, second) = (flow("post", "flow-post.yaml"), flow("put", "flow-put.yaml"));
    let (in_order, reversed) = (split(&format!("{first}, {second}")), split(&format!("{second}, {first}")));
    let mut expected = one.types();
    // Nothing but the alternatives as they are in each object is made in several files.
    expected.remove("FlowVideo");
    expected.remove("FlowAudio");
    assert_eq!(expected["FlowPostFlowVideo"], ["format: FlowVideoFormat", "width: Option<i64>", "id: Option<String>"]);
    assert_eq!(in_order.types(), expected);
    assert_eq!(reversed.types(), expected);
    for outcome in [&one, &in_order, &reversed] {
        assert!(outcome.text.contains("FlowVideo(FlowPutFlowVideo)"), "{}", outcome.text);
        assert_eq!(outcome.ledger, [""; 0]);
    }
}
