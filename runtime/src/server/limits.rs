//! What a service takes of one request at most.
//!
//! Owns the limits and their defaults. Must not know what they are compared with.

/// What a service takes of one request at most.
/// They are set for the whole service, and for single operations: `Limits::new().body(64 << 20)` takes bodies of 64 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    body: usize,
    part: usize,
    parts: usize,
}

impl Limits {
    /// A body of 2 MiB; of a form in parts 1000 parts, each as large as the body may be.
    pub const fn new() -> Self {
        Self { body: 2 << 20, part: usize::MAX, parts: 1000 }
    }

    /// The most bytes that a body may have, whether it is read as a whole or part by part.
    #[must_use]
    pub const fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// The most bytes that a part of a form may have.
    #[must_use]
    pub const fn part(mut self, bytes: usize) -> Self {
        self.part = bytes;
        self
    }

    /// The most parts that a form may have.
    #[must_use]
    pub const fn parts(mut self, count: usize) -> Self {
        self.parts = count;
        self
    }

    /// The most bytes that a body may have.
    pub const fn body_bytes(&self) -> usize {
        self.body
    }

    /// The most bytes that a part of a form may have.
    pub const fn part_bytes(&self) -> usize {
        self.part
    }

    /// The most parts that a form may have.
    pub const fn part_count(&self) -> usize {
        self.parts
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
