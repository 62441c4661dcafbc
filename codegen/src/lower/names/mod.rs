//! Names: identifiers out of any text, and which of them are taken.
//!
//! Owns what things are called. Must not know what is made of them.

pub(super) mod adopted;
mod identifier;
pub(super) mod media_words;
pub(super) mod named_locations;
mod namespace;
pub(super) mod plural;
pub(super) mod pointer;
pub(super) mod reason_phrases;
pub(super) mod renames;
pub(super) mod unnamed;
pub(super) mod variants;

pub(super) use crate::rust::Case;
pub(super) use identifier::{identifier, wanted};
pub(super) use namespace::{Namespace, Unnamed};
