//! A span of `tracing` for each request.
//!
//! Owns the names of its fields, those of OpenTelemetry where it has one. Must not know how a request is responded to.
//!
//! Source: OpenTelemetry, semantic conventions for HTTP server spans; `otel.*` are the names that `tracing-opentelemetry` reads.

use axum::response::Response;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::server::Fault;
use super::server::mount::BoxFuture;
use super::server::table::Arrival;
use super::span_names;

/// Puts a span around what responds to a request.
pub fn traced(arrival: Arrival, work: BoxFuture<Response>) -> BoxFuture<Response> {
    let span = span(&arrival);
    Box::pin(async move {
        let response = work.instrument(span.clone()).await;
        record(&span, &response);
        response
    })
}

fn span(Arrival { operation, method, request_id }: &Arrival) -> Span {
    let route = operation.map(|operation| operation.path_template());
    tracing::info_span!(
        "http.server.request",
        "otel.name" = span_names::name(method, route.as_deref()),
        "otel.kind" = "server",
        "otel.status_code" = Empty,
        "http.request.method" = span_names::method(method),
        "http.route" = route,
        "http.response.status_code" = Empty,
        "error.type" = Empty,
        "operation.id" = operation.map(|operation| operation.id),
        "request.id" = request_id.as_str(),
    )
}

fn record(span: &Span, response: &Response) {
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    let fault = response.extensions().get::<Fault>();
    if let Some(fault) = fault {
        span.in_scope(|| tracing::error!("error.type" = fault.kind.as_str(), "{}", fault.message));
    }
    // A status of 4xx is an error of the client.
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", fault.map_or(status.as_str(), |fault| fault.kind.as_str()));
    }
}
