//! `oasmith mock`: what it prints, that it reads a changed description again, and where it cannot listen.

#![cfg(all(feature = "cli", feature = "mock"))]
#![allow(missing_docs)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

fn description(word: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths:\n  /word:\n    get:\n      operationId: word\n      responses:\n        \
         '200': {{ description: A word., content: {{ text/plain: {{ schema: {{ const: {word} }} }} }} }}\n"
    )
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oasmith"));
    command.arg("mock").args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running command, which ends with the test.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Running {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = command(folder, arguments).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The last line of a response.
fn body(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /word HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_changed_description_is_read_again_and_a_broken_one_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    fs::write(&path, description("one")).unwrap();
    let mut running = Running::start(folder.path(), &["api.yaml", "--listen", "127.0.0.1:0", "--watch", "--seed", "3"]);
    let line = running.line();
    let (address, rest) = line.strip_prefix("http://").unwrap().split_once(' ').unwrap();
    assert!(rest.starts_with("responds to 1 operation, after "), "{line}");
    assert_eq!(body(address), "one");
    fs::write(&path, "openapi: [").unwrap();
    let err = BufReader::new(running.child.stderr.take().unwrap());
    assert!(err.lines().any(|line| line.unwrap().contains("the former description stays")));
    assert_eq!(body(address), "one");
    fs::write(&path, description("two")).unwrap();
    assert_eq!(running.line(), "read again: 1 operation\n");
    assert_eq!(body(address), "two");
}

#[test]
fn an_address_in_use_is_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), description("one")).unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = command(folder.path(), &["api.yaml", "--listen", &address]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()), "{told}");
    assert!(told.contains(&format!("[E-listen]: cannot listen at {address}: ")), "{told}");
    assert!(told.contains("name another address, such as `--listen 127.0.0.1:0`"), "{told}");
}

#[test]
fn a_description_without_operations_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\ncomponents: { schemas: { A: { type: string } } }\n";
    fs::write(folder.path().join("api.yaml"), text).unwrap();
    let output = command(folder.path(), &["api.yaml", "--listen", "127.0.0.1:0"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("there is no operation to respond to"), "{told}");
}
