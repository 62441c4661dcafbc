//! The part of a long ledger that a reader is shown.
//!
//! Owns the choice. Must not know places: they are looked up for what is shown only, because a ledger may have thousands of
//! entries.

use indexmap::IndexMap;

use crate::bounds::DIAGNOSTICS_SHOWN;

use super::{Code, Diagnostic, Severity};

/// What is shown of a ledger, and how much is not.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// The entries, in the order in which they were reported.
    pub entries: Vec<&'a Diagnostic>,
    /// How many more there are of a code.
    pub more: Vec<(Code, usize)>,
    /// The codes of which no entry is shown.
    pub counted: Vec<Counted<'a>>,
}

/// A code of which no entry is shown.
#[derive(Debug, Clone)]
pub struct Counted<'a> {
    /// Its first entry.
    pub first: &'a Diagnostic,
    /// How many entries there are.
    pub count: usize,
}

impl<'a> Shown<'a> {
    /// A short ledger as a whole. Of a long one, an entry of each code that is an error, and the number of entries of all other
    /// codes. What nothing is generated after is shown more than once.
    pub fn brief(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
        if diagnostics.len() <= DIAGNOSTICS_SHOWN {
            return Self::all(diagnostics);
        }
        let (errors, others): (Vec<_>, Vec<_>) =
            diagnostics.into_iter().partition(|entry| entry.severity == Severity::Error);
        let most = |code: Code| if code.is_fatal() { DIAGNOSTICS_SHOWN } else { 1 };
        let mut counted: IndexMap<Code, Counted<'a>> = IndexMap::new();
        for entry in others {
            counted.entry(entry.code).or_insert(Counted { first: entry, count: 0 }).count += 1;
        }
        Self { counted: counted.into_values().collect(), ..Self::at_most(most, errors) }
    }

    /// The first five entries of each code.
    pub fn first(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        Self::at_most(|_| DIAGNOSTICS_SHOWN, diagnostics)
    }

    fn at_most(most: impl Fn(Code) -> usize, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts: IndexMap<Code, usize> = IndexMap::new();
        let mut entries = Vec::new();
        for diagnostic in diagnostics {
            let count = counts.entry(diagnostic.code).or_default();
            *count += 1;
            if *count <= most(diagnostic.code) {
                entries.push(diagnostic);
            }
        }
        let more = counts.into_iter().filter(|(code, count)| *count > most(*code));
        let more = more.map(|(code, count)| (code, count - most(code))).collect();
        Self { entries, more, counted: Vec::new() }
    }

    /// All entries.
    pub fn all(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        Self { entries: diagnostics.into_iter().collect(), more: Vec::new(), counted: Vec::new() }
    }
}
