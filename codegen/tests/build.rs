//! What a build script says to Cargo.

use std::fs;
use std::path::Path;

use oasmith::build::{Environment, Error, Project};
use oasmith::output::PREAMBLE;

const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet:
      $ref: common.yaml#/Pet
";

/// A package with a description in two files.
fn package() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("oasmith.toml"), "description = 'api.yaml'\nproducts = ['client']\n").unwrap();
    fs::write(folder.path().join("api.yaml"), DESCRIPTION).unwrap();
    fs::write(folder.path().join("common.yaml"), "Pet: {type: object, properties: {name: {type: string}}}\n").unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    folder
}

type Emit = fn(&Project, &Environment, &mut dyn std::io::Write) -> Result<(), Error>;

/// What is said, with the folder left out, and the result.
fn run(folder: &Path, ci: bool, emit: Emit) -> (Vec<String>, Result<(), String>) {
    let project = Project::from_toml(folder.join("oasmith.toml")).healed_by("cargo run -- generate");
    let mut said = Vec::new();
    let result = emit(&project, &Environment { out_dir: folder.join("out"), ci }, &mut said);
    let plain = |text: &str| text.replace(&format!("{}/", folder.display()), "");
    let lines = String::from_utf8(said).unwrap().lines().map(plain).collect();
    (lines, result.map_err(|error| plain(&format!("{error:?}"))))
}

#[test]
fn nothing_is_done_without_settings() {
    let folder = tempfile::tempdir().unwrap();
    let said = vec!["cargo:rerun-if-env-changed=CI".to_owned()];
    assert_eq!(run(folder.path(), true, Project::emit_in), (said, Ok(())));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn drift_is_a_warning_and_in_ci_an_error() {
    let folder = package();
    // What is emitted into OUT_DIR is what is to be committed.
    run(folder.path(), false, Project::emit_in).1.unwrap();
    let copy = || {
        let (from, to) = (folder.path().join("out/oasmith"), folder.path().join("generated"));
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    };
    copy();
    let (said, result) = run(folder.path(), true, Project::emit_in);
    assert_eq!(result, Ok(()));
    let names = ["lib.rs", "models.rs", "oasmith.lock", "surface.txt"];
    let files = names.map(|name| format!("cargo:rerun-if-changed=generated/{name}"));
    let head = ["env-changed=CI", "changed=oasmith.toml", "changed=api.yaml", "changed=common.yaml"];
    let head = head.map(|what| format!("cargo:rerun-if-{what}"));
    assert_eq!(said, head.iter().chain(&files).cloned().collect::<Vec<_>>());

    fs::write(folder.path().join("generated/lib.rs"), "edited").unwrap();
    fs::remove_file(folder.path().join("generated/models.rs")).unwrap();
    fs::write(folder.path().join("generated/old.rs"), PREAMBLE).unwrap();
    let (said, result) = run(folder.path(), false, Project::emit_in);
    assert_eq!(result, Ok(()));
    let warnings: Vec<_> = said.iter().filter_map(|line| line.strip_prefix("cargo:warning=")).collect();
    let expected = [
        "generated/lib.rs: edited by hand; run `cargo run -- generate`",
        "generated/models.rs: missing; run `cargo run -- generate`",
        "generated/old.rs: not generated any more; run `cargo run -- generate`",
    ];
    assert_eq!(warnings, expected);
    let expected = "\
generated is not what api.yaml says:
  generated/lib.rs: edited by hand
  generated/models.rs: missing
  generated/old.rs: not generated any more
run `cargo run -- generate` and commit the result";
    assert_eq!(run(folder.path(), true, Project::emit_in).1, Err(expected.to_owned()));
}

#[test]
fn a_module_is_one_file() {
    let folder = package();
    let (said, result) = run(folder.path(), false, Project::emit_module_in);
    assert_eq!(result, Ok(()));
    let expected = ["oasmith.toml", "api.yaml", "common.yaml"].map(|file| format!("cargo:rerun-if-changed={file}"));
    assert_eq!(said, expected);
    let text = fs::read_to_string(folder.path().join("out/api.rs")).unwrap();
    assert!(text.starts_with(PREAMBLE) && text.contains("pub mod models {"), "{text}");
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 1);
}

#[test]
fn a_broken_description_is_shown() {
    let folder = package();
    fs::write(folder.path().join("api.yaml"), "openapi: [\n").unwrap();
    let expected = "\
error[E-syntax]: did not find expected node content, while parsing a flow node
 --> api.yaml:1:11
  |
1 | openapi: [
  |           ^
  |
  = help: correct the text at this location";
    assert_eq!(run(folder.path(), false, Project::emit_in).1, Err(expected.to_owned()));
    assert_eq!(run(folder.path(), false, Project::emit_module_in).1, Err(expected.to_owned()));
}
