//! Finds the operations that the settings select, and reports selectors that select none.
//!
//! Owns what a selector matches. A webhook is selected as an operation is, by its own operations; its path is its name. A callback
//! belongs to the operation that has it. Must not know types.

use std::collections::BTreeSet;

use glob::MatchOptions;

use crate::api::{Api, Operation};
use crate::at::{At, FileId};
use crate::bounds::SELECTORS_LISTED;
use crate::config::{Select, Selector};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::did_you_mean::did_you_mean;

/// What is selected.
pub(super) struct Selected {
    /// Whether an operation is selected, for each in the order of the description.
    pub operations: Vec<bool>,
    /// The same for each operation of each webhook.
    pub webhooks: Vec<Vec<bool>>,
}

impl Selected {
    pub(super) fn find(api: &Api, select: &Select, sink: &mut Sink) -> Self {
        let all: Vec<&Operation> =
            api.operations.iter().chain(api.webhooks.iter().flat_map(|webhook| &webhook.operations)).collect();
        let reported = sink.len();
        report_unmatched(api, &all, "include", &select.include, sink);
        report_unmatched(api, &all, "exclude", &select.exclude, sink);
        let of = |operations: &[Operation]| operations.iter().map(|one| is_selected(one, select)).collect::<Vec<_>>();
        let selected = Self {
            operations: of(&api.operations),
            webhooks: api.webhooks.iter().map(|webhook| of(&webhook.operations)).collect(),
        };
        let is_empty = !selected.operations.iter().chain(selected.webhooks.iter().flatten()).any(|one| *one);
        if is_empty && sink.len() == reported {
            let message = "every operation that `include` selects is one that `exclude` selects";
            sink.push(Diagnostic::error(codes::CONFIG, location(), message).help("leave out one of the two"));
        }
        selected
    }

    /// The requests of the provider that are selected: webhooks, and the callbacks of selected operations.
    pub(super) fn incoming<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Operation> {
        let of_operations = self.selected(api).flat_map(|operation| &operation.callbacks);
        self.webhooks(api).chain(of_operations.flat_map(|callback| &callback.operations))
    }

    /// The operations that are selected.
    pub(super) fn selected<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Operation> {
        api.operations.iter().zip(&self.operations).filter(|(_, is_selected)| **is_selected).map(|(one, _)| one)
    }

    fn webhooks<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Operation> {
        let operations = api.webhooks.iter().zip(&self.webhooks);
        let operations = operations.flat_map(|(webhook, selected)| webhook.operations.iter().zip(selected));
        operations.filter(|(_, is_selected)| **is_selected).map(|(one, _)| one)
    }
}

fn is_selected(operation: &Operation, select: &Select) -> bool {
    let is_one_of = |selectors: &BTreeSet<Selector>| selectors.iter().any(|selector| matches(selector, operation));
    (select.include.is_empty() || is_one_of(&select.include)) && !is_one_of(&select.exclude)
}

fn matches(selector: &Selector, operation: &Operation) -> bool {
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

fn report_unmatched(api: &Api, all: &[&Operation], list: &str, selectors: &BTreeSet<Selector>, sink: &mut Sink) {
    for selector in selectors.iter().filter(|selector| !all.iter().any(|operation| matches(selector, operation))) {
        let (kind, name, known) = known(selector, api, all);
        let message = format!("`{selector}` under `{list}` selects no operation");
        let help = match did_you_mean(&name, known.iter().copied()) {
            Some(meant) => format!("did you mean `{kind}:{meant}`?"),
            None => listed(kind, &known),
        };
        sink.push(Diagnostic::error(codes::CONFIG, location().key(list), message).help(help));
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

fn location() -> At {
    At::root(FileId::SETTINGS).key("select")
}
