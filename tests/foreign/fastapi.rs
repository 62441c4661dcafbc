//! A server with streams that is not ours: FastAPI, which describes its events and lines by `itemSchema`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use oasmith::config::Product;
use oasmith::source::Documents;

use crate::install;
use crate::process::{Process, port, run};
use crate::program::Sdk;

/// What the program prints, line by line.
const STREAMS: &str = include_str!("programs/fastapi.txt");

#[tokio::test]
async fn a_client_of_fastapi_reads_events_lines_and_downloads() {
    let Some(programs) = install::python("fastapi") else { return };
    let folder = tempfile::tempdir().unwrap();
    let port = port();
    let mut server = Command::new(programs.join("python"));
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/programs");
    server.args(["-m", "uvicorn", "fastapi_app:app", "--host", "127.0.0.1", "--app-dir"]).arg(folder.path());
    server.args(["--port", &port.to_string(), "--log-level", "warning"]);
    // A module called `fastapi` would hide the package.
    std::fs::copy(app.join("fastapi.py"), folder.path().join("fastapi_app.py")).unwrap();
    let mut server = Process::start(&mut server, folder.path()).unwrap();
    server.listens(port);
    let base = format!("http://127.0.0.1:{port}");
    let description = reqwest::get(format!("{base}/openapi.json")).await.unwrap();
    let description = description.error_for_status().unwrap().text().await.unwrap();
    let documents = Documents::from_texts(&[("fastapi.json", &description)]).unwrap();
    let sdk = Sdk::generate("fastapi", &documents, &[Product::Client]);
    assert_eq!((sdk.summary.operations_total, sdk.summary.operations_generated), (4, 4));
    let program = sdk.compile(&[], "", include_str!("programs/fastapi.rs"));
    let ended = run(Command::new(program).arg(base), Duration::from_secs(60)).unwrap();
    assert!(ended.is_success(), "{}\n{}", ended.output, server.output());
    assert_eq!(ended.output, STREAMS);
}
