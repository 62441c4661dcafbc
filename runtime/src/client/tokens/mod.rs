//! Bearer tokens that are got while the client runs.
//!
//! Owns what gives tokens, and how long one is kept. Must not know what else a request is made of.

mod cache;
mod error;
mod grant;
mod oauth;
mod provider;
mod token;

pub use error::CredentialsError;
pub use oauth::{ClientCredentials, RefreshToken};
pub use provider::{TokenFuture, TokenProvider, TokenRequest, TokenUrls};
pub use token::{BearerToken, Token, TokenError};

pub(super) use cache::{Cache, Chosen};
pub(super) use token::Source;
