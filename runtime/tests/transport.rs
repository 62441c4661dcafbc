//! What a transport is handed and hands back: bodies whole and streamed, the operation, redirects.

#![cfg(all(feature = "client", feature = "server"))]

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::routing::post;
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Request, Response};
use http_body_util::Full;
use oasmith_runtime::client::{
    Body, Builder, Call, CallError, Http, Operation, Server, Transport, TransportError, TransportFuture, bytes, empty,
    reqwest, text,
};
use oasmith_runtime::operation::{
    Body as RequestBody, Location, Media, Outcome, Requirement, Scheme, SchemeKind, Segment,
};
use oasmith_runtime::schema::Schema;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Header, "x-key") };

const HOST: &[Server] = &[Server::new("https://h")];

static UPLOAD: Operation = POST;

/// An operation to be changed where a test is about something.
const POST: Operation = Operation {
    id: "upload",
    method: "POST",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: Some(RequestBody { required: false, media: &[Media::json(&Schema::ANY)] }),
    security: &[Requirement(&[(&KEY, &[])])],
    success: &[200],
    outcomes: &[Outcome::new(&[200], &["application/octet-stream"])],
};

/// Chunks that come one by one, and an error at the end where there is one.
struct Chunks(Vec<Result<Bytes, &'static str>>);

impl Stream for Chunks {
    type Item = Result<Bytes, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready((!self.0.is_empty()).then(|| self.0.remove(0)))
    }
}

fn stream<const N: usize>(chunks: [&'static str; N]) -> Body {
    Body::from_stream(Chunks(chunks.into_iter().map(|chunk| Ok(Bytes::from(chunk))).collect()))
}

#[tokio::test]
async fn a_body_knows_its_bytes_unless_it_is_a_stream() {
    for body in [
        Body::from("abc"),
        Body::from("abc".to_owned()),
        Body::from(&b"abc"[..]),
        Body::from(b"abc".to_vec()),
        Body::from(Box::<[u8]>::from(*b"abc")),
        Body::from(Bytes::from("abc")),
    ] {
        assert_eq!(body.as_bytes().unwrap(), "abc");
        assert_eq!(format!("{body:?}"), "Body(3 bytes)");
        let copy = body.try_clone().unwrap();
        assert_eq!((copy.into_bytes().await.unwrap(), body.into_bytes().await.unwrap()), ("abc".into(), "abc".into()));
    }
    assert_eq!(Body::default().as_bytes().unwrap(), "");
    let body = stream(["ab", "", "c"]);
    assert!(body.as_bytes().is_none() && body.try_clone().is_none());
    assert_eq!(format!("{body:?}"), "Body(stream)");
    assert_eq!(body.into_bytes().await.unwrap(), "abc");
    assert_eq!(Body::new(Full::new(Bytes::from("abc"))).into_bytes().await.unwrap(), "abc");
    let broken = Body::from_stream(Chunks(vec![Ok(Bytes::from("ab")), Err("gone")]));
    assert_eq!(broken.into_bytes().await.unwrap_err().to_string(), "gone");
}

/// Responds with what it is told to, in order, and records what it was sent.
#[derive(Clone, Default)]
struct Canned {
    responses: Arc<Mutex<Vec<Response<Body>>>>,
    sent: Arc<Mutex<Vec<Request<Body>>>>,
}

impl Canned {
    fn responding(responses: impl IntoIterator<Item = Response<Body>>) -> Self {
        let canned = Self::default();
        canned.responses.lock().unwrap().extend(responses);
        canned
    }

    fn call(&self) -> Call {
        Builder::new(HOST, "t").transport(self.clone()).build().unwrap().call(&UPLOAD)
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        self.sent.lock().unwrap().push(request);
        let response = self.responses.lock().unwrap().remove(0);
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn redirect(to: &str) -> Response<Body> {
    Response::builder().status(307).header("location", to).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn each_request_tells_which_operation_it_is_for() {
    let canned = Canned::responding([redirect("/y"), Response::new(stream(["a", "b"]))]);
    let response = canned.call().body("text/plain", "x").send(text, empty).await.unwrap();
    assert_eq!(response.into_inner(), "ab");
    let sent = canned.sent.lock().unwrap();
    let seen = sent.iter().map(|request| (request.extensions().get::<&'static Operation>(), request.uri().path()));
    let seen: Vec<_> = seen.map(|(operation, path)| (operation.unwrap().id, path)).collect();
    assert_eq!(seen, [("upload", "/x"), ("upload", "/y")]);
}

#[tokio::test]
async fn a_call_is_cloned_unless_its_body_is_a_stream() {
    let canned = Canned::responding([Response::new("1".into()), Response::new("2".into())]);
    let call = canned.call().body("text/plain", "x");
    let again = call.try_clone().unwrap();
    assert_eq!(*call.send(text, empty).await.unwrap(), "1");
    assert_eq!(*again.send(text, empty).await.unwrap(), "2");
    {
        let sent = canned.sent.lock().unwrap();
        assert_eq!(sent[0].headers(), sent[1].headers());
        assert_eq!(sent[0].body().as_bytes(), sent[1].body().as_bytes());
    }
    assert!(canned.call().body("text/plain", stream(["x"])).try_clone().is_none());
    // What went wrong before goes wrong again.
    let wrong = canned.call().body("text/\n", "x").try_clone().unwrap();
    assert!(matches!(wrong.send(text, empty).await, Err(CallError::Request(_))));
}

#[tokio::test]
async fn a_stream_does_not_follow_a_redirect() {
    let canned = Canned::responding([redirect("/y"), Response::new("1".into())]);
    let error = canned.call().body("text/plain", stream(["x"])).send(text, empty).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), canned.sent.lock().unwrap().len()), (307, 1));
}

#[tokio::test]
async fn what_is_set_can_be_taken_back() {
    let canned = Canned::responding([Response::new("1".into())]);
    let call = canned.call().optional_body("text/plain", Some("x")).optional_body("text/plain", None::<Bytes>);
    let call = call.optional_json(&Some(1)).optional_json(&None::<u8>).optional_plain("text/plain", &Some(1));
    call.optional_plain("text/plain", &None::<u8>).send(text, empty).await.unwrap();
    let sent = canned.sent.lock().unwrap();
    assert_eq!((sent[0].body().as_bytes().unwrap().as_ref(), sent[0].headers().get("content-type")), (&b""[..], None));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_response() {
    let error = || TransportError::timed_out("too slow");
    let slow = Response::new(Body::new(http_body_util::StreamBody::new(Once(Some(error())))));
    let error = Canned::responding([slow]).call().send(text, empty).await.unwrap_err();
    let CallError::Transport(no_response) = &error else { panic!("{error}") };
    assert!(no_response.is_timeout());
    let broken = Response::new(Body::from_stream(Chunks(vec![Err("gone")])));
    let error = Canned::responding([broken]).call().send(text, empty).await.unwrap_err();
    let CallError::Transport(no_response) = &error else { panic!("{error}") };
    assert!(!no_response.is_timeout());
    assert_eq!(no_response.cause().to_string(), "gone");
    assert_eq!(error.to_string(), "upload (POST) got a response that broke off: gone");
    assert!(std::error::Error::source(&error).is_none());
}

/// One frame that is an error.
struct Once(Option<TransportError>);

impl Stream for Once {
    type Item = Result<http_body::Frame<Bytes>, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Err))
    }
}

/// A call of a server that sends back the headers `content-length` and `transfer-encoding`, and the body.
async fn echo() -> Call {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let echo = async |headers: HeaderMap, body: String| {
        let header = |name: &str| headers.get(name).map_or("-", |value| value.to_str().unwrap());
        format!("{} {} {body}", header("content-length"), header("transfer-encoding"))
    };
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().route("/x", post(echo))).await });
    Builder::new(&[], "t").base_url(base).build().unwrap().call(&UPLOAD)
}

#[tokio::test]
async fn bodies_are_sent_whole_or_as_they_come() {
    for (body, expected) in [
        (Body::from("abc"), "3 - abc"),
        (stream(["ab", "c"]), "- chunked abc"),
        // Where the length is known it is sent.
        (Body::new(Full::new(Bytes::from("abc"))), "3 - abc"),
        // A method that has content says that it is empty.
        (Body::empty(), "0 - "),
    ] {
        let call = echo().await.body("application/octet-stream", body);
        assert_eq!(call.send(bytes, empty).await.unwrap().into_inner(), expected);
    }
}

/// The head of a request, as it came.
async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

/// Gives one response to the next request, and what the request was.
async fn respond(listener: &TcpListener, response: &str) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let head = head(&mut stream).await;
    stream.write_all(response.as_bytes()).await.unwrap();
    head
}

#[tokio::test]
async fn a_key_never_leaves_its_origin_whatever_the_client_is_set_to() {
    static DECLARED: Operation =
        Operation { method: "GET", outcomes: &[Outcome::empty(&[302])], success: &[302], ..POST };
    static UNDECLARED: Operation =
        Operation { method: "GET", outcomes: &[Outcome::empty(&[204])], success: &[204], ..POST };
    let (here, elsewhere) =
        (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let there = format!("http://{}/", elsewhere.local_addr().unwrap());
    let found = format!("HTTP/1.1 302 Found\r\nlocation: {there}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let base = format!("http://{}", here.local_addr().unwrap());
    let following = || reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(10));
    let with_http = Builder::new(&[], "t").base_url(&base).api_key(&KEY, "k1").http(following()).build().unwrap();
    let transport = Http::from_builder(following()).unwrap();
    let with_transport = Builder::new(&[], "t").base_url(&base).api_key(&KEY, "k1").transport(transport);
    for core in [with_http, with_transport.build().unwrap()] {
        for (operation, declared) in [(&DECLARED, true), (&UNDECLARED, false)] {
            let call = tokio::spawn(core.call(operation).send(empty, empty));
            let head = respond(&here, &found).await;
            assert!(head.contains("\r\nx-key: k1\r\n"), "{head}");
            match call.await.unwrap() {
                Ok(response) => assert_eq!((declared, response.status().as_u16()), (true, 302)),
                Err(error) => assert_eq!((declared, error.status().unwrap().as_u16()), (false, 302)),
            }
        }
    }
    assert!(tokio::time::timeout(Duration::from_millis(50), elsewhere.accept()).await.is_err());
}

#[tokio::test]
async fn a_response_that_does_not_end_in_time_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let builder = Builder::new(&[], "t").base_url(base);
    let slow = builder.http(reqwest::Client::builder().timeout(Duration::from_millis(100))).build().unwrap();
    let call = tokio::spawn(slow.call(&UPLOAD).send(text, empty));
    let (mut stream, _) = listener.accept().await.unwrap();
    head(&mut stream).await;
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc").await.unwrap();
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "upload (POST) got no whole response in time: request or response body error: operation timed out"
    );
    let CallError::Transport(no_response) = error else { panic!("{error}") };
    assert!(no_response.is_timeout());
}

#[test]
fn a_client_that_cannot_be_set_up_is_told_when_it_is_built() {
    let broken = reqwest::Client::builder().user_agent("a\nb");
    let error = Builder::new(HOST, "t").http(broken).build().unwrap_err();
    assert!(error.to_string().starts_with("the HTTP client could not be set up: "), "{error}");
}

/// The text of the error of a call to this URL, and whether it says all of it.
async fn failed(base: &str) -> String {
    let error =
        Builder::new(&[], "t").base_url(base).build().unwrap().call(&UPLOAD).send(text, empty).await.unwrap_err();
    assert!(std::error::Error::source(&error).is_none());
    error.to_string()
}

#[tokio::test]
async fn the_cause_is_in_the_text_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    for (response, expected) in [
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
            "a response that broke off: request or response body error: error reading a body from connection: end of file \
             before message length reached",
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc",
            "a response that broke off: request or response body error: error reading a body from connection: end of file \
             before message length reached",
        ),
        (
            "",
            "no response: error sending request: client error (SendRequest): connection closed before message completed",
        ),
        ("SSH-2.0\r\n", "no response: error sending request: client error (SendRequest): invalid HTTP version parsed"),
    ] {
        let call = tokio::spawn({
            let base = base.clone();
            async move { failed(&base).await }
        });
        respond(&listener, response).await;
        assert_eq!(call.await.unwrap(), format!("upload (POST) got {expected}"));
    }
    drop(listener);
    let refused = "no response: error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)";
    assert_eq!(failed(&base).await, format!("upload (POST) got {refused}"));
    let unknown = failed("http://name.invalid").await;
    assert!(unknown.contains("client error (Connect): dns error: "), "{unknown}");
}

#[tokio::test]
async fn a_key_is_in_no_text_of_an_error() {
    static SECRET: Operation = Operation { security: &[Requirement(&[(&QUERY, &[])])], ..POST };
    static QUERY: Scheme = Scheme { name: "q", kind: SchemeKind::ApiKey(Location::Query, "key") };
    let core = Builder::new(&[], "t").base_url("http://127.0.0.1:1").api_key(&QUERY, "s3cret").build().unwrap();
    let error = core.call(&SECRET).send(text, empty).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
}
