//! A transport that responds in the memory of a test, operation by operation, and records what it was sent.
//!
//! Owns which response a request gets. Must not know how a client reads it.

mod request;
mod response;

pub use request::Recorded;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{Request, Response};
use serde::Serialize;

use super::body::Body;
use super::client::{Transport, TransportError, TransportFuture};
use super::operation::Operation;
pub(super) use response::Prepared;

/// A transport that responds to the operations that a test names. Clones of it are one.
///
/// Responses of an operation are sent in their order, and the last one as often as it is needed. A call of another operation fails:
/// its error says what came and what was expected.
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    expected: Vec<Expected>,
    requests: Vec<Recorded>,
}

/// What an operation responds.
struct Expected {
    operation: &'static Operation,
    responses: VecDeque<Prepared>,
    /// How often it was called.
    calls: usize,
}

impl Mock {
    /// A transport that expects nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What an operation responds, to be said by the result.
    pub fn on(&self, operation: &'static Operation) -> On<'_> {
        On { mock: self, operation }
    }

    /// The requests that came, in order.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The requests of one operation, in order.
    pub fn requests_of(&self, operation: &Operation) -> Vec<Recorded> {
        let is_its = |request: &&Recorded| request.operation() == Some(operation);
        self.state().requests.iter().filter(is_its).cloned().collect()
    }

    /// The operations that respond and were not called.
    pub fn uncalled(&self) -> Vec<&'static Operation> {
        let state = self.state();
        state.expected.iter().filter(|expected| expected.calls == 0).map(|expected| expected.operation).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and finds its response.
    fn response(&self, request: Recorded) -> Result<Response<Body>, TransportError> {
        let mut state = self.state();
        let operation = request.operation();
        let unexpected = unexpected(&request, &state.expected);
        state.requests.push(request);
        let found = state.expected.iter_mut().find(|expected| Some(expected.operation) == operation);
        let Some(expected) = found else { return Err(unexpected) };
        expected.calls += 1;
        let next = if expected.responses.len() > 1 { expected.responses.pop_front() } else { None };
        match next.as_ref().or(expected.responses.front()) {
            Some(prepared) => prepared.sent(),
            None => Err(unexpected),
        }
    }
}

impl Transport for Mock {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let mock = self.clone();
        Box::pin(async move {
            let request = Recorded::of(request).await?;
            mock.response(request)
        })
    }
}

/// What came, and what was expected.
fn unexpected(request: &Recorded, expected: &[Expected]) -> TransportError {
    let expected: Vec<String> = expected.iter().map(|one| named(one.operation)).collect();
    let expected = if expected.is_empty() { "nothing".to_owned() } else { expected.join(", ") };
    let came = match request.operation() {
        Some(operation) => named(operation),
        None => format!("`{} {}` of no operation", request.method(), request.path_and_query()),
    };
    TransportError::new(format!("the mock has no response to {came}; it expects {expected}"))
}

fn named(operation: &Operation) -> String {
    format!("{} (`{operation}`)", operation.id)
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let expected: Vec<&str> = state.expected.iter().map(|expected| expected.operation.id).collect();
        f.debug_struct("Mock").field("expected", &expected).field("requests", &state.requests).finish()
    }
}

/// An operation whose response is to be said.
pub struct On<'m> {
    mock: &'m Mock,
    operation: &'static Operation,
}

impl<'m> On<'m> {
    /// Responds with JSON.
    pub fn respond_json<T: Serialize + ?Sized>(self, status: u16, body: &T) -> Self {
        let text = serde_json::to_vec(body).map_err(|error| error.to_string());
        self.prepared(Prepared::with(status, Some("application/json"), text))
    }

    /// Responds without content.
    pub fn respond_empty(self, status: u16) -> Self {
        self.prepared(Prepared::with(status, None, Ok(Vec::new())))
    }

    /// Responds with any response. Its body is read here.
    pub fn respond_http(self, response: Response<impl Into<Body>>) -> Self {
        self.prepared(Prepared::of(response.map(Into::into)))
    }

    /// Fails as if there were no connection.
    pub fn fail(self, message: impl Into<String>) -> Self {
        self.prepared(Prepared::NoConnection(message.into()))
    }

    pub(super) fn prepared(self, prepared: Prepared) -> Self {
        let mut state = self.mock.state();
        match state.expected.iter_mut().find(|expected| expected.operation == self.operation) {
            Some(expected) => expected.responses.push_back(prepared),
            None => state.expected.push(Expected {
                operation: self.operation,
                responses: VecDeque::from([prepared]),
                calls: 0,
            }),
        }
        drop(state);
        self
    }
}

impl fmt::Debug for On<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("On").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
