//! Patches: changes of single values that the settings hold.
//!
//! Owns which value a patch is about, and how it is merged. Must not know how a tree is changed.
//!
//! Source: RFC 7396 (JSON Merge Patch). TOML has no null, so that what is deleted is listed under `remove`.

use super::Patch;
use super::tree::{Corrected, Excess};
use crate::at::{At, FileId, tokens};
use crate::diagnostic::{Diagnostic, codes};
use crate::did_you_mean::did_you_mean;
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
    let mut around = At::root(FileId::default());
    let missing = tokens(address.pointer).find(|token| {
        let inner = around.key(token);
        let is_there = corrected.get(&inner.pointer).is_some();
        if is_there {
            around = inner;
        }
        !is_there
    });
    let missing = missing.unwrap_or_default();
    let names = corrected.get(&around.pointer).and_then(Value::as_object).into_iter().flatten();
    let message = format!("`{}` leads nowhere: there is no `{missing}`", patch.target);
    let diagnostic = Diagnostic::new(codes::CONFIG, patch.at.clone(), message);
    match did_you_mean(&missing, names.map(|(name, _)| name.as_str())) {
        Some(name) => diagnostic.help(format!("did you mean `{}{}`?", address.file, around.key(name))),
        None => diagnostic,
    }
}
