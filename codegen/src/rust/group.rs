//! The operations of one tag together: a trait of the server, or a type of the client.
//!
//! Owns what is known of such a group. Must not know how an operation gets into it.

use super::{Docs, Name};

/// The operations of a tag, or those without one.
#[derive(Debug, Clone)]
pub struct Group {
    /// The name of its trait or its type.
    pub name: Name,
    /// The client's method that gives it.
    pub accessor: Name,
    /// The tag; `None` of the server's operations without one. The client itself has those.
    pub tag: Option<String>,
    /// The documentation of the tag.
    pub docs: Docs,
    /// The operations, as indices into [`Krate::operations`](super::Krate::operations).
    pub operations: Vec<usize>,
}

/// An operation in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    /// The name of the group.
    pub group: Name,
    /// The operation's method in it.
    pub method: Name,
}

impl Group {
    /// Its operations.
    pub fn of<'k, T>(&'k self, all: &'k [T]) -> impl Iterator<Item = &'k T> {
        self.operations.iter().filter_map(|index| all.get(*index))
    }
}
