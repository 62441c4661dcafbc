//! The examples and the README of whole crates: each example of an operation compiles, and the README says what there is.

#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::config::{Config, Layout, Product, Runtime};
use oasmith::diagnostic::Sink;
use oasmith::source::Documents;

/// The files of a crate with the client of a description.
fn files(name: &str, description: &str) -> BTreeMap<String, String> {
    let documents = Documents::from_texts(&[("api.yaml", description)]).unwrap();
    let config = Config {
        name: Some(name.to_owned()),
        layout: Layout::Crate,
        runtime: Runtime::Crate,
        products: vec![Product::Client],
        ..Config::new("api.yaml", name)
    };
    oasmith::generate(&documents, &config, &mut Sink::new()).unwrap().files
}

/// The lines of examples that a reader sees.
fn examples(files: &BTreeMap<String, String>) -> Vec<&str> {
    let lines = files["src/client.rs"].lines();
    lines.filter_map(|line| line.trim().strip_prefix("/// let response = ")?.strip_suffix(".await?;")).collect()
}

#[test]
fn an_example_has_arguments_that_compile_for_certain() {
    let description = r##"
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /none: { get: { operationId: none, responses: {} } }
  /scalars/{id}/{n}/{b}:
    get:
      operationId: scalars
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: n, in: path, required: true, schema: { type: integer, format: int32 } }
        - { name: b, in: path, required: true, schema: { type: boolean } }
        - { name: kind, in: query, required: true, schema: { type: string, enum: [big, small] } }
        - { name: tags, in: query, required: true, schema: { type: array, items: { type: string } } }
      responses: {}
  /body: { post: { operationId: body, requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: {} } }
  /maybe: { post: { operationId: maybe, requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, responses: {} } }
  /time: { get: { operationId: time, parameters: [{ name: at, in: query, required: true, schema: { type: string, format: date-time } }], responses: {} } }
  /bytes: { post: { operationId: bytes, requestBody: { required: true, content: { image/png: {} } }, responses: {} } }
  /union: { post: { operationId: union, requestBody: { required: true, content: { application/json: { schema: { oneOf: [{ type: string }, { type: integer }] } } } }, responses: {} } }
  /type: { get: { operationId: type, responses: {} } }
components:
  schemas:
    Pet: { type: object, required: [name, owner, weight], properties: { name: { type: string }, owner: { $ref: "#/components/schemas/Owner" }, weight: { type: [number, "null"] }, tail: { type: boolean } } }
    Owner: { type: object, properties: { name: { type: string } } }
"##;
    assert_eq!(
        examples(&files("pets", description)),
        [
            "client.none()",
            "client.scalars(\"id\", 1, true, models::ScalarsKind::Big, vec![])",
            "client.body(models::Pet::new(\"name\", models::Owner::default(), None))",
            "client.maybe()",
            "client.type_()",
        ]
    );
}

#[test]
fn a_readme_says_what_there_is() {
    let description = r##"
openapi: 3.1.0
info: { title: "Pets *and* [owners]", version: 1.0.0 }
paths:
  /pets: { post: { operationId: createPet, responses: {} } }
  /pets/{id}: { get: { operationId: getPet, parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: {} } }
security: [{ key: [] }, { user: [] }, { token: [] }, { cert: [] }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    user: { type: http, scheme: basic }
    token: { type: http, scheme: bearer }
    cert: { type: mutualTLS }
"##;
    let files = files("pet-store", description);
    let readme = &files["README.md"];
    let title = readme.lines().find(|line| line.starts_with("# "));
    assert_eq!(title, Some(r"# Pets \*and\* \[owners\]"));
    for part in [
        "pet-store = { path = \"..\" }\ntokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n",
        "| `client` | The client | yes |\n",
        "| `rustls` | TLS by rustls | yes |\n",
        "use pet_store::{Client, Error};\n",
        "        .base_url(\"https://api.example.com\")\n        .key(\"key\")\n        .build()?;\n",
        "    let response = client.get_pet(\"id\").await?;\n",
        "| key | an API key | `.key(\"key\")` |\n",
        "| user | a user name and a password | `.user(\"user\", \"password\")` |\n",
        "| token | a bearer token | `.token(\"token\")` |\n",
        "| cert | something that the client does not send | by a transport of your own |\n",
        "- [src/client.rs](src/client.rs): the client\n",
    ] {
        assert!(readme.contains(part), "{part}\n{readme}");
    }
    assert!(!readme.contains("## Server"), "{readme}");
    assert!(files["Cargo.toml"].contains("readme = \"README.md\"\n"), "{}", files["Cargo.toml"]);
}

/// Writes crates with clients into one workspace, and compiles their examples.
#[test]
fn examples_compile() {
    let fixtures =
        ["checks", "enums", "form_fields", "names", "optional_arguments", "requests", "response_headers", "words"];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    let _ = fs::remove_dir_all(&folder);
    let mut written = 0;
    for fixture in fixtures {
        let description = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture).join("api.yaml");
        let name = format!("example-{}", fixture.replace('_', "-"));
        let files = files(&name, &fs::read_to_string(description).unwrap());
        written += examples(&files).len();
        for (path, text) in &files {
            put(&folder.join(&name).join(path), text);
        }
    }
    assert!(written > 50, "{written}");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"example-*\"]\n\n[patch.crates-io]\noasmith-runtime = {{ path = {:?} }}\n",
        repository.join("runtime")
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("Cargo.lock"), &fs::read_to_string(repository.join("Cargo.lock")).unwrap());
    let output = Command::new(env!("CARGO"))
        .args(["test", "--doc", "--workspace", "--no-default-features", "--features", "client", "--color=never"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{said}");
    let passed = said
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. ")?.split(' ').next()?.parse::<usize>().ok());
    assert_eq!(passed.sum::<usize>(), written, "{said}");
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
