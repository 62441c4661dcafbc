//! The changes that were found, each told once.
//!
//! Owns uses, sets of operations, and how findings become changes. Must not know what is compared.

use std::collections::HashMap;

use super::kinds::{Area, Kind, Wire};
use super::{Change, Side};
use crate::at::At;

/// In which directions a value is used, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Uses(u8);

impl Uses {
    pub(super) const NONE: Self = Self(0);
    pub(super) const REQUEST: Self = Self(1);
    pub(super) const PARAMETER: Self = Self(2);
    pub(super) const RESPONSE: Self = Self(4);
    pub(super) const WEBHOOK_RECEIVED: Self = Self(8);
    pub(super) const WEBHOOK_SENT: Self = Self(16);
    /// What users of the API send.
    pub(super) const SENT: Self = Self(1 | 2 | 16);
    /// What users of the API receive.
    pub(super) const RECEIVED: Self = Self(4 | 8);
    pub(super) const ALL: Self = Self(31);

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A set of operations, by their indices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Operations(Vec<u64>);

impl Operations {
    pub(super) fn one(index: usize) -> Self {
        let mut words = vec![0; index / 64 + 1];
        if let Some(last) = words.last_mut() {
            *last = 1 << (index % 64);
        }
        Self(words)
    }

    /// Adds those of another set. Whether there were new ones.
    pub(super) fn add(&mut self, other: &Self) -> bool {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut is_changed = false;
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            is_changed |= *more & !*word != 0;
            *word |= more;
        }
        is_changed
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let bits = |(index, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| index * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// What a sentence is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Subject {
    /// The words for it, such as "`Pet.name`" or "query parameter `limit`".
    pub(super) text: String,
    /// Whether the words need no operation to be understood.
    pub(super) is_named: bool,
}

impl Subject {
    pub(super) fn named(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_named: true }
    }

    pub(super) fn of_operation(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_named: false }
    }
}

/// A change where it was found.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) kind: Kind,
    pub(super) subject: Subject,
    pub(super) old: Option<At>,
    pub(super) new: Option<At>,
    /// The words for what was there, and for what is there.
    pub(super) before: String,
    pub(super) after: String,
    /// What else a reader should know.
    pub(super) hint: Option<String>,
    /// The directions in which it is a change.
    pub(super) within: Uses,
}

impl Finding {
    pub(super) fn new(kind: Kind, subject: Subject, old: Option<&At>, new: Option<&At>) -> Self {
        let (old, new) = (old.cloned(), new.cloned());
        let (before, after) = (String::new(), String::new());
        Self { kind, subject, old, new, before, after, hint: None, within: Uses::ALL }
    }

    pub(super) fn words(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        (self.before, self.after) = (before.into(), after.into());
        self
    }

    pub(super) fn within(mut self, uses: Uses) -> Self {
        self.within = uses;
        self
    }

    /// What makes two findings one change.
    fn key(&self) -> Key {
        // Operations state the same requirements each for itself.
        let is_shared = self.kind.row().area == Area::Security;
        let (old, new) = if is_shared { (None, None) } else { (self.old.clone(), self.new.clone()) };
        (self.kind, old, new, self.before.clone(), self.after.clone())
    }
}

type Key = (Kind, Option<At>, Option<At>, String, String);

/// All that was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    entries: Vec<(Finding, Uses, Operations)>,
    known: HashMap<Key, usize>,
}

impl Found {
    /// Adds a change of something that is used in these directions, by these operations.
    pub(super) fn add(&mut self, finding: Finding, uses: Uses, operations: &Operations) {
        let effective = uses.and(finding.within);
        let is_flow = finding.kind.row().area == Area::Flow;
        if is_flow && effective.is_none() && !uses.is_none() {
            return;
        }
        let index = *self.known.entry(finding.key()).or_insert(self.entries.len());
        match self.entries.get_mut(index) {
            Some((_, known, all)) => {
                *known = known.or(effective);
                all.add(operations);
            }
            None => self.entries.push((finding, effective, operations.clone())),
        }
    }

    /// The changes, breaking ones first.
    pub(super) fn changes(self, names: &[String]) -> Vec<Change> {
        let mut changes: Vec<Change> = self.entries.into_iter().map(|entry| change(entry, names)).collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.wire()));
        changes
    }
}

fn change((finding, uses, operations): (Finding, Uses, Operations), names: &[String]) -> Change {
    let operations: Vec<String> = operations.iter().filter_map(|index| names.get(index)).cloned().collect();
    let row = finding.kind.row();
    let what = match operations.as_slice() {
        _ if finding.subject.is_named => finding.subject.text.clone(),
        [] => finding.subject.text.clone(),
        [one] if finding.subject.text.is_empty() => format!("`{one}`"),
        several if finding.subject.text.is_empty() => format!("{} operations", several.len()),
        [one] => format!("{} of `{one}`", finding.subject.text),
        several => format!("{} of {} operations", finding.subject.text, several.len()),
    };
    let mut sentence = filled(row.sentence, &what, &finding.before, &finding.after);
    if let Some(hint) = &finding.hint {
        sentence.push_str(hint);
    }
    let identity = match finding.subject.is_named {
        true => String::new(),
        false => operations.join(","),
    };
    let subject = [identity, finding.subject.text, finding.before, finding.after].join("\n");
    let sides = sides(row.area, uses, row.sent, row.received);
    Change {
        kind: finding.kind,
        sides,
        sentence,
        old: finding.old,
        new: finding.new,
        operations,
        subject,
        rust: Vec::new(),
    }
}

/// A sentence of the table with its words, which begins with a capital letter.
fn filled(sentence: &str, what: &str, old: &str, new: &str) -> String {
    let mut text = String::with_capacity(sentence.len() + what.len());
    let mut rest = sentence;
    // In one pass: the words may themselves have braces.
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(match name {
            "what" => what,
            "old" => old,
            _ => new,
        });
        rest = tail;
    }
    text.push_str(rest);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// What a change is about, with its verdicts.
fn sides(area: Area, uses: Uses, sent: Wire, received: Wire) -> Vec<(Side, Wire)> {
    let side = match area {
        Area::Flow if uses.is_none() => return vec![(Side::Metadata, Wire::Compatible)],
        Area::Flow => return flow(uses, sent, received),
        Area::Security => Side::Security,
        Area::Server => Side::Server,
        Area::Webhook => Side::Webhook,
        Area::Metadata | Area::Document => Side::Metadata,
    };
    vec![(side, sent)]
}

fn flow(uses: Uses, sent: Wire, received: Wire) -> Vec<(Side, Wire)> {
    let mut sides = Vec::new();
    for (use_, side) in
        [(Uses::REQUEST, Side::Request), (Uses::PARAMETER, Side::Parameter), (Uses::RESPONSE, Side::Response)]
    {
        if uses.has(use_) {
            sides.push((side, if use_ == Uses::RESPONSE { received } else { sent }));
        }
    }
    let webhook = [(Uses::WEBHOOK_SENT, sent), (Uses::WEBHOOK_RECEIVED, received)];
    let worst = webhook.into_iter().filter(|(use_, _)| uses.has(*use_)).map(|(_, wire)| wire).max();
    sides.extend(worst.map(|wire| (Side::Webhook, wire)));
    sides
}
