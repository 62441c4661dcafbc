//! Which responses are tried again, and after what time.

use oasmith_runtime::client::Operation;
use oasmith_runtime::client::{Body, CallError, CallExt, Error, empty, json, text};
use oasmith_runtime::operation::Outcome;

use super::called::called;
use super::clock::TestClock;
use super::scripted::{Server, responds};
use super::{CREATE, GET, MINUTE, NO_LIMITS, READ, STORE, ms};

#[tokio::test]
async fn a_server_that_is_busy_twice_is_asked_three_times() {
    let clock = TestClock::passing(MINUTE);
    let server = Server::start([responds(503, ""), responds(503, ""), responds(200, "")]).await;
    let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
    let response = core.call(&STORE).json(&1).send(text, empty).await.unwrap();
    assert_eq!((response.attempts(), response.as_str()), (3, "done"));
    assert_eq!(clock.slept(), [ms(500), ms(1000)]);
    let heads = server.heads();
    assert_eq!(heads.len(), 3);
    assert!(heads.iter().all(|head| head == &heads[0] && head.starts_with("PUT /x ")), "{heads:?}");
}

#[tokio::test]
async fn some_statuses_are_tried_again_and_the_last_response_counts() {
    static DECLARED: Operation =
        Operation { outcomes: &[Outcome::json(&[200]), Outcome::empty(&[408, 429, 500, 502])], ..GET };
    for (status, attempts) in [
        (408, 3),
        (429, 3),
        (500, 3),
        (502, 3),
        (503, 3),
        (504, 3),
        (400, 1),
        (401, 1),
        (404, 1),
        (409, 1),
        (501, 1),
        (505, 1),
        (302, 1),
    ] {
        let clock = TestClock::passing(MINUTE);
        let server = Server::start([responds(status, "")]).await;
        let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
        let error = core.call(&DECLARED).send(json::<u8>, empty).await.unwrap_err();
        let is_declared = matches!(status, 408 | 429 | 500 | 502);
        match &error {
            CallError::Api(response) if is_declared => assert_eq!(response.attempts(), attempts),
            CallError::Unexpected(unexpected) if !is_declared => assert_eq!(unexpected.attempts(), attempts),
            error => panic!("{status}: {error:?}"),
        }
        assert_eq!((error.attempts(), error.status().unwrap().as_u16()), (attempts, status));
        assert_eq!((server.heads().len(), clock.slept().len()), (attempts as usize, attempts as usize - 1));
        assert_eq!(Error::from(error).attempts(), attempts);
        // Not what is not idempotent, nor a call without retries, nor a body that can be sent only once.
        for call in [
            called(&core, &CREATE),
            called(&core, &READ).with_retries(0),
            called(&core, &STORE).with_body("text/plain", Body::new(http_body_util::Full::new("x".into()))),
        ] {
            assert_eq!(call.send_raw().await.unwrap().attempts(), 1);
        }
        assert_eq!(clock.slept().len(), 0);
    }
}

#[tokio::test]
async fn a_server_says_how_long_to_wait() {
    for (headers, wait) in [
        ("retry-after: 7\r\n", ms(7000)),
        ("retry-after: 0\r\n", ms(0)),
        ("retry-after: 60\r\n", ms(60_000)),
        // The clock says 12:00:00.
        ("retry-after: Mon, 30 Nov 2026 12:00:42 GMT\r\n", ms(42_000)),
        ("retry-after: Mon, 30 Nov 2026 11:00:00 GMT\r\n", ms(0)),
        ("retry-after-ms: 1500\r\n", ms(1500)),
        ("retry-after-ms: 1500\r\nretry-after: 9\r\n", ms(1500)),
        // Without a time, it is as if nothing was said.
        ("retry-after: soon\r\n", ms(500)),
        ("retry-after-ms: -1\r\n", ms(500)),
    ] {
        for status in [429, 503] {
            let clock = TestClock::passing(MINUTE);
            let server = Server::start([responds(status, headers), responds(200, "")]).await;
            let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
            assert_eq!(core.call(&READ).send(text, empty).await.unwrap().attempts(), 2, "{headers}");
            assert_eq!(clock.slept(), [wait], "{headers}");
        }
    }
    for headers in
        ["retry-after: 61\r\n", "retry-after-ms: 61000\r\n", "retry-after: Mon, 30 Nov 2026 12:01:01 GMT\r\n"]
    {
        let clock = TestClock::passing(MINUTE);
        let server = Server::start([responds(429, headers), responds(200, "")]).await;
        let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
        let error = core.call(&READ).send(text, empty).await.unwrap_err();
        assert_eq!((error.attempts(), clock.slept().len()), (1, 0), "{headers}");
        assert!(error.retry_after().is_some());
    }
}

#[tokio::test]
async fn a_redirect_is_no_attempt() {
    let clock = TestClock::passing(MINUTE);
    let away = responds(307, "location: /y\r\n");
    let server = Server::start([away, responds(503, ""), responds(200, "")]).await;
    let core = server.client(&clock).timeouts(NO_LIMITS).build().unwrap();
    assert_eq!(core.call(&READ).send(text, empty).await.unwrap().attempts(), 2);
    let heads = server.heads();
    let lines: Vec<&str> = heads.iter().filter_map(|head| head.lines().next()).collect();
    assert_eq!(lines, ["GET /x HTTP/1.1", "GET /y HTTP/1.1", "GET /y HTTP/1.1"]);
}
