//! Forms in parts as a service receives them: over a real socket while they come, and what a hostile sender writes.

#![cfg(all(feature = "client", feature = "server", feature = "multipart"))]

mod support;

use std::collections::BTreeSet;

use bytes::Bytes;
use oasmith_runtime::client::{Builder, empty};
use oasmith_runtime::form_data::{self, Form};
use oasmith_runtime::operation::{Body as Declared, Encoding, Media, Operation, Outcome, Segment};
use oasmith_runtime::parts::{File, FromPart, Part, Parts};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use oasmith_runtime::server::{FromRequest, Incoming, Limits, Rejection, Response, Router, Routes, reply};
use support::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

static UPLOAD_FORM: Schema = Schema(&[
    Keyword::Type(Types::OBJECT),
    Keyword::Properties(&[("id", &Schema::INTEGER), ("file", &Schema::STRING)]),
    Keyword::Required(&["file"]),
]);

static UPLOAD: Operation = Operation {
    id: "upload",
    method: "POST",
    path: &[Segment::Literal("/upload")],
    parameters: &[],
    body: Some(Declared::required(&[Media::multipart(&UPLOAD_FORM, &[Encoding::file("file")]).streamed()])),
    security: &[],
    outcomes: &[Outcome::empty(&[204])],
    success: &[204],
};

enum UploadPart {
    Id(i64),
    File(File),
}

impl FromPart for UploadPart {
    fn from_part(part: Part) -> Result<Self, Rejection> {
        match part.name() {
            "id" => part.value().map(Self::Id),
            _ => part.file().map(Self::File),
        }
    }
}

struct Request(Parts<UploadPart>);

impl FromRequest for Request {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self(Parts::of(&mut incoming)?))
    }
}

/// Tells what it reads, piece by piece.
async fn upload(told: &UnboundedSender<String>, Request(mut parts): Request) -> Result<Response, Rejection> {
    while let Some(part) = parts.next().await? {
        match part {
            UploadPart::Id(id) => drop(told.send(format!("id {id}"))),
            UploadPart::File(mut file) => {
                drop(told.send(format!("file {}", file.name())));
                let mut length = 0;
                while let Some(chunk) = file.chunk().await? {
                    length += chunk.len();
                    drop(told.send(format!("{length} bytes")));
                }
            }
        }
    }
    Ok(reply::empty(204))
}

fn router(told: UnboundedSender<String>, limits: Limits) -> Router {
    Routes::new(told).on(&UPLOAD, upload).limits(limits).into_router()
}

const HEAD: &str =
    "POST /upload HTTP/1.1\r\nhost: h\r\ncontent-type: multipart/form-data; boundary=B\r\nconnection: close\r\n";

/// The handler has the first bytes of a file before the last ones are sent.
#[tokio::test]
async fn a_part_is_given_before_the_form_ends() {
    let (told, mut heard) = unbounded_channel();
    let mut connection = TcpStream::connect(serve(router(told, Limits::new())).await).await.unwrap();
    let start = "--B\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n5\r\n\
                 --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let (first, last, end) = ("x".repeat(5000), "y".repeat(3000), "\r\n--B--\r\n");
    let length = start.len() + first.len() + last.len() + end.len();
    connection.write_all(format!("{HEAD}content-length: {length}\r\n\r\n{start}{first}").as_bytes()).await.unwrap();
    assert_eq!(heard.recv().await.unwrap(), "id 5");
    assert_eq!(heard.recv().await.unwrap(), "file a");
    let bytes = |told: String| told.strip_suffix(" bytes").unwrap().parse::<usize>().unwrap();
    let mut read = bytes(heard.recv().await.unwrap());
    assert!(read > 0 && read <= first.len(), "{read}");
    connection.write_all(format!("{last}{end}").as_bytes()).await.unwrap();
    while read < first.len() + last.len() {
        read = bytes(heard.recv().await.unwrap());
    }
    assert_eq!(read, first.len() + last.len());
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 204 "), "{response}");
}

/// A file of 64 MiB passes through, and one that is larger than the limit is refused while it comes.
#[tokio::test]
async fn a_large_file_passes_and_a_larger_one_does_not() {
    let (told, mut heard) = unbounded_channel();
    let address = serve(router(told, Limits::new().body(65 << 20))).await;
    let core = Builder::new(&[], "t").base_url(format!("http://{address}")).build().unwrap();
    let send = |megabytes: usize| {
        let file = form_data::File::bytes("a", Bytes::from(vec![7; megabytes << 20]));
        let form = Form::new(&UPLOAD).files("file", file);
        core.call(&UPLOAD).content(form.into_body()).send(empty, empty)
    };
    assert_eq!(send(64).await.unwrap().status(), 204);
    let mut last = String::new();
    while let Ok(told) = heard.try_recv() {
        last = told;
    }
    assert_eq!(last, format!("{} bytes", 64 << 20));
    // The response may come while the request is still being sent, so that it is cut.
    if let Err(error) = send(66).await {
        assert!(error.status().is_none_or(|status| status == 413), "{error}");
    } else {
        panic!("a form beyond the limit is accepted");
    }
}

/// A form whose pieces come in time may take long; one that stops coming is refused.
#[tokio::test]
async fn a_form_that_does_not_end_is_refused() {
    let time = std::time::Duration::from_millis(200);
    let (told, _heard) = unbounded_channel();
    let address = serve(router(told, Limits::new().time(time))).await;
    let before = std::time::Instant::now();
    let mut connection = TcpStream::connect(address).await.unwrap();
    let start = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    connection.write_all(format!("{HEAD}content-length: 100000\r\n\r\n{start}").as_bytes()).await.unwrap();
    for _ in 0..8 {
        tokio::time::sleep(time / 4).await;
        connection.write_all(b"x").await.unwrap();
    }
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
    assert!(before.elapsed() >= 3 * time);
}

/// The status for a body that is sent as it is, and then the end of the connection.
async fn status(body: &[u8], length: usize) -> u16 {
    let (told, _heard) = unbounded_channel();
    let mut connection = TcpStream::connect(serve(router(told, Limits::new())).await).await.unwrap();
    let head = format!("{HEAD}content-length: {length}\r\n\r\n");
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(body).await.unwrap();
    connection.shutdown().await.unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    response.split(' ').nth(1).map_or(0, |status| status.parse().unwrap())
}

#[tokio::test]
async fn a_hostile_form_is_refused() {
    let part = |headers: &str, content: &str| format!("--B\r\n{headers}\r\n\r\n{content}\r\n");
    let file = part("Content-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd\"", "x");
    let named = |name: &str| part(&format!("Content-Disposition: form-data; name=\"{name}\""), "5");
    for (body, expected) in [
        (format!("{file}--B--\r\n"), 204),
        // A part without a name, and one that is not declared, are nobody's.
        (format!("{}{file}--B--\r\n", part("Content-Type: text/plain", "x")), 204),
        (format!("{}{file}--B--\r\n", named("other")), 204),
        (format!("{}{}{file}--B--\r\n", named("id"), named("id")), 400),
        (format!("{file}{file}--B--\r\n"), 400),
        (format!("{}{file}--B--\r\n", part("Content-Disposition: form-data; name=\"id\"", "\u{fffd}x")), 400),
        (format!("{}{file}--B--\r\n", part(&format!("X-A: {}", "a".repeat(100_000)), "x")), 204),
        (format!("{}{file}--B--\r\n", part(&"X-A: a\r\n".repeat(1000), "x")), 400),
        (format!("{}--B--\r\n", named("id")), 422),
        ("--B--\r\n".to_owned(), 422),
        ("x".repeat(1000), 400),
        (named("file").repeat(2000), 400),
    ] {
        let begin: String = body.chars().take(100).collect();
        assert_eq!(status(body.as_bytes(), body.len()).await, expected, "{begin}");
    }
    // Content that ends before its length says.
    let cut = status(file.as_bytes(), file.len() + 1000).await;
    assert!([0, 400].contains(&cut), "{cut}");
}

/// Bytes that change at random are refused or read, and nothing panics.
#[tokio::test]
async fn a_damaged_form_never_panics() {
    use axum::extract::Request as HttpRequest;
    let form = "--B\r\nContent-Disposition: form-data; name=\"id\"\r\nContent-Type: text/plain\r\n\r\n5\r\n\
                --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--B--\r\n";
    let mut statuses = BTreeSet::new();
    // A generator of Lehmer: the same numbers in each run.
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..5000 {
        let mut body = form.as_bytes().to_vec();
        for _ in 0..=random(4) {
            let at = random(body.len());
            match random(3) {
                0 => body[at] = u8::try_from(random(256)).unwrap(),
                1 => drop(body.drain(at..)),
                _ => body.insert(at, b"\r\n-\"B"[random(5)]),
            }
            if body.is_empty() {
                break;
            }
        }
        let (told, _heard) = unbounded_channel();
        let request = HttpRequest::post("/upload").header("content-type", "multipart/form-data; boundary=B");
        let request = request.body(axum::body::Body::from(body)).unwrap();
        statuses.insert(call(router(told, Limits::new()), request).await);
    }
    assert!(statuses.iter().all(|status| [204, 400, 422].contains(status)), "{statuses:?}");
    assert!(statuses.len() == 3, "{statuses:?}");
}

/// The status that a router responds with.
async fn call(router: Router, request: axum::extract::Request) -> u16 {
    use axum::handler::Handler as _;
    let routes = axum::routing::any_service(router);
    routes.call(request, ()).await.status().as_u16()
}
