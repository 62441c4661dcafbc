//! What ends retries: the time of the call, and the budget of the client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Response;
use oasmith_runtime::client::{
    Body, Builder, CallExt, Core, Retries, Timeouts, Transport, TransportError, TransportFuture, empty, json_data, text,
};

use super::called::called;
use super::clock::TestClock;
use super::scripted::{Server, responds};
use super::{MINUTE, NO_LIMITS, READ, ms};

#[tokio::test]
async fn no_retry_begins_after_the_time_of_the_call() {
    let clock = TestClock::passing(MINUTE);
    let server = Server::start([responds(503, "")]).await;
    let core = server.client(&clock).retries(Retries::new(9).delays(ms(6000), ms(9000))).timeouts(NO_LIMITS);
    let core = core.timeouts(Timeouts::new().call(ms(20_000))).build().unwrap();
    // After 6 and 9 seconds there are 5 left, and the next wait is of 9.
    let error = core.call(&READ).send(text, empty).await.unwrap_err();
    assert_eq!((error.attempts(), clock.slept()), (3, vec![ms(6000), ms(9000)]));
    let response = called(&core, &READ).with_timeout(ms(6000)).send_raw().await.unwrap();
    assert_eq!((response.attempts(), clock.slept().len()), (1, 0));
}

/// Responds with 503, or with 200, or not at all.
struct Switched(Arc<AtomicUsize>);

impl Transport for Switched {
    fn send(&self, _: http::Request<Body>) -> TransportFuture {
        let does = self.0.load(Ordering::Relaxed);
        Box::pin(async move {
            match does {
                0 => Err(TransportError::timed_out("late").without_connection()),
                status => Ok(Response::builder().status(status as u16).body(Body::from("x")).unwrap()),
            }
        })
    }
}

fn switched(does: usize) -> (Core, Arc<AtomicUsize>, TestClock) {
    let clock = TestClock::passing(MINUTE);
    let switch = Arc::new(AtomicUsize::new(does));
    let builder = Builder::new(&[], "t").base_url("http://h").transport(Switched(Arc::clone(&switch)));
    (builder.clock(clock.clone()).build().unwrap(), switch, clock)
}

/// How many retries a call has.
async fn retries(core: &Core, most: u32) -> u32 {
    let sent = called(core, &READ).with_retries(most).send_raw().await;
    sent.map_or_else(|error| error.attempts(), |response| response.attempts()) - 1
}

#[tokio::test]
async fn a_client_has_a_budget_of_a_hundred_retries() {
    let (core, switch, _) = switched(503);
    assert_eq!(retries(&core, 60).await, 60);
    // Clones share it.
    assert_eq!(retries(&core.clone(), 60).await, 40);
    assert_eq!(retries(&core, 60).await, 0);
    // Each success gives back one, and a retry takes five.
    switch.store(200, Ordering::Relaxed);
    for _ in 0..11 {
        assert_eq!(retries(&core, 60).await, 0);
    }
    switch.store(503, Ordering::Relaxed);
    assert_eq!(retries(&core, 60).await, 2);
    // A failure that is no sign of an overload gives back nothing.
    switch.store(404, Ordering::Relaxed);
    for _ in 0..11 {
        retries(&core, 60).await;
    }
    switch.store(503, Ordering::Relaxed);
    assert_eq!(retries(&core, 60).await, 0);
}

#[tokio::test]
async fn a_connection_that_timed_out_takes_twice_as_much() {
    let (core, ..) = switched(0);
    assert_eq!(retries(&core, 70).await, 50);
    assert_eq!(retries(&core, 70).await, 0);
}

#[tokio::test]
async fn a_success_after_a_retry_gives_back_what_that_took() {
    let clock = TestClock::passing(MINUTE);
    let script = (0..400).map(|number| responds(if number % 2 == 0 { 503 } else { 200 }, ""));
    let server = Server::start(script).await;
    let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
    for _ in 0..150 {
        assert_eq!(core.call(&READ).send(text, empty).await.unwrap().attempts(), 2);
    }
}

#[tokio::test]
async fn a_stream_that_was_begun_is_not_sent_again() {
    let clock = TestClock::passing(MINUTE);
    let cut = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 99\r\n\r\ndata: 1\n\n";
    let server = Server::start([responds(503, ""), super::scripted::Does::Resets(cut)]).await;
    let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
    let call = core.call(&READ).events("text/event-stream", None, json_data::<u8>, empty);
    let mut events = call.await.unwrap();
    assert_eq!((events.attempts(), events.next().await.unwrap().unwrap().data), (2, 1));
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!((error.attempts(), error.is_timeout()), (2, false));
    assert!(events.next().await.is_none());
    assert_eq!((server.heads().len(), clock.slept()), (2, vec![ms(500)]));
}

#[tokio::test]
async fn events_may_pause_and_bytes_may_not() {
    use std::future::{Future, poll_fn};
    use std::pin::pin;
    use std::task::Poll;
    let clock = TestClock::still();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    let told = Arc::new(tokio::sync::Notify::new());
    let server = Server::start([super::scripted::Does::Hangs(head, told)]).await;
    let core = server.client(&clock).build().unwrap();
    let events = |call: oasmith_runtime::client::Call| call.events("text/event-stream", None, json_data::<u8>, empty);
    let mut silent = events(core.call(&READ)).await.unwrap();
    {
        let mut next = pin!(silent.next());
        assert!(poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await);
        clock.advance(Duration::from_secs(86_400));
        assert!(poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await);
    }
    let mut call = called(&core, &READ).with_timeouts(Timeouts::new().idle(MINUTE));
    let mut limited = events(call.call().try_clone().unwrap()).await.unwrap();
    let mut bytes = core.call(&READ).stream(empty).await.unwrap();
    let mut errors = Vec::new();
    {
        let (mut event, mut chunk) = (pin!(limited.next()), pin!(bytes.next()));
        assert!(poll_fn(|context| Poll::Ready(event.as_mut().poll(context).is_pending())).await);
        assert!(poll_fn(|context| Poll::Ready(chunk.as_mut().poll(context).is_pending())).await);
        clock.advance(MINUTE);
        errors.push(event.await.unwrap().unwrap_err());
        errors.push(chunk.await.unwrap().unwrap_err());
    }
    for error in errors {
        assert!(error.is_timeout(), "{error}");
        assert!(error.to_string().ends_with("no whole response in time: nothing came for 60s"), "{error}");
    }
}
