//! A tree that is being corrected, and the record of what was changed in it.
//!
//! Owns the single changes and their bounds: how deep values may be nested, and how many a correction may add. Must not know who
//! asks for a change.

use super::changes::Changes;
use crate::at::{At, tokens};
use crate::bounds::VALUE_DEPTH;
use crate::value::Value;

/// A tree that is being corrected.
pub(in crate::source) struct Corrected<'t> {
    pub(super) tree: &'t mut Value,
    changes: &'t mut Changes,
    /// How many values may still be added.
    left: usize,
}

/// A bound that a change would exceed, in the words of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    Depth,
    Count,
}

impl Excess {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Depth => "values would be nested deeper than 127 levels",
            Self::Count => "corrections add too many values",
        }
    }
}

impl<'t> Corrected<'t> {
    /// A tree to which corrections may add this many values.
    pub(in crate::source) fn new(tree: &'t mut Value, changes: &'t mut Changes, left: usize) -> Self {
        Self { tree, changes, left }
    }

    /// How many values may still be added.
    pub(in crate::source) fn left(&self) -> usize {
        self.left
    }

    pub(super) fn get(&self, pointer: &str) -> Option<&Value> {
        self.tree.pointer(pointer)
    }

    /// Writes a value at a pointer whose parent is there: it replaces the one that stands there, or comes last.
    pub(super) fn write(&mut self, pointer: &str, value: &Value, from: At) -> Result<(), Excess> {
        if tokens(pointer).count() + depth(value) > VALUE_DEPTH {
            return Err(Excess::Depth);
        }
        self.left = self.left.checked_sub(count(value)).ok_or(Excess::Count)?;
        let Some((parent, token)) = split(pointer) else {
            value.clone_into(self.tree);
            self.changes.wrote(pointer, from);
            return Ok(());
        };
        match self.tree.pointer_mut(parent) {
            Some(Value::Object(object)) => {
                object.insert(token, value.clone());
            }
            Some(Value::Array(items)) => match token.parse().ok().and_then(|index: usize| items.get_mut(index)) {
                Some(item) => value.clone_into(item),
                None => items.push(value.clone()),
            },
            Some(Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_)) | None => {
                return Ok(());
            }
        }
        self.changes.wrote(pointer, from);
        Ok(())
    }

    /// Removes the value at a pointer from the object or array that holds it.
    pub(super) fn remove(&mut self, pointer: &str) {
        let Some((parent, token)) = split(pointer) else { return };
        match self.tree.pointer_mut(parent) {
            Some(Value::Object(object)) => {
                object.shift_remove(&token);
            }
            Some(Value::Array(items)) => {
                if let Some(index) = token.parse().ok().filter(|index| *index < items.len()) {
                    items.remove(index);
                    self.changes.removed(parent, index);
                }
            }
            Some(Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_)) | None => {}
        }
    }
}

/// The pointer of the value around another one, and the unescaped last token. `None` for the whole document.
pub(super) fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    Some((parent, token.replace("~1", "/").replace("~0", "~")))
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => 0,
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(object) => 1 + object.values().map(depth).max().unwrap_or(0),
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) => 1,
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(object) => 1 + object.values().map(count).sum::<usize>(),
    }
}
