//! Who sends a request.
//!
//! Owns the trait by which a service verifies credentials. Must not know where credentials are in a request, nor which
//! operations require them.

use axum::response::IntoResponse;

use super::context::Context;
use super::rejection::Rejection;

/// Verifies the credentials of requests.
///
/// It is called for each request that presents credentials its operation declares, before parameters and body are read. A
/// handler gets the principal as an argument, so a token is verified once. A request without credentials is refused where its
/// operation requires them, unless the service [admits strangers](Self::admits_strangers); where credentials are optional, the
/// handler gets `None`.
pub trait Authenticate: Send + Sync + 'static {
    /// Who sends a request: a user, an account, the claims of a token.
    type Principal: Send + 'static;

    /// The reason why a request fails. Requests that are refused before a handler runs fail with it too.
    type Error: From<Rejection> + IntoResponse + Send;

    /// Verifies the credentials of a request. Until it is written, nobody is let in: the response has status 501.
    ///
    /// # Errors
    /// [`Context::unauthenticated`] where the credentials are not valid; [`Rejection::Forbidden`] where they do not allow
    /// the operation.
    fn authenticate(&self, context: &Context) -> impl Future<Output = Result<Self::Principal, Self::Error>> + Send {
        let _ = context;
        async { Err(Rejection::NotImplemented { operation: "authenticate" }.into()) }
    }

    /// Whether `authenticate` also decides about requests that do not present what their operation requires. Otherwise they
    /// are refused with status 401 before.
    fn admits_strangers(&self) -> bool {
        false
    }
}
