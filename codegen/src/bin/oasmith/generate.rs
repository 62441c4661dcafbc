//! `oasmith generate`: writes the output folder.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use oasmith::diagnostic::{Diagnostic, Places, Report, Severity, json};
use oasmith::project::{Failure, Project};
use oasmith::{Summary, generate};
use serde::Serialize;

use crate::target::Target;
use crate::terminal::Style;
use crate::{Outcome, terminal};

/// Writes Rust for a description
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Target,
    /// Write what was generated and reported to this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print only why nothing could be generated
    #[arg(long)]
    quiet: bool,
    /// Write nothing if there is anything to report besides names that were changed: every other entry is an error
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let project = arguments.target.open()?;
    let mut generation = match project.generate(generate) {
        Ok(generation) => generation,
        Err(failure) => {
            let record = || Record::new(&project, &Summary::default(), &failure.diagnostics, failure.places(), start);
            arguments.record(record)?;
            return Err(failure);
        }
    };
    let mut refusals = 0;
    for entry in generation.ledger.iter_mut().filter(|entry| arguments.strict && !entry.code.is_note()) {
        entry.severity = Severity::Error;
        refusals += 1;
    }
    arguments.record(|| Record::new(&project, &generation.summary, &generation.ledger, &generation, start))?;
    let refused = refusals > 0;
    if !arguments.quiet || refused {
        arguments.style.report(&generation.ledger, &generation);
    }
    if refused {
        terminal::remark(format_args!("nothing is written: {refusals} to report, and --strict"));
        return Ok(Outcome::Refused);
    }
    project.write(&generation)?;
    if !arguments.quiet {
        terminal::say(summary(&generation.summary, start));
    }
    // The process ends here. To free a large description piece by piece takes longer than to write its files.
    std::mem::forget(generation);
    Ok(Outcome::Done)
}

fn summary(summary: &Summary, start: Instant) -> String {
    let Summary { operations_total, operations_generated, types, .. } = summary;
    let missing = operations_total.saturating_sub(*operations_generated);
    let (operations, types) = (counted(*operations_generated, "operation"), counted(*types, "type"));
    let seconds = start.elapsed().as_secs_f64();
    format!("{operations}, {types}, {missing} not generated, in {seconds:.2} s")
}

/// A number of things, with their word.
pub(crate) fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("{number} {word}") } else { format!("{number} {word}s") }
}

impl Arguments {
    /// Writes the record for `--report`. It is made only then, because it looks up the position of every entry.
    fn record(&self, record: impl FnOnce() -> Record) -> Result<(), Failure> {
        let Some(path) = &self.report else { return Ok(()) };
        // A record always serializes: its keys are strings.
        let text = serde_json::to_string_pretty(&record()).unwrap_or_default();
        std::fs::write(path, text + "\n").map_err(|error| Failure::writing(path, error))
    }
}

/// What `--report` writes.
#[derive(Debug, Serialize)]
struct Record {
    document: String,
    version: String,
    operations: Operations,
    schemas: Schemas,
    ledger: Vec<Report>,
    ms: u128,
}

#[derive(Debug, Serialize)]
struct Operations {
    total: usize,
    generated: usize,
    typed: usize,
    degraded: usize,
}

#[derive(Debug, Serialize)]
struct Schemas {
    total: usize,
    typed: usize,
}

impl Record {
    fn new(project: &Project, summary: &Summary, ledger: &[Diagnostic], places: &dyn Places, start: Instant) -> Self {
        Self {
            document: slashed(&project.description()),
            version: summary.version.clone(),
            operations: Operations {
                total: summary.operations_total,
                generated: summary.operations_generated,
                typed: summary.operations_typed,
                degraded: summary.operations_degraded,
            },
            schemas: Schemas { total: summary.schemas_total, typed: summary.schemas_typed },
            ledger: json(ledger, places),
            ms: start.elapsed().as_millis(),
        }
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
