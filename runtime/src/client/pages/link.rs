//! The header `link`: the URL of the next page.
//!
//! Owns its grammar. Must not know where the URL leads.
//!
//! Source: RFC 8288, section 3 and appendix B.

use http::HeaderMap;
use http::header::LINK;

/// The URL with the relation `next`, as it is written.
pub(super) fn next(headers: &HeaderMap) -> Option<&str> {
    headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).find_map(next_of)
}

fn next_of(mut rest: &str) -> Option<&str> {
    loop {
        let start = rest.find('<')?;
        let (url, parameters) = rest.get(start + 1..)?.split_once('>')?;
        let (is_next, others) = parameters_of(parameters);
        if is_next {
            return Some(url.trim());
        }
        rest = others;
    }
}

/// Whether the parameters of a link say that it leads to the next page, and what follows them. Only the first `rel` counts.
fn parameters_of(mut rest: &str) -> (bool, &str) {
    let mut relations = None;
    loop {
        rest = rest.trim_start();
        let Some(parameter) = rest.strip_prefix(';') else { break };
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at_checked(end).unwrap_or((parameter, ""));
        let (value, after) = after.strip_prefix('=').map_or(("", after), |text| value_of(text.trim_start()));
        if name.trim().eq_ignore_ascii_case("rel") {
            relations.get_or_insert(value);
        }
        rest = after;
    }
    let is_next = relations.is_some_and(|names| names.split_whitespace().any(|name| name.eq_ignore_ascii_case("next")));
    (is_next, rest)
}

/// The value of a parameter, and what follows it. No relation has characters that are escaped in quotes.
fn value_of(text: &str) -> (&str, &str) {
    match text.strip_prefix('"') {
        Some(quoted) => {
            let mut is_escaped = false;
            let end = quoted.find(|character| {
                let ends = character == '"' && !is_escaped;
                is_escaped = character == '\\' && !is_escaped;
                ends
            });
            let end = end.unwrap_or(quoted.len());
            (quoted.get(..end).unwrap_or_default(), quoted.get(end + 1..).unwrap_or_default())
        }
        None => text.split_at_checked(text.find([';', ',']).unwrap_or(text.len())).unwrap_or((text, "")),
    }
}
