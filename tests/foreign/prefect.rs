//! A server that is not ours, with the description that it gives of itself: Prefect, called by a generated client.

use std::process::Command;
use std::time::Duration;

use oasmith::config::Product;
use oasmith::source::Documents;

use crate::install;
use crate::process::{Process, port, run, text};
use crate::program::Sdk;

/// What the program prints, line by line: one for each call, with what the server said.
const CALLS: &str = include_str!("programs/prefect.txt");

#[tokio::test]
async fn a_client_of_prefect_creates_lists_filters_updates_and_deletes() {
    let Some(programs) = install::python("prefect") else { return };
    let folder = tempfile::tempdir().unwrap();
    let port = port();
    let mut server = Command::new(programs.join("python"));
    server.args(["-m", "uvicorn", "--factory", "prefect.server.api.server:create_app", "--host", "127.0.0.1"]);
    server.args(["--port", &port.to_string(), "--log-level", "warning"]);
    // Its database is a file of SQLite in this folder. It calls nobody.
    server.env("PREFECT_HOME", folder.path()).env("PREFECT_SERVER_ANALYTICS_ENABLED", "false");
    server.env("PREFECT_SERVER_UI_ENABLED", "false").env("DO_NOT_TRACK", "1");
    let mut server = Process::start(&mut server, folder.path()).unwrap();
    server.listens(port);
    let description = text(&format!("http://127.0.0.1:{port}/openapi.json")).await;

    let documents = Documents::from_texts(&[("prefect.json", &description)]).unwrap();
    let sdk = Sdk::generate("prefect", &documents, &[Product::Client]);
    assert_eq!((sdk.summary.operations_total, sdk.summary.operations_generated), (188, 188));
    let program = sdk.compile(&[], "", include_str!("programs/prefect.rs"));
    let base = format!("http://127.0.0.1:{port}/api");
    let ended = run(Command::new(program).arg(base), Duration::from_secs(60)).unwrap();
    assert!(ended.is_success(), "{}\n{}", ended.output, server.output());
    assert_eq!(ended.output, CALLS);
}
