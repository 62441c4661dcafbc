//! A comparison for readers: text for a terminal, Markdown for a changelog.
//!
//! Owns the look. Must not know verdicts beyond their names.

use super::Wire;
use super::report::{Entry, Report};
use crate::bounds::{ITEMS_LISTED, OPERATIONS_LISTED};
use crate::diagnostic::Colour;
use crate::surface::Impact;

/// Changes that are shown together.
struct Group {
    has: fn(&Entry) -> bool,
    heading: &'static str,
    style: &'static str,
    /// The heading in a changelog.
    title: &'static str,
}

/// All groups, in the order in which they are shown.
const GROUPS: [Group; 4] = [
    Group {
        has: |entry| entry.verdict() == Wire::Breaking,
        heading: "Breaking changes",
        style: "\u{1b}[1;31m",
        title: "Breaking",
    },
    Group {
        has: |entry| entry.verdict() == Wire::Undecidable,
        heading: "Changes whose effect the descriptions do not say",
        style: "\u{1b}[1;33m",
        title: "To be looked at",
    },
    Group {
        has: |entry| entry.verdict() == Wire::Compatible && entry.impact() == Impact::Major,
        heading: "Compatible changes that break Rust code",
        style: "\u{1b}[1;33m",
        title: "Breaking in Rust alone",
    },
    Group {
        has: |entry| entry.verdict() == Wire::Compatible && entry.impact() != Impact::Major,
        heading: "Compatible changes",
        style: "\u{1b}[1;32m",
        title: "Compatible",
    },
];

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

impl Report {
    /// The report for a reader. Changes of documentation and other metadata are counted, unless all are wanted.
    pub fn text(&self, colour: Colour, is_all: bool) -> String {
        let paint = |style: &str, text: &str| match colour {
            Colour::Never => text.to_owned(),
            Colour::Always => format!("{style}{text}{PLAIN}"),
        };
        let mut text = String::new();
        let mut hidden = 0;
        for Group { has, heading, style, .. } in GROUPS {
            let (shown, quiet): (Vec<&Entry>, Vec<&Entry>) =
                self.of(has).partition(|entry| is_all || !entry.is_quiet());
            hidden += quiet.len();
            if shown.is_empty() {
                continue;
            }
            text.push_str(&format!("{}\n\n", paint(style, heading)));
            for entry in shown {
                let sides = entry.sides.keys().copied().collect::<Vec<_>>().join(", ");
                let head = format!("  {} {}\n", paint(BOLD, &entry.sentence), paint(DIM, &format!("[{}]", entry.id)));
                text.push_str(&head);
                text.push_str(&paint(DIM, &details(entry, &sides)));
                text.push('\n');
            }
        }
        if hidden > 0 {
            let (noun, verb) = if hidden == 1 { ("change", "is") } else { ("changes", "are") };
            text.push_str(&format!("{hidden} {noun} of metadata {verb} not shown: --verbose shows all\n\n"));
        }
        text.push_str(&self.ending());
        text
    }

    /// The counts and the next version.
    fn ending(&self) -> String {
        let summary = &self.summary;
        let total = summary.breaking + summary.undecidable + summary.compatible;
        if total == 0 && self.accepted.is_empty() {
            return "no changes\n".to_owned();
        }
        let counts = [
            (summary.breaking, "breaking"),
            (summary.undecidable, "undecidable"),
            (summary.compatible, "compatible"),
            (self.accepted.len(), "accepted"),
        ];
        let counts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let mut text = format!("{}\n", counts.join(", "));
        for fingerprint in &self.unused {
            text.push_str(&format!("{fingerprint} is accepted, but no change has this fingerprint\n"));
        }
        let versions = [("`info.version`", &self.versions.api), ("the crate's version", &self.versions.package)];
        for (what, version) in versions {
            let Some(version) = version else { continue };
            let Some(suggested) = &version.suggested else { continue };
            let verdict = if version.is_too_low { "too low" } else { "enough" };
            text.push_str(&format!(
                "{what} was {}; the changes ask for {suggested}, and {} is {verdict}\n",
                version.old, version.new
            ));
        }
        if let Some(rust) = summary.rust {
            text.push_str(&format!("in Rust, the changes are {rust}\n"));
        }
        text
    }

    /// The report as a part of a changelog.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for Group { has, title, .. } in GROUPS {
            let shown: Vec<&Entry> = self.of(has).filter(|entry| !entry.is_quiet()).collect();
            if shown.is_empty() {
                continue;
            }
            text.push_str(&format!("### {title}\n\n"));
            for entry in shown {
                let operations = match entry.operations.as_slice() {
                    [] => String::new(),
                    // The sentence names it.
                    [one] if entry.sentence.contains(one.as_str()) => String::new(),
                    some => format!(" ({})", listed(some, "`")),
                };
                text.push_str(&format!("- {}{operations}\n", entry.sentence));
            }
            text.push('\n');
        }
        let quiet = self.changes.iter().filter(|entry| entry.is_quiet()).count();
        match quiet {
            0 if text.is_empty() => text.push_str("Nothing changed.\n"),
            0 => {}
            1 => text.push_str("1 change of documentation and other metadata.\n"),
            more => text.push_str(&format!("{more} changes of documentation and other metadata.\n")),
        }
        text
    }

    fn of(&self, has: fn(&Entry) -> bool) -> impl Iterator<Item = &Entry> {
        self.changes.iter().filter(move |entry| has(entry))
    }
}

/// The lines below the sentence of a change.
fn details(entry: &Entry, sides: &str) -> String {
    let mut text = format!("    {sides}: {}\n", entry.reason);
    let place = |place: &Option<super::report::Position>| place.as_ref().map(|place| place.short());
    match (place(&entry.old), place(&entry.new)) {
        (Some(old), Some(new)) => text.push_str(&format!("    {old} -> {new}\n")),
        (Some(one), None) | (None, Some(one)) => text.push_str(&format!("    {one}\n")),
        (None, None) => {}
    }
    for item in entry.rust.items.iter().take(ITEMS_LISTED) {
        text.push_str(&format!("    Rust, {}: {}\n", item.impact, item.sentence));
    }
    match entry.rust.items.len().saturating_sub(ITEMS_LISTED) {
        0 => {}
        more => text.push_str(&format!("    and {more} more in Rust\n")),
    }
    if !entry.operations.is_empty() {
        text.push_str(&format!("    in {}\n", listed(&entry.operations, "")));
    }
    text
}

/// Some operations for a reader.
fn listed(operations: &[String], quote: &str) -> String {
    let shown: Vec<String> =
        operations.iter().take(OPERATIONS_LISTED).map(|name| format!("{quote}{name}{quote}")).collect();
    match operations.len().saturating_sub(OPERATIONS_LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
