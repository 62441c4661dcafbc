//! The path and query that a request is sent to.
//!
//! Owns how a path template is filled and what must not come out of it: a value must never lead to another path. Must not
//! know how values were encoded.

use super::super::operation::{Location, Operation, Parameter, Segment};
use super::super::percent;

/// Path and query, with exactly one leading slash.
///
/// # Errors
/// When a path value is missing, empty where the description does not allow that, or would make a segment `.` or `..`, which URLs resolve to another path.
pub fn path_and_query(
    operation: &Operation,
    values: &[(&'static str, String)],
    query: &[(&'static str, String)],
) -> Result<String, String> {
    let mut target = path(operation, values)?;
    for (_, pairs) in query {
        target.push(if target.contains('?') { '&' } else { '?' });
        // Reserved characters may pass, but this one would end the query.
        push_without(&mut target, pairs, &[('#', "%23")]);
    }
    Ok(target)
}

fn path(operation: &Operation, values: &[(&'static str, String)]) -> Result<String, String> {
    // Most paths are shorter, so that they are written in one piece of memory.
    let mut path = String::with_capacity(128);
    let mut filled = Vec::new();
    for segment in operation.path {
        match segment {
            Segment::Literal(text) => {
                // What follows `#` names something outside HTTP and is not sent.
                let (sent, fragment) = text.split_once('#').map_or((*text, false), |(sent, _)| (sent, true));
                percent::push_reserved(&mut path, sent);
                if fragment {
                    break;
                }
            }
            Segment::Parameter(name) => {
                let value = values.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
                let value = value.filter(|value| !value.is_empty() || may_be_empty(operation, name));
                let value = value.ok_or_else(|| format!("the path parameter `{name}` must not be empty"))?;
                let start = path.len();
                push_without(&mut path, value, &[('?', "%3F"), ('#', "%23")]);
                filled.push((*name, start, path.len()));
            }
        }
    }
    for (name, start, end) in filled {
        if leads_elsewhere(&path, start, end) {
            return Err(format!("the path parameter `{name}` must not make a path segment `.` or `..`"));
        }
    }
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    Ok(path)
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
