//! What an operation says beyond what is generated for it.

use super::{both_ways, generate};

#[test]
fn a_required_property_of_the_other_direction_that_tells_alternatives_apart() {
    let outcome = both_ways(
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind } }\n\
         B: { type: object, required: [kind, id], properties: { kind: { type: string, readOnly: true }, id: { type: string, readOnly: true } } }",
    );
    assert_eq!(outcome.ledger, ["W-direction #/components/schemas/B/properties/kind"]);
}

#[test]
fn a_property_of_one_direction_is_no_news() {
    let of = |direction: &str, schema: &str| {
        let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
        let (body, response) = match direction {
            "request" => (format!("requestBody: {{ {content} }}, "), String::new()),
            _ => (String::new(), format!(", {content}")),
        };
        generate(&format!(
            "paths: {{ /a: {{ post: {{ {body}responses: {{ '200': {{ description: ok{response} }} }} }} }} }}\n\
             components: {{ schemas: {{ A: {{ type: object, required: [a], properties: {{ a: {schema} }} }} }} }}"
        ))
        .ledger
    };
    assert_eq!(of("request", "{ type: string, writeOnly: true }"), [""; 0]);
    assert_eq!(of("response", "{ type: string, readOnly: true }"), [""; 0]);
    assert_eq!(of("request", "{ type: string, readOnly: true }"), [""; 0]);
    assert_eq!(of("response", "{ type: string, writeOnly: true }"), [""; 0]);
}

#[test]
fn defaults_are_stated() {
    let outcome = generate(
        "paths: { /a: { get: { operationId: a, parameters: [{ name: limit, in: query, description: How many., \
         schema: { type: integer, default: 10 } }, { name: sort, in: query, schema: { type: string, default: 'a`b' } }], \
         responses: { '204': { description: ok } } } } }\n\
         components: { schemas: { A: { type: object, properties: { tags: { type: array, default: [a, 1] } } } } }",
    );
    for line in ["/// How many.", "/// Default: `10`", "/// Default: `` \"a`b\" ``", "/// Default: `[\"a\",1]`"] {
        assert!(outcome.text.lines().any(|text| text.trim() == line), "{line}\n{}", outcome.text);
    }
    assert_eq!(outcome.ledger, [""; 0]);
}

#[test]
fn what_operations_say_in_vain() {
    let outcome = generate(
        "paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n      \
         - { name: filter, in: query, content: { application/json: { schema: { type: object } } } }\n      \
         - { name: limit, in: query, allowEmptyValue: true, schema: { type: integer } }\n      \
         - { name: flag, in: query, allowEmptyValue: true, schema: { type: boolean } }\n      \
         - { name: text, in: query, allowEmptyValue: true, schema: { type: string } }\n      responses:\n        \
         '200':\n          description: ok\n          headers: { X-Must: { required: true, schema: { type: string } }, X-May: { schema: { type: string } } }",
    );
    let operation = "#/paths/~1a/get";
    assert_eq!(
        outcome.ledger,
        [format!("W-unsupported {operation}/parameters/1"), format!("W-no-content {operation}/responses/200"),]
    );
}

#[test]
fn one_media_type_without_a_codec_costs_no_other_operation() {
    let outcome = generate(
        "paths:\n  /a:\n    post:\n      operationId: sendXml\n      requestBody: { content: { application/xml: { schema: { type: object } } } }\n      \
         responses: { '204': { description: ok } }\n  /b:\n    get:\n      operationId: getB\n      \
         responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } }",
    );
    assert_eq!(outcome.ledger, ["W-raw-body #/paths/~1a/post/requestBody/content/application~1xml"]);
    let summary = outcome.summary;
    assert_eq!((summary.operations_generated, summary.operations_typed, summary.operations_degraded), (2, 1, 1));
    for method in ["pub fn send_xml(", "pub fn get_b("] {
        assert!(outcome.text.contains(method), "{method}");
    }
}
