//! The command: what it prints, what it writes, and its exit codes.

#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::diagnostic::codes;

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
    assert_eq!(run(folder.path(), &["generate"]), done("1 operation, 1 type, 0 not generated\n"));
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
    assert_eq!(run(folder.path(), &arguments), done("1 operation, 1 type, 0 not generated\n"));
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
        "schemas": {"total": 1, "typed": 1},
        "ledger": [],
        "ms": 0,
    });
    assert_eq!(report, expected);
    let check = ["check", "api.yaml", "--out", "My Pets"];
    assert_eq!(run(folder.path(), &check), done("My Pets is what api.yaml says\n"));
}

#[test]
fn a_crate_holds_the_parts_that_are_asked_for() {
    let folder = package(DESCRIPTION);
    let files = |name: &str, only: &str| {
        let arguments = ["generate", "api.yaml", "--out", name, "--only", only];
        assert_eq!(run(folder.path(), &arguments), done("1 operation, 1 type, 0 not generated\n"));
        let manifest = fs::read_to_string(folder.path().join(name).join("Cargo.toml")).unwrap();
        let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
        let dependencies: Vec<String> =
            dependencies.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect();
        let parts = ["models.rs", "operations.rs", "client.rs", "server.rs"].into_iter();
        let parts: Vec<&str> = parts.filter(|part| folder.path().join(name).join("src").join(part).exists()).collect();
        (parts, dependencies.join(" "))
    };
    assert_eq!(files("a", "models"), (vec!["models.rs"], "indexmap serde serde_json".to_owned()));
    assert_eq!(files("b", "client").0, ["models.rs", "operations.rs", "client.rs"]);
    assert_eq!(files("c", "server").0, ["models.rs", "operations.rs", "server.rs"]);
    assert_eq!(files("d", "client,server").0, ["models.rs", "operations.rs", "client.rs", "server.rs"]);
}

#[test]
fn a_part_is_written_and_checked_with_the_same_selection() {
    let unused = "    Owner: {type: object, properties: {name: {type: strin}, pets: {type: lst}}}\n";
    let folder = package(&format!("{DESCRIPTION}{unused}"));
    let part = ["generate", "api.yaml", "--out", "part", "--include", "id:getPet", "--strict"];
    assert_eq!(run(folder.path(), &part), done("1 operation, 1 type, 0 not generated\n"));
    let check = ["check", "api.yaml", "--out", "part", "--include", "id:getPet"];
    assert_eq!(run(folder.path(), &check), done("part is what api.yaml says\n"));
    let (code, stdout, _) = run(folder.path(), &check[..4]);
    assert_eq!(code, 1);
    assert!(stdout.contains("the configuration changed"), "{stdout}");

    let expected = "\
error[E-config]: `id:getPets` under `exclude` selects no operation
 |
 = help: did you mean `id:getPet`?

";
    let arguments = ["generate", "api.yaml", "--out", "x", "--exclude", "id:getPets"];
    assert_eq!(run(folder.path(), &arguments), (2, String::new(), expected.to_owned()));
    assert!(!folder.path().join("x").exists());

    fs::write(folder.path().join("oasmith.toml"), "description = 'api.yaml'\n[select]\ninclude = ['id:getPets']\n")
        .unwrap();
    let (code, _, stderr) = run(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("oasmith.toml:3:1") && stderr.contains("include = ['id:getPets']"), "{stderr}");
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
    assert_eq!(stdout, "1 operation, 1 type, 0 not generated\n");
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
  = help: correct the text at this location

";
    for command in [&["generate"][..], &["check"], &["inspect", "api.yaml", "--stage", "api"]] {
        assert_eq!(run(folder.path(), command), (2, String::new(), report.to_owned()));
    }
    let (_, _, _) = run(folder.path(), &["generate", "--report", "report.json"]);
    let text = fs::read_to_string(folder.path().join("report.json")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&record["ledger"][0]["code"], &record["ledger"][0]["line"]), (&"E-syntax".into(), &2.into()));
}

/// A description with as many parameters without a schema.
fn with_parameters(count: usize) -> String {
    let parameters: Vec<String> = (0..count).map(|number| format!("{{name: p{number}, in: query}}")).collect();
    DESCRIPTION.replace("[{name: id,", &format!("[{}, {{name: id,", parameters.join(", ")))
}

#[test]
fn a_long_ledger_is_cut_and_the_report_is_whole() {
    let folder = package(&with_parameters(8));
    let (code, _, stderr) = run(folder.path(), &["generate", "--report", "report.json"]);
    let expected = "\
8 warnings:
     8  W-parameter-without-schema  A parameter has no schema; it is a string.
                                    first at api.yaml:7:20
--verbose or --report FILE lists all; `oasmith explain CODE` explains a code
";
    assert_eq!((code, stderr.as_str()), (0, expected));
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(report["ledger"].as_array().unwrap().len(), 8);
    let (_, _, stderr) = run(folder.path(), &["generate", "--verbose"]);
    assert_eq!(stderr.matches("warning[W-parameter-without-schema]").count(), 8);
    assert!(!stderr.contains("lists all"), "{stderr}");
    let (_, _, stderr) = run(folder.path(), &["generate", "--format", "github"]);
    assert_eq!(stderr.lines().count(), 8);
    // Strict makes every entry an error, of which one is shown.
    let (code, _, stderr) = run(folder.path(), &["generate", "--strict"]);
    assert_eq!((code, stderr.matches("error[W-parameter-without-schema]").count()), (2, 1));
    assert!(stderr.contains("\nand 7 more W-parameter-without-schema\n"), "{stderr}");
}

#[test]
fn reports_have_three_formats() {
    let folder = package(&with_parameters(1));
    let message = "this parameter has no `schema`; it is read as a string";
    let github = format!(
        "::warning file=api.yaml,line=7,col=20,title=W-parameter-without-schema::{message}%0Ahelp: add a `schema`\n"
    );
    let json = serde_json::json!({
        "code": "W-parameter-without-schema",
        "severity": "error",
        "message": message,
        "file": "api.yaml",
        "line": 7,
        "column": 20,
        "pointer": "#/paths/~1pets~1{id}/get/parameters/0",
        "help": "add a `schema`",
    });
    let (code, _, stderr) = run(folder.path(), &["generate", "--format", "github"]);
    assert_eq!((code, stderr.as_str()), (0, github.as_str()));
    let (code, stdout, stderr) = run(folder.path(), &["generate", "--format", "json", "--strict"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    let (first, rest) = stderr.split_once('\n').unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(first).unwrap(), json);
    assert_eq!(rest, "nothing is written: 1 to report, and --strict\n");

    fs::write(folder.path().join("api.yaml"), "openapi: 3.0.3\ninfo: {\n").unwrap();
    let expected = "::error file=api.yaml,line=2,col=8,title=E-syntax::did not find expected node content, while parsing a flow \
                    node%0Ahelp: correct the text at this location\n";
    for command in ["generate", "check"] {
        assert_eq!(run(folder.path(), &[command, "--format", "github"]), (2, String::new(), expected.to_owned()));
    }
}

#[test]
fn strict_accepts_what_is_allowed() {
    let folder = package(&with_parameters(1));
    let settings = "description = 'api.yaml'\n[allow]\nW-parameter-without-schema = 'the service does not say'\n";
    fs::write(folder.path().join("oasmith.toml"), settings).unwrap();
    assert_eq!(run(folder.path(), &["generate", "--strict"]), done("1 operation, 1 type, 0 not generated\n"));
    fs::write(folder.path().join("api.yaml"), DESCRIPTION).unwrap();
    let (code, _, stderr) = run(folder.path(), &["generate", "--strict"]);
    assert_eq!(code, 2);
    assert!(
        stderr
            .starts_with("error[W-unused-allow]: `W-parameter-without-schema` is allowed here, but was not reported\n")
    );
    assert!(stderr.contains("--> oasmith.toml:3:1\n"), "{stderr}");
}

/// A name that was changed is no loss.
#[test]
fn strict_accepts_what_costs_nothing() {
    let folder = package(&format!(
        "{DESCRIPTION}    Pair: {{type: object, properties: {{fooBar: {{type: string}}, foo_bar: {{type: string}}}}}}\n"
    ));
    let (code, _, stderr) = run(folder.path(), &["generate", "--strict"]);
    assert!(code == 0 && stderr.starts_with("warning[W-renamed]"), "{code} {stderr}");
    assert!(folder.path().join("generated/lib.rs").exists());
}

#[test]
fn a_broken_file_and_a_way_out_are_refused() {
    let refer = |file: &str| DESCRIPTION.replace("#/components/schemas/Pet'", &format!("{file}'"));
    let folder = package(&refer("pet.yaml"));
    fs::create_dir(folder.path().join("generated")).unwrap();
    let code = |arguments: &[&str]| {
        let (code, _, stderr) = run(folder.path(), arguments);
        let lines: Vec<String> = stderr.lines().take(2).map(|line| line.trim().to_owned()).collect();
        (code, lines.join(" "))
    };
    // A file that is not there costs one type.
    let (status, text) = code(&["generate"]);
    assert_eq!(status, 0);
    assert!(text.starts_with("error[E-dangling-ref]: `pet.yaml` leads nowhere: No such file"), "{text}");
    assert!(text.ends_with("--> api.yaml:9:84"), "{text}");
    for (pet, expected) in [
        (
            "type: string\ntype: object\n",
            "error[E-duplicate-key]: the key `type` is in the same object twice --> pet.yaml:2:1",
        ),
        (
            "type: [\n",
            "error[E-syntax]: did not find expected node content, while parsing a flow node --> pet.yaml:1:8",
        ),
    ] {
        fs::write(folder.path().join("pet.yaml"), pet).unwrap();
        assert_eq!(code(&["generate"]), (2, expected.to_owned()));
    }
    fs::write(folder.path().join("pet.yaml"), b"\xff").unwrap();
    assert_eq!(
        code(&["generate"]),
        (2, "error[E-unreadable]: the file is not UTF-8: byte 0 begins no character --> pet.yaml:1:1".to_owned())
    );
    fs::write(folder.path().join("api.yaml"), refer("../pet.yaml")).unwrap();
    let expected = "error[E-outside-root]: `../pet.yaml` leads out of the folder of the description --> api.yaml:9:84";
    assert_eq!(code(&["generate"]), (2, expected.to_owned()));
    // With a wider root it is a file like others.
    let arguments = ["generate", "api.yaml", "--out", "generated/crate", "--root", ".."];
    assert_eq!(code(&arguments).0, 0);
}

#[test]
fn codes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = run(folder.path(), &["explain", "W-unchecked"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("W-unchecked: The server does not validate a keyword.\n\n"), "{stdout}");
    let (code, stdout, stderr) = run(folder.path(), &["explain"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let ids: Vec<&str> = stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids, codes::ALL.iter().map(|entry| entry.code.id()).collect::<Vec<_>>());
    let (code, _, stderr) = run(folder.path(), &["explain", "W-uncheked"]);
    assert_eq!(code, 2);
    assert!(
        stderr.starts_with("error: invalid value 'W-uncheked' for '[CODE]': did you mean `W-unchecked`?\n"),
        "{stderr}"
    );
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

#[test]
fn a_crate_with_a_client_passes_the_features_of_its_transport_on() {
    let folder = package(DESCRIPTION);
    let manifest = |arguments: &[&str]| {
        let arguments = [&["generate", "api.yaml", "--out", "pets"], arguments].concat();
        assert_eq!(run(folder.path(), &arguments).0, 0);
        let manifest = fs::read_to_string(folder.path().join("pets/Cargo.toml")).unwrap();
        toml::from_str::<toml::Table>(&manifest).unwrap()
    };
    for runtime in ["vendored", "crate"] {
        let manifest = manifest(&["--runtime", runtime]);
        let features = manifest["features"].as_table().unwrap();
        assert_eq!(features["default"].to_string(), r#"["client", "server", "rustls"]"#);
        for feature in ["rustls", "native-tls", "rustls-no-provider", "http2", "gzip"] {
            assert_eq!(features[feature].to_string(), format!("[\"reqwest?/{feature}\"]"));
        }
        assert!(features["client"].to_string().contains("\"dep:reqwest\""), "{}", features["client"]);
        assert_eq!(manifest["dependencies"]["reqwest"]["default-features"].as_bool(), Some(false));
    }
    let server = manifest(&["--only", "server"]);
    assert_eq!(server["features"]["default"].to_string(), r#"["server"]"#);
    assert!(server["dependencies"].get("reqwest").is_none());
}
