//! Random choices of a test run of proptest.
//!
//! Owns how proptest draws numbers and strings. Must not know schemas.

use std::collections::HashMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::{RegexGeneratorStrategy, string_regex};
use proptest::test_runner::TestRunner;

use super::super::draw::{Chance, drawable};

/// The choices of a test run.
pub(super) struct Choices<'r> {
    runner: &'r mut TestRunner,
    /// The strings of expressions; `None` where proptest's notation cannot express one.
    expressions: HashMap<String, Option<RegexGeneratorStrategy<String>>>,
}

impl<'r> Choices<'r> {
    pub(super) fn new(runner: &'r mut TestRunner) -> Self {
        Self { runner, expressions: HashMap::new() }
    }

    fn of<S: Strategy>(&mut self, strategy: &S) -> Option<S::Value> {
        strategy.new_tree(self.runner).ok().map(|tree| tree.current())
    }
}

impl Chance for Choices<'_> {
    fn between(&mut self, low: i128, high: i128) -> i128 {
        self.of(&(low..=high)).unwrap_or(low)
    }

    fn fraction(&mut self, low: f64, high: f64) -> f64 {
        self.of(&(low..=high)).unwrap_or(low)
    }

    fn matching(&mut self, expression: &str) -> Option<String> {
        let strings = self.expressions.entry(expression.to_owned()).or_insert_with(|| {
            let text = without_anchors(&drawable(expression)?);
            string_regex(&text).ok()
        });
        let tree = strings.as_ref()?.new_tree(self.runner).ok()?;
        Some(tree.current())
    }
}

/// An expression of the `regex` crate without anchors.
fn without_anchors(text: &str) -> String {
    let text = text.replace(r"(?-u:\b)", "");
    let (mut plain, mut classes, mut rest) = (String::with_capacity(text.len()), 0_usize, text.chars());
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                plain.push(c);
                plain.extend(rest.next());
                continue;
            }
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            '^' | '$' if classes == 0 => continue,
            _ => {}
        }
        plain.push(c);
    }
    plain
}
