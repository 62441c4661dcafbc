//! What goes wrong in a service itself: its handlers panic, or respond with what they may not.
//!
//! Owns how a fault is found in work that is under way, and how it is told. Must not know how the response looks.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::response::Response;

use super::super::operation::Operation;
use super::mount::BoxFuture;
use super::request_id::RequestId;

/// A fault of a service. Its request is responded to with status 500, and the response does not say why.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Fault {
    /// The kind of fault.
    pub kind: FaultKind,
    /// The operation that was called.
    pub operation: Option<&'static Operation>,
    /// The id of the request.
    pub request_id: RequestId,
    /// What a log should say; it may have values of the request.
    pub message: String,
}

/// The kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// A handler, a layer or a conversion panicked.
    Panic,
    /// A response cannot be serialized.
    Unwritable,
    /// A response is not one that the description declares.
    Undeclared,
}

impl FaultKind {
    /// Its name: `panic`, `unwritable_response` or `undeclared_response`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::Unwritable => "unwritable_response",
            Self::Undeclared => "undeclared_response",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, operation, request_id, message } = self;
        let operation = operation.map_or("no operation", |operation| operation.id);
        write!(f, "{operation}: {}: {message} (request {request_id})", kind.as_str())
    }
}

/// What a response carries that is to be replaced, because it is a fault.
#[derive(Debug, Clone)]
pub(super) struct Broken {
    pub(super) kind: FaultKind,
    pub(super) message: String,
}

/// The response of some work, or the words of its panic.
pub(super) struct Watched {
    pub(super) work: BoxFuture<Response>,
    pub(super) id: RequestId,
}

impl Future for Watched {
    type Output = Result<Response, String>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { work, id } = &mut *self;
        match caught(|| id.during(|| work.as_mut().poll(context))) {
            Ok(polled) => polled.map(Ok),
            // It is not polled again.
            Err(words) => Poll::Ready(Err(words)),
        }
    }
}

/// The result of some work, or the words of its panic. What the work changes is not used after a panic.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words(&*panic))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}
