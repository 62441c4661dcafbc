//! What every step after merging reads and none changes.
//!
//! Owns nothing but that view. Must not know what a step makes of it.

use crate::api::{Api, SchemaId};
use crate::config::Config;

use crate::lower::merge::Merged;
use crate::lower::shape::Shapes;

/// A merged description, the shapes of its schemas, and the user's choices.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Context<'a> {
    /// The merged description.
    pub api: &'a Api,
    /// What was found while it was merged, with what its schemas said originally.
    pub merged: &'a Merged,
    /// The shapes of its schemas.
    pub shapes: &'a Shapes<'a>,
    /// The user's choices.
    pub config: &'a Config,
    /// What it is all for.
    pub purpose: Purpose,
}

/// What a description is lowered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Purpose {
    /// Code that is written.
    Code,
    /// A mock server, which needs to know what responses are made of.
    Mock,
}

impl Context<'_> {
    /// The schema that has the name of a component: what it refers to in another file, or within itself, where null is the other
    /// possibility.
    pub(in crate::lower) fn named(self, component: SchemaId) -> SchemaId {
        if let Some(target) = self.merged.adopted.get(&component) {
            return *target;
        }
        let target = self.shapes.target(component);
        let (inner, outer) = (&self.api.schemas[target].at, &self.api.schemas[component].at);
        let rest = inner.pointer.strip_prefix(&*outer.pointer).filter(|_| inner.file == outer.file);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) { target } else { component }
    }
}
