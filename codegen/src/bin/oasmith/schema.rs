//! `oasmith schema`: prints the JSON Schema of what a command writes.

use clap::{Args, ValueEnum};

use crate::{Outcome, terminal};

/// Prints the JSON Schema of what a command writes
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What is described
    #[arg(value_name = "SUBJECT")]
    subject: Subject,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Subject {
    /// What `oasmith diff --format json` writes
    Diff,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    terminal::print(match arguments.subject {
        Subject::Diff => oasmith::diff::report::SCHEMA,
    });
    Outcome::Done
}
