//! A server that is not ours, with the description that it gives of itself: Chroma, called by a generated client.

use std::process::Command;
use std::time::Duration;

use oasmith::config::Product;
use oasmith::source::Documents;

use crate::install;
use crate::process::{Process, port, run, text};
use crate::program::Sdk;

/// What the program prints: a line for each call, with what the server said.
const CALLS: &str = include_str!("programs/chroma.txt");

/// Starts the server, which is a library in a package of Python.
const START: &str = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(['chroma', 'run', *sys.argv[1:]])";

#[tokio::test]
async fn a_client_of_chroma_adds_queries_updates_and_deletes() {
    // Its client needs the packages that it depends on, and its server none.
    let Some(programs) = install::python_alone("chroma") else { return };
    let folder = tempfile::tempdir().unwrap();
    let port = port();
    let mut server = Command::new(programs.join("python"));
    server.args(["-c", START, "--host", "127.0.0.1", "--port", &port.to_string(), "--path"]);
    let mut server = Process::start(server.arg(folder.path().join("data")), folder.path()).unwrap();
    server.listens(port);
    let description = text(&format!("http://127.0.0.1:{port}/openapi.json")).await;

    let documents = Documents::from_texts(&[("chroma.json", &description)]).unwrap();
    let sdk = Sdk::generate("chroma", &documents, &[Product::Client]);
    assert_eq!((sdk.summary.operations_total, sdk.summary.operations_generated), (35, 35));
    let program = sdk.compile(&[], "", include_str!("programs/chroma.rs"));
    let ended = run(Command::new(program).arg(format!("http://127.0.0.1:{port}")), Duration::from_secs(60)).unwrap();
    assert!(ended.is_success(), "{}\n{}", ended.output, server.output());
    assert_eq!(ended.output, CALLS);
}
