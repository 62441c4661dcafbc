//! Which locations of a description belong to what is selected.
//!
//! Owns the rule: the nearest thing around a location decides that is selected or is not. What no operation can refer to, such as
//! `info`, always belongs. Must not know what is reported.

use std::collections::HashMap;

use crate::api::{Api, Encodings, Operation};
use crate::at::{At, FileId};

use crate::lower::select::reach::{Reach, media_of};
use crate::lower::select::selectors::Selected;

/// The locations that are decided: those that belong to what is selected, and those that do not.
#[derive(Clone)]
pub(super) struct Locations(HashMap<At, bool>);

/// The kinds of components that are reached by references from operations alone.
const KINDS: &[&str] =
    &["schemas", "parameters", "responses", "requestBodies", "headers", "mediaTypes", "callbacks", "pathItems"];

/// The sections of Swagger 2.0 for the same.
const SECTIONS: &[&str] = &["definitions", "parameters", "responses"];

impl Locations {
    pub(super) fn of(api: &Api, selected: &Selected, reach: &Reach) -> Self {
        let mut locations = Self(HashMap::new());
        let webhooks = api.webhooks.iter().flat_map(|webhook| &webhook.operations);
        for operation in api.operations.iter().chain(webhooks) {
            locations.0.insert(operation.at.clone(), false);
        }
        // One that several paths refer to belongs if one of them is selected.
        for operation in selected.selected(api) {
            locations.operation(operation);
            locations.keep([&At::root(FileId(0)).key("paths").key(&operation.path)]);
            for callback in &operation.callbacks {
                locations.keep([&callback.at]);
            }
        }
        selected.incoming(api).for_each(|operation| locations.operation(operation));
        for (scheme, at) in api.schemes.iter().map(|scheme| &scheme.at).enumerate() {
            let mut requirements = selected.selected(api).flat_map(|operation| &operation.security);
            let is_used = requirements.any(|one| one.schemes.iter().any(|(index, _)| *index == scheme));
            locations.0.insert(at.clone(), is_used);
        }
        reach.schemas().for_each(|id| locations.keep([&api.schemas[id].at]));
        locations
    }

    /// Notes an operation that is selected, the path that has it, and what it refers to besides schemas.
    fn operation(&mut self, operation: &Operation) {
        self.keep([&operation.at]);
        if let Some((path, _)) = operation.at.pointer.rsplit_once('/') {
            self.0.entry(At::new(operation.at.file, path)).or_insert(true);
        }
        self.keep(operation.parameters.iter().map(|parameter| &parameter.at));
        operation.parameters.iter().filter_map(|one| one.whole_query.as_ref()).for_each(|one| self.encodings(one));
        self.keep(operation.body.iter().map(|body| &body.at));
        self.keep(operation.responses.iter().map(|response| &response.at));
        self.keep(operation.responses.iter().flat_map(|response| &response.headers).map(|header| &header.at));
        for media in media_of(operation) {
            self.keep([&media.at]);
            self.encodings(&media.encodings);
        }
    }

    fn encodings(&mut self, encodings: &Encodings) {
        let Encodings { named, prefix, items } = encodings;
        for encoding in named.iter().map(|(_, encoding)| encoding).chain(prefix).chain(items.as_deref()) {
            self.keep([&encoding.at]);
            self.keep(encoding.headers.iter().map(|header| &header.at));
            self.encodings(&encoding.inner);
        }
    }

    /// Notes what belongs to what is selected.
    pub(super) fn keep<'a>(&mut self, locations: impl IntoIterator<Item = &'a At>) {
        self.0.extend(locations.into_iter().map(|at| (at.clone(), true)));
    }

    /// Whether a location belongs to what is selected.
    pub(super) fn has(&self, at: &At) -> bool {
        let ends = at.pointer.rmatch_indices('/').map(|(end, _)| end);
        let prefixes = std::iter::once(at.pointer.len()).chain(ends).filter_map(|end| at.pointer.get(..end));
        let decided = prefixes.map(|pointer| At::new(at.file, pointer)).find_map(|around| self.0.get(&around).copied());
        decided.unwrap_or_else(|| !can_be_referred_to(at))
    }
}

/// Whether a location is inside something that operations refer to, or a path or a webhook.
fn can_be_referred_to(at: &At) -> bool {
    if at.file != FileId(0) {
        return at.file != FileId::SETTINGS;
    }
    let tokens: Vec<String> = at.tokens().take(3).collect();
    match tokens.as_slice() {
        [root, kind, _] if root == "components" => KINDS.contains(&kind.as_str()),
        [root, _, ..] => ["paths", "webhooks"].contains(&root.as_str()) || SECTIONS.contains(&root.as_str()),
        [] | [_] => false,
    }
}
