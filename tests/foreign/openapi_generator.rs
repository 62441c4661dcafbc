//! A client that is not ours, of the drivers API: the one in Python that OpenAPI Generator writes, against the drivers service.

use std::process::Command;
use std::time::Duration;

use crate::process::run;
use crate::{install, running};

/// What the program prints: a line for each call, with what came of it.
const CALLS: &str = include_str!("programs/drivers.txt");

/// The requests that the service refuses: those whose path the client writes so that it is another one.
const REFUSED: [&str; 4] = ["fleet ''", "retrieve '.'", "retrieve '..'", "retrieve ''"];

#[tokio::test(flavor = "multi_thread")]
async fn a_client_in_python_calls_the_drivers_service() {
    let Some(programs) = install::python("openapi-generator") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut generator = Command::new(programs.join("openapi-generator-cli"));
    generator.args(["generate", "--generator-name", "python", "--package-name", "drivers_client", "--input-spec"]);
    generator.arg(running::description()).arg("--output").arg(folder.path().join("client"));
    let generated = run(&mut generator, Duration::from_secs(120)).unwrap();
    assert!(generated.is_success(), "{}", generated.output);

    let url = running::serve(folder.path()).await;
    let program = folder.path().join("drivers.py");
    std::fs::write(&program, include_str!("programs/drivers.py")).unwrap();
    let mut python = Command::new(programs.join("python"));
    python.arg(program).args([&url, running::TOKEN]).env("PYTHONPATH", folder.path().join("client"));
    let ended = run(python.env("PYTHONIOENCODING", "utf-8"), Duration::from_secs(60)).unwrap();
    assert!(ended.is_success(), "{}", ended.output);
    assert_eq!(ended.output, CALLS);
    let refused = CALLS.lines().filter_map(|line| Some(line.split_once(" refused ")?.0));
    assert_eq!(refused.collect::<Vec<_>>(), REFUSED);
}
