//! Bodies of bytes as a service reads them: while they come, and within the limits. Headers that a response must have.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Request, StatusCode};
use oasmith_runtime::operation::{self, Media, Operation, Outcome, Parameter, Segment};
use oasmith_runtime::schema::Schema;
use oasmith_runtime::server::{BodyStream, FromRequest, Incoming, Limits, Rejection, Router, Routes, Typed};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{problem, send};

/// `PUT /files` takes bytes, and responds with `x-name`.
static PUT: Operation = Operation {
    id: "putFile",
    method: "PUT",
    path: &[Segment::Literal("/files")],
    parameters: &[],
    body: Some(operation::Body::optional(&[Media::new("application/octet-stream", &Schema::ANY).streamed()])),
    security: &[],
    outcomes: &[Outcome::new(&[200], &["text/plain"]), Outcome::empty(&[201]).requiring(&["X-Name"])],
    success: &[200, 201],
};

/// `PUT /archives` takes bytes of two media types, and JSON.
static PUT_ARCHIVE: Operation = Operation {
    id: "putArchive",
    method: "PUT",
    path: &[Segment::Literal("/archives")],
    parameters: &[],
    body: Some(operation::Body::optional(&[
        Media::json(&Schema::ANY),
        Media::new("application/x-tar", &Schema::ANY).streamed(),
        Media::new("application/octet-stream", &Schema::ANY).streamed(),
    ])),
    security: &[],
    outcomes: &[Outcome::new(&[200], &["text/plain"])],
    success: &[200],
};

struct Upload(Option<BodyStream>);

impl FromRequest for Upload {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self(incoming.stream()?))
    }
}

/// Tells each piece that it reads, and responds with how many bytes there were.
fn router(pieces: UnboundedSender<Bytes>, limits: Limits) -> Router {
    let read = |pieces: &UnboundedSender<Bytes>, upload: Upload| {
        let pieces = pieces.clone();
        async move {
            let Some(mut body) = upload.0 else { return Ok("nothing".into_response()) };
            let mut count = 0;
            while let Some(piece) = body.chunk().await? {
                count += piece.len();
                pieces.send(piece).unwrap();
            }
            Ok::<_, Rejection>(count.to_string().into_response())
        }
    };
    Routes::<_, Infallible, Rejection>::new(pieces).limits(limits).on(&PUT, read).on(&PUT_ARCHIVE, read).into_router()
}

fn put(body: impl Into<Body>) -> Request<Body> {
    Request::put("/files").header("content-type", "application/octet-stream").body(body.into()).unwrap()
}

/// A body without a length, and what sends its pieces.
fn channel() -> (UnboundedSender<Bytes>, Body) {
    let (sender, mut receiver) = unbounded_channel::<Bytes>();
    let stream = async_stream(move |context| receiver.poll_recv(context).map(|next| next.map(Ok::<_, Infallible>)));
    (sender, Body::from_stream(stream))
}

fn async_stream<T>(
    poll: impl FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<T>> + Unpin,
) -> impl futures_core::Stream<Item = T> {
    struct Polled<F>(F);
    impl<T, F: FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<T>> + Unpin> futures_core::Stream
        for Polled<F>
    {
        type Item = T;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<T>> {
            (self.0)(context)
        }
    }
    Polled(poll)
}

async fn next(pieces: &mut UnboundedReceiver<Bytes>) -> Bytes {
    tokio::time::timeout(Duration::from_secs(10), pieces.recv()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_handler_reads_a_body_before_all_of_it_is_there() {
    let (told, mut pieces) = unbounded_channel();
    let router = router(told, Limits::new());
    let (sender, body) = channel();
    let response = tokio::spawn(async move { send(&router, put(body)).await });
    sender.send(Bytes::from_static(b"first")).unwrap();
    assert_eq!(next(&mut pieces).await, "first");
    sender.send(Bytes::from_static(b"second")).unwrap();
    assert_eq!(next(&mut pieces).await, "second");
    drop(sender);
    let (status, _, count) = response.await.unwrap();
    assert_eq!((status, count.as_str()), (200, "11"));
}

#[tokio::test]
async fn the_limit_holds_while_a_body_comes() {
    let (told, mut pieces) = unbounded_channel();
    let router = router(told, Limits::new().body(8));
    let (sender, body) = channel();
    sender.send(Bytes::from_static(b"12345")).unwrap();
    sender.send(Bytes::from_static(b"6789")).unwrap();
    assert_eq!(problem(&router, put(body)).await.0, 413);
    assert_eq!((pieces.recv().await.unwrap(), pieces.try_recv().is_err()), (Bytes::from_static(b"12345"), true));
    // One that says how long it is need not be read.
    assert_eq!(problem(&router, put("123456789")).await.0, 413);
    assert!(pieces.try_recv().is_err());
    assert_eq!(send(&router, put("12345678")).await.0, 200);
}

#[tokio::test]
async fn a_body_that_stops_to_come_is_refused() {
    let router = router(unbounded_channel().0, Limits::new().time(Duration::from_millis(20)));
    let (sender, body) = channel();
    assert_eq!(problem(&router, put(body)).await.0, 408);
    drop(sender);
}

#[tokio::test]
async fn without_a_content_type_the_only_media_type_is_meant() {
    let (told, mut pieces) = unbounded_channel();
    let router = router(told, Limits::new());
    let bare = |body: &'static str| Request::put("/files").body(Body::from(body)).unwrap();
    assert_eq!(send(&router, bare("abc")).await.2, "3");
    assert_eq!(pieces.try_recv().unwrap(), "abc");
    assert_eq!(send(&router, bare("")).await.2, "nothing");
    // A content type and no bytes are a body without bytes.
    assert_eq!(send(&router, put("")).await.2, "0");
    let text = Request::put("/files").header("content-type", "text/plain").body(Body::from("a")).unwrap();
    assert_eq!(problem(&router, text).await.0, 415);
}

/// docker-py sends an archive without a content type.
#[tokio::test]
async fn without_a_content_type_a_body_is_bytes_where_they_are_declared() {
    let (told, mut pieces) = unbounded_channel();
    let router = router(told, Limits::new());
    let bare = |body: &'static str| Request::put("/archives").body(Body::from(body)).unwrap();
    assert_eq!(send(&router, bare("abc")).await.2, "3");
    assert_eq!(pieces.try_recv().unwrap(), "abc");
    assert_eq!(send(&router, bare("")).await.2, "nothing");
}

#[tokio::test]
async fn a_body_of_a_test_is_made_of_bytes_and_can_be_sent_on() {
    let mut body = BodyStream::from("ab");
    assert_eq!((body.length(), body.chunk().await.unwrap()), (Some(2), Some(Bytes::from_static(b"ab"))));
    assert_eq!(body.chunk().await.unwrap(), None);
    assert_eq!(BodyStream::from(vec![1]).into_body().into_bytes().await.unwrap(), vec![1]);
    let typed = Typed::new("image/png", BodyStream::from("x"));
    assert!(format!("{typed:?}").contains("length: Some(1)"));
}

struct Nothing;

impl FromRequest for Nothing {
    fn from_request(_: Incoming) -> Result<Self, Rejection> {
        Ok(Self)
    }
}

#[tokio::test]
async fn layers_of_an_operation_may_set_headers_that_a_response_must_have() {
    let respond = |(): &(), _: Nothing| std::future::ready(Ok::<_, Rejection>(StatusCode::CREATED.into_response()));
    let routes = || Routes::<_, Infallible, Rejection>::new(()).on(&PUT, respond).on_fault(|_| {});
    assert_eq!(send(&routes().into_router(), put("")).await.0, 500);
    assert_eq!(send(&routes().check_responses(false).into_router(), put("")).await.0, 201);
    let name = |mut response: Response| async {
        response.headers_mut().insert(HeaderName::from_static("x-name"), HeaderValue::from_static("a"));
        response
    };
    let named = routes().operation(&PUT, |route| route.wrap(move |route| route.layer(map_response(name))));
    let (status, headers, _) = send(&named.into_router(), put("")).await;
    assert_eq!((status, headers["x-name"].as_bytes()), (201, &b"a"[..]));
}

/// `GET /secrets/{id}`, whose parameter may be the empty string.
static READ: Operation = Operation {
    id: "readSecret",
    method: "GET",
    path: &[Segment::Literal("/secrets/"), Segment::Parameter("id")],
    parameters: &[Parameter::path("id", &Schema::STRING).allow_empty()],
    body: None,
    security: &[],
    outcomes: &[Outcome::new(&[200], &["text/plain"])],
    success: &[200],
};

struct Id(String);

impl FromRequest for Id {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self(incoming.path("id")?))
    }
}

#[tokio::test]
async fn a_path_ends_in_a_slash_where_its_last_parameter_is_the_empty_string() {
    let read = |(): &(), Id(id): Id| std::future::ready(Ok::<_, Rejection>(format!("<{id}>").into_response()));
    let router = Routes::<_, Infallible, Rejection>::new(()).on(&READ, read).into_router();
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    assert_eq!(send(&router, get("/secrets/")).await.2, "<>");
    assert_eq!(send(&router, get("/secrets/a")).await.2, "<a>");
    assert_eq!(send(&router, get("/secrets")).await.0, 404);
}
