//! Finds the operations that the settings select.
//!
//! Owns which operations are selected. A webhook is selected as an operation is, by its own operations; its path is its name. A callback
//! belongs to the operation that has it. Must not know types.

use std::collections::BTreeSet;

use crate::api::{Api, Operation};
use crate::at::{At, FileId};
use crate::config::{Select, Selector};
use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::lower::operations::webhooks::Owner;
use crate::lower::settings::selectors::{self, matches};

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
        for (list, selectors) in [("include", &select.include), ("exclude", &select.exclude)] {
            selectors::report_unmatched(api, &all, &location().key(list), list, selectors, sink);
        }
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

    /// Whether what has a webhook or a callback is selected.
    pub(super) fn has(&self, owner: Owner) -> bool {
        let is_selected = match owner {
            Owner::Webhook { webhook, operation } => {
                self.webhooks.get(webhook).and_then(|operations| operations.get(operation))
            }
            Owner::Operation(index) => self.operations.get(index),
        };
        is_selected.is_some_and(|is_selected| *is_selected)
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

fn location() -> At {
    At::root(FileId::SETTINGS).key("select")
}
