//! A server that is not ours, and that sends events: opencode, called by a generated client of the description that it gives of
//! itself.

use std::process::Command;
use std::time::Duration;

use oasmith::config::Product;
use oasmith::source::Documents;

use crate::install;
use crate::process::{Process, port, run, text};
use crate::program::Sdk;

/// What the program prints: a line for each call and for each event that it waits for.
const CALLS: &str = include_str!("programs/opencode.txt");

#[tokio::test]
#[ignore = "180 MB are installed, and 1,300 types compiled: `cargo test --test foreign opencode -- --ignored`"]
async fn a_client_of_opencode_receives_events() {
    let Some(programs) = install::node("opencode") else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("note.txt"), "read me\n").unwrap();
    let port = port();
    let mut server = Command::new(programs.with_file_name("opencode-linux-x64-baseline/bin/opencode"));
    server.args(["serve", "--hostname", "127.0.0.1", "--port", &port.to_string()]);
    server.current_dir(folder.path()).env("HOME", folder.path());
    for folder in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        server.env_remove(folder);
    }
    let log = tempfile::tempdir().unwrap();
    let mut server = Process::start(&mut server, log.path()).unwrap();
    server.listens(port);
    let description = text(&format!("http://127.0.0.1:{port}/doc")).await;

    let documents = Documents::from_texts(&[("opencode.json", &description)]).unwrap();
    let sdk = Sdk::generate("opencode", &documents, &[Product::Client]);
    assert_eq!((sdk.summary.operations_total, sdk.summary.operations_generated), (188, 188));
    let program = sdk.compile(&[], "", include_str!("programs/opencode.rs"));
    let ended = run(Command::new(program).arg(format!("http://127.0.0.1:{port}")), Duration::from_secs(60)).unwrap();
    assert!(ended.is_success(), "{}\n{}", ended.output, server.output());
    assert_eq!(ended.output, CALLS);
}
