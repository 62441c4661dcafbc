//! Handlers that panic, and responses that cannot be written.

use axum::routing::MethodRouter;
use oasmith_runtime::server::{Context, IntoResponse, Rejection, RequestId, Response, Routes, reply};
use serde::ser::Error as _;
use serde_json::json;

use super::{POST, Taken, Told, post, problem, send};

async fn fail((): &(), taken: Taken) -> Result<Response, Rejection> {
    match taken.body.as_str() {
        Some("before") => panic!("{}", "secret before"),
        Some("after") => {
            tokio::task::yield_now().await;
            panic!("secret after")
        }
        Some("unwritable") => Ok(reply::json(200, &Unwritable)),
        _ => Ok(reply::json(200, &taken.body)),
    }
}

struct Unwritable;

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("secret value"))
    }
}

#[tokio::test]
async fn a_panic_is_a_500_that_says_nothing() {
    let told = Told::default();
    let router = Routes::new(()).on(&POST, fail).on_fault(told.hook()).into_router();
    for reason in ["before", "after", "unwritable"] {
        let (status, problem) = problem(&router, post(json!(reason).to_string())).await;
        let expected = json!({
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "detail": "the request could not be carried out",
            "request_id": problem["request_id"],
        });
        assert_eq!((status, &problem), (500, &expected), "{reason}");
        let faults = told.0.lock().unwrap();
        let fault = faults.last().unwrap();
        assert_eq!(
            (fault.operation, fault.request_id.as_str()),
            (Some(&POST), expected["request_id"].as_str().unwrap())
        );
    }
    let expected = [("panic", "secret before"), ("panic", "secret after"), ("unwritable_response", "secret value")];
    assert_eq!(told.all(), expected.map(|(kind, message)| (kind, message.to_owned())));
    let fault = told.0.lock().unwrap().remove(0);
    assert_eq!(fault.to_string(), format!("postThing: panic: secret before (request {})", fault.request_id));
    // The service goes on.
    assert_eq!(send(&router, post("1")).await.0, 200);
}

#[tokio::test]
async fn a_panic_of_a_layer_is_caught_too() {
    let told = Told::default();
    let panicking = |route: MethodRouter| {
        route.layer(axum::middleware::map_request(|request: axum::extract::Request| async move {
            assert!(!request.headers().contains_key("panic"), "a layer");
            request
        }))
    };
    let service = Routes::new(()).on(&POST, fail).on_fault(told.hook());
    let router = service.operation(&POST, |post| post.wrap(panicking)).into_router();
    let mut request = post("1");
    request.headers_mut().insert("panic", "1".parse().unwrap());
    assert_eq!(problem(&router, request).await.0, 500);
    assert_eq!(told.all(), [("panic", "a layer".to_owned())]);
    assert_eq!(send(&router, post("1")).await.0, 200);
}

#[tokio::test]
async fn what_is_done_with_a_fault_may_panic() {
    let router = Routes::new(()).on(&POST, fail).on_fault(|_| panic!("the hook")).into_router();
    assert_eq!(problem(&router, post("\"before\"")).await.0, 500);
}

/// An error of a service.
struct Failure(Rejection, Option<RequestId>);

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self(rejection, RequestId::current())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let id = self.1.map(|id| id.to_string());
        assert_eq!(id, RequestId::current().map(|id| id.to_string()));
        let mut response = reply::json(self.0.status().as_u16(), &json!({ "failed": self.0.to_string(), "id": id }));
        response.headers_mut().extend(self.0.headers());
        response
    }
}

async fn own((): &(), taken: Taken) -> Result<Response, Failure> {
    let context: &Context = &taken.context;
    assert_eq!(RequestId::current().as_ref(), Some(&context.request_id()));
    match taken.body.as_bool() {
        Some(true) => Err(context.not_implemented().into()),
        Some(false) => panic!("own"),
        None => Ok(reply::json(200, &Unwritable)),
    }
}

#[tokio::test]
async fn every_refusal_is_the_error_of_the_service() {
    let told = Told::default();
    let router = Routes::new(()).on(&POST, own).on_fault(told.hook()).into_router();
    let mut get = post("");
    *get.method_mut() = http::Method::GET;
    let mut elsewhere = post("");
    *elsewhere.uri_mut() = "/elsewhere".parse().unwrap();
    let failed = "the request could not be carried out";
    let cases = [
        (post("true"), 501, "`postThing` is not implemented"),
        (post("false"), 500, failed),
        (post("null"), 500, failed),
        (post("{"), 400, "body: is not JSON: EOF while parsing an object at line 1 column 1"),
        (get, 405, "this path has only POST"),
        (elsewhere, 404, "no operation has this path"),
    ];
    for (mut request, status, words) in cases {
        request.headers_mut().insert("x-request-id", "trace-7".parse().unwrap());
        let (given, headers, body) = send(&router, request).await;
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!((given, body), (status, json!({ "failed": words, "id": "trace-7" })));
        assert_eq!(headers["x-request-id"], "trace-7");
    }
    assert_eq!(told.all().iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), ["panic", "unwritable_response"]);
    assert_eq!(RequestId::current(), None);
}
