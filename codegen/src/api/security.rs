//! Security schemes, and the alternatives of schemes that an operation requires.
//!
//! Owns the kinds of credentials. Must not know who presents them.

use crate::at::At;

use super::Location;

/// Schemes that are required together.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// Indices of the schemes in [`Api::schemes`](super::Api::schemes), with the scopes that are needed.
    pub schemes: Vec<(usize, Vec<String>)>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Its location.
    pub at: At,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SchemeKind,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated` (3.2).
    pub deprecated: bool,
    /// `openIdConnectUrl` or `oauth2MetadataUrl`: the address of the metadata of the provider.
    pub metadata_url: Option<String>,
    /// The ways to get a token of `oauth2`.
    pub flows: Vec<Flow>,
}

/// A way to get a token.
///
/// Source: OpenAPI 3.2, section "OAuth Flow Object".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// `implicit`, `password`, `clientCredentials`, `authorizationCode` or `deviceAuthorization`.
    pub kind: String,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `deviceAuthorizationUrl` (3.2).
    pub device_authorization_url: Option<String>,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
    /// Scopes and what they allow.
    pub scopes: Vec<(String, String)>,
}

/// The kinds of security schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `http` with this scheme, in lower case.
    Http(String),
    /// `apiKey` under a name.
    ApiKey(Location, String),
    /// `oauth2`: a bearer token is sent.
    OAuth2,
    /// `openIdConnect`: a bearer token is sent.
    OpenIdConnect,
    /// `mutualTLS`: the transport presents it.
    MutualTls,
}
