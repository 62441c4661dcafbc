//! Prints results to the standard output and reports to the standard error, coloured only on a terminal.

use std::fmt::Display;
use std::io::Write as _;

use clap::{Args, ValueEnum};
use oasmith::diagnostic::{Colour, Diagnostic, Places, Shown, github, human, json, table};
use oasmith::project::Failure;

use crate::Outcome;

/// How reports are printed.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Style {
    /// How reports are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Print every entry, and not only the first of each error and a table of the other codes
    #[arg(long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a reader, with excerpts
    Human,
    /// One JSON object a line, always all entries
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a change, always all entries
    Github,
}

impl Default for Style {
    fn default() -> Self {
        Self { format: Format::Human, verbose: false }
    }
}

/// Prints a text of several lines. A closed pipe is not a failure.
pub(crate) fn print(text: &str) {
    let _ = write!(anstream::stdout(), "{text}");
}

/// Prints a line of the result. A closed pipe is not a failure.
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// Prints a line beside the result.
pub(crate) fn remark(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

impl Style {
    /// How reports are written.
    pub(crate) fn format(self) -> Format {
        self.format
    }

    /// Whether all is printed.
    pub(crate) fn is_verbose(self) -> bool {
        self.verbose
    }

    /// Prints a report.
    pub(crate) fn report<'a>(self, diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places) {
        let text = match self.format {
            Format::Human if self.verbose => human(diagnostics, places, Colour::Always),
            Format::Human => brief(&Shown::brief(diagnostics), places),
            Format::Github => github(diagnostics, places),
            // Reports always serialize: their keys are strings.
            Format::Json => json(diagnostics, places)
                .iter()
                .map(|entry| serde_json::to_string(entry).unwrap_or_default() + "\n")
                .collect(),
        };
        let _ = write!(anstream::stderr(), "{text}");
    }

    /// Prints why nothing was done.
    pub(crate) fn refuse(self, failure: &Failure) -> Outcome {
        self.report(&failure.diagnostics, failure.places());
        Outcome::Refused
    }
}

/// What a reader is shown of a ledger first.
fn brief(shown: &Shown<'_>, places: &dyn Places) -> String {
    let mut text = human(shown.entries.iter().copied(), places, Colour::Always);
    for (code, count) in &shown.more {
        text.push_str(&format!("and {count} more {code}\n"));
    }
    if !shown.counted.is_empty() {
        let count: usize = shown.counted.iter().map(|row| row.count).sum();
        let word = if count == 1 { "warning" } else { "warnings" };
        text.push_str(&format!("{count} {word}:\n{}", table(&shown.counted, places)));
    }
    if !shown.counted.is_empty() || !shown.more.is_empty() {
        text.push_str("--verbose or --report FILE lists all; `oasmith explain CODE` explains a code\n");
    }
    text
}
