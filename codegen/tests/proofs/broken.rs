//! Broken JSON is read as an error that says where it is: it ends no program, and neither do its types.
//!
//! Owns how a text is broken. Must not know where texts come from.

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

/// Whether an error says where it is: by line and column, or by the alternative that was tried.
pub fn says_where(error: &str) -> bool {
    error.contains(" at line ") || error.contains("as ") || error.contains(" that is no ") || error.contains('`')
}

#[test]
fn texts_are_broken() {
    let texts = texts(r#"{"a":{"b":["x",1]},"c":"d"}"#);
    let valid = texts.iter().filter(|text| serde_json::from_slice::<serde_json::Value>(text).is_ok()).count();
    // Members that stand twice, at the top and inside, and a number that no integer has a place for.
    assert_eq!(valid, 3);
    assert!(texts.len() > 20, "{}", texts.len());
}
