//! `oasmith inspect`: prints what a step of the pipeline made of a description.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::project::{Failure, Project};

use crate::terminal::Style;
use crate::{Outcome, terminal};

/// Prints what a step of the pipeline made of a description
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The description
    #[arg(value_name = "DESCRIPTION")]
    description: PathBuf,
    /// The step
    #[arg(long)]
    stage: Stage,
    #[command(flatten)]
    pub(crate) style: Style,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Stage {
    /// What the description means
    Api,
    /// What would be written
    Rust,
    /// Which locations share a type, and which types one property keeps apart
    Shared,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let project = Project::new(Path::new(""), Config::new(&arguments.description, "api"));
    let documents = project.documents()?;
    let stage = match arguments.stage {
        Stage::Api => oasmith::Stage::Api,
        Stage::Rust => oasmith::Stage::Rust,
        Stage::Shared => oasmith::Stage::Shared { all: arguments.style.is_verbose() },
    };
    let mut sink = Sink::new();
    let text = oasmith::inspect(&documents, &project.config, stage, &mut sink);
    arguments.style.report(sink.iter(), &documents);
    match text {
        None => Ok(Outcome::Refused),
        Some(text) => {
            terminal::say(text);
            Ok(Outcome::Done)
        }
    }
}
