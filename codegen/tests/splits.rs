//! Source files that are split by tags and letters: their names, that no public path changes, and that they compile.

#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::config::{Config, Layout, Product, Runtime};
use oasmith::diagnostic::{Sink, codes};
use oasmith::output::{Cause, LOCK, Output, Written};
use oasmith::source::{Documents, Limits};

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example}]
security: [{key: []}]
paths:
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, pattern: '^[0-9]+$'}}]
    get:
      operationId: getOrder
      tags: [Open Orders, other]
      parameters:
        - {name: after, in: query, schema: {type: string, minLength: 1}}
        - {name: kinds, in: query, schema: {oneOf: [{type: string}, {type: integer}]}}
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '404': {description: None., content: {application/json: {schema: {type: object, required: [why], properties: {why: {type: string}}}}}}
        '409': {description: Not now., content: {text/plain: {schema: {type: string}}}}
    put:
      operationId: putOrder
      tags: [open-orders]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/shop.v1.Line'}}}}
      responses: {'204': {description: Done.}}
  /models:
    post:
      operationId: postModel
      tags: [models]
      requestBody: {content: {application/json: {schema: {type: object, properties: {picture: {type: string, contentEncoding: base64}, code: {type: string, pattern: '^[0-9]+$'}}}}}}
      responses: {'200': {description: Bytes., content: {application/octet-stream: {schema: {}}}}}
  /{name}/aux:
    get:
      operationId: aux
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses: {default: {description: Any., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}
  /:
    get: {operationId: index, tags: [商品], security: [], responses: {'200': {description: Text., content: {text/plain: {schema: {type: string}}}}}}
  /client:
    delete: {operationId: wipe, tags: [client], responses: {'204': {description: Done.}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: x-key}}
  schemas:
    Order:
      type: object
      required: [id, lines, at, state, of, total]
      properties:
        id: {type: string, format: uuid}
        lines: {type: array, items: {$ref: '#/components/schemas/shop.v1.Line'}}
        at: {type: string, format: date-time}
        state: {type: string, enum: [open, paid]}
        of: {$ref: '#/components/schemas/Party'}
        total: {type: number}
        secret: {type: string, format: password}
    shop.v1.Line: {type: object, required: [code], properties: {code: {type: string, pattern: '^[0-9]+$'}, parent: {$ref: '#/components/schemas/shop.v1.Line'}}}
    Party:
      oneOf: [{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Firm'}]
      discriminator: {propertyName: kind}
    Person: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string, maxLength: 9}}}
    Firm: {type: object, required: [kind], properties: {kind: {type: string}, seats: {type: object, additionalProperties: {type: integer}}}}
    Pair: {type: array, prefixItems: [{type: string}, {$ref: '#/components/schemas/Name'}]}
    Name: {type: string}
    Grade: {type: integer, enum: [1, 2]}
"##;

type Files = BTreeMap<String, String>;

/// The files of a whole crate, of which each source file is split that has more lines than `most`.
fn generated(most: Option<usize>, change: impl FnOnce(&mut Config)) -> (Files, Sink) {
    let documents = Documents::from_texts(&[("api.yaml", DESCRIPTION)]).unwrap();
    let mut config = Config::new("api.yaml", "shop");
    config.layout = Layout::Crate;
    config.runtime = Runtime::Crate;
    config.products = vec![Product::Client, Product::Server, Product::Validate, Product::Schemars, Product::Proptest];
    config.file_lines = most;
    change(&mut config);
    let mut sink = Sink::new();
    let generated = oasmith::generate(&documents, &config, &mut sink);
    (generated.map(|generated| generated.files).unwrap_or_default(), sink)
}

fn split() -> Files {
    generated(Some(0), |_| {}).0
}

fn whole() -> Files {
    generated(None, |_| {}).0
}

fn by_tag(config: &mut Config) {
    config.client = toml::from_str("features = 'tag'").unwrap();
}

#[test]
fn files_are_named_after_tags_segments_and_letters() {
    let files = split();
    let names: Vec<&str> = files.keys().filter_map(|name| name.strip_prefix("src/")).collect();
    let tags = ["aux_", "client_", "models_", "open_orders", "u5546_u54c1"];
    let mut expected: Vec<String> = ["client", "operations", "server"]
        .iter()
        .flat_map(|module| tags.iter().map(move |tag| format!("{module}/{tag}.rs")))
        .collect();
    expected.extend(["f", "g", "l", "models_", "n", "o", "open_orders", "p"].map(|part| format!("models/{part}.rs")));
    for name in
        names.iter().filter(|name| ["client/", "server/", "models/"].iter().any(|folder| name.starts_with(folder)))
    {
        assert!(expected.contains(&(*name).to_owned()), "{name} of {names:#?}");
    }
    for name in &expected {
        assert!(names.contains(&name.as_str()), "{name} of {names:#?}");
    }
    assert!(files["src/client.rs"].contains("\nmod open_orders;\n"));
    assert!(files["src/client.rs"].contains("\npub use self::open_orders::*;\n"));
    assert!(files["src/client/open_orders.rs"].contains("    pub fn put_order("));
    assert!(files["src/models/open_orders.rs"].contains("pub struct GetOrderNotFound"));
    assert!(files["src/models/l.rs"].contains("Line {"));
    assert!(names.contains(&"operations/schemas.rs"), "{names:#?}");
}

#[test]
fn what_has_fewer_lines_stays_whole_and_a_module_is_one_file() {
    let names: Vec<String> = whole().into_keys().collect();
    let expected = [
        "Cargo.toml",
        "README.md",
        "src/arbitrary.rs",
        "src/client.rs",
        "src/json_schema.rs",
        "src/lib.rs",
        "src/models.rs",
        "src/operations.rs",
        "src/schemas.rs",
        "src/server.rs",
        "src/validate.rs",
        "surface.txt",
    ];
    assert_eq!(names, expected);
    let (module, _) = generated(Some(0), |config| config.layout = Layout::Module);
    assert_eq!(module.into_keys().collect::<Vec<_>>(), ["api.rs"]);
}

/// The file of an operation does not depend on the other operations.
#[test]
fn a_tag_more_changes_no_other_file() {
    let documents = |text: &str| Documents::from_texts(&[("api.yaml", text)]).unwrap();
    let more = DESCRIPTION.replace(
        "components:\n",
        "  /new:\n    get: {operationId: news, tags: [Brand], security: [], responses: {'204': {description: None.}}}\ncomponents:\n",
    );
    let mut config = Config::new("api.yaml", "shop");
    config.file_lines = Some(0);
    let files = |text: &str| oasmith::generate(&documents(text), &config, &mut Sink::new()).unwrap().files;
    let (before, mut after) = (files(DESCRIPTION), files(&more));
    for added in ["client", "server", "operations"] {
        assert!(after.remove(&format!("{added}/brand.rs")).is_some());
    }
    let changed: Vec<&String> = after.keys().filter(|name| before.get(*name) != after.get(*name)).collect();
    assert_eq!(changed, ["client.rs", "operations.rs", "server.rs", "surface.txt"]);
    assert_eq!(before.len(), after.len());
}

/// Old files go when the line is crossed, in both directions.
#[test]
fn crossing_the_line_removes_the_files_of_before() {
    let folder = tempfile::tempdir().unwrap();
    let output = |files: Files| Output::new(files, "d".to_owned(), "c".to_owned());
    let (whole, split) = (whole(), split());
    let parts: Vec<String> = split.keys().filter(|name| !whole.contains_key(*name)).cloned().collect();
    assert!(parts.len() > 20);
    output(whole.clone()).write(folder.path()).unwrap();
    let Written { removed, .. } = output(split.clone()).write(folder.path()).unwrap();
    assert_eq!(removed, [""; 0]);
    let causes = output(whole.clone()).compare(folder.path()).unwrap();
    let left: Vec<&String> = causes.iter().filter(|one| one.cause == Cause::LeftOver).map(|one| &one.path).collect();
    assert_eq!(left, parts.iter().collect::<Vec<_>>());
    let Written { removed, .. } = output(whole.clone()).write(folder.path()).unwrap();
    assert_eq!(removed, parts);
    let mut names: Vec<String> = fs::read_dir(folder.path().join("src"))
        .unwrap()
        .map(|entry| format!("src/{}", entry.unwrap().file_name().into_string().unwrap()))
        .collect();
    names.sort();
    assert_eq!(names, whole.keys().filter(|name| name.starts_with("src/")).cloned().collect::<Vec<_>>());
    assert!(folder.path().join(LOCK).exists());
}

/// The lines of a module that declare something public, sorted: types, fields, functions, re-exports.
fn public(files: &Files, module: &str) -> Vec<String> {
    let (file, folder) = (format!("src/{module}.rs"), format!("src/{module}/"));
    let texts = files.iter().filter(|(name, _)| **name == file || name.starts_with(&folder)).map(|(_, text)| text);
    let lines = texts.flat_map(|text| text.lines()).map(str::trim).filter(|line| line.starts_with("pub "));
    let lines = lines.filter(|line| !(line.starts_with("pub use self::") && line.ends_with("::*;")));
    let mut lines: Vec<String> = lines.map(|line| line.replace("super::super::", "super::")).collect();
    lines.sort();
    lines
}

#[test]
fn public_paths_are_the_same() {
    let (whole, split) = (whole(), split());
    for module in ["client", "models", "operations", "server", "validate"] {
        let (whole, split) = (public(&whole, module), public(&split, module));
        assert!(whole.len() > 5 || module == "validate", "{module}: {whole:#?}");
        assert_eq!(whole, split, "{module}");
    }
    assert_eq!(whole["src/lib.rs"], split["src/lib.rs"]);
    assert_eq!(whole["Cargo.toml"], split["Cargo.toml"]);
}

#[test]
fn a_feature_switches_each_tag() {
    let (files, sink) = generated(None, by_tag);
    assert!(!sink.has_fatal());
    let manifest = &files["Cargo.toml"];
    let features = "default = [\"client\", \"server\", \"rustls\", \"aux\", \"client-tag\", \"models\", \"open-orders\", \"u5546-u54c1\"]\n";
    assert!(manifest.contains(features), "{manifest}");
    assert!(manifest.contains("\nopen-orders = [\"client\"]\n"), "{manifest}");
    let client = &files["src/client.rs"];
    assert!(client.contains("#[cfg(feature = \"open-orders\")]\nmod open_orders;\n"), "{client}");
    assert!(client.contains("#[cfg(feature = \"open-orders\")]\npub use self::open_orders::*;\n"), "{client}");
    assert!(!files.keys().any(|name| name.starts_with("src/models/")));
}

#[test]
fn features_that_cannot_be_are_refused() {
    let fatal = |sink: &Sink| -> Vec<String> {
        let all = sink.iter().filter(|one| one.code == codes::CONFIG);
        all.map(|one| one.message.clone()).collect()
    };
    let (files, sink) = generated(None, |config| {
        by_tag(config);
        config.layout = Layout::Sources;
    });
    assert!(files.is_empty());
    assert_eq!(
        fatal(&sink),
        ["`features = \"tag\"` is for `layout = \"crate\"`: only a whole crate has a manifest with features"]
    );
    let with_tags = |count: usize| {
        let mut text = String::from("openapi: 3.0.3\ninfo: {title: Many, version: '1'}\npaths:\n");
        for number in 0..count {
            writeln!(
                text,
                "  /p{number}: {{get: {{tags: [t{number}], responses: {{'204': {{description: None.}}}}}}}}"
            )
            .unwrap();
        }
        let documents = Documents::from_texts(&[("api.yaml", &text)]).unwrap();
        let mut config = Config::new("api.yaml", "many");
        config.layout = Layout::Crate;
        by_tag(&mut config);
        let mut sink = Sink::new();
        (oasmith::generate(&documents, &config, &mut sink).is_some(), fatal(&sink))
    };
    // Besides `default`, `client`, `server` and five of the client's transport.
    assert_eq!(with_tags(292), (true, Vec::new()));
    let message = "`features = \"tag\"` would give the crate 301 features, and crates.io takes no more than 300";
    assert_eq!(with_tags(293), (false, vec![message.to_owned()]));
}

/// Whether a file is split is decided by an estimate of its lines, which is near the lines that are written.
#[test]
fn a_file_is_split_near_the_lines_that_are_written() {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS") else { return };
    let path = Path::new(&corpus).join("large/twilio__twilio_api_v2010.json");
    let documents = Documents::read(&path, &Limits::default()).unwrap();
    let config = |most: usize| {
        let mut config = Config::new(&path, "twilio");
        config.products = vec![Product::Client, Product::Server];
        config.file_lines = Some(most);
        config
    };
    let files = oasmith::generate(&documents, &config(usize::MAX), &mut Sink::new()).unwrap().files;
    let is_split = |most: usize, module: &str| {
        let api = oasmith::openapi::read(&documents, &mut Sink::new()).unwrap();
        let splits = oasmith::lower::lower(api, &config(most), &mut Sink::new()).krate.splits;
        let split = match module {
            "models" => splits.models,
            "client" => splits.client,
            "server" => splits.server,
            _ => splits.operations,
        };
        !split.is_whole()
    };
    for module in ["models", "client", "server", "operations"] {
        let lines = files[&format!("{module}.rs")].lines().count();
        assert!(lines > 3_000, "{module}: {lines}");
        assert!(is_split(lines * 3 / 4, module), "{module}: {lines}");
        assert!(!is_split(lines * 5 / 4, module), "{module}: {lines}");
    }
}

/// Writes crates into one workspace, and compiles each as it is told.
#[test]
fn split_crates_compile_without_a_warning() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("splits");
    let _ = fs::remove_dir_all(&folder);
    let named = |name: &'static str| move |config: &mut Config| config.name = Some(name.to_owned());
    let vendored = |config: &mut Config| {
        config.name = Some("vendored".to_owned());
        config.runtime = Runtime::Vendored;
        (config.client.tracing, config.server.tracing) = (true, true);
        by_tag(config);
    };
    let crates = [("split", generated(Some(0), named("split")).0), ("vendored", generated(Some(0), vendored).0)];
    for (name, files) in &crates {
        for (path, text) in files {
            let path = folder.join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let manifest = &crates[1].1["Cargo.toml"];
    assert!(manifest.contains("\ntracing = [\"dep:tracing\"]\n"), "{manifest}");
    let package =
        "\ntracing = { version = \"0.1\", default-features = false, features = [\"std\"], optional = true }\n";
    assert!(manifest.contains(package), "{manifest}");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"split\", \"vendored\"]\n\n[patch.crates-io]\noasmith-runtime = {{ path = {:?} }}\n",
        repository.join("runtime")
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    check(
        &folder,
        &["clippy", "-p", "split", "--no-default-features", "--features", "client,server,validate,schemars,proptest"],
    );
    check(&folder, &["check", "-p", "vendored", "--no-default-features", "--features", "client,open-orders"]);
    check(&folder, &["check", "-p", "vendored", "--no-default-features", "--features", "client"]);
    check(
        &folder,
        &["clippy", "-p", "vendored", "--no-default-features", "--features", "client,server,tracing,validate"],
    );
}

fn check(folder: &PathBuf, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("warning"), "{arguments:?}: {said}");
}
