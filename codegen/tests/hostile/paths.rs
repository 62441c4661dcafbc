//! Paths that lead out: of the folder of the description by references, of the output folder by links and foreign files.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use oasmith::build;
use oasmith::config::Config;
use oasmith::project::Project;
use oasmith::source::{Documents, Limits};

use crate::{description, generate_from};

/// The message of a generation that is refused.
fn refused(folder: &Path, config: Config) -> String {
    let project = Project::new(folder, config);
    let failure = project.generate(oasmith::generate).and_then(|generation| project.write(&generation)).unwrap_err();
    failure.diagnostics[0].message.replace(&format!("{}/", folder.display()), "")
}

fn package(rest: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/api.yaml"), description(rest)).unwrap();
    folder
}

#[test]
fn references_out_of_the_folder_are_refused_and_not_read() {
    let secret = "Secret: { type: object, properties: { password: { type: string } } }\n";
    for way in [
        "../secret.yaml",
        "./../secret.yaml",
        "sub/../../secret.yaml",
        "missing/../../secret.yaml",
        "..%2Fsecret.yaml",
        "%2e%2e/secret.yaml",
        "link.yaml",
        "folder/secret.yaml",
        "/etc/passwd",
        "../../../../../../../../etc/passwd",
        "ABSOLUTE",
    ] {
        let folder = package("paths: {}");
        let outside = folder.path().join("secret.yaml");
        fs::write(&outside, secret).unwrap();
        let spec = folder.path().join("spec");
        fs::create_dir(spec.join("sub")).unwrap();
        symlink(&outside, spec.join("link.yaml")).unwrap();
        symlink(folder.path(), spec.join("folder")).unwrap();
        let way = way.replace("ABSOLUTE", &outside.to_string_lossy());
        let text = description(&format!("components: {{ schemas: {{ A: {{ $ref: '{way}#/Secret' }} }} }}"));
        fs::write(spec.join("api.yaml"), text).unwrap();
        let documents = Documents::read(&spec.join("api.yaml"), &Limits::default()).unwrap();
        assert_eq!(documents.files().count(), 1, "{way}");
        let outcome = generate_from(&documents);
        assert_eq!((outcome.files.len(), outcome.codes), (0, vec!["E-outside-root"]), "{way}");
    }
}

#[test]
fn addresses_with_a_scheme_are_never_files() {
    for way in
        ["file:///etc/passwd", "FILE:///etc/passwd", "//host/share/x.yaml", "http://localhost/x", "data:text/plain,x"]
    {
        let folder = package(&format!("components: {{ schemas: {{ A: {{ $ref: '{way}' }} }} }}"));
        let documents = Documents::read(&folder.path().join("spec/api.yaml"), &Limits::default()).unwrap();
        assert_eq!(generate_from(&documents).codes, ["E-remote-ref"], "{way}");
    }
}

#[test]
fn a_name_that_the_system_does_not_take_is_a_reference_that_leads_nowhere() {
    let long = "x".repeat(5_000);
    for way in ["a%00b.yaml", "%ff.yaml", long.as_str(), "spec", ".", "sub/"] {
        let folder = package(&format!("components: {{ schemas: {{ A: {{ $ref: '{way}' }} }} }}"));
        fs::create_dir(folder.path().join("spec/sub")).unwrap();
        let documents = Documents::read(&folder.path().join("spec/api.yaml"), &Limits::default()).unwrap();
        assert_eq!(generate_from(&documents).codes, ["E-dangling-ref"], "{way:.20}");
    }
}

const SMALL: &str = "components: { schemas: { A: { type: object } } }";

#[test]
fn a_file_of_someone_else_stays() {
    let folder = package(SMALL);
    let output = folder.path().join("generated");
    fs::create_dir(&output).unwrap();
    fs::write(output.join("models.rs"), "mine\n").unwrap();
    let config = Config::new("spec/api.yaml", "generated");
    assert_eq!(
        refused(folder.path(), config.clone()),
        "`generated/models.rs` was not written by oasmith, and is left as it is"
    );
    assert_eq!(fs::read_to_string(output.join("models.rs")).unwrap(), "mine\n");
    assert_eq!(fs::read_dir(&output).unwrap().count(), 1);

    // A folder where a file is to be, and a file where the folder is to be.
    fs::remove_file(output.join("models.rs")).unwrap();
    fs::create_dir(output.join("models.rs")).unwrap();
    assert!(refused(folder.path(), config.clone()).starts_with("`generated/models.rs`: "));
    fs::remove_dir_all(&output).unwrap();
    fs::write(&output, "mine\n").unwrap();
    assert!(refused(folder.path(), config).starts_with("`generated"));
    assert_eq!(fs::read_to_string(&output).unwrap(), "mine\n");
}

#[test]
fn links_in_the_output_folder_are_not_followed() {
    let folder = package(SMALL);
    let output = folder.path().join("generated");
    fs::create_dir(&output).unwrap();
    let victim = folder.path().join("victim.rs");
    // Even one that leads to a file that says it is generated.
    fs::write(&victim, oasmith::output::PREAMBLE).unwrap();
    symlink(&victim, output.join("models.rs")).unwrap();
    let config = Config::new("spec/api.yaml", "generated");
    assert_eq!(
        refused(folder.path(), config.clone()),
        "`generated/models.rs` is a symbolic link, which is not followed"
    );
    fs::remove_file(output.join("models.rs")).unwrap();
    symlink(folder.path().join("elsewhere"), output.join("oasmith.lock")).unwrap();
    assert_eq!(
        refused(folder.path(), config.clone()),
        "`generated/oasmith.lock` is a symbolic link, which is not followed"
    );
    assert_eq!(fs::read_to_string(&victim).unwrap(), oasmith::output::PREAMBLE);
    assert!(!folder.path().join("elsewhere").exists());

    // The output folder itself may be a link: it was named by the user, not by the description.
    fs::remove_dir_all(&output).unwrap();
    fs::create_dir(folder.path().join("real")).unwrap();
    symlink(folder.path().join("real"), &output).unwrap();
    let project = Project::new(folder.path(), config);
    project.write(&project.generate(oasmith::generate).unwrap()).unwrap();
    assert!(folder.path().join("real/models.rs").is_file() && output.is_symlink());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "{left:?}");
}

#[test]
fn a_lock_that_was_tampered_with_removes_nothing_outside() {
    let folder = package(SMALL);
    let config = Config::new("spec/api.yaml", "generated");
    let project = Project::new(folder.path(), config);
    project.write(&project.generate(oasmith::generate).unwrap()).unwrap();
    let victim = folder.path().join("victim.txt");
    fs::write(&victim, "mine\n").unwrap();
    let lock = folder.path().join("generated/oasmith.lock");
    let text = fs::read_to_string(&lock).unwrap();
    let names = format!("\"../victim.txt\" = \"0\"\n{:?} = \"0\"\n", victim.to_string_lossy());
    fs::write(&lock, text + &names).unwrap();
    let written = project.write(&project.generate(oasmith::generate).unwrap()).unwrap();
    assert_eq!((written.changed, written.removed), (vec!["oasmith.lock".to_owned()], vec![]));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine\n");
}

#[test]
fn a_crate_within_another_crate_touches_only_its_own_files() {
    let folder = package(SMALL);
    let manifest = "[package]\nname = \"outer\"\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), "//! Mine.\n").unwrap();
    let config =
        |output: &str| Config { layout: oasmith::config::Layout::Crate, ..Config::new("spec/api.yaml", output) };
    assert_eq!(refused(folder.path(), config(".")), "`./Cargo.toml` was not written by oasmith, and is left as it is");
    let project = Project::new(folder.path(), config("src/inner"));
    project.write(&project.generate(oasmith::generate).unwrap()).unwrap();
    assert!(folder.path().join("src/inner/src/models.rs").is_file());
    assert_eq!(fs::read_to_string(folder.path().join("Cargo.toml")).unwrap(), manifest);
    assert_eq!(fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(), "//! Mine.\n");
}

/// What a build script prints are commands to Cargo.
#[test]
fn a_description_gives_no_commands_to_cargo() {
    let folder = package(
        "paths:\n  /a:\n    get:\n      responses: { \"x\\ncargo:rustc-env=A=B\": { description: x } }\n      \
         parameters: [{ name: a, in: \"x\\r\\ncargo::rustc-link-arg=y\", schema: {} }]",
    );
    fs::write(folder.path().join("oasmith.toml"), "description = 'spec/api.yaml'\n").unwrap();
    let mut said = Vec::new();
    let environment = build::Environment { out_dir: folder.path().to_owned(), ci: false };
    build::Project::from_toml(folder.path().join("oasmith.toml")).emit_module_in(&environment, &mut said).unwrap();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("rustc-env") && said.contains("rustc-link-arg"), "{said}");
    for line in said.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        assert!(line.starts_with("cargo:rerun-if-changed=") || line.starts_with("cargo:warning="), "{line}");
    }
}
