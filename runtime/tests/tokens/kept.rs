//! How long a token is kept, and how often another one is got.

use std::future::{pending, poll_fn, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use oasmith_runtime::client::{
    BearerToken, CallExt, ClientCredentials, Core, Token, TokenFuture, TokenProvider, TokenRequest, empty, text,
};

use super::called::called;
use super::clock::TestClock;
use super::service::{Given, Service};
use super::{OAUTH, READ};

const MINUTE: Duration = Duration::from_secs(60);

async fn read(core: &Core) -> Result<String, String> {
    core.call(&READ).send(text, empty).await.map(|body| body.into_inner()).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_hundred_calls_with_an_expired_token_lead_to_one_request() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, ClientCredentials::new("id", "secret")).build().unwrap();
    read(&core).await.unwrap();
    assert_eq!(service.summary(), (1, vec!["Bearer t1".to_owned()]));
    clock.advance(60 * MINUTE);
    service.grants(200, r#"{"access_token":"t2","expires_in":3600}"#);
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(core.call(&READ).send(text, empty))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(service.summary(), (1, vec!["Bearer t2".to_owned(); 100]));
}

#[tokio::test]
async fn all_who_wait_get_the_same_error() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, ClientCredentials::new("id", "secret")).build().unwrap();
    service.grants(503, "");
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(core.call(&READ).send(text, empty))).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err().to_string();
        let expected =
            "read (GET) was not sent: no token for `oauth`: the token endpoint responded with 503 Service Unavailable";
        assert_eq!(error, expected);
    }
    assert_eq!(service.summary(), (1, vec![]));
    read(&core).await.unwrap();
    assert_eq!(service.summary(), (1, vec!["Bearer t1".to_owned()]));
}

#[tokio::test]
async fn a_token_is_got_anew_five_minutes_early_or_after_half_of_its_time() {
    for (lifetime, fresh) in [(3600, 3300), (900, 600), (600, 300), (60, 30), (1, 0)] {
        let (service, clock) = (Service::default(), TestClock::still());
        let given = Arc::new(Given::new([Ok(("a", lifetime)), Ok(("b", 9999))]));
        let core = service.client(&clock, Arc::clone(&given)).build().unwrap();
        read(&core).await.unwrap();
        if let Some(before) = Duration::from_secs(fresh).checked_sub(Duration::from_millis(1)) {
            clock.advance(before);
            read(&core).await.unwrap();
            assert_eq!(given.left(), 1, "{lifetime}");
            clock.advance(Duration::from_millis(1));
        } else {
            clock.advance(Duration::from_millis(500));
        }
        read(&core).await.unwrap();
        assert_eq!(given.left(), 0, "{lifetime}");
        assert_eq!(service.summary().1.last().unwrap(), "Bearer b");
    }
}

#[tokio::test]
async fn a_valid_token_is_kept_while_there_is_no_other() {
    let (service, clock) = (Service::default(), TestClock::still());
    let given = Arc::new(Given::new([Ok(("a", 3600)), Err("down"), Err("down"), Err("down"), Ok(("b", 3600))]));
    let core = service.client(&clock, Arc::clone(&given)).build().unwrap();
    read(&core).await.unwrap();
    clock.advance(Duration::from_secs(3300));
    read(&core).await.unwrap();
    // For half a minute, nothing else is tried.
    clock.advance(Duration::from_secs(29));
    read(&core).await.unwrap();
    assert_eq!(given.left(), 3);
    clock.advance(Duration::from_secs(1));
    read(&core).await.unwrap();
    assert_eq!((given.left(), service.summary().1), (2, vec!["Bearer a".to_owned(); 4]));
    // It has expired.
    clock.advance(Duration::from_secs(270));
    assert_eq!(read(&core).await.unwrap_err(), "read (GET) was not sent: no token for `oauth`: down");
    read(&core).await.unwrap();
    assert_eq!(service.summary().1, ["Bearer b"]);
}

#[tokio::test]
async fn others_use_a_valid_token_while_one_gets_the_next() {
    let (service, clock) = (Service::default(), TestClock::still());
    let given = Arc::new(Given::new([Ok(("a", 3600)), Ok(("b", 3600))]));
    let core = service.client(&clock, Arc::clone(&given)).build().unwrap();
    read(&core).await.unwrap();
    clock.advance(Duration::from_secs(3400));
    let calls: Vec<_> = (0..3).map(|_| tokio::spawn(core.call(&READ).send(text, empty))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let mut sent = service.summary().1;
    sent.sort();
    assert_eq!((sent, given.left()), (["a", "a", "a", "b"].map(|token| format!("Bearer {token}")).to_vec(), 0));
}

#[tokio::test]
async fn a_caller_that_gives_up_leaves_nobody_waiting() {
    let (service, clock) = (Service::default(), TestClock::still());
    let given = Arc::new(Given::new([Ok(("a", 3600))]));
    let core = service.client(&clock, Arc::clone(&given)).build().unwrap();
    let mut first = core.call(&READ).send(text, empty);
    assert!(poll_fn(|context| Poll::Ready(first.as_mut().poll(context).is_pending())).await);
    let second = tokio::spawn(core.call(&READ).send(text, empty));
    tokio::task::yield_now().await;
    assert!(!second.is_finished());
    drop(first);
    second.await.unwrap().unwrap();
    assert_eq!((service.summary().1, given.left()), (vec!["Bearer a".to_owned()], 0));
}

/// Gives a token the second time that it is asked for one, and nothing the first time.
struct StuckOnce(AtomicBool);

impl TokenProvider for StuckOnce {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> TokenFuture<'a> {
        match self.0.swap(false, Ordering::Relaxed) {
            true => Box::pin(pending()),
            false => Box::pin(ready(Ok(Token::new("a")))),
        }
    }
}

#[tokio::test]
async fn the_timeout_of_one_caller_is_its_own() {
    let (service, clock) = (Service::default(), TestClock::still());
    let core = service.client(&clock, StuckOnce(AtomicBool::new(true))).build().unwrap();
    let read = |seconds| {
        let mut call = called(&core, &READ).with_timeout(Duration::from_secs(seconds));
        Box::pin(std::mem::replace(call.call(), core.call(&READ)).send(text, empty))
    };
    // The first one gets the token, and the others wait for it.
    let mut calls = [read(10), read(5), read(20)];
    for call in &mut calls {
        assert!(poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await);
    }
    clock.advance(Duration::from_secs(10));
    let [first, second, third] = calls;
    for call in [second, first] {
        let error = call.await.unwrap_err();
        let reason = "no token for `oauth`: it did not come before the time of the call ran out";
        assert_eq!(error.to_string(), format!("read (GET) was not sent: {reason}"));
        assert!(error.is_timeout());
    }
    third.await.unwrap();
    assert_eq!(service.summary().1, ["Bearer a"]);
}

#[tokio::test]
async fn clients_share_a_token_that_was_cloned() {
    let (service, clock) = (Service::default(), TestClock::still());
    let token = BearerToken::from(ClientCredentials::new("id", "secret"));
    for _ in 0..2 {
        let builder = service.client(&clock, token.clone());
        read(&builder.clone().build().unwrap()).await.unwrap();
        read(&builder.build().unwrap()).await.unwrap();
    }
    assert_eq!(service.summary(), (1, vec!["Bearer t1".to_owned(); 4]));
    // The method for all bearer schemes takes one too.
    let builder =
        oasmith_runtime::client::Builder::new(&[], "t").base_url("https://api.example").transport(service.clone());
    read(&builder.clock(clock).token([&OAUTH], token).build().unwrap()).await.unwrap();
    assert_eq!(service.summary(), (0, vec!["Bearer t1".to_owned()]));
}
