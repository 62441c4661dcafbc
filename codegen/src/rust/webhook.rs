//! Webhooks and callbacks: requests that the provider of an API sends.
//!
//! Owns what is known of one. Must not know how it is received or sent.

use crate::at::At;

use super::{Docs, MediaType, Name, Parameter};

/// A webhook or a callback.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Where it stands.
    pub at: At,
    /// Its documentation.
    pub docs: Docs,
    /// Its name in the description, or the one made from its place there.
    pub id: String,
    /// The name of its statics.
    pub constant: Name,
    /// The HTTP method.
    pub method: String,
    /// The name of a webhook; the expression for the URL of a callback.
    pub path: String,
    /// The declared headers.
    pub headers: Vec<Parameter>,
    /// Its body.
    pub body: Option<MediaType>,
    /// Whether the description calls it outdated.
    pub deprecated: bool,
}
