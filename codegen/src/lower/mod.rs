//! Decides everything: which schema becomes which type, what it is called, what may be absent, how an operation looks.
//!
//! Owns the passage from meaning to Rust. Must not know documents (only places) nor how code is printed.

mod docs;
mod items;
mod merge;
mod names;
mod operations;
mod schemas;
mod shape;
mod types;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::api::{Api, SchemaId};
use crate::at::At;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Check, Item, Krate, Name, Products, Runtime, Union};

use names::Namespace;
use names::named_locations::LocationNames;
use shape::formats::Formats;

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
pub fn lower(mut api: Api, config: &Config, sink: &mut Sink) -> Lowered {
    let parents = merge::subtypes::parents(&api);
    let (mut kept, degraded) = merge::all_of::flatten(&mut api, sink);
    merge::subtypes::write_out(&mut api, parents, &mut kept);
    let formats = Formats::settle(&mut api, &mut kept, config, sink);
    let mut operation_names = names::named_locations::operation_words(&api);
    let adopted = types::adopted(&api);
    operation_names.extend(names::named_locations::preferred_words(&api));
    operation_names.extend(merge::one_of_and_any_of::location_words(&api, &kept));
    operation_names.extend(shape::alternatives::location_words(&api));
    operation_names.extend(merge::any_of::location_words(&api, &kept));
    operation_names.extend(names::named_locations::field_words(&api));
    operation_names.extend(names::named_locations::file_words(&api, &adopted));
    let inputs = merge::direction::split(&mut api, &mut kept);
    let api = &api;
    let mut lower = Lower {
        api,
        config,
        kept: &kept,
        formats,
        inputs,
        sink,
        adopted,
        names: HashMap::new(),
        choices: types::choices::Choices::new(),
        type_names: Namespace::default(),
        items: Vec::new(),
        checks: HashMap::new(),
        check_names: Namespace::default(),
        check_items: Vec::new(),
        pending_checks: VecDeque::new(),
        patterns: HashMap::new(),
        operation_names,
        unnamed: Vec::new(),
        degraded,
        client_names: Namespace::default(),
        constants: Namespace::default(),
        unions: Vec::new(),
        constants_stated: types::constants::Constants::new(),
        tags: shape::discriminator_values::Unions::default(),
        defaults: types::defaults::Defaults::new(),
        named: docs::schema_docs::Named::default(),
    };
    lower.name_types();
    lower.find_choices();
    lower.make_types();
    lower.spread_degraded();
    items::recursion::break_cycles(&mut lower.items, lower.sink);
    items::large_unions::bound(&mut lower.items);
    items::conversions::settle(&mut lower.items);
    types::constants::settle(&mut lower.items, &lower.constants_stated);
    items::discriminator_properties::settle(&mut lower.items);
    items::closed_enums::settle(&mut lower.items);
    types::defaults::settle(&mut lower.items, &lower.defaults, lower.sink);
    shape::formats::judge_foreign(&mut lower.items);
    types::choices::check(&lower.items, &lower.choices, lower.sink);
    items::attributes::check(config, &lower.choices, lower.sink);
    items::derives::settle(&mut lower.items, &lower.choices, config, lower.sink);
    let schemes = lower.schemes();
    let operations = lower.operations(&schemes);
    lower.make_checks();
    let products = products(config, api, &lower.items);
    let mut validated = if products.validate { lower.validated() } else { Vec::new() };
    lower.make_checks();
    lower.report_unused();
    let schemas_typed = lower.typed_components();
    let own_check_names = lower.own_check_names();
    let degraded = operations.iter().filter(|operation| !operation.typed);
    let operations_degraded = degraded.map(|operation| operation.operation.at.clone()).collect();
    let (servers, base_path) = lower.servers();
    let recursion_limit = items::recursion::limit(&lower.items);
    let mut check_names = lower.check_names;
    let mut krate = Krate {
        name: package_name(config),
        title: docs::one_line(&api.info.title),
        docs: docs::paragraphs([api.info.description.as_deref()]),
        items: lower.items,
        checks: lower.check_items,
        validated: Vec::new(),
        schemes: schemes.used,
        operations: operations.into_iter().map(|operation| operation.operation).collect(),
        unions: lower.unions,
        servers,
        base_path,
        products,
        runtime: runtime(config),
        recursion_limit,
        dependencies: config.dependencies.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
    };
    schemas::sharing::share(
        &mut krate.checks,
        &mut krate.operations,
        &mut validated,
        &own_check_names,
        &mut check_names,
    );
    schemas::placement::place(&mut krate.checks, &krate.operations, &validated);
    krate.validated = validated;
    Lowered { krate, operations_degraded, schemas_typed }
}

/// The state of one lowering.
struct Lower<'a, 's> {
    api: &'a Api,
    config: &'a Config,
    /// What schemas say that are merged in `api`, where that is more.
    kept: &'a merge::all_of::Kept,
    /// What formats ask for.
    formats: Formats,
    /// The schemas that were made for requests, and what each was made of.
    inputs: merge::direction::Inputs,
    sink: &'s mut Sink,
    /// The schemas of other files that components give their names to.
    adopted: HashMap<SchemaId, SchemaId>,
    /// The type of each schema that has one of its own.
    names: HashMap<SchemaId, Name>,
    /// What the settings say of single types.
    choices: types::choices::Choices,
    type_names: Namespace,
    items: Vec<Item>,
    /// The table of each schema that was asked for.
    checks: HashMap<SchemaId, crate::rust::CheckRef>,
    check_names: Namespace,
    check_items: Vec<Check>,
    /// Tables that are still to be made: the schema, the name.
    pending_checks: VecDeque<(SchemaId, Name)>,
    /// The statics of the patterns that were met; none for those that no engine of the runtime takes.
    patterns: HashMap<String, Option<Name>>,
    operation_names: LocationNames,
    /// The lists and maps without a name that are being made, one in the other.
    unnamed: Vec<SchemaId>,
    /// Schemas whose type says less than they do.
    degraded: HashSet<SchemaId>,
    /// The names that the client's file has.
    client_names: Namespace,
    /// The names of the statics of schemes and operations.
    constants: Namespace,
    unions: Vec<Union>,
    /// The only values of members that are objects or lists.
    constants_stated: types::constants::Constants,
    /// The unions that others have as alternatives.
    tags: shape::discriminator_values::Unions,
    /// The defaults of the members of structs.
    defaults: types::defaults::Defaults,
    /// What documentation can speak of by name.
    named: docs::schema_docs::Named,
}

impl Lower<'_, '_> {
    /// Reports what has no type yet and is any JSON value.
    fn untyped(&mut self, at: &At, what: &str) {
        self.sink.push(
            Diagnostic::new(codes::UNTYPED, at.clone(), format!("{what} has no type yet; this is any JSON value"))
                .help("read and write it as `serde_json::Value`"),
        );
    }
}

/// What is asked for; without operations there is nothing to call or to answer, and without models nothing to validate.
fn products(config: &Config, api: &Api, items: &[Item]) -> Products {
    let wants = |product| config.products.contains(&product);
    let calls = |product| !api.operations.is_empty() && wants(product);
    let has_models = items.iter().any(|item| !matches!(item, Item::Alias(_)));
    let schemars = has_models && wants(config::Product::Schemars);
    let proptest = has_models && wants(config::Product::Proptest);
    Products {
        client: calls(config::Product::Client),
        server: calls(config::Product::Server),
        // Both are made of the schemas that it knows.
        validate: schemars || proptest || has_models && wants(config::Product::Validate),
        schemars,
        proptest,
    }
}

fn runtime(config: &Config) -> Runtime {
    match config.runtime {
        config::Runtime::Crate => Runtime::Crate,
        config::Runtime::Vendored => Runtime::Vendored,
    }
}

/// The name that is asked for, or that of the output folder, as a package may have it.
fn package_name(config: &Config) -> String {
    let folder = config.output.file_name().and_then(|name| name.to_str());
    let wanted = config.name.as_deref().or(folder).unwrap_or_default();
    config::crate_name(wanted)
}
