//! What the user's settings mean for the crate as a whole, and reports on settings that mean nothing.
//!
//! Owns what is decided without any schema. Must not know what a setting of a type or a format is for.

pub(super) mod idempotency;
pub(super) mod krate;
pub(super) mod reports;
pub(super) mod selectors;
