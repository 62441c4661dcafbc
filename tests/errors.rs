//! What an error of a call says of it: what is unexpected, where that is declared, whether to try again.

#![cfg(feature = "client")]

use std::time::Duration;

use axum::http::{Request, Response};
use chargeapi::client::{Body, CallExt, Reason, Transport, TransportError, TransportFuture};
use chargeapi::models::ApiError;
use chargeapi::{CallError, Client, ClientBuilder, Error};
use tokio::net::TcpListener;

/// Gives one response: status, media type, body; with `retry-after: 30`.
struct Canned(u16, &'static str, &'static str);

impl Transport for Canned {
    fn send(&self, _: Request<Body>) -> TransportFuture {
        let response = Response::builder().status(self.0).header("content-type", self.1).header("retry-after", "30");
        let response = response.body(Body::new(Body::from(self.2))).map_err(TransportError::new);
        Box::pin(std::future::ready(response))
    }
}

fn builder(canned: Canned) -> ClientBuilder {
    Client::builder().bearer("t").retries(0).transport(canned)
}

async fn error(builder: ClientBuilder) -> CallError<ApiError> {
    builder.build().unwrap().list_drivers().await.unwrap_err()
}

const NULL_IN_A_LIST: &str = r#"{"object":"list","data":[{"id":"drv_1","name":null}],"has_more":false}"#;

#[tokio::test]
async fn an_unexpected_response_has_a_reason() {
    let json = "application/json";
    let cases = [
        (builder(Canned(418, json, "{}")), Reason::Status, "the status is not declared"),
        (
            builder(Canned(200, json, "[]")),
            Reason::Decode,
            "the body is not what is declared: invalid type: sequence, expected an object at line 1 column 0",
        ),
        (
            builder(Canned(200, "text/html", "<p>")).strict_responses(),
            Reason::MediaType,
            "the media type `text/html` is not declared",
        ),
        (
            builder(Canned(500, json, "0123456789")).response_limit(4),
            Reason::TooLarge,
            "the body has more than the 4 bytes that are accepted",
        ),
    ];
    for (builder, reason, message) in cases {
        let CallError::Unexpected(unexpected) = error(builder).await else { panic!("{message}") };
        assert_eq!((unexpected.reason(), unexpected.message()), (reason, message));
    }
}

#[tokio::test]
async fn an_error_of_reading_ends_with_the_location_in_the_description() {
    let error = error(builder(Canned(200, "application/json", NULL_IN_A_LIST))).await;
    let CallError::Unexpected(unexpected) = &error else { panic!("{error}") };
    assert_eq!(unexpected.location().as_deref(), Some("GET /drivers 200 data[0].name"));
    assert_eq!(
        error.to_string(),
        format!(
            "listDrivers (GET) responded with 200 OK, application/json: {NULL_IN_A_LIST} (the body is not what is declared: at \
             `data[0].name`: invalid type: null, expected a string at line 1 column 50) at 'GET /drivers 200 data[0].name'"
        )
    );
}

#[tokio::test]
async fn a_missing_property_has_a_location() {
    let error = error(builder(Canned(200, "application/json", r#"{"object":"list","has_more":false}"#))).await;
    assert!(
        error.to_string().ends_with("missing field `url` at line 1 column 34) at 'GET /drivers 200 url'"),
        "{error}"
    );
}

#[tokio::test]
async fn no_more_is_read_than_the_limit() {
    let raw = |limit, body| async move {
        let CallError::Unexpected(unexpected) = error(builder(Canned(500, "a/b", body)).response_limit(limit)).await
        else {
            panic!("{body}")
        };
        (unexpected.reason(), String::from_utf8(unexpected.raw().to_vec()).unwrap())
    };
    assert_eq!(raw(4, "01234").await, (Reason::TooLarge, "0123".to_owned()));
    assert_eq!(raw(5, "01234").await, (Reason::Decode, "01234".to_owned()));
    assert_eq!(raw(0, "01234").await, (Reason::TooLarge, String::new()));
}

#[tokio::test]
async fn an_error_says_what_came_and_whether_to_wait() {
    let failed = error(builder(Canned(503, "text/plain", "later"))).await;
    let facts = |error: &Error| {
        let raw = error.raw().map(|raw| raw.to_vec());
        (error.status().map(|status| status.as_u16()), raw, error.retry_after(), error.may_have_been_sent())
    };
    assert_eq!(failed.retry_after(), Some(Duration::from_secs(30)));
    assert_eq!(failed.raw().unwrap(), "later");
    assert!(failed.may_have_been_sent() && !failed.is_timeout() && !failed.is_connect());
    let expected = (Some(503), Some(b"later".to_vec()), Some(Duration::from_secs(30)), true);
    assert_eq!(facts(&Error::from(failed)), expected);
    // Nothing was sent.
    let unmade = Client::builder().bearer("t").build().unwrap().retrieve_driver("..").await.unwrap_err();
    assert!(!unmade.may_have_been_sent() && unmade.raw().is_none());
    assert_eq!(facts(&Error::from(unmade)), (None, None, None, false));
}

#[tokio::test]
async fn a_refused_connection_has_sent_nothing_and_a_silent_server_may_have_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = || {
        let http = chargeapi::client::reqwest::Client::builder().timeout(Duration::from_millis(50));
        Client::builder().base_url(&url).bearer("t").http(http).build().unwrap()
    };
    let silent = client().list_drivers().await.unwrap_err();
    assert!(silent.is_timeout() && !silent.is_connect() && silent.may_have_been_sent());
    drop(listener);
    let refused = client().list_drivers().await.unwrap_err();
    assert!(refused.is_connect() && !refused.is_timeout() && !refused.may_have_been_sent());
    let refused = Error::from(refused);
    assert!(refused.is_connect() && refused.is_transport() && !refused.may_have_been_sent());
}

#[cfg(feature = "validate")]
#[tokio::test]
async fn a_strict_client_validates_bodies() {
    let page = r#"{"object":"page","url":"/drivers","data":[],"has_more":false}"#;
    let call = |builder: ClientBuilder| async move { builder.build().unwrap().list_drivers().await };
    // An enum value that is not known yet is none of the caller's business, unless he wants the description to be the contract.
    assert!(call(builder(Canned(200, "application/json", page))).await.is_ok());
    let list = r#"{"object":"list","url":"/drivers","data":[],"has_more":false}"#;
    assert!(call(builder(Canned(200, "application/json", list)).strict_responses()).await.is_ok());
    let error = call(builder(Canned(200, "application/json", page)).strict_responses()).await.unwrap_err();
    let CallError::Unexpected(unexpected) = &error else { panic!("{error}") };
    assert_eq!(unexpected.reason(), Reason::Schema);
    assert_eq!(unexpected.message(), "the body does not satisfy its schema: /object: must be one of list");
    assert_eq!(unexpected.violations().len(), 1);
    assert!(error.to_string().ends_with(" at 'GET /drivers 200 object'"), "{error}");
    // Failures too, each violation with its path.
    let failure = r#"{"code":null,"doc_url":1,"message":"m","object":"error","param":null,"request":"r","type":"t"}"#;
    let CallError::Unexpected(unexpected) =
        call(builder(Canned(404, "application/json", failure)).strict_responses()).await.unwrap_err()
    else {
        panic!("{failure}")
    };
    let pointers: Vec<&str> = unexpected.violations().iter().map(|violation| violation.pointer.as_str()).collect();
    assert_eq!(pointers, ["/doc_url", "/status"]);
    // What is no JSON is an error of reading.
    let error = call(builder(Canned(200, "application/json", "<p>")).strict_responses()).await.unwrap_err();
    assert!(matches!(&error, CallError::Unexpected(unexpected) if unexpected.reason() == Reason::Decode), "{error}");
    // And whoever asks for the raw response gets it.
    let client = builder(Canned(200, "application/json", page)).strict_responses().build().unwrap();
    assert_eq!(client.list_drivers().send_raw().await.unwrap().into_inner(), page);
}
