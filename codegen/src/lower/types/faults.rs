//! Knows what faults of the description leave without the type that its author meant.
//!
//! A `$ref` without a target, a value of the wrong type and an unknown `type` are reported where the description is read. What has
//! one at any depth is not typed. Owns that closure. Must not know how a fault is read.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Operation, Schema, SchemaId};
use crate::at::At;
use crate::diagnostic::{Code, Sink, codes};

use crate::lower::merge::context::Context;

/// The codes of these faults.
const FAULTS: &[Code] =
    &[codes::DANGLING_REF, codes::BAD_REF, codes::REMOTE_REF, codes::REF_CYCLE, codes::WRONG_TYPE, codes::UNKNOWN_TYPE];

/// The faults of a description.
#[derive(Debug)]
pub(in crate::lower) struct Faults {
    /// The locations that have one in them or below them.
    locations: HashSet<At>,
    /// The schemas that such a schema is a part of.
    wholes: HashSet<SchemaId>,
}

impl Faults {
    /// Those of a description as it was read.
    pub(in crate::lower) fn reported(api: &Api, sink: &Sink) -> Self {
        let mut locations = HashSet::new();
        for at in sink.iter().filter(|entry| FAULTS.contains(&entry.code)).filter_map(|entry| entry.at.as_ref()) {
            let ends = at.pointer.match_indices('/').map(|(end, _)| end).chain([at.pointer.len()]);
            locations.extend(ends.filter_map(|end| Some(At::new(at.file, at.pointer.get(..end)?))));
        }
        let mut faults = Self { locations, wholes: HashSet::new() };
        faults.wholes = faults.wholes(api);
        faults
    }

    fn wholes(&self, api: &Api) -> HashSet<SchemaId> {
        if self.locations.is_empty() {
            return HashSet::new();
        }
        let mut users: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for (id, schema) in api.schemas.iter() {
            parts(schema).for_each(|part| users.entry(part).or_default().push(id));
        }
        let mut pending = self.faulty(api);
        let mut found = HashSet::new();
        while let Some(id) = pending.pop() {
            if found.insert(id) {
                pending.extend(users.get(&id).into_iter().flatten());
            }
        }
        found
    }

    fn faulty(&self, api: &Api) -> Vec<SchemaId> {
        let faulty = api.schemas.iter().filter(|(_, schema)| self.locations.contains(&schema.at));
        faulty.map(|(id, _)| id).collect()
    }

    /// The schemas that have a fault or a part with one, with those that were made of them since.
    pub(in crate::lower) fn schemas(&self, context: Context<'_>) -> Vec<SchemaId> {
        self.wholes.iter().copied().chain(self.faulty(context.api)).collect()
    }

    /// Whether an operation has a fault: in itself, or in what it refers to besides schemas.
    pub(in crate::lower) fn concern(&self, operation: &Operation) -> bool {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.at);
        let bodies = operation.body.iter().map(|body| &body.at);
        let responses = operation.responses.iter().map(|response| &response.at);
        let headers = operation.responses.iter().flat_map(|response| &response.headers).map(|header| &header.at);
        let mut all = parameters.chain(bodies).chain(responses).chain(headers).chain([&operation.at]);
        all.any(|at| self.locations.contains(at))
    }
}

/// The schemas that a value has to satisfy as well.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    schema.combine.all_of.iter().copied().chain(schema.reference)
}
