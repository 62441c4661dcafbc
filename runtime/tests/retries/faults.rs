//! What networks and servers do wrong.

use std::sync::Arc;
use std::time::Duration;

use oasmith_runtime::client::reqwest::dns::{Name, Resolve, Resolving};
use oasmith_runtime::client::{Builder, CallError, Error, Timeouts, empty, reqwest, text};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::called::{Called, called};
use super::clock::TestClock;
use super::scripted::{Does, Server, responds};
use super::{CREATE, MINUTE, NO_LIMITS, READ, STORE, ms};
use oasmith_runtime::client::CallExt;

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let clock = TestClock::passing(MINUTE);
    let core = Builder::new(&[], "t").base_url(base).clock(clock.clone()).timeouts(NO_LIMITS).build().unwrap();
    let error = core.call(&READ).send(text, empty).await.unwrap_err();
    assert_eq!((error.attempts(), error.is_connect(), error.may_have_been_sent()), (3, true, false));
    assert_eq!(clock.slept(), [ms(500), ms(1000)]);
    assert!(error.to_string().starts_with("read (GET) got no response: error sending request: client error (Connect)"));
    // Each wait may be twice as long as the one before, up to 8 seconds.
    let error = called(&core, &READ).with_retries(7).send_raw().await.unwrap_err();
    assert_eq!(error.attempts(), 8);
    assert_eq!(clock.slept(), [ms(500), ms(1000), ms(2000), ms(4000), ms(8000), ms(8000), ms(8000)]);
    // The whole of it is random.
    clock.set_random(u64::MAX / 4);
    assert_eq!(Error::from(core.call(&STORE).send(text, empty).await.unwrap_err()).attempts(), 3);
    assert_eq!(clock.slept().iter().map(Duration::as_millis).collect::<Vec<_>>(), [124, 249]);
    clock.set_random(0);
    called(&core, &READ).with_retries(1).send_raw().await.unwrap_err();
    assert_eq!(clock.slept(), [Duration::ZERO]);
    // What is not idempotent is sent once.
    let error = core.call(&CREATE).send(text, empty).await.unwrap_err();
    assert_eq!((error.attempts(), clock.slept().len()), (1, 0));
}

/// A resolver that knows no name.
struct NoNames;

impl Resolve for NoNames {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err("no such host".into()) })
    }
}

#[tokio::test]
async fn a_name_that_is_not_resolved_is_tried_again() {
    let clock = TestClock::passing(MINUTE);
    let http = reqwest::Client::builder().dns_resolver(Arc::new(NoNames));
    let builder = Builder::new(&[], "t").base_url("http://h.example").clock(clock.clone()).timeouts(NO_LIMITS);
    let error = builder.http(http).build().unwrap().call(&READ).send(text, empty).await.unwrap_err();
    assert_eq!((error.attempts(), error.is_connect(), error.may_have_been_sent()), (3, true, false));
    assert_eq!(clock.slept(), [ms(500), ms(1000)]);
    assert!(error.to_string().ends_with("no such host"), "{error}");
}

#[tokio::test]
async fn what_is_no_tls_is_tried_again() {
    let clock = TestClock::passing(MINUTE);
    let server = Server::start([responds(200, "")]).await;
    let base = server.base.replace("http:", "https:");
    let builder = Builder::new(&[], "t").base_url(base).clock(clock.clone()).timeouts(NO_LIMITS);
    let error = builder.build().unwrap().call(&READ).send(text, empty).await.unwrap_err();
    assert_eq!((error.attempts(), error.is_connect(), error.may_have_been_sent()), (3, true, false));
    assert_eq!(clock.slept(), [ms(500), ms(1000)]);
    assert_eq!(server.heads().len(), 0);
}

#[tokio::test]
async fn a_connection_that_breaks_off_after_the_request_is_not_tried_again() {
    for (written, is_body) in [("", false), ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", true)] {
        let clock = TestClock::passing(MINUTE);
        let server = Server::start([Does::Resets(written), responds(200, "")]).await;
        let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
        let error = core.call(&READ).send(text, empty).await.unwrap_err();
        assert_eq!((error.attempts(), error.is_connect(), error.may_have_been_sent()), (1, false, true));
        assert_eq!((server.heads().len(), clock.slept().len()), (1, 0));
        assert_eq!(error.to_string().contains("a response that broke off"), is_body, "{error}");
        assert!(error.to_string().ends_with("Connection reset by peer (os error 104)"), "{error}");
    }
}

/// A call of a server that hangs after it has written something, while the clock moves on.
async fn hanging(written: &'static str, set: impl FnOnce(Called) -> Called, after: Duration) -> String {
    let clock = TestClock::still();
    let told = Arc::new(Notify::new());
    let server = Server::start([Does::Hangs(written, Arc::clone(&told)), responds(200, "")]).await;
    let core = server.client(&clock).build().unwrap();
    let call = tokio::spawn(set(called(&core, &READ)).send_raw());
    told.notified().await;
    // The client has read what was written, and waits for more.
    tokio::time::sleep(ms(100)).await;
    clock.advance(after - ms(1));
    tokio::time::sleep(ms(20)).await;
    assert!(!call.is_finished());
    clock.advance(ms(1));
    let error = call.await.unwrap().unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error:?}");
    assert_eq!((error.is_timeout(), error.is_connect(), error.may_have_been_sent()), (true, false, true));
    assert_eq!((error.attempts(), server.heads().len()), (1, 1));
    error.to_string()
}

#[tokio::test]
async fn headers_have_a_minute_and_each_pause_of_a_body_has_one() {
    let seconds = Duration::from_secs;
    assert_eq!(hanging("", |call| call, MINUTE).await, "read (GET) got no response in time: no headers within 60s");
    assert_eq!(
        hanging("HTTP/1.1 200 OK\r\n", |call| call.with_timeouts(Timeouts::new().attempt(seconds(5))), seconds(5))
            .await,
        "read (GET) got no response in time: no headers within 5s"
    );
    const BEGUN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc";
    assert_eq!(
        hanging(BEGUN, |call| call, MINUTE).await,
        "read (GET) got no whole response in time: nothing came for 60s"
    );
    assert_eq!(
        hanging(BEGUN, |call| call.with_timeouts(Timeouts::new().idle(seconds(7))), seconds(7)).await,
        "read (GET) got no whole response in time: nothing came for 7s"
    );
}
