//! Leaves out what the settings do not select, once everything is decided.
//!
//! Owns which operations are selected, and what goes with those that are not: types, names of locations, schema tables, security
//! schemes, reports. Nothing is decided anew: names, shared types and derives are those of the whole description, so that a change
//! of the selection never changes what stays. Must not know how any of it was made.

mod locations;
mod reach;
mod selectors;
mod servers;
mod written;

use crate::api::{Api, Component};
use crate::config::Config;
use crate::diagnostic::Sink;
use crate::rust::{Krate, Name, Webhook};

use crate::lower::merge::context::Context;
use crate::lower::operations::webhooks::{OwnedWebhook, Owner};
use crate::lower::schemas::placement;
use crate::lower::select::locations::Locations;
use crate::lower::select::reach::Reach;
use crate::lower::select::selectors::Selected;
use crate::lower::types::naming::TypeNames;

/// What the settings select of a description; `None` is everything.
pub(in crate::lower) struct Selection(Option<Part>);

/// A part of a description.
struct Part {
    selected: Selected,
    /// What the selected operations lead to, as the description has it.
    reach: Reach,
    locations: Locations,
}

impl Selection {
    /// What is selected of a description as it was read. A selector that selects nothing is reported.
    pub(in crate::lower) fn find(api: &Api, config: &Config, sink: &mut Sink) -> Self {
        if config.select.is_all() {
            return Self(None);
        }
        let selected = Selected::find(api, &config.select, sink);
        let reach = Reach::of(api, &selected);
        let locations = Locations::of(api, &selected, &reach);
        Self(Some(Part { selected, reach, locations }))
    }

    /// What there is of each operation, for those that are selected.
    pub(in crate::lower) fn of_operations<T>(&self, each: Vec<T>) -> Vec<T> {
        match &self.0 {
            None => each,
            Some(part) => {
                let selected = each.into_iter().zip(&part.selected.operations).filter(|(_, is_selected)| **is_selected);
                selected.map(|(one, _)| one).collect()
            }
        }
    }

    /// The webhooks and callbacks that are selected. A callback that several operations have is, if one of them is.
    pub(in crate::lower) fn of_webhooks(&self, each: Vec<OwnedWebhook>) -> Vec<Webhook> {
        let is_selected = |owner: &Owner| self.0.as_ref().is_none_or(|part| part.selected.has(*owner));
        let selected = each.into_iter().filter(|one| one.owners.iter().any(is_selected));
        selected.map(|one| one.webhook).collect()
    }

    /// How many operations are selected. One that could not be read has nothing that could include it.
    pub(in crate::lower) fn operations_total(&self, context: Context<'_>) -> usize {
        let Context { api, config, .. } = context;
        let selected = match &self.0 {
            None => api.operations.len(),
            Some(part) => part.selected.operations.iter().filter(|is_selected| **is_selected).count(),
        };
        let unread = api.operations_total.saturating_sub(api.operations.len());
        selected + if config.select.include.is_empty() { unread } else { 0 }
    }

    /// The schemas that the description names, of which something that is selected has values.
    pub(in crate::lower) fn components<'a>(&self, api: &'a Api) -> Vec<&'a Component> {
        let has_values = |schema| self.0.as_ref().is_none_or(|part| part.reach.has_values(schema));
        api.components.iter().filter(|component| has_values(component.schema)).collect()
    }

    /// A crate without what is not selected. Its operations are those that are selected.
    pub(in crate::lower) fn apply(
        &self,
        context: Context<'_>,
        names: &TypeNames,
        mut krate: Krate,
        sink: &mut Sink,
    ) -> Krate {
        let Some(Part { selected, reach: _, locations }) = &self.0 else { return krate };
        let incoming: Vec<Name> = reach::named_types(context, names, selected.incoming(context.api));
        written::retain(&mut krate, incoming);
        servers::retain(&mut krate.servers, &selected.operations);
        // A type that is written brings along the names of the locations inside it.
        let mut locations = locations.clone();
        locations.keep(krate.items.iter().map(written::at));
        krate.reexports.retain(|reexport| locations.has(&reexport.at));
        written::unlink(&mut krate, names);
        placement::retain_reached(&mut krate.schema_tables, &krate.operations, &krate.webhooks, &krate.validated);
        sink.retain(|entry| entry.code.is_fatal() || entry.at.as_ref().is_none_or(|at| locations.has(at)));
        krate
    }
}
