//! Tokens that a service refuses, and where no token is sent.

use std::sync::Arc;

use oasmith_runtime::client::{
    Body, CallError, CallExt, ClientCredentials, Core, Error, Operation, empty, json_data, text,
};

use super::called::called;
use super::clock::TestClock;
use super::service::{Given, Service};
use super::{BOTH, EITHER, KEY, OPEN, READ, WRITE};

async fn attempts(core: &Core, operation: &'static Operation) -> (u16, u32) {
    let sent = called(core, operation).send_raw().await.unwrap();
    (sent.status().as_u16(), sent.attempts())
}

#[tokio::test]
async fn a_refused_token_is_dropped_and_the_request_is_sent_once_more() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, ClientCredentials::new("id", "secret")).build().unwrap();
    service.then(401, "");
    // Also if it is not idempotent: the service has not carried it out.
    assert_eq!(attempts(&core, &WRITE).await, (200, 2));
    assert_eq!(service.summary(), (2, vec!["Bearer t1".to_owned(), "Bearer t2".to_owned()]));
    // Once for each call.
    service.grants(200, r#"{"access_token":"t3"}"#);
    service.then(401, "");
    service.then(401, "");
    assert_eq!(attempts(&core, &READ).await, (401, 2));
    assert_eq!(service.summary(), (1, vec!["Bearer t2".to_owned(), "Bearer t3".to_owned()]));
    // 403 says nothing of the token.
    service.then(403, "");
    assert_eq!(attempts(&core, &READ).await, (403, 1));
    assert_eq!(service.summary(), (0, vec!["Bearer t3".to_owned()]));
    // A stream cannot be sent again, but the token is dropped.
    service.then(401, "");
    let stream = Body::new(http_body_util::Full::new("x".into()));
    assert_eq!(called(&core, &WRITE).with_body("text/plain", stream).send_raw().await.unwrap().attempts(), 1);
    assert_eq!(attempts(&core, &READ).await, (200, 1));
    assert_eq!(service.summary(), (1, vec!["Bearer t3".to_owned(), "Bearer t1".to_owned()]));
}

#[tokio::test]
async fn without_another_token_the_response_counts() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, Given::new([Ok(("a", 3600))])).build().unwrap();
    service.then(401, "");
    assert_eq!(attempts(&core, &READ).await, (401, 1));
    let error = core.call(&READ).send(text, empty).await.unwrap_err();
    assert!(matches!(&error, CallError::Credentials(error) if error.scheme() == "oauth"), "{error:?}");
    assert_eq!(
        (error.attempts(), error.may_have_been_sent(), error.is_timeout(), error.status()),
        (0, false, false, None)
    );
    let error = Error::from(error);
    assert_eq!(error.to_string(), "read (GET) was not sent: no token for `oauth`: no more tokens");
    assert!(!error.is_transport() && error.attempts() == 0);
}

#[tokio::test]
async fn a_token_is_got_only_where_it_is_sent() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, ClientCredentials::new("id", "secret")).build().unwrap();
    attempts(&core, &OPEN).await;
    called(&core, &READ).with_header("authorization", "Mine").send_raw().await.unwrap();
    assert_eq!(service.summary(), (0, vec![String::new(), "Mine".to_owned()]));
    // Of two alternatives, the one that is configured; of two schemes together, none without the other.
    attempts(&core, &EITHER).await;
    attempts(&core, &BOTH).await;
    assert_eq!(service.summary(), (1, vec!["Bearer t1".to_owned(), String::new()]));
    let core = service.client(&clock, ClientCredentials::new("id", "secret")).api_key(&KEY, "k").build().unwrap();
    attempts(&core, &EITHER).await;
    attempts(&core, &BOTH).await;
    let (tokens, calls) = service.came();
    let sent: Vec<_> = calls.iter().map(|came| (came.authorization(), came.headers.get("x-key").is_some())).collect();
    assert_eq!((tokens.len(), sent), (1, vec![("", true), ("Bearer t1", true)]));
}

#[tokio::test]
async fn no_token_reaches_another_origin() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, ClientCredentials::new("id", "secret")).build().unwrap();
    for location in ["https://other.example/x", "http://api.example/v1/x", "https://api.example:8443/v1/x"] {
        service.then(307, location);
        assert_eq!(attempts(&core, &READ).await, (307, 1));
    }
    service.then(307, "/v1/y");
    assert_eq!(attempts(&core, &READ).await, (200, 1));
    let (_, calls) = service.came();
    let uris: Vec<&str> = calls.iter().map(|came| came.uri.as_str()).collect();
    assert_eq!(
        uris,
        ["https://api.example/v1/x"; 4].into_iter().chain(["https://api.example/v1/y"]).collect::<Vec<_>>()
    );
    assert!(calls.iter().all(|came| came.authorization() == "Bearer t1"));
}

#[tokio::test]
async fn nothing_secret_is_sent_by_plain_http_unless_that_is_allowed() {
    let refused = "read (GET) was not sent: no token for `oauth`: `api.example` is not reached by https, which only \
                   `allow_plain_http` allows";
    let (service, clock) = (Service::default(), TestClock::still());
    let core =
        service.client(&clock, ClientCredentials::new("id", "secret")).base_url("http://api.example").build().unwrap();
    assert_eq!(core.call(&READ).send(text, empty).await.unwrap_err().to_string(), refused);
    let plain = ClientCredentials::new("id", "secret").token_url("http://login.example/token");
    let core = service.client(&clock, plain.clone()).build().unwrap();
    let error = core.call(&READ).send(text, empty).await.unwrap_err().to_string();
    assert_eq!(error, refused.replace("api.example", "login.example"));
    assert_eq!(service.summary(), (0, vec![]));
    let core = service.client(&clock, plain.allow_plain_http()).base_url("http://api.example").build().unwrap();
    assert_eq!(attempts(&core, &READ).await, (200, 1));
    assert_eq!(service.summary(), (1, vec!["Bearer t1".to_owned()]));
    // A fixed token is sent: clusters have no TLS inside.
    let core = service.client(&clock, "fixed").base_url("http://api.example").build().unwrap();
    assert_eq!(attempts(&core, &READ).await, (200, 1));
}

#[tokio::test]
async fn a_stream_that_connects_again_has_a_token_that_is_valid() {
    let (service, clock) = (Service::default(), TestClock::passing(std::time::Duration::from_secs(30)));
    let given = Arc::new(Given::new([Ok(("a", 600)), Ok(("b", 600))]));
    let core = service.client(&clock, given).build().unwrap();
    let events = core.call(&READ).events("text/event-stream", None, json_data::<u8>, empty).await.unwrap();
    clock.advance(std::time::Duration::from_secs(700));
    // The bodies have no event, and their ends are those of connections.
    assert!(events.into_inner().reconnect(1).next().await.is_none());
    assert_eq!(service.summary().1, ["Bearer a", "Bearer b"]);
}
