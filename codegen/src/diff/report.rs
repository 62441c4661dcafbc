//! A comparison as data, and what programs read of it: JSON, one line each, and annotations of GitHub.
//!
//! Owns the published form. Must not know how changes are found.

use std::collections::BTreeMap;

use annotate_snippets::normalize_untrusted_str;
use serde::Serialize;

use super::accepted::Accepted;
use super::version::next;
use super::{Change, Difference, Side, Wire};
use crate::at::At;
use crate::diagnostic::{Places, command};
use crate::surface::{Impact, SurfaceChange};

/// The JSON Schema of [`Report`].
pub const SCHEMA: &str = include_str!("schema.json");

/// What changed between two descriptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The old description, as it was named.
    pub old: String,
    /// The new description, as it was named.
    pub new: String,
    /// How many changes there are.
    pub summary: Summary,
    /// The next versions that the changes ask for.
    pub versions: Versions,
    /// The changes that nobody has accepted, breaking ones first.
    pub changes: Vec<Entry>,
    /// The changes that are accepted, with the reasons.
    pub accepted: Vec<Accept>,
    /// Fingerprints that are accepted and that no change has.
    pub unused: Vec<String>,
}

/// How many changes there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Breaking on the wire.
    pub breaking: usize,
    /// Undecidable on the wire.
    pub undecidable: usize,
    /// Compatible on the wire.
    pub compatible: usize,
    /// What the changes together ask of the next version of the API.
    pub impact: &'static str,
    /// What they together ask of the next version of a generated crate; absent where no code can be generated.
    pub rust: Option<&'static str>,
}

/// The next versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Versions {
    /// `info.version`.
    pub api: Option<Version>,
    /// That of the generated crate, where both sides have one.
    #[serde(rename = "crate")]
    pub package: Option<Version>,
}

/// A version, with the one that the changes ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// That of the old description.
    pub old: String,
    /// That of the new description.
    pub new: String,
    /// The lowest one that the changes allow; absent where the old one is not made of three numbers.
    pub suggested: Option<String>,
    /// Whether the new version is lower than that.
    pub is_too_low: bool,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The kind, such as `property-became-required`.
    pub id: &'static str,
    /// What identifies the change.
    pub fingerprint: String,
    /// The worst verdict of the sides.
    pub wire: &'static str,
    /// What the change is about, with the verdict there.
    pub sides: BTreeMap<&'static str, &'static str>,
    /// What changed.
    pub sentence: String,
    /// Why the verdict is what it is.
    pub reason: &'static str,
    /// Where it was.
    pub old: Option<Position>,
    /// Where it is.
    pub new: Option<Position>,
    /// The operations that it concerns.
    pub operations: Vec<String>,
    /// What it does to the Rust API of generated code.
    pub rust: Rust,
    #[serde(skip)]
    verdict: Wire,
    #[serde(skip)]
    impact: Impact,
    #[serde(skip)]
    is_metadata: bool,
}

/// What a change does to the Rust API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rust {
    /// `major`, `minor` or `patch`.
    pub impact: &'static str,
    /// The items that differ.
    pub items: Vec<Item>,
}

/// An item of the Rust API that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its path, such as `models::Driver::name`.
    pub path: String,
    /// What kind of difference it is.
    pub id: &'static str,
    /// `major`, `minor` or `patch`.
    pub impact: &'static str,
    /// The difference in a sentence.
    pub sentence: String,
}

/// A change that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accept {
    /// Why.
    pub accepted: String,
    /// The change.
    #[serde(flatten)]
    pub change: Entry,
}

/// A place in a description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The JSON pointer as a fragment.
    pub pointer: String,
}

/// One of the two descriptions of a comparison.
pub struct Description<'a> {
    /// How it was named.
    pub name: &'a str,
    /// `info.version`.
    pub version: &'a str,
    /// The version of the generated crate, where there is one.
    pub package: Option<&'a str>,
    /// The lookup of positions.
    pub places: &'a dyn Places,
    /// The name that a file is shown under.
    pub shown: &'a dyn Fn(&str) -> String,
}

impl Description<'_> {
    fn position(&self, at: &At) -> Option<Position> {
        let place = self.places.place(at)?;
        let (line, column) = (place.line, place.column);
        Some(Position { file: (self.shown)(place.file), line, column, pointer: at.to_string() })
    }
}

impl Report {
    /// The changes from one description to another.
    pub fn new(difference: &Difference, old: &Description<'_>, new: &Description<'_>, accepted: &Accepted) -> Self {
        let changes = &difference.changes;
        let mut report = Self {
            old: old.name.to_owned(),
            new: new.name.to_owned(),
            summary: Summary::default(),
            versions: Versions::default(),
            changes: Vec::new(),
            accepted: Vec::new(),
            unused: accepted.accept.keys().cloned().collect(),
        };
        let (mut impact, mut rust) = (Impact::Patch, Impact::Patch);
        for change in changes {
            let entry = Entry::new(change, old, new);
            impact = impact.max(impact_of(change));
            rust = rust.max(change.impact());
            if let Some(reason) = accepted.accept.get(&entry.fingerprint) {
                report.unused.retain(|fingerprint| *fingerprint != entry.fingerprint);
                report.accepted.push(Accept { accepted: reason.clone(), change: entry });
                continue;
            }
            match entry.verdict {
                Wire::Breaking => report.summary.breaking += 1,
                Wire::Undecidable => report.summary.undecidable += 1,
                Wire::Compatible => report.summary.compatible += 1,
            }
            report.changes.push(entry);
        }
        report.summary.impact = name(impact);
        report.summary.rust = difference.has_code.then_some(name(rust));
        report.versions.api = Some(version(old.version, new.version, impact, changes.is_empty()));
        if let (true, Some(old), Some(new)) = (difference.has_code, old.package, new.package) {
            report.versions.package = Some(version(old, new, rust, changes.is_empty()));
        }
        report
    }

    /// The worst verdict of the changes that nobody has accepted.
    pub fn wire(&self) -> Wire {
        self.changes.iter().map(|entry| entry.verdict).max().unwrap_or(Wire::Compatible)
    }

    /// What the changes that nobody has accepted do to the Rust API.
    pub fn rust(&self) -> Impact {
        self.changes.iter().map(|entry| entry.impact).max().unwrap_or(Impact::Patch)
    }

    /// The report as JSON, whose form [`SCHEMA`] describes.
    pub fn json(&self) -> String {
        // A report always serializes: its keys are strings.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// One line for each change.
    pub fn lines(&self) -> String {
        self.changes.iter().map(Entry::line).collect()
    }

    /// Commands that GitHub shows beside the lines of the new description.
    pub fn github(&self) -> String {
        self.changes.iter().filter(|entry| !entry.is_quiet()).map(Entry::github).collect()
    }
}

impl Entry {
    fn new(change: &Change, old: &Description<'_>, new: &Description<'_>) -> Self {
        let sides = change.sides.iter().map(|(side, wire)| (side.name(), wire.name()));
        Self {
            id: change.kind.id(),
            fingerprint: change.fingerprint(),
            wire: change.wire().name(),
            sides: sides.collect(),
            sentence: normalize_untrusted_str(&change.sentence).replace('\n', " "),
            reason: reason(change),
            old: change.old.as_ref().and_then(|at| old.position(at)),
            new: change.new.as_ref().and_then(|at| new.position(at)),
            operations: change.operations.iter().map(|name| normalize_untrusted_str(name)).collect(),
            rust: Rust { impact: name(change.impact()), items: change.rust.iter().map(Item::new).collect() },
            verdict: change.wire(),
            impact: change.impact(),
            is_metadata: change.sides.iter().all(|(side, _)| *side == Side::Metadata),
        }
    }

    /// Whether neither a request, a response nor generated code shows it.
    pub(super) fn is_quiet(&self) -> bool {
        self.is_metadata && self.impact == Impact::Patch
    }

    /// The worst verdict of the sides.
    pub(super) fn verdict(&self) -> Wire {
        self.verdict
    }

    /// What it does to the Rust API.
    pub(super) fn impact(&self) -> Impact {
        self.impact
    }

    /// `new.yaml:12:3: breaking, major property-became-required: ... [request] (1a2b3c4d5e6f)`
    fn line(&self) -> String {
        let place = self.new.as_ref().or(self.old.as_ref()).map(Position::short).unwrap_or_default();
        let sides: Vec<&str> = self.sides.keys().copied().collect();
        let Self { wire, id, sentence, fingerprint, .. } = self;
        let rust = self.rust.impact;
        let separator = if place.is_empty() { "" } else { ": " };
        format!("{place}{separator}{wire}, {rust} {id}: {sentence} [{}] ({fingerprint})\n", sides.join(", "))
    }

    fn github(&self) -> String {
        let level = match self.verdict {
            Wire::Breaking => "error",
            Wire::Undecidable => "warning",
            Wire::Compatible if self.impact == Impact::Major => "warning",
            Wire::Compatible => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &self.new {
            properties.push(("file", place.file.clone()));
            properties.push(("line", place.line.to_string()));
            properties.push(("col", place.column.to_string()));
        }
        properties.push(("title", self.id.to_owned()));
        let message = format!("{} ({}, {} in Rust): {}", self.sentence, self.wire, self.rust.impact, self.reason);
        command(level, &properties, &message) + "\n"
    }
}

impl Position {
    /// `file:line:column`
    pub(super) fn short(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Why the verdict is what it is. The table gives the reason of the worse verdict of the two directions.
fn reason(change: &Change) -> &'static str {
    let row = change.kind.row();
    let is_worst = change.wire() != Wire::Compatible || row.sent.max(row.received) == Wire::Compatible;
    match change.sides.first() {
        Some((Side::Response, _)) if !is_worst => "All that comes could come before.",
        Some((Side::Request | Side::Parameter, _)) if !is_worst => "All that was valid is still valid.",
        _ => row.reason,
    }
}

impl Item {
    fn new(change: &SurfaceChange) -> Self {
        let SurfaceChange { path, kind, impact, sentence, .. } = change;
        Self { path: path.clone(), id: kind.id(), impact: name(*impact), sentence: sentence.clone() }
    }
}

/// The word for an impact in reports.
fn name(impact: Impact) -> &'static str {
    match impact {
        Impact::Patch => "patch",
        Impact::Minor => "minor",
        Impact::Major => "major",
    }
}

/// What a change asks of the next version of the API.
fn impact_of(change: &Change) -> Impact {
    let is_metadata = change.sides.iter().all(|(side, _)| *side == Side::Metadata);
    match change.wire() {
        Wire::Breaking | Wire::Undecidable => Impact::Major,
        Wire::Compatible if is_metadata => Impact::Patch,
        Wire::Compatible => Impact::Minor,
    }
}

fn version(old: &str, new: &str, impact: Impact, is_same: bool) -> Version {
    let suggested = if is_same { Some(old.to_owned()) } else { next(old, impact) };
    let is_too_low = suggested.as_deref().is_some_and(|least| match (numbers(new), numbers(least)) {
        (Some(new), Some(least)) => new < least,
        _ => false,
    });
    Version { old: old.to_owned(), new: new.to_owned(), suggested, is_too_low }
}

/// The three numbers of a version, whatever follows them.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let numbers = version.split(['-', '+']).next()?;
    let mut parts = numbers.split('.').map(|part| part.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}
