//! Whether a request is sent again, and when.
//!
//! Owns that decision and the budget of a client. Must not know how anything is sent.
//!
//! Source: RFC 9110, section 10.2.3.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::clock::Time;
use super::retry_after;
use super::transport::TransportError;

/// How often a request is sent again, and how long the client waits before.
///
/// A request is sent again if there was no connection, or if the status of the response is 408, 429, 500, 502, 503 or 504. Its
/// method has to be idempotent, or it has to have an idempotency key. A request whose body is a stream is never sent again.
///
/// The time before a retry is random: up to half a second before the first one, and up to twice as long before each other one, but
/// not more than 8 seconds. A server that says by `retry-after` or `retry-after-ms` how long to wait is asked again after exactly
/// that time. If that is more than 60 seconds, the response is the result of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retries {
    most: u32,
    first_delay: Duration,
    longest_delay: Duration,
}

/// The longest time that a server may ask to wait.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

impl Retries {
    /// So many retries at most.
    pub const fn new(most: u32) -> Self {
        Self { most, first_delay: Duration::from_millis(500), longest_delay: Duration::from_secs(8) }
    }

    /// No retries.
    pub const fn none() -> Self {
        Self::new(0)
    }

    /// The longest time before the first retry, and the longest time before any.
    #[must_use]
    pub const fn delays(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// Whether there are any.
    pub(super) fn are_on(self) -> bool {
        self.most > 0
    }

    /// The time before a retry: random, up to twice the bound of the one before.
    fn delay(self, retry: u32, random: u64) -> Duration {
        let bound = self.first_delay.saturating_mul(2_u32.saturating_pow(retry)).min(self.longest_delay);
        let nanoseconds = bound.as_nanos().saturating_mul(u128::from(random)) / u128::from(u64::MAX);
        Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
    }
}

/// Two retries.
impl Default for Retries {
    fn default() -> Self {
        Self::new(2)
    }
}

impl From<u32> for Retries {
    fn from(most: u32) -> Self {
        Self::new(most)
    }
}

/// What an attempt came to, as far as retries are concerned.
pub(super) enum Outcome<'a> {
    Response(StatusCode, &'a HeaderMap),
    NoResponse(&'a TransportError),
}

/// The retries of one call.
pub(super) struct Schedule<'a> {
    retries: Retries,
    time: &'a Time,
    budget: &'a Budget,
    /// How many there have been.
    count: u32,
    /// What the last one took from the budget.
    cost: u32,
}

impl<'a> Schedule<'a> {
    pub(super) fn new(retries: Retries, time: &'a Time, budget: &'a Budget) -> Self {
        Self { retries, time, budget, count: 0, cost: 0 }
    }

    /// How long to wait before the request is sent again, if it is. `left` is the time that the call has left.
    pub(super) fn next(&mut self, outcome: &Outcome<'_>, left: Option<Duration>) -> Option<Duration> {
        if self.count >= self.retries.most {
            return None;
        }
        let (asked, cost) = match outcome {
            Outcome::Response(status, headers) if is_temporary(*status) => {
                (retry_after::at(headers, || self.time.date()), Budget::RETRY)
            }
            Outcome::NoResponse(error) if error.is_connect() => {
                (None, if error.is_timeout() { Budget::TIMEOUT } else { Budget::RETRY })
            }
            Outcome::Response(..) | Outcome::NoResponse(_) => return None,
        };
        if asked.is_some_and(|asked| asked > LONGEST_ASKED) {
            return None;
        }
        let delay = asked.unwrap_or_else(|| self.retries.delay(self.count, self.time.random()));
        if left.is_some_and(|left| delay >= left) || !self.budget.take(cost) {
            return None;
        }
        self.count += 1;
        self.cost = cost;
        Some(delay)
    }

    /// The call succeeded: what its last retry took is given back, and otherwise a little.
    pub(super) fn succeeded(&self) {
        self.budget.give(self.cost.max(1));
    }
}

/// Whether a later response to the same request may be another.
fn is_temporary(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// How many retries all calls of a client may still have together, so that a server that is down is not asked ever more often.
pub(super) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const TIMEOUT: u32 = 10;

    pub(super) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    fn take(&self, cost: u32) -> bool {
        let less = |left: u32| left.checked_sub(cost);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    /// Nearly always it is full, and nothing is written.
    fn give(&self, amount: u32) {
        let more = |left: u32| (left < Self::FULL).then(|| left.saturating_add(amount).min(Self::FULL));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}
