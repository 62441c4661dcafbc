//! Acceptance cases that take a whole run, from the text of a description to the generated code. `features.toml` says which
//! rows of the conformance list and which traps they prove.

#![allow(missing_docs)]

use std::collections::BTreeMap;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

/// The generated files, and the reports as `code #pointer`.
fn generated(texts: &[(&str, &str)]) -> (BTreeMap<String, String>, Vec<String>) {
    let documents = Documents::from_texts(texts).unwrap();
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &Config::new(texts[0].0, "generated"), &mut sink).unwrap();
    let reports = sink.iter().map(|entry| format!("{} {}", entry.code, entry.at.as_ref().unwrap())).collect();
    (generated.files, reports)
}

/// The generated files of what follows the version and the information of a description, about which nothing is reported.
fn files(rest: &str) -> BTreeMap<String, String> {
    let text = format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\n{rest}");
    let (files, reports) = generated(&[("api.yaml", &text)]);
    assert_eq!(reports, [""; 0]);
    files
}

fn models(schemas: &str) -> String {
    files(&format!("components:\n  schemas:\n{schemas}"))["models.rs"].clone()
}

/// The lines of the declaration of a type, without documentation, attributes and indentation.
fn declaration(models: &str, name: &str) -> Vec<String> {
    let is_start = |line: &&str| {
        ["struct", "enum", "type"].iter().any(|kind| {
            let rest = line.strip_prefix(&format!("pub {kind} {name}"));
            rest.is_some_and(|rest| rest.starts_with([' ', '(', ';']))
        })
    };
    let mut lines = models.lines().skip_while(|line| !is_start(line));
    let first = lines.next().unwrap_or_else(|| panic!("no {name} in\n{models}")).to_owned();
    let mut declaration = vec![first.clone()];
    if !first.ends_with(';') {
        let rest = lines.take_while(|line| *line != "}").map(str::trim);
        let plain = rest.filter(|line| line.starts_with("pub ") || line.ends_with("),") && !line.starts_with('#'));
        declaration.extend(plain.map(str::to_owned));
    }
    declaration
}

#[test]
fn words_that_yaml_1_1_typed_are_strings() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    \
                A: { type: string, enum: [no, NO, on, 2020-01-01] }\n";
    let (files, reports) = generated(&[("api.yaml", text)]);
    let models = &files["models.rs"];
    for text in ["no", "NO", "on", "2020-01-01"] {
        assert!(models.contains(&format!("\"{text}\"")), "{text}:\n{models}");
    }
    assert_eq!(reports, ["W-renamed #/components/schemas/A"]);
}

#[test]
fn marks_and_line_ends_make_no_difference() {
    let plain = "openapi: 3.0.3\ninfo:\n  title: Größe\n  version: 1.0.0\npaths: {}\ncomponents:\n  schemas:\n    Pet:\n      \
         type: object\n      description: |\n        First line.\n        Second.\n      properties:\n        größe: { type: string }\n";
    let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert!(generated(&[("api.yaml", plain)]) == generated(&[("api.yaml", &marked)]));
    let json = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}, \"components\": {\"schemas\": {\"A\": {\"type\": \"string\"}}}}";
    let tabs = format!("\u{feff}{}", json.replace(' ', "\r\n\t"));
    assert!(generated(&[("api.json", json)]) == generated(&[("api.json", &tabs)]));
}

#[test]
fn components_alone_are_a_crate() {
    assert_eq!(declaration(&models("    A: { type: string }\n"), "A"), ["pub type A = String;"]);
}

#[test]
fn a_title_is_no_identifier() {
    let text = "openapi: 3.1.0\ninfo: { title: \"A \\\"b\\\" 😀\", version: 1.0 }\npaths: { /a: { get: { responses: {} } } }\n";
    let (files, reports) = generated(&[("api.yaml", text)]);
    assert!(files["models.rs"].contains("A \"b\" 😀"), "{}", files["models.rs"]);
    assert_eq!(reports, [""; 0]);
}

/// serde writes properties in the order of the fields.
#[test]
fn properties_keep_their_order() {
    let models =
        models("    A: { type: object, properties: { b: { type: string }, a: { type: string } }, required: [a] }\n");
    assert_eq!(declaration(&models, "A"), ["pub struct A {", "pub b: Option<String>,", "pub a: String,"]);
}

#[test]
fn pointers_and_escapes() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  '/a/{id}':\n    get:\n      \
         parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int32 } }]\n      responses: {}\n\
         components:\n  schemas:\n    'a/b~c': { type: object, properties: { x: { type: boolean } } }\n    A:\n      type: object\n      properties:\n        \
         p: { $ref: '#/paths/~1a~1%7Bid%7D/get/parameters/0/schema' }\n        q: { $ref: '#/components/schemas/a~1b~0c' }\n";
    let (files, reports) = generated(&[("api.yaml", text)]);
    assert_eq!(declaration(&files["models.rs"], "A"), ["pub struct A {", "pub p: Option<i32>,", "pub q: Option<ABC>,"]);
    assert_eq!(reports, ["W-component-name #/components/schemas/a~1b~0c"]);
}

#[test]
fn locations_that_are_no_components_have_one_type() {
    let models = files(
        "paths: { /x: { get: { operationId: getX, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { n: { type: integer } } } } } } } } } }\n\
         components:\n  schemas:\n    A: { type: object, properties: { b: { type: object, properties: { n: { type: integer } } } } }\n    \
         B: { type: object, properties: { x: { $ref: '#/components/schemas/A/properties/b' } } }\n    \
         C: { type: object, properties: { y: { $ref: '#/paths/~1x/get/responses/200/content/application~1json/schema' } } }\n",
    )["models.rs"]
        .clone();
    assert_eq!(declaration(&models, "A"), ["pub struct A {", "pub b: Option<AB>,"]);
    assert_eq!(declaration(&models, "B"), ["pub struct B {", "pub x: Option<AB>,"]);
    assert_eq!(declaration(&models, "C"), ["pub struct C {", "pub y: Option<GetXResponse>,"]);
    assert_eq!(models.matches("pub struct AB ").count() + models.matches("pub struct GetXResponse ").count(), 2);
}

#[test]
fn a_component_that_is_a_reference_is_another_name() {
    let models = models(
        "    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/C' }\n    C: { type: string }\n",
    );
    let declared = ["A", "B", "C"].map(|name| declaration(&models, name).join(" "));
    assert_eq!(declared, ["pub type A = C;", "pub type B = C;", "pub type C = String;"]);
}

#[test]
fn what_stands_beside_a_reference_is_added() {
    let models = models(
        "    Base: { type: object, properties: { a: { type: string } } }\n    \
         A: { $ref: '#/components/schemas/Base', properties: { b: { type: integer } }, required: [b] }\n",
    );
    assert_eq!(declaration(&models, "A"), ["pub struct A {", "pub b: i64,", "pub a: Option<String>,"]);
}

#[test]
fn definitions_of_one_name_in_two_schemas() {
    let models = models(
        "    A: { type: object, $defs: { Item: { type: object, properties: { a: { type: string } } } }, properties: { i: { $ref: '#/components/schemas/A/$defs/Item' } } }\n    \
         B: { type: object, $defs: { Item: { type: object, properties: { b: { type: string } } } }, properties: { i: { $ref: '#/components/schemas/B/$defs/Item' } } }\n",
    );
    assert_eq!(declaration(&models, "A"), ["pub struct A {", "pub i: Option<AItem>,"]);
    assert_eq!(declaration(&models, "AItem"), ["pub struct AItem {", "pub a: Option<String>,"]);
    assert_eq!(declaration(&models, "BItem"), ["pub struct BItem {", "pub b: Option<String>,"]);
}

#[test]
fn a_property_may_be_called_ref() {
    let models = models("    A: { type: object, properties: { $ref: { type: string } } }\n");
    assert!(models.contains("\"$ref\": ref_ optional"), "{models}");
    assert_eq!(declaration(&models, "A"), ["pub struct A {", "pub ref_: Option<String>,"]);
}

#[test]
fn what_contains_itself_has_no_empty_value() {
    let models = models(
        "    A: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }\n    B: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }\n",
    );
    // A constructor without arguments makes `Default`.
    let is_default = |name: &str| models.contains(&format!("{name}::new()"));
    assert_eq!((is_default("A"), is_default("B")), (false, true));
}

#[test]
fn without_servers_the_base_is_asked_for() {
    let client = &files("paths: { /a: { get: { responses: {} } } }")["client.rs"];
    assert!(client.contains("Builder::new(&[],"), "{client}");
}

#[test]
fn all_servers_are_known_to_the_client() {
    let client = &files(
        "servers: [{ url: 'https://a' }, { url: 'https://b' }]\npaths: { /a: { get: { responses: {} } } }",
    )["client.rs"];
    assert!(client.contains("&[Server::new(\"https://a\"), Server::new(\"https://b\")]"), "{client}");
}

#[test]
fn an_operation_whose_own_server_has_another_path_is_reported() {
    let text = |servers: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\nservers: [{{ url: 'https://a/v1' }}]\n\
             paths: {{ /a: {{ get: {{ {servers} responses: {{}} }} }}, /b: {{ {servers} get: {{ responses: {{}} }}, put: {{ responses: {{}} }} }} }}\n"
        )
    };
    let reports = |servers: &str| generated(&[("api.yaml", text(servers).as_str())]).1;
    assert_eq!(
        reports("servers: [{ url: 'https://a/v2' }],"),
        ["#/paths/~1a/get", "#/paths/~1b/get", "#/paths/~1b/put"].map(|at| format!("W-server-ignored {at}"))
    );
    // Another host says nothing of the paths.
    assert_eq!(reports("servers: [{ url: 'https://b/v1/' }],"), [""; 0]);
    assert_eq!(reports("servers: [{ url: 'https://a/v1' }],"), [""; 0]);
}

#[test]
fn a_host_without_a_scheme_is_no_part_of_the_base_path() {
    let server =
        |url: &str| files(&format!("servers: [{{ url: '{url}' }}]\npaths: {{ /a: {{ get: {{ responses: {{}} }} }} }}"));
    assert!(!server("//example.com")["server.rs"].contains("BASE_PATH"));
    assert!(server("//example.com/v1")["server.rs"].contains("BASE_PATH: &str = \"/v1\""));
}

#[test]
fn a_path_parameter_that_the_path_does_not_name_is_not_sent() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n\
         paths: { /a: { get: { operationId: a, parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } } }\n";
    let (files, reports) = generated(&[("api.yaml", text)]);
    assert!(files["client.rs"].contains("pub fn a(&self) -> ACall"), "{}", files["client.rs"]);
    assert_eq!(reports, ["W-parameter-without-place #/paths/~1a/get/parameters/0"]);
}

#[test]
fn names_from_method_and_path_depend_on_nothing_else() {
    let methods = |paths: &str| {
        let client = files(&format!("paths: {{ {paths} }}"))["client.rs"].clone();
        let methods = client.lines().filter_map(|line| line.trim().strip_prefix("pub fn ")?.split_once("(&self"));
        methods.map(|(name, _)| name.to_owned()).filter(|name| name != "raw_call").collect::<Vec<_>>()
    };
    let id = "parameters: [{ name: id, in: path, required: true, schema: { type: string } }],";
    let one = format!("'/pets/{{id}}': {{ get: {{ {id} responses: {{}} }} }}");
    assert_eq!(methods(&one), ["get_pets_by_id"]);
    let more = methods(&format!(
        "/pets: {{ get: {{ responses: {{}} }} }}, {one}, '/pets/{{id}}/x': {{ get: {{ {id} responses: {{}} }} }}"
    ));
    assert_eq!(more, ["get_pets", "get_pets_by_id", "get_pets_by_id_x"]);
}

#[test]
fn what_is_outdated_is_marked() {
    let files = files(
        "paths: { /a: { get: { operationId: a, deprecated: true, parameters: [{ name: q, in: query, deprecated: true, schema: { type: string } }], responses: {} } } }\n\
         components: { schemas: { A: { type: object, deprecated: true, properties: { p: { type: string, deprecated: true } } } } }",
    );
    assert!(files["client.rs"].matches("#[deprecated]").count() >= 2, "{}", files["client.rs"]);
    assert!(files["models.rs"].matches("#[deprecated]").count() >= 2, "{}", files["models.rs"]);
}

#[test]
fn an_operation_with_several_tags_is_one() {
    let client = &files(
        "paths: { /a: { get: { operationId: a, tags: ['a b', Ä/ö], responses: {} } }, /b: { get: { operationId: b, responses: {} } } }",
    )["client.rs"];
    assert_eq!((client.matches("pub fn a(").count(), client.matches("pub fn b(").count()), (1, 1));
}

#[test]
fn summary_and_description_of_a_path_are_those_of_its_operations() {
    let client =
        &files("paths: { /a: { description: About all of it., get: { operationId: a, responses: {} } } }")["client.rs"];
    assert!(client.contains("/// About all of it."), "{client}");
}

#[test]
fn inline_responses_are_two_types() {
    let models = &files(
        "paths:\n  /pets:\n    get:\n      operationId: op\n      responses:\n        \
         '200': { description: ok, content: { application/json: { schema: { properties: { name: { type: string } } } } } }\n        \
         '400': { description: no, content: { application/json: { schema: { properties: { code: { type: integer } } } } } }\n",
    )["models.rs"];
    assert_eq!(declaration(models, "OpResponse"), ["pub struct OpResponse {", "pub name: Option<String>,"]);
    assert_eq!(declaration(models, "OpBadRequest"), ["pub struct OpBadRequest {", "pub code: Option<i64>,"]);
}

#[test]
fn empty_arrays_and_defaults_are_told_from_absence() {
    let models = models(
        "    Page: { properties: { tags: { type: array, items: { type: string } }, limit: { type: integer, default: 10 } } }\n",
    );
    assert_eq!(
        declaration(&models, "Page"),
        ["pub struct Page {", "pub tags: Option<Vec<String>>,", "pub limit: Option<i64>,"]
    );
}

#[test]
fn a_reference_to_another_file_is_no_component_of_its_name() {
    let entry = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    \
         Pet: { properties: { here: { type: string } } }\n    \
         Visit: { properties: { pet: { $ref: 'other.yaml#/components/schemas/Pet' }, own: { $ref: '#/components/schemas/Pet' } } }\n";
    let other = "components: { schemas: { Pet: { properties: { there: { type: string } } } } }";
    let models = &generated(&[("api.yaml", entry), ("other.yaml", other)]).0["models.rs"];
    let visit = declaration(models, "Visit");
    let ty = |line: &String| line.split_once("Option<").unwrap().1.trim_end_matches(">,").to_owned();
    assert_eq!(ty(&visit[2]), "Pet");
    assert_eq!(declaration(models, "Pet")[1..], ["pub here: Option<String>,"]);
    assert_eq!(declaration(models, &ty(&visit[1]))[1..], ["pub there: Option<String>,"]);
}
