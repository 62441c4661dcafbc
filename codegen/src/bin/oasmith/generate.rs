//! `oasmith generate`: writes the output folders.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use oasmith::diagnostic::{Diagnostic, Places, Report, Severity, json};
use oasmith::project::{Failure, Generation, Project, find};
use oasmith::{Summary, generate};
use serde::Serialize;

use crate::each::each;
use crate::target::Target;
use crate::terminal::Style;
use crate::watch::watch;
use crate::{Outcome, terminal};

/// Writes Rust for a description
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Target,
    /// Write what was generated and reported to this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Generate again after each change of a file that was read, until Ctrl-C
    #[arg(long)]
    watch: bool,
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
    if !arguments.watch {
        return once(arguments, &mut Vec::new());
    }
    watch(|| {
        let mut files = Vec::new();
        if let Err(failure) = once(arguments, &mut files) {
            arguments.style.refuse(&failure);
        }
        files
    })
}

/// Generates all targets once, and says which files were read.
fn once(arguments: &Arguments, files: &mut Vec<PathBuf>) -> Result<Outcome, Failure> {
    files.extend(find(Path::new("")));
    let projects = arguments.target.open()?;
    let made = each(&projects, |project| Made::new(project, arguments.strict));
    for (project, made) in projects.iter().zip(&made) {
        files.extend(project.inputs());
        files.extend(made.result.iter().flat_map(|made| made.documents.files()).map(Path::to_owned));
    }
    arguments.record(&projects, &made)?;
    let mut refused = false;
    for (project, made) in projects.iter().zip(made) {
        let name = if projects.len() > 1 { format!("{}: ", project.output().display()) } else { String::new() };
        match arguments.write(project, made, &name) {
            Ok(outcome) => refused |= outcome == Outcome::Refused,
            Err(failure) => {
                refused = true;
                arguments.style.refuse(&failure);
            }
        }
    }
    Ok(if refused { Outcome::Refused } else { Outcome::Done })
}

/// What was made of a target.
struct Made {
    result: Result<Generation, Failure>,
    /// The entries that `--strict` does not accept.
    refusals: usize,
    time: Duration,
}

impl Made {
    fn new(project: &Project, is_strict: bool) -> Self {
        let start = Instant::now();
        let mut result = project.generate(generate);
        let mut refusals = 0;
        let ledger = result.iter_mut().flat_map(|generation| &mut generation.ledger);
        for entry in ledger.filter(|entry| is_strict && !entry.code.is_note()) {
            entry.severity = Severity::Error;
            refusals += 1;
        }
        Self { result, refusals, time: start.elapsed() }
    }
}

fn summary(summary: &Summary, time: Duration) -> String {
    let Summary { operations_total, operations_generated, types, .. } = summary;
    let missing = operations_total.saturating_sub(*operations_generated);
    let (operations, types) = (counted(*operations_generated, "operation"), counted(*types, "type"));
    let seconds = time.as_secs_f64();
    format!("{operations}, {types}, {missing} not generated, in {seconds:.2} s")
}

/// A number of things, with their word.
pub(crate) fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("{number} {word}") } else { format!("{number} {word}s") }
}

impl Arguments {
    /// Reports what was made of a target, and writes it.
    fn write(&self, project: &Project, made: Made, name: &str) -> Result<Outcome, Failure> {
        let Made { result, refusals, time } = made;
        let start = Instant::now();
        let generation = result?;
        let refused = refusals > 0;
        if !self.quiet || refused {
            self.style.report(&generation.ledger, &generation);
        }
        if refused {
            terminal::remark(format_args!("{name}nothing is written: {refusals} to report, and --strict"));
            return Ok(Outcome::Refused);
        }
        project.write(&generation)?;
        if !self.quiet {
            terminal::say(format_args!("{name}{}", summary(&generation.summary, time + start.elapsed())));
        }
        if !self.watch {
            // The process ends soon. To free a large description piece by piece takes longer than to write its files.
            std::mem::forget(generation);
        }
        Ok(Outcome::Done)
    }

    /// Writes the records for `--report`: an object for one target, an array for several. They are made only then, because that
    /// looks up the position of every entry.
    fn record(&self, projects: &[Project], made: &[Made]) -> Result<(), Failure> {
        let Some(path) = &self.report else { return Ok(()) };
        let records: Vec<_> = projects.iter().zip(made).map(|(project, made)| Record::new(project, made)).collect();
        // A record always serializes: its keys are strings.
        let text = match records.as_slice() {
            [only] => serde_json::to_string_pretty(only),
            several => serde_json::to_string_pretty(several),
        };
        std::fs::write(path, text.unwrap_or_default() + "\n").map_err(|error| Failure::writing(path, error))
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
    fn new(project: &Project, made: &Made) -> Self {
        let nothing = Summary::default();
        let (summary, ledger, places): (_, &[Diagnostic], &dyn Places) = match &made.result {
            Ok(generation) => (&generation.summary, &generation.ledger, generation),
            Err(failure) => (&nothing, &failure.diagnostics, failure.places()),
        };
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
            ms: made.time.as_millis(),
        }
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
