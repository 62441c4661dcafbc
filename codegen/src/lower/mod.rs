//! Decides everything: which schema becomes which type, what it is called, what may be absent, how an operation looks.
//!
//! Owns the passage from meaning to Rust, as a list of steps with plain data between them. The folders stand in the order of the
//! work. Must not know documents (only locations) nor how code is printed.

mod docs;
mod items;
mod merge;
mod names;
mod operations;
mod schemas;
mod settings;
mod shape;
mod share;
mod types;

use crate::api::Api;
use crate::at::At;
use crate::config::Config;
use crate::diagnostic::Sink;
use crate::product::Product;
use crate::rust::Krate;

use docs::schema_docs::Describe;
use merge::context::Context;
use operations::{Operations, ledger, servers};
use schemas::{SchemaTables, placement};
use settings::krate::{layout, lenient, package_name, products, runtime};
use shape::Shapes;
use share::Shared;
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
    let (mut names, namespace) = types::naming::assign(context, operations::offered(context), sink);
    let shared = Shared::find(context, &mut names);
    let choices = Choices::find(context, &names, &shared, sink);
    let docs = Describe::new(context, &names, &shared);
    let mut uses = Uses::new(context, &names, &choices);
    let tools =
        types::Tools { namespace, shared: &shared, choices: &choices, docs: &docs, uses: &mut uses, sink: &mut *sink };
    let (made, reexports) = types::make(context, tools);
    let (items, aliases) = items::finish(made, &choices, config, sink);
    let mut tables = SchemaTables::new(context, &shared);
    let mut made = Operations::new(context, &docs, &mut uses, &mut tables, sink).make(&items, &aliases);
    let products = products(config, context.api, &items);
    let models = if products.has(Product::Validate) { placement::models(&items, &names, &shared) } else { Vec::new() };
    let (schema_tables, validated) = tables.finish(&mut made.operations, models, sink);
    ledger::report_unused(context, sink);
    if products.has(Product::Server) {
        servers::report_paths(context.api, sink);
    }
    let schemas_typed = uses.degraded.typed_components(context);
    let krate = Krate {
        name: package_name(config),
        title: docs::one_line(&context.api.info.title),
        docs: docs::paragraphs([context.api.info.description.as_deref()]),
        recursion_limit: items::recursion::limit(&items),
        items,
        reexports,
        schema_tables,
        validated,
        schemes: made.schemes,
        operations: made.operations,
        unions: made.unions,
        token_method: made.token_method,
        servers: made.servers,
        lenient: lenient(config),
        products,
        layout: layout(config),
        runtime: runtime(config),
        dependencies: config.dependencies.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
    };
    Lowered { krate, operations_degraded: made.degraded, schemas_typed }
}
