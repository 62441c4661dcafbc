//! `[streams]` in the settings: what a description does not say of its streams.
//!
//! Owns these settings. Must not know which operations have streams.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Selector;

/// What a description does not say of its streams.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Streams {
    /// The data of an event after which a stream has no more events, such as `[DONE]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// The boolean property of a JSON body that asks for a stream, such as `stream`. A call that gives a stream sets it to `true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// The operations that respond with a line for each JSON value, although the description says JSON, or says nothing.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub lines: BTreeSet<Selector>,
}

impl Streams {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
