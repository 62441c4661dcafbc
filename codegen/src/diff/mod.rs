//! What changed between two descriptions, and what that means for programs that were written for the old one.
//!
//! Owns the comparison of two `api` forms, the [kinds] of changes, and the [report]. Must not know how descriptions are read,
//! nor how code is generated: what a change does to it is read off two surfaces. Operations are compared with operations, and schemas with schemas where they are used, whatever
//! their names are and wherever they stand. A change in what several operations share is told once.

use crate::api::Api;
use crate::at::At;
use crate::stack;
use crate::surface::SurfaceChange;

pub mod accepted;
mod alternatives;
mod bodies;
mod document;
pub mod effects;
mod found;
pub mod kinds;
mod notes;
mod numbers;
mod objects;
mod operations;
mod pages;
mod parameters;
pub mod report;
mod same;
mod security;
mod servers;
mod values;
pub mod version;
mod view;
mod walk;

pub use kinds::{Kind, Wire};

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The body of a request, or the operation itself.
    Request,
    /// A parameter.
    Parameter,
    /// A response or its headers.
    Response,
    /// Credentials.
    Security,
    /// Addresses.
    Server,
    /// A request that the provider sends, or the response to it.
    Webhook,
    /// What no request and no response shows.
    Metadata,
    /// The settings of the generated crate.
    Settings,
    /// oasmith itself.
    Generator,
}

impl Side {
    /// The word for it in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Parameter => "parameter",
            Self::Response => "response",
            Self::Security => "security",
            Self::Server => "server",
            Self::Webhook => "webhook",
            Self::Metadata => "metadata",
            Self::Settings => "settings",
            Self::Generator => "generator",
        }
    }
}

/// One change of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// What it is about, with what it means on the wire there.
    pub sides: Vec<(Side, Wire)>,
    /// One sentence, without a full stop.
    pub sentence: String,
    /// Where it was in the old description.
    pub old: Option<At>,
    /// Where it is in the new description.
    pub new: Option<At>,
    /// The operations that it concerns, as `GET /pets`, in the order of the new description.
    pub operations: Vec<String>,
    /// What it does to the Rust API of generated code; filled in by [`effects`](effects::effects).
    pub rust: Vec<SurfaceChange>,
    /// What tells it from other changes of its kind, whatever else changes around it.
    pub(crate) subject: String,
}

impl Change {
    /// What it means on the wire: the worst of its sides.
    pub fn wire(&self) -> Wire {
        self.sides.iter().map(|(_, wire)| *wire).max().unwrap_or(Wire::Compatible)
    }
}

/// What changed between two descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The changes.
    pub changes: Vec<Change>,
    /// Whether code is generated for both, so that the changes have their effects on it.
    pub has_code: bool,
    /// `info.version` of the old description.
    pub old_version: String,
    /// `info.version` of the new description.
    pub new_version: String,
}

/// What changed from one description to another: breaking changes first, and otherwise in the order of the descriptions.
pub fn compare(old: &Api, new: &Api) -> Vec<Change> {
    stack::with_room(|| {
        let mut comparison = walk::Comparison::new(old, new);
        comparison.document();
        comparison.operations();
        comparison.components();
        comparison.finish()
    })
}
