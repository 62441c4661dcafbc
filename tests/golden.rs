//! What the generator makes of the descriptions in spec/, byte for byte.

use std::fs;
use std::path::Path;

use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::generate;
use oasmith::project::{Generation, Project};
use oasmith::source::{Documents, Limits};

/// The project of this repository.
fn project() -> Project {
    Project::open(&root().join("oasmith.toml")).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn generation(project: &Project) -> Generation {
    project.generate(generate).unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn generated_is_what_the_description_says() {
    let project = project();
    let generation = generation(&project);
    assert_eq!(generation.ledger, [], "spec/drivers.yaml needs something that is not generated");

    let names: Vec<&str> = generation.output.files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "client.rs",
            "lib.rs",
            "mock.rs",
            "models.rs",
            "operations.rs",
            "schemas.rs",
            "server.rs",
            "surface.txt",
            "validate.rs",
        ]
    );
    for (name, text) in &generation.output.files {
        let committed = fs::read_to_string(project.output().join(name)).unwrap_or_default();
        assert!(committed == *text, "generated/{name} is not what spec/drivers.yaml says: run `cargo run -- generate`");
    }
    // The lock, and files that stand there but are not generated.
    let drifts: Vec<String> = project.compare(&generation).unwrap().into_iter().map(|drift| drift.path).collect();
    assert!(
        drifts.is_empty(),
        "generated/ is not what spec/drivers.yaml says ({drifts:?}): run `cargo run -- generate`"
    );
}

/// Neither the form of a description nor the place of its file reaches the output, and nothing changes from run to run.
#[test]
fn the_same_description_as_json_elsewhere_gives_the_same_bytes() {
    let project = project();
    let json = project.documents().unwrap().root().value.to_json();
    for name in ["one", "another"] {
        let folder = tempfile::tempdir().unwrap();
        let description = folder.path().join(name).join("api.json");
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(&description, serde_json::to_string(&json).unwrap()).unwrap();
        let config = Config { description, ..project.config.clone() };
        let output = generation(&Project::new(folder.path(), config)).output;
        assert!(output == generation(&project).output, "{name}");
    }
}

/// The models and the client of an older or newer page of the API, and its ledger: each entry as its code and its place.
fn history(description: &str) -> ([String; 2], Vec<String>) {
    let documents = Documents::read(&root().join(description), &Limits::default()).unwrap();
    let mut sink = Sink::new();
    let mut generated = generate(&documents, &Config::new(description, "generated"), &mut sink).unwrap();
    assert_eq!((generated.summary.operations_total, generated.summary.operations_generated), (9, 9));
    let ledger = sink.iter().map(|entry| format!("{} {}", entry.code, entry.at.as_ref().unwrap()));
    (["models.rs", "client.rs"].map(|file| generated.files.remove(file).unwrap()), ledger.collect())
}

#[test]
fn the_older_api_is_generated_whole() {
    let ([models, _], ledger) = history("spec/history/era-a.yaml");
    assert_eq!(ledger, [""; 0]);
    assert!(models.contains("pub payment_method: Option<serde_json::Value>,"), "{models}");
    assert!(!models.contains("pub fleets:"), "{models}");
}

#[test]
fn the_newer_api_is_generated_with_its_times() {
    let ([models, client], ledger) = history("spec/history/era-c.yaml");
    assert_eq!(ledger, [""; 0]);
    assert!(models.contains("pub created: jiff::Timestamp,"), "{models}");
    assert!(models.contains("pub next_page_url: Option<String>,"), "{models}");
    assert_eq!(client.matches("impl Paged for ").count(), 3, "the pages follow each other by their URLs");
    assert_eq!(client.matches(".url(\"/next_page_url\")").count(), 3);
}
