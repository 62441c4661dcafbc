//! How long the steps of a call may take.
//!
//! Owns the limits and their defaults. Must not know what enforces them.

use std::time::Duration;

/// How long the steps of a call may take. `Duration::MAX` is no limit.
///
/// What is not set is as it is for the client, and there as it is by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timeouts {
    connect: Option<Duration>,
    attempt: Option<Duration>,
    idle: Option<Duration>,
    call: Option<Duration>,
}

impl Timeouts {
    /// Nothing is set.
    pub const fn new() -> Self {
        Self { connect: None, attempt: None, idle: None, call: None }
    }

    /// How long a connection may take, name resolution and TLS included; 10 seconds by default. Only a client has this limit, and
    /// only of the default transport: one of `http` has it from its own `reqwest::ClientBuilder`.
    #[must_use]
    pub const fn connect(mut self, limit: Duration) -> Self {
        self.connect = Some(limit);
        self
    }

    /// How long one attempt may take until the headers of the response are there, the connection and the body of the request
    /// included; 60 seconds by default.
    #[must_use]
    pub const fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = Some(limit);
        self
    }

    /// How long the body of a response may pause; 60 seconds by default. A stream of events or items has no such limit by default,
    /// because it is silent while nothing happens.
    #[must_use]
    pub const fn idle(mut self, limit: Duration) -> Self {
        self.idle = Some(limit);
        self
    }

    /// How long a call may take as a whole, until the body is read: its attempts, the time between them and redirects included.
    /// There is no such limit by default.
    #[must_use]
    pub const fn call(mut self, limit: Duration) -> Self {
        self.call = Some(limit);
        self
    }

    /// These, and of others what is not set here.
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            connect: self.connect.or(others.connect),
            attempt: self.attempt.or(others.attempt),
            idle: self.idle.or(others.idle),
            call: self.call.or(others.call),
        }
    }

    pub(super) fn of_connect(self) -> Duration {
        self.connect.unwrap_or(Duration::from_secs(10))
    }

    pub(super) fn of_attempt(self) -> Duration {
        self.attempt.unwrap_or(Duration::from_secs(60))
    }

    pub(super) fn of_idle(self) -> Duration {
        self.idle.unwrap_or(Duration::from_secs(60))
    }

    /// The limit between two events or items.
    pub(super) fn of_silence(self) -> Duration {
        self.idle.unwrap_or(Duration::MAX)
    }

    pub(super) fn of_call(self) -> Option<Duration> {
        self.call.filter(|limit| *limit != Duration::MAX)
    }
}
