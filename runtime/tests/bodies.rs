//! Bodies of other media types than one JSON type, there and back.

#![cfg(all(feature = "client", feature = "server"))]

mod support;

use bytes::Bytes;
use oasmith_runtime::client::{Builder, CallError, bytes, empty, text};
use oasmith_runtime::operation::{Body, Media, Operation, Outcome, Requirement, Scheme, SchemeKind, Segment};
use oasmith_runtime::schema::{Keyword, Schema, Types};
use oasmith_runtime::server::{FromRequest, Incoming, Rejection, Response, Routes, reply};
use serde_json::Value;

const POST: Operation = Operation {
    id: "post",
    method: "POST",
    path: &[Segment::Literal("/any")],
    parameters: &[],
    body: Some(Body {
        required: false,
        media: &[
            Media::new("*/*", &Schema::ANY),
            Media::new("text/plain", &Schema::ANY),
            Media::json(&Schema::OBJECT).named("application/vnd.api+json; version=1"),
        ],
    }),
    security: &[],
    outcomes: &[Outcome::new(&[200], &["*/*"])],
    success: &[200],
};

static ANY: Operation = POST;

static TEXT: Operation = Operation {
    path: &[Segment::Literal("/text")],
    body: Some(Body {
        required: true,
        media: &[Media::new("text/*", &Schema::ANY), Media::new("text/csv", &Schema::ANY)],
    }),
    ..POST
};

static EITHER: Schema = Schema(&[Keyword::Type(Types::STRING.or(Types::INTEGER))]);

static SCALAR: Operation = Operation {
    path: &[Segment::Literal("/scalar")],
    body: Some(Body { required: true, media: &[Media::new("text/plain", &EITHER)] }),
    ..POST
};

static SECURED: Operation =
    Operation { path: &[Segment::Literal("/secured")], security: &[Requirement(&[(&KEY, &[])])], ..POST };

static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::Bearer };

struct AnyRequest(Option<Bytes>);

impl FromRequest for AnyRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        incoming.bytes().map(Self)
    }
}

struct TextRequest(String);

impl FromRequest for TextRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        incoming.text().map(Self)
    }
}

/// Reads whatever it is given.
struct ScalarRequest(Value);

impl FromRequest for ScalarRequest {
    fn from_request(mut incoming: Incoming) -> Result<Self, Rejection> {
        incoming.plain().map(Self)
    }
}

async fn json((): &(), request: ScalarRequest) -> Result<Response, Rejection> {
    Ok(reply::text(200, "text/plain", request.0.to_string()))
}

async fn any((): &(), request: AnyRequest) -> Result<Response, Rejection> {
    match request.0 {
        Some(body) => Ok(reply::bytes(200, "application/octet-stream", body)),
        None => Ok(reply::text(200, "text/plain", "nothing")),
    }
}

async fn shout((): &(), request: TextRequest) -> Result<Response, Rejection> {
    Ok(reply::text(200, "text/plain; charset=utf-8", request.0.to_uppercase()))
}

async fn address() -> String {
    let router = Routes::new(()).on(&ANY, any).on(&TEXT, shout).on(&SCALAR, json).on(&SECURED, any).into_router();
    format!("http://{}", support::serve(router).await)
}

async fn send(operation: &'static Operation, body: Option<(&str, &'static [u8])>) -> Result<Bytes, u16> {
    let builder = Builder::new(&[], "t").base_url(address().await).bearer(&KEY, "k");
    let call = builder.build().unwrap().call(operation);
    let call = match body {
        Some((media, body)) => call.body(media, body),
        None => call,
    };
    let answer: Result<_, CallError<()>> = call.send(bytes, empty).await;
    answer.map(|response| response.into_inner()).map_err(|error| error.status().unwrap().as_u16())
}

#[tokio::test]
async fn bytes_arrive_as_they_were_given() {
    assert_eq!(send(&ANY, Some(("image/png", b"\x00\xff\n"))).await.unwrap(), &b"\x00\xff\n"[..]);
    assert_eq!(send(&ANY, None).await.unwrap(), "nothing");
    // An empty body of a type that is not JSON is one.
    assert_eq!(send(&ANY, Some(("image/png", b""))).await.unwrap(), "");
    assert_eq!(send(&ANY, Some(("application/json", b""))).await.unwrap(), "nothing");
}

#[tokio::test]
async fn the_closest_media_type_decides() {
    // Every JSON type is read as JSON, whatever range it falls under; its schema is that of the closest declared type.
    assert_eq!(send(&ANY, Some(("application/json", b"[1]"))).await.unwrap(), "[1]");
    assert_eq!(send(&ANY, Some(("application/json", b"[1"))).await, Err(400));
    assert_eq!(send(&ANY, Some(("Application/vnd.API+json", b"{}"))).await.unwrap(), "{}");
    assert_eq!(send(&ANY, Some(("application/vnd.api+json;version=2", b"[]"))).await, Err(422));
}

/// What is read is the value that the schema judged.
#[tokio::test]
async fn a_text_is_what_its_schema_takes_it_for() {
    for (text, value) in [(b"5".as_slice(), "5"), (b"5x", r#""5x""#), (b" 5.0 ", "5"), (b"5.5", r#""5.5""#)] {
        assert_eq!(send(&SCALAR, Some(("text/plain", text))).await.unwrap(), value);
    }
}

#[tokio::test]
async fn text_is_text() {
    let answer = Builder::new(&[], "t").base_url(address().await).build().unwrap().call(&TEXT);
    let answer = answer.body("text/csv", "é,b").send(text, empty).await.unwrap();
    assert_eq!(
        (answer.headers()["content-type"].to_str().unwrap(), answer.as_str()),
        ("text/plain; charset=utf-8", "É,B")
    );
    assert_eq!(send(&TEXT, Some(("text/html", b"a"))).await.unwrap(), "A");
    assert_eq!(send(&TEXT, Some(("text/html", b"\xff"))).await, Err(400));
    assert_eq!(send(&TEXT, Some(("image/png", b"a"))).await, Err(415));
    assert_eq!(send(&TEXT, Some(("text", b"a"))).await, Err(415));
    assert_eq!(send(&TEXT, None).await, Err(422));
}

#[tokio::test]
async fn credentials_that_nothing_judges_let_nobody_in() {
    assert_eq!(send(&SECURED, Some(("image/png", b"a"))).await, Err(501));
}
