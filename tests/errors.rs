//! What an error of a call says of it: what is unexpected, where that is declared, whether to try again.

#![cfg(feature = "client")]

use std::time::Duration;

use axum::http::{Request, Response};
use chargeapi::client::{Body, Reason, Transport, TransportError, TransportFuture};
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
    Client::builder().bearer("t").transport(canned)
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
