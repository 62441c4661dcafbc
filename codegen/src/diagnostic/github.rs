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
        let mut properties = Vec::new();
        if let Some(place) = place {
            properties.push(format!("file={}", property(place.file)));
            properties.push(format!("line={}", place.line));
            properties.push(format!("col={}", place.column));
        }
        properties.push(format!("title={}", property(diagnostic.code.id())));
        let mut message = diagnostic.message.clone();
        if let Some(remedy) = diagnostic.remedy() {
            message.push_str(&format!("\nhelp: {remedy}"));
        }
        text.push_str(&format!("::{} {}::{}\n", diagnostic.severity.name(), properties.join(","), data(&message)));
    }
    text
}

/// What follows the second `::`: it ends with the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: it ends with a comma or a colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
