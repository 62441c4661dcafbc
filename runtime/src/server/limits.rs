//! What a service takes of one request at most.
//!
//! Owns the limits and their defaults. Must not know what they are compared with.

use std::time::Duration;

use super::super::json::MAX_DEPTH;

/// What a service takes of one request at most.
/// They are set for the whole service, and for single operations: `Limits::new().body(64 << 20)` takes bodies of 64 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    body: usize,
    part: usize,
    parts: usize,
    time: Duration,
    depth: usize,
}

impl Limits {
    /// A body of 2 MiB that arrives within 30 seconds; of a form in parts 1000 parts, each as large as the body may be; JSON as
    /// deep as it can be read.
    pub const fn new() -> Self {
        Self { body: 2 << 20, part: usize::MAX, parts: 1000, time: Duration::from_secs(30), depth: MAX_DEPTH }
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

    /// The longest time that a body may take from its first to its last byte. For a body that is read part by part it is the
    /// longest time in which nothing comes, because a large file may take long.
    #[must_use]
    pub const fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// How deep the arrays and objects of a JSON body may be nested: 127 levels at most, which is all that is read.
    #[must_use]
    pub const fn depth(mut self, levels: usize) -> Self {
        self.depth = if levels < MAX_DEPTH { levels } else { MAX_DEPTH };
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

    /// The longest time that a body may take.
    pub const fn body_time(&self) -> Duration {
        self.time
    }

    /// How deep a JSON body may be nested.
    pub const fn json_depth(&self) -> usize {
        self.depth
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
