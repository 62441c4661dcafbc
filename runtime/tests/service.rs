//! Services and layers of tower: in the place of a transport, and around each attempt.

#![cfg(all(feature = "client", feature = "server"))]

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::get;
use http::{Request, Response};
use oasmith_runtime::client::{
    Body, Builder, CallError, Transport, TransportError, TransportFuture, TransportService, empty, json, text,
};
use oasmith_runtime::operation::{Operation, Outcome, Segment};
use tower_layer::layer_fn;
use tower_service::Service;

static GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::json(&[200])],
    success: &[200],
};

fn builder() -> Builder {
    Builder::new(&[], "t").base_url("http://h/v1")
}

#[tokio::test]
async fn a_router_is_the_other_side_in_memory() {
    let router =
        Router::new().route("/v1/x", get(|headers: HeaderMap| async move { format!("{:?}", headers["user-agent"]) }));
    let client = builder().service(router).build().unwrap();
    let response = client.call(&GET).send(text, empty).await.unwrap();
    assert_eq!(*response, "\"t\"");
    // It is asked for each call.
    assert_eq!(*client.call(&GET).send(json::<String>, empty).await.unwrap(), "t");
}

/// Puts a word into a header before and after what is inside.
#[derive(Clone)]
struct Word<S>(&'static str, S, Arc<AtomicUsize>);

impl<S: Service<Request<Body>, Response = Response<Body>>> Service<Request<Body>> for Word<S>
where
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.1.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let word = self.0;
        self.2.fetch_add(1, Ordering::Relaxed);
        assert!(request.extensions().get::<&'static Operation>().is_some());
        request.headers_mut().append("x-words", word.parse().unwrap());
        let response = self.1.call(request);
        Box::pin(async move {
            let mut response = response.await?;
            response.headers_mut().append("x-words", word.parse().unwrap());
            Ok(response)
        })
    }
}

#[tokio::test]
async fn the_last_layer_is_the_outermost() {
    let calls = Arc::new(AtomicUsize::new(0));
    let word = |word: &'static str| {
        let calls = Arc::clone(&calls);
        layer_fn(move |service: TransportService| Word(word, service, Arc::clone(&calls)))
    };
    let words = |headers: &HeaderMap| -> Vec<String> {
        headers.get_all("x-words").iter().map(|word| word.to_str().unwrap().to_owned()).collect()
    };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let router = Router::new().route(
        "/v1/x",
        get({
            let seen = Arc::clone(&seen);
            move |headers: HeaderMap| async move {
                *seen.lock().unwrap() = words(&headers);
                "1"
            }
        }),
    );
    let client = builder().layer(word("inner")).service(router).layer(word("outer")).build().unwrap();
    let response = client.call(&GET).send(json::<i64>, empty).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), ["outer", "inner"]);
    assert_eq!(words(response.headers()), ["inner", "outer"]);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_layer_is_around_each_attempt() {
    let calls = Arc::new(AtomicUsize::new(0));
    let layer = {
        let calls = Arc::clone(&calls);
        layer_fn(move |service: TransportService| Word("w", service, Arc::clone(&calls)))
    };
    let moved = || async { axum::response::Redirect::temporary("/v1/y") };
    let router = Router::new().route("/v1/x", get(moved)).route("/v1/y", get(|| async { "2" }));
    let client = builder().service(router).layer(layer).build().unwrap();
    assert_eq!(*client.call(&GET).send(json::<i64>, empty).await.unwrap(), 2);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

/// Fails with what was given.
struct Failing(fn() -> TransportError);

impl Transport for Failing {
    fn send(&self, _: Request<Body>) -> TransportFuture {
        Box::pin(std::future::ready(Err((self.0)())))
    }
}

#[tokio::test]
async fn an_error_of_the_transport_passes_through_layers() {
    let layer = || layer_fn(|service: TransportService| Word("w", service, Arc::default()));
    let failing = |error: fn() -> TransportError| builder().transport(Failing(error)).layer(layer()).layer(layer());
    for (error, timeout, connect) in [
        ((|| TransportError::timed_out("slow")) as fn() -> TransportError, true, false),
        (|| TransportError::new("refused").without_connection(), false, true),
    ] {
        match failing(error).build().unwrap().call(&GET).send(empty, empty).await {
            Err(CallError::Transport(error)) => {
                assert_eq!((error.is_timeout(), error.is_connect()), (timeout, connect))
            }
            other => panic!("{other:?}"),
        }
    }
}
