//! Reports settings of pages that are about no operation, or name what none has.
//!
//! Owns the wording. Must not know how pages are found.

use std::collections::BTreeSet;

use crate::api;
use crate::at::{At, FileId};
use crate::bounds::SELECTORS_LISTED;
use crate::config::{Concerned, Paging, PagingRule};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::did_you_mean::did_you_mean;
use crate::rust::Operation;

use crate::lower::merge::context::Context;
use crate::lower::settings::selectors;

use super::chosen::Missing;
use super::{body, chosen, concerns, found_without};

/// Reports settings that are about no operation.
pub(super) fn settings(context: Context<'_>, operations: &[Operation], sink: &mut Sink) {
    let all: Vec<&api::Operation> = context.api.operations.iter().collect();
    for (concerned, paging) in &context.config.pagination {
        let at = At::root(FileId::SETTINGS).key("pagination").key(&concerned.to_string());
        if let Concerned::Selected(selector) = concerned {
            let selectors = BTreeSet::from([selector.clone()]);
            selectors::report_unmatched(context.api, &all, &at, "pagination", &selectors, sink);
        }
        let selected: Vec<&api::Operation> =
            all.iter().copied().filter(|operation| concerns(concerned, operation)).collect();
        let report = match paging {
            _ if selected.is_empty() => None,
            Paging::Off => off(context, concerned, &selected),
            Paging::By(rule) => unfit(context, concerned, rule, &selected),
        };
        if let Some(Report { is_error, message, help }) = report {
            let entry = match is_error {
                true => Diagnostic::error(codes::CONFIG, at, message),
                false => Diagnostic::new(codes::UNUSED_MAPPING, at, message),
            };
            sink.push(entry.help(help.unwrap_or_else(|| paged(operations))));
        }
    }
}

struct Report {
    is_error: bool,
    message: String,
    help: Option<String>,
}

/// The report of a setting that takes pages from operations that have none.
fn off(context: Context<'_>, concerned: &Concerned, selected: &[&api::Operation]) -> Option<Report> {
    let is_paged = |operation: &&api::Operation| found_without(context, operation, Some(concerned)).is_some();
    let message = format!("`{concerned}` under `[pagination]` is about operations that have no pages without it");
    (!selected.iter().any(is_paged)).then_some(Report { is_error: false, message, help: None })
}

/// The report of a rule that no operation fits. Of several, it tells of the one that lacks the least: a property, rather than a
/// parameter.
fn unfit(
    context: Context<'_>,
    concerned: &Concerned,
    rule: &PagingRule,
    selected: &[&api::Operation],
) -> Option<Report> {
    let mut parameters: Option<(String, BTreeSet<String>)> = None;
    let mut properties: Option<(String, BTreeSet<String>)> = None;
    let mut has_body = false;
    for operation in selected {
        let Some(body) = body(context, operation) else { continue };
        let (slot, name, known) = match chosen::found(operation, &body, rule) {
            Ok(_) => return None,
            Err(Missing::Items) => {
                has_body = true;
                continue;
            }
            Err(Missing::Parameter(name, known)) => (&mut parameters, name, known),
            Err(Missing::Property(name, known)) => (&mut properties, name, known),
        };
        slot.get_or_insert_with(|| (name, BTreeSet::new())).1.extend(known);
    }
    let of = match concerned {
        Concerned::All => "no operation".to_owned(),
        Concerned::Selected(selector) => format!("no operation that `{selector}` selects"),
    };
    let named = |what: &str, (name, known): (String, BTreeSet<String>)| {
        let message = format!("{of} has the {what} `{name}`, which `[pagination]` in oasmith.toml names");
        let help = match did_you_mean(&name, known.iter().map(String::as_str)) {
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None => listed(&known, what),
        };
        Report { is_error: true, message, help }
    };
    let report = properties.map(|missing| named("property", missing));
    let report = report.or_else(|| parameters.map(|missing| named("query parameter", missing)));
    Some(report.unwrap_or_else(|| {
        let message = match has_body {
            true => format!("{of} has one array that is certain to have the items"),
            false => format!("{of} responds with JSON"),
        };
        let help = has_body.then(|| "name the array by `items`".to_owned());
        Report { is_error: true, message, help }
    }))
}

fn listed(known: &BTreeSet<String>, what: &str) -> Option<String> {
    let names: Vec<String> = known.iter().take(SELECTORS_LISTED).map(|name| format!("`{name}`")).collect();
    let more = if known.len() > names.len() { ", and others" } else { "" };
    (!names.is_empty()).then(|| format!("there is the {what} {}{more}", names.join(", ")))
}

/// Which operations have pages.
fn paged(operations: &[Operation]) -> String {
    let paged: Vec<&Operation> = operations.iter().filter(|operation| operation.pagination.is_some()).collect();
    let names: Vec<String> =
        paged.iter().take(SELECTORS_LISTED).map(|operation| format!("`{}`", operation.id)).collect();
    match names.as_slice() {
        [] => "no operation has pages".to_owned(),
        names => {
            let more = if paged.len() > names.len() { ", and others" } else { "" };
            format!("these operations have pages: {}{more}", names.join(", "))
        }
    }
}
