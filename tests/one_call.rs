//! What one call is given for itself: what is sent, and what a response is without a type.

#![cfg(feature = "client")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response};
use chargeapi::Client;
use chargeapi::client::{Body, CallError, CallExt, Timeout, Transport, TransportError, TransportFuture};
use chargeapi::models::CreateDriver;
use tokio::net::TcpListener;

/// Gives 418 with text to every request, and records what it was given.
#[derive(Clone, Default)]
struct Teapot(Arc<Mutex<Vec<Request<Body>>>>);

impl Teapot {
    fn client(&self) -> Client {
        Client::builder().bearer("t").header("x-of", "client").transport(self.clone()).build().unwrap()
    }

    fn last(&self) -> Request<Body> {
        self.0.lock().unwrap().pop().unwrap()
    }
}

impl Transport for Teapot {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        self.0.lock().unwrap().push(request);
        let response = Response::builder().status(418).header("content-type", "text/plain").body(Body::from("short"));
        Box::pin(std::future::ready(response.map_err(TransportError::new)))
    }
}

#[tokio::test]
async fn a_header_of_one_call_replaces_all_others() {
    let teapot = Teapot::default();
    let call = teapot.client().list_drivers().with_header("X-Of", "call").with_header("authorization", "Basic eA==");
    call.with_header("accept", "text/plain").with_header("x-count", 7).send_raw().await.unwrap();
    let sent = teapot.last();
    let header = |name: &str| sent.headers().get_all(name).iter().collect::<Vec<_>>();
    assert_eq!(header("x-of"), ["call"]);
    assert_eq!(header("authorization"), ["Basic eA=="]);
    assert_eq!(header("accept"), ["text/plain"]);
    assert_eq!(header("x-count"), ["7"]);
    // The client and other calls still have theirs.
    teapot.client().list_drivers().send_raw().await.unwrap();
    assert_eq!(teapot.last().headers()["x-of"], "client");
}

#[tokio::test]
async fn pairs_are_added_to_the_query() {
    let teapot = Teapot::default();
    let call = teapot.client().list_drivers().with_query("a b", "c&d=é").limit(5).with_query("n", 1).with_query("n", 2);
    call.send_raw().await.unwrap();
    assert_eq!(teapot.last().uri().query(), Some("limit=5&a%20b=c%26d%3D%C3%A9&n=1&n=2"));
}

#[tokio::test]
async fn a_call_goes_to_another_url() {
    let teapot = Teapot::default();
    let url = |call: chargeapi::client::ListDriversCall| async {
        call.send_raw().await.unwrap();
        teapot.last().uri().to_string()
    };
    let client = teapot.client();
    assert_eq!(
        url(client.list_drivers().with_base_url("http://localhost:1/v2/")).await,
        "http://localhost:1/v2/drivers"
    );
    assert_eq!(url(client.list_drivers()).await, "https://api.chargeapi.co/v1/drivers");
    let error = client.list_drivers().with_base_url("/v2").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "listDrivers (GET) was not sent: the base URL `/v2` is not an absolute http or https URL"
    );
}

#[tokio::test]
async fn a_body_that_the_description_forgot_is_sent() {
    let teapot = Teapot::default();
    let client = teapot.client();
    client.list_drivers().with_body("application/x-ndjson", "{}\n").send_raw().await.unwrap();
    let sent = teapot.last();
    assert_eq!(sent.headers()["content-type"], "application/x-ndjson");
    assert_eq!(sent.body().as_bytes().unwrap(), "{}\n");
    // One that it declares is replaced.
    let call =
        client.create_driver(CreateDriver::new("a@example.com", "Ada")).with_body("text/csv", Bytes::from("a,b"));
    call.send_raw().await.unwrap();
    let sent = teapot.last();
    assert_eq!(sent.headers().get_all("content-type").iter().collect::<Vec<_>>(), ["text/csv"]);
    assert_eq!(sent.body().as_bytes().unwrap(), "a,b");
}

#[tokio::test]
async fn a_raw_response_is_no_error_whatever_its_status() {
    let response = Teapot::default().client().retrieve_driver("drv_1").send_raw().await.unwrap();
    assert_eq!((response.status().as_u16(), response.is_declared()), (418, false));
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert_eq!(response.into_inner(), "short");
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_before_anything_is() {
    let teapot = Teapot::default();
    let errors = [
        (teapot.client().list_drivers().with_header("a b", "c"), "the header name `a b` cannot be sent"),
        (teapot.client().list_drivers().with_header("a", "b\nc"), "the header `a` has characters that cannot be sent"),
        (teapot.client().list_drivers().with_body("text/\n", "x"), "the media type `text/\\n` cannot be sent"),
    ];
    for (call, reason) in errors {
        match call.send_raw().await {
            Err(CallError::Request(error)) => assert_eq!(error.reason(), reason),
            other => panic!("{other:?}"),
        }
    }
    assert!(teapot.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_copy_has_what_the_call_has() {
    let teapot = Teapot::default();
    let call = teapot.client().list_drivers().limit(1).with_header("x-a", "b").with_query("c", "d");
    let call = call.with_timeout(Duration::from_secs(3)).with_base_url("https://h");
    call.try_clone().unwrap().send_raw().await.unwrap();
    let sent = teapot.last();
    assert_eq!(
        (sent.uri().to_string().as_str(), &sent.headers()["x-a"]),
        ("https://h/drivers?limit=1&c=d", &"b".parse().unwrap())
    );
    let Timeout(left) = *sent.extensions().get::<Timeout>().unwrap();
    assert!(left <= Duration::from_secs(3) && left > Duration::from_secs(2), "{left:?}");
    let stream = call.with_body("text/plain", Body::new(Body::from("x")));
    assert!(stream.try_clone().is_none());
}

#[tokio::test]
async fn a_call_has_its_own_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // Nobody accepts the connection, so that no response comes.
    let client = Client::builder().base_url(url).bearer("t").build().unwrap();
    let error = client.list_drivers().with_timeout(Duration::from_millis(50)).await.unwrap_err();
    assert!(matches!(&error, CallError::Transport(error) if error.is_timeout()), "{error}");
    drop(listener);
}
