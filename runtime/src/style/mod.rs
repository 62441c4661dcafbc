//! Values as text and back, in the styles of OpenAPI.
//!
//! Owns the table of styles, in both directions, and nothing else: client and server use it for parameters, and forms for
//! those properties that have a style. Must not know requests, responses or operations.

pub mod ambiguous;
pub mod decode;
pub mod deep;
pub mod encode;
pub mod pairs;
