//! The command: what it prints, what it writes, and its exit codes.

#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: The pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
";

/// A folder with settings and a description.
fn package(description: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("oasmith.toml"), "description = 'api.yaml'\n").unwrap();
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    folder
}

/// Exit code, standard output and standard error, with times replaced.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_oasmith")).args(arguments).current_dir(folder).output().unwrap();
    let mut stdout = String::from_utf8(output.stdout).unwrap();
    if let Some((head, time)) = stdout.split_once(", in ") {
        assert!(time.ends_with(" s\n"), "{time}");
        stdout = format!("{head}\n");
    }
    (output.status.code().unwrap(), stdout, String::from_utf8(output.stderr).unwrap())
}

fn done(text: &str) -> (i32, String, String) {
    (0, text.to_owned(), String::new())
}

#[test]
fn generate_then_check() {
    let folder = package(DESCRIPTION);
    assert_eq!(run(folder.path(), &["generate"]), done("1 operations, 1 types, 0 not generated\n"));
    assert_eq!(run(folder.path(), &["check"]), done("generated is what api.yaml says\n"));
    assert_eq!(run(folder.path(), &["generate", "--quiet"]), done(""));
    // From a folder below.
    assert_eq!(run(&folder.path().join("generated"), &["check"]), done("../generated is what ../api.yaml says\n"));

    let path = folder.path().join("generated/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}// mine\n")).unwrap();
    let (code, stdout, stderr) = run(folder.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(stdout.starts_with("generated/lib.rs: edited by hand\n--- a/lib.rs\n+++ b/lib.rs\n@@ "), "{stdout}");
    assert!(stdout.ends_with("\n-// mine\n\n"), "{stdout}");
    assert_eq!(stderr, "generated is not what api.yaml says: run `oasmith generate`\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{text}// mine\n"));
}

#[test]
fn a_crate_is_written_where_the_paths_are_named() {
    let folder = package(DESCRIPTION);
    let arguments = ["generate", "api.yaml", "--out", "My Pets", "--report", "report.json"];
    assert_eq!(run(folder.path(), &arguments), done("1 operations, 1 types, 0 not generated\n"));
    let manifest = fs::read_to_string(folder.path().join("My Pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-pets\"\n"), "{manifest}");
    assert!(
        folder.path().join("My Pets/src/runtime/mod.rs").exists()
            || folder.path().join("My Pets/src/runtime.rs").exists()
    );
    let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
    let mut report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert!(report["ms"].is_u64());
    report["ms"] = 0.into();
    let expected = serde_json::json!({
        "document": "api.yaml",
        "version": "3.0.3",
        "operations": {"total": 1, "generated": 1, "typed": 1, "degraded": 0},
        "schemas": {"total": 1, "generated": 1},
        "ledger": [],
        "ms": 0,
    });
    assert_eq!(report, expected);
    let check = ["check", "api.yaml", "--out", "My Pets"];
    assert_eq!(run(folder.path(), &check), done("My Pets is what api.yaml says\n"));
}

#[test]
fn what_is_lost_is_reported_and_strict_refuses_it() {
    let folder = package(&DESCRIPTION.replace("#/components/schemas/Pet'", "#/components/schemas/Pets'"));
    let report = "\
error[E-dangling-ref]: `#/components/schemas/Pets` leads nowhere: there is no `Pets`
 --> api.yaml:9:84
  |
9 |         '200': {description: The pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}
  |                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: at #/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema/$ref
  = help: did you mean `#/components/schemas/Pet`?

";
    let refused = format!("{report}nothing is written: 1 to report, and --strict\n");
    assert_eq!(run(folder.path(), &["generate", "--strict", "--quiet"]), (2, String::new(), refused));
    assert!(!folder.path().join("generated").exists());
    let (code, stdout, stderr) = run(folder.path(), &["generate"]);
    assert_eq!((code, stderr.as_str()), (0, report));
    assert_eq!(stdout, "1 operations, 1 types, 0 not generated\n");
    assert!(folder.path().join("generated/lib.rs").exists());
}

#[test]
fn input_that_cannot_be_read_is_refused() {
    let folder = package("openapi: 3.0.3\ninfo: {\n");
    let report = "\
error[E-syntax]: did not find expected node content, while parsing a flow node
 --> api.yaml:2:8
  |
2 | info: {
  |        ^
  |
  = help: correct the text at this place

";
    for command in [&["generate"][..], &["check"], &["inspect", "api.yaml", "--stage", "api"]] {
        assert_eq!(run(folder.path(), command), (2, String::new(), report.to_owned()));
    }
    let (_, _, _) = run(folder.path(), &["generate", "--report", "report.json"]);
    let text = fs::read_to_string(folder.path().join("report.json")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&record["ledger"][0]["code"], &record["ledger"][0]["line"]), (&"E-syntax".into(), &2.into()));
}

#[test]
fn usage_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let report = "\
error[E-config]: there is no oasmith.toml in this folder or above it
 |
 = help: write one, or name the paths: `oasmith generate DESCRIPTION --out FOLDER`

";
    assert_eq!(run(folder.path(), &["generate"]), (2, String::new(), report.to_owned()));
    let (code, _, stderr) = run(folder.path(), &["generate", "api.yaml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("the following required arguments were not provided:\n  --out <FOLDER>\n"), "{stderr}");
    let (code, _, stderr) = run(folder.path(), &["generate", "api.yaml", "--out", "x", "--name", "a b"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("write letters, digits, `-` and `_`"), "{stderr}");
}

#[test]
fn inspect_prints_a_step() {
    let folder = package(DESCRIPTION);
    for (stage, start) in [("api", "Api {\n"), ("rust", "Krate {\n")] {
        let (code, stdout, stderr) = run(folder.path(), &["inspect", "api.yaml", "--stage", stage]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.starts_with(start), "{stdout}");
    }
}
