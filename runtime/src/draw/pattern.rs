//! What is left out of a regular expression to draw strings that match it.
//!
//! Owns that. Lookahead and lookbehind match no character; validation finds out whether the expression matches the string. Must not
//! know schemas, nor how a string is drawn.

use super::super::pattern::translate;

/// An expression of ECMA-262 without lookahead and lookbehind, in the notation of the `regex` crate; `None` where that cannot express
/// it.
pub fn drawable(source: &str) -> Option<String> {
    if EMPTY.iter().any(|class| source.contains(class)) {
        return None;
    }
    translate(&without_looking(source))
}

/// Classes without a character in them, which match nothing.
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
