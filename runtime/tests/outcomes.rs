//! Which declared outcome a response is, and how its body is read: one test for each rule of responses.

#![cfg(feature = "client")]

use http::{Request, Response};
use oasmith_runtime::client::{
    Body, Builder, CallError, DecodeError, Reason, Reply, Transport, TransportFuture, empty, json,
};
use oasmith_runtime::operation::{Operation, Outcome, Segment, status};
use serde_json::{Value, json};

/// Responds with this: status, media type, body.
struct Canned(u16, &'static str, &'static str);

impl Transport for Canned {
    fn send(&self, _: Request<Body>) -> TransportFuture {
        let response = Response::builder().status(self.0).header("content-type", self.1);
        let response = response.body(Body::from(self.2)).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

const GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::json(&[200])],
    success: &[200],
};

fn builder(canned: Canned) -> Builder {
    Builder::new(&[], "t").base_url("https://h").transport(canned)
}

/// The status that a failure is declared as.
fn declared(reply: &Reply) -> Result<Vec<u16>, DecodeError> {
    Ok(reply.outcome().map(|outcome| outcome.statuses.to_vec()).unwrap_or_default())
}

#[tokio::test]
async fn an_exact_status_goes_before_a_range_and_a_range_before_the_default() {
    static OPERATION: Operation = Operation {
        outcomes: &[
            Outcome::json(&[200]),
            Outcome::new(&[status::DEFAULT], &["application/a+json"]),
            Outcome::new(&[status::range(4)], &["application/b+json"]),
            Outcome::new(&[404], &["application/c+json"]),
        ],
        ..GET
    };
    for (code, expected) in [(404, 404), (418, status::range(4)), (500, status::DEFAULT)] {
        let call = builder(Canned(code, "application/json", "{}")).build().unwrap().call(&OPERATION);
        match call.send(json::<Value>, declared).await {
            Err(CallError::Api(error)) => assert_eq!(error.into_body(), [expected]),
            other => panic!("{code}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn json_has_parameters_and_any_case() {
    for media_type in ["Application/JSON; charset=UTF-8", "application/json;charset=utf-8", "APPLICATION/JSON"] {
        let client = builder(Canned(200, media_type, "1")).strict_responses().build().unwrap();
        assert_eq!(*client.call(&GET).send(json::<i64>, empty).await.unwrap(), 1, "{media_type}");
    }
}

#[tokio::test]
async fn one_declared_type_is_read_whatever_the_response_says() {
    for media_type in ["", "text/plain", "application/octet-stream"] {
        let response = builder(Canned(200, media_type, r#"{"a":1}"#)).build().unwrap().call(&GET);
        assert_eq!(*response.send(json::<Value>, empty).await.unwrap(), json!({ "a": 1 }), "{media_type}");
    }
}

#[tokio::test]
async fn a_2xx_is_a_success_where_only_failures_are_declared() {
    static FAILURES: Operation = Operation { outcomes: &[Outcome::json(&[404])], success: &[status::range(2)], ..GET };
    static NOTHING: Operation = Operation { outcomes: &[], success: &[status::range(2)], ..GET };
    for operation in [&FAILURES, &NOTHING] {
        let call = builder(Canned(200, "text/plain", "as it came")).build().unwrap().call(operation);
        let response = call.send(empty, json::<Value>).await.unwrap();
        assert_eq!((*response, response.raw().as_ref()), ((), &b"as it came"[..]));
    }
}

#[tokio::test]
async fn null_is_a_value_where_the_type_has_it() {
    let call = builder(Canned(200, "application/json", "null")).build().unwrap().call(&GET);
    assert_eq!(*call.send(json::<Option<Vec<i64>>>, empty).await.unwrap(), None);
}

#[tokio::test]
async fn a_number_is_never_wrapped_or_cut() {
    for number in ["9223372036854775808", "-9223372036854775809", "1.5", "1e30"] {
        let call = builder(Canned(200, "application/json", number)).build().unwrap().call(&GET);
        match call.send(json::<i64>, empty).await {
            Err(CallError::Unexpected(unexpected)) => assert_eq!(unexpected.reason(), Reason::Decode),
            other => panic!("{number}: {other:?}"),
        }
    }
}
