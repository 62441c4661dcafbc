//! Tokens of an OAuth 2 server: for the client itself, and by a refresh token.
//!
//! Owns the two grants. Must not know the form of requests and responses ([`grant`](super::grant)).
//!
//! Source: RFC 6749, sections 4.4 and 6.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::super::super::secret::Secret;
use super::grant::Endpoint;
use super::provider::{TokenFuture, TokenProvider, TokenRequest};

/// Gets tokens with the id and the secret of the client (OAuth 2, grant `client_credentials`). `Debug` does not show the secret.
#[derive(Clone)]
pub struct ClientCredentials(Endpoint);

/// Gets tokens with a refresh token (OAuth 2, grant `refresh_token`). `Debug` does not show it.
pub struct RefreshToken {
    endpoint: Endpoint,
    /// What the next token is got with: a server may give another one each time.
    current: Mutex<Secret>,
    on_change: Option<Box<Store>>,
}

/// Stores a refresh token.
type Store = dyn Fn(&Secret) + Send + Sync;

/// The settings that both grants have.
macro_rules! settings {
    ($endpoint:tt) => {
        /// Sets the scopes to ask for. Without them, the server decides.
        #[must_use]
        pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
            self.$endpoint.scopes = scopes.into_iter().map(Into::into).collect();
            self
        }

        /// Sets where tokens are got. Without it, that is what the description declares.
        #[must_use]
        pub fn token_url(mut self, url: impl Into<String>) -> Self {
            self.$endpoint.url = Some(url.into());
            self
        }

        /// Adds a field to the request, such as `audience`.
        #[must_use]
        pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$endpoint.parameters.push((name.into(), value.into()));
            self
        }

        /// Sends id and secret in the body of the request, for servers that do not read them in `authorization`.
        #[must_use]
        pub fn secret_in_body(mut self) -> Self {
            self.$endpoint.is_secret_in_body = true;
            self
        }

        /// Allows that tokens, and the secrets that they are got with, are sent by `http:`.
        #[must_use]
        pub fn allow_plain_http(mut self) -> Self {
            self.$endpoint.allows_plain_http = true;
            self
        }
    };
}

impl ClientCredentials {
    /// The id and the secret that the server gave the client.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self(Endpoint::new(id.into(), Some(secret.into().into())))
    }

    settings!(0);
}

impl TokenProvider for ClientCredentials {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(async move {
            let fields = [("grant_type", "client_credentials")];
            self.0.grant(request, request.token_url(), &fields).await.map(|granted| granted.token)
        })
    }

    fn allows_plain_http(&self) -> bool {
        self.0.allows_plain_http
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("id", &self.0.id).finish_non_exhaustive()
    }
}

impl RefreshToken {
    /// The id of the client, and a refresh token that the server gave it.
    pub fn new(id: impl Into<String>, token: impl Into<String>) -> Self {
        let current = Mutex::new(token.into().into());
        Self { endpoint: Endpoint::new(id.into(), None), current, on_change: None }
    }

    /// Sets the secret of the client. Without it, the client is a public one.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.endpoint.secret = Some(secret.into().into());
        self
    }

    /// Sets what is called with each new refresh token, to store it: the one before may not be valid any more.
    #[must_use]
    pub fn on_change(mut self, store: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.on_change = Some(Box::new(store));
        self
    }

    settings!(endpoint);

    fn current(&self) -> Secret {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl TokenProvider for RefreshToken {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(async move {
            let current = self.current();
            let fields = [("grant_type", "refresh_token"), ("refresh_token", current.expose())];
            let granted = self.endpoint.grant(request, request.refresh_url(), &fields).await?;
            if let Some(next) = granted.refresh.filter(|next| *next != current) {
                *self.current.lock().unwrap_or_else(PoisonError::into_inner) = next.clone();
                if let Some(store) = &self.on_change {
                    store(&next);
                }
            }
            Ok(granted.token)
        })
    }

    fn allows_plain_http(&self) -> bool {
        self.endpoint.allows_plain_http
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken").field("id", &self.endpoint.id).finish_non_exhaustive()
    }
}
