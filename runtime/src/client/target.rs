//! The path and query that a request is sent to.
//!
//! Owns how a path template is filled and what must not come out of it: a value must never lead to another path. Must not
//! know how values were encoded.

use super::super::operation::{Location, Operation, Parameter, Segment};
use super::super::percent;
use super::servers;

/// Appends path and query to a base URL, with exactly one slash before them.
///
/// # Errors
/// When a path value is missing, empty where the description does not allow that, or would make a segment `.` or `..`, which URLs resolve to another path.
pub fn push<'q>(
    url: &mut String,
    operation: &Operation,
    values: &[(&'static str, String)],
    query: impl Iterator<Item = &'q str>,
) -> Result<(), String> {
    let start = url.len();
    push_path(url, operation, values)?;
    for pairs in query {
        let has_query = url.get(start..).is_some_and(|target| target.contains('?'));
        url.push(if has_query { '&' } else { '?' });
        // Reserved characters may pass, but this one would end the query.
        push_without(url, pairs, &[('#', "%23")]);
    }
    Ok(())
}

/// Appends the origin of a base URL, and path and query that a server gave. The pairs are added that they have not.
pub(super) fn push_followed<'q>(url: &mut String, base: &str, target: &str, pairs: impl Iterator<Item = &'q str>) {
    url.push_str(servers::origin(base));
    url.push_str(target);
    for pair in pairs {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        let query = url.split_once('?').map(|(_, query)| query);
        let is_there = |other: &str| other.split_once('=').map_or(other, |(name, _)| name) == name;
        if !query.is_some_and(|query| query.split('&').any(is_there)) {
            url.push(if query.is_some() { '&' } else { '?' });
            url.push_str(pair);
        }
    }
}

fn push_path(path: &mut String, operation: &Operation, values: &[(&'static str, String)]) -> Result<(), String> {
    let mut filled = Vec::new();
    if !starts_with_slash(operation) {
        path.push('/');
    }
    for segment in operation.path {
        match segment {
            Segment::Literal(text) => {
                // What follows `#` names something outside HTTP and is not sent.
                let (sent, fragment) = text.split_once('#').map_or((*text, false), |(sent, _)| (sent, true));
                percent::push_reserved(path, sent);
                if fragment {
                    break;
                }
            }
            Segment::Parameter(name) => {
                let value = values.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
                let value = value.filter(|value| !value.is_empty() || may_be_empty(operation, name));
                let value = value.ok_or_else(|| format!("the path parameter `{name}` must not be empty"))?;
                let start = path.len();
                push_without(path, value, &[('?', "%3F"), ('#', "%23")]);
                // Only what is nothing but dots between slashes can be a segment of dots, or a part of one.
                if percent::normalize(value).split('/').any(|piece| piece.bytes().all(|byte| byte == b'.')) {
                    filled.push((*name, start, path.len()));
                }
            }
        }
    }
    for (name, start, end) in filled {
        if leads_elsewhere(path, start, end) {
            return Err(format!("the path parameter `{name}` must not make a path segment `.` or `..`"));
        }
    }
    Ok(())
}

/// Whether the path of an operation begins with a slash of its own.
fn starts_with_slash(operation: &Operation) -> bool {
    matches!(operation.path.first(), Some(Segment::Literal(text)) if text.starts_with('/'))
}

/// Appends a text with other texts in place of some characters.
fn push_without(target: &mut String, text: &str, replacements: &[(char, &str)]) {
    for character in text.chars() {
        match replacements.iter().find(|(replaced, _)| *replaced == character) {
            Some((_, replacement)) => target.push_str(replacement),
            None => target.push(character),
        }
    }
}

/// Whether the description says that a path parameter may be the empty string.
fn may_be_empty(operation: &Operation, name: &str) -> bool {
    let is_it = |parameter: &&Parameter| parameter.location == Location::Path && parameter.name == name;
    operation.parameters.iter().find(is_it).is_some_and(|parameter| parameter.allow_empty)
}

/// Whether a segment that overlaps this span of the path is `.` or `..`, in any spelling.
fn leads_elsewhere(path: &str, start: usize, end: usize) -> bool {
    let before = path.get(..start).and_then(|text| text.rfind('/')).map_or(0, |slash| slash + 1);
    let after = path.get(end..).and_then(|text| text.find(['/', '?'])).map_or(path.len(), |slash| end + slash);
    let segments = path.get(before..after).unwrap_or_default();
    segments.split('/').any(|segment| matches!(percent::normalize(segment).as_ref(), "." | ".."))
}
