//! Tokens that a client gets by itself: when, how often, and where they are sent. The clock is the test's own, so that nothing waits.

#![cfg(feature = "client")]

#[path = "../support/called.rs"]
mod called;
#[allow(dead_code)]
#[path = "../support/clock.rs"]
mod clock;
mod grants;
mod kept;
mod refused;
mod service;

use oasmith_runtime::client::{Operation, TokenUrls};
use oasmith_runtime::operation::{Location, Outcome, Requirement, Scheme, SchemeKind, Segment};

static OAUTH: Scheme = Scheme { name: "oauth", kind: SchemeKind::Bearer };
static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Header, "x-key") };

/// What a description declares of the scheme.
static URLS: &[TokenUrls] = &[TokenUrls::new(&OAUTH, "https://login.example/token")];

const GET: Operation = Operation {
    id: "read",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[Requirement(&[(&OAUTH, &["read"])])],
    outcomes: &[Outcome::new(&[200], &["text/plain"])],
    success: &[200],
};

static READ: Operation = GET;
static WRITE: Operation = Operation { id: "write", method: "POST", ..GET };
static OPEN: Operation = Operation { id: "open", security: &[], ..GET };
static BOTH: Operation = Operation { id: "both", security: &[Requirement(&[(&KEY, &[]), (&OAUTH, &[])])], ..GET };
static EITHER: Operation =
    Operation { id: "either", security: &[Requirement(&[(&KEY, &[])]), Requirement(&[(&OAUTH, &["write"])])], ..GET };
