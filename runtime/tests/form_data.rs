//! Forms in parts over a real socket: the bytes that a server is sent, compared as they are.

#![cfg(all(feature = "client", feature = "multipart"))]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use oasmith_runtime::client::{Body, Builder, CallError, Core, empty};
use oasmith_runtime::form_data::{File, Form};
use oasmith_runtime::operation::{Body as RequestBody, Encoding, Media, Operation, Outcome, Segment};
use oasmith_runtime::schema::Schema;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

static UPLOAD: Operation = Operation {
    id: "upload",
    method: "POST",
    path: &[Segment::Literal("/upload")],
    parameters: &[],
    body: Some(RequestBody::required(&[Media::multipart(&Schema::ANY, &[Encoding::file("file")])])),
    security: &[],
    outcomes: &[Outcome::empty(&[204])],
    success: &[204],
};

/// Records what each connection sends until its request is whole, and responds with these heads in turn.
async fn record(responses: &'static [&'static str]) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let recorded = requests.clone();
    tokio::spawn(async move {
        for response in responses {
            let (mut connection, _) = listener.accept().await.unwrap();
            let mut bytes = Vec::new();
            while !is_whole(&bytes) {
                if connection.read_buf(&mut bytes).await.unwrap() == 0 {
                    break;
                }
            }
            recorded.lock().unwrap().push(String::from_utf8_lossy(&bytes).into_owned());
            connection.write_all(response.as_bytes()).await.unwrap();
        }
    });
    (address, requests)
}

/// Whether a request has come to its end.
fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    match head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
        Some(length) => body.len() >= length.parse::<usize>().unwrap(),
        None => body.ends_with("0\r\n\r\n"),
    }
}

const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

fn core(address: SocketAddr) -> Core {
    Builder::new(&[], "test/1").base_url(format!("http://{address}")).build().unwrap()
}

async fn send(core: &Core, form: Form) -> Result<(), CallError<()>> {
    core.call(&UPLOAD).content(form.into_body()).send(empty, empty).await.map(|_| ())
}

/// Head and body of a request, with the boundary as `B`.
fn cut(request: &str) -> (String, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let boundary = head.lines().find_map(|line| line.split_once("boundary=")).unwrap().1;
    (head.replace(boundary, "B"), body.replace(boundary, "B"))
}

/// A file of the file system that is removed at the end.
struct OnDisk(PathBuf);

impl OnDisk {
    fn new(name: &str, content: &[u8]) -> Self {
        let folder = std::env::temp_dir().join(format!("oasmith-form-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
        Self(folder.join(name))
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

#[tokio::test]
async fn a_form_is_sent_byte_for_byte() {
    let (address, requests) = record(&[NO_CONTENT]).await;
    let file = OnDisk::new("\"a\".txt", b"content");
    let form = Form::new(&UPLOAD).value("id", "x").files("file", File::path(&file.0).await.unwrap());
    send(&core(address), form).await.unwrap();
    let (head, body) = cut(&requests.lock().unwrap()[0]);
    assert_eq!(
        body,
        "--B\r\nContent-Disposition: form-data; name=\"id\"\r\nContent-Type: text/plain\r\n\r\nx\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%22a%22.txt\"\r\n\
         Content-Type: application/octet-stream\r\n\r\ncontent\r\n--B--\r\n"
    );
    assert!(head.starts_with("POST /upload HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: multipart/form-data; boundary=B\r\n"), "{head}");
    // The boundary has 48 digits.
    let length = body.len() + 3 * 47;
    assert!(head.contains(&format!("\r\ncontent-length: {length}")) && !head.contains("transfer-encoding"), "{head}");
}

/// A redirect that keeps the body sends the file once more; a stream cannot follow it.
#[tokio::test]
async fn a_file_can_be_sent_again_and_a_stream_cannot() {
    const REDIRECT: &str =
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: /moved\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let (address, requests) = record(&[REDIRECT, NO_CONTENT, REDIRECT]).await;
    let (core, file) = (core(address), OnDisk::new("a", b"content"));
    send(&core, Form::new(&UPLOAD).files("file", File::path(&file.0).await.unwrap())).await.unwrap();
    let stream = File::stream("a", Body::from_stream(Once(Some(Bytes::from("content")))), None);
    let error = send(&core, Form::new(&UPLOAD).files("file", stream)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    let requests = requests.lock().unwrap();
    let bodies: Vec<String> = requests.iter().map(|request| cut(request).1).collect();
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[0].contains("\r\n\r\ncontent\r\n--B--\r\n"), "{}", bodies[0]);
    assert!(requests[1].starts_with("POST /moved HTTP/1.1\r\n"));
    assert!(requests[2].contains("transfer-encoding: chunked"), "{}", requests[2]);
}

struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// Gives pieces without end, and counts them.
struct Endless(Arc<AtomicUsize>);

impl Stream for Endless {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(Some(Ok(Bytes::from_static(&[0; 64 << 10]))))
    }
}

/// A server that reads nothing stops the stream: what is sent is not kept in memory.
#[tokio::test]
async fn a_stream_is_not_buffered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (_connection, _) = listener.accept().await.unwrap();
        std::future::pending::<()>().await;
    });
    let pieces = Arc::new(AtomicUsize::new(0));
    let file = File::stream("a", Body::from_stream(Endless(pieces.clone())), None);
    let core = core(address);
    let sending = send(&core, Form::new(&UPLOAD).files("file", file));
    let waited = tokio::time::timeout(std::time::Duration::from_millis(500), sending).await;
    assert!(waited.is_err());
    let sent = pieces.load(Ordering::SeqCst);
    // What the buffers of two sockets of this machine hold, and no more.
    assert!((1..1000).contains(&sent), "{sent} pieces of 64 KiB");
}

#[tokio::test]
async fn a_file_that_is_not_there_or_shrinks_is_an_error() {
    let missing = File::path("/nowhere/at/all").await.unwrap_err();
    assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
    let (address, _) = record(&[NO_CONTENT, NO_CONTENT]).await;
    let (core, file) = (core(address), OnDisk::new("b", b"content"));
    let shrunk = Form::new(&UPLOAD).files("file", File::path(&file.0).await.unwrap());
    std::fs::write(&file.0, b"con").unwrap();
    let error = send(&core, shrunk).await.unwrap_err();
    assert!(error.to_string().contains("a file of the form is shorter than its length says"), "{error}");
}

/// A file that grew is sent as long as it was.
#[tokio::test]
async fn a_file_that_grows_is_sent_as_it_was_long() {
    let (address, requests) = record(&[NO_CONTENT]).await;
    let (core, file) = (core(address), OnDisk::new("c", b"content"));
    let grown = Form::new(&UPLOAD).files("file", File::path(&file.0).await.unwrap().named("d"));
    std::fs::write(&file.0, b"content and more").unwrap();
    send(&core, grown).await.unwrap();
    let body = cut(&requests.lock().unwrap()[0]).1;
    assert!(body.contains("filename=\"d\"") && body.ends_with("\r\n\r\ncontent\r\n--B--\r\n"), "{body}");
}
