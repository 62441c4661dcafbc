//! An official client of a real product against generated stubs: docker-py calls a Docker engine of a few methods.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use oasmith::config::{Lenient, Product};
use oasmith::source::{Documents, Limits};

use crate::install;
use crate::process::{Process, port, run};
use crate::program::Sdk;

/// What the program prints: a line for each call, with what came of it.
const CALLS: &str = include_str!("programs/docker_client.txt");

/// The requests that the description forbids: an array where it has an object, and two media types that it does not have.
const REFUSED: [&str; 3] = ["create_container", "import_image_from_data", "connect_container_to_network"];

const HANDED: &str = "\
list all Some(false), limit Some(-1), filters None
list all Some(true), limit Some(3), filters Some(\"{\\\"status\\\": [\\\"running\\\", \\\"exited\\\"], \\\"label\\\": [\\\"a=b c\\\"]}\")
create None of Some(\"ubuntu\"): Some(Array([String(\"sleep\"), String(\"1\")]))
delete one force Some(true)
";

/// What axum and tokio have to have for a server.
const SERVER: &str =
    "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }\n";

/// A service that takes the place of another: the settings for what its clients send although the description forbids it.
const LENIENT: &[Lenient] = &[Lenient::Booleans, Lenient::NullForAbsent];

#[test]
#[ignore = "a server of 105 operations is compiled: `cargo test --test foreign docker -- --ignored`"]
fn the_official_client_of_docker_calls_generated_stubs() {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) else {
        println!("skipped: OASMITH_CORPUS is not set");
        return;
    };
    let Some(programs) = install::python("docker") else { return };
    let description = corpus.join("apis-guru/docker.com__engine.json");
    let documents = Documents::read(&description, &Limits::default()).unwrap();
    let sdk =
        Sdk::configured("docker", &documents, &[Product::Server], |config| config.server.lenient = LENIENT.to_vec());
    assert_eq!((sdk.summary.operations_total, sdk.summary.operations_generated), (105, 105));
    let engine = sdk.compile(&[], SERVER, include_str!("programs/docker_engine.rs"));

    let folder = tempfile::tempdir().unwrap();
    let port = port();
    let mut engine = Process::start(Command::new(engine).arg(format!("127.0.0.1:{port}")), folder.path()).unwrap();
    engine.listens(port);
    let mut client = Command::new(programs.join("python"));
    client.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/programs/docker_client.py"));
    let client = client.arg(format!("tcp://127.0.0.1:{port}")).env("PYTHONIOENCODING", "utf-8");
    let ended = run(client, Duration::from_secs(120)).unwrap();
    assert!(ended.is_success(), "{}\n{}", ended.output, engine.output());
    assert_eq!(ended.output, CALLS);
    let refused = CALLS.lines().filter_map(|line| Some(line.split_once(" refused ")?.0));
    assert_eq!(refused.collect::<Vec<_>>(), REFUSED);
    // What the methods were handed.
    assert_eq!(engine.output(), HANDED);
}
