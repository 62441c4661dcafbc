//! The interface for build scripts.
//!
//! Owns what a build script says to Cargo. Must not know how code is generated, nor write outside `OUT_DIR`.
//!
//! Where generated code is committed, [`Project::emit`] compares it with the description at every build. Where it is not,
//! [`Project::emit_module`] makes one file for
//!
//! ```ignore
//! pub mod api {
//!     include!(concat!(env!("OUT_DIR"), "/api.rs"));
//! }
//! ```

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::config::Layout;
use crate::diagnostic::{Shown, json};
use crate::output::Drift;
use crate::project::{self, Failure, Generation};

/// The command that brings an output folder up to date.
pub const HEAL: &str = "oasmith generate";

/// The project of an `oasmith.toml`, in a build script.
#[derive(Debug, Clone)]
pub struct Project {
    file: PathBuf,
    heal: String,
}

impl Project {
    /// The project of a file of settings, relative to the folder of the package.
    pub fn from_toml(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into(), heal: HEAL.to_owned() }
    }

    /// Names the command that brings the output folder up to date, where it is not [`HEAL`].
    #[must_use]
    pub fn healed_by(mut self, command: impl Into<String>) -> Self {
        self.heal = command.into();
        self
    }

    /// Generates into `OUT_DIR`, and compares the output folder with that: of each target, where there are several.
    ///
    /// Does nothing where the settings are absent, as in a published package.
    ///
    /// # Errors
    /// When the description cannot be generated. When the output folder is not what would be generated, and the variable
    /// `CI` is set; without it that is a warning.
    pub fn emit(&self) -> Result<(), Error> {
        self.emit_in(&Environment::read()?, &mut std::io::stdout())
    }

    /// Generates one file, `api.rs`, into `OUT_DIR`.
    ///
    /// # Errors
    /// When the settings are absent, or the description cannot be generated.
    pub fn emit_module(&self) -> Result<(), Error> {
        self.emit_module_in(&Environment::read()?, &mut std::io::stdout())
    }

    /// [`Project::emit`] in an environment that is given, saying to `cargo` what a build script prints.
    ///
    /// # Errors
    /// Those of [`Project::emit`], and those of writing to `cargo`.
    pub fn emit_in(&self, environment: &Environment, cargo: &mut dyn Write) -> Result<(), Error> {
        writeln!(cargo, "cargo:rerun-if-env-changed=CI")?;
        if !self.file.exists() {
            return Ok(());
        }
        rerun_if_changed(cargo, &self.file)?;
        let projects = project::Project::open_all(&self.file)?;
        for (number, project) in projects.iter().enumerate() {
            let folder = if projects.len() == 1 { "oasmith".to_owned() } else { format!("oasmith-{number}") };
            let emitted = Environment { out_dir: environment.out_dir.join(folder), ..environment.clone() };
            self.compare(project, &emitted, cargo)?;
        }
        Ok(())
    }

    fn compare(
        &self,
        project: &project::Project,
        environment: &Environment,
        cargo: &mut dyn Write,
    ) -> Result<(), Error> {
        let generation = self.generate(project, cargo)?;
        generation.output.write(&environment.out_dir).map_err(Failure::from)?;
        for name in generation.output.names(&project.output()).map_err(Failure::from)? {
            rerun_if_changed(cargo, &project.output().join(name))?;
        }
        let drifts = project.compare(&generation)?;
        if !drifts.is_empty() && environment.ci {
            return Err(Error(self.drifted(project, &drifts)));
        }
        for drift in drifts {
            let path = project.output().join(&drift.path);
            warn(cargo, &format!("{}: {}; run `{}`", path.display(), drift.cause, self.heal))?;
        }
        Ok(())
    }

    /// [`Project::emit_module`] in an environment that is given.
    ///
    /// # Errors
    /// Those of [`Project::emit_module`], and those of writing to `cargo`.
    pub fn emit_module_in(&self, environment: &Environment, cargo: &mut dyn Write) -> Result<(), Error> {
        rerun_if_changed(cargo, &self.file)?;
        let mut project = project::Project::open(&self.file)?;
        project.config.layout = Layout::Module;
        let generation = self.generate(&project, cargo)?;
        let shown = Shown::first(&generation.ledger);
        for entry in json(shown.entries, &generation) {
            let place = match (entry.file, entry.line, entry.column) {
                (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
                _ => String::new(),
            };
            warn(cargo, &format!("{place}{}: {}", entry.code, entry.message))?;
        }
        for (code, count) in shown.more {
            warn(cargo, &format!("and {count} more {code}; `oasmith generate --report FILE` lists all"))?;
        }
        for (name, text) in &generation.output.files {
            let path = environment.out_dir.join(name);
            // A file that is not touched is not compiled again.
            if std::fs::read_to_string(&path).is_ok_and(|old| old == *text) {
                continue;
            }
            std::fs::write(&path, text).map_err(|error| Error(format!("{}: {error}", path.display())))?;
        }
        Ok(())
    }

    fn generate(&self, project: &project::Project, cargo: &mut dyn Write) -> Result<Generation, Error> {
        let generation = project.generate(crate::generate)?;
        for file in generation.documents.files() {
            rerun_if_changed(cargo, file)?;
        }
        Ok(generation)
    }

    fn drifted(&self, project: &project::Project, drifts: &[Drift]) -> String {
        let folder = project.output();
        let mut text = format!("{} is not what {} says:\n", folder.display(), project.description().display());
        for drift in drifts {
            text.push_str(&format!("  {}: {}\n", folder.join(&drift.path).display(), drift.cause));
        }
        text + &format!("run `{}` and commit the result", self.heal)
    }
}

/// An instruction to Cargo ends with the line. Text of a description must not begin another one.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn warn(cargo: &mut dyn Write, text: &str) -> std::io::Result<()> {
    writeln!(cargo, "cargo:warning={}", one_line(text))
}

fn rerun_if_changed(cargo: &mut dyn Write, path: &Path) -> std::io::Result<()> {
    writeln!(cargo, "cargo:rerun-if-changed={}", one_line(&path.to_string_lossy()))
}

/// The environment variables of a build script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Where build scripts write.
    pub out_dir: PathBuf,
    /// Whether drift is an error.
    pub ci: bool,
}

impl Environment {
    fn read() -> Result<Self, Error> {
        let missing = || Error("OUT_DIR is not set: this is to be called from a build script".to_owned());
        let out_dir = std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(missing)?;
        let ci = std::env::var_os("CI").is_some_and(|value| !["", "0", "false"].iter().any(|unset| value == *unset));
        Ok(Self { out_dir, ci })
    }
}

/// Why a build script stops. `Debug` reads like `Display`, because that is what `main` prints.
pub struct Error(String);

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self(failure.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self(format!("the output of the build script cannot be written: {error}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
