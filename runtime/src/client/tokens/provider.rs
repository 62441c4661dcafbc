//! What gives tokens, and what it is given for that.
//!
//! Owns the trait that users may implement, and the requests for tokens. Must not know how long a token is kept.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};

use super::super::super::body::Body;
use super::super::super::operation::Scheme;
use super::super::builder::Shared;
use super::super::paced::Paced;
use super::super::transport::TransportError;
use super::token::{Token, TokenError};

/// The most bytes of a response that has a token.
const LONGEST_RESPONSE: usize = 1 << 20;

/// A token, once it is there.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, TokenError>> + Send + 'a>>;

/// Gives tokens to a client. The client calls it when it needs a new token, and keeps that until 5 minutes before it expires, or
/// for half of its time if that is shorter. Calls that need a token at the same time lead to one call of this.
pub trait TokenProvider: Send + Sync + 'static {
    /// Gets a new token.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a>;

    /// Whether tokens, and what is needed for them, may be sent by `http:`, which anyone on the way can read.
    fn allows_plain_http(&self) -> bool {
        false
    }
}

impl<P: TokenProvider + ?Sized> TokenProvider for Arc<P> {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        (**self).token(request)
    }

    fn allows_plain_http(&self) -> bool {
        (**self).allows_plain_http()
    }
}

/// The addresses that the flows of a security scheme declare.
#[derive(Debug, Clone, Copy)]
pub struct TokenUrls {
    scheme: &'static Scheme,
    token: &'static str,
    refresh: Option<&'static str>,
}

impl TokenUrls {
    /// A scheme with its `tokenUrl`.
    pub const fn new(scheme: &'static Scheme, token: &'static str) -> Self {
        Self { scheme, token, refresh: None }
    }

    /// The same, with its `refreshUrl`.
    #[must_use]
    pub const fn refresh(mut self, url: &'static str) -> Self {
        self.refresh = Some(url);
        self
    }
}

/// What a token is needed for, and what sends requests for it.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    pub(super) scheme: &'static Scheme,
    pub(super) scopes: &'static [&'static str],
    pub(super) shared: &'a Shared,
    /// How long a response may take until its head is there.
    pub(super) limit: Duration,
    pub(super) allows_plain_http: bool,
}

impl TokenRequest<'_> {
    /// The name of the security scheme in the description.
    pub fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// The scopes that the operation requires. The token is kept for all operations of the scheme.
    pub fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// The `tokenUrl` that the description declares. One without a host is relative to the base URL of the client.
    pub fn token_url(&self) -> Option<String> {
        self.resolved(self.declared()?.token)
    }

    /// The `refreshUrl` that the description declares, or else its `tokenUrl`.
    pub fn refresh_url(&self) -> Option<String> {
        let declared = self.declared()?;
        self.resolved(declared.refresh.unwrap_or(declared.token))
    }

    fn declared(&self) -> Option<&'static TokenUrls> {
        self.shared.token_urls.iter().find(|urls| urls.scheme.name == self.scheme.name)
    }

    fn resolved(&self, url: &str) -> Option<String> {
        match reqwest::Url::parse(url) {
            Ok(url) => Some(url.into()),
            Err(_) => {
                let base = reqwest::Url::parse(&format!("{}/", self.shared.urls.base.as_deref()?)).ok()?;
                base.join(url).ok().map(Into::into)
            }
        }
    }

    /// Sends a request by the transport of the client, once. Redirects are not followed.
    ///
    /// # Errors
    /// When there is no response in time, when it is too large, or when the request would go over `http:` and the provider does
    /// not allow that.
    pub async fn send(&self, request: Request<Body>) -> Result<Response<Bytes>, TokenError> {
        if let Some(refused) = plain_http(request.uri(), self.allows_plain_http) {
            return Err(refused);
        }
        let Shared { transport, time, timeouts, .. } = self.shared;
        let limit = self.limit;
        let response = time.within(limit, transport.send(request)).await;
        let late = || TransportError::timed_out(format!("no headers within {limit:?}"));
        let (head, body) = response.unwrap_or_else(|| Err(late())).map_err(|error| failure(&error))?.into_parts();
        let body = Paced::new(body, timeouts.of_idle(), time.clone());
        match body.into_bytes_within(LONGEST_RESPONSE).await.map_err(|error| failure(&error))? {
            (body, false) => Ok(Response::from_parts(head, body)),
            (_, true) => Err(TokenError::new("the response with the token is too large")),
        }
    }
}

fn failure(error: &TransportError) -> TokenError {
    let mut failure = TokenError::new(format!("the request for it got {error}"));
    failure.is_timeout = error.is_timeout();
    failure
}

/// Why nothing secret is sent to this address, if it is not.
pub(super) fn plain_http(uri: &Uri, is_allowed: bool) -> Option<TokenError> {
    let is_safe = is_allowed || uri.scheme() == Some(&http::uri::Scheme::HTTPS);
    (!is_safe).then(|| {
        let host = uri.host().unwrap_or_default();
        TokenError::new(format!("`{host}` is not reached by https, which only `allow_plain_http` allows"))
    })
}

impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scheme, scopes, .. } = self;
        f.debug_struct("TokenRequest").field("scheme", &scheme.name).field("scopes", scopes).finish_non_exhaustive()
    }
}
