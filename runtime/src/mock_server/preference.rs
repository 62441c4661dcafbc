//! Which response a client prefers.
//!
//! Owns how the header `prefer` is read. Must not know which responses there are.
//!
//! Source: RFC 7240, section 2.

use http::{HeaderMap, HeaderName};

/// The request header.
const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What a client prefers of a response.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preferences {
    /// `code`: the status, as it is written.
    pub(super) code: Option<String>,
    /// `example`: the name of an example.
    pub(super) example: Option<String>,
}

impl Preferences {
    /// The preferences of a request. Of one that is repeated, the first counts. Preferences that are not known are ignored.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut found = Self::default();
        let lines = headers.get_all(PREFER).into_iter().filter_map(|line| std::str::from_utf8(line.as_bytes()).ok());
        for preference in lines.flat_map(|line| split(line, ',')) {
            // Parameters follow the preference.
            let preference = split(preference, ';').into_iter().next().unwrap_or_default();
            let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
            let slot = match name.trim().to_ascii_lowercase().as_str() {
                "code" => &mut found.code,
                "example" => &mut found.example,
                _ => continue,
            };
            slot.get_or_insert_with(|| unquoted(value.trim()));
        }
        found
    }
}

/// The pieces of a text between separators, which do not separate inside a quoted string.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let pieces = text.split(move |c: char| {
        let is_separator = c == separator && !is_quoted;
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        is_separator
    });
    pieces.collect()
}

/// The text of a token or of a quoted string.
fn unquoted(word: &str) -> String {
    let Some(inside) = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) else { return word.to_owned() };
    let mut text = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(c) = characters.next() {
        text.extend(if c == '\\' { characters.next() } else { Some(c) });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&'static str]) -> (Option<String>, Option<String>) {
        let headers = lines.iter().map(|line| (PREFER, http::HeaderValue::from_static(line))).collect();
        let Preferences { code, example } = Preferences::of(&headers);
        (code, example)
    }

    #[test]
    fn preferences_are_read_from_any_line_and_quoted_or_not() {
        let wanted = (Some("404".to_owned()), Some("not, found".to_owned()));
        assert_eq!(read(&["respond-async, code=404", "Example = \"not, found\"; foo=1, example=other"]), wanted);
        assert_eq!(read(&["wait=10"]), (None, None));
        assert_eq!(read(&[]), (None, None));
        assert_eq!(read(&["example=\"a\\\"b\\\\\""]), (None, Some("a\"b\\".to_owned())));
    }
}
