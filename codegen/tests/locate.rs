//! Where a description declares a value, and that the patches which are shown accept other values there.

#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::source::Documents;

fn located(description: &str, location: &str) -> String {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    oasmith::locate(&documents, location).unwrap_or_else(|reason| format!("error: {reason}"))
}

/// The first line: where it is.
fn at(description: &str, location: &str) -> String {
    located(description, location).lines().next().unwrap().to_owned()
}

const IMAGES: &str = r##"openapi: 3.1.0
info: { title: Images, version: 1.0.0 }
paths:
  /images/{name}/json:
    get:
      operationId: readImage
      responses:
        "200":
          description: The image.
          content:
            text/plain: { schema: { type: string } }
            application/json: { schema: { $ref: "#/components/schemas/Image" } }
        "4XX": { description: Failed., content: { application/json: { schema: { type: object, properties: { code: { type: integer } } } } } }
        default: { description: Broken., content: { application/json: { schema: { type: string } } } }
    put:
      requestBody: { content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Image" } } } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Image:
      allOf:
        - type: object
          required: [Id, Labels]
          properties:
            Id: { type: string }
            Labels: { type: object, additionalProperties: { type: string } }
            "odd name": { enum: [a, b] }
            Pair: { prefixItems: [{ type: string }, { type: integer }], items: { type: boolean } }
            Pet: { oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }] }
    Cat: { type: object, properties: { name: { type: string } } }
    Dog: { type: object, properties: { name: { type: [string, "null"] }, tail: { type: boolean } } }
"##;

#[test]
fn a_property_is_found_through_references_and_parts() {
    let image = "/components/schemas/Image/allOf/0/properties";
    let get = "GET /images/{name}/json 200 application/json";
    let cases = [
        (format!("{get} Labels"), format!("api.yaml:26:21 #{image}/Labels")),
        (format!("{get} Labels.maintainer"), format!("api.yaml:26:59 #{image}/Labels/additionalProperties")),
        (format!("{get} [\"odd name\"]"), format!("api.yaml:27:25 #{image}/odd name")),
        (format!("{get} Pair[1]"), format!("api.yaml:28:53 #{image}/Pair/prefixItems/1")),
        (format!("{get} Pair[2]"), format!("api.yaml:28:80 #{image}/Pair/items")),
        (format!("{get} Pet(as Pet::Dog by shape).name"), "api.yaml:31:46 #/components/schemas/Dog/properties/name".to_owned()),
        (format!("{get} Pet.name"), "api.yaml:30:46 #/components/schemas/Cat/properties/name".to_owned()),
        (format!("{get} Pet.tail"), "api.yaml:31:80 #/components/schemas/Dog/properties/tail".to_owned()),
        ("PUT /images/{id}/json body [3].Id".to_owned(), format!("api.yaml:25:17 #{image}/Id")),
        ("readImage 404 code".to_owned(), "api.yaml:13:115 #/paths/~1images~1{name}~1json/get/responses/4XX/content/application~1json/schema/properties/code".to_owned()),
        ("readImage 500".to_owned(), "api.yaml:14:81 #/paths/~1images~1{name}~1json/get/responses/default/content/application~1json/schema".to_owned()),
        ("readImage 200 text/plain".to_owned(), "api.yaml:11:35 #/paths/~1images~1{name}~1json/get/responses/200/content/text~1plain/schema".to_owned()),
        // Without a media type it is JSON.
        ("readImage 200 Id".to_owned(), format!("api.yaml:25:17 #{image}/Id")),
    ];
    for (location, expected) in cases {
        assert_eq!(at(IMAGES, &location), expected, "{location}");
    }
}

#[test]
fn what_is_not_there_is_an_error_that_says_what_is() {
    let cases = [
        ("readImages 200", "there is no operation `readImages`: did you mean `readImage`?"),
        (
            "POST /images/{name}/json 200",
            "there is no operation `POST /images/{name}/json`: did you mean `PUT /images/{name}/json`?",
        ),
        (
            "readImage 200 label",
            "there is no property `label` in #/paths/~1images~1{name}~1json/get/responses/200/content/application~1json/schema: did you mean `Labels`?",
        ),
        ("readImage 200 Id[0]", "no items are declared in #/components/schemas/Image/allOf/0/properties/Id"),
        ("readImage 200 image/png", "there is no media type `image/png` there"),
        ("readImage body", "the operation declares no request body"),
        ("PUT /images/{name}/json 204", "no content is declared there"),
        ("PUT /images/{name}/json 200", "the operation declares no response of this status"),
    ];
    for (location, reason) in cases {
        assert_eq!(located(IMAGES, location), format!("error: {reason}"));
    }
}

/// A description of one response, by its version and the schema of its property `labels`.
fn description(version: &str, labels: &str) -> String {
    let (response, schemas, indent) = match version {
        "swagger: '2.0'" => {
            ("schema: { $ref: '#/definitions/Image' }", "definitions:\n  Labels: { type: object }", "  ")
        }
        _ => (
            "content: { application/json: { schema: { $ref: '#/components/schemas/Image' } } }",
            "components:\n  schemas:\n    Labels: { type: object }",
            "    ",
        ),
    };
    format!(
        "{version}\ninfo: {{ title: Images, version: 1.0.0 }}\npaths:\n  /image:\n    get:\n      operationId: readImage\n      \
         responses: {{ '200': {{ description: It., {response} }} }}\n{schemas}\n{indent}Image: {{ type: object, required: [id, \
         labels], properties: {{ id: {{ type: string }}, labels: {labels} }} }}\n"
    )
}

/// The lines under `[patch]`.
fn patches(description: &str) -> Vec<String> {
    let text = located(description, "GET /image 200 labels");
    let lines = text.lines().skip_while(|line| *line != "[patch]").skip(1).filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// The field `labels` of the models that are generated with a patch.
fn field(description: &str, patch: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    fs::write(folder.path().join("oasmith.toml"), format!("description = 'api.yaml'\n\n[patch]\n{patch}\n")).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_oasmith")).arg("generate").current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{patch}: {}", String::from_utf8_lossy(&output.stderr));
    let models = fs::read_to_string(folder.path().join("generated/models.rs")).unwrap();
    let line = models.lines().find_map(|line| line.trim().strip_prefix("pub labels: "));
    line.unwrap().split(" =").next().unwrap().trim_end_matches(',').to_owned()
}

#[test]
fn a_patch_accepts_what_it_says_in_each_version() {
    let (object, reference) =
        ("{ type: object, additionalProperties: { type: string } }", "'#/components/schemas/Labels'");
    let of_definitions = "{ $ref: '#/definitions/Labels' }";
    let of_components = format!("{{ $ref: {reference} }}");
    let cases = [
        ("swagger: '2.0'", object),
        ("swagger: '2.0'", of_definitions),
        ("openapi: 3.0.3", object),
        ("openapi: 3.0.3", of_components.as_str()),
        ("openapi: 3.1.0", object),
        ("openapi: 3.2.0", of_components.as_str()),
    ];
    for (version, labels) in cases {
        let description = description(version, labels);
        let patches = patches(&description);
        let fields: Vec<String> = patches.iter().map(|patch| field(&description, patch)).collect();
        let [null, absent, any] = fields.as_slice() else { panic!("{version} {labels}: {patches:?}") };
        assert!(null.starts_with("Option<") && absent.starts_with("Option<"), "{version} {labels}: {fields:?}");
        assert!(any.contains("Value"), "{version} {labels}: {fields:?}");
    }
}

#[test]
fn null_cannot_be_added_to_an_enum_by_a_patch() {
    let patches = patches(&description("openapi: 3.1.0", "{ enum: [a, b] }"));
    assert_eq!(
        patches,
        [
            r##""#/components/schemas/Image" = { required = ["id"] }"##,
            r##""#/components/schemas/Image/properties/labels" = { remove = ["enum"] }"##,
        ]
    );
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_oasmith")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_prints_the_location_and_the_patches() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("parts")).unwrap();
    let entry = description("openapi: 3.1.0", "{ $ref: 'parts/labels.yaml#/Labels' }");
    fs::write(path.join("api.yaml"), entry).unwrap();
    fs::write(
        path.join("parts/labels.yaml"),
        "Labels:\n  type: object\n  required: [a]\n  properties:\n    a: { type: string }\n",
    )
    .unwrap();
    let expected = "parts/labels.yaml:5:8 parts/labels.yaml#/Labels/properties/a

One of these lines in oasmith.toml accepts other values there:

[patch]
# null
\"parts/labels.yaml#/Labels/properties/a\" = { type = [\"string\", \"null\"] }
# no value
\"parts/labels.yaml#/Labels\" = { remove = [\"required\"] }
# any value
\"parts/labels.yaml#/Labels/properties/a\" = { remove = [\"type\"] }
";
    let done = (Some(0), expected.replace(" parts/labels.yaml#", " #"), String::new());
    assert_eq!(run(path, &["locate", "api.yaml", "GET /image 200 labels.a"]), done);
    let error = "error: there is no property `b` in #/components/schemas/Image/properties/labels: did you mean `a`?\n";
    let (code, stdout, stderr) = run(path, &["locate", "api.yaml", "GET /image 200 labels.bb"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert_eq!(stderr, error.replace("`b` in", "`bb` in").replace(": did you mean `a`?", ""));
    // With the corrections of the settings, the value is what they make of it.
    fs::write(
        path.join("oasmith.toml"),
        format!("description = 'api.yaml'\n\n[patch]\n{}\n", expected.lines().nth(6).unwrap()),
    )
    .unwrap();
    let (_, corrected, _) = run(path, &["locate", "oasmith.toml", "GET /image 200 labels.a"]);
    assert!(corrected.contains("# no value") && !corrected.contains("# null"), "{corrected}");
}
