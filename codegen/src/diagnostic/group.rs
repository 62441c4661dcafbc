//! The part of a long ledger that a reader is shown: the first entries of each code.
//!
//! Owns the choice. Must not know places: they are looked up for what is shown only, because a ledger may have thousands of
//! entries.

use indexmap::IndexMap;

use crate::bounds::DIAGNOSTICS_SHOWN;

use super::{Code, Diagnostic};

/// What is shown of a ledger, and how much is not.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// The entries, in the order in which they were reported.
    pub entries: Vec<&'a Diagnostic>,
    /// How many more there are of a code.
    pub more: Vec<(Code, usize)>,
}

impl<'a> Shown<'a> {
    /// The first five entries of each code.
    pub fn first(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts: IndexMap<Code, usize> = IndexMap::new();
        let mut entries = Vec::new();
        for diagnostic in diagnostics {
            let count = counts.entry(diagnostic.code).or_default();
            *count += 1;
            if *count <= DIAGNOSTICS_SHOWN {
                entries.push(diagnostic);
            }
        }
        let more = counts
            .into_iter()
            .filter(|(_, count)| *count > DIAGNOSTICS_SHOWN)
            .map(|(code, count)| (code, count - DIAGNOSTICS_SHOWN));
        Self { entries, more: more.collect() }
    }

    /// All entries.
    pub fn all(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        Self { entries: diagnostics.into_iter().collect(), more: Vec::new() }
    }
}
