//! An operation is degraded exactly where the ledger says so of something that it reaches.
//!
//! What an operation reaches is found here anew, on the description as it is read: neither the types nor what `lower` knows
//! of them are asked.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use oasmith::api::{Api, Media, Operation, Schema, SchemaId};
use oasmith::at::At;
use oasmith::config::Config;
use oasmith::diagnostic::{Sink, codes};
use oasmith::lower::lower;
use oasmith::source::{Documents, Limits};

use super::{corpus, descriptions};

/// The operations that count as degraded without an entry, and those that an entry is about and that do not count.
fn unexplained(corpus: &Path, description: &str) -> Vec<String> {
    let path = corpus.join(description);
    let documents = Documents::read(&path, &Limits::default()).unwrap_or_else(|error| panic!("{description}: {error}"));
    let mut sink = Sink::new();
    let Some(api) = oasmith::openapi::read(&documents, &mut sink) else { return Vec::new() };
    let lowered = lower(api.clone(), &Config::new(&path, "corpus"), &mut sink);
    let degraded: HashSet<&At> = lowered.operations_degraded.iter().collect();
    let reported = Reported::new(&api, &sink);
    let mut wrong = Vec::new();
    for operation in &api.operations {
        match (degraded.contains(&operation.at), reported.is_about(operation)) {
            (true, false) => wrong.push(format!("{description} {}: degraded, and nothing says why", operation.at)),
            (false, true) => wrong.push(format!("{description} {}: typed, and an entry says it is not", operation.at)),
            (true, true) | (false, false) => {}
        }
    }
    wrong
}

/// What the ledger says has less of a type than the description gives it.
struct Reported {
    /// The media types without a codec, and those whose items are not read one by one.
    media: HashSet<At>,
    /// The schemas without a type, and all that are made of them.
    schemas: HashSet<SchemaId>,
}

impl Reported {
    fn new(api: &Api, sink: &Sink) -> Self {
        let places = |code| sink.iter().filter(move |entry| entry.code == code).filter_map(|entry| entry.at.clone());
        let mut standing: HashMap<&At, Vec<SchemaId>> = HashMap::new();
        api.schemas.iter().for_each(|(id, schema)| standing.entry(&schema.at).or_default().push(id));
        let mut users: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for (id, schema) in api.schemas.iter() {
            made_of(schema).for_each(|part| users.entry(part).or_default().push(id));
        }
        let mut pending: Vec<SchemaId> = places(codes::UNTYPED).flat_map(|at| enclosing(&standing, at)).collect();
        let mut schemas = HashSet::new();
        while let Some(id) = pending.pop() {
            if schemas.insert(id) {
                pending.extend(users.get(&id).into_iter().flatten());
            }
        }
        // Bytes of a range of media types are bytes, whatever they are sent as.
        let unsupported = places(codes::UNSUPPORTED).filter(|at| !at.pointer.ends_with("~1*"));
        Self { media: places(codes::RAW_BODY).chain(unsupported).collect(), schemas }
    }

    fn is_about(&self, operation: &Operation) -> bool {
        let bodies = operation.body.iter().flat_map(|body| &body.media);
        let answers = operation.responses.iter().flat_map(|response| &response.media);
        let of_media = |media: &Media| {
            self.media.contains(&media.at) || media.schema.is_some_and(|schema| self.schemas.contains(&schema))
        };
        bodies.chain(answers).any(of_media)
            || operation.parameters.iter().any(|parameter| self.schemas.contains(&parameter.schema))
    }
}

/// The schemas at a place, or around it: what is merged from several has places that the description does not have.
fn enclosing(standing: &HashMap<&At, Vec<SchemaId>>, mut at: At) -> Vec<SchemaId> {
    loop {
        match (standing.get(&at), at.pointer.rsplit_once('/')) {
            (Some(schemas), _) => return schemas.clone(),
            (None, Some((around, _))) => at = At::new(at.file, around),
            (None, None) => return Vec::new(),
        }
    }
}

/// The schemas that the type of a schema may be made of.
fn made_of(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let Schema { reference, object, array, combine, .. } = schema;
    let members = object.properties.iter().chain(&object.pattern_properties).map(|(_, id)| *id);
    let items = array.items.into_iter().chain(array.prefix_items.iter().copied());
    let combined = combine.all_of.iter().chain(&combine.any_of).chain(&combine.one_of).copied();
    let by_tag = combine.discriminator.iter().flat_map(|discriminator| {
        discriminator.mapping.iter().chain(&discriminator.subtypes).map(|(_, id)| *id).chain(discriminator.default)
    });
    reference
        .iter()
        .copied()
        .chain(members)
        .chain(object.additional_properties)
        .chain(items)
        .chain(combined)
        .chain(by_tag)
}

fn check(large: bool) {
    let Some(corpus) = corpus() else { return };
    let wrong: Vec<String> =
        descriptions(&corpus, large).iter().flat_map(|description| unexplained(&corpus, description)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_degraded_is_explained() {
    check(false);
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -p oasmith --test corpus large_what -- --ignored"]
fn large_what_is_degraded_is_explained() {
    check(true);
}
