//! Patches: changes of single values that the settings hold.
//!
//! Owns which value a patch is about, and how it is merged. Must not know how a tree is changed.
//!
//! Source: RFC 7396 (JSON Merge Patch). TOML has no null, so that what is deleted is listed under `remove`.

use super::Patch;
use super::tree::{Corrected, Excess};
use crate::at::{At, FileId};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Node, missing};
use crate::value::{Object, Value};

/// The key whose values are the keys that are deleted.
const REMOVE: &str = "remove";

/// Which value a patch changes.
pub(in crate::source) struct Address<'p> {
    /// The path of the file, relative to the folder of the entry document; empty for the entry document itself.
    pub(in crate::source) file: &'p str,
    pointer: &'p str,
}

impl<'p> Address<'p> {
    /// The address that a patch states.
    pub(in crate::source) fn of(patch: &'p Patch) -> Result<Self, Diagnostic> {
        match patch.target.split_once('#') {
            Some((file, pointer)) if pointer.is_empty() || pointer.starts_with('/') => Ok(Self { file, pointer }),
            _ => {
                let message = format!("`{}` is no address of a value", patch.target);
                let help = "write `#` and a JSON pointer, such as `#/components/schemas/Pet/properties/name`";
                Err(Diagnostic::new(codes::CONFIG, patch.at.clone(), message).help(help))
            }
        }
    }
}

/// Applies a patch to the tree of its file.
pub(in crate::source) fn apply(
    corrected: &mut Corrected<'_>,
    patch: &Patch,
    address: &Address<'_>,
) -> Result<(), Diagnostic> {
    if corrected.get(address.pointer).is_none() {
        return Err(nothing_there(corrected, patch, address));
    }
    // The file of an address inside the tree does not matter here.
    let target = At::new(FileId::default(), address.pointer);
    merge(corrected, &target, &patch.change, &patch.at)
        .map_err(|excess| Diagnostic::new(codes::LIMIT, patch.at.clone(), excess.message()))
}

fn merge(corrected: &mut Corrected<'_>, target: &At, change: &Value, from: &At) -> Result<(), Excess> {
    let (Some(Value::Object(_)), Value::Object(keys)) = (corrected.get(&target.pointer), change) else {
        return corrected.write(&target.pointer, &without_removals(change), from.clone());
    };
    for (name, value) in keys {
        match (name.as_str(), value) {
            (REMOVE, Value::Array(names)) => {
                names.iter().filter_map(Value::as_str).for_each(|name| corrected.remove(&target.key(name).pointer));
            }
            (name, value) => merge(corrected, &target.key(name), value, from)?,
        }
    }
    Ok(())
}

/// A value that is new: there is nothing in it to remove.
fn without_removals(value: &Value) -> Value {
    match value {
        Value::Object(keys) => {
            let stays = |(name, value): &(&String, &Value)| *name != REMOVE || value.as_array().is_none();
            let keys = keys.iter().filter(stays).map(|(name, value)| (name.clone(), without_removals(value)));
            Value::Object(keys.collect::<Object>())
        }
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::String(_) | Value::Array(_) => {
            value.clone()
        }
    }
}

fn nothing_there(corrected: &Corrected<'_>, patch: &Patch, address: &Address<'_>) -> Diagnostic {
    let root = Node { value: corrected.tree, at: At::root(FileId::default()) };
    let (missing, nearest) = missing(&root, address.pointer);
    let message = format!("`{}` leads nowhere: there is no `{missing}`", patch.target);
    let diagnostic = Diagnostic::new(codes::CONFIG, patch.at.clone(), message);
    match nearest {
        Some(at) => diagnostic.help(format!("did you mean `{}{at}`?", address.file)),
        None => diagnostic,
    }
}
