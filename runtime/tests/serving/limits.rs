//! Bodies that are too large, too slow or too deep.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::Bytes;
use http::Request;
use http_body_util::StreamBody;
use oasmith_runtime::server::{Limits, Rejection, Response, Router, Routes, reply};
use serde_json::json;
use tokio::sync::mpsc;

use super::{POST, Taken, post, problem, send};

async fn echo((): &(), taken: Taken) -> Result<Response, Rejection> {
    Ok(reply::json(200, &taken.body))
}

fn router(limits: Limits) -> Router {
    Routes::new(()).on(&POST, echo).limits(limits).into_router()
}

/// A body of these pieces, each after this time; it never ends.
fn slow(pieces: usize, every: Duration) -> Body {
    let (sender, mut receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        for _ in 0..pieces {
            tokio::time::sleep(every).await;
            let _ = sender.send(Bytes::from_static(b"[")).await;
        }
        std::future::pending::<()>().await;
        drop(sender);
    });
    let pieces = futures_stream(move |context| receiver.poll_recv(context));
    Body::new(StreamBody::new(pieces))
}

/// A stream of what a function gives.
fn futures_stream<F>(poll: F) -> impl futures_core::Stream<Item = Result<http_body::Frame<Bytes>, Infallible>>
where
    F: FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<Bytes>> + Unpin,
{
    struct Polled<F>(F);
    impl<F> futures_core::Stream for Polled<F>
    where
        F: FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<Bytes>> + Unpin,
    {
        type Item = Result<http_body::Frame<Bytes>, Infallible>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            (self.0)(context).map(|piece| piece.map(|piece| Ok(http_body::Frame::data(piece))))
        }
    }
    Polled(poll)
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_a_408() {
    let router = router(Limits::new().time(Duration::from_millis(60)));
    // It is the whole body that must arrive: each piece of the second one comes in time.
    for body in [slow(0, Duration::ZERO), slow(100, Duration::from_millis(10))] {
        let before = Instant::now();
        let (status, headers, text) = send(&router, post(body)).await;
        assert!(text.contains("the body did not arrive within 60ms"), "{text}");
        assert_eq!((status, &headers["connection"]), (408, &"close".parse().unwrap()));
        assert!(before.elapsed() >= Duration::from_millis(60));
    }
    assert_eq!(send(&router, post("[1]")).await.0, 200);
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let router = router(Limits::new().body(10));
    // Nothing of it comes.
    let body = http_body_util::combinators::UnsyncBoxBody::new(Declared);
    let request = post(Body::new(body));
    assert_eq!(problem(&router, request).await.1["detail"], "the body has more than 10 bytes");
    assert_eq!(problem(&router, post("[1,2,3,4,5]")).await.0, 413);
    assert_eq!(send(&router, post("[1,2,3,45]")).await.0, 200);
}

/// A body that declares eleven bytes.
struct Declared;

impl http_body::Body for Declared {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        std::task::Poll::Pending
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(11)
    }
}

#[tokio::test]
async fn json_that_is_too_deep_is_a_400() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    let told = |levels: usize| {
        json!([{
            "in": "body",
            "pointer": "",
            "keyword": "depth",
            "message": format!("must not be nested deeper than {levels} levels"),
        }])
    };
    // No limit is higher than what is read.
    for (limits, most) in [(Limits::new(), 127), (Limits::new().depth(1000), 127), (Limits::new().depth(3), 3)] {
        let router = router(limits);
        assert_eq!(send(&router, post(nested(most))).await.0, 200, "{most}");
        for levels in [most + 1, 128, 100_000] {
            let (status, problem) = problem(&router, post(nested(levels))).await;
            assert_eq!((status, &problem["violations"]), (400, &told(most)), "{levels}");
        }
        // Also without an end.
        assert_eq!(problem(&router, post("{\"a\":".repeat(100_000))).await.1["violations"], told(most));
    }
}

#[tokio::test]
async fn limits_of_one_operation_come_before_those_of_all() {
    let service = Routes::new(()).on(&POST, echo).limits(Limits::new().body(4));
    let router = service.operation(&POST, |post| post.limits(Limits::new().body(8))).into_router();
    assert_eq!(send(&router, post("[1,2,3]")).await.0, 200);
    assert_eq!(send(&router, post("[1,2,3,4]")).await.0, 413);
    let other = Request::post("/things/1").header("content-type", "text/plain").body(Body::from("[1]")).unwrap();
    assert_eq!(send(&router, other).await.0, 415);
}
