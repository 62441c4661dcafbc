//! What the methods of a service fail with.
//!
//! Owns the trait that has the error of a service whose operations are in several traits. Must not know credentials.

use axum::response::IntoResponse;

use super::rejection::Rejection;

/// A service whose methods are in a trait for each tag: all of them fail with one error. Where operations declare credentials,
/// [`Authenticate`](super::Authenticate) has the error.
pub trait Fallible: Send + Sync + 'static {
    /// The error of a method. A [`Rejection`] of a request that reaches no method is converted into it.
    type Error: From<Rejection> + IntoResponse + Send;
}
