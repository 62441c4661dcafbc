//! The spans of requests.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use oasmith_runtime::server::{Rejection, Response, Routes, reply};
use oasmith_runtime::spans::traced;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{POST, Taken, post, send};

/// Writes down what is recorded, as `name=value`.
#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<Vec<String>>>);

impl Visit for Recorded {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.lock().unwrap().push(format!("{}={value:?}", field.name()));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.lock().unwrap().push(format!("{}={value}", field.name()));
    }
}

impl Subscriber for Recorded {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "oasmith_runtime::spans"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

async fn handle((): &(), taken: Taken) -> Result<Response, Rejection> {
    match taken.body.as_bool() {
        Some(true) => Ok(reply::empty(204)),
        Some(false) => panic!("no"),
        None => Err(taken.context.not_implemented()),
    }
}

async fn recorded(mut request: http::Request<axum::body::Body>) -> String {
    let recorded = Recorded::default();
    let router = Routes::new(()).on(&POST, handle).traced(traced).into_router();
    request.headers_mut().insert("x-request-id", "r1".parse().unwrap());
    let guard = tracing::subscriber::set_default(recorded.clone());
    send(&router, request).await;
    drop(guard);
    let lines = recorded.0.lock().unwrap();
    lines.join(" ")
}

#[tokio::test]
async fn a_span_has_the_names_of_opentelemetry() {
    let start = "otel.name=POST /things/{thing} otel.kind=server http.request.method=POST \
                 http.route=/things/{thing} operation.id=postThing request.id=r1";
    assert_eq!(recorded(post("true")).await, format!("{start} http.response.status_code=204"));
    // What is wrong with a request is no error of the server.
    assert_eq!(recorded(post("{")).await, format!("{start} http.response.status_code=400"));
    let unwritten = "http.response.status_code=501 otel.status_code=ERROR error.type=501";
    assert_eq!(recorded(post("null")).await, format!("{start} {unwritten}"));
    let panicked = "http.response.status_code=500 message=no error.type=panic otel.status_code=ERROR error.type=panic";
    assert_eq!(recorded(post("false")).await, format!("{start} {panicked}"));
}

#[tokio::test]
async fn a_request_of_no_operation_has_no_route() {
    let mut request = post("");
    *request.uri_mut() = "/elsewhere/17".parse().unwrap();
    *request.method_mut() = "BREW".parse().unwrap();
    let expected =
        "otel.name=HTTP otel.kind=server http.request.method=_OTHER request.id=r1 http.response.status_code=404";
    assert_eq!(recorded(request).await, expected);
}
