//! Merging a value into a tree, as actions of an Overlay Document do.
//!
//! Owns what happens where both have a value. Must not know which values meet.
//!
//! Source: Overlay Specification 1.1.0, section "Action Object".

use super::tree::{Corrected, Excess};
use crate::at::At;
use crate::value::Value;

/// Where the value that is merged stands.
#[derive(Debug, Clone)]
pub(super) struct Source {
    at: At,
    /// Whether what is inside the value stands inside that address.
    is_literal: bool,
}

impl Source {
    /// A value that is written out.
    pub(super) fn literal(at: At) -> Self {
        Self { at, is_literal: true }
    }

    /// A value that is copied from elsewhere.
    pub(super) fn copied(at: At) -> Self {
        Self { at, is_literal: false }
    }

    fn key(&self, name: &str) -> Self {
        Self { at: if self.is_literal { self.at.key(name) } else { self.at.clone() }, is_literal: self.is_literal }
    }

    fn item(&self, index: usize) -> Self {
        Self { at: if self.is_literal { self.at.item(index) } else { self.at.clone() }, is_literal: self.is_literal }
    }
}

/// Why two values cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// They are of kinds that do not go together.
    Kinds {
        /// Where the value that cannot be merged stands.
        from: At,
        /// What it was to be merged with.
        message: String,
    },
    /// The result would be too large.
    Excess(Excess),
}

impl From<Excess> for Misfit {
    fn from(excess: Excess) -> Self {
        Self::Excess(excess)
    }
}

/// Merges a value with the one that an action selects: what is no array is appended to an array.
pub(super) fn into_target(
    corrected: &mut Corrected<'_>,
    target: &At,
    value: &Value,
    source: &Source,
) -> Result<(), Misfit> {
    match (corrected.get(&target.pointer), value) {
        (Some(Value::Array(items)), value) if value.as_array().is_none() => {
            let next = target.item(items.len());
            Ok(corrected.write(&next.pointer, value, source.at.clone())?)
        }
        _ => merge(corrected, target, value, source),
    }
}

/// Merges a value with the one at an address: objects key by key, arrays one behind the other, primitives by replacing.
fn merge(corrected: &mut Corrected<'_>, target: &At, value: &Value, source: &Source) -> Result<(), Misfit> {
    let Some(found) = corrected.get(&target.pointer) else {
        return Ok(corrected.write(&target.pointer, value, source.at.clone())?);
    };
    match (found, value) {
        (Value::Object(_), Value::Object(object)) => {
            object.iter().try_for_each(|(name, value)| merge(corrected, &target.key(name), value, &source.key(name)))
        }
        (Value::Array(items), Value::Array(more)) => {
            let first = items.len();
            more.iter().enumerate().try_for_each(|(index, value)| {
                let next = target.item(first + index);
                Ok(corrected.write(&next.pointer, value, source.item(index).at)?)
            })
        }
        // A key without a value, which the specification's own examples have: it says nothing.
        (Value::Object(_) | Value::Array(_), Value::Null) => Ok(()),
        (found, value) if !is_compound(found) && !is_compound(value) => {
            Ok(corrected.write(&target.pointer, value, source.at.clone())?)
        }
        (found, value) => Err(Misfit::Kinds {
            from: source.at.clone(),
            message: format!("{} cannot be merged with {}, which stands at {target}", value.kind(), found.kind()),
        }),
    }
}

/// Whether a value is an object or an array.
pub(super) fn is_compound(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}
