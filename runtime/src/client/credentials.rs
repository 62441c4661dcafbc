//! Credentials, and where they go in a request.
//!
//! Owns the choice among an operation's alternatives and the wire form of each credential. Must not know how a request
//! is put together otherwise.
//!
//! Source: OpenAPI 3.2, sections "Security Requirement Object" and "Security Scheme Object"; RFC 6750; RFC 7617.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::super::operation::{Location, Operation, Requirement, Scheme, SchemeKind};
use super::super::percent;
use super::super::secret::Secret;
use super::builder::BuildError;
use super::tokens::{BearerToken, Cache, Source};

/// A credential as the user gave it.
#[derive(Clone)]
pub enum Credential {
    /// A bearer token, or what gives one.
    Bearer(BearerToken),
    /// A user name and a password.
    Basic {
        /// The user name.
        username: String,
        /// The password.
        password: Secret,
    },
    /// An API key.
    ApiKey(Secret),
}

/// A credential with its place in a request.
pub(super) struct Placed {
    /// The scheme it is for.
    pub scheme: &'static Scheme,
    /// Where it goes.
    pub place: Place,
}

/// Where a credential goes, ready to be sent.
pub(super) enum Place {
    /// A header, marked as sensitive.
    Header(HeaderName, HeaderValue),
    /// A pair in the query, encoded.
    Query(Secret),
    /// A pair in the `cookie` header.
    Cookie(Secret),
    /// The header `authorization`, with a token that is got when it is needed.
    Provider(Arc<Cache>),
}

impl Placed {
    /// Puts a credential where its scheme wants it.
    ///
    /// # Errors
    /// When it is of another kind than the scheme, or has characters that cannot be sent.
    pub fn new(scheme: &'static Scheme, credential: &Credential) -> Result<Self, BuildError> {
        let invalid = |reason| BuildError::Credential { scheme: scheme.name, reason };
        let place = match (scheme.kind, credential) {
            (SchemeKind::Bearer, Credential::Bearer(BearerToken(Source::Fixed(token)))) => {
                header(AUTHORIZATION, &format!("Bearer {}", token.expose()))
            }
            (SchemeKind::Bearer, Credential::Bearer(BearerToken(Source::Provider(cache)))) => {
                Some(Place::Provider(Arc::clone(cache)))
            }
            (SchemeKind::Basic, Credential::Basic { username, .. }) if username.contains(':') => {
                return Err(invalid("has a colon in the user name"));
            }
            (SchemeKind::Basic, Credential::Basic { username, password }) => {
                let pair = STANDARD.encode(format!("{username}:{}", password.expose()));
                header(AUTHORIZATION, &format!("Basic {pair}"))
            }
            (SchemeKind::ApiKey(location, name), Credential::ApiKey(key)) => api_key(location, name, key.expose()),
            (SchemeKind::Bearer, _) => return Err(invalid("must be a bearer token")),
            (SchemeKind::Basic, _) => return Err(invalid("must be a user name and a password")),
            (SchemeKind::ApiKey(..), _) => return Err(invalid("must be an API key")),
            (SchemeKind::Other, _) => return Err(invalid("travels in a way that is not known here")),
        };
        match place {
            Some(place) => Ok(Self { scheme, place }),
            None => Err(invalid("has characters that cannot be sent")),
        }
    }

    /// The header that it is sent in.
    fn header(&self) -> Option<&HeaderName> {
        match &self.place {
            Place::Header(name, _) => Some(name),
            Place::Provider(_) => Some(&AUTHORIZATION),
            Place::Query(_) | Place::Cookie(_) => None,
        }
    }
}

fn api_key(location: Location, name: &str, key: &str) -> Option<Place> {
    match location {
        Location::Header => header(HeaderName::from_bytes(name.as_bytes()).ok()?, key),
        Location::Query => Some(Place::Query(format!("{}={}", percent::encode(name), percent::encode(key)).into())),
        Location::Cookie => key.bytes().all(is_cookie_octet).then(|| Place::Cookie(format!("{name}={key}").into())),
        // OpenAPI has no API keys in paths.
        Location::Path => None,
    }
}

/// Source: RFC 6265, section 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

fn header(name: HeaderName, value: &str) -> Option<Place> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(Place::Header(name, value))
}

/// Every credential that the client has; of those that would be in one header, the first.
pub(super) fn all(configured: &[Placed]) -> impl Iterator<Item = (&Placed, &'static [&'static str])> {
    let is_first = |(index, placed): &(usize, &Placed)| {
        let mut before = configured.iter().take(*index);
        placed.header().is_none_or(|header| !before.any(|other| other.header() == Some(header)))
    };
    configured.iter().enumerate().filter(is_first).map(|(_, placed)| (placed, &[][..]))
}

/// The credentials to send with an operation: those of its first alternative that is configured as a whole. A scheme that is
/// not known here, such as mutual TLS, counts as configured: the transport presents it. An alternative of such schemes alone
/// yields to one whose credentials are set. Nothing when there is none, or when the operation is public. With each credential are
/// the scopes that the alternative requires.
pub(super) fn choose<'a>(
    operation: &'static Operation,
    configured: &'a [Placed],
) -> impl Iterator<Item = (&'a Placed, &'static [&'static str])> {
    let find = |scheme: &Scheme| configured.iter().find(|placed| placed.scheme.name == scheme.name);
    let known =
        |alternative: &'static Requirement| alternative.0.iter().filter(|(scheme, _)| scheme.kind != SchemeKind::Other);
    let is_complete = move |alternative: &&'static Requirement| {
        known(alternative).next().is_some() && known(alternative).all(|(scheme, _)| find(scheme).is_some())
    };
    let alternative = operation.security.iter().find(is_complete);
    alternative.into_iter().flat_map(known).filter_map(move |(scheme, scopes)| Some((find(scheme)?, *scopes)))
}
