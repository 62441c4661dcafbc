//! Decides everything: which schema becomes which type, what it is called, what may be absent, how an operation looks.
//!
//! Owns the passage from meaning to Rust, as a list of steps with plain data between them. The folders stand in the order of the
//! work. Must not know documents (only locations) nor how code is printed.

mod docs;
mod files;
mod items;
mod merge;
mod names;
mod operations;
mod pages;
mod schemas;
mod select;
mod settings;
mod shape;
mod share;
mod types;

use crate::api::{Api, Component};
use crate::at::At;
use crate::config::Config;
use crate::diagnostic::Sink;
use crate::product::Product;
use crate::rust::{Krate, Splits, Traced};

use docs::schema_docs::Describe;
use merge::context::{Context, Purpose};
use operations::{Operations, groups, headers, ledger, offered, security, servers, streams};
use schemas::{SchemaTables, placement};
use select::Selection;
use settings::idempotency;
use settings::krate::{layout, lenient, package_name, products, runtime};
use shape::Shapes;
use share::Shared;
pub use share::report::{Group, NearMiss, SharingReport};
use types::choices::Choices;
use types::faults::Faults;
use types::uses::Uses;

/// What was made of a description, and how much of it.
#[derive(Debug, Clone)]
pub struct Lowered {
    /// What will be written.
    pub krate: Krate,
    /// Where the operations stand in which something has no type that says what the description says. An entry of the
    /// ledger tells of each such thing, once for all operations that share it.
    pub operations_degraded: Vec<At>,
    /// How many operations are selected, those that could not be read included.
    pub operations_total: usize,
    /// How many schemas that the description names are selected.
    pub schemas_total: usize,
    /// How many of these have a type that says all they say.
    pub schemas_typed: usize,
}

/// Decides what will be written. What cannot be honoured is reported and costs its smallest part.
pub fn lower(api: Api, config: &Config, sink: &mut Sink) -> Lowered {
    decide(api, config, Purpose::Code, sink)
}

/// The same for a mock server: operations know what their responses are made of.
pub fn lower_for_mock(api: Api, config: &Config, sink: &mut Sink) -> Lowered {
    decide(api, config, Purpose::Mock, sink)
}

fn decide(api: Api, config: &Config, purpose: Purpose, sink: &mut Sink) -> Lowered {
    let selection = Selection::find(&api, config, sink);
    let faults = Faults::reported(&api, sink);
    let merged = merge::merge(api, config, sink);
    let shapes = Shapes::of_all(&merged.api);
    let context = Context { api: &merged.api, merged: &merged, shapes: &shapes, config, purpose };
    let (mut names, mut namespace) = types::naming::assign(context, offered::schemas(context), sink);
    let shared = Shared::find(context, &mut names, &mut namespace, sink);
    let choices = Choices::find(context, &names, &shared, sink);
    let docs = Describe::new(context, &names, &shared);
    let mut uses = Uses::new(context, &names, &choices);
    uses.degraded.extend(faults.schemas(context));
    let tools =
        types::Tools { namespace, shared: &shared, choices: &choices, docs: &docs, uses: &mut uses, sink: &mut *sink };
    let (made, reexports) = types::make(context, tools);
    let (items, aliases) = items::finish(made, &choices, config, sink);
    let mut tables = SchemaTables::new(context, &shared);
    let mut made = Operations::new(context, &docs, &mut uses, &mut tables, sink).make(&items, &aliases, &faults);
    streams::report_settings(context, &made.operations, sink);
    pages::assign(context, &mut uses, &mut made.operations, sink);
    made.operations = selection.of_operations(made.operations);
    let mut webhooks = selection.of_webhooks(made.webhooks);
    let products = products(config, &made.operations, &webhooks, &items);
    let models = if products.has(Product::Validate) { placement::models(&items, &names, &shared) } else { Vec::new() };
    let responses = selection.of_operations(made.response_schemas);
    let requests_are_read = products.has(Product::Server);
    let (schema_tables, validated) =
        tables.finish(&mut made.operations, &mut webhooks, models, responses, requests_are_read, sink);
    ledger::report_unused(context, sink);
    if products.has(Product::Server) {
        servers::report_paths(context.api, sink);
    }
    let mut krate = Krate {
        name: package_name(config),
        title: docs::one_line(&context.api.info.title),
        docs: docs::paragraphs([context.api.info.description.as_deref()]),
        recursion_limit: items::recursion::limit(&items),
        items,
        reexports,
        schema_tables,
        validated,
        schemes: made.schemes,
        security: None,
        operations: made.operations,
        webhooks,
        unions: made.unions,
        headers: Vec::new(),
        token_method: made.token_method,
        idempotency_key: idempotency::key(context.api, config, sink),
        servers: made.servers,
        lenient: lenient(config),
        exhaustive: config.server.exhaustive,
        server_groups: Vec::new(),
        client_groups: Vec::new(),
        traced: Traced {
            client: config.client.tracing && products.has(Product::Client),
            server: config.server.tracing && products.has(Product::Server),
        },
        products,
        layout: layout(config),
        runtime: runtime(config),
        splits: Splits::default(),
        dependencies: config.dependencies.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
    };
    krate = selection.apply(context, &names, krate, sink);
    krate.security = security::shared(&krate);
    krate.headers = headers::types(&krate.operations);
    krate.server_groups = groups::written(made.groups.server, &krate.operations, |one| one.in_server.as_ref());
    krate.client_groups = groups::written(made.groups.client, &krate.operations, |one| one.in_client.as_ref());
    krate.splits = files::splits(context.api, &krate, config, sink);
    let typed = selection.of_operations(made.typed);
    let degraded = krate.operations.iter().zip(typed).filter(|(_, typed)| !typed);
    let operations_degraded = degraded.map(|(operation, _)| operation.at.clone()).collect();
    let components = selection.components(context.api);
    let is_typed = |component: &&&Component| !uses.degraded.contains(context, component.schema);
    Lowered {
        krate,
        operations_degraded,
        operations_total: selection.operations_total(context),
        schemas_total: components.len(),
        schemas_typed: components.iter().filter(is_typed).count(),
    }
}

/// What types of a description are shared, and what nearly is.
pub fn sharing(api: Api, config: &Config, sink: &mut Sink) -> SharingReport {
    let merged = merge::merge(api, config, sink);
    let shapes = Shapes::of_all(&merged.api);
    let context = Context { api: &merged.api, merged: &merged, shapes: &shapes, config, purpose: Purpose::Code };
    let (names, namespace) = types::naming::assign(context, offered::schemas(context), sink);
    share::report::make(context, &names, namespace, sink)
}
