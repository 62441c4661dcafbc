//! Diagnostics as the commands that GitHub shows beside the lines of a change.
//!
//! Owns that notation (<https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>). Must not know
//! where places come from.

use super::render::located;
use super::{Diagnostic, Places};

/// The diagnostics by file and line, one command a line.
pub fn github<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places) -> String {
    let mut text = String::new();
    for (diagnostic, place) in located(diagnostics, places) {
        let mut message = diagnostic.message.clone();
        if let Some(remedy) = diagnostic.remedy() {
            message.push_str(&format!("\nhelp: {remedy}"));
        }
        let place = place.as_ref().map(|place| (place.file, place.line, place.column));
        text.push_str(&command(diagnostic.severity.name(), place, diagnostic.code.id(), &message));
    }
    text
}

/// One command: its level, the file with line and column, the title and the message.
pub(crate) fn command(level: &str, place: Option<(&str, usize, usize)>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some((file, line, column)) = place {
        properties.push(format!("file={}", property(file)));
        properties.push(format!("line={line}"));
        properties.push(format!("col={column}"));
    }
    properties.push(format!("title={}", property(title)));
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

/// What follows the second `::`: it ends with the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: it ends with a comma or a colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
