//! What a service takes of a request at most, and what it does where something goes wrong in itself.

#![cfg(all(feature = "client", feature = "server"))]

mod faults;
mod ids;
mod limits;
mod responses;
#[cfg(feature = "tracing")]
mod spans;
mod streams;

use std::sync::{Arc, Mutex};

use axum::body::Body;
use http::{HeaderMap, Request, Response};
use http_body_util::BodyExt;
use oasmith_runtime::operation::{self, Media, Operation, Outcome, Segment};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use oasmith_runtime::server::{Context, Fault, FromRequest, Incoming, Rejection, Router};
use serde_json::Value;
use tower_service::Service;

static NAMED: Schema = Schema(&[
    Keyword::Type(Types::OBJECT),
    Keyword::Properties(&[("name", &Schema(&[Keyword::Type(Types::STRING), Keyword::MaxLength(3)]))]),
]);

/// `POST /things` takes any JSON, and responds with an object whose name is short.
static POST: Operation = Operation {
    id: "postThing",
    method: "POST",
    path: &[Segment::Literal("/things/"), Segment::Parameter("thing")],
    parameters: &[],
    body: Some(operation::Body::required(&[Media::json(&Schema::ANY)])),
    security: &[],
    outcomes: &[Outcome::json(&[200]), Outcome::empty(&[204])],
    success: &[200, 204],
};

struct Taken {
    body: Value,
    context: Context,
}

impl FromRequest for Taken {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        Ok(Self { body: incoming.json()?, context: incoming.into_context() })
    }
}

/// The faults that a service was told of.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Fault>>>);

impl Told {
    fn hook(&self) -> impl Fn(&Fault) + Send + Sync + 'static {
        let told = self.0.clone();
        move |fault| told.lock().unwrap().push(fault.clone())
    }

    /// Their kinds and messages.
    fn all(&self) -> Vec<(&'static str, String)> {
        self.0.lock().unwrap().iter().map(|fault| (fault.kind.as_str(), fault.message.clone())).collect()
    }
}

fn post(body: impl Into<Body>) -> Request<Body> {
    Request::post("/things/1").header("content-type", "application/json").body(body.into()).unwrap()
}

async fn respond(router: &Router, request: Request<Body>) -> Response<Body> {
    router.clone().call(request).await.unwrap()
}

/// Status, headers and body.
async fn send(router: &Router, request: Request<Body>) -> (u16, HeaderMap, String) {
    let (parts, body) = respond(router, request).await.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status.as_u16(), parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

/// Status and problem.
async fn problem(router: &Router, request: Request<Body>) -> (u16, Value) {
    let (status, headers, body) = send(router, request).await;
    assert_eq!(headers["content-type"], "application/problem+json");
    let problem: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(headers["x-request-id"], problem["request_id"].as_str().unwrap());
    (status, problem)
}
