//! The property of a JSON body that asks a server to stream.
//!
//! Owns how it is set in a text that is written already. Must not know which property it is. Everything else in the text stays
//! as it is: numbers would change if the text was read and written again.

/// Sets a property of a JSON object to `true`. `None` where the text is no object.
pub(super) fn on(json: &[u8], name: &str) -> Option<Vec<u8>> {
    let key = serde_json::to_vec(name).ok()?;
    let start = json.iter().position(|byte| *byte == b'{')?;
    let inside = json.get(start + 1..)?;
    let mut text = json.get(..=start)?.to_vec();
    match value_of(inside, &key) {
        Some((from, to)) => {
            text.extend_from_slice(inside.get(..from)?);
            text.extend_from_slice(b"true");
            text.extend_from_slice(inside.get(to..)?);
        }
        None => {
            text.extend_from_slice(&key);
            text.extend_from_slice(b":true");
            let is_empty = inside.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'}');
            text.extend_from_slice(if is_empty { b"" } else { b"," });
            text.extend_from_slice(inside);
        }
    }
    Some(text)
}

/// Where the value of a property begins and ends, in the text of an object after its `{`.
fn value_of(inside: &[u8], key: &[u8]) -> Option<(usize, usize)> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    // Where the string begins that is being read, the last string at this level, and the value of the property.
    let (mut string, mut last, mut value) = (None, None, None);
    for (at, byte) in inside.iter().enumerate() {
        match (string, byte) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(from), b'"') => {
                last = inside.get(from..=at).filter(|_| depth == 0);
                string = None;
            }
            (Some(_), _) => {}
            (None, b'"') => string = Some(at),
            (None, b':') if depth == 0 && last == Some(key) => value = Some(at + 1),
            (None, b',' | b'}') if depth == 0 => match value {
                Some(from) => return Some((from, at)),
                None if *byte == b'}' => return None,
                None => {}
            },
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}
