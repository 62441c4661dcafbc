//! A regular expression as a constant, compiled when it is first used.
//!
//! Owns its text and the compiled form. Must not know the engines that compile it.

use std::fmt;
use std::sync::OnceLock;

/// Whether an expression matches in a string.
pub type Matcher = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// A regular expression in the notation of ECMA-262.
pub struct Pattern {
    source: &'static str,
    matcher: OnceLock<Matcher>,
}

impl Pattern {
    /// The expression with this text.
    pub const fn new(source: &'static str) -> Self {
        Self { source, matcher: OnceLock::new() }
    }

    /// Its text.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether it matches in a string; `compile` is called the first time.
    pub fn is_in(&self, text: &str, compile: impl FnOnce(&'static str) -> Matcher) -> bool {
        self.matcher.get_or_init(|| compile(self.source))(text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}
