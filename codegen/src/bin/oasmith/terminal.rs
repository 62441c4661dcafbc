//! What is printed, and where: results to the standard output, reports to the standard error, coloured on a terminal only.

use std::fmt::Display;
use std::io::Write as _;

use oasmith::diagnostic::{Colour, Diagnostic, Places, human};
use oasmith::project::Failure;

use crate::Outcome;

/// Prints a line of the result. A reader that has gone away is no failure.
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// Prints a report.
pub(crate) fn report<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places) {
    let _ = write!(anstream::stderr(), "{}", human(diagnostics, places, Colour::Always));
}

/// Prints a line beside the result.
pub(crate) fn remark(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints why nothing was done.
pub(crate) fn refuse(failure: &Failure) -> Outcome {
    report(&failure.diagnostics, failure.places());
    Outcome::Refused
}
