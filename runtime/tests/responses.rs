//! What the client makes of responses that differ from the description: statuses, media types and bodies that it does not
//! declare. Each test has the literal response of a server.

#![cfg(feature = "client")]

use std::sync::Mutex;

use http::{Request, Response};
use oasmith_runtime::client::{
    Body, Builder, CallError, DecodeError, Reply, Transport, TransportFuture, bytes, empty, json, text,
};
use oasmith_runtime::operation::{Operation, Outcome, Segment, status};
use serde_json::{Value, json};

/// Responds once, with this.
struct Canned(Mutex<Option<Response<Body>>>);

impl Transport for Canned {
    fn send(&self, _: Request<Body>) -> TransportFuture {
        let response = self.0.lock().unwrap().take().unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// A response of a server: status, media type, body.
type Given = (u16, &'static str, &'static [u8]);

fn builder((status, media_type, body): Given) -> Builder {
    let mut response = Response::builder().status(status);
    if !media_type.is_empty() {
        response = response.header("content-type", media_type);
    }
    let response = response.body(Body::from(body)).unwrap();
    Builder::new(&[], "t").base_url("https://h").retries(0).transport(Canned(Mutex::new(Some(response))))
}

/// How a body is read.
type Read<T> = fn(&Reply) -> Result<T, DecodeError>;

/// What a call comes to, in a word and the body that was read.
async fn outcome<T: std::fmt::Debug + 'static, E: std::fmt::Debug + 'static>(
    builder: Builder,
    operation: &'static Operation,
    (success, failure): (Read<T>, Read<E>),
) -> String {
    let declared = |is_declared| if is_declared { "" } else { "undeclared " };
    match builder.build().unwrap().call(operation).send(success, failure).await {
        Ok(response) => {
            format!("{}success {} {:?}", declared(response.is_declared()), response.status().as_u16(), *response)
        }
        Err(CallError::Api(response)) => {
            format!("{}failure {} {:?}", declared(response.is_declared()), response.status().as_u16(), response.body())
        }
        Err(CallError::NotModified(response)) => format!("not modified {}", response.status().as_u16()),
        Err(CallError::Unexpected(unexpected)) => {
            format!("unexpected {}: {}", unexpected.status().as_u16(), unexpected.message())
        }
        Err(other) => panic!("{other:?}"),
    }
}

const GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::json(&[200, 404, 409])],
    success: &[200],
};

#[tokio::test]
async fn an_undeclared_success_is_what_the_declared_ones_are() {
    let read: (Read<i64>, Read<String>) = (json, json);
    for (given, expected) in [
        ((201, "application/json", &b"1"[..]), "undeclared success 201 1"),
        ((202, "", b"1"), "undeclared success 202 1"),
        ((202, "application/json", br#""later""#), "unexpected 202: the status is not declared"),
        ((204, "", b""), "unexpected 204: the status is not declared"),
        ((302, "application/json", b"1"), "unexpected 302: the status is not declared"),
    ] {
        assert_eq!(outcome(builder(given), &GET, read).await, expected);
    }
}

#[tokio::test]
async fn a_2xx_that_only_the_default_covers_is_a_success_if_it_reads_as_one() {
    static DEFAULT: Operation = Operation { outcomes: &[Outcome::json(&[200, status::DEFAULT])], ..GET };
    let read: (Read<i64>, Read<String>) = (json, json);
    for (given, expected) in [
        ((201, "application/json", &b"1"[..]), "undeclared success 201 1"),
        ((202, "application/json", br#""later""#), r#"undeclared failure 202 "later""#),
        ((500, "application/json", br#""on fire""#), r#"failure 500 "on fire""#),
        ((304, "application/json", b""), "not modified 304"),
    ] {
        assert_eq!(outcome(builder(given), &DEFAULT, read).await, expected);
    }
}

#[tokio::test]
async fn nothing_is_read_where_several_types_are_declared() {
    let by_status: Read<Value> = |reply| match reply.status().as_u16() {
        200 => json(reply),
        _ => Err(DecodeError::undeclared()),
    };
    for (status, given) in [(201, &b"1"[..]), (418, b"1")] {
        let outcome = outcome(builder((status, "application/json", given)), &GET, (by_status, by_status)).await;
        assert_eq!(outcome, format!("unexpected {status}: the status is not declared"));
    }
}

#[tokio::test]
async fn an_undeclared_failure_is_what_the_declared_ones_are() {
    let read: (Read<()>, Read<i64>) = (empty, json);
    for (given, expected) in [
        ((400, "application/json", &b"1"[..]), "undeclared failure 400 1"),
        ((503, "", b"1"), "undeclared failure 503 1"),
        ((502, "text/html", b"<h1>Bad gateway</h1>"), "unexpected 502: the status is not declared"),
        ((500, "", b""), "unexpected 500: the status is not declared"),
    ] {
        assert_eq!(outcome(builder(given), &GET, read).await, expected);
    }
    // Where failures have no body, none has told what one is.
    static EMPTY: Operation = Operation { outcomes: &[Outcome::json(&[200]), Outcome::empty(&[404])], ..GET };
    let read: (Read<i64>, Read<()>) = (json, empty);
    let given = (500, "application/json", &b"1"[..]);
    assert_eq!(outcome(builder(given), &EMPTY, read).await, "unexpected 500: the status is not declared");
    assert_eq!(outcome(builder((404, "", b"")), &EMPTY, read).await, "failure 404 ()");
}

#[tokio::test]
async fn text_and_bytes_read_anything_so_their_media_type_decides() {
    static TEXT: Operation = Operation {
        outcomes: &[Outcome::new(&[200], &["application/octet-stream"]), Outcome::new(&[404], &["text/plain"])],
        ..GET
    };
    let read: (Read<bytes::Bytes>, Read<String>) = (bytes, text);
    for (given, expected) in [
        ((206, "application/octet-stream", &b"ab"[..]), r#"undeclared success 206 b"ab""#),
        ((206, "", b"ab"), r#"undeclared success 206 b"ab""#),
        ((202, "application/json", b"{}"), "unexpected 202: the status is not declared"),
        ((500, "text/plain; charset=utf-8", b"on fire"), r#"undeclared failure 500 "on fire""#),
        ((502, "text/html", b"<h1>Bad gateway</h1>"), "unexpected 502: the status is not declared"),
    ] {
        assert_eq!(outcome(builder(given), &TEXT, read).await, expected);
    }
}

#[tokio::test]
async fn no_body_is_expected_where_none_can_come() {
    static HEAD: Operation = Operation { method: "HEAD", outcomes: &[Outcome::json(&[200, 404])], ..GET };
    static EMPTY: Operation = Operation { outcomes: &[Outcome::empty(&[200])], ..GET };
    let read: (Read<()>, Read<()>) = (empty, empty);
    for (given, operation, expected) in [
        ((200, "application/json", &b""[..]), &HEAD, "success 200 ()"),
        ((404, "application/json", b""), &HEAD, "failure 404 ()"),
        ((206, "application/json", b""), &HEAD, "undeclared success 206 ()"),
        ((500, "application/json", b""), &HEAD, "unexpected 500: the status is not declared"),
        ((204, "", b""), &EMPTY, "undeclared success 204 ()"),
        ((304, "", b""), &EMPTY, "not modified 304"),
    ] {
        assert_eq!(outcome(builder(given), operation, read).await, expected);
    }
}

#[tokio::test]
async fn a_304_is_a_success_only_where_it_is_declared_as_one() {
    static ALONE: Operation = Operation { outcomes: &[Outcome::empty(&[304])], success: &[304], ..GET };
    static RANGE: Operation = Operation {
        outcomes: &[Outcome::json(&[status::range(3)])],
        success: &[status::range(3), status::range(2)],
        ..GET
    };
    let given = (304, "", &b""[..]);
    let nothing: (Read<()>, Read<()>) = (empty, empty);
    assert_eq!(outcome(builder(given), &ALONE, nothing).await, "success 304 ()");
    let read: (Read<i64>, Read<()>) = (json, empty);
    assert_eq!(outcome(builder(given), &RANGE, read).await, "not modified 304");
}

#[tokio::test]
async fn the_body_of_a_success_is_at_hand() {
    static EMPTY: Operation = Operation { outcomes: &[Outcome::empty(&[200])], ..GET };
    let failed_pull = br#"{"error":"manifest unknown"}"#;
    let core = builder((200, "application/json", failed_pull)).build().unwrap();
    let response = core.call(&EMPTY).send(empty, empty).await.unwrap();
    assert_eq!((response.raw().as_ref(), *response), (&failed_pull[..], ()));
    let core = builder((200, "application/json", b"[1, 2]")).build().unwrap();
    let response = core.call(&GET).send(json::<Vec<i64>>, empty).await.unwrap();
    assert_eq!((response.raw().as_ref(), response.clone().into_inner()), (&b"[1, 2]"[..], vec![1, 2]));
}

#[tokio::test]
async fn a_byte_order_mark_before_json_is_no_part_of_it() {
    let read: (Read<Value>, Read<Value>) = (json, json);
    let given = (200, "application/json", "\u{feff}{\"a\":\"\u{feff}\"}".as_bytes());
    assert_eq!(outcome(builder(given), &GET, read).await, format!("success 200 {:?}", json!({"a": "\u{feff}"})));
    let given = (404, "application/json", "\u{feff}\u{feff}1".as_bytes());
    let twice = "unexpected 404: the body is not what is declared: expected value at line 1 column 1";
    assert_eq!(outcome(builder(given), &GET, read).await, twice);
}

#[tokio::test]
async fn a_strict_client_reads_nothing_that_is_not_declared() {
    static DEFAULT: Operation = Operation {
        outcomes: &[Outcome::json(&[200]), Outcome::empty(&[202, 304]), Outcome::new(&[status::DEFAULT], &["text/*"])],
        success: &[200, 202],
        ..GET
    };
    let read: (Read<Value>, Read<Value>) = (json, json);
    let undeclared = "the status is not declared";
    for (given, operation, expected) in [
        ((200, "application/json; charset=utf-8", &b"1"[..]), &GET, "success 200 Number(1)".to_owned()),
        ((201, "application/json", b"1"), &GET, format!("unexpected 201: {undeclared}")),
        ((500, "application/json", b"1"), &GET, format!("unexpected 500: {undeclared}")),
        ((304, "", b""), &GET, format!("unexpected 304: {undeclared}")),
        ((200, "text/json", b"1"), &GET, "unexpected 200: the media type `text/json` is not declared".to_owned()),
        ((404, "text/html", b"1"), &GET, "unexpected 404: the media type `text/html` is not declared".to_owned()),
        ((200, "", b"1"), &GET, "unexpected 200: it has content and no media type".to_owned()),
        ((304, "", b""), &DEFAULT, "not modified 304".to_owned()),
        ((202, "text/plain", b"1"), &DEFAULT, "unexpected 202: the media type `text/plain` is not declared".to_owned()),
        // The description says it: every status that is not declared otherwise.
        ((201, "text/plain", b"1"), &DEFAULT, "failure 201 Number(1)".to_owned()),
        ((500, "text/css", b"1"), &DEFAULT, "failure 500 Number(1)".to_owned()),
    ] {
        assert_eq!(outcome(builder(given).strict_responses(), operation, read).await, expected);
    }
}
