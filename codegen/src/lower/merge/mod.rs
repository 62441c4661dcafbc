//! Merges what a description says into what one schema says: the steps that turn [`Api`](crate::api::Api) into an `Api` whose
//! schemas are ready to become types.
//!
//! Owns `allOf`, keywords beside a `$ref`, `anyOf` of objects, `oneOf` beside `anyOf`, subtypes and directions. What a schema said
//! originally is kept beside it, because values are validated against that. Must not know types or names.

pub(super) mod all_of;
pub(super) mod any_of;
pub(super) mod conjunction;
pub(super) mod direction;
pub(super) mod implied;
pub(super) mod one_of_and_any_of;
pub(super) mod splits;
pub(super) mod subtypes;
