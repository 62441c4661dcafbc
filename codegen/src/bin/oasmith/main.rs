//! The command `oasmith`.
//!
//! Owns the command line, colours and exit codes: 0 done, 1 drift or changes, 2 bad input or usage. Must not hold anything that a build
//! script would need as well.

#![deny(clippy::wildcard_enum_match_arm)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod check;
mod completions;
mod diff;
mod each;
mod explain;
mod generate;
mod git;
mod init;
mod inspect;
mod locate;
#[cfg(feature = "mock")]
mod mock;
mod schema;
mod target;
mod terminal;
mod watch;

use terminal::Style;

/// A large description makes millions of small allocations. The allocators of most systems are a quarter slower.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reads an OpenAPI description and writes Rust: models, a client, server stubs.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Init(init::Arguments),
    Inspect(inspect::Arguments),
    Explain(explain::Arguments),
    Locate(locate::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    #[cfg(feature = "mock")]
    Mock(mock::Arguments),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is done.
    Done,
    /// Generated files are not what they should be.
    Drift,
    /// There are changes that must not be.
    Changes,
    /// The input is not accepted.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Drift | Outcome::Changes => 1,
            Outcome::Refused => 2,
        })
    }
}

fn main() -> ExitCode {
    let (style, result) = match Arguments::parse().command {
        Command::Generate(arguments) => (arguments.style, generate::run(&arguments)),
        Command::Check(arguments) => (arguments.style, check::run(&arguments)),
        Command::Diff(arguments) => (Style::default(), diff::run(&arguments)),
        Command::Init(arguments) => (arguments.style, init::run(&arguments)),
        Command::Inspect(arguments) => (arguments.style, inspect::run(&arguments)),
        Command::Locate(arguments) => (arguments.style, locate::run(&arguments)),
        Command::Schema(arguments) => return schema::run(&arguments).into(),
        Command::Completions(arguments) => return completions::run(&arguments).into(),
        #[cfg(feature = "mock")]
        Command::Mock(arguments) => (arguments.style, mock::run(&arguments)),
        Command::Explain(arguments) => return explain::run(&arguments).into(),
    };
    result.unwrap_or_else(|failure| style.refuse(&failure)).into()
}
