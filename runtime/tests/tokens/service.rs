//! A service and the server that gives its tokens, in memory.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use oasmith_runtime::client::{
    BearerToken, Body, Builder, Token, TokenError, TokenFuture, TokenProvider, TokenRequest, Transport, TransportFuture,
};

use super::clock::TestClock;
use super::{OAUTH, URLS};

/// A request that came.
#[derive(Debug, Clone)]
pub struct Came {
    pub uri: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Came {
    pub fn authorization(&self) -> &str {
        self.headers.get("authorization").map_or("", |value| value.to_str().unwrap())
    }
}

/// Responds to requests as a test says. Each response takes two polls.
#[derive(Clone, Default)]
pub struct Service {
    came: Arc<Mutex<Vec<Came>>>,
    /// The next statuses of the service; 200 after that.
    statuses: Arc<Mutex<VecDeque<(u16, &'static str)>>>,
    /// The next responses to requests for tokens; after that, `t1`, `t2` and so on for an hour.
    grants: Arc<Mutex<VecDeque<(u16, String)>>>,
}

impl Service {
    /// A client of this service, whose tokens come from a provider.
    pub fn client(&self, clock: &TestClock, provider: impl Into<BearerToken>) -> Builder {
        let builder = Builder::new(&[], "t").base_url("https://api.example/v1").transport(self.clone());
        builder.clock(clock.clone()).retries(0).token_urls(URLS).bearer(&OAUTH, provider)
    }

    pub fn then(&self, status: u16, location: &'static str) {
        self.statuses.lock().unwrap().push_back((status, location));
    }

    pub fn grants(&self, status: u16, body: impl Into<String>) {
        self.grants.lock().unwrap().push_back((status, body.into()));
    }

    /// The requests that came, those for tokens and others.
    pub fn came(&self) -> (Vec<Came>, Vec<Came>) {
        let came = std::mem::take(&mut *self.came.lock().unwrap());
        came.into_iter().partition(|came| is_for_token(&came.uri))
    }

    /// The number of requests for tokens, and the credentials of the others.
    pub fn summary(&self) -> (usize, Vec<String>) {
        let (tokens, calls) = self.came();
        (tokens.len(), calls.iter().map(|came| came.authorization().to_owned()).collect())
    }

    fn granted(&self) -> Response<Body> {
        let number = self.came.lock().unwrap().iter().filter(|came| is_for_token(&came.uri)).count();
        let usual = || (200, format!(r#"{{"access_token":"t{number}","token_type":"Bearer","expires_in":3600}}"#));
        let (status, body) = self.grants.lock().unwrap().pop_front().unwrap_or_else(usual);
        let response = Response::builder().status(status).header("location", "https://other.example/token");
        response.body(Body::from(body)).unwrap()
    }
}

fn is_for_token(uri: &str) -> bool {
    uri.contains("token")
}

impl Transport for Service {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let service = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let (uri, body) = (head.uri.to_string(), body.into_bytes().await.unwrap());
            let is_for_token = is_for_token(&uri);
            service.came.lock().unwrap().push(Came { uri, headers: head.headers, body });
            tokio::task::yield_now().await;
            if is_for_token {
                return Ok(service.granted());
            }
            let (status, location) = service.statuses.lock().unwrap().pop_front().unwrap_or((200, ""));
            Ok(Response::builder().status(status).header("location", location).body(Body::from("done")).unwrap())
        })
    }
}

/// Gives tokens as a test says, one after the other.
pub struct Given(Mutex<VecDeque<Result<Token, TokenError>>>);

impl Given {
    pub fn new(tokens: impl IntoIterator<Item = Result<(&'static str, u64), &'static str>>) -> Self {
        let token = |(token, seconds)| Token::new(token).expires_in(Duration::from_secs(seconds));
        Self(Mutex::new(tokens.into_iter().map(|one| one.map(token).map_err(TokenError::new)).collect()))
    }

    /// How many it has not given yet.
    pub fn left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl TokenProvider for Given {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(async {
            tokio::task::yield_now().await;
            self.0.lock().unwrap().pop_front().unwrap_or_else(|| Err(TokenError::new("no more tokens")))
        })
    }
}
