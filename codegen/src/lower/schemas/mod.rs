//! Makes the schema tables that requests and models are validated against.
//!
//! Owns which schemas have a table and what it is called. A keyword that cannot be validated is reported, never dropped in silence.
//! Must not know types.

pub(super) mod discriminators;
pub(super) mod keywords;
pub(super) mod placement;
pub(super) mod sharing;
pub(super) mod values;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::api::{Schema, SchemaId, Status, Types};
use crate::bounds::SCHEMA_HOPS;
use crate::diagnostic::Sink;
use crate::rust::{Name, Operation, SchemaTable, SchemaTableRef, SchemaTableUse, Validated, Webhook};
use crate::value::Value;

use crate::lower::merge::context::{Context, Purpose};
use crate::lower::merge::direction::{Direction, travels};
use crate::lower::names::unnamed;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::schemas::values::{known, says_nothing};
use crate::lower::shape::discriminator_values::DiscriminatorValues;
use crate::lower::share::Shared;

/// The static of `validate.rs` that has the schemas of all responses.
const RESERVED: &[&str] = &["RESPONSES"];

/// The schema tables that something refers to.
pub(in crate::lower) struct SchemaTables<'a> {
    context: Context<'a>,
    /// Which schemas share a type, and so a table.
    shared: &'a Shared,
    discriminators: DiscriminatorValues<'a>,
    namespace: Namespace,
    /// What refers to the table of each schema.
    references: HashMap<SchemaId, SchemaTableRef>,
    /// Tables that are still to be made: the schema, the name.
    pending: VecDeque<(SchemaId, Name)>,
    made: Vec<SchemaTable>,
    /// The statics of the patterns that were met; none for those that no engine of the runtime takes.
    patterns: HashMap<String, Option<Name>>,
}

impl<'a> SchemaTables<'a> {
    pub(in crate::lower) fn new(context: Context<'a>, shared: &'a Shared) -> Self {
        Self {
            context,
            shared,
            discriminators: DiscriminatorValues::new(context.api, context.shapes),
            namespace: Namespace::with(RESERVED),
            references: HashMap::new(),
            pending: VecDeque::new(),
            made: Vec::new(),
            patterns: HashMap::new(),
        }
    }

    /// What refers to the table of a schema; the table itself is made later, so that depth costs no stack.
    pub(in crate::lower) fn table(&mut self, id: SchemaId) -> SchemaTableRef {
        let id = self.validated(self.end(id));
        if let Some(known) = self.references.get(&id) {
            return known.clone();
        }
        let Context { merged, .. } = self.context;
        let schema = self.original(id);
        let reference = match known(schema, merged.formats.schema_table_format(schema)) {
            // A table of the runtime has no examples.
            Some(known) if !self.has_examples(schema) => SchemaTableRef::Known(known),
            Some(_) | None => {
                let mut words = unnamed::table_words(&schema.at, &merged.location_names);
                if merged.inputs.contains_key(&id) {
                    words.push_str(" input");
                }
                let name = self.namespace.take(&identifier(&words, Case::Shouty), &schema.at.pointer);
                self.pending.push_back((id, name.clone()));
                SchemaTableRef::Named(name)
            }
        };
        self.references.insert(id, reference.clone());
        reference
    }

    /// What a schema says, with all that its merged form does not say.
    fn original(&self, id: SchemaId) -> &'a Schema {
        self.context.merged.originals.get(&id).unwrap_or(&self.context.api.schemas[id])
    }

    /// The properties that are not in responses, for a mock server: those that only requests have, and those that the type of a
    /// response does not have for that reason.
    fn left_out(&self, id: SchemaId, schema: &Schema) -> Vec<String> {
        let Context { api, purpose, .. } = self.context;
        if purpose == Purpose::Code {
            return Vec::new();
        }
        let typed = &api.schemas[id].object.properties;
        let is_left_out = |name: &str, property: SchemaId| {
            travels(api, property) == Some(Direction::Request)
                || !typed.is_empty() && typed.iter().all(|(other, _)| other != name)
        };
        let properties = schema.object.properties.iter();
        properties.filter(|(name, property)| is_left_out(name, *property)).map(|(name, _)| name.clone()).collect()
    }

    /// Whether a mock server uses examples of a schema.
    fn has_examples(&self, schema: &Schema) -> bool {
        self.context.purpose == Purpose::Mock && (!schema.notes.examples.is_empty() || schema.notes.default.is_some())
    }

    /// The schema whose table a schema has: of those that share a type one that says the same of null, which no type holds.
    fn validated(&self, id: SchemaId) -> SchemaId {
        let chosen = self.shared.representative(id);
        let mut candidates = std::iter::once(chosen).chain(self.shared.others(chosen).iter().copied());
        candidates.find(|other| self.null(*other) == self.null(id)).unwrap_or(id)
    }

    /// What a schema says of null.
    fn null(&self, id: SchemaId) -> (Option<Types>, bool) {
        let schema = self.original(id);
        (schema.types, schema.enumeration.as_ref().is_some_and(|values| values.contains(&Value::Null)))
    }

    /// The schema whose table a model has: one that refuses null, if there is one.
    fn of_model(&self, id: SchemaId) -> SchemaId {
        let mut candidates = std::iter::once(id).chain(self.shared.others(id).iter().copied());
        let is_for_null = |id: SchemaId| self.null(id).0.is_some_and(|types| types.contains(Types::NULL));
        candidates.find(|other| !is_for_null(*other)).unwrap_or(id)
    }

    /// The schema that one refers to without saying anything besides.
    fn end(&self, id: SchemaId) -> SchemaId {
        let next = |id: &SchemaId| {
            let schema = self.original(*id);
            let is_silent = schema.types.is_none() && says_nothing(schema);
            match (schema.reference.as_ref(), schema.combine.all_of.as_slice()) {
                (Some(target), []) | (None, [target]) if is_silent => Some(*target),
                (_, _) => None,
            }
        };
        std::iter::successors(Some(id), next).take(SCHEMA_HOPS).last().unwrap_or(id)
    }

    /// Makes the tables that were referred to, and those that they refer to.
    fn make(&mut self, sink: &mut Sink) {
        while let Some((id, name)) = self.pending.pop_front() {
            let schema = self.original(id);
            let keywords = self.keywords(schema, sink);
            let at = schema.at.clone();
            let examples = if self.has_examples(schema) { values::examples(schema) } else { Vec::new() };
            let left_out = self.left_out(id, schema);
            let needed_by = SchemaTableUse::Operations;
            self.made.push(SchemaTable { at, name, keywords, needed_by, examples, left_out });
        }
    }

    /// Makes the tables of operations, then those of models, then those of responses that a client validates: one of each, in the
    /// file where it is needed. Besides, the models that know their schema. Where no server reads requests, their tables are made for
    /// the report alone.
    pub(in crate::lower) fn finish(
        mut self,
        operations: &mut [Operation],
        webhooks: &mut [Webhook],
        models: Vec<(Name, SchemaId)>,
        responses: Vec<Vec<(Status, SchemaId)>>,
        requests_are_read: bool,
        sink: &mut Sink,
    ) -> (Vec<SchemaTable>, Vec<Validated>) {
        self.make(sink);
        let validated =
            models.into_iter().map(|(model, id)| Validated { model, schema_table: self.table(self.of_model(id)) });
        let mut validated: Vec<Validated> = validated.collect();
        self.make(sink);
        for (operation, responses) in operations.iter_mut().zip(responses) {
            let tables = responses.into_iter().map(|(status, schema)| (status, self.table(schema)));
            operation.response_tables = tables.collect();
        }
        self.make(sink);
        if !requests_are_read {
            placement::leave_requests_open(operations);
            placement::retain_reached(&mut self.made, operations, webhooks, &validated);
        }
        let own_names = self.own_names();
        sharing::share(&mut self.made, operations, webhooks, &mut validated, &own_names, &mut self.namespace);
        placement::place(&mut self.made, operations, webhooks, &validated);
        (self.made, validated)
    }

    /// The names of the tables of schemas that the description names.
    fn own_names(&self) -> HashSet<Name> {
        let components = self.context.api.components.iter();
        let components = components.map(|component| self.validated(self.end(component.schema)));
        let references = components.filter_map(|id| self.references.get(&id));
        let names = references.filter_map(|reference| match reference {
            SchemaTableRef::Named(name) => Some(name.clone()),
            SchemaTableRef::Known(_) => None,
        });
        names.collect()
    }
}
