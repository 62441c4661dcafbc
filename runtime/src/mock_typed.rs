//! Typed responses of a server as those of a mock.
//!
//! Owns that method, which a crate has that has both. Must not know which request a response is for.

use super::body::Body;
use super::mock::{On, Prepared};
use super::server::IntoResponse;

impl On<'_> {
    /// Responds with the typed response of a server, such as `CreateDriverResponse::Created(driver)`. Its body is read here.
    pub fn respond(self, response: impl IntoResponse) -> Self {
        self.prepared(Prepared::of(response.into_response().map(Body::new)))
    }
}
