//! How diagnostics are shown: to a reader with an excerpt of the text, to a program as JSON.
//!
//! Owns the look. Must not know where places come from.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use serde::Serialize;

use crate::bounds::{EXCERPT_BEFORE, EXCERPT_LENGTH};

use crate::at::{At, FileId};

use super::{Diagnostic, Place, Places, Severity};

/// Whether terminal colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escapes.
    Always,
}

/// A diagnostic as data, for reports and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The code.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is the matter.
    pub message: String,
    /// The file, if it has a place.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The JSON pointer as a fragment, such as `#/paths/~1pets`.
    pub pointer: Option<String>,
    /// Where the correction stands that wrote what is there, as `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
}

/// The diagnostics as data, by file and line.
pub fn json<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places) -> Vec<Report> {
    let report = |(diagnostic, place): (&Diagnostic, Option<Place<'_>>)| Report {
        code: diagnostic.code.id(),
        severity: diagnostic.severity.name(),
        message: diagnostic.message.clone(),
        file: place.as_ref().map(|place| place.file.to_owned()),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        pointer: diagnostic.at.as_ref().map(ToString::to_string),
        correction: correction(diagnostic, places),
        help: diagnostic.remedy().map(str::to_owned),
    };
    located(diagnostics, places).into_iter().map(report).collect()
}

/// The diagnostics for a reader, by file and line, each with an excerpt of the text.
pub fn human<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, places: &dyn Places, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for (diagnostic, place) in located(diagnostics, places) {
        text.push_str(&one(diagnostic, place.as_ref(), correction(diagnostic, places), &renderer));
        text.push_str("\n\n");
    }
    text
}

/// Where the correction stands that wrote what is reported, as `file:line:column`.
fn correction(diagnostic: &Diagnostic, places: &dyn Places) -> Option<String> {
    let place = places.place(places.correction(diagnostic.at.as_ref()?)?)?;
    Some(format!("{}:{}:{}", place.file, place.line, place.column))
}

/// The diagnostics with their places, by file and line; those without a place come last, in the order given.
pub(super) fn located<'a, 'p>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    places: &'p dyn Places,
) -> Vec<(&'a Diagnostic, Option<Place<'p>>)> {
    let mut entries: Vec<_> = diagnostics
        .into_iter()
        .map(|diagnostic| (diagnostic, diagnostic.at.as_ref().and_then(|at| places.place(at))))
        .collect();
    entries.sort_by_key(|(diagnostic, place)| {
        let file = diagnostic.at.as_ref().map(|at| at.file);
        (file.is_none(), file, place.as_ref().map(|place| (place.line, place.column)))
    });
    entries
}

fn one(diagnostic: &Diagnostic, place: Option<&Place<'_>>, correction: Option<String>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let excerpt = place.map(Excerpt::around);
    let mut group = Group::with_title(title);
    if let (Some(place), Some(excerpt)) = (place, &excerpt) {
        let annotation = AnnotationKind::Primary.span(excerpt.span.clone());
        let snippet = Snippet::source(&excerpt.text).path(place.file).line_start(place.line).annotation(annotation);
        // A file that cannot be opened has a name and no text.
        group = match place.text.is_empty() {
            true => group.element(Origin::path(place.file)),
            false => group.element(snippet),
        };
    }
    // Settings of the command line have no file.
    let is_written = |at: &&At| !at.pointer.is_empty() && (place.is_some() || at.file != FileId::SETTINGS);
    if let Some(at) = diagnostic.at.as_ref().filter(is_written) {
        group = group.element(Level::NOTE.message(normalize_untrusted_str(&format!("at {at}"))));
    }
    if let Some(correction) = correction {
        group = group.element(Level::NOTE.message(normalize_untrusted_str(&format!("written by {correction}"))));
    }
    if let Some(help) = diagnostic.remedy() {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let text = renderer.render(&[group]);
    match (place, &excerpt) {
        (Some(place), Some(excerpt)) => with_column(text, place, excerpt),
        _ => text,
    }
}

/// The renderer counts columns in the excerpt, which begins later than the line where the line is long.
fn with_column(text: String, place: &Place<'_>, excerpt: &Excerpt) -> String {
    let shown = excerpt.column();
    if shown == place.column {
        return text;
    }
    let prefix = format!("{}:{}:", place.file, place.line);
    text.replacen(&format!("{prefix}{shown}"), &format!("{prefix}{}", place.column), 1)
}

/// The part of a line that is shown, and the bytes in it that are meant.
struct Excerpt {
    text: String,
    span: Range<usize>,
}

impl Excerpt {
    fn around(place: &Place<'_>) -> Self {
        let (before, rest) = place.text.split_at_checked(place.span.start).unwrap_or((place.text, ""));
        // No more is looked at than can be shown: the line may be megabytes, and there may be thousands of diagnostics.
        let (near_before, near_rest) =
            (last_characters(before, EXCERPT_LENGTH), first_characters(rest, EXCERPT_LENGTH));
        let head = near_before.rsplit_once('\n').map_or(near_before, |(_, line)| line);
        let tail = near_rest.split_once('\n').map_or(near_rest, |(line, _)| line).trim_end_matches('\r');
        let head_begins = head.len() < near_before.len() || near_before.len() == before.len();
        let tail_ends = tail.len() < near_rest.len() || near_rest.len() == rest.len();
        let short = head_begins && tail_ends && head.len() + tail.len() <= EXCERPT_LENGTH;
        if short {
            let text = format!("{head}{tail}");
            let end = head.len() + tail.get(..place.span.len()).unwrap_or(tail).len();
            return Self { text, span: head.len()..end };
        }
        let room = EXCERPT_LENGTH - EXCERPT_BEFORE;
        let value = tail.get(..place.span.len()).filter(|value| value.chars().count() <= room);
        let (marked, rest) = match (value, key_before(head)) {
            (Some(value), _) => (head.len()..head.len() + value.len(), first_characters(tail, room)),
            // A value that is longer than an excerpt is marked by its key, and an item of an array by its first character.
            (None, Some(key)) => (key, ""),
            (None, None) => (head.len()..head.len() + first_characters(tail, 1).len(), first_characters(tail, room)),
        };
        let shown_head = last_characters(head.get(..marked.start).unwrap_or(head), EXCERPT_BEFORE);
        let left_out = marked.start - shown_head.len();
        let start = if head_begins && left_out == 0 { "" } else { "..." };
        let end = if tail_ends && rest.len() == tail.len() { "" } else { "..." };
        let text = format!("{start}{}{rest}{end}", head.get(left_out..).unwrap_or_default());
        let shift = |offset: usize| offset + start.len() - left_out;
        Self { text, span: shift(marked.start)..shift(marked.end) }
    }

    /// The column of what is meant within the excerpt, from 1.
    fn column(&self) -> usize {
        self.text.get(..self.span.start).map_or(1, |head| head.chars().count() + 1)
    }
}

/// The key at the end of a text of JSON, where a value begins after it: the bytes of it with its quotation marks.
fn key_before(text: &str) -> Option<Range<usize>> {
    let key = text.trim_end().strip_suffix(':')?.trim_end();
    let inner = key.strip_suffix('"')?;
    let is_escaped = |end: usize| inner.bytes().take(end).rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    let start = inner.rmatch_indices('"').map(|(start, _)| start).find(|start| !is_escaped(*start))?;
    Some(start..key.len())
}

fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn last_characters(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).and_then(|(start, _)| text.get(start..)).unwrap_or(text)
}
