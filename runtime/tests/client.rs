//! What the client sends, and what it makes of responses, without a network.

#![cfg(all(feature = "client", feature = "server"))]

mod drivers;

use std::sync::{Arc, Mutex};

use drivers::client::Client;
use drivers::models::CreateDriver;
use http::{Request, Response};
use oasmith_runtime::client::{
    Body, BuildError, Builder, CallError, Core, Error, Server, Transport, TransportError, TransportFuture, bytes,
    empty, json,
};
use oasmith_runtime::operation::{
    Body as RequestBody, Location, Media, Operation, Outcome, Parameter, Requirement, Scheme, SchemeKind, Segment,
    Style, status,
};
use oasmith_runtime::schema::Schema;
use serde_json::{Value, json};

/// Responds to each request with the next of its responses and records what it was sent.
#[derive(Clone, Default)]
struct Canned {
    responses: Arc<Mutex<Vec<Response<Body>>>>,
    sent: Arc<Mutex<Vec<Request<Body>>>>,
}

impl Canned {
    fn responding(responses: impl IntoIterator<Item = (u16, &'static str, &'static str)>) -> Self {
        let responses = responses.into_iter().map(|(status, location, body)| {
            let response = Response::builder().status(status).header("location", location);
            response.body(Body::from(body)).unwrap()
        });
        let canned = Self::default();
        canned.responses.lock().unwrap().extend(responses);
        canned
    }

    /// Method, URI, headers and body of each request.
    fn sent(&self) -> Vec<(String, String, Vec<String>, String)> {
        let sent = self.sent.lock().unwrap();
        let request = |request: &Request<Body>| {
            let headers = request.headers().iter();
            let headers = headers.map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
            let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
            (request.method().to_string(), request.uri().to_string(), headers.collect(), body)
        };
        sent.iter().map(request).collect()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        self.sent.lock().unwrap().push(request);
        let mut responses = self.responses.lock().unwrap();
        let response = match responses.is_empty() {
            true => Err(TransportError::timed_out("no responses left")),
            false => Ok(responses.remove(0)),
        };
        Box::pin(std::future::ready(response))
    }
}

const SERVERS: &[Server] = &[Server::new("https://h/api/v1/")];
const HOST: &[Server] = &[Server::new("https://h")];
const RELATIVE: &[Server] = &[Server::new("/api/v3")];

fn core(transport: &Canned) -> Core {
    Builder::new(SERVERS, "test/1").retries(0).transport(transport.clone()).build().unwrap()
}

/// An operation to be changed where a test is about something.
const GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: &[Segment::Literal("/x")],
    parameters: &[],
    body: None,
    security: &[],
    outcomes: &[Outcome::empty(&[200])],
    success: &[200],
};

#[tokio::test]
async fn nothing_is_sent_that_the_description_does_not_say() {
    let transport = Canned::responding([(409, "", "{}"), (200, "", "")]);
    let client = Client::builder().base_url("https://h/api/v1/").bearer("t").transport(transport.clone());
    let client = client.build().unwrap();
    let body = CreateDriver { name: "Ada".to_owned(), email: "a".to_owned(), phone: None };
    let _ = client.create_driver(body).await;
    core(&transport).call(&GET).send(empty, empty).await.unwrap();
    assert_eq!(
        transport.sent(),
        [
            (
                "POST".to_owned(),
                "https://h/api/v1/drivers".to_owned(),
                vec![
                    "user-agent: drivers/1.0".to_owned(),
                    "content-type: application/json".to_owned(),
                    "accept: application/json".to_owned(),
                    "authorization: Bearer t".to_owned(),
                ],
                r#"{"name":"Ada","email":"a"}"#.to_owned(),
            ),
            ("GET".to_owned(), "https://h/api/v1/x".to_owned(), vec!["user-agent: test/1".to_owned()], String::new()),
        ]
    );
    assert!(transport.sent.lock().unwrap()[0].headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn parameters_stand_where_they_belong() {
    static OPERATION: Operation = Operation {
        path: &[Segment::Literal("f/é/"), Segment::Parameter("p"), Segment::Literal("?op=x#frag")],
        parameters: &[
            Parameter::path("p", &Schema::ANY).allow_reserved(),
            Parameter::query("q", &Schema::ANY).allow_reserved(),
            Parameter::query("r", &Schema::ANY),
            Parameter::header("X-H", &Schema::ANY),
            Parameter::cookie("c", &Schema::ANY),
            Parameter::cookie("d", &Schema::ANY).style(Style::Cookie, true),
        ],
        security: &[Requirement(&[(&COOKIE, &[]), (&QUERY, &[])])],
        outcomes: &[
            Outcome::new(&[200], &["application/json", "text/plain"]),
            Outcome::new(&[status::DEFAULT], &["application/json", "application/problem+json"]),
        ],
        ..GET
    };
    static COOKIE: Scheme = Scheme { name: "a", kind: SchemeKind::ApiKey(Location::Cookie, "sid") };
    static QUERY: Scheme = Scheme { name: "b", kind: SchemeKind::ApiKey(Location::Query, "api key") };
    let transport = Canned::responding([(200, "", "1")]);
    let core = Builder::new(&[], "test/1")
        .base_url("https://h")
        .transport(transport.clone())
        .api_key(&COOKIE, "k=1")
        .api_key(&QUERY, "a/b")
        .header("X-H", "default")
        .header("x-mine", "m");
    let call = core.build().unwrap().call(&OPERATION);
    let call = call.path("p", "a/b?c#d").query("q", "x#y&z").query("r", &1).query("r", &[2, 3]);
    let call = call.header("X-H", "hé").cookie("c", "a b").cookie("d", "a b");
    assert_eq!(*call.send(json::<i64>, json::<i64>).await.unwrap(), 1);
    assert_eq!(
        transport.sent(),
        [(
            "GET".to_owned(),
            "https://h/f/%C3%A9/a/b%3Fc%23d?op=x&q=x%23y%26z&r=2&r=3&api%20key=a%2Fb".to_owned(),
            vec![
                "user-agent: test/1".to_owned(),
                "x-h: hé".to_owned(),
                "x-mine: m".to_owned(),
                "accept: application/json, text/plain, application/problem+json".to_owned(),
                "cookie: c=a%20b; d=a b; sid=k=1".to_owned(),
            ],
            String::new(),
        )]
    );
}

#[tokio::test]
async fn a_parameter_that_is_taken_back_is_as_if_it_was_never_set() {
    static OPERATION: Operation = Operation {
        parameters: &[
            Parameter::query("q", &Schema::ANY),
            Parameter::header("X-H", &Schema::ANY),
            Parameter::header("X-I", &Schema::ANY),
            Parameter::cookie("c", &Schema::ANY),
        ],
        ..GET
    };
    let transport = Canned::responding([(200, "", "")]);
    let core = Builder::new(HOST, "t").header("X-H", "default").transport(transport.clone()).build().unwrap();
    let call = core.call(&OPERATION).query("q", "1").header("X-H", "1").header("X-I", "1").cookie("c", "1");
    let none = &None::<String>;
    let call = call.query("q", none).header("X-H", none).header("X-I", none).cookie("c", none);
    call.send(empty, empty).await.unwrap();
    let (_, uri, headers, _) = transport.sent().remove(0);
    assert_eq!((uri.as_str(), headers), ("https://h/x", vec!["user-agent: t".to_owned(), "x-h: default".to_owned()]));
}

#[tokio::test]
async fn what_cannot_be_sent_is_not() {
    static OPERATION: Operation = Operation {
        path: &[Segment::Literal("/x/"), Segment::Parameter("a"), Segment::Parameter("b")],
        parameters: &[
            Parameter::path("a", &Schema::ANY).allow_reserved(),
            Parameter::path("b", &Schema::ANY).style(Style::Label, false),
            Parameter::header("X-H", &Schema::ANY),
            Parameter::cookie("c", &Schema::ANY).style(Style::Cookie, true),
            Parameter::query("list", &Schema::ANY).required(),
            Parameter::query("joined", &Schema::ANY).required().style(Style::Form, false),
            Parameter::query("pipes", &Schema::ANY).style(Style::PipeDelimited, false),
            Parameter::query("spaces", &Schema::ANY).style(Style::SpaceDelimited, false),
            Parameter::query("deep", &Schema::ANY).style(Style::DeepObject, true).required(),
        ],
        ..GET
    };
    let transport = Canned::default();
    let call = || core(&transport).call(&OPERATION);
    let good = || call().path("a", "a").path("b", "b");
    let elsewhere = "the path parameter `a` must not make a path segment `.` or `..`";
    for (call, reason) in [
        (call(), "the path parameter `a` must not be empty"),
        (call().path("a", &Value::Null), "the path parameter `a` must not be empty"),
        (call().path("a", ".").path("b", ""), elsewhere),
        (call().path("a", "%2e").path("b", ""), elsewhere),
        (call().path("a", "a/../c").path("b", "b"), elsewhere),
        (call().path("a", "a/").path("b", "."), elsewhere),
        (good().header("X-H", "a\r\nb: c"), "the header `X-H` has characters that cannot be sent"),
        (good().header("X-H", "a\0"), "the header `X-H` has characters that cannot be sent"),
        (good().cookie("c", "a\nb"), "a cookie has characters that cannot be sent"),
        (good().query("z", "1"), "the operation has no parameter `z` there"),
        (
            good().json(&std::collections::HashMap::from([((1, 2), 3)])),
            "the body cannot be written as JSON: key must be a string",
        ),
        (good().json(&[f64::NAN]), "the body cannot be written as JSON: /0: NaN is no number of JSON"),
        (good().plain("text/plain", &f32::INFINITY), "the body cannot be written as text: inf is no number of JSON"),
        (good().header("X-H", &f64::NAN), "the parameter `X-H` cannot be written: NaN is no number of JSON"),
        (good().body("text/\n", "x"), "the media type `text/\\n` cannot be sent"),
        (
            good().query("list", &json!([])),
            "the parameter `list` cannot be written: it is required, and its style cannot write `[]`",
        ),
        (
            good().query("list", &Value::Null),
            "the parameter `list` cannot be written: it is required, and its style cannot write `null`",
        ),
        (
            good().query("joined", &json!({})),
            "the parameter `joined` cannot be written: it is required, and its style cannot write `{}`",
        ),
        (
            good().query("pipes", &["a|b"]),
            "the parameter `pipes` cannot be written: `|` in it is a delimiter of its style",
        ),
        (
            good().query("spaces", &["a b"]),
            "the parameter `spaces` cannot be written: ` ` in it is a delimiter of its style",
        ),
        (
            good().header("X-H", &["a,b"]),
            "the parameter `X-H` cannot be written: `,` in it is a delimiter of its style",
        ),
        (
            good().cookie("c", "a; admin=1"),
            "the parameter `c` cannot be written: `;` in it is a delimiter of its style",
        ),
        (call().path("a", "a").path("b", &json!({})), "the path parameter `b` must not be empty"),
        (
            good().query("deep", &json!({"a": {"b]": 1}})),
            "the parameter `deep` cannot be written: the property `b]` cannot be named in the brackets of its style",
        ),
        (
            good().query("deep", &json!({"a": [{"": 1}]})),
            "the parameter `deep` cannot be written: the property `` cannot be named in the brackets of its style",
        ),
        (good().header("X-H", "\n").query("z", "1"), "the header `X-H` has characters that cannot be sent"),
    ] {
        match call.send(empty, empty).await {
            Err(CallError::Request(error)) => assert_eq!(error.reason(), reason),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(transport.sent(), []);
}

#[tokio::test]
async fn responses_are_sorted_by_status() {
    const OK: Outcome = Outcome::json(&[200]);
    const RANGE: Outcome = Outcome::new(&[status::range(4)], &["application/json"]);
    const DEFAULT: Outcome = Outcome::new(&[status::DEFAULT], &["application/json"]);
    static ALL: Operation = Operation { outcomes: &[DEFAULT, RANGE, OK, Outcome::empty(&[304])], ..GET };
    static RANGED: Operation = Operation { outcomes: &[OK, RANGE], ..GET };
    static ONLY_DEFAULT: Operation = Operation { outcomes: &[DEFAULT], success: &[status::range(2)], ..GET };
    static ONLY_FAILURE: Operation =
        Operation { outcomes: &[Outcome::json(&[404])], success: &[status::range(2)], ..GET };
    for (operation, status, body, expected) in [
        (&ALL, 200, "1", "1"),
        // The default covers it; a 2xx is the success all the same, if it reads as that.
        (&ALL, 201, "2", "2"),
        (&ALL, 404, "3", "api 3"),
        (&ALL, 500, "4", "api 4"),
        (&ALL, 304, "ignored", "not modified"),
        (&RANGED, 418, "5", "api 5"),
        (&RANGED, 500, "6", "api 6"),
        (&RANGED, 500, "<html>", "unexpected the status is not declared"),
        (&RANGED, 201, "7", "7"),
        (&RANGED, 302, "8", "unexpected the status is not declared"),
        (&RANGED, 400, "<html>", "unexpected the body is not what is declared: expected value at line 1 column 1"),
        (
            &RANGED,
            200,
            "\"a\"",
            "unexpected the body is not what is declared: invalid type: string \"a\", expected i64 at line 1 column 3",
        ),
        (&ONLY_DEFAULT, 200, "9", "9"),
        (&ONLY_DEFAULT, 500, "10", "api 10"),
        (&ONLY_FAILURE, 200, "11", "11"),
        (&ONLY_FAILURE, 404, "12", "api 12"),
    ] {
        let transport = Canned::responding([(status, "https://elsewhere/", body)]);
        let outcome = core(&transport).call(operation).send(json::<i64>, json::<i64>).await;
        let outcome = match outcome {
            Ok(response) => response.to_string(),
            Err(CallError::Api(response)) => format!("api {}", response.body()),
            Err(CallError::NotModified(_)) => "not modified".to_owned(),
            Err(CallError::Unexpected(unexpected)) => format!("unexpected {}", unexpected.message()),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(outcome, expected, "{status}");
    }
}

#[tokio::test]
async fn the_body_of_an_undeclared_response_is_kept_and_shown_in_part() {
    let html = "<html>\n<h1>Bad\tgateway</h1>";
    let long: &'static str = format!("{html}{}", "é".repeat(1000)).leak();
    for (body, shown) in
        [(html, html.replace(['\n', '\t'], " ")), (long, format!("<html> <h1>Bad gateway</h1>{}..", "é".repeat(173)))]
    {
        let transport = Canned::responding([(502, "", body)]);
        let error = core(&transport).call(&GET).send(empty, empty).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("get (GET) responded with 502 Bad Gateway: {shown} (the status is not declared)")
        );
        let CallError::Unexpected(unexpected) = error else { panic!("{error:?}") };
        assert_eq!(unexpected.raw().as_ref(), body.as_bytes());
    }
}

#[tokio::test]
async fn responses_without_content_are_not_read() {
    static HEAD: Operation = Operation { method: "HEAD", ..GET };
    static EMPTY: Operation = Operation { outcomes: &[Outcome::empty(&[204])], success: &[204], ..GET };
    for (operation, status) in [(&HEAD, 200), (&EMPTY, 204)] {
        let transport = Canned::responding([(status, "", "stray")]);
        let response = core(&transport).call(operation).send(bytes, empty).await.unwrap();
        assert_eq!(response.into_inner(), "");
    }
    // Declared without content, so whatever comes is ignored.
    let transport = Canned::responding([(200, "", "OK")]);
    core(&transport).call(&GET).send(empty, empty).await.unwrap();
}

#[tokio::test]
async fn redirects_are_followed_within_an_origin_only() {
    static FOUND: Operation = Operation { outcomes: &[Outcome::empty(&[302])], success: &[302], ..GET };
    static POST: Operation = Operation {
        method: "POST",
        body: Some(RequestBody { required: true, media: &[Media::json(&Schema::ANY).named("text/json")] }),
        ..GET
    };
    let run = async |operation: &'static Operation, responses: Vec<(u16, &'static str, &'static str)>| {
        let transport = Canned::responding(responses);
        let call = core(&transport).call(operation);
        let call = if operation.body.is_some() { call.json(&1) } else { call };
        let outcome = call.send(empty, empty).await;
        let status = outcome.map_or_else(|error| error.status(), |response| Some(response.status()));
        let sent = transport.sent().into_iter().map(|(method, uri, _, body)| format!("{method} {uri} {body}"));
        (status.map(|status| status.as_u16()), sent.collect::<Vec<_>>())
    };
    let first = "GET https://h/api/v1/x ".to_owned();
    assert_eq!(
        run(&GET, vec![(302, "../y?z=1#f", ""), (200, "", "")]).await,
        (Some(200), vec![first.clone(), "GET https://h/api/y?z=1 ".to_owned()])
    );
    for elsewhere in ["https://other/x", "http://h/x", "https://h:444/x", "https://a:b@h/x", "//other/x", "::", ""] {
        let responses = vec![(307, elsewhere, ""), (200, "", "")];
        let expected = if elsewhere.is_empty() { Some(200) } else { Some(307) };
        let (status, sent) = run(&GET, responses).await;
        if elsewhere == "::" {
            // A relative reference, if an odd one.
            assert_eq!((status, sent[1].as_str()), (Some(200), "GET https://h/api/v1/:: "));
        } else {
            assert_eq!((status, sent.len()), (expected, if elsewhere.is_empty() { 2 } else { 1 }), "{elsewhere}");
        }
    }
    // Declared outcomes are for the caller to see.
    assert_eq!(run(&FOUND, vec![(302, "/y", "")]).await, (Some(302), vec![first]));
    let post = "POST https://h/api/v1/x 1".to_owned();
    assert_eq!(run(&POST, vec![(303, "/y", "")]).await, (Some(303), vec![post.clone()]));
    assert_eq!(
        run(&POST, vec![(308, "/y", ""), (200, "", "")]).await,
        (Some(200), vec![post, "POST https://h/y 1".to_owned()])
    );
    let (status, sent) = run(&GET, vec![(307, "/y", ""); 10]).await;
    assert_eq!((status, sent.len()), (Some(307), 6));
}

#[tokio::test]
async fn the_first_configured_alternative_is_sent_and_no_other() {
    static KEY: Scheme = Scheme { name: "key", kind: SchemeKind::ApiKey(Location::Header, "X-Key") };
    static BASIC: Scheme = Scheme { name: "basic", kind: SchemeKind::Basic };
    static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };
    static TLS: Scheme = Scheme { name: "mtls", kind: SchemeKind::Other };
    static WITH_TLS: Operation = Operation {
        security: &[
            Requirement(&[(&TLS, &[])]),
            Requirement(&[(&BEARER, &[])]),
            Requirement(&[(&KEY, &[]), (&TLS, &[])]),
        ],
        ..GET
    };
    static EITHER: Operation =
        Operation { security: &[Requirement(&[(&BEARER, &[])]), Requirement(&[(&KEY, &[]), (&BASIC, &[])])], ..GET };
    static OPTIONAL: Operation = Operation { security: &[Requirement(&[]), Requirement(&[(&KEY, &[])])], ..GET };
    let transport = Canned::responding([(200, "", ""); 5]);
    let builder = Builder::new(HOST, "t").transport(transport.clone());
    let both = builder.clone().api_key(&KEY, "k").basic(&BASIC, "Aladdin", "open sesame").build().unwrap();
    let key = builder.api_key(&KEY, "k").build().unwrap();
    for (core, operation) in [(&both, &EITHER), (&key, &EITHER), (&key, &OPTIONAL), (&both, &GET), (&key, &WITH_TLS)] {
        core.call(operation).send(empty, empty).await.unwrap();
    }
    let mut headers = transport.sent().into_iter().map(|(_, _, headers, _)| headers[1..].join("; "));
    assert_eq!(headers.next().unwrap(), "x-key: k; authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(headers.next().unwrap(), "");
    assert_eq!(headers.next().unwrap(), "x-key: k");
    assert_eq!(headers.next().unwrap(), "");
    // The transport presents a certificate, or any other credential that is not known here.
    assert_eq!(headers.next().unwrap(), "x-key: k");
}

#[test]
fn a_client_without_a_good_address_is_not_built() {
    let remedy = "give `base_url` an absolute one, such as `https://api.example.com/v1`";
    let error = Builder::new(&[], "t").build().unwrap_err();
    assert_eq!(error, BuildError::NoBaseUrl);
    assert_eq!(error.to_string(), format!("the description declares no server URL: {remedy}"));
    for (url, message) in [
        ("", "the base URL `` is not an absolute http or https URL"),
        ("/api", "the base URL `/api` is not an absolute http or https URL"),
        ("api.example.com", "the base URL `api.example.com` is not an absolute http or https URL"),
        ("ftp://h", "the base URL `ftp://h` is not an absolute http or https URL"),
        ("https://", "the base URL `https://` is not an absolute http or https URL"),
        ("https://h/?a=1", "the base URL `https://h/?a=1` has a query or a fragment"),
        ("https://ada:s3cret@h", "the base URL `..@..` has a user name or password in it"),
    ] {
        let error = Builder::new(HOST, "t").base_url(url).build().unwrap_err();
        assert_eq!(error.to_string(), format!("{message}: {remedy}"));
    }
    let error = Builder::new(RELATIVE, "t").build().unwrap_err();
    assert_eq!(
        Error::from(error).to_string(),
        format!("the base URL `/api/v3` is not an absolute http or https URL: {remedy}")
    );
}

#[test]
fn what_cannot_be_sent_with_every_request_is_told_at_once() {
    static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };
    let builder = || Builder::new(HOST, "t");
    for (builder, message) in [
        (builder().bearer(&BEARER, "s3cret\n"), "the credential for `bearer` has characters that cannot be sent"),
        (builder().api_key(&BEARER, "s3cret"), "the credential for `bearer` must be a bearer token"),
        (builder().header("a b", "s3cret"), "the header `a b` has a name or value that HTTP does not allow"),
        (builder().header("a", "s3cret\r\n"), "the header `a` has a name or value that HTTP does not allow"),
        (builder().user_agent("\n"), "the header `user-agent` has a name or value that HTTP does not allow"),
    ] {
        assert_eq!(builder.build().unwrap_err().to_string(), message);
    }
}

#[tokio::test]
async fn time_that_ran_out_is_told_apart() {
    let error = core(&Canned::default()).call(&GET).send(empty, empty).await.unwrap_err();
    let error = Error::from(error);
    assert!(error.is_transport() && error.is_timeout());
    assert_eq!(error.to_string(), "get (GET) got no response in time: no responses left");
    assert!(std::error::Error::source(&error).is_none());
    assert_eq!(error.status(), None);
}

#[test]
fn what_users_hold_can_cross_threads() {
    fn sendable<T: Send + Sync + 'static>() {}
    fn future<T: Send + 'static>(_: T) {}
    sendable::<Core>();
    sendable::<Builder>();
    sendable::<Error>();
    sendable::<CallError<Value>>();
    future(core(&Canned::default()).call(&GET).send(empty, empty));
    let _ = json!(null);
}
