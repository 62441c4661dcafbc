//! What is wrong with a value, and where.
//!
//! Owns the type for that. Must not know how values are validated or where a value came from: its reader adds that by
//! [`Violation::within`].

use std::fmt;

use serde_json::Number;

/// How many violations of one value are reported: a hostile request must not cause a long response.
pub const MAX_VIOLATIONS: usize = 100;

/// The part of a request that a violation is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The path parameters.
    Path,
    /// The query parameters.
    Query,
    /// The header parameters.
    Header,
    /// The cookie parameters.
    Cookie,
    /// The body.
    Body,
}

impl Part {
    /// The part's name: `path`, `query`, `header`, `cookie` or `body`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request that the value is in. Parameters are the properties of their part: `/limit` in `query`.
    pub part: Part,
    /// The JSON pointer of the value in its part (RFC 6901); of a missing property, the pointer that it would have.
    pub pointer: String,
    /// The keyword of the schema that the value does not satisfy.
    pub keyword: &'static str,
    /// The number that the keyword sets, where it is a limit: 10 of `maxLength: 10`.
    pub limit: Option<Number>,
    /// The reason, without the location.
    pub message: String,
}

impl Violation {
    /// A violation in the body.
    pub fn new(pointer: impl Into<String>, keyword: &'static str, message: impl Into<String>) -> Self {
        Self { part: Part::Body, pointer: pointer.into(), keyword, limit: None, message: message.into() }
    }

    /// The same violation, of a keyword that sets this limit.
    pub fn limit(mut self, limit: Option<Number>) -> Self {
        self.limit = limit;
        self
    }

    /// The same violation, seen from the object or array that holds the value under this name.
    pub fn under(mut self, name: &str) -> Self {
        let mut pointer = String::new();
        refer(&mut pointer, name);
        self.pointer.insert_str(0, &pointer);
        self
    }

    /// The same violation, in another part.
    pub fn within(mut self, part: Part) -> Self {
        self.part = part;
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, pointer, message, .. } = self;
        if pointer.is_empty() { write!(f, "{part}: {message}") } else { write!(f, "{part} {pointer}: {message}") }
    }
}

/// Adds `/name`, escaped (RFC 6901, section 3).
pub fn refer(pointer: &mut String, name: &str) {
    pointer.push('/');
    for c in name.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
