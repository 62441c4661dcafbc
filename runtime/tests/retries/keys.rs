//! The header by which a server knows a request that it has carried out already.

use std::time::Duration;

use oasmith_runtime::client::{CallExt, Operation, empty, text};
use oasmith_runtime::operation::Parameter;
use oasmith_runtime::schema::Schema;

use super::called::called;
use super::clock::TestClock;
use super::scripted::{Server, responds};
use super::{CREATE, GET, NO_LIMITS, PUT};

static PAY: Operation =
    Operation { id: "pay", method: "POST", parameters: &[Parameter::header("Idempotency-Key", &Schema::ANY)], ..PUT };
static LOOK: Operation = Operation { parameters: PAY.parameters, ..GET };

/// The idempotency keys that were sent.
fn keys(server: &Server) -> Vec<Option<String>> {
    let key = |head: &String| {
        let mut lines = head.lines().filter_map(|line| line.strip_prefix("idempotency-key: "));
        lines.next().map(str::to_owned)
    };
    server.heads().iter().map(key).collect()
}

#[tokio::test]
async fn a_declared_key_is_filled_in_and_kept_over_the_attempts() {
    let clock = TestClock::passing(Duration::from_secs(60));
    clock.set_random(0x0123_4567_89ab_cdef);
    let server = Server::start([responds(503, "")]).await;
    let builder = server.client(&clock).timeouts(NO_LIMITS);
    let core = builder.clone().idempotency_key("idempotency-key").build().unwrap();
    assert_eq!(core.call(&PAY).json(&1).send(text, empty).await.unwrap_err().attempts(), 3);
    let key = "01234567-89ab-4def-8123-456789abcdef";
    assert_eq!(keys(&server), vec![Some(key.to_owned()); 3]);
    // That of the caller wins.
    let own = |key: &str| core.call(&PAY).header("Idempotency-Key", key).send(text, empty);
    assert_eq!(own("mine").await.unwrap_err().attempts(), 3);
    assert_eq!(keys(&server), vec![Some("mine".to_owned()); 3]);
    // It need not be declared for that.
    let response = called(&core, &CREATE).with_header("idempotency-key", "mine").send_raw().await.unwrap();
    assert_eq!((response.attempts(), keys(&server)), (3, vec![Some("mine".to_owned()); 3]));
    // Not without retries, nor where it is not declared, nor where the method is idempotent.
    for (call, attempts) in
        [(called(&core, &PAY).with_retries(0), 1), (called(&core, &CREATE), 1), (called(&core, &LOOK), 3)]
    {
        assert_eq!(call.send_raw().await.unwrap().attempts(), attempts);
        assert_eq!(keys(&server), vec![None; attempts as usize]);
    }
    // Nor where the settings name none.
    let core = builder.build().unwrap();
    assert_eq!(core.call(&PAY).json(&1).send(text, empty).await.unwrap_err().attempts(), 1);
    assert_eq!(keys(&server), [None]);
}

#[tokio::test]
async fn two_calls_have_two_keys() {
    let server = Server::start([responds(200, "")]).await;
    let builder = oasmith_runtime::client::Builder::new(&[], "t").base_url(&server.base);
    let core = builder.idempotency_key("Idempotency-Key").build().unwrap();
    for _ in 0..2 {
        core.call(&PAY).send(text, empty).await.unwrap();
    }
    let keys = keys(&server);
    let is_uuid = |key: &Option<String>| {
        let key = key.as_deref().unwrap();
        key.len() == 36 && key.as_bytes()[14] == b'4' && matches!(key.as_bytes()[19], b'8' | b'9' | b'a' | b'b')
    };
    assert!(keys.len() == 2 && keys[0] != keys[1] && keys.iter().all(is_uuid), "{keys:?}");
}
