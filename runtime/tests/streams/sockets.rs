//! Streams over a real socket: slow readers, connections that are lost, events that do not end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use http::HeaderMap;
use oasmith_runtime::client::{Builder, Call, Operation, empty, json_data, reqwest, text, text_data};
use oasmith_runtime::operation::{Outcome, Segment};
use oasmith_runtime::server::{Body, Event, Events, Items, reply};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

static WATCH: Operation = GET;

const GET: Operation = Operation {
    id: "watch",
    method: "GET",
    path: &[Segment::Literal("/watch")],
    parameters: &[],
    body: None,
    security: &[],
    success: &[200],
    outcomes: &[Outcome::new(&[200], &["text/event-stream"])],
};

const SSE: &str = "text/event-stream";

fn call(address: SocketAddr) -> Call {
    Builder::new(&[], "t").base_url(format!("http://{address}")).build().unwrap().call(&WATCH)
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Serves a router until the test ends.
async fn serve(router: Router) -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Reads a request and gives it with its connection.
async fn accept(listener: &TcpListener) -> (TcpStream, String) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.unwrap());
    }
    (stream, String::from_utf8(request).unwrap())
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

async fn send(stream: &mut TcpStream, text: &str) {
    stream.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes()).await.unwrap();
}

/// Counts what is made and what is dropped.
#[derive(Clone, Default)]
struct Counts {
    made: Arc<AtomicUsize>,
    dropped: Arc<AtomicUsize>,
}

impl Drop for Counts {
    fn drop(&mut self) {
        self.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

/// Events of 64 KiB that do not end.
fn endless(counts: Counts) -> Events<String> {
    Events::unfold(counts, |counts| async move {
        counts.made.fetch_add(1, Ordering::SeqCst);
        Some((Event::new("x".repeat(64 << 10)), counts))
    })
}

/// Waits until something is so.
async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it is not so in five seconds");
}

/// A reader that does not read stops the writer, and both hold no more than their sockets and one event.
#[tokio::test]
async fn a_slow_reader_slows_down_the_writer() {
    let counts = Counts::default();
    let made = Arc::clone(&counts.made);
    let service = counts.clone();
    let router = Router::new().route("/watch", get(async move || reply::text_events(200, endless(service))));
    let address = serve(router).await;
    let mut events = call(address).events(SSE, None, text_data, empty).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.len(), 64 << 10);
    let mut before = 0;
    // Until the sockets are full.
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(40)).await;
        let now = made.load(Ordering::SeqCst);
        if now == before {
            break;
        }
        before = now;
    }
    let stopped = made.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(made.load(Ordering::SeqCst), stopped, "the writer goes on although nobody reads");
    assert!(stopped < 400, "{stopped} events of 64 KiB were written to a reader that took one");
    for _ in 0..stopped + 100 {
        assert_eq!(events.next().await.unwrap().unwrap().data.len(), 64 << 10);
    }
    assert!(made.load(Ordering::SeqCst) >= stopped + 100);
}

#[tokio::test]
async fn a_stream_that_is_dropped_closes_its_connection() {
    let counts = Counts::default();
    let (made, dropped) = (Arc::clone(&counts.made), Arc::clone(&counts.dropped));
    let service = counts.clone();
    let router = Router::new().route("/watch", get(async move || reply::text_events(200, endless(service.clone()))));
    let address = serve(router).await;
    let mut events = call(address).events(SSE, None, text_data, empty).await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    let before = dropped.load(Ordering::SeqCst);
    drop(events);
    until(|| dropped.load(Ordering::SeqCst) > before).await;
    let stopped = made.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(made.load(Ordering::SeqCst), stopped);
}

#[tokio::test]
async fn events_come_before_the_response_is_over() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, request) = accept(&listener).await;
        stream.write_all(HEAD.as_bytes()).await.unwrap();
        send(&mut stream, "data: 1\n\nda").await;
        (stream, request)
    });
    let mut events = call(address).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    let (mut stream, request) = server.await.unwrap();
    assert!(
        request.starts_with("GET /watch HTTP/1.1\r\n") && request.contains("accept: text/event-stream\r\n"),
        "{request}"
    );
    send(&mut stream, "ta: 2\n\n").await;
    assert_eq!(events.next().await.unwrap().unwrap().data, 2);
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_connection_that_is_lost_is_an_error_of_the_next_event() {
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        let (mut stream, _) = accept(&listener).await;
        stream.write_all(HEAD.as_bytes()).await.unwrap();
        send(&mut stream, "data: 1\n\ndata: 2\n").await;
        // The reader may take what was sent before the reset comes.
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream.set_zero_linger().unwrap();
    });
    let mut events = call(address).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert_eq!(
        events.next().await.unwrap().unwrap_err().to_string(),
        "watch (GET) responded with 200 OK, text/event-stream: item 2: a response that broke off: request or response body \
         error: error reading a body from connection: Connection reset by peer (os error 104)"
    );
    assert!(events.next().await.is_none());
}

/// A timeout of each read is for streams: it ends one that is silent, and no other.
#[tokio::test]
async fn a_stream_that_is_silent_ends_in_time() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = accept(&listener).await;
        stream.write_all(HEAD.as_bytes()).await.unwrap();
        for n in 0..4 {
            send(&mut stream, &format!("data: {n}\n\n")).await;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        stream
    });
    let http = reqwest::Client::builder().read_timeout(Duration::from_millis(300));
    let core = Builder::new(&[], "t").base_url(format!("http://{address}")).http(http).build().unwrap();
    let mut events = core.call(&WATCH).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    for n in 0..4 {
        assert_eq!(events.next().await.unwrap().unwrap().data, n);
    }
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.position() == 5, "{error}");
    assert!(error.to_string().contains("item 5: no whole response in time: "), "{error}");
    assert!(events.next().await.is_none());
    drop(server.await.unwrap());
}

/// An event that never ends is an error as soon as it is too large, and the connection is closed.
#[tokio::test]
async fn an_event_that_does_not_end_is_not_read_for_ever() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = accept(&listener).await;
        stream.write_all(HEAD.as_bytes()).await.unwrap();
        let mut sent = 0_usize;
        let text = "x".repeat(16 << 10);
        while stream.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes()).await.is_ok() {
            sent += text.len();
        }
        sent
    });
    let events = call(address).events(SSE, None, text_data, empty).await.unwrap();
    let mut events = events.into_inner().max_event_bytes(1 << 20);
    let error = events.next().await.unwrap().unwrap_err().to_string();
    assert!(error.ends_with("item 1: it has more than 1048576 bytes"), "{error}");
    assert!(events.next().await.is_none());
    assert!(server.await.unwrap() < 16 << 20);
}

#[tokio::test]
async fn a_stream_connects_again_where_the_connection_was_lost() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut first, _) = accept(&listener).await;
        first.write_all(HEAD.as_bytes()).await.unwrap();
        send(&mut first, "retry: 20\nid: a\ndata: 1\n\ndata: never").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        first.set_zero_linger().unwrap();
        drop(first);
        let (mut second, request) = accept(&listener).await;
        second.write_all(HEAD.as_bytes()).await.unwrap();
        send(&mut second, "data: 2\n\n").await;
        second.write_all(b"0\r\n\r\n").await.unwrap();
        request
    });
    let events = call(address).events(SSE, None, json_data::<u8>, empty).await.unwrap();
    let mut events = events.into_inner().reconnect(1);
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert_eq!(events.next().await.unwrap().unwrap(), Event::new(2).with_id("a"));
    assert!(server.await.unwrap().contains("last-event-id: a\r\n"));
    let error = events.next().await.unwrap().unwrap_err().to_string();
    assert!(error.contains("item 3: no response: "), "{error}");
}

/// A file is sent with its length, and read while it is sent.
#[tokio::test]
async fn a_file_can_be_uploaded() {
    static UPLOAD: Operation = Operation { id: "upload", method: "POST", ..GET };
    let path = std::env::temp_dir().join(format!("oasmith-{}-upload", std::process::id()));
    std::fs::write(&path, vec![7_u8; 2 << 20]).unwrap();
    let count = async |headers: HeaderMap, body: axum::body::Body| {
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        format!("{} {}", headers["content-length"].to_str().unwrap(), bytes.iter().all(|byte| *byte == 7))
    };
    let address = serve(Router::new().route("/watch", post(count))).await;
    let core = Builder::new(&[], "t").base_url(format!("http://{address}")).build().unwrap();
    let call = core.call(&UPLOAD).body("image/png", Body::file(&path).await.unwrap());
    assert_eq!(*call.send(text, empty).await.unwrap(), "2097152 true");
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn items_and_files_travel_as_they_are() {
    let path = std::env::temp_dir().join(format!("oasmith-{}-sent", std::process::id()));
    let content = vec![7_u8; 3 << 20];
    std::fs::write(&path, &content).unwrap();
    let sent = path.clone();
    let file = async move || reply::stream(200, "image/png", Body::file(&sent).await.unwrap());
    let items = async || reply::items(200, "application/jsonl", Items::of(0..1000_u32));
    let files = serve(Router::new().route("/watch", get(file))).await;
    let lines = serve(Router::new().route("/watch", get(items))).await;
    let copy = path.with_extension("copy");
    let stream = call(files).stream::<()>(empty).await.unwrap();
    assert_eq!(stream.headers().get("content-length").unwrap(), "3145728");
    assert_eq!(stream.into_inner().write_to(&copy).await.unwrap(), 3 << 20);
    assert_eq!(std::fs::read(&copy).unwrap(), content);
    std::fs::remove_file(path).unwrap();
    std::fs::remove_file(copy).unwrap();
    let mut items = call(lines).items::<u32, ()>("application/jsonl", empty).await.unwrap();
    for n in 0..1000 {
        assert_eq!(items.next().await.unwrap().unwrap(), n);
    }
    assert!(items.next().await.is_none());
}
