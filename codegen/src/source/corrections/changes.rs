//! What was changed in a tree, so that a value is found in the text that it comes from.
//!
//! Owns the way back from a pointer into the corrected tree: to the pointer that the text has, and to the correction that wrote
//! the value. Must not know how a tree is changed.

use crate::at::{At, tokens};

/// The changes of a tree, in their order.
#[derive(Debug, Clone, Default)]
pub(in crate::source) struct Changes(Vec<Change>);

#[derive(Debug, Clone)]
enum Change {
    /// The value at this pointer was written, and stands at an address of the correction.
    Written { pointer: String, from: At },
    /// An item of the array at this pointer was removed, so that those behind it moved.
    Removed { array: String, index: usize },
}

impl Changes {
    pub(super) fn wrote(&mut self, pointer: &str, from: At) {
        self.0.push(Change::Written { pointer: pointer.to_owned(), from });
    }

    pub(super) fn removed(&mut self, array: &str, index: usize) {
        self.0.push(Change::Removed { array: array.to_owned(), index });
    }

    /// The pointer that a value, or what is around it, has in the text of its own file.
    pub(in crate::source) fn original(&self, pointer: &str) -> String {
        self.trace(pointer).0
    }

    /// The correction that wrote a value.
    pub(in crate::source) fn origin(&self, pointer: &str) -> Option<&At> {
        self.trace(pointer).1
    }

    /// Goes back through the changes, until the value is one that was not there before.
    fn trace(&self, pointer: &str) -> (String, Option<&At>) {
        let mut pointer = pointer.to_owned();
        for change in self.0.iter().rev() {
            match change {
                Change::Written { pointer: written, from } if is_within(&pointer, written) => {
                    return (written.clone(), Some(from));
                }
                Change::Written { .. } => {}
                Change::Removed { array, index } => pointer = before_removal(pointer, array, *index),
            }
        }
        (pointer, None)
    }
}

/// Whether a pointer leads to the value at another one, or into it.
fn is_within(pointer: &str, outer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The pointer of a value before an item of an array was removed.
fn before_removal(pointer: String, array: &str, index: usize) -> String {
    let inside = pointer.strip_prefix(array).filter(|rest| rest.starts_with('/'));
    let behind = inside.and_then(|rest| {
        let item = tokens(rest).next()?;
        let moved = item.parse::<usize>().ok().filter(|moved| *moved >= index)?;
        let inner = rest.get(item.len() + 1..)?;
        Some(format!("{array}/{}{inner}", moved + 1))
    });
    behind.unwrap_or(pointer)
}

#[cfg(test)]
mod tests {
    use super::Changes;
    use crate::at::{At, FileId};

    #[test]
    fn items_behind_a_removed_one_keep_their_places() {
        let mut changes = Changes::default();
        changes.removed("/list", 1);
        changes.removed("/list", 0);
        let originals = ["/list/0/name", "/list/1", "/list", "/lists/0"].map(|pointer| changes.original(pointer));
        assert_eq!(originals, ["/list/2/name", "/list/3", "/list", "/lists/0"]);
    }

    #[test]
    fn what_is_written_leads_to_the_correction() {
        let mut changes = Changes::default();
        changes.removed("/list", 0);
        let from = At::root(FileId(7)).key("actions").item(0).key("update");
        changes.wrote("/list/1", from.clone());
        assert_eq!(changes.origin("/list/1/name"), Some(&from));
        assert_eq!(changes.origin("/list/0"), None);
        assert_eq!(changes.original("/list/0"), "/list/1");
        changes.removed("/list", 0);
        assert_eq!(changes.origin("/list/0"), Some(&from));
    }
}
