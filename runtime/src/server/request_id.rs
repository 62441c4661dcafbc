//! The id of a request, by which the lines of several logs are found again.
//!
//! Owns where an id comes from, and which one is current while a request is responded to. Must not know who reads it.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use axum::extract::Request;
use http::{HeaderName, HeaderValue};

use super::super::random;

/// The header of the id, in requests and in responses.
pub static X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most characters of an id that a client sends.
const MAX_LENGTH: usize = 128;

thread_local! {
    static CURRENT: RefCell<Option<RequestId>> = const { RefCell::new(None) };
}

/// The id of a request: the header `x-request-id` of the request, where it has one of at most 128 letters, digits and
/// `-._~:/+=@`; a random one otherwise. Each response has it in the same header.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id of the request that is responded to here: in handlers, in `authenticate`, and where a rejection is converted into
    /// the error of a service. There is none elsewhere, such as in a task that a handler starts.
    pub fn current() -> Option<Self> {
        CURRENT.with_borrow(Clone::clone)
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of a request. Where routers are nested, the outer one has chosen it.
    pub(super) fn of(request: &Request) -> Self {
        let given = || request.headers().get(&X_REQUEST_ID)?.to_str().ok().filter(|id| is_acceptable(id));
        let known = request.extensions().get::<Self>().cloned();
        known.or_else(|| given().map(|id| Self(id.into()))).unwrap_or_else(Self::random)
    }

    /// A random id. It is not for secrets: who knows one may guess the next.
    pub fn random() -> Self {
        Self(format!("{:016x}{:016x}", random::number(), random::number()).into())
    }

    /// The value of the header.
    pub(super) fn header_value(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }

    /// Runs something in which this id is the current one.
    pub(super) fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        let _before = Before(CURRENT.replace(Some(self.clone())));
        work()
    }
}

/// The id that was current before, which is current again after a panic, too.
struct Before(Option<RequestId>);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

/// Whether an id is safe to print, and to send back.
fn is_acceptable(id: &str) -> bool {
    let is_allowed = |c: u8| c.is_ascii_alphanumeric() || b"-._~:/+=@".contains(&c);
    (1..=MAX_LENGTH).contains(&id.len()) && id.bytes().all(is_allowed)
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
