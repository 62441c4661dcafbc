//! The id of a request, in and out.

use std::collections::HashSet;

use http::HeaderValue;
use oasmith_runtime::server::{Rejection, Response, Routes, Secret, reply};

use super::{POST, Taken, post, send};

async fn tell((): &(), taken: Taken) -> Result<Response, Rejection> {
    if taken.body.is_null() {
        taken.context.set_response_header("x-request-id".parse().unwrap(), HeaderValue::from_static("own"));
    }
    Ok(reply::text(200, "text/plain", taken.context.request_id().to_string()))
}

#[tokio::test]
async fn an_id_is_taken_where_it_is_safe() {
    let router = Routes::new(()).on(&POST, tell).into_router();
    let longest = "a".repeat(128);
    for id in ["1", "018f3b9e-7c1a-7000-8000-000000000000", "Root=1-67891233:abc/+.~@_", &longest] {
        let mut request = post("1");
        request.headers_mut().insert("x-request-id", id.parse().unwrap());
        let (_, headers, body) = send(&router, request).await;
        assert_eq!((body.as_str(), &headers["x-request-id"]), (id, &HeaderValue::from_str(id).unwrap()));
    }
    let too_long = "a".repeat(129);
    let mut seen = HashSet::new();
    for id in ["", "a b", "a,b", "<script>", "\"", "a;b", "\u{e9}", "%0d%0a", &too_long] {
        let mut request = post("1");
        request.headers_mut().insert("x-request-id", HeaderValue::from_bytes(id.as_bytes()).unwrap());
        let (_, headers, body) = send(&router, request).await;
        assert!(body.len() == 32 && body.bytes().all(|c| c.is_ascii_hexdigit()), "{id}: {body}");
        assert_eq!(headers["x-request-id"], body);
        assert!(seen.insert(body));
    }
}

#[tokio::test]
async fn a_handler_may_send_another_id() {
    let router = Routes::new(()).on(&POST, tell).into_router();
    assert_eq!(send(&router, post("null")).await.1["x-request-id"], "own");
}

#[test]
fn secrets_are_compared_as_a_whole() {
    let secret = Secret::from("ch_sk_test_1");
    assert!(secret.matches("ch_sk_test_1") && secret == Secret::from("ch_sk_test_1"));
    for other in ["", "ch_sk_test_", "ch_sk_test_2", "dh_sk_test_1", "ch_sk_test_1\0", "ch_sk_test_11"] {
        assert!(!secret.matches(other) && secret != Secret::from(other), "{other}");
    }
    assert!(Secret::from("").matches(b"") && !Secret::from("").matches([0]));
}
