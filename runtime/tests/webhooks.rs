//! Webhooks: how they are received, written, signed and sent.

#![cfg(feature = "webhooks")]
#![allow(missing_docs)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::routing::any;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use oasmith_runtime::operation::{Body, Encoding, Media, Operation, Parameter, Segment};
use oasmith_runtime::schema::{Keyword, Number, Schema, Types};
use oasmith_runtime::webhook::{
    Bytes, DeliveryError, Rejection, SecretError, SendError, Sender, SignatureError, SigningSecret, Webhook,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

static AGE: Schema = Schema(&[Keyword::Type(Types::INTEGER), Keyword::Minimum(Number::Integer(0))]);

static PET: Schema = Schema(&[
    Keyword::Type(Types::OBJECT),
    Keyword::Properties(&[("name", &Schema::STRING), ("age", &AGE)]),
    Keyword::Required(&["name"]),
]);

const fn operation(method: &'static str, body: Option<Body>, parameters: &'static [Parameter]) -> Operation {
    Operation {
        id: "newPet",
        method,
        path: &[Segment::Literal("newPet")],
        parameters,
        body,
        security: &[],
        outcomes: &[],
        success: &[],
    }
}

static JSON: Operation =
    operation("POST", Some(Body::required(&[Media::json(&PET)])), &[Parameter::header("X-Attempt", &Schema::INTEGER)]);
static FORM: Operation = operation("PUT", Some(Body::required(&[Media::form(&PET, &[] as &[Encoding])])), &[]);
static TEXT: Operation = operation("POST", Some(Body::required(&[Media::new("text/plain", &Schema::ANY)])), &[]);
static EMPTY: Operation = operation("POST", None, &[]);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pet {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age: Option<i64>,
}

static NEW_PET: Webhook<Pet> = Webhook::json(&JSON);
static PET_FORM: Webhook<Pet> = Webhook::form(&FORM);
static NOTE: Webhook<String> = Webhook::text(&TEXT);
static COUNT: Webhook<i64> = Webhook::plain(&TEXT);
static PING: Webhook<()> = Webhook::empty(&EMPTY);

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    pairs.collect()
}

fn json_headers() -> HeaderMap {
    headers(&[("content-type", "application/json; charset=utf-8")])
}

#[test]
fn a_webhook_is_read_and_validated() {
    let received = NEW_PET.receive(&json_headers(), r#"{"name": "Rex", "age": 3}"#).unwrap();
    assert_eq!((received.name.as_str(), received.age), ("Rex", Some(3)));
    assert_eq!(received.headers()["content-type"], "application/json; charset=utf-8");
    assert_eq!(received.into_body(), Pet { name: "Rex".to_owned(), age: Some(3) });
    assert_eq!(PING.receive(&HeaderMap::new(), Bytes::new()).unwrap().into_body(), ());
}

#[test]
fn every_violation_is_listed() {
    let rejection = NEW_PET.receive(&json_headers(), r#"{"age": -1}"#).unwrap_err();
    assert_eq!(rejection.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let keywords: Vec<&str> = rejection.violations().iter().map(|violation| violation.keyword).collect();
    assert_eq!(keywords, ["minimum", "required"]);
    let mut attempt = json_headers();
    attempt.insert("x-attempt", HeaderValue::from_static("second"));
    assert!(matches!(NEW_PET.receive(&attempt, r#"{"name": "Rex"}"#), Err(Rejection::Undecodable { .. })));
    assert!(matches!(NEW_PET.receive(&json_headers(), "{"), Err(Rejection::Undecodable { .. })));
    assert!(matches!(NEW_PET.receive(&json_headers(), ""), Err(Rejection::Invalid { .. })));
    let xml = headers(&[("content-type", "application/xml")]);
    assert!(matches!(NEW_PET.receive(&xml, "<pet/>"), Err(Rejection::UnsupportedMediaType { .. })));
}

#[test]
fn what_is_written_is_what_is_read() {
    let pet = Pet { name: "Rex & Söhne".to_owned(), age: Some(3) };
    let delivery = NEW_PET.delivery(&pet).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(delivery.body()).unwrap(), json!({ "name": "Rex & Söhne", "age": 3 }));
    assert_eq!(NEW_PET.receive(delivery.headers(), delivery.body().clone()).unwrap().into_body(), pet);
    let delivery = PET_FORM.delivery(&pet).unwrap();
    assert_eq!(delivery.body(), "name=Rex+%26+S%C3%B6hne&age=3");
    assert_eq!(PET_FORM.receive(delivery.headers(), delivery.body().clone()).unwrap().into_body(), pet);
    let delivery = NOTE.delivery(&" hello\n".to_owned()).unwrap();
    assert_eq!(NOTE.receive(delivery.headers(), delivery.body().clone()).unwrap().into_body(), " hello\n");
    let delivery = COUNT.delivery(&7).unwrap();
    assert_eq!(COUNT.receive(delivery.headers(), delivery.body().clone()).unwrap().into_body(), 7);
    assert!(PING.delivery(&()).unwrap().headers().is_empty());
}

/// The example that the libraries of Standard Webhooks are tested with.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const SENT: u64 = 1_614_265_330;
const BODY: &str = r#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn signed(timestamp: &str, signature: &str) -> HeaderMap {
    let value = |text: &str| HeaderValue::from_str(text).unwrap();
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let pairs = names.map(HeaderName::from_static).into_iter().zip([ID, timestamp, signature].map(value));
    pairs.collect()
}

#[test]
fn the_example_of_the_standard_has_its_signature() {
    let secret = SigningSecret::new(SECRET).unwrap();
    assert_eq!(secret.sign(ID, at(SENT), BODY.as_bytes()), SIGNATURE);
    let timestamp = SENT.to_string();
    assert_eq!(secret.verify(&signed(&timestamp, SIGNATURE), BODY.as_bytes(), at(SENT)), Ok(()));
    // Without the prefix, and with the white space of a file around it.
    let bare = SigningSecret::new("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap();
    assert_eq!(bare.sign(ID, at(SENT), BODY.as_bytes()), SIGNATURE);
    assert_eq!(format!("{secret:?}"), "SigningSecret(..)");
}

#[test]
fn one_of_several_signatures_is_enough() {
    let secret = SigningSecret::new(SECRET).unwrap();
    let other = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    let timestamp = SENT.to_string();
    let verify = |signatures: &str| secret.verify(&signed(&timestamp, signatures), BODY.as_bytes(), at(SENT));
    assert_eq!(verify(&format!("{other} {SIGNATURE}")), Ok(()));
    assert_eq!(
        verify(&format!(
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== {SIGNATURE}"
        )),
        Ok(())
    );
    let refused =
        [other, "", "v1,", "v1", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,not base64", "v1,g0hM"];
    for signatures in refused {
        assert_eq!(verify(signatures), Err(SignatureError::NoMatch), "{signatures}");
    }
}

#[test]
fn a_change_of_anything_that_is_signed_is_noticed() {
    let secret = SigningSecret::new(SECRET).unwrap();
    let headers = signed(&SENT.to_string(), SIGNATURE);
    let no_match = Err(SignatureError::NoMatch);
    assert_eq!(secret.verify(&headers, br#"{"test":2432232314}"#, at(SENT)), no_match);
    assert_eq!(secret.verify(&signed(&(SENT + 1).to_string(), SIGNATURE), BODY.as_bytes(), at(SENT)), no_match);
    let mut other = headers.clone();
    other.insert("webhook-id", HeaderValue::from_static("msg_other"));
    assert_eq!(secret.verify(&other, BODY.as_bytes(), at(SENT)), no_match);
    let stranger = SigningSecret::new("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
    assert_eq!(stranger.verify(&headers, BODY.as_bytes(), at(SENT)), no_match);
}

#[test]
fn the_time_is_tolerated_for_five_minutes() {
    let secret = SigningSecret::new(SECRET).unwrap();
    let headers = signed(&SENT.to_string(), SIGNATURE);
    let verify = |now: u64| secret.verify(&headers, BODY.as_bytes(), at(now));
    assert_eq!(verify(SENT + 300), Ok(()));
    assert_eq!(verify(SENT + 301), Err(SignatureError::TooOld));
    assert_eq!(verify(SENT - 300), Ok(()));
    assert_eq!(verify(SENT - 301), Err(SignatureError::TooNew));
}

#[test]
fn what_is_missing_is_named() {
    let secret = SigningSecret::new(SECRET).unwrap();
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = signed(&SENT.to_string(), SIGNATURE);
        headers.remove(name);
        let missing = Err(SignatureError::MissingHeader { name });
        assert_eq!(secret.verify(&headers, BODY.as_bytes(), at(SENT)), missing);
    }
    for timestamp in ["", "soon", "-1", "18446744073709551616"] {
        let verdict = secret.verify(&signed(timestamp, SIGNATURE), BODY.as_bytes(), at(SENT));
        assert_eq!(verdict, Err(SignatureError::Timestamp), "{timestamp}");
    }
    assert!(matches!(SigningSecret::new("whsec_"), Err(SecretError)));
    assert!(matches!(SigningSecret::new("whsec_?"), Err(SecretError)));
}

#[tokio::test]
async fn what_is_sent_is_verified_and_read_by_its_receiver() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = seen.clone();
    let receiver = Router::new().route(
        "/hooks/pets",
        any(move |request: axum::extract::Request| async move {
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1024).await.unwrap();
            let secret = SigningSecret::new(SECRET).unwrap();
            let verdict = secret.verify(&parts.headers, &body, at(SENT));
            told.lock().unwrap().push((
                parts.method,
                verdict,
                NEW_PET.receive(&parts.headers, body).unwrap().into_body(),
            ));
            StatusCode::ACCEPTED
        }),
    );
    let sender = Sender::service(receiver).timeout(Duration::from_secs(5));
    let pet = Pet { name: "Rex".to_owned(), age: None };
    let (old, new) = (SigningSecret::new("whsec_AAAA").unwrap(), SigningSecret::new(SECRET).unwrap());
    let delivery = NEW_PET.delivery(&pet).unwrap().signed(&[old, new], "msg_1", at(SENT)).unwrap();
    assert_eq!(delivery.headers()["webhook-signature"].to_str().unwrap().split(' ').count(), 2);
    // It is sent again as it was.
    for _ in 0..2 {
        let response = sender.send("http://receiver.example/hooks/pets", delivery.clone()).await.unwrap();
        assert_eq!(response.status(), StatusCode::ACCEPTED);
    }
    let lost = sender.send("http://receiver.example/lost", delivery.clone()).await.unwrap();
    assert_eq!(lost.status(), StatusCode::NOT_FOUND);
    assert_eq!(*seen.lock().unwrap(), [(http::Method::POST, Ok(()), pet.clone()), (http::Method::POST, Ok(()), pet)]);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let sender = Sender::service(Router::new());
    let delivery = NEW_PET.delivery(&Pet { name: "Rex".to_owned(), age: None }).unwrap();
    for url in ["/hooks", "ftp://a/b", "http:///x", "not a url", "file:///etc/passwd"] {
        let refused = sender.send(url, delivery.clone()).await;
        assert!(matches!(refused, Err(SendError::Delivery(DeliveryError::Url { .. }))), "{url}");
    }
    let secret = [SigningSecret::new(SECRET).unwrap()];
    for id in ["", "a.b", "a\nb"] {
        let refused = delivery.clone().signed(&secret, id, at(SENT));
        assert!(matches!(refused, Err(DeliveryError::Id { .. })), "{id:?}");
    }
}
