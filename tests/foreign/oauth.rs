//! An OAuth 2 server that is not ours: it gives the tokens of our client.

use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use chargeapi::Client;
use chargeapi::client::{BearerToken, ClientCredentials, RefreshToken};

use crate::install;
use crate::process::{Process, port};
use crate::support::serve;

/// A list of drivers, whoever asks; what was presented is noted.
async fn service() -> (String, Arc<Mutex<Vec<String>>>) {
    let presented = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&presented);
    let list = async move |request: Request| {
        seen.lock().unwrap().push(request.headers()["authorization"].to_str().unwrap().to_owned());
        axum::Json(serde_json::json!({ "object": "list", "url": "/v1/drivers", "has_more": false, "data": [] }))
    };
    (serve(Router::new().fallback(list)).await, presented)
}

#[tokio::test]
async fn another_server_gives_tokens() {
    let Some(programs) = install::node("oauth") else { return };
    let (folder, port) = (tempfile::tempdir().unwrap(), port());
    let mut server = Command::new(programs.join("oauth2-mock-server"));
    let server = server.args(["-a", "127.0.0.1", "-p", &port.to_string()]);
    let mut server = Process::start(server, folder.path()).unwrap();
    server.listens(port);
    let endpoint = format!("http://127.0.0.1:{port}/token");
    let (base, presented) = service().await;
    let own = ClientCredentials::new("id", "s3cret").scopes(["drivers"]).token_url(&endpoint).allow_plain_http();
    let stored = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&stored);
    let user = RefreshToken::new("id", "r0").token_url(&endpoint).allow_plain_http();
    let user = user.on_change(move |token| seen.lock().unwrap().push(token.expose().to_owned()));
    for token in [BearerToken::from(own.clone()), BearerToken::from(own.secret_in_body()), BearerToken::from(user)] {
        let client = Client::builder().base_url(&base).bearer(token).build().unwrap();
        for _ in 0..2 {
            client.list_drivers().await.unwrap();
        }
        // A signed token (RFC 7519), and the same one as long as it is valid.
        let presented: Vec<String> = std::mem::take(&mut presented.lock().unwrap());
        let token = presented[0].strip_prefix("Bearer ").unwrap();
        assert!(
            token.split('.').count() == 3 && token.starts_with("eyJ") && presented[1] == presented[0],
            "{presented:?}"
        );
    }
    // It gives another refresh token each time.
    assert_eq!(stored.lock().unwrap().len(), 1);
    let missing = ClientCredentials::new("id", "s3cret").token_url(format!("{endpoint}/none")).allow_plain_http();
    let client = Client::builder().base_url(&base).bearer(missing).build().unwrap();
    let error = client.list_drivers().await.unwrap_err().to_string();
    assert!(error.contains("no token for `bearerAuth`: the token endpoint responded with 404 Not Found"), "{error}");
    server.runs();
}
