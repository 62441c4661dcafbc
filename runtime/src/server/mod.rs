//! Responding to requests: from a request on the wire to a typed request of a service, or to a refusal.
//!
//! Owns everything between axum and a generated service trait. Must not know any description: what it needs of an
//! operation it is handed as [`Operation`](super::operation::Operation).

mod accept;
pub mod authenticate;
pub mod body;
pub mod body_stream;
pub mod condition;
pub mod context;
pub mod credentials;
pub mod events;
pub mod fallible;
pub mod fault;
pub mod handler;
pub mod headers;
pub mod incoming;
pub mod leniency;
pub mod limits;
pub mod matcher;
pub mod mount;
pub mod rejection;
pub mod reply;
pub mod request_id;
mod response_check;
pub mod routes;
pub mod table;
pub mod timed;

pub use super::body::{Body, BodyError};
pub use super::event::Event;
pub use super::items::Items;
pub use super::secret::Secret;
pub use authenticate::Authenticate;
pub use axum::Router;
pub use axum::response::{IntoResponse, Response};
pub use body::{BodyLimit, FromBody, Streamed, Typed};
pub use body_stream::BodyStream;
pub use bytes::Bytes;
pub use context::Context;
pub use credentials::{Alternative, Credentials};
pub use events::Events;
pub use fallible::Fallible;
pub use fault::{Fault, FaultKind};
pub use headers::{EncodeHeaders, Headers, WithHeaders};
pub use incoming::{FromRequest, Incoming, Rules};
pub use leniency::Lenient;
pub use limits::Limits;
pub use rejection::{Rejection, not_implemented};
pub use request_id::RequestId;
pub use routes::{OperationRoute, Routes};
