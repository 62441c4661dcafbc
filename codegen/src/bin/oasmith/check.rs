//! `oasmith check`: says whether the output folder is what the description says. Writes nothing.

use clap::Args;
use oasmith::build::HEAL;
use oasmith::generate;
use oasmith::project::Failure;

use crate::target::Target;
use crate::terminal::Style;
use crate::{Outcome, terminal};

/// Compares generated files with the description; exit code 1 where they differ
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let project = arguments.target.open()?;
    let generation = project.generate(generate)?;
    let drifts = project.compare(&generation)?;
    let (folder, description) = (project.output(), project.description());
    if drifts.is_empty() {
        terminal::say(format_args!("{} is what {} says", folder.display(), description.display()));
        return Ok(Outcome::Done);
    }
    for drift in &drifts {
        terminal::say(format_args!("{}: {}\n{}", folder.join(&drift.path).display(), drift.cause, drift.diff));
    }
    let folder = folder.display();
    terminal::remark(format_args!("{folder} is not what {} says: run `{HEAL}`", description.display()));
    Ok(Outcome::Drift)
}
