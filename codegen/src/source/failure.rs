//! Why a text cannot be read, in words that a reader can act on.
//!
//! Owns the wording and the position. Must not know which file it is. The messages of the readers are used without the position
//! that they add: the report shows it.

use super::positions::Span;
use crate::diagnostic::{Code, codes};

/// A text that is not accepted.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Span,
}

/// Help for the most frequent messages of the readers.
const REMEDIES: &[(&str, &str)] = &[
    ("cannot start any token", "indent with spaces, not tabs, and quote text that begins with `@`, `%` or a backtick"),
    ("did not find expected key", "check the indentation, and quote text that contains a quote or `: `"),
    ("mapping values are not allowed", "check the indentation, and quote text that contains `: `"),
    ("could not find expected ':'", "write `key: value`, and check the indentation of text over several lines"),
    ("did not find expected '-' indicator", "give all items of the list the same indentation"),
    ("did not find expected ',' or", "close the bracket, or quote text that contains brackets or commas"),
    ("found unexpected end of stream", "close the quote or bracket that is open here"),
    ("unknown anchor", "define the anchor (`&name`) before the alias (`*name`)"),
    ("more than one document", "keep one document in a file: remove the line `---` and what follows it"),
    ("trailing comma", "remove the comma before the closing bracket"),
    ("key must be a string", "put the key in double quotes"),
    ("EOF while parsing", "the text ends too early: close what is open"),
    ("trailing characters", "remove what follows the end of the value"),
    ("invalid type: map, expected a key", "quote the key: `{` and `[` begin a nested value"),
    ("invalid type: sequence, expected a key", "quote the key: `{` and `[` begin a nested value"),
];

impl Failure {
    pub(super) fn empty() -> Self {
        Self::new(codes::SYNTAX, "the file is empty", Some("write a description, beginning with `openapi: 3.1.0`"))
    }

    pub(super) fn too_deep(span: Span) -> Self {
        let help = "move inner values into components, and refer to them by `$ref`";
        Self { span, ..Self::new(codes::LIMIT, "values are nested deeper than 127 levels", Some(help)) }
    }

    pub(super) fn too_many_values(span: Span) -> Self {
        let help = "write the values out, or refer to them by `$ref`";
        Self { span, ..Self::new(codes::LIMIT, "the aliases of this file expand to too many values", Some(help)) }
    }

    pub(super) fn repeated_key(key: &str, span: Span) -> Self {
        let message = format!("the key `{key}` is in the same object twice");
        Self { span, ..Self::new(codes::DUPLICATE_KEY, message, None) }
    }

    /// A file that cannot be read at all.
    pub(super) fn unreadable(message: impl Into<String>) -> Self {
        Self::new(codes::UNREADABLE, message, None)
    }

    /// A file whose bytes are text only up to `valid`; `text` has replacement characters for what is not.
    pub(super) fn not_utf8(text: &str, valid: usize) -> Self {
        let message = format!("the file is not UTF-8: byte {valid} begins no character");
        let help = "save the file as UTF-8";
        Self { span: Span::at(text, valid), ..Self::new(codes::UNREADABLE, message, Some(help)) }
    }

    /// Files that are larger together than allowed.
    pub(super) fn too_large(bytes: u64) -> Self {
        Self::new(codes::LIMIT, format!("the files of the description are larger than {bytes} bytes together"), None)
    }

    pub(super) fn json(error: &serde_json::Error, text: &str) -> Self {
        let (line, column) = (error.line(), error.column());
        let full = error.to_string();
        let message = full.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&full);
        // The reader counts bytes; the first of a line is column 1, a line break itself column 0 of the next line.
        let span = Span::at(text, line_start(text, line).saturating_add(column.saturating_sub(1)));
        if message.starts_with("recursion limit") {
            return Self::too_deep(span);
        }
        Self { span, ..Self::by_message(message) }
    }

    pub(super) fn yaml(error: &serde_yaml::Error, text: &str) -> Self {
        let mut message = error.to_string();
        let mut start = 0;
        if let Some(location) = error.location() {
            let (line, column) = (location.line(), location.column());
            message = message.replace(&format!(" at line {line} column {column}"), "");
            let line = text.get(line_start(text, line)..).unwrap_or_default();
            start = text.len() - line.len() + line.char_indices().nth(column - 1).map_or(line.len(), |(at, _)| at);
        }
        // What is missing at the end is shown after the last character, not on an empty line.
        let span = Span::at(text, start.min(text.trim_end().len()));
        if message.starts_with("recursion limit") {
            return Self::too_deep(span);
        }
        if message.starts_with("repetition limit") {
            return Self::too_many_values(span);
        }
        if message.contains("more than one document") {
            message = "the file holds more than one document".to_owned();
        }
        Self { span, ..Self::by_message(&message) }
    }

    fn by_message(message: &str) -> Self {
        let help = REMEDIES.iter().find(|(part, _)| message.contains(part)).map(|(_, remedy)| *remedy);
        Self::new(codes::SYNTAX, message, help)
    }

    fn new(code: Code, message: impl Into<String>, help: Option<&str>) -> Self {
        Self { code, message: message.into(), help: help.map(str::to_owned), span: Span::default() }
    }
}

/// The byte at which a line begins; lines count from 1.
fn line_start(text: &str, line: usize) -> usize {
    match line.checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1),
    }
}
