//! Corrections of a description that leave its files as they are: Overlay Documents and the patches of the settings.
//!
//! Owns how they change the trees of the files, before anything else reads these. Must not know what a description means.

use std::path::PathBuf;

use crate::at::At;
use crate::value::Value;

mod changes;
mod merge;
mod overlay;
mod patch;
mod tree;

pub(super) use changes::Changes;
pub(super) use overlay::apply as apply_overlay;
pub(super) use patch::{Address, apply as apply_patch};
pub(super) use tree::Corrected;

/// What corrects a description: first the overlays, then the patches, each in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Corrections {
    /// Overlay Documents, which change the entry document.
    pub overlays: Vec<Overlay>,
    /// Changes of single values, in any file.
    pub patches: Vec<Patch>,
}

/// An Overlay Document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The file.
    pub path: PathBuf,
    /// Whether an action that selects nothing is an error. To the letter of the specification it succeeds; mostly it is
    /// misspelt.
    pub is_strict: bool,
}

/// A change of one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// The value: a JSON pointer behind `#`, with the path of its file before it where that is not the entry document.
    pub target: String,
    /// What is merged with it, as RFC 7396 has it; the keys under `remove` are deleted.
    pub change: Value,
    /// Where the patch stands.
    pub at: At,
}
