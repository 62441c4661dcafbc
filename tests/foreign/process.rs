//! Programs that run beside a test: bounded in time, and ended with it.
//!
//! Owns how they are started, waited for and ended. Must not know what they do.

use std::fs::{self, File};
use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program that ended, or did not in time.
pub struct Ended {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it wrote, to standard output and standard error.
    pub output: String,
}

impl Ended {
    /// Whether it says that all went well.
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }
}

/// Runs a program to its end, or ends it when the time is over.
pub fn run(command: &mut Command, patience: Duration) -> io::Result<Ended> {
    let folder = tempfile::tempdir()?;
    let mut process = Process::start(command, folder.path())?;
    let started = Instant::now();
    let code = loop {
        if let Some(status) = process.child.try_wait()? {
            break status.code();
        }
        if started.elapsed() > patience {
            break None;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    Ok(Ended { code, output: process.output() })
}

/// A running program; dropping it ends it, with the programs that it started.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a program that writes its log into this folder.
    pub fn start(command: &mut Command, folder: &Path) -> io::Result<Self> {
        let log = folder.join("log");
        let file = File::create(&log)?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        // A group of its own, which is ended as one.
        Ok(Self { child: command.process_group(0).spawn()?, log })
    }

    /// What it has written.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    /// Waits until it takes connections at a port of this machine.
    pub fn listens(&mut self, port: u16) {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            self.runs();
            assert!(started.elapsed() < Duration::from_secs(60), "{}", self.output());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Fails unless it still runs.
    pub fn runs(&mut self) {
        assert!(self.child.try_wait().unwrap().is_none(), "{}", self.output());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}

/// What a server responds at a URL, once it does: some take connections before they are ready.
pub async fn text(url: &str) -> String {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build().unwrap();
    for _ in 0..6 {
        if let Ok(response) = client.get(url).send().await
            && response.status().is_success()
            && let Ok(text) = response.text().await
        {
            return text;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    panic!("{url} gives nothing");
}

/// A port of this machine at which nobody listens.
pub fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
