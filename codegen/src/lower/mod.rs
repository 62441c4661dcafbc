//! Decides everything: which schema becomes which type, what it is called, what may be absent, how an operation looks.
//!
//! Owns the passage from meaning to Rust, as a list of steps with plain data between them. The folders stand in the order of the
//! work. Must not know documents (only locations) nor how code is printed.

mod context;
mod docs;
mod items;
mod merge;
mod names;
mod operations;
mod products;
mod schemas;
mod settings;
mod shape;
mod types;

use crate::api::Api;
use crate::at::At;
use crate::config::Config;
use crate::diagnostic::Sink;
use crate::rust::Krate;

use context::Context;
use docs::describe::Describe;
use operations::{Operations, ledger, servers};
use schemas::SchemaTables;
use shape::Shapes;
use types::choices::Choices;
use types::uses::Uses;

/// What was made of a description, and how much of it.
#[derive(Debug, Clone)]
pub struct Lowered {
    /// What will be written.
    pub krate: Krate,
    /// Where the operations stand in which something has no type that says what the description says. An entry of the
    /// ledger tells of each such thing, once for all operations that share it.
    pub operations_degraded: Vec<At>,
    /// How many of the schemas that the description names have a type that says all they say.
    pub schemas_typed: usize,
}

/// Decides what will be written. What cannot be honoured is reported and costs its smallest part.
pub fn lower(api: Api, config: &Config, sink: &mut Sink) -> Lowered {
    let merged = merge::merge(api, config, sink);
    let shapes = Shapes::of_all(&merged.api);
    let context = Context { api: &merged.api, merged: &merged, shapes: &shapes, config };
    let (names, namespace) = types::names::assign(context, operations::offered(context), sink);
    let choices = Choices::find(context, &names, sink);
    let docs = Describe::new(context, &names);
    let mut uses = Uses::new(context, &names, &choices);
    let tools = types::Tools { namespace, choices: &choices, docs: &docs, uses: &mut uses, sink: &mut *sink };
    let made = types::make(context, tools);
    let (items, aliases) = items::finish(made, &choices, config, sink);
    let mut tables = SchemaTables::new(context);
    let made = Operations::new(context, &docs, &mut uses, &mut tables, sink).make(&items, &aliases);
    tables.make(sink);
    let products = products::products(config, context.api, &items);
    let mut validated = if products.validate { tables.validated(&items, &names) } else { Vec::new() };
    tables.make(sink);
    ledger::report_unused(context, sink);
    let operations_degraded =
        made.operations.iter().filter(|one| !one.typed).map(|one| one.operation.at.clone()).collect();
    let schemas_typed = uses.degraded.typed_components(context);
    let mut operations: Vec<_> = made.operations.into_iter().map(|one| one.operation).collect();
    let checks = tables.finish(&mut operations, &mut validated);
    let (servers, base_path) = servers::servers(context.api);
    let krate = Krate {
        name: products::package_name(config),
        title: docs::one_line(&context.api.info.title),
        docs: docs::paragraphs([context.api.info.description.as_deref()]),
        recursion_limit: items::recursion::limit(&items),
        items,
        checks,
        validated,
        schemes: made.schemes,
        operations,
        unions: made.unions,
        servers,
        base_path,
        products,
        runtime: products::runtime(config),
        dependencies: config.dependencies.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
    };
    Lowered { krate, operations_degraded, schemas_typed }
}
