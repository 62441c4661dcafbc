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
            properties.push(("file", place.file.to_owned()));
            properties.push(("line", place.line.to_string()));
            properties.push(("col", place.column.to_string()));
        }
        properties.push(("title", diagnostic.code.id().to_owned()));
        let mut message = diagnostic.message.clone();
        if let Some(remedy) = diagnostic.remedy() {
            message.push_str(&format!("\nhelp: {remedy}"));
        }
        text.push_str(&command(diagnostic.severity.name(), &properties, &message));
        text.push('\n');
    }
    text
}

/// One command: `::error file=api.yaml,line=3::message`.
pub fn command(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<_> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    format!("::{name} {}::{}", properties.join(","), data(message))
}

/// What follows the second `::`: it ends with the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: it ends with a comma or a colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
