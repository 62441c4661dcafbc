//! What a server writes: events with comments between them, items, files.

use std::fs;
use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use oasmith_runtime::operation::{Operation, Outcome, Segment};
use oasmith_runtime::server::{Body, Context, Event, Events, Items, Response, reply};
use serde::Serialize;
use serde_json::{Value, json};

/// The body of a response, to its end.
async fn text(response: Response) -> String {
    let body = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn a_line_break_in_an_event_ends_no_field_too_early() {
    let event =
        Event::new("a\nb\r\nc\rd\n".to_owned()).with_type("x\ny").with_id("1\r2\0").with_retry(Duration::from_secs(2));
    let response = reply::text_events(200, Events::of([event, Event::new(String::new())]));
    assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), "text/event-stream");
    assert_eq!(response.headers().get("cache-control").unwrap(), "no-cache");
    assert_eq!(
        text(response).await,
        "event: x y\nid: 1 2 \nretry: 2000\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \n\ndata: \n\n"
    );
}

#[tokio::test]
async fn data_is_json_or_text_or_a_part_of_the_whole_event() {
    assert_eq!(
        text(reply::events(200, Events::of([Event::new(json!({ "a": "\n" }))]))).await,
        "data: {\"a\":\"\\n\"}\n\n"
    );
    assert_eq!(text(reply::plain_events(200, Events::of([Event::new(1.5)]))).await, "data: 1.5\n\n");
    let whole = json!({ "event": "e", "data": { "n": 1 }, "id": 7, "retry": 10 });
    let events = [Event::new(whole), Event::new(json!({ "data": "text", "event": null })).with_type("kept")];
    assert_eq!(
        text(reply::whole_events(200, Events::of(events))).await,
        "event: e\nid: 7\nretry: 10\ndata: {\"n\":1}\n\nevent: kept\ndata: text\n\n"
    );
}

/// A value that cannot be written.
#[derive(Clone)]
struct Broken;

impl Serialize for Broken {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("broken"))
    }
}

/// Gives an item, then an error.
struct Failing(u8);

impl Stream for Failing {
    type Item = Result<u8, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        Poll::Ready((self.0 < 3).then(|| if self.0 == 1 { Ok(1) } else { Err("no more") }))
    }
}

#[tokio::test]
async fn a_response_breaks_off_at_an_error() {
    let failure = |response: Response| async { response.into_body().collect().await.unwrap_err().to_string() };
    assert_eq!(failure(reply::items(200, "application/jsonl", Items::new(Failing(0)))).await, "no more");
    assert_eq!(failure(reply::items(200, "application/jsonl", Items::of([Broken]))).await, "broken");
    assert_eq!(failure(reply::events(200, Events::of([Event::new(Broken)]))).await, "broken");
    assert_eq!(failure(reply::whole_events(200, Events::of([Event::new(1)]))).await, "an event is no object");
}

#[tokio::test]
async fn items_have_a_line_or_a_record_each() {
    let items = || Items::of([json!({ "n": 1 }), Value::Null]);
    assert_eq!(text(reply::items(200, "application/x-ndjson", items())).await, "{\"n\":1}\nnull\n");
    let response = reply::items(200, "application/json-seq", items());
    assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), "application/json-seq");
    assert_eq!(text(response).await, "\u{1e}{\"n\":1}\n\u{1e}null\n");
    assert_eq!(text(reply::items(204, "application/jsonl", items())).await, "");
}

#[tokio::test]
async fn a_comment_is_sent_where_no_event_is_there() {
    let events = || {
        Events::unfold(0, |n| async move {
            tokio::time::sleep(Duration::from_millis(if n == 0 { 1 } else { 300 })).await;
            (n < 2).then(|| (Event::new(n), n + 1))
        })
    };
    let body = text(reply::events(200, events().keep_alive(Some(Duration::from_millis(50))))).await;
    let comments = body.matches(":\n\n").count();
    assert!(body.starts_with("data: 0\n\n:\n\n") && body.contains("data: 1\n\n"), "{body}");
    assert!((4..=12).contains(&comments), "{comments} comments in {body}");
    assert_eq!(text(reply::events(200, events().keep_alive(None))).await, "data: 0\n\ndata: 1\n\n");
}

/// A file for a test, which is removed at its end.
struct TestFile(PathBuf);

impl TestFile {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("oasmith-{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn a_file_is_a_body_of_known_length() {
    let content: Vec<u8> = (0..600_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let file = TestFile::new("file", &content);
    let body = Body::file(&file.0).await.unwrap();
    assert!(body.as_bytes().is_none());
    assert_eq!(http_body::Body::size_hint(&body).exact(), Some(600_000));
    assert_eq!(body.into_bytes().await.unwrap(), content);
    let empty = TestFile::new("empty", b"");
    assert_eq!(Body::file(&empty.0).await.unwrap().into_bytes().await.unwrap(), Bytes::new());
    let response = reply::stream(200, "image/png", Body::file(&file.0).await.unwrap());
    assert_eq!(http_body::Body::size_hint(response.body()).exact(), Some(600_000));
    assert!(Body::file(std::env::temp_dir()).await.is_err());
    assert!(Body::file(file.0.join("x")).await.is_err());
}

#[tokio::test]
async fn a_file_that_becomes_shorter_breaks_off() {
    let file = TestFile::new("short", &[0; 100]);
    let body = Body::file(&file.0).await.unwrap();
    fs::write(&file.0, "abc").unwrap();
    assert!(body.into_bytes().await.is_err());
}

#[test]
fn a_handler_knows_what_its_client_accepts_and_its_last_event() {
    static WATCH: Operation = Operation {
        id: "watch",
        method: "GET",
        path: &[Segment::Literal("/")],
        parameters: &[],
        body: None,
        security: &[],
        success: &[200],
        outcomes: &[Outcome::new(&[200], &["text/event-stream"])],
    };
    let request = http::Request::get("/").header("Last-Event-ID", "größe").body(()).unwrap();
    assert_eq!(Context::from_http(&WATCH, request).unwrap().last_event_id(), Some("größe"));
    assert_eq!(Context::new(&WATCH).last_event_id(), None);
    let accepts = |accept: &[&str], media_type: &str| {
        let request = accept.iter().fold(http::Request::get("/"), |request, line| request.header("accept", *line));
        Context::from_http(&WATCH, request.body(()).unwrap()).unwrap().accepts(media_type)
    };
    assert!(accepts(&[], "text/event-stream") && accepts(&[""], "text/event-stream"));
    assert!(accepts(&["application/json", "Text/Event-Stream;q=0.5"], "text/event-stream"));
    assert!(accepts(&["application/json, text/*"], "text/event-stream"));
    assert!(accepts(&["*/*"], "text/event-stream"));
    assert!(!accepts(&["application/json"], "text/event-stream"));
    assert!(!accepts(&["text/event-stream; q=0.0, application/json"], "text/event-stream"));
}

#[tokio::test]
async fn time_passes_without_a_runtime() {
    let start = Instant::now();
    // The second one ends first, and wakes the task although the first one was there before.
    let mut long = Box::pin(oasmith_runtime::timer::Sleep::new(Duration::from_millis(600)));
    let mut short = Box::pin(oasmith_runtime::timer::Sleep::new(Duration::from_millis(20)));
    poll_fn(|context| {
        let _ = long.as_mut().poll(context);
        short.as_mut().poll(context)
    })
    .await;
    assert!((20..600).contains(&start.elapsed().as_millis()));
    long.await;
    assert!(start.elapsed().as_millis() >= 600);
    let mut never = Box::pin(oasmith_runtime::timer::Sleep::new(Duration::MAX));
    assert!(poll_fn(|context| Poll::Ready(never.as_mut().poll(context).is_pending())).await);
}

#[tokio::test]
async fn work_that_panics_is_an_error() {
    assert_eq!(oasmith_runtime::blocking::run(|| 1).await.unwrap(), 1);
    let error = oasmith_runtime::blocking::run(|| panic!("of the test")).await.map(|()| 1).unwrap_err();
    assert_eq!(error.to_string(), "the work was broken off");
}
