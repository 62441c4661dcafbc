//! Requests to paths that no operation has.

#![cfg(feature = "client")]

use std::sync::{Arc, Mutex};

use http::{HeaderMap, Request, Response};
use oasmith_runtime::client::{Body, Builder, CallExt, Core, Server, Transport, TransportFuture};
use oasmith_runtime::operation::{Location, Scheme, SchemeKind};
use serde_json::json;

/// Responds with 418 and writes down what it was sent.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Request<Body>>>>);

impl Transport for Recorder {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        self.0.lock().unwrap().push(request);
        let response = Response::builder().status(418).body(Body::from("short and stout")).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };
static BASIC: Scheme = Scheme { name: "basic", kind: SchemeKind::Basic };
static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Query, "key") };

const SERVERS: &[Server] = &[Server::new("https://h/api/v1")];

fn core(recorder: &Recorder) -> Core {
    let builder = Builder::new(SERVERS, "test/1").header("x-team", "a").bearer(&BEARER, "t").basic(&BASIC, "u", "p");
    builder.api_key(&KEY, "k").transport(recorder.clone()).build().unwrap()
}

impl Recorder {
    fn last(&self) -> (String, HeaderMap, String) {
        let request = self.0.lock().unwrap().pop().unwrap();
        let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
        (format!("{} {}", request.method(), request.uri()), request.headers().clone(), body)
    }

    async fn uri(&self, path: &str) -> String {
        core(self).raw_call("GET", path).await.unwrap();
        self.last().0
    }
}

#[tokio::test]
async fn it_has_what_the_client_has() {
    let recorder = Recorder::default();
    let call = core(&recorder).raw_call("POST", "/jobs/7:run").json(&json!({ "now": true })).with_query("dry", true);
    let response = call.with_header("x-trace", 5).await.unwrap();
    assert_eq!((response.status().as_u16(), &response[..]), (418, &b"short and stout"[..]));
    let (target, headers, body) = recorder.last();
    assert_eq!(target, "POST https://h/api/v1/jobs/7:run?key=k&dry=true");
    assert_eq!(body, r#"{"now":true}"#);
    // Of the two credentials that are sent in `authorization`, the first.
    for (name, value) in [
        ("authorization", "Bearer t"),
        ("user-agent", "test/1"),
        ("x-team", "a"),
        ("x-trace", "5"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(headers.get_all(name).iter().collect::<Vec<_>>(), [value], "{name}");
    }
    assert!(headers["authorization"].is_sensitive());
}

#[tokio::test]
async fn the_path_stays_below_the_base_url() {
    let recorder = Recorder::default();
    for (path, expected) in [
        ("/a/b", "GET https://h/api/v1/a/b?key=k"),
        ("a//b/", "GET https://h/api/v1/a//b/?key=k"),
        ("", "GET https://h/api/v1/?key=k"),
        ("/a b/%2F/ü#x", "GET https://h/api/v1/a%20b/%2F/%C3%BC%23x?key=k"),
        ("/a?x=1&y=a b#c", "GET https://h/api/v1/a?key=k&x=1&y=a%20b%23c"),
        ("//other.example/x", "GET https://h/api/v1//other.example/x?key=k"),
    ] {
        assert_eq!(recorder.uri(path).await, expected, "{path}");
    }
    for path in ["/../admin", "/a/%2e%2E/b", "/a/./b", "https://other.example/x", "http://h/api/v1/x"] {
        core(&recorder).raw_call("GET", path).await.unwrap_err();
        assert!(recorder.0.lock().unwrap().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error() {
    let recorder = Recorder::default();
    let error = core(&recorder).raw_call("BREW", "/pot").await.unwrap_err();
    let known = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY";
    assert_eq!(
        error.to_string(),
        format!("raw_call () was not sent: the method is `BREW`, and a request can have {known}")
    );
    let error = core(&recorder).raw_call("GET", "https://other.example/x").await.unwrap_err();
    let reason = "the path is a URL; `with_base_url` sets the URL that a path is appended to";
    assert_eq!(error.to_string(), format!("raw_call (GET) was not sent: {reason}"));
}

#[tokio::test]
async fn another_base_url_and_a_copy() {
    let recorder = Recorder::default();
    let call = core(&recorder).raw_call("DELETE", "/x").with_base_url("https://other.example/v2");
    let copy = call.try_clone().unwrap();
    for call in [call, copy] {
        call.await.unwrap();
        assert_eq!(recorder.last().0, "DELETE https://other.example/v2/x?key=k");
    }
}
