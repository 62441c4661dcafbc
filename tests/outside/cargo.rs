//! Running cargo on a crate that stands outside.
//!
//! Owns the environment it runs in. Must not know any crate.

use std::path::Path;
use std::process::Command;

use crate::ground::Ground;

/// How a run of cargo ended.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: Option<i32>,
    /// The standard output.
    pub stdout: String,
    /// The standard error.
    pub stderr: String,
}

impl Ground {
    /// Runs cargo in a folder, as on a machine that is no CI.
    pub fn cargo(&self, folder: &Path, arguments: &[&str]) -> Run {
        self.cargo_with(folder, &[], arguments)
    }

    /// Runs cargo in a folder, as in CI.
    pub fn cargo_in_ci(&self, folder: &Path, arguments: &[&str]) -> Run {
        self.cargo_with(folder, &[("CI", "1")], arguments)
    }

    /// Runs cargo in a folder with some variables set.
    pub fn cargo_with(&self, folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        let run = self.spawn(folder, variables, arguments, true);
        // What this workspace was built from is there already; the network is for a machine that built only a part of it.
        let is_offline = run.code != Some(0) && run.stderr.contains("offline");
        if is_offline { self.spawn(folder, variables, arguments, false) } else { run }
    }

    fn spawn(&self, folder: &Path, variables: &[(&str, &str)], arguments: &[&str], offline: bool) -> Run {
        let started = std::time::Instant::now();
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(folder).env_remove("CI");
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_NET_OFFLINE", offline.to_string());
        command.env("CARGO_TERM_COLOR", "never");
        // Nothing is debugged or changed here. Besides the time and the room this saves, it is how build scripts are compiled,
        // so that a library they share with the rest is compiled once.
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        println!("{:.1} s: cargo {} in {}", started.elapsed().as_secs_f64(), arguments.join(" "), folder.display());
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Run {
    /// Fails the test unless cargo succeeded.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails the test unless cargo succeeded and had nothing to warn of.
    #[track_caller]
    pub fn succeeds_without_warning(self) -> Self {
        let run = self.succeeds();
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
        run
    }

    /// The lines of the standard error that tell of the output folder `generated`, without what stands before that.
    pub fn told(&self) -> Vec<&str> {
        let heads = ["warning: chargeapi@0.1.0: ", "Error: "];
        let lines = self.stderr.lines().map(|line| {
            let line = line.trim();
            heads.iter().find_map(|head| line.strip_prefix(head)).unwrap_or(line)
        });
        lines.filter(|line| line.starts_with("generated")).collect()
    }
}
