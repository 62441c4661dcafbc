//! Finds the schemas that operations offer, whose types are named before any is made.
//!
//! Owns which parts of an operation have types. Must not know what a type is called.

use crate::api::{self, SchemaId};

use crate::lower::merge::context::Context;
use crate::lower::merge::direction::Direction;
use crate::lower::operations::{media_types, multipart, streams};

/// The schemas of the parameters, the bodies and the response headers that are offered.
pub(in crate::lower) fn schemas(context: Context<'_>) -> Vec<SchemaId> {
    let shapes = context.shapes;
    let offered = context.api.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
        let bodies = operation.body.iter().flat_map(move |body| offered_of_body(context, body));
        let preferred = move |media| media_types::preferred(shapes, media, Direction::Response);
        let responses = operation.responses.iter().filter_map(move |response| preferred(&response.media));
        let streams = operation.responses.iter().flat_map(move |response| streams::schemas(shapes, &response.media));
        let headers = operation.responses.iter().flat_map(|response| &response.headers).map(|header| header.schema);
        parameters.chain(bodies).chain(responses.filter_map(|media| media.schema)).chain(streams).chain(headers)
    });
    offered.collect()
}

/// The schemas that the types of a request body are made of.
fn offered_of_body(context: Context<'_>, body: &api::Body) -> Vec<SchemaId> {
    let own_form = multipart::own_form(context, body);
    let typed = media_types::typed(context.shapes, &body.media);
    let schemas = typed.flat_map(|media| match own_form {
        Some(form) if form.at == media.at => multipart::values(context, media),
        Some(_) | None => media.schema.into_iter().collect(),
    });
    schemas.collect()
}
