//! A server that responds by its description alone: with its examples, or with values of its schemas.
//!
//! Owns what such a server is made of, and its router. A request is judged as by a generated server. Must not know any description:
//! what it needs of one it is handed as data.
//!
//! ```
//! use oasmith_runtime::mock_server::{Content, MockServer, Mocked, Response};
//! use oasmith_runtime::operation::{Operation, Outcome, Segment, Status};
//! use oasmith_runtime::schema::Schema;
//!
//! static PING: Operation = Operation {
//!     id: "ping", method: "GET", path: &[Segment::Literal("/ping")], parameters: &[], body: None, security: &[],
//!     outcomes: &[Outcome::json(&[200])], success: &[200],
//! };
//! let response = Response::new(Status::Exact(200)).content(Content::json("application/json", &Schema::DATE_TIME));
//! let router = MockServer::new([Mocked::new(&PING, [response])]).seed(7).into_router();
//! # let _ = router;
//! ```

mod choice;
mod described;
mod failure;
mod pattern;
mod preference;
mod received;
mod seeded;
mod written;

pub use described::{Content, Example, Form, Header, Hint, Hints, Mocked, Response};

use axum::Router;

use super::parts::form_text;
use super::server::{Authenticate, Context, Rejection, Response as HttpResponse, Routes};
use choice::Choice;
use failure::Failure;
use preference::Preferences;
use received::Received;

/// A server that responds by a description.
///
/// It responds with the first success that is declared, in the media type that the client prefers: with an example, or with a value
/// that satisfies the schema. The same request gets the same response, as long as the seed is the same. A client chooses another
/// response by the header `prefer` (RFC 7240): `Prefer: code=404, example=unknown`.
///
/// Any credentials are valid.
#[derive(Debug, Default)]
pub struct MockServer {
    operations: Vec<Mocked>,
    hints: Hints,
    seed: u64,
}

impl MockServer {
    /// A server of these operations.
    pub fn new(operations: impl IntoIterator<Item = Mocked>) -> Self {
        Self { operations: operations.into_iter().collect(), ..Self::default() }
    }

    /// Sets what is known of schemas besides their keywords.
    #[must_use]
    pub fn hints(mut self, hints: Hints) -> Self {
        self.hints = hints;
        self
    }

    /// Sets the seed of the values that are made of schemas; without one it is 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// A router that responds for every operation. It is merged, nested and layered like any other.
    pub fn into_router(self) -> Router {
        let operations: Vec<_> = self.operations.iter().map(|mocked| mocked.operation).collect();
        let routes = Routes::guarded(Service(self)).form_text(form_text);
        operations.into_iter().fold(routes, |routes, operation| routes.on(operation, respond)).into_router()
    }

    fn mocked(&self, context: &Context) -> Option<&Mocked> {
        self.operations.iter().find(|mocked| std::ptr::eq(mocked.operation, context.operation()))
    }
}

/// The service whose operations are mocked.
struct Service(MockServer);

/// Responds to a valid request.
async fn respond(Service(server): &Service, _: Option<()>, request: Received) -> Result<HttpResponse, Failure> {
    let context = request.drained().await?;
    let preferences = Preferences::of(context.headers());
    let Some(mocked) = server.mocked(&context) else { return Err(Rejection::NotFound.into()) };
    Choice::of(mocked, &preferences, &context)?.written(server, &preferences)
}

/// Whoever presents credentials is let in.
impl Authenticate for Service {
    type Error = Failure;
    type Principal = ();

    async fn authenticate(&self, _: &Context) -> Result<(), Failure> {
        Ok(())
    }
}
