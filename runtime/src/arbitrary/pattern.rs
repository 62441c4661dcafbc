//! Strings that match a regular expression.
//!
//! Owns what is left out of an expression to draw from it: assertions, which match no character. Validation finds out whether
//! the expression matches the string. Must not know schemas.

use std::fmt;

use proptest::strategy::{NewTree, Strategy};
use proptest::string::{RegexGeneratorStrategy, string_regex};
use proptest::test_runner::TestRunner;

use super::super::pattern::translate;

/// The strings of an expression.
pub(super) struct Texts(RegexGeneratorStrategy<String>);

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts")
    }
}

impl Strategy for Texts {
    type Tree = <RegexGeneratorStrategy<String> as Strategy>::Tree;
    type Value = String;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        self.0.new_tree(runner)
    }
}

/// Strings that likely match an expression; `None` where proptest's notation cannot express it.
pub(super) fn texts(source: &str) -> Option<Texts> {
    if EMPTY.iter().any(|class| source.contains(class)) {
        return None;
    }
    let text = without_anchors(&translate(&without_looking(source))?);
    string_regex(&text).ok().map(Texts)
}

/// Classes without a character in them, for which proptest panics.
const EMPTY: &[&str] = &[r"[^\s\S]", r"[^\S\s]", r"[^\d\D]", r"[^\D\d]", r"[^\w\W]", r"[^\W\w]"];

/// An expression of ECMA-262 without lookahead and lookbehind.
fn without_looking(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        let looks = ["(?=", "(?!", "(?<=", "(?<!"].into_iter().find(|group| !in_class && rest.starts_with(group));
        if looks.is_some() {
            rest = after_group(rest);
            continue;
        }
        let length =
            if c == '\\' { c.len_utf8() + rest.chars().nth(1).map_or(0, char::len_utf8) } else { c.len_utf8() };
        in_class = match c {
            '[' => true,
            ']' => false,
            _ => in_class,
        };
        let (taken, left) = rest.split_at(length);
        text.push_str(taken);
        rest = left;
    }
    text
}

/// The rest of a text after the group that it begins with.
fn after_group(text: &str) -> &str {
    let (mut depth, mut in_class, mut is_escaped) = (0_usize, false, false);
    for (index, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth -= 1;
                if depth == 0 {
                    return text.get(index + 1..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    ""
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
