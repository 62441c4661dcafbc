//! The spans of the requests that a client sends.

#![cfg(all(feature = "client", feature = "tracing"))]

#[path = "support/called.rs"]
mod called;
#[allow(dead_code)]
#[path = "support/clock.rs"]
mod clock;

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use called::called;
use clock::TestClock;
use http::{Request, Response};
use oasmith_runtime::client::{
    Body, Builder, CallExt, Operation, Server, Transport, TransportError, TransportFuture, bytes,
};
use oasmith_runtime::client_spans::Spans;
use oasmith_runtime::operation::{Location, Outcome, Parameter, Requirement, Scheme, SchemeKind, Segment};
use oasmith_runtime::schema::Schema;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Query, "api_key") };
static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };

static READ: Operation = Operation {
    id: "readDriver",
    method: "GET",
    path: &[Segment::Literal("/drivers/"), Segment::Parameter("driver")],
    parameters: &[Parameter::path("driver", &Schema::STRING)],
    body: None,
    security: &[Requirement(&[(&KEY, &[]), (&BEARER, &[])])],
    outcomes: &[Outcome::new(&[200], &["text/plain"])],
    success: &[200],
};

/// Writes down what is recorded, as `name=value`, and when a span is the current one.
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
        metadata.target() == "oasmith_runtime::client_spans"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {
        self.0.lock().unwrap().push("(".to_owned());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().push(")".to_owned());
    }
}

/// What a transport gives for one request.
type Given = Result<Response<Body>, TransportError>;

/// Gives one result after the other, and writes down that it was called.
struct Scripted(Mutex<Vec<Given>>, Recorded);

impl Transport for Scripted {
    fn send(&self, _: Request<Body>) -> TransportFuture {
        self.1.0.lock().unwrap().push("send".to_owned());
        Box::pin(std::future::ready(self.0.lock().unwrap().remove(0)))
    }
}

fn response(status: u16, header: (&str, &str)) -> Given {
    Ok(Response::builder().status(status).header(header.0, header.1).body(Body::from("done")).unwrap())
}

/// What the spans of one call have, a line each.
async fn recorded(script: impl IntoIterator<Item = Given>, spans: Spans) -> Vec<String> {
    const SERVERS: &[Server] = &[Server::new("https://api.example:8443/v1")];
    let recorded = Recorded::default();
    let transport = Scripted(Mutex::new(script.into_iter().collect()), recorded.clone());
    let builder = Builder::new(SERVERS, "test/1").bearer(&BEARER, "token").api_key(&KEY, "secret").spans(spans);
    let clock = TestClock::passing(Duration::from_secs(60));
    let core = builder.header("x-team", "a").clock(clock).transport(transport).build().unwrap();
    let guard = tracing::subscriber::set_default(recorded.clone());
    let mut call = called(&core, &READ).with_query("fields", "name of it").with_query("q", "private");
    let call = std::mem::replace(call.call(), core.call(&READ)).path("driver", "d 1");
    let _ = call.send(bytes, bytes).await;
    drop(guard);
    // What the transport gave may be awaited any number of times.
    let text = recorded.0.lock().unwrap().join(" ").replace(" ( )", "");
    text.split("otel.name=").skip(1).map(|span| format!("otel.name={}", span.trim_end())).collect()
}

const REQUEST: &str = "otel.name=GET /drivers/{driver} otel.kind=client http.request.method=GET \
                       url.template=/drivers/{driver}";
const ADDRESS: &str = "server.address=api.example server.port=8443";
const REST: &str = "operation.id=readDriver ( send )";

#[tokio::test]
async fn a_span_has_the_names_of_opentelemetry_and_no_secret() {
    let spans = recorded([response(200, ("x-trace", "t"))], Spans::new()).await;
    let url = "url.full=https://api.example:8443/v1/drivers/d%201?api_key=REDACTED&fields=REDACTED&q=REDACTED";
    assert_eq!(spans, [format!("{REQUEST} {url} {ADDRESS} {REST} http.response.status_code=200")]);
}

#[tokio::test]
async fn what_is_allowed_is_shown() {
    let shown = Spans::new().headers(["x-team", "x-trace", "Authorization", "no such"]).queries(["fields"]);
    let spans = recorded([response(200, ("x-trace", "t"))], shown).await;
    let url = "url.full=https://api.example:8443/v1/drivers/d%201?api_key=REDACTED&fields=name%20of%20it&q=REDACTED";
    let headers = "http.request.headers=x-team: a, authorization: REDACTED";
    let received = "http.response.status_code=200 http.response.headers=x-trace: t";
    assert_eq!(spans, [format!("{REQUEST} {url} {ADDRESS} {headers} {REST} {received}")]);
}

#[tokio::test]
async fn each_attempt_has_a_span() {
    let refused = Err(TransportError::new("refused").without_connection());
    let script = [
        response(503, ("retry-after", "1")),
        refused,
        response(307, ("location", "/v1/elsewhere")),
        Err(TransportError::timed_out("late")),
    ];
    let spans = recorded(script, Spans::new()).await;
    let ends: Vec<_> = spans.iter().map(|span| span.split("server.port=8443 ").nth(1).unwrap()).collect();
    let error = "otel.status_code=ERROR error.type";
    assert_eq!(
        ends,
        [
            format!("{REST} http.response.status_code=503 {error}=503"),
            format!("http.request.resend_count=1 {REST} {error}=connect"),
            format!("http.request.resend_count=2 {REST} http.response.status_code=307"),
            format!("http.request.resend_count=3 {REST} {error}=timeout"),
        ]
    );
    assert!(spans[3].contains("url.full=https://api.example:8443/v1/elsewhere "), "{}", spans[3]);
}

#[tokio::test]
async fn a_request_of_no_operation_has_its_method() {
    let recorded = Recorded::default();
    let transport = Scripted(Mutex::new(vec![response(200, ("a", "b"))]), recorded.clone());
    const SERVERS: &[Server] = &[Server::new("http://h")];
    let core = Builder::new(SERVERS, "test/1").spans(Spans::new()).transport(transport).build();
    let guard = tracing::subscriber::set_default(recorded.clone());
    core.unwrap().raw_call("PUT", "/x?secret").await.unwrap();
    drop(guard);
    let text = recorded.0.lock().unwrap().join(" ");
    assert!(text.contains("otel.name=PUT /{path} "), "{text}");
    assert!(text.contains("url.full=http://h/x?REDACTED server.address=h server.port=80 "), "{text}");
}
