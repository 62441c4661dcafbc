//! A request for a token to the token endpoint of an OAuth 2 server, and its response.
//!
//! Owns their form. Must not know which grant it is, or how long a token is kept.
//!
//! Source: RFC 6749, sections 2.3.1, 5.1 and 5.2.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, Uri};
use serde::Deserialize;
use serde_json::Value;

use super::super::super::body::Body;
use super::super::super::percent;
use super::super::super::secret::Secret;
use super::super::error::excerpt;
use super::provider::TokenRequest;
use super::token::{Token, TokenError};

/// The client as the OAuth 2 server knows it, and where that is.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) id: String,
    pub(super) secret: Option<Secret>,
    pub(super) is_secret_in_body: bool,
    pub(super) url: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) allows_plain_http: bool,
}

/// What the server gives.
pub(super) struct Granted {
    pub(super) token: Token,
    /// What the next token is got with.
    pub(super) refresh: Option<Secret>,
}

impl Endpoint {
    pub(super) fn new(id: String, secret: Option<Secret>) -> Self {
        let (url, scopes, parameters) = (None, Vec::new(), Vec::new());
        Self { id, secret, is_secret_in_body: false, url, scopes, parameters, allows_plain_http: false }
    }

    /// Gets a token. `declared` is the address that the description declares.
    pub(super) async fn grant(
        &self,
        request: TokenRequest<'_>,
        declared: Option<String>,
        fields: &[(&str, &str)],
    ) -> Result<Granted, TokenError> {
        let url = self.url.clone().or(declared);
        let url = url.ok_or_else(|| TokenError::new("the description declares no `tokenUrl`: give `token_url`"))?;
        let uri: Uri =
            url.parse().map_err(|_| TokenError::new("the `tokenUrl` is not a URL that requests can be sent to"))?;
        let response = request.send(self.request(uri, fields)?).await?;
        self.granted(&response)
    }

    fn request(&self, uri: Uri, fields: &[(&str, &str)]) -> Result<Request<Body>, TokenError> {
        let scopes = self.scopes.join(" ");
        let mut form = fields.to_vec();
        if !scopes.is_empty() {
            form.push(("scope", &scopes));
        }
        form.extend(self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let mut request = Request::new(Body::empty());
        match &self.secret {
            Some(secret) if self.is_secret_in_body => {
                form.extend([("client_id", self.id.as_str()), ("client_secret", secret.expose())]);
            }
            Some(secret) => {
                let pair = format!("{}:{}", percent::encode(&self.id), percent::encode(secret.expose()));
                let value = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(pair)));
                let mut value = value.map_err(|_| TokenError::new("the client's secret cannot be sent"))?;
                value.set_sensitive(true);
                request.headers_mut().insert(AUTHORIZATION, value);
            }
            None => form.push(("client_id", &self.id)),
        }
        let pair = |(name, value): &(&str, &str)| format!("{}={}", percent::encode(name), percent::encode(value));
        *request.body_mut() = Body::from(form.iter().map(pair).collect::<Vec<_>>().join("&"));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, form);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        Ok(request)
    }

    fn granted(&self, response: &Response<bytes::Bytes>) -> Result<Granted, TokenError> {
        let status = response.status();
        let refused = |what: String| {
            let mut error = TokenError::new(format!("the token endpoint responded with {status}{what}"));
            error.status = Some(status);
            error
        };
        if !status.is_success() {
            return Err(refused(self.reason(response.body()).map(|reason| format!(": {reason}")).unwrap_or_default()));
        }
        let Ok(success) = serde_json::from_slice::<Success>(response.body()) else {
            return Err(refused(", and not with a token".to_owned()));
        };
        if success.token_type.is_some_and(|name| !name.eq_ignore_ascii_case("bearer")) {
            return Err(refused(", and with a token that is no bearer token".to_owned()));
        }
        let lifetime = success.expires_in.as_ref().and_then(seconds);
        let token = Token::new(success.access_token);
        let token = lifetime.map_or(token.clone(), |lifetime| token.expires_in(lifetime));
        Ok(Granted { token, refresh: success.refresh_token.map(Secret::from) })
    }

    /// What the server says of a failure, unless it repeats a secret.
    fn reason(&self, body: &[u8]) -> Option<String> {
        let failure: Failure = serde_json::from_slice(body).ok()?;
        let parts = [Some(failure.error), failure.error_description];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(": ");
        let repeats = self.secret.as_ref().is_some_and(|secret| text.contains(secret.expose()));
        (!repeats).then(|| excerpt(text.as_bytes()))
    }
}

#[derive(Deserialize)]
struct Success {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<Value>,
    refresh_token: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    error: String,
    error_description: Option<String>,
}

/// Some servers write the seconds as a string.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(seconds).ok()
}
