//! Text of types in a line: the paths in it, and its parts between commas.
//!
//! Owns the reading of such text. Must not know what it is about.

use std::ops::Range;

/// The modules of a generated crate that a path of its own begins with.
pub(super) const OWN_MODULES: [&str; 5] = ["models", "client", "server", "operations", "webhooks"];

/// How long the path is that begins a text: identifiers with `::` between them.
pub(super) fn path_length(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let name = rest.find(|sign: char| !is_of_name(sign)).unwrap_or(rest.len());
        end += name;
        let next = text.get(end..).unwrap_or_default();
        let goes_on = next.strip_prefix("::").is_some_and(|next| next.starts_with(is_of_name));
        if name == 0 || !goes_on {
            return end;
        }
        end += "::".len();
    }
}

/// The paths in a text, single names included. Lifetimes and the names of arguments and associated types are not told apart.
pub(super) fn paths(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(is_of_name)?;
        let end = start + path_length(text.get(start..)?);
        at = end;
        Some(start..end)
    })
}

/// The text with its paths replaced where there is something to replace them by, which holds for the longest beginning of a path.
pub(super) fn replaced<'a>(text: &str, by: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for range in paths(text) {
        let path = text.get(range.clone()).unwrap_or_default();
        if let Some((end, new)) = longest(path, &by) {
            result.push_str(text.get(done..range.start).unwrap_or_default());
            result.push_str(new);
            done = range.start + end;
        }
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

fn longest<'a>(path: &str, by: &impl Fn(&str) -> Option<&'a str>) -> Option<(usize, &'a str)> {
    let mut end = path.len();
    loop {
        if let Some(new) = by(path.get(..end)?) {
            return Some((end, new));
        }
        end = path.get(..end)?.rfind("::")?;
    }
}

/// The parts of a text between commas that stand in no bracket.
pub(super) fn between_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut before) = (0_usize, 0, ' ');
    for (place, sign) in text.char_indices() {
        match sign {
            '(' | '[' | '<' | '{' => depth += 1,
            // The arrow of a function's result closes nothing.
            '>' if before == '-' => {}
            ')' | ']' | '>' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(text.get(start..place).unwrap_or_default().trim());
                start = place + 1;
            }
            _ => {}
        }
        before = sign;
    }
    parts.push(text.get(start..).unwrap_or_default().trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Where the bracket closes that begins a text.
pub(super) fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut before) = (0_usize, ' ');
    for (place, sign) in text.char_indices() {
        match sign {
            '(' | '[' | '<' | '{' => depth += 1,
            '>' if before == '-' => {}
            ')' | ']' | '>' | '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(place);
                }
            }
            _ => {}
        }
        before = sign;
    }
    None
}

fn is_of_name(sign: char) -> bool {
    sign == '_' || sign == '#' || sign.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_replaced_as_a_whole_or_from_their_beginning() {
        let by = |path: &str| (path == "models::A").then_some("models::B");
        assert_eq!(
            replaced("Vec<models::A>, models::Ab, models::A::X", by),
            "Vec<models::B>, models::Ab, models::B::X"
        );
    }

    #[test]
    fn commas_in_brackets_separate_nothing() {
        let text = "a: impl Fn(A, B) -> Map<C, D>, b: (E, F)";
        assert_eq!(between_commas(text), ["a: impl Fn(A, B) -> Map<C, D>", "b: (E, F)"]);
        assert_eq!(closing("<A: Fn() -> B>(c)"), Some(13));
    }
}
