//! How a request body is given, by its media types and by the version of the description.

use super::{Outcome, generate, generate_text};

/// The lines of the generated code that contain a text, without what stands around them.
fn lines<'o>(outcome: &'o Outcome, text: &str) -> Vec<&'o str> {
    outcome.text.lines().map(str::trim).filter(|line| line.contains(text)).collect()
}

/// A description of 2.0 with one operation, `send`.
fn swagger(operation: &str) -> Outcome {
    generate_text(&format!(
        "swagger: '2.0'\ninfo: {{ title: T, version: '1' }}\nconsumes: [application/json]\npaths:\n  /a:\n    post:\n      operationId: send\n      \
         {}\n      responses: {{ '204': {{ description: ok }} }}",
        operation.replace('\n', "\n      ")
    ))
}

#[test]
fn a_body_of_2_0_is_each_media_type_of_consumes() {
    let body = "parameters: [{ name: b, in: body, required: true, schema: { type: object, properties: { a: { type: string } } } }]";
    let one = swagger(body);
    assert_eq!(lines(&one, "pub fn send("), ["pub fn send(&self, body: models::SendBody) -> SendCall {"]);
    let several = swagger(&format!("consumes: [application/json, application/vnd.a+json, application/xml]\n{body}"));
    assert_eq!(lines(&several, "pub fn send("), ["pub fn send(&self, body: impl Into<SendBody>) -> SendCall {"]);
    let constructors = ["pub fn json(", "pub fn vnd_a_json(", "pub fn xml(", "pub fn of("];
    assert!(constructors.iter().all(|name| lines(&several, name).len() == 1), "{}", several.text);
}

#[test]
fn a_form_of_2_0_is_urlencoded_or_in_parts() {
    let field = "{ name: a, in: formData, type: string }";
    let form = swagger(&format!("consumes: [application/x-www-form-urlencoded]\nparameters: [{field}]"));
    assert_eq!(lines(&form, "Media::").len(), 1);
    assert!(lines(&form, "Media::form(&schemas::").len() == 1, "{}", form.text);
    let parts = swagger(&format!("consumes: [multipart/form-data]\nparameters: [{field}]"));
    assert!(lines(&parts, "Media::multipart(&schemas::").len() == 1, "{}", parts.text);
    let file = swagger(&format!("parameters: [{field}, {{ name: f, in: formData, type: file, required: true }}]"));
    assert_eq!(lines(&file, "pub fn new(f: File)"), ["pub fn new(f: File) -> Self {"]);
    assert_eq!(lines(&file, "pub fn send("), ["pub fn send(&self, body: SendForm) -> SendCall {"]);
    assert_eq!(file.ledger, [""; 0]);
}

/// A form in parts of a version.
fn in_parts(version: &str) -> Outcome {
    generate_text(&format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ post: {{ operationId: send, requestBody: {{ content: {{ multipart/form-data: {{\n\
         schema: {{ type: object, properties: {{ o: {{ type: array, items: {{ type: string }} }}, b: {{ type: string, format: byte }} }} }},\n\
         encoding: {{ o: {{ style: form, explode: false }}, ghost: {{ contentType: text/plain }} }} }} }} }}, responses: {{ '204': {{ description: ok }} }} }} }} }}\n"
    ))
}

#[test]
fn a_style_of_a_part_counts_since_3_1() {
    let old = in_parts("3.0.3");
    assert_eq!(lines(&old, "Encoding::"), ["&[Encoding::encoded(\"b\", \"base64\")],"]);
    let new = in_parts("3.1.0");
    let expected = ["Encoding::style(\"o\", Style::Form, false),", "Encoding::encoded(\"b\", \"base64\"),"];
    assert_eq!(lines(&new, "Encoding::"), expected);
    assert_eq!([old.ledger, new.ledger], [const { Vec::<String>::new() }; 2]);
}

#[test]
fn an_encoding_that_means_nothing_is_ignored() {
    let outcome = generate(
        "paths: { /a: { post: { requestBody: { content: { application/x-www-form-urlencoded: {\n\
         schema: { type: object, properties: { a: { type: string } } },\n\
         encoding: { ghost: { contentType: text/plain }, a: { headers: { X-A: { schema: { type: string } } } } } } } },\n\
         responses: { '204': { description: ok } } } } }",
    );
    assert_eq!(
        lines(&outcome, "Media::form("),
        ["body: Some(Body::optional(&[Media::form(&schemas::POST_A_BODY, &[])])),"]
    );
    assert_eq!(outcome.ledger, [""; 0]);
}

#[test]
fn a_body_that_operations_share_is_one_type() {
    let outcome = generate(
        "paths:\n  /a: { post: { operationId: a, requestBody: { $ref: '#/components/requestBodies/Pet' }, responses: { '204': { description: ok } } } }\n  \
           /b: { post: { operationId: b, requestBody: { $ref: '#/components/requestBodies/Pet' }, responses: { '204': { description: ok } } } }\n\
         components: { requestBodies: { Pet: { required: true, content: { application/json: { schema: { type: object, properties: { n: { type: string } } } } } } } }",
    );
    let expected =
        ["pub fn a(&self, body: models::PetBody) -> ACall {", "pub fn b(&self, body: models::PetBody) -> BCall {"];
    assert_eq!([lines(&outcome, "pub fn a(&self"), lines(&outcome, "pub fn b(&self")].concat(), expected);
}

#[test]
fn a_key_that_is_no_media_type_is_bytes() {
    for key in ["scope", "application", "''"] {
        let outcome = generate(&format!(
            "paths: {{ /a: {{ put: {{ operationId: send, requestBody: {{ required: true, content: {{ {key}: {{}} }} }}, \
             responses: {{ '204': {{ description: ok }} }} }} }} }}"
        ));
        let expected = ["pub fn send(&self, body: impl Into<Body>) -> SendCall {"];
        assert_eq!(lines(&outcome, "pub fn send("), expected, "{key}");
        assert!(outcome.ledger.iter().any(|entry| entry.starts_with("W-media-type")), "{:?}", outcome.ledger);
    }
}

/// A name does not depend on which other media types there are, or on their order.
#[test]
fn another_media_type_renames_nothing() {
    let of = |media: &str| {
        let outcome = generate(&format!(
            "paths: {{ /a: {{ put: {{ operationId: send, requestBody: {{ required: true, content: {{ {media} }} }}, \
             responses: {{ '204': {{ description: ok }} }} }} }} }}"
        ));
        let names =
            outcome.text.split("pub struct SendBody(RequestBody)").nth(1).unwrap().split("pub fn of(").next().unwrap();
        let names = names.lines().filter_map(|line| line.trim().strip_prefix("pub fn ")?.split('(').next());
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort();
        names
    };
    let schema = "{ schema: { type: object, properties: { a: { type: integer } } } }";
    let form = format!("application/x-www-form-urlencoded: {schema}");
    let (vendor, json, text) =
        (format!("application/vnd.b+json: {schema}"), format!("text/json: {schema}"), "text/csv: {}");
    assert_eq!(of(&format!("{vendor}, {form}")), ["form", "vnd_b_json"]);
    assert_eq!(of(&format!("{form}, {json}, {vendor}, {text}")), ["form", "text_csv", "text_json", "vnd_b_json"]);
    assert_eq!(
        of(&format!("application/json: {schema}, {json}, {vendor}, {form}")),
        ["form", "json", "text_json", "vnd_b_json"]
    );
}
