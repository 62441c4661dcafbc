//! What a selector of the settings matches, and the report of one that matches nothing.
//!
//! Owns these two. Must not know what operations are selected for.

use std::collections::BTreeSet;

use glob::MatchOptions;

use crate::api::{Api, Operation};
use crate::at::At;
use crate::bounds::SELECTORS_LISTED;
use crate::config::Selector;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::did_you_mean::did_you_mean;

/// Whether a selector selects an operation.
pub(in crate::lower) fn matches(selector: &Selector, operation: &Operation) -> bool {
    // What stands in braces is a name, and no alternative: a star is all that has a meaning here, besides brackets.
    let options =
        MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };
    match selector {
        Selector::Tag(tag) => operation.tags.contains(tag),
        Selector::Path(pattern) => pattern.matches_with(&operation.path, options),
        Selector::Id(id) => operation.id.as_ref() == Some(id),
        Selector::Method(method) => operation.method.eq_ignore_ascii_case(method),
    }
}

/// Reports the selectors of a list that select none of these operations.
pub(in crate::lower) fn report_unmatched(
    api: &Api,
    all: &[&Operation],
    at: &At,
    list: &str,
    selectors: &BTreeSet<Selector>,
    sink: &mut Sink,
) {
    for selector in selectors.iter().filter(|selector| !all.iter().any(|operation| matches(selector, operation))) {
        let (kind, name, known) = known(selector, api, all);
        let message = format!("`{selector}` under `{list}` selects no operation");
        let help = match did_you_mean(&name, known.iter().copied()) {
            Some(meant) => format!("did you mean `{kind}:{meant}`?"),
            None => listed(kind, &known),
        };
        sink.push(Diagnostic::error(codes::CONFIG, at.clone(), message).help(help));
    }
}

/// The word of a selector, its name, and the names that the description has of that kind.
fn known<'a>(selector: &Selector, api: &'a Api, all: &[&'a Operation]) -> (&'static str, String, BTreeSet<&'a str>) {
    let operations = all.iter().copied();
    match selector {
        Selector::Tag(tag) => {
            let declared = api
                .tags
                .iter()
                .map(|tag| tag.name.as_str())
                .filter(|name| all.iter().any(|operation| operation.tags.iter().any(|tag| tag == name)));
            let used = operations.flat_map(|operation| operation.tags.iter().map(String::as_str));
            ("tag", tag.clone(), declared.chain(used).collect())
        }
        Selector::Path(pattern) => {
            ("path", pattern.as_str().to_owned(), operations.map(|operation| operation.path.as_str()).collect())
        }
        Selector::Id(id) => ("id", id.clone(), operations.filter_map(|operation| operation.id.as_deref()).collect()),
        Selector::Method(method) => {
            ("method", method.clone(), operations.map(|operation| operation.method.as_str()).collect())
        }
    }
}

/// What could be written instead, where no name is similar.
fn listed(kind: &str, known: &BTreeSet<&str>) -> String {
    if known.is_empty() {
        return format!("no operation of this description has what `{kind}:` selects by");
    }
    let names: Vec<String> = known.iter().take(SELECTORS_LISTED).map(|name| format!("`{kind}:{name}`")).collect();
    let more = if known.len() > names.len() { ", and others" } else { "" };
    format!("this description has {}{more}", names.join(", "))
}
