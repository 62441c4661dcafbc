//! `oasmith diff`: what it takes, what it prints, and its exit codes.

#![cfg(feature = "cli")]
#![allow(missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const OLD: &str = "\
openapi: 3.0.3
info: {title: Pets, version: 1.2.0}
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200': {description: Pets., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}
";

/// A folder with an old and a new description.
fn folder(new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.yaml"), OLD).unwrap();
    fs::write(folder.path().join("new.yaml"), new).unwrap();
    folder
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_oasmith")).arg("diff").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn breaking() -> String {
    OLD.replace("required: [name], ", "").replace("1.2.0", "1.3.0")
}

#[test]
fn the_same_description_has_no_changes() {
    let folder = folder(OLD);
    let same = (0, "no changes\n".to_owned(), String::new());
    assert_eq!(run(folder.path(), &["old.yaml", "new.yaml", "--fail-on", "minor"]), same);
    assert_eq!(run(folder.path(), &["old.yaml", "new.yaml", "--format", "line"]), (0, String::new(), String::new()));
    let (_, markdown, _) = run(folder.path(), &["old.yaml", "new.yaml", "--format", "markdown"]);
    assert_eq!(markdown, "Nothing changed.\n");
}

#[test]
fn text_says_what_changed_and_what_it_asks_for() {
    let folder = folder(&breaking());
    let expected = "\
Breaking changes

  `Pet.name` became optional [property-became-optional]
    response: Objects without it may come.
    old.yaml:12:62 -> new.yaml:12:44
    Rust, major: `models::Pet::name` is `Option<String>`, and was `String`.
    Rust, major: `models::Pet::new` does not take `name: impl Into<String>` any more.
    Rust, minor: `impl Default for models::Pet` is new.
    and 1 more in Rust
    in GET /pets

1 change of metadata is not shown: --verbose shows all

1 breaking, 1 compatible
`info.version` was 1.2.0; the changes ask for 2.0.0, and 1.3.0 is too low
in Rust, the changes are major
";
    let (code, text, errors) = run(folder.path(), &["old.yaml", "new.yaml"]);
    assert_eq!((code, text.as_str(), errors.as_str()), (0, expected, ""));
    let (_, text, _) = run(folder.path(), &["old.yaml", "new.yaml", "--verbose"]);
    assert!(text.contains("  The version of the API changed from 1.2.0 to 1.3.0 [version-changed]\n"), "{text}");
}

#[test]
fn the_exit_code_follows_what_must_not_be() {
    let folder = folder(&breaking());
    let code = |arguments: &[&str]| run(folder.path(), &[&["old.yaml", "new.yaml"], arguments].concat()).0;
    for verdict in ["breaking", "undecidable", "major", "minor"] {
        assert_eq!(code(&["--fail-on", verdict]), 1, "{verdict}");
    }
    // Back again, nothing breaks on the wire, and a type is another one.
    let back = |verdict| run(folder.path(), &["new.yaml", "old.yaml", "--fail-on", verdict]).0;
    assert_eq!((back("breaking"), back("undecidable"), back("major")), (0, 0, 1));
    assert_eq!(code(&["--fail-on", "everything"]), 2);
    assert_eq!(run(folder.path(), &["old.yaml", "none.yaml"]).0, 2);
}

#[test]
fn an_accepted_change_does_not_fail() {
    let folder = folder(&breaking());
    let (_, json, _) = run(folder.path(), &["old.yaml", "new.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    let fingerprint = report["changes"][0]["fingerprint"].as_str().unwrap();
    fs::write(folder.path().join("accepted.toml"), format!("[accept]\n{fingerprint} = 'known'\n")).unwrap();
    let arguments = ["old.yaml", "new.yaml", "--accept", "accepted.toml", "--fail-on", "breaking"];
    let (code, text, _) = run(folder.path(), &arguments);
    assert_eq!(code, 0);
    assert!(text.contains("\n1 compatible, 1 accepted\n"), "{text}");
    fs::write(folder.path().join("accepted.toml"), "[acept]\n").unwrap();
    let (code, _, errors) = run(folder.path(), &arguments);
    assert_eq!(code, 2);
    assert!(errors.starts_with("error: accepted.toml: ") && errors.contains("unknown field `acept`"), "{errors}");
}

#[test]
fn each_format_has_its_form() {
    let folder = folder(&breaking());
    let of = |format| run(folder.path(), &["old.yaml", "new.yaml", "--format", format]).1;
    let line = of("line");
    let start = "new.yaml:12:44: breaking, major property-became-optional: `Pet.name` became optional [response] (";
    assert!(line.starts_with(start), "{line}");
    let github = "\
::error file=new.yaml,line=12,col=44,title=property-became-optional::`Pet.name` became optional (breaking, major in Rust): Objects without it may come.
";
    assert_eq!(of("github"), github);
    let markdown = "\
### Breaking

- `Pet.name` became optional (`GET /pets`)

1 change of documentation and other metadata.
";
    assert_eq!(of("markdown"), markdown);
}

/// Runs git in a folder, as somebody.
fn git(folder: &Path, arguments: &[&str]) {
    let somebody = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"];
    let status = Command::new("git").args(somebody).args(arguments).current_dir(folder).status().unwrap();
    assert!(status.success(), "git {arguments:?}");
}

#[test]
fn a_revision_is_compared_with_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let api = folder.path().join("spec");
    fs::create_dir(&api).unwrap();
    let old = OLD.replace("{$ref: '#/components/schemas/Pet'}", "{$ref: 'pet.yaml'}");
    fs::write(api.join("api.yaml"), &old).unwrap();
    fs::write(api.join("pet.yaml"), "{type: object, properties: {name: {type: string}}}\n").unwrap();
    fs::write(api.join("oasmith.toml"), "description = 'api.yaml'\n").unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "one"]);
    fs::write(api.join("pet.yaml"), "{type: object, properties: {name: {type: integer}}}\n").unwrap();

    let expected = "\
git:HEAD:spec/pet.yaml:1:42 -> spec/pet.yaml:1:42\n";
    for (from, old, new) in [
        ("", "git:HEAD:spec/api.yaml", "spec/api.yaml"),
        ("", "git:HEAD:spec", "spec"),
        ("spec", "git:HEAD:./api.yaml", "../spec/api.yaml"),
    ] {
        let (code, text, errors) = run(&folder.path().join(from), &[old, new, "--fail-on", "breaking"]);
        assert_eq!((code, errors.as_str()), (1, ""), "{text}");
        assert!(text.replace("../spec", "spec").contains(expected), "{text}");
    }
    for (argument, message) in [
        ("git:nowhere:spec/api.yaml", "error: git rev-parse: "),
        ("git:HEAD:spec/none.yaml", "error: there is no `spec/none.yaml` in HEAD\n"),
        ("git:--all:spec/api.yaml", "error: `--all` is not a revision\n"),
    ] {
        let (code, _, errors) = run(folder.path(), &[argument, "spec/api.yaml"]);
        assert!(code == 2 && errors.starts_with(message), "{errors}");
    }
    // git's own index is as it was.
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8(status.stdout).unwrap(), " M spec/pet.yaml\n");
}
