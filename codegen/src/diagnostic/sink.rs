//! Where the stages put what they have to report.
//!
//! Owns the collection. Must not know how it is shown.

use indexmap::IndexSet;

use crate::at::At;

use super::{Diagnostic, Severity};

/// Diagnostics in the order in which they were pushed, each once.
#[derive(Debug, Clone, Default)]
pub struct Sink {
    entries: IndexSet<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic, unless the same one is here already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.entries.insert(diagnostic);
    }

    /// Changes the address of each.
    pub fn relocate(&mut self, address: impl Fn(&At) -> At) {
        let moved = |entry: Diagnostic| Diagnostic { at: entry.at.as_ref().map(&address), ..entry };
        self.entries = std::mem::take(&mut self.entries).into_iter().map(moved).collect();
    }

    /// Leaves out those that a rule does not keep.
    pub fn retain(&mut self, is_kept: impl FnMut(&Diagnostic) -> bool) {
        self.entries.retain(is_kept);
    }

    /// The diagnostics, in the order in which they were pushed.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.entries.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|entry| entry.severity == Severity::Error)
    }

    /// Whether nothing is to be generated after one of them.
    pub fn has_fatal(&self) -> bool {
        self.iter().any(|entry| entry.code.is_fatal())
    }
}

impl Extend<Diagnostic> for Sink {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.entries.extend(diagnostics);
    }
}
