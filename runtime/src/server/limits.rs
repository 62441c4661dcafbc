//! What a service takes of one request at most.
//!
//! Owns the limits and their defaults. Must not know what they are compared with.

/// What a service takes of one request at most.
/// They are set for the whole service, and for single operations: `Limits::new().body(64 << 20)` takes bodies of 64 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    body: usize,
}

impl Limits {
    /// A body of 2 MiB.
    pub const fn new() -> Self {
        Self { body: 2 << 20 }
    }

    /// The most bytes that a body may have.
    #[must_use]
    pub const fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// The most bytes that a body may have.
    pub const fn body_bytes(&self) -> usize {
        self.body
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
