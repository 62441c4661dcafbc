//! A call that was not sent, because there was no token.
//!
//! Owns the error and its wording. Must not know how tokens are got.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use super::super::super::operation::{Operation, Scheme};
use super::super::error::Name;
use super::token::TokenError;

/// Why there were no credentials for a call. Nothing of the call was sent.
///
/// Its text says the cause, so that it has no source.
#[derive(Debug, Clone)]
pub struct CredentialsError {
    operation: &'static Operation,
    scheme: &'static Scheme,
    error: TokenError,
}

impl CredentialsError {
    pub(super) fn new(operation: &'static Operation, scheme: &'static Scheme, error: TokenError) -> Self {
        Self { operation, scheme, error }
    }

    /// The name of the security scheme in the description.
    pub fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.error.is_timeout()
    }

    /// The status of the response to the request for a token, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.error.status()
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: no token for `{}`: {}", Name(self.operation), self.scheme.name, self.error)
    }
}

impl StdError for CredentialsError {}
