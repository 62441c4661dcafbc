//! Passes over the finished types, each on plain data: boxes, conversions, derives, attributes.
//!
//! Owns what can only be decided once all types are known. Must not know schemas.

pub(super) mod attributes;
pub(super) mod closed_enums;
pub(super) mod conversions;
pub(super) mod derives;
pub(super) mod discriminator_properties;
pub(super) mod large_unions;
pub(super) mod recursion;
