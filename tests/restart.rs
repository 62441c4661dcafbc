//! The drivers service as a process: its arguments, how it stops, and what outlives it.

#![cfg(all(unix, feature = "client", feature = "server"))]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use chargeapi::models::{CreateDriver, FleetLink};
use chargeapi::{CallError, Client};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const TOKEN: &str = "ch_sk_test_1";

/// Cargo builds examples beside tests, but tells tests no paths of them.
fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.ancestors().nth(2).unwrap().join("examples/drivers_server");
    assert!(path.exists(), "{} is missing: run `cargo build --example drivers_server`", path.display());
    path
}

/// A running service; dropping it kills it.
struct Process {
    child: Child,
    /// `127.0.0.1:40000`
    address: String,
    client: Client,
}

impl Process {
    async fn start(database: Option<&Path>) -> Self {
        let mut command = Command::new(binary());
        command.args(["--listen", "127.0.0.1:0", "--token", TOKEN]).stdout(Stdio::piped()).kill_on_drop(true);
        if let Some(database) = database {
            command.arg("--database").arg(database);
        }
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).await.unwrap();
        let url = line.strip_prefix("listening on ").unwrap().trim_end();
        let address = url.strip_prefix("http://").unwrap().strip_suffix("/v1").unwrap().to_owned();
        let client = Client::builder().base_url(url).bearer(TOKEN).build().unwrap();
        Self { child, address, client }
    }

    /// Asks the process to stop.
    async fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.child.id().unwrap());
        assert!(Command::new("sh").args(["-c", &kill]).status().await.unwrap().success());
    }

    /// The exit code.
    async fn ended(mut self) -> Option<i32> {
        let status = tokio::time::timeout(Duration::from_secs(20), self.child.wait()).await;
        status.expect("the process does not stop").unwrap().code()
    }

    async fn stop(self) -> Option<i32> {
        self.terminate().await;
        self.ended().await
    }
}

#[tokio::test]
async fn what_is_in_the_file_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("drivers.sqlite");
    let first = Process::start(Some(&database)).await;
    let driver = first.client.create_driver(CreateDriver::new("Ada", "ada@example.com")).await.unwrap();
    let driver = first.client.attach_driver(&driver.id, FleetLink::new("flt_1")).await.unwrap().into_inner();
    let gone = first.client.create_driver(CreateDriver::new("Eve", "eve@example.com")).await.unwrap();
    first.client.delete_driver(&gone.id).await.unwrap();
    assert_eq!(first.stop().await, Some(0));

    let second = Process::start(Some(&database)).await;
    assert_eq!(second.client.list_drivers().await.unwrap().into_inner().data, [driver]);
    let taken = second.client.create_driver(CreateDriver::new("Ada", "ada@example.com")).await.unwrap_err();
    assert_eq!(taken.status().unwrap(), 409);
    assert_eq!(second.stop().await, Some(0));
}

#[tokio::test]
async fn without_a_file_nothing_is_kept() {
    let first = Process::start(None).await;
    first.client.create_driver(CreateDriver::new("Ada", "ada@example.com")).await.unwrap();
    assert_eq!(first.stop().await, Some(0));
    let second = Process::start(None).await;
    assert!(second.client.list_drivers().await.unwrap().data.is_empty());
}

#[tokio::test]
async fn a_request_under_way_is_answered_before_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("drivers.sqlite");
    let process = Process::start(Some(&database)).await;
    let mut stream = TcpStream::connect(&process.address).await.unwrap();
    let (head, body) = (
        "POST /v1/drivers HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ch_sk_test_1\r\ncontent-length: 38\r\n\
         content-type: application/json\r\nexpect: 100-continue\r\n\r\n",
        r#"{"name":"Ada","email":"a@example.com"}"#,
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The service asks for the body: from here on the request is under way.
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).await.unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");

    process.terminate().await;
    while TcpStream::connect(&process.address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(matches!(process.client.list_drivers().await, Err(CallError::Transport(_))));
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert_eq!(process.ended().await, Some(0));

    let names = Process::start(Some(&database)).await.client.list_drivers().await.unwrap();
    assert_eq!(names.data.iter().map(|driver| driver.name.as_str()).collect::<Vec<_>>(), ["Ada"]);
}

/// What was acknowledged is there after the process is killed while it writes; at most what was under way is there besides.
#[tokio::test]
async fn nothing_acknowledged_is_lost_where_the_process_is_killed() {
    const WRITERS: usize = 8;
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("drivers.sqlite");
    let mut acknowledged = HashSet::new();
    for round in 0..3 {
        let mut process = Process::start(Some(&database)).await;
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let client = process.client.clone();
                tokio::spawn(async move {
                    let mut written = Vec::new();
                    for number in 0.. {
                        let email = format!("{round}.{writer}.{number}@example.com");
                        match client.create_driver(CreateDriver::new("Ada", &email)).await {
                            Ok(driver) => written.push(driver.into_inner().id),
                            Err(error) => {
                                assert!(matches!(error, CallError::Transport(_)), "{error}");
                                break;
                            }
                        }
                    }
                    written
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(400)).await;
        // SIGKILL: nothing of the process runs any more.
        process.child.start_kill().unwrap();
        process.child.wait().await.unwrap();
        let before = acknowledged.len();
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
        assert!(acknowledged.len() > before + WRITERS, "{}", acknowledged.len());

        let process = Process::start(Some(&database)).await;
        let mut found = HashSet::new();
        let mut last: Option<String> = None;
        loop {
            let page =
                process.client.list_drivers().limit(100).starting_after(last.as_deref()).await.unwrap().into_inner();
            found.extend(page.data.iter().map(|driver| driver.id.clone()));
            last = page.data.last().map(|driver| driver.id.clone());
            if !page.has_more {
                break;
            }
        }
        let lost: Vec<_> = acknowledged.difference(&found).collect();
        assert!(lost.is_empty(), "{lost:?}");
        assert!(found.len() <= acknowledged.len() + (round + 1) * WRITERS);
    }
}

/// Exit code and standard error.
async fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(binary()).args(arguments).output().await.unwrap();
    assert_eq!(output.stdout, b"");
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[tokio::test]
async fn bad_arguments_exit_with_the_usage() {
    let cases: [(&[&str], &str); 7] = [
        (&[], "--listen is missing"),
        (&["--listen", "127.0.0.1:0"], "--token is missing"),
        (&["--token", "t"], "--listen is missing"),
        (&["--token"], "--token takes a value"),
        (&["--listen", "localhost", "--token", "t"], "--listen localhost: invalid socket address syntax"),
        (&["--listen", "127.0.0.1:0", "--token", "t", "--verbose"], "unknown option --verbose"),
        (&["drivers.sqlite"], "unknown option drivers.sqlite"),
    ];
    for (arguments, problem) in cases {
        let usage = "usage: drivers_server --listen ADDRESS:PORT --token TOKEN [--database FILE]";
        assert_eq!(run(arguments).await, (Some(2), format!("{problem}\n{usage}\n")));
    }
}

#[tokio::test]
async fn a_service_that_cannot_start_says_why() {
    let database = ["--listen", "127.0.0.1:0", "--token", "t", "--database", "/nowhere/drivers.sqlite"];
    let (code, problem) = run(&database).await;
    assert_eq!(code, Some(1));
    assert!(problem.contains("/nowhere/drivers.sqlite"), "{problem}");

    let process = Process::start(None).await;
    let (code, problem) = run(&["--listen", &process.address, "--token", "t"]).await;
    assert_eq!((code, problem.contains("in use")), (Some(1), true), "{problem}");
}
