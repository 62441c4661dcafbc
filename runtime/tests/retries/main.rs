//! Retries and timeouts: how often a request is sent, and how long the client waits before each time. The clock is the test's own,
//! so that nothing waits.

#![cfg(feature = "client")]

#[path = "../support/called.rs"]
mod called;
#[path = "../support/clock.rs"]
mod clock;
mod faults;
mod keys;
mod limits;
mod rules;
mod scripted;

use std::time::Duration;

use oasmith_runtime::client::{Operation, Timeouts};

use oasmith_runtime::operation::{Body, Media, Outcome, Segment};
use oasmith_runtime::schema::Schema;

const MINUTE: Duration = Duration::from_secs(60);

/// No limits that sleep, where a test is about the times between attempts.
const NO_LIMITS: Timeouts = Timeouts::new().attempt(Duration::MAX).idle(Duration::MAX);

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// An operation to be changed where a test is about something.
const GET: Operation = Operation {
    id: "read",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::new(&[200], &["text/plain"])],
    success: &[200],
};

const PUT: Operation =
    Operation { id: "store", method: "PUT", body: Some(Body::optional(&[Media::json(&Schema::ANY)])), ..GET };

static READ: Operation = GET;
static STORE: Operation = PUT;
static CREATE: Operation = Operation { id: "create", method: "POST", ..PUT };
