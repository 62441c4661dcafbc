//! A span of `tracing` for each request.
//!
//! Owns the names of its fields, those of OpenTelemetry where it has one. Must not know how a request is responded to.
//!
//! Source: OpenTelemetry, semantic conventions for HTTP server spans; `otel.*` are the names that `tracing-opentelemetry` reads.

use axum::response::Response;
use http::Method;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::server::Fault;
use super::server::mount::BoxFuture;
use super::server::table::Arrival;

/// The methods that a span names; others may be any text, which is not for a field of few values.
const METHODS: [&str; 10] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];

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
    let known = METHODS.iter().copied().find(|known| *known == Method::as_str(method));
    let route = operation.map(|operation| operation.path_template());
    let name = match (known.unwrap_or("HTTP"), &route) {
        (method, Some(route)) => format!("{method} {route}"),
        (method, None) => method.to_owned(),
    };
    tracing::info_span!(
        "http.server.request",
        "otel.name" = name,
        "otel.kind" = "server",
        "otel.status_code" = Empty,
        "http.request.method" = known.unwrap_or("_OTHER"),
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
