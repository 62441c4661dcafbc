//! A token, and why there is none.
//!
//! Owns that neither shows its secret. Must not know where tokens come from.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::super::super::secret::Secret;
use super::cache::Cache;
use super::provider::TokenProvider;

/// A token that a provider gives. `Debug` does not show it.
#[derive(Clone)]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is valid until the service refuses it.
    pub fn new(token: impl Into<String>) -> Self {
        Self { secret: token.into().into(), lifetime: None }
    }

    /// The same token, valid for this time from now.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

/// Why a provider gives no token.
#[derive(Debug, Clone)]
pub struct TokenError {
    reason: String,
    pub(super) is_timeout: bool,
    pub(super) status: Option<StatusCode>,
}

impl TokenError {
    /// An error with its reason, which must not contain a secret.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self { reason: reason.to_string(), is_timeout: false, status: None }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.is_timeout
    }

    /// The call had no time left.
    pub(super) fn late() -> Self {
        Self { is_timeout: true, ..Self::new("it did not come before the time of the call ran out") }
    }

    /// The status of the response to the request for a token, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for TokenError {}

/// The bearer token of a client: a fixed string, or a [`TokenProvider`] whose tokens are kept until they expire.
///
/// Clients that are built with clones of one share its token.
#[derive(Clone)]
pub struct BearerToken(pub(in super::super) Source);

#[derive(Clone)]
pub(in super::super) enum Source {
    Fixed(Secret),
    Provider(Arc<Cache>),
}

impl<P: TokenProvider> From<P> for BearerToken {
    fn from(provider: P) -> Self {
        Self(Source::Provider(Arc::new(Cache::new(provider))))
    }
}

impl From<Secret> for BearerToken {
    fn from(token: Secret) -> Self {
        Self(Source::Fixed(token))
    }
}

impl From<String> for BearerToken {
    fn from(token: String) -> Self {
        Self::from(Secret::from(token))
    }
}

impl From<&str> for BearerToken {
    fn from(token: &str) -> Self {
        Self::from(token.to_owned())
    }
}

impl From<&String> for BearerToken {
    fn from(token: &String) -> Self {
        Self::from(token.as_str())
    }
}

impl From<Box<str>> for BearerToken {
    fn from(token: Box<str>) -> Self {
        Self::from(token.into_string())
    }
}

impl From<Cow<'_, str>> for BearerToken {
    fn from(token: Cow<'_, str>) -> Self {
        Self::from(token.into_owned())
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(..)")
    }
}
