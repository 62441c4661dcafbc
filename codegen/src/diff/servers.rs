//! The addresses that requests are sent to.
//!
//! Owns the comparison of servers and their variables. Must not know operations.

use super::found::{Finding, Operations, Subject, Uses};
use super::kinds::{self, Kind};
use super::walk::Comparison;
use crate::api::Server;
use crate::at::At;

impl Comparison<'_> {
    /// Compares servers of a document, or of an operation.
    pub(super) fn servers(&mut self, old: &[Server], new: &[Server], at: (&At, &At), operations: &Operations) {
        let (from, to) = (at.0.key("servers"), at.1.key("servers"));
        let mut add = |kind: Kind, subject: &str, before: String, after: String| {
            let finding = Finding::new(kind, Subject::named(format!("`{subject}`")), Some(&from), Some(&to));
            self.found.add(finding.words(before, after), Uses::NONE, operations);
        };
        let find =
            |servers: &[Server], url: &str| servers.iter().position(|one| address(one) == url.trim_end_matches('/'));
        for after in new {
            let Some(before) = find(old, address(after)).and_then(|index| old.get(index)) else {
                add(kinds::SERVER_ADDED, &after.url, String::new(), after.url.clone());
                continue;
            };
            for (kind, before, after_words) in variables(before, after) {
                add(kind, &after.url, before, after_words);
            }
            if before.description != after.description {
                add(kinds::DESCRIPTION_CHANGED, &after.url, String::new(), String::new());
            }
        }
        for before in old.iter().filter(|before| find(new, address(before)).is_none()) {
            add(kinds::SERVER_REMOVED, &before.url, before.url.clone(), String::new());
        }
        if let (Some(before), Some(after)) = (old.first(), new.first())
            && address(before) != address(after)
            && find(new, address(before)).is_some()
        {
            add(kinds::FIRST_SERVER_CHANGED, &after.url, before.url.clone(), after.url.clone());
        }
    }
}

/// The address without a slash at its end, which makes no difference.
fn address(server: &Server) -> &str {
    server.url.trim_end_matches('/')
}

/// What changed about the variables of a server.
fn variables(old: &Server, new: &Server) -> Vec<(Kind, String, String)> {
    let mut found = Vec::new();
    let (Some(old), Some(new)) = (&old.variables, &new.variables) else { return found };
    for (name, before) in old {
        let Some(after) = new.get(name) else { continue };
        if before.default != after.default {
            let words = (before.default.clone(), after.default.clone());
            found.push((kinds::SERVER_DEFAULT_CHANGED, words.0, words.1));
        }
        let listed = |all: &[String], others: &[String]| -> Vec<String> {
            all.iter().filter(|value| !others.contains(value)).map(|value| format!("`{value}`")).collect()
        };
        let (before, after) = (&before.enumeration, &after.enumeration);
        // Without a list, any value is allowed.
        let gone = if after.is_empty() { Vec::new() } else { listed(before, after) };
        let more = if before.is_empty() { Vec::new() } else { listed(after, before) };
        if !gone.is_empty() {
            found.push((kinds::SERVER_VALUE_REMOVED, gone.join(", "), String::new()));
        }
        if !more.is_empty() {
            found.push((kinds::SERVER_VALUE_ADDED, String::new(), more.join(", ")));
        }
    }
    found
}
