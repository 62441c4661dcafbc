//! The requests for tokens of OAuth 2, and what their responses mean.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime::client::{
    BearerToken, Builder, ClientCredentials, Core, RefreshToken, Timeouts, Token, TokenUrls, Transport,
    TransportFuture, empty, text,
};

use super::clock::TestClock;
use super::service::Service;
use super::{OAUTH, READ};

async fn read(core: &Core) -> Result<(), String> {
    core.call(&READ).send(text, empty).await.map(drop).map_err(|error| error.to_string())
}

/// Where a token was asked for, with which credentials, and the form.
async fn asked(provider: impl Into<BearerToken>) -> (String, String, String) {
    let service = Service::default();
    read(&service.client(&TestClock::still(), provider).build().unwrap()).await.unwrap();
    let (tokens, _) = service.came();
    let came = tokens.first().unwrap();
    assert_eq!(came.headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(came.headers["accept"], "application/json");
    (came.uri.clone(), came.authorization().to_owned(), String::from_utf8(came.body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_client_asks_for_itself() {
    let of = |uri: &str, authorization: &str, form: &str| (uri.to_owned(), authorization.to_owned(), form.to_owned());
    let declared = "https://login.example/token";
    assert_eq!(
        asked(ClientCredentials::new("id", "secret")).await,
        of(declared, "Basic aWQ6c2VjcmV0", "grant_type=client_credentials")
    );
    // RFC 6749, section 2.3.1: both are encoded as in a form.
    let odd = ClientCredentials::new("a:b", "c/d").scopes(["read", "write:all"]).parameter("audience", "https://api");
    assert_eq!(
        asked(odd).await,
        of(
            declared,
            "Basic YSUzQWI6YyUyRmQ=",
            "grant_type=client_credentials&scope=read%20write%3Aall&audience=https%3A%2F%2Fapi"
        )
    );
    let body = ClientCredentials::new("id", "secret").secret_in_body().token_url("https://other.example/token");
    assert_eq!(
        asked(body).await,
        of("https://other.example/token", "", "grant_type=client_credentials&client_id=id&client_secret=secret")
    );
}

#[tokio::test]
async fn a_refresh_token_is_replaced_where_the_server_gives_another() {
    let (service, clock) = (Service::default(), TestClock::still());
    let stored = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&stored);
    let provider =
        RefreshToken::new("id", "r0").on_change(move |token| seen.lock().unwrap().push(token.expose().to_owned()));
    static URLS: &[TokenUrls] = &[TokenUrls::new(&OAUTH, "/oauth/token").refresh("token/refresh")];
    let core = service.client(&clock, provider).token_urls(URLS).build().unwrap();
    for (refresh, expires) in [(r#""r1""#, r#""60""#), ("null", "60.0"), (r#""r1""#, "60")] {
        service.grants(
            200,
            format!(r#"{{"access_token":"t","token_type":"bearer","expires_in":{expires},"refresh_token":{refresh}}}"#),
        );
        read(&core).await.unwrap();
        clock.advance(Duration::from_secs(60));
    }
    let (tokens, _) = service.came();
    let forms: Vec<_> = tokens.iter().map(|came| String::from_utf8(came.body.to_vec()).unwrap()).collect();
    let form = |token: &str| format!("grant_type=refresh_token&refresh_token={token}&client_id=id");
    assert_eq!(forms, [form("r0"), form("r1"), form("r1")]);
    assert_eq!(*stored.lock().unwrap(), ["r1"]);
    // A URL without a host is relative to the base URL.
    assert!(
        tokens.iter().all(|came| came.uri == "https://api.example/v1/token/refresh" && came.authorization().is_empty())
    );
    let core = service.client(&clock, ClientCredentials::new("id", "s")).token_urls(URLS).build().unwrap();
    read(&core).await.unwrap();
    let secret = RefreshToken::new("id", "r0").secret("s").scopes(["a"]);
    read(&service.client(&clock, secret).build().unwrap()).await.unwrap();
    let (tokens, _) = service.came();
    assert_eq!(tokens[0].uri, "https://api.example/oauth/token");
    assert_eq!((tokens[1].uri.as_str(), tokens[1].authorization()), ("https://login.example/token", "Basic aWQ6cw=="));
    assert_eq!(tokens[1].body, "grant_type=refresh_token&refresh_token=r0&scope=a");
}

#[tokio::test]
async fn what_is_no_token_is_an_error_without_secrets() {
    let endpoint = "read (GET) was not sent: no token for `oauth`: the token endpoint responded with";
    for (status, body, expected) in [
        (400, r#"{"error":"invalid_client"}"#, "400 Bad Request: invalid_client"),
        (
            401,
            r#"{"error":"invalid_client","error_description":"unknown\nclient"}"#,
            "401 Unauthorized: invalid_client: unknown client",
        ),
        (400, r#"{"error":"invalid_client","error_description":"not s3cret"}"#, "400 Bad Request"),
        (502, "<html>", "502 Bad Gateway"),
        // A redirect could lead the secret anywhere.
        (307, "", "307 Temporary Redirect"),
        (200, r#"{"token":"s3cret"}"#, "200 OK, and not with a token"),
        (200, r#"{"access_token":"t0ken","token_type":"mac"}"#, "200 OK, and with a token that is no bearer token"),
    ] {
        let (service, clock) = (Service::default(), TestClock::still());
        let core = service.client(&clock, ClientCredentials::new("id", "s3cret")).build().unwrap();
        service.grants(status, body);
        let error = core.call(&READ).send(text, empty).await.unwrap_err();
        assert_eq!(error.to_string(), format!("{endpoint} {expected}"));
        let oasmith_runtime::client::CallError::Credentials(inner) = &error else { panic!("{error:?}") };
        assert_eq!((inner.status().unwrap().as_u16(), error.status()), (status, None));
        assert!(!["s3cret", "t0ken"].iter().any(|secret| format!("{error:?}").contains(secret)), "{error:?}");
        assert_eq!(service.summary(), (1, vec![]));
    }
    let (service, clock) = (Service::default(), TestClock::still());
    service.grants(200, "{\"access_token\":\"t0ken\\n\"}");
    let core = service.client(&clock, ClientCredentials::new("id", "s")).build().unwrap();
    let expected = "read (GET) was not sent: no token for `oauth`: it has characters that cannot be sent";
    assert_eq!(read(&core).await.unwrap_err(), expected);
    let core = service.client(&clock, ClientCredentials::new("id", "s")).token_urls(&[]).build().unwrap();
    let expected =
        "read (GET) was not sent: no token for `oauth`: the description declares no `tokenUrl`: give `token_url`";
    assert_eq!(read(&core).await.unwrap_err(), expected);
    service.grants(200, "x".repeat((1 << 20) + 1));
    let core = service.client(&clock, ClientCredentials::new("id", "s")).build().unwrap();
    assert!(read(&core).await.unwrap_err().ends_with("the response with the token is too large"));
}

/// Never responds.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: http::Request<oasmith_runtime::client::Body>) -> TransportFuture {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_token_that_does_not_come_in_time_is_a_timeout() {
    let clock = TestClock::passing(Duration::from_secs(60));
    let core = Service::default().client(&clock, ClientCredentials::new("id", "s")).transport(Silent).build().unwrap();
    let error = core.call(&READ).send(text, empty).await.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_been_sent());
    let expected = "read (GET) was not sent: no token for `oauth`: the request for it got no response in time: no headers within 60s";
    assert_eq!(error.to_string(), expected);
    // The time of the call counts, too.
    let clock = TestClock::passing(Duration::from_secs(3));
    let builder = Service::default().client(&clock, ClientCredentials::new("id", "s")).transport(Silent);
    let core = builder.timeouts(Timeouts::new().call(Duration::from_secs(3))).build().unwrap();
    let error = read(&core).await.unwrap_err();
    assert!(error.ends_with("no token for `oauth`: it did not come before the time of the call ran out"), "{error}");
}

#[test]
fn debug_shows_no_secret() {
    let client = ClientCredentials::new("id", "s3cret").parameter("password", "s3cret");
    let refresh = RefreshToken::new("id", "s3cret").secret("s3cret");
    let token = Token::new("s3cret").expires_in(Duration::from_secs(9));
    let bearer = BearerToken::from("s3cret");
    let builder = Builder::new(&[], "t").base_url("https://h").bearer(&OAUTH, client.clone());
    let told =
        format!("{client:?} {refresh:?} {token:?} {bearer:?} {builder:?} {:?}", builder.clone().build().unwrap());
    assert!(!told.contains("s3cret"), "{told}");
    assert!(told.starts_with(
        "ClientCredentials { id: \"id\", .. } RefreshToken { id: \"id\", .. } Token { lifetime: Some(9s), .. }"
    ));
}
