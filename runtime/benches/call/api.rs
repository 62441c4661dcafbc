//! The client of the drivers API, as it is generated.

pub(crate) use oasmith_runtime as runtime;

#[path = "../../../generated/client.rs"]
#[rustfmt::skip]
pub mod client;

#[path = "../../../generated/models.rs"]
#[rustfmt::skip]
pub mod models;

#[path = "../../../generated/operations.rs"]
#[rustfmt::skip]
pub mod operations;

#[path = "../../../generated/schemas.rs"]
#[rustfmt::skip]
mod schemas;

#[cfg(feature = "validate")]
#[path = "../../../generated/validate.rs"]
#[rustfmt::skip]
mod validate;
