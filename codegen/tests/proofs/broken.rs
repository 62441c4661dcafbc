//! Broken JSON is read as an error that says where it is: it ends no program, and neither do its types.
//!
//! Owns how a text is broken. Must not know where texts come from.

use serde::de::IgnoredAny;

/// Levels that no parser takes.
const LEVELS: usize = 10_000;

/// A text in many ways that are no JSON, or JSON of something else.
pub fn texts(text: &str) -> Vec<Vec<u8>> {
    let mut broken: Vec<Vec<u8>> = Vec::new();
    let step = text.len() / 7 + 1;
    broken.extend((0..text.len()).step_by(step).map(|end| text.as_bytes()[..end].to_vec()));
    broken.push(format!("{text}{text}").into_bytes());
    broken.extend([b"".to_vec(), b"\xff".to_vec(), format!("\u{feff}{text}").into_bytes()]);
    for (found, replacement) in [
        ("\":\"", b"\":\"\\ud800".as_slice()),
        ("\":\"", b"\":\"\xed\xa0\x80"),
        ("\":\"", b"\":\"\xff"),
        ("\":", b"\":1e400,\"\":"),
        ("\":", b"\":-99999999999999999999999999999999999999999,\"\":"),
        ("\":{", b"\":{\"\":1,\"\":2,"),
        ("[", b"[[[[[["),
        ("{", b"{{"),
    ] {
        broken.extend(replaced(text, found, replacement));
    }
    broken.extend(doubled(text));
    for (open, close) in [("[", "]"), ("{\"\":", "}")] {
        let inside = format!("{}{}", open.repeat(LEVELS), close.repeat(LEVELS));
        broken.push(inside.clone().into_bytes());
        broken.push(text.replacen("\":", &format!("\":{inside},\"\":"), 1).into_bytes());
    }
    broken
}

/// The text with the last occurrence of something replaced.
fn replaced(text: &str, found: &str, replacement: &[u8]) -> Option<Vec<u8>> {
    let at = text.rfind(found)?;
    Some([&text.as_bytes()[..at], replacement, &text.as_bytes()[at + found.len()..]].concat())
}

/// The text with all members of its outermost object twice.
fn doubled(text: &str) -> Option<Vec<u8>> {
    let members = text.strip_prefix('{')?.strip_suffix('}')?;
    Some(format!("{{{members},{members}}}").into_bytes())
}

/// Whether an error says where it is: by its path in the value, or by line and column in the text.
pub fn says_where(error: &str) -> bool {
    let has_path =
        error.strip_prefix("at `").and_then(|error| error.split_once("`: ")).is_some_and(|(path, _)| !path.is_empty());
    let has_place = error.rsplit_once(" at line ").and_then(|(_, place)| place.split_once(" column "));
    let is_number = |text: &str| text.parse::<usize>().is_ok();
    has_path || has_place.is_some_and(|(line, column)| is_number(line) && is_number(column))
}

/// Whether a text is no JSON at all, so that it is an error as whatever it is read.
pub fn is_no_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_err()
}

#[test]
fn a_place_is_a_path_or_a_line() {
    for error in ["at `a[0](as A::B by kind).c`: missing field `id`", "EOF while parsing a value at line 1 column 8"] {
        assert!(says_where(error), "{error}");
    }
    for error in
        ["missing field `id`", "`x` is no `A`", "it was at line", "as A::B: no", "at ``: no", "no at line 1 column x"]
    {
        assert!(!says_where(error), "{error}");
    }
}

#[test]
fn texts_are_broken() {
    let texts = texts(r#"{"a":{"b":["x",1]},"c":"d"}"#);
    // Those that are JSON but for lone surrogates, bytes that are no UTF-8, numbers without end and depth.
    let no_json = texts.iter().filter(|text| is_no_json(text)).count();
    assert_eq!(texts.len() - no_json, 9);
    let valid = texts.iter().filter(|text| serde_json::from_slice::<serde_json::Value>(text).is_ok()).count();
    // Members that stand twice, at the top and inside, and a number that no integer has a place for.
    assert_eq!(valid, 3);
    assert!(texts.len() > 20, "{}", texts.len());
}
