//! Makes the operations: their names, arguments and bodies.
//!
//! Owns what a call looks like. Must not know how it is sent, or how a server responds.

pub(super) mod bodies;
pub(super) mod forms;
pub(super) mod groups;
pub(super) mod headers;
pub(super) mod ledger;
pub(super) mod media_types;
pub(super) mod mock_responses;
pub(super) mod multipart;
pub(super) mod offered;
pub(super) mod responses;
pub(super) mod security;
pub(super) mod servers;
pub(super) mod streams;
pub(super) mod styles;
pub(super) mod webhooks;
pub(super) mod whole_query;

use std::collections::HashMap;

use crate::api::{self, Api, SchemaId, Status};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{
    Codec, Item, Location, Name, Operation, Parameter, SchemaTableRef, Scheme, Segment, Servers, Ty, Union, WholeQuery,
};
use crate::value::Value;

use crate::lower::docs;
use crate::lower::docs::schema_docs::Describe;
use crate::lower::items::aliases::Aliases;
use crate::lower::items::defaults::{self, ParameterDefaults};
use crate::lower::merge::context::Context;
use crate::lower::names::named_locations;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, identifier, wanted};
use crate::lower::operations::groups::Groups;
use crate::lower::operations::media_types::codec_of;
use crate::lower::operations::multipart::FormNames;
use crate::lower::operations::security::Schemes;
use crate::lower::operations::webhooks::OwnedWebhook;
use crate::lower::schemas::SchemaTables;
use crate::lower::shape::constraints;
use crate::lower::shape::{Shape, Shapes};
use crate::lower::types::BY_NAME;
use crate::lower::types::defaults::report_refused;
use crate::lower::types::faults::Faults;
use crate::lower::types::uses::{Use, Uses};

/// An operation and whether every type in it says what the description says.
#[derive(Debug)]
struct LoweredOperation {
    operation: Operation,
    response_schemas: Vec<(Status, SchemaId)>,
    typed: bool,
}

/// The names of an operation, in all places where it has one.
struct Names {
    method: Name,
    constant: Name,
    call: Name,
    request: Name,
    response: Name,
    /// Of the type of its body, where it has one of its own.
    body: Option<Name>,
    /// Of its form in parts, where that has types of its own.
    form: Option<FormNames>,
}

/// Methods that the client or the server trait has already, and those of std that the pointer to a service has.
pub(super) const RESERVED_METHODS: &[&str] = &[
    "as_ref",
    "authenticate",
    "builder",
    "clone",
    "clone_from",
    "clone_into",
    "drop",
    "into",
    "raw_call",
    "to_owned",
    "try_into",
];

/// Types that the files of operations have already, or import.
const RESERVED_TYPES: &[&str] = &[
    "Api",
    "Authenticate",
    "BodyLimit",
    "BuildError",
    "Body",
    "BodyStream",
    "Builder",
    "ByteStream",
    "Bytes",
    "Call",
    "CallError",
    "CallExt",
    "CallFuture",
    "Client",
    "ClientBuilder",
    "Context",
    "Continuation",
    "ContinuationError",
    "Core",
    "Declared",
    "DecodeError",
    "DecodeHeaders",
    "Event",
    "EventStream",
    "Events",
    "Fallible",
    "Fault",
    "FromRequest",
    "HeaderError",
    "HeaderMap",
    "IntoResponse",
    "Error",
    "ErrorResponse",
    "File",
    "FileOr",
    "Form",
    "FromBody",
    "Incoming",
    "ItemStream",
    "Items",
    "Infallible",
    "Lenient",
    "Limits",
    "OwnServers",
    "PageItems",
    "Paged",
    "Pages",
    "Pagination",
    "Part",
    "Parts",
    "RawCall",
    "Rejection",
    "Reply",
    "RequestBody",
    "RequestId",
    "Response",
    "Router",
    "Routes",
    "Secret",
    "Server",
    "ServerKey",
    "Spans",
    "StreamError",
    "Transport",
    "Typed",
    "Variable",
];

/// Methods that the builder of the client has already.
const BUILDER_METHODS: &[&str] = &[
    "base_url",
    "build",
    "clock",
    "header",
    "http",
    "layer",
    "new",
    "response_limit",
    "retries",
    "server",
    "service",
    "spans",
    "strict_responses",
    "timeouts",
    "transport",
    "user_agent",
];

/// Names that the generated methods of a call use.
const RESERVED_ARGUMENTS: &[&str] = &["call", "incoming"];

/// What operations are made of.
pub(in crate::lower) struct Made {
    pub operations: Vec<Operation>,
    /// The schemas of the JSON responses of each of them that a client validates.
    pub response_schemas: Vec<Vec<(Status, SchemaId)>>,
    /// Whether every type in it says what the description says, for each of them.
    pub typed: Vec<bool>,
    /// The security schemes that operations use.
    pub schemes: Vec<Scheme>,
    /// The builder's method for the token of all bearer schemes.
    pub token_method: Option<Name>,
    /// The servers.
    pub servers: Servers,
    /// The unions of bodies that the client can be given.
    pub unions: Vec<Union>,
    /// The groups of operations that the settings want.
    pub groups: Groups,
    /// The webhooks and callbacks, where they are wanted.
    pub webhooks: Vec<OwnedWebhook>,
}

/// The state of making operations.
pub(in crate::lower) struct Operations<'a, 's> {
    context: Context<'a>,
    api: &'a Api,
    shapes: &'a Shapes<'a>,
    docs: &'a Describe<'a>,
    uses: &'s mut Uses<'a>,
    tables: &'s mut SchemaTables<'a>,
    sink: &'s mut Sink,
    /// The names that the client's file has.
    client_names: Namespace,
    /// The names of the statics of schemes and operations.
    constants: Namespace,
    unions: Vec<Union>,
}

impl<'a, 's> Operations<'a, 's> {
    pub(in crate::lower) fn new(
        context: Context<'a>,
        docs: &'a Describe<'a>,
        uses: &'s mut Uses<'a>,
        tables: &'s mut SchemaTables<'a>,
        sink: &'s mut Sink,
    ) -> Self {
        Self {
            context,
            api: context.api,
            shapes: context.shapes,
            docs,
            uses,
            tables,
            sink,
            client_names: Namespace::default(),
            constants: Namespace::default(),
            unions: Vec::new(),
        }
    }

    /// Makes all operations, once every type is finished.
    pub(in crate::lower) fn make(mut self, items: &[Item], aliases: &Aliases, faults: &Faults) -> Made {
        let mut methods = Namespace::with(BUILDER_METHODS);
        let schemes = self.schemes(&mut methods);
        let servers = servers::servers(self.api, &mut methods);
        let lowered = self.operations(&schemes, items, aliases);
        let webhooks = self.webhooks(&lowered);
        let described = lowered.iter().zip(&self.api.operations);
        let typed = described.map(|(one, operation)| one.typed && !faults.concern(operation)).collect();
        let (mut operations, response_schemas): (Vec<Operation>, _) =
            lowered.into_iter().map(|one| (one.operation, one.response_schemas)).unzip();
        let groups = groups::assign(self.context, &mut operations, &mut self.client_names);
        let Schemes { used: schemes, token_method, .. } = schemes;
        let unions = self.unions;
        Made { operations, response_schemas, typed, schemes, token_method, servers, unions, groups, webhooks }
    }

    /// The type of a schema where it is used.
    fn used(&mut self, id: SchemaId) -> Use {
        self.uses.used(id, self.sink)
    }

    /// What refers to the table of a schema.
    fn schema_table(&mut self, id: SchemaId) -> SchemaTableRef {
        self.tables.table(id)
    }

    /// Whether the type of a schema says less than the schema does.
    fn is_degraded(&self, id: SchemaId) -> bool {
        self.uses.degraded.contains(self.context, id)
    }

    fn operations(&mut self, schemes: &Schemes, items: &[Item], aliases: &Aliases) -> Vec<LoweredOperation> {
        let names = self.operation_identifiers();
        let api = self.api;
        let made = api.operations.iter().zip(names);
        let mut lowered: Vec<LoweredOperation> =
            made.map(|(operation, names)| self.operation(operation, names, schemes)).collect();
        let stated: Vec<_> = api.operations.iter().map(|operation| self.parameter_defaults(operation)).collect();
        let operations = lowered.iter_mut().map(|lowered| &mut lowered.operation).zip(&stated);
        defaults::set_of_parameters(operations, items, aliases, self.sink);
        lowered
    }

    /// The defaults of parameters, by place and name.
    fn parameter_defaults(&self, operation: &api::Operation) -> ParameterDefaults {
        let stated = operation.parameters.iter().filter_map(|parameter| {
            let at = self.api.schemas[parameter.schema].at.clone();
            let default = self.shapes.default(parameter.schema)?;
            let default = Some(default).filter(|default| constraints::allow(self.shapes, parameter.schema, default))?;
            Some(((parameter.location, parameter.name.clone()), (default.clone(), at)))
        });
        stated.collect()
    }

    fn operation_identifiers(&mut self) -> Vec<Names> {
        let spellings = named_locations::operation_names(self.api);
        for (operation, spelling) in self.api.operations.iter().zip(&spellings) {
            if let Some(met) = &spelling.met {
                renames::report_met(self.sink, &operation.at, met, &spelling.name);
            }
        }
        let spellings: Vec<&str> = spellings.iter().map(|spelling| spelling.name.as_str()).collect();
        let mut methods = Namespace::with(RESERVED_METHODS);
        let mut types = Namespace::with(RESERVED_TYPES);
        let assigned = methods.assign(&spellings, Case::Snake);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        spellings.iter().for_each(|spelling| *counts.entry(spelling).or_default() += 1);
        for ((operation, spelling), name) in self.api.operations.iter().zip(&spellings).zip(&assigned) {
            // Ids that are given twice are reported as such.
            if counts.get(spelling) == Some(&1) {
                renames::report(
                    self.sink,
                    &operation.at,
                    &[spelling],
                    std::slice::from_ref(name),
                    Case::Snake,
                    BY_NAME,
                );
            }
        }
        let names = assigned
            .into_iter()
            .zip(&self.api.operations)
            .map(|(method, operation)| {
                let text = method.as_str().to_owned();
                let pascal = identifier(&text, Case::Pascal);
                let mut named = |suffix: &str| types.take(&pascal.with(suffix), &text);
                let (call, request, response) = (named("Call"), named("Request"), named("Response"));
                let body = bodies::has_choice(self.shapes, operation).then(|| named("Body"));
                let form = operation.body.as_ref().and_then(|body| multipart::own_form(self.context, body));
                let form = form.map(|_| FormNames { name: named("Form"), part: named("Part") });
                Names {
                    body,
                    form,
                    constant: self.constants.take(&identifier(&text, Case::Shouty), &text),
                    method,
                    call,
                    request,
                    response,
                }
            })
            .collect();
        self.client_names = types;
        names
    }

    fn operation(&mut self, operation: &api::Operation, names: Names, schemes: &Schemes) -> LoweredOperation {
        let mut arguments = Namespace::with(RESERVED_ARGUMENTS);
        let (parameters, parameters_typed) = self.parameters(operation, &mut arguments);
        let (body, body_typed) = self.body(operation, (names.body, names.form), &mut arguments);
        let outcomes = self.outcomes(operation);
        let [success_headers, failure_headers] = self.header_sets(operation, &names.method, &outcomes.declared);
        let response_schemas = self.response_schemas(operation, &outcomes.declared);
        let streams = self.stream_calls(operation, &parameters, body.as_ref(), &outcomes.declared);
        let lowered = Operation {
            at: operation.at.clone(),
            docs: docs::paragraphs([operation.summary.as_deref(), operation.description.as_deref()]),
            id: operation.id.clone().unwrap_or_else(|| names.method.as_str().to_owned()),
            name: names.method,
            in_server: None,
            in_client: None,
            constant: names.constant,
            call: names.call,
            request: names.request,
            response: names.response,
            method: operation.method.clone(),
            path: operation.path.clone(),
            segments: segments(&operation.path, &parameters),
            parameters,
            body,
            other_media_types: responses::others(self.shapes, operation, &outcomes.declared),
            outcomes: outcomes.declared,
            successes: outcomes.successes,
            success: outcomes.success,
            failure: outcomes.failure,
            response_tables: Vec::new(),
            mock_responses: self.mock_responses(operation),
            success_headers,
            failure_headers,
            streams,
            pagination: None,
            sends_items: operation.body.iter().flat_map(|body| &body.media).any(streams::has_items),
            security: schemes.alternatives(&operation.security),
            context: arguments.take(&identifier("context", Case::Snake), "request context"),
            deprecated: operation.deprecated,
        };
        LoweredOperation {
            operation: lowered,
            response_schemas,
            typed: parameters_typed && body_typed && outcomes.typed && !takes_sequence(operation),
        }
    }

    fn parameters(&mut self, operation: &api::Operation, arguments: &mut Namespace) -> (Vec<Parameter>, bool) {
        let sent: Vec<&api::Parameter> =
            operation.parameters.iter().filter(|parameter| self.is_sent(operation, parameter)).collect();
        self.report_spread(&sent);
        // A name that stands in several places is told apart by the place; the path's keeps it.
        let spellings: Vec<String> = sent
            .iter()
            .map(|parameter| {
                let shared =
                    sent.iter().any(|other| other.name == parameter.name && other.location != parameter.location);
                let own = parameter.name.as_str();
                match parameter.location {
                    _ if parameter.preferred_name.is_some() => {
                        wanted(parameter.preferred_name.as_deref(), own).to_owned()
                    }
                    Location::Query if shared => format!("{own}_query"),
                    Location::Header if shared => format!("{own}_header"),
                    Location::Cookie if shared => format!("{own}_cookie"),
                    Location::Path | Location::Query | Location::Header | Location::Cookie => own.to_owned(),
                }
            })
            .collect();
        let spellings: Vec<&str> = spellings.iter().map(String::as_str).collect();
        let names = arguments.assign(&spellings, Case::Snake);
        renames::report(self.sink, &operation.at, &spellings, &names, Case::Snake, BY_NAME);
        let mut typed = true;
        let mut parameters = Vec::with_capacity(sent.len());
        for (parameter, name) in sent.into_iter().zip(names) {
            let made = self.parameter(parameter, name, operation);
            typed &= !self.is_degraded(parameter.schema) && !made.whole_query.as_ref().is_some_and(WholeQuery::is_text);
            parameters.push(made);
        }
        (parameters, typed)
    }

    fn parameter(&mut self, parameter: &api::Parameter, name: Name, operation: &api::Operation) -> Parameter {
        self.report_style(parameter);
        report_refused(self.context, &parameter.name, parameter.schema, self.sink);
        let whole_query = self.whole_query(parameter);
        let is_text = whole_query.as_ref().is_some_and(WholeQuery::is_text);
        Parameter {
            docs: self.docs.described_docs(parameter.schema, &parameter.name, parameter.description.as_deref()),
            name,
            wire: parameter.name.clone(),
            location: parameter.location,
            style: styles::style_of(parameter),
            explode: parameter.explode,
            inner: parameter.inner.clone(),
            allow_reserved: parameter.allow_reserved,
            allow_empty: self.reads_name_alone(parameter) || self.is_root(parameter, operation),
            is_json: parameter.content.as_deref().is_some_and(|media| codec_of(media) == Codec::Json),
            whole_query,
            required: parameter.required,
            ty: if is_text { Ty::String } else { self.used(parameter.schema).ty },
            schema_table: match is_text {
                true => SchemaTableRef::Known("ANY"),
                false => self.schema_table(parameter.schema),
            },
            default: None,
            deprecated: parameter.deprecated,
        }
    }

    /// Whether a query parameter may be its name alone, and this is not just the empty string.
    fn reads_name_alone(&self, parameter: &api::Parameter) -> bool {
        let is_text = matches!(self.shapes.of(parameter.schema), Shape::Any | Shape::String);
        parameter.allow_empty && parameter.location == Location::Query && !is_text
    }

    /// Whether a path parameter may be the empty string: the description says so, and its path without it is no other operation's.
    /// It must be the whole last segment, because servers join what is left of an empty one between two slashes.
    fn is_root(&self, parameter: &api::Parameter, operation: &api::Operation) -> bool {
        let place = format!("/{{{}}}", parameter.name);
        let Some(rest) = operation.path.strip_suffix(&place).filter(|_| parameter.location == Location::Path) else {
            return false;
        };
        let is_rest = |other: &api::Operation| {
            other.method == operation.method && other.path.trim_end_matches('/') == rest.trim_end_matches('/')
        };
        let schema = &self.api.schemas[self.shapes.target(parameter.schema)];
        let is_empty = |value: &Value| value.as_str() == Some("");
        let says = parameter.allow_empty
            || schema.string.min_length == Some(0)
            || schema.constant.as_ref().is_some_and(is_empty)
            || schema.enumeration.iter().flatten().any(is_empty)
            || schema.notes.default.iter().chain(&schema.notes.examples).any(is_empty);
        says && !self.api.operations.iter().any(is_rest)
    }

    /// A path parameter that its path has no place for cannot be sent, and neither can a whole query that is no object but a form.
    fn is_sent(&mut self, operation: &api::Operation, parameter: &api::Parameter) -> bool {
        if !self.can_be_query(parameter) {
            return false;
        }
        let placed = operation.path.contains(&format!("{{{}}}", parameter.name));
        if parameter.location != Location::Path || placed {
            return true;
        }
        self.sink.push(
            Diagnostic::new(
                codes::PARAMETER_WITHOUT_PLACE,
                parameter.at.clone(),
                format!("`{}` is not in the path `{}`; it is not sent", parameter.name, operation.path),
            )
            .help(format!("write `{{{}}}` in the path, or delete the parameter", parameter.name)),
        );
        false
    }
}

/// Whether a body is a sequence of items that have a schema of their own, and that are not read or written one by one.
fn takes_sequence(operation: &api::Operation) -> bool {
    let mut bodies = operation.body.iter().flat_map(|body| &body.media);
    let mut responses = operation.responses.iter().flat_map(|response| &response.media);
    bodies.any(|media| media.item_schema.is_some())
        || responses.any(|media| media.item_schema.is_some() && !streams::is_sequence(media))
}

/// Cuts a path template at the parameters that are declared. A fragment in a path key is never sent.
fn segments(path: &str, parameters: &[Parameter]) -> Vec<Segment> {
    let mut rest = path.split('#').next().unwrap_or(path);
    let mut segments = Vec::new();
    let mut literal = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        literal.push_str(before);
        match after.split_once('}') {
            Some((name, after)) if parameters.iter().any(|p| p.location == Location::Path && p.wire == name) => {
                if !literal.is_empty() {
                    segments.push(Segment::Literal(std::mem::take(&mut literal)));
                }
                segments.push(Segment::Parameter(name.to_owned()));
                rest = after;
            }
            _ => {
                literal.push('{');
                rest = after;
            }
        }
    }
    literal.push_str(rest);
    if !literal.is_empty() || segments.is_empty() {
        segments.push(Segment::Literal(literal));
    }
    segments
}
