//! Operations: which is compared with which, and what they are beside their parameters, bodies and responses.
//!
//! Owns the matching by method and path, then by `operationId`. Must not know schemas.

use std::collections::{BTreeMap, HashMap};

use super::found::{Finding, Operations, Subject, Uses};
use super::kinds::{self, Kind};
use super::walk::Comparison;
use crate::api::{Incoming, Operation};
use crate::at::At;

/// The operation that is compared, and in which directions its request and its response go.
#[derive(Debug, Clone)]
pub(super) struct Context {
    /// The operation as a set.
    pub(super) operations: Operations,
    /// `GET /pets`, for sentences about the operation itself.
    pub(super) name: String,
    pub(super) request: Uses,
    pub(super) parameter: Uses,
    pub(super) response: Uses,
}

impl Context {
    /// The subject of a sentence about the operation itself.
    pub(super) fn subject(&self) -> Subject {
        Subject::named(format!("`{}`", self.name))
    }
}

impl<'a> Comparison<'a> {
    /// Compares all operations, webhooks and callbacks.
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        self.all(&old.operations, &new.operations, None);
        self.incoming(&old.webhooks, &new.webhooks, "webhook", None);
    }

    fn all(&mut self, old: &'a [Operation], new: &'a [Operation], incoming: Option<&str>) {
        let partners = partners(old, new);
        let mut is_matched = vec![false; old.len()];
        for (new, partner) in new.iter().zip(&partners) {
            match partner.and_then(|index| Some((index, old.get(index)?))) {
                Some((index, old)) => {
                    if let Some(matched) = is_matched.get_mut(index) {
                        *matched = true;
                    }
                    self.operation(old, new, incoming);
                }
                None => self.alone(kinds::OPERATION_ADDED, new, None, Some(&new.at), incoming),
            }
        }
        for (old, _) in old.iter().zip(is_matched).filter(|(_, is_matched)| !is_matched) {
            self.alone(kinds::OPERATION_REMOVED, old, Some(&old.at), None, incoming);
        }
    }

    fn context(&mut self, operation: &Operation, incoming: Option<&str>) -> Context {
        let name = match incoming {
            Some(name) => format!("{name} {}", operation.method),
            None => format!("{} {}", operation.method, operation.path),
        };
        let operations = Operations::one(self.names.len());
        self.names.push(name.clone());
        let (request, parameter, response) = match incoming {
            Some(_) => (Uses::WEBHOOK_RECEIVED, Uses::WEBHOOK_RECEIVED, Uses::WEBHOOK_SENT),
            None => (Uses::REQUEST, Uses::PARAMETER, Uses::RESPONSE),
        };
        Context { operations, name, request, parameter, response }
    }

    /// An operation that only one description has.
    fn alone(&mut self, kind: Kind, operation: &Operation, old: Option<&At>, new: Option<&At>, incoming: Option<&str>) {
        let context = self.context(operation, incoming);
        let finding = Finding::new(kind, context.subject(), old, new);
        self.found.add(finding, context.request, &context.operations);
    }

    fn operation(&mut self, old: &'a Operation, new: &'a Operation, incoming: Option<&str>) {
        let context = self.context(new, incoming);
        self.identity(old, new, &context, incoming.is_some());
        self.metadata(old, new, &context);
        self.parameters(old, new, &context);
        self.request_body(old, new, &context);
        self.responses(old, new, &context);
        self.requirements(old, new, &context);
        if !old.servers.is_empty() || !new.servers.is_empty() {
            self.servers(&old.servers, &new.servers, (&old.at, &new.at), &context.operations);
        }
        self.incoming(&old.callbacks, &new.callbacks, "callback", Some(&context));
    }

    /// What identifies an operation on the wire.
    fn identity(&mut self, old: &Operation, new: &Operation, context: &Context, is_incoming: bool) {
        let subject = || Subject::named(old.id.as_ref().map_or_else(|| context.name.clone(), |id| format!("`{id}`")));
        let finding = |kind| Finding::new(kind, subject(), Some(&old.at), Some(&new.at));
        if old.method != new.method {
            let finding = finding(kinds::OPERATION_METHOD_CHANGED).words(&old.method, &new.method);
            self.found.add(finding, context.request, &context.operations);
        }
        if is_incoming {
            return;
        }
        if shape(&old.path) != shape(&new.path) {
            let finding = finding(kinds::OPERATION_PATH_CHANGED).words(&old.path, &new.path);
            self.found.add(finding, context.request, &context.operations);
            return;
        }
        for (before, after) in variables(&old.path).into_iter().zip(variables(&new.path)) {
            if before != after {
                let finding =
                    Finding::new(kinds::PATH_VARIABLE_RENAMED, context.subject(), Some(&old.at), Some(&new.at));
                self.found.add(finding.words(before, after), Uses::NONE, &context.operations);
            }
        }
    }

    fn metadata(&mut self, old: &Operation, new: &Operation, context: &Context) {
        let mut add = |kind: Kind, keyword: &str, before: String, after: String| {
            let (from, to) = (old.at.key(keyword), new.at.key(keyword));
            let finding = Finding::new(kind, context.subject(), Some(&from), Some(&to)).words(before, after);
            self.found.add(finding, Uses::NONE, &context.operations);
        };
        let quoted = |text: &Option<String>| text.as_ref().map_or("none".to_owned(), |text| format!("`{text}`"));
        if old.id != new.id {
            add(kinds::OPERATION_ID_CHANGED, "operationId", quoted(&old.id), quoted(&new.id));
        }
        if old.preferred_name != new.preferred_name {
            let (before, after) = (quoted(&old.preferred_name), quoted(&new.preferred_name));
            add(kinds::NAME_HINT_CHANGED, "x-rust-name", before, after);
        }
        if old.tags != new.tags {
            let words = |tags: &[String]| {
                let tags: Vec<String> = tags.iter().map(|tag| format!("`{tag}`")).collect();
                if tags.is_empty() { "none".to_owned() } else { tags.join(", ") }
            };
            add(kinds::OPERATION_TAGS_CHANGED, "tags", words(&old.tags), words(&new.tags));
        }
        if (&old.summary, &old.description) != (&new.summary, &new.description) {
            add(kinds::DESCRIPTION_CHANGED, "description", String::new(), String::new());
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => add(kinds::DEPRECATION_ADDED, "deprecated", String::new(), String::new()),
            (true, false) => add(kinds::DEPRECATION_REMOVED, "deprecated", String::new(), String::new()),
            _ => {}
        }
    }

    /// Compares webhooks, or the callbacks of an operation.
    fn incoming(&mut self, old: &'a [Incoming], new: &'a [Incoming], word: &str, context: Option<&Context>) {
        let none = Operations::default();
        let operations = context.map_or(&none, |context| &context.operations);
        let around = context.map_or_else(String::new, |context| format!(" of `{}`", context.name));
        let subject = |incoming: &Incoming| Subject::named(format!("{word} `{}`{around}", incoming.name));
        let mut by_name: BTreeMap<&str, Vec<&'a Incoming>> = BTreeMap::new();
        for incoming in old {
            by_name.entry(incoming.name.as_str()).or_default().push(incoming);
        }
        for after in new {
            let same = by_name.get_mut(after.name.as_str());
            let partner = same.filter(|same| !same.is_empty()).map(|same| {
                // One callback may have several expressions.
                let index = same.iter().position(|before| before.expression == after.expression).unwrap_or(0);
                same.remove(index)
            });
            let Some(before) = partner else {
                let finding = Finding::new(kinds::WEBHOOK_ADDED, subject(after), None, Some(&after.named_at));
                self.found.add(finding, Uses::WEBHOOK_RECEIVED, operations);
                continue;
            };
            if before.expression != after.expression {
                let text = |incoming: &Incoming| incoming.expression.clone().unwrap_or_default();
                let kind = kinds::CALLBACK_EXPRESSION_CHANGED;
                let finding = Finding::new(kind, subject(after), Some(&before.at), Some(&after.at));
                let finding = finding.words(text(before), text(after));
                self.found.add(finding, Uses::WEBHOOK_RECEIVED, operations);
            }
            let name = format!("{word} {}", after.name);
            self.all(&before.operations, &after.operations, Some(&name));
        }
        for before in by_name.into_values().flatten() {
            let finding = Finding::new(kinds::WEBHOOK_REMOVED, subject(before), Some(&before.named_at), None);
            self.found.add(finding, Uses::WEBHOOK_RECEIVED, operations);
        }
    }
}

/// The index of the old operation for each new one: of the same method and path, or else of the same `operationId`.
fn partners(old: &[Operation], new: &[Operation]) -> Vec<Option<usize>> {
    let key = |operation: &Operation| (operation.method.clone(), shape(&operation.path));
    let mut by_path: HashMap<(String, String), usize> = HashMap::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (index, operation) in old.iter().enumerate() {
        by_path.entry(key(operation)).or_insert(index);
        if let Some(id) = &operation.id {
            by_id.entry(id).or_insert(index);
        }
    }
    let mut is_taken = vec![false; old.len()];
    let mut take = |index: usize| match is_taken.get_mut(index) {
        Some(taken) if !*taken => {
            *taken = true;
            Some(index)
        }
        _ => None,
    };
    let mut partners: Vec<Option<usize>> =
        new.iter().map(|operation| by_path.get(&key(operation)).copied().and_then(&mut take)).collect();
    for (operation, partner) in new.iter().zip(&mut partners) {
        if partner.is_none() {
            let same = operation.id.as_deref().and_then(|id| by_id.get(id).copied());
            *partner = same.and_then(&mut take);
        }
    }
    partners
}

/// A path template without the names of its variables.
pub(super) fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut is_inside = false;
    for letter in path.chars() {
        match letter {
            '{' => {
                is_inside = true;
                shape.push_str("{}");
            }
            '}' => is_inside = false,
            _ if is_inside => {}
            other => shape.push(other),
        }
    }
    shape
}

/// The names of the variables of a path template, in order.
pub(super) fn variables(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}
