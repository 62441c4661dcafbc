//! `oasmith init`: writes the first `oasmith.toml` for a description.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use oasmith::Destination;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::project::{FILE, Failure, Project};

use crate::terminal::Style;
use crate::{Outcome, terminal};

/// Writes an oasmith.toml for a description, with what the description suggests
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The description
    #[arg(value_name = "DESCRIPTION")]
    description: PathBuf,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let path = Path::new(FILE);
    let project = Project::new(Path::new(""), Config::new(&arguments.description, "api"));
    let documents = project.documents()?;
    let destination = if Path::new("Cargo.toml").is_file() { Destination::Sources } else { Destination::Crate };
    let description = arguments.description.to_string_lossy().replace('\\', "/");
    let mut sink = Sink::new();
    let Some(text) = oasmith::init(&documents, &description, destination, &mut sink) else {
        arguments.style.report(sink.iter(), &documents);
        return Ok(Outcome::Refused);
    };
    // A file that is there is someone's work.
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::writing(path, error))?;
    terminal::say(format_args!("{FILE} is written: look at it, then run `oasmith generate`"));
    Ok(Outcome::Done)
}
