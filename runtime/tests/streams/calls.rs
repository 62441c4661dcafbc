//! Calls of streams against responses in memory.

use std::fs;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method, Request, Response};
use oasmith_runtime::client::{
    Body, Builder, ByteStream, Call, CallError, Error, Event, EventStream, ItemStream, Operation, Server, Transport,
    TransportError, TransportFuture, empty, json, json_data, text, text_data, whole_event,
};
use oasmith_runtime::operation::{self, Media, Outcome, Segment};
use oasmith_runtime::schema::Schema;
use serde::Deserialize;
use serde_json::{Value, json};

static SUBSCRIBE: Operation = GET;

const GET: Operation = Operation {
    id: "subscribe",
    method: "GET",
    path: &[Segment::Literal("/events")],
    parameters: &[],
    body: None,
    security: &[],
    success: &[200],
    outcomes: &[Outcome::json(&[200, 404])],
};

static CREATE: Operation = Operation {
    id: "create",
    method: "POST",
    body: Some(operation::Body { required: true, media: &[Media::json(&Schema::ANY)] }),
    ..GET
};

/// Chunks that come one by one, and an error where there is one.
struct Chunks(Vec<Result<Bytes, TransportError>>);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready((!self.0.is_empty()).then(|| self.0.remove(0)))
    }
}

/// Chunks, and an error after them where there is one.
fn body<const N: usize>(chunks: [&'static str; N], error: Option<&'static str>) -> Body {
    let chunks = chunks.into_iter().map(|chunk| Ok(Bytes::from(chunk)));
    Body::from_stream(Chunks(chunks.chain(error.map(|error| Err(TransportError::new(error)))).collect()))
}

/// Responds in order, and records the headers and the body of each request.
#[derive(Clone, Default)]
struct Canned {
    responses: Arc<Mutex<Vec<Response<Body>>>>,
    sent: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    is_strict: bool,
}

impl Canned {
    fn new(responses: impl IntoIterator<Item = Response<Body>>) -> Self {
        Self { responses: Arc::new(Mutex::new(responses.into_iter().collect())), ..Self::default() }
    }

    fn strict(self) -> Self {
        Self { is_strict: true, ..self }
    }

    fn call(&self, operation: &'static Operation) -> Call {
        const HOST: &[Server] = &[Server::new("https://h")];
        let builder = Builder::new(HOST, "t").transport(self.clone());
        let builder = if self.is_strict { builder.strict_responses() } else { builder };
        builder.build().unwrap().call(operation)
    }

    fn header(&self, name: &str) -> Vec<Option<String>> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|(headers, _)| headers.get(name).map(|value| value.to_str().unwrap().to_owned())).collect()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let body = request.body().as_bytes().cloned().unwrap_or_default();
        self.sent.lock().unwrap().push((request.headers().clone(), body));
        let mut responses = self.responses.lock().unwrap();
        let response =
            if responses.is_empty() { Err(TransportError::new("nobody is there")) } else { Ok(responses.remove(0)) };
        Box::pin(std::future::ready(response))
    }
}

fn response(status: u16, media_type: &str, body: impl Into<Body>) -> Response<Body> {
    Response::builder().status(status).header("content-type", media_type).body(body.into()).unwrap()
}

fn events(body: impl Into<Body>) -> Response<Body> {
    response(200, "text/event-stream; charset=utf-8", body)
}

const SSE: &str = "text/event-stream";

#[tokio::test]
async fn events_come_one_by_one_with_typed_data() {
    let canned = Canned::new([events(body(
        ["data: {\"n\":1}\n", "\nid: 7\nevent: more\nda", "ta: {\"n\":2}\n\ndata: 3"],
        None,
    ))]);
    let mut response = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<Value>, empty).await.unwrap();
    assert!(response.is_declared());
    assert_eq!(response.next().await.unwrap().unwrap(), Event::new(json!({ "n": 1 })));
    assert_eq!(response.next().await.unwrap().unwrap(), Event::new(json!({ "n": 2 })).with_id("7").with_type("more"));
    assert_eq!(response.last_event_id(), Some("7"));
    assert!(response.next().await.is_none() && response.next().await.is_none());
    assert_eq!(canned.header("accept"), [Some(SSE.to_owned())]);
}

#[tokio::test]
async fn an_event_may_say_that_it_is_the_last() {
    let text = "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
    let canned = Canned::new([events(text), events(text)]);
    let mut stream = canned.call(&SUBSCRIBE).events(SSE, Some("[DONE]"), json_data::<u8>, empty).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert!(stream.next().await.is_none());
    let mut stream = canned.call(&SUBSCRIBE).events(SSE, None, text_data, empty).await.unwrap();
    let mut read = Vec::new();
    while let Some(event) = stream.next().await {
        read.push(event.unwrap().data);
    }
    assert_eq!(read, ["1", "[DONE]", "2"]);
}

#[tokio::test]
async fn an_event_of_another_form_is_an_error_and_the_next_one_is_read() {
    let canned = Canned::new([events("data: 1\n\ndata: one\n\ndata: 3\n\n")]);
    let mut stream = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "subscribe (GET) responded with 200 OK, text/event-stream; charset=utf-8: item 2: it is not what is declared: \
         expected value at line 1 column 1: one"
    );
    assert_eq!((error.position(), error.data(), error.is_timeout()), (2, Some(&b"one"[..]), false));
    assert_eq!((error.operation().id, error.status().as_u16()), ("subscribe", 200));
    assert_eq!(Error::from(error).status().unwrap().as_u16(), 200);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 3);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_response_that_breaks_off_is_an_error_and_then_the_end() {
    let canned = Canned::new([events(body(["data: 1\n\ndata: 2"], Some("reset")))]);
    let mut stream = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let error = stream.next().await.unwrap().unwrap_err().to_string();
    assert!(error.ends_with("text/event-stream; charset=utf-8: item 2: a response that broke off: reset"), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_event_that_is_too_large_is_an_error_and_then_the_end() {
    let canned = Canned::new([events("data: 1\n\ndata: 22222222\n\ndata: 3\n\n")]);
    let stream = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<u32>, empty).await.unwrap();
    let mut stream = stream.into_inner().max_event_bytes(10);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let error = stream.next().await.unwrap().unwrap_err().to_string();
    assert!(error.ends_with("item 2: it has more than 10 bytes"), "{error}");
    assert!(stream.next().await.is_none());
}

#[derive(Debug, Deserialize, PartialEq)]
struct Added {
    event: String,
    data: Foo,
    retry: Option<u64>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Foo {
    foo: u8,
}

#[tokio::test]
async fn a_schema_may_describe_the_whole_event() {
    let canned = Canned::new([events("event: addJson\nretry: 5\ndata: {\"foo\":42}\n\nevent: text\ndata: a\n\n")]);
    let mut stream = canned.call(&SUBSCRIBE).events(SSE, None, whole_event::<Value>, empty).await.unwrap();
    let whole = json!({ "event": "addJson", "data": "{\"foo\":42}", "retry": 5 });
    assert_eq!(stream.next().await.unwrap().unwrap().data, whole);
    let canned = Canned::new([events("event: addJson\nretry: 5\ndata: {\"foo\":42}\n\nevent: text\ndata: a\n\n")]);
    let mut stream = canned.call(&SUBSCRIBE).events(SSE, None, whole_event::<Added>, empty).await.unwrap();
    let added = Added { event: "addJson".to_owned(), data: Foo { foo: 42 }, retry: Some(5) };
    assert_eq!(stream.next().await.unwrap().unwrap().data, added);
    assert_eq!(stream.next().await.unwrap().unwrap_err().data(), Some(&b"a"[..]));
}

#[tokio::test]
async fn a_failure_is_read_as_in_any_call() {
    let canned = Canned::new([
        response(404, "application/json", "{\"why\":1}"),
        response(200, "application/json", "{\"error\":1}"),
        response(200, "text/html", body(["<p>"], None)),
        response(201, SSE, "data: 1\n\n"),
        response(204, SSE, "data: 1\n\n"),
    ]);
    let call = || canned.call(&SUBSCRIBE).events(SSE, None, json_data::<Value>, json::<Value>);
    let CallError::Api(error) = call().await.unwrap_err() else { panic!() };
    assert_eq!(error.into_body(), json!({ "why": 1 }));
    let CallError::Unexpected(error) = call().await.unwrap_err() else { panic!() };
    assert_eq!(
        error.to_string(),
        "subscribe (GET) responded with 200 OK, application/json: {\"error\":1} (the body is not what is declared: it is \
         no such stream) at 'GET /events 200'"
    );
    // It may have no end, so that nothing of it is read.
    let CallError::Unexpected(error) = call().await.unwrap_err() else { panic!() };
    assert_eq!((error.status().as_u16(), error.raw().len()), (200, 0));
    let mut created = call().await.unwrap();
    assert!(!created.is_declared());
    assert_eq!(created.next().await.unwrap().unwrap().data, json!(1));
    let mut nothing = call().await.unwrap();
    assert!(nothing.next().await.is_none());
    let error = call().await.unwrap_err();
    assert_eq!(error.to_string(), "subscribe (GET) got no response: nobody is there");
}

#[tokio::test]
async fn strict_responses_have_a_declared_status_and_media_type() {
    static DOWNLOAD: Operation = Operation { outcomes: &[Outcome::new(&[200], &["image/*"])], ..GET };
    let canned = Canned::new([
        response(201, SSE, "data: 1\n\n"),
        Response::new("data: 1\n\n".into()),
        response(200, "application/json", "1\n"),
        response(200, "application/jsonl", "1\n"),
        response(200, "text/html", "<p>"),
        response(200, "image/png", "png"),
    ])
    .strict();
    let call = || canned.call(&SUBSCRIBE).events(SSE, None, json_data::<Value>, json::<Value>);
    assert!(matches!(call().await, Err(CallError::Unexpected(_))));
    assert!(matches!(call().await, Err(CallError::Unexpected(_))));
    let items = || canned.call(&SUBSCRIBE).items::<u8, ()>("application/jsonl", empty);
    assert!(matches!(items().await, Err(CallError::Unexpected(_))));
    assert!(items().await.is_ok());
    assert!(matches!(canned.call(&DOWNLOAD).stream(empty).await, Err(CallError::Unexpected(_))));
    assert!(canned.call(&DOWNLOAD).stream(empty).await.is_ok());
}

#[tokio::test]
async fn a_property_of_the_body_is_switched_on_and_nothing_else_changes() {
    for (given, sent) in [
        (json!({}), r#"{"stream":true}"#),
        (json!({ "a": 1.1, "b": "}" }), r#"{"stream":true,"a":1.1,"b":"}"}"#),
        (json!({ "stream": false, "a": 1 }), r#"{"stream":true,"a":1}"#),
        (json!({ "a": { "stream": 0 }, "stream": null }), r#"{"a":{"stream":0},"stream":true}"#),
        (json!({ "a": "\"stream\":", "b": ["stream"] }), r#"{"stream":true,"a":"\"stream\":","b":["stream"]}"#),
        (json!({ "stream": { "x": [1, "\\\""] } }), r#"{"stream":true}"#),
        (json!([]), "[]"),
    ] {
        let canned = Canned::new([events("")]);
        let call = canned.call(&CREATE).json(&given).switch("stream");
        call.events(SSE, None, text_data, empty).await.unwrap();
        assert_eq!(canned.sent.lock().unwrap()[0].1, sent);
    }
    let canned = Canned::new([events("")]);
    let call = canned.call(&CREATE).body("text/plain", "a {}").switch("stream");
    call.events(SSE, None, text_data, empty).await.unwrap();
    assert_eq!(canned.sent.lock().unwrap()[0].1, "a {}");
}

#[tokio::test]
async fn items_come_in_lines_or_records() {
    let canned = Canned::new([
        response(200, "application/x-ndjson", body(["{\"n\":1}\n{\"n\"", ":2}\r\n\n[]\n{\"n\":4}"], None)),
        response(200, "application/json-seq", "\u{1e}{\"n\":1}\n\u{1e}{\"n\":2}\n\u{1e}{\"n\""),
        // Docker calls its lines so.
        response(200, "application/json", "{\"n\":1}\n"),
        response(200, "application/geo+json-seq", body(["\u{1e}{\"n\":1}\n\u{1e}{"], Some("reset"))),
        response(200, "text/html", "<p>"),
    ]);
    let call = || canned.call(&SUBSCRIBE).items::<Numbered, ()>("application/jsonl", empty);
    let mut read = Vec::new();
    for _ in 0..4 {
        let mut items = call().await.unwrap();
        let mut numbers = Vec::new();
        while let Some(item) = items.next().await {
            numbers.push(item.map(|item| item.n).map_err(|error| error.to_string()));
        }
        read.push(numbers);
    }
    let prefix = "subscribe (GET) responded with 200 OK, application";
    assert_eq!(
        read,
        [
            vec![
                Ok(1),
                Ok(2),
                Err(format!(
                    "{prefix}/x-ndjson: item 3: it is not what is declared: invalid length 0, expected struct Numbered \
                     with 1 element at line 1 column 2: []"
                )),
                Ok(4)
            ],
            vec![
                Ok(1),
                Ok(2),
                Err(format!(
                    "{prefix}/json-seq: item 3: it is not what is declared: EOF while parsing an object at line 1 column 4: {{\"n\""
                ))
            ],
            vec![Ok(1)],
            vec![Ok(1), Err(format!("{prefix}/geo+json-seq: item 2: a response that broke off: reset"))],
        ]
    );
    assert!(matches!(call().await, Err(CallError::Unexpected(_))));
    assert_eq!(canned.header("accept")[0].as_deref(), Some("application/jsonl"));
}

#[derive(Debug, Deserialize)]
struct Numbered {
    n: u8,
}

#[tokio::test]
async fn bytes_come_as_they_are() {
    let download = || response(200, "image/png", body(["ab", "", "cd", "e"], None));
    let canned = Canned::new([download(), download(), download(), response(200, "image/png", "")]);
    let call = || canned.call(&SUBSCRIBE).stream::<()>(empty);
    let mut stream = call().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "ab");
    assert_eq!(stream.into_inner().bytes().await.unwrap(), "cde");
    assert_eq!(call().await.unwrap().into_inner().bytes().await.unwrap(), "abcde");
    let path = std::env::temp_dir().join(format!("oasmith-{}-download", std::process::id()));
    assert_eq!(call().await.unwrap().into_inner().write_to(&path).await.unwrap(), 5);
    assert_eq!(fs::read(&path).unwrap(), b"abcde");
    assert_eq!(call().await.unwrap().into_inner().write_to(&path).await.unwrap(), 0);
    assert_eq!(fs::read(&path).unwrap(), b"");
    fs::remove_file(path).unwrap();
    // What reads it is what the operation declares.
    assert_eq!(canned.header("accept")[0].as_deref(), Some("application/json"));
}

#[tokio::test]
async fn a_download_that_breaks_off_says_how_far_it_came() {
    let broken = || response(200, "image/png", body(["abc"], Some("reset")));
    let canned = Canned::new([broken(), broken(), broken()]);
    let call = || canned.call(&SUBSCRIBE).stream::<()>(empty);
    let expected = "subscribe (GET) responded with 200 OK, image/png: after 3 bytes: a response that broke off: reset";
    assert_eq!(call().await.unwrap().into_inner().bytes().await.unwrap_err().to_string(), expected);
    let path = std::env::temp_dir().join(format!("oasmith-{}-broken", std::process::id()));
    assert_eq!(call().await.unwrap().into_inner().write_to(&path).await.unwrap_err().to_string(), expected);
    assert_eq!(fs::read(&path).unwrap(), b"abc");
    fs::remove_file(&path).unwrap();
    let error = call().await.unwrap().into_inner().write_to(path.join("x")).await.unwrap_err();
    assert_eq!((error.position(), error.data()), (0, None));
    assert!(error.to_string().contains("image/png: after 0 bytes: it cannot be written: "), "{error}");
}

#[tokio::test]
async fn a_stream_connects_again_after_the_last_event() {
    let canned = Canned::new([
        events(body(["retry: 10\nid: 1\ndata: 1\n\ndata: 2"], Some("reset"))),
        response(503, "text/plain", "busy"),
        events("id: 2\ndata: 2\n\n"),
        events(": nothing new\n\n"),
        response(204, SSE, ""),
    ]);
    let stream = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    let mut stream = stream.into_inner().reconnect(3);
    let start = Instant::now();
    let mut read = Vec::new();
    while let Some(event) = stream.next().await {
        read.push(event.unwrap().data);
    }
    assert_eq!(read, [1, 2]);
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(canned.header("last-event-id"), [None, id("1"), id("1"), id("2"), id("2")]);
    // 10 and 20 milliseconds before the second event, and as many after it.
    assert!(start.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn a_stream_connects_again_only_so_many_times_and_only_where_that_is_safe() {
    let canned = Canned::new([events("retry: 1\ndata: 1\n\n"), response(404, "text/plain", "gone")]);
    let stream = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    let mut stream = stream.into_inner().reconnect(3);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let error = stream.next().await.unwrap().unwrap_err().to_string();
    assert!(
        error.ends_with("item 2: connected again, and the response with 404 Not Found is no such stream"),
        "{error}"
    );
    assert!(stream.next().await.is_none());

    let canned = Canned::new([events("retry: 1\ndata: 1\n\n")]);
    let stream = canned.call(&SUBSCRIBE).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    let mut stream = stream.into_inner().reconnect(2);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let error = stream.next().await.unwrap().unwrap_err().to_string();
    assert!(error.ends_with("item 2: no response: nobody is there"), "{error}");
    assert_eq!(canned.sent.lock().unwrap().len(), 3);

    let canned = Canned::new([events("retry: 1\ndata: 1\n\n")]);
    assert_eq!(CREATE.method, Method::POST.as_str());
    let stream = canned.call(&CREATE).json(&1).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    let mut stream = stream.into_inner().reconnect(2);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert!(stream.next().await.is_none());
    assert_eq!(canned.sent.lock().unwrap().len(), 1);
}

/// A task of its own can read a stream, whatever its data is.
#[test]
fn a_stream_is_sent_to_other_threads() {
    const fn is_send<T: Send + Unpin>() {}
    is_send::<EventStream<Rc<u8>>>();
    is_send::<ItemStream<Rc<u8>>>();
    is_send::<ByteStream>();
}

#[tokio::test]
async fn a_stream_is_one_of_futures_too() {
    let canned =
        Canned::new([events("data: 1\n\n"), response(200, "application/jsonl", "1"), response(200, "a/b", "1")]);
    async fn first<S: Stream>(stream: S) -> Option<S::Item> {
        let mut stream = pin!(stream);
        std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
    }
    let call = || canned.call(&SUBSCRIBE);
    let stream = call().events(SSE, None, json_data::<u8>, empty).await.unwrap().into_inner();
    assert_eq!(first(stream).await.unwrap().unwrap().data, 1);
    let items = call().items::<u8, ()>("application/jsonl", empty).await.unwrap().into_inner();
    assert_eq!(first(items).await.unwrap().unwrap(), 1);
    let bytes = call().stream::<()>(empty).await.unwrap().into_inner();
    assert_eq!(first(bytes).await.unwrap().unwrap(), "1");
    // A whole response has its bytes, a stream has none.
    let canned = Canned::new([response(200, "text/plain", "abc"), events("data: 1\n\n")]);
    assert_eq!(canned.call(&SUBSCRIBE).send(text, empty).await.unwrap().raw(), "abc");
    assert_eq!(canned.call(&SUBSCRIBE).events(SSE, None, text_data, empty).await.unwrap().raw(), "");
}
