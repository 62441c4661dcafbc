//! Prints results to the standard output and reports to the standard error, coloured only on a terminal.

use std::fmt::Display;
use std::io::Write as _;

use clap::{Args, ValueEnum};
use oasmith::diagnostic::{Colour, Diagnostic, Places, Shown, github, human, json};
use oasmith::project::Failure;

use crate::Outcome;

/// How reports are printed.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Style {
    /// How reports are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Print all entries of a code, not only the first five
    #[arg(long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a reader, with excerpts
    Human,
    /// One JSON object a line, always all entries
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a change
    Github,
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
    /// Whether all is printed.
    pub(crate) fn is_verbose(self) -> bool {
        self.verbose
    }

    /// Prints a report.
    pub(crate) fn report<'a>(self, diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places) {
        let shown = match self.verbose || self.format == Format::Json {
            true => Shown::all(diagnostics),
            false => Shown::first(diagnostics),
        };
        let mut text = match self.format {
            Format::Human => human(shown.entries, places, Colour::Always),
            Format::Github => github(shown.entries, places),
            // Reports always serialize: their keys are strings.
            Format::Json => json(shown.entries, places)
                .iter()
                .map(|entry| serde_json::to_string(entry).unwrap_or_default() + "\n")
                .collect(),
        };
        for (code, count) in shown.more {
            let prefix = if self.format == Format::Github { "::notice::" } else { "" };
            text.push_str(&format!("{prefix}and {count} more {code}; --verbose or --report FILE lists all\n"));
        }
        let _ = write!(anstream::stderr(), "{text}");
    }

    /// Prints why nothing was done.
    pub(crate) fn refuse(self, failure: &Failure) -> Outcome {
        self.report(&failure.diagnostics, failure.places());
        Outcome::Refused
    }
}
