//! `oasmith completions`: what a shell needs to complete the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::{Arguments as Whole, Outcome};

/// Prints a script that completes the command line of oasmith
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Whole::command(), "oasmith", &mut text);
    crate::terminal::print(&String::from_utf8_lossy(&text));
    Outcome::Done
}
