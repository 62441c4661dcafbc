//! The files that source files are split into.
//!
//! Owns which operation, type or schema table stands in which file. Must not know how a file is written.

use super::Name;

/// How each source file is split.
#[derive(Debug, Clone, Default)]
pub struct Splits {
    /// `models.rs`: the indices are those of [`Krate::items`](super::Krate::items).
    pub models: Split,
    /// `client.rs`: the indices are those of [`Krate::operations`](super::Krate::operations).
    pub client: Split,
    /// `server.rs`, likewise.
    pub server: Split,
    /// `operations.rs`, likewise.
    pub operations: Split,
    /// The schema tables of operations alone: the indices are those of [`Krate::schema_tables`](super::Krate::schema_tables).
    pub schemas_of_operations: Split,
    /// `schemas.rs`, likewise.
    pub schemas: Split,
    /// `validate.rs`, likewise. A model stands with its table.
    pub validate: Split,
}

/// The files that a source file is split into.
#[derive(Debug, Clone, Default)]
pub struct Split {
    /// They, by name; none where the file stays whole.
    pub parts: Vec<Part>,
}

/// A file that holds a part of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name of its module.
    pub name: Name,
    /// The Cargo feature that it needs.
    pub feature: Option<String>,
    /// The indices of what stands in it, in order.
    pub indices: Vec<usize>,
}

impl Split {
    /// Whether the file stays whole.
    pub fn is_whole(&self) -> bool {
        self.parts.is_empty()
    }

    /// What stands in the file itself: everything, or nothing.
    pub fn own<'k, T>(&self, all: &'k [T]) -> &'k [T] {
        if self.is_whole() { all } else { &[] }
    }

    /// The Cargo features of its parts, sorted.
    pub fn features(&self) -> std::collections::BTreeSet<&str> {
        self.parts.iter().filter_map(|part| part.feature.as_deref()).collect()
    }
}

impl Part {
    /// What stands in it.
    pub fn of<'k, T>(&'k self, all: &'k [T]) -> impl Iterator<Item = &'k T> {
        self.indices.iter().filter_map(|index| all.get(*index))
    }
}
