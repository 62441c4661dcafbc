//! What is in the data of events: where a schema of items describes whole events and `contentSchema` what is in their data, the data
//! has the type of that. On the wire it is a string all the same.
//!
//! This is done for schemas that describe nothing but events: elsewhere such a property is a string. Owns which schemas those are.
//! Must not know types.
//!
//! Source: OpenAPI 3.2, section "Special Considerations for Server-Sent Events"; JSON Schema Validation 2020-12, section 8.

use std::collections::HashSet;

use oasmith_runtime::media_type::{MediaType, is_json};

use crate::api::{Api, Media, Operation, Schema, SchemaId};

use crate::lower::merge::Originals;
use crate::lower::merge::direction::{inside, parts};
use crate::lower::shape::look_through::target;

/// Lets the data of events be what is in it.
pub(in crate::lower) fn write_out(api: &mut Api, originals: &mut Originals) {
    let items: HashSet<SchemaId> = api.operations.iter().flat_map(items_of_events).collect();
    if items.is_empty() {
        return;
    }
    let reached = reached_otherwise(api, originals, &items);
    let mut items: Vec<SchemaId> = items.into_iter().map(|id| target(api, id)).collect();
    items.sort();
    for item in items {
        let alternatives = &api.schemas[item].combine;
        let alternatives: Vec<SchemaId> = alternatives.one_of.iter().chain(&alternatives.any_of).copied().collect();
        let events = alternatives.into_iter().map(|id| target(api, id)).filter(|id| !reached.contains(id));
        let changed: Vec<(SchemaId, Schema)> =
            events.filter_map(|id| Some((id, with_content(api, &api.schemas[id])?))).collect();
        if changed.is_empty() {
            continue;
        }
        // What was merged says of the string what its content does not satisfy.
        originals.remove(&item);
        for (id, schema) in changed {
            originals.remove(&id);
            api.schemas.replace(id, schema);
        }
    }
}

/// The schemas of the items of the events that an operation responds with.
fn items_of_events(operation: &Operation) -> impl Iterator<Item = SchemaId> {
    let media = operation.responses.iter().flat_map(|response| &response.media);
    media.filter(|media| is_events(media)).filter_map(|media| media.item_schema)
}

fn is_events(media: &Media) -> bool {
    MediaType::parse(&media.name).is_some_and(MediaType::is_event_stream)
}

/// An event whose data is what is in it.
fn with_content(api: &Api, event: &Schema) -> Option<Schema> {
    let (_, data) = event.object.properties.iter().find(|(name, _)| name == "data")?;
    let string = &api.schemas[target(api, *data)].string;
    let content = string.content_schema?;
    if !string.content_media_type.as_deref().is_none_or(is_json) {
        return None;
    }
    let mut event = event.clone();
    let data = event.object.properties.iter_mut().filter(|(name, _)| name == "data");
    data.for_each(|(_, schema)| *schema = content);
    Some(event)
}

/// The schemas that something else leads to than these, besides what they lead to themselves.
fn reached_otherwise(api: &Api, originals: &Originals, items: &HashSet<SchemaId>) -> HashSet<SchemaId> {
    let of_operations = api.operations.iter().flat_map(|operation| {
        let bodies = operation.body.iter().flat_map(|body| &body.media);
        let media = bodies.chain(operation.responses.iter().flat_map(|response| &response.media));
        let schemas = media.flat_map(|media| media.schema.into_iter().chain(media.item_schema));
        schemas.chain(operation.parameters.iter().map(|parameter| parameter.schema))
    });
    let mut pending: Vec<SchemaId> = of_operations.filter(|id| !items.contains(id)).collect();
    let mut reached = HashSet::new();
    while let Some(id) = pending.pop() {
        if reached.insert(id) {
            for schema in std::iter::once(&api.schemas[id]).chain(originals.get(&id)) {
                let mut schema = schema.clone();
                pending.extend(parts(&mut schema).into_iter().map(|id| *id));
                pending.extend(inside(&mut schema).into_iter().map(|id| *id));
            }
        }
    }
    reached
}
