//! The credentials that a request presents.
//!
//! Owns where they are looked for and which of an operation's alternatives they fulfil. Must not know whether they are
//! valid: the service decides this.
//!
//! Source: OpenAPI 3.2, section "Security Requirement Object"; RFC 6750; RFC 7617.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::super::operation::{Location, Operation, Requirement, Scheme, SchemeKind};
use super::super::percent;
use super::super::secret::Secret;
use super::super::style::pairs::Pairs;
use super::rejection::Rejection;

/// The credentials of the alternative that a request fulfils. Empty where the operation declares none, or does not require the
/// ones it declares and the request presents none.
#[derive(Clone, Default)]
pub struct Credentials {
    presented: Vec<Presented>,
}

#[derive(Clone)]
struct Presented {
    scheme: &'static Scheme,
    scopes: &'static [&'static str],
    value: Presentation,
}

#[derive(Clone)]
enum Presentation {
    Bearer(Secret),
    Basic(String, Secret),
    ApiKey(Secret),
    /// Of an unknown scheme. The service reads it from the headers.
    Unread,
}

impl Credentials {
    /// The bearer token.
    pub fn bearer(&self) -> Option<&str> {
        self.presented.iter().find_map(|presented| match &presented.value {
            Presentation::Bearer(token) => Some(token.expose()),
            Presentation::Basic(..) | Presentation::ApiKey(_) | Presentation::Unread => None,
        })
    }

    /// The user name and the password of HTTP basic authentication.
    pub fn basic(&self) -> Option<(&str, &str)> {
        self.presented.iter().find_map(|presented| match &presented.value {
            Presentation::Basic(username, password) => Some((username.as_str(), password.expose())),
            Presentation::Bearer(_) | Presentation::ApiKey(_) | Presentation::Unread => None,
        })
    }

    /// The API key for the scheme of this name in the description.
    pub fn api_key(&self, scheme: &str) -> Option<&str> {
        self.presented.iter().find_map(|presented| match &presented.value {
            Presentation::ApiKey(key) => (presented.scheme.name == scheme).then(|| key.expose()),
            Presentation::Bearer(_) | Presentation::Basic(..) | Presentation::Unread => None,
        })
    }

    /// The scopes that the operation requires of the scheme of this name.
    pub fn scopes(&self, scheme: &str) -> &'static [&'static str] {
        let found = self.presented.iter().find(|presented| presented.scheme.name == scheme);
        found.map_or(&[], |presented| presented.scopes)
    }

    /// Whether the request presents no credentials that its operation declares.
    pub fn is_empty(&self) -> bool {
        self.presented.is_empty()
    }

    /// The credentials for the first alternative of the operation that a request fulfils.
    ///
    /// # Errors
    /// [`Rejection::Unauthenticated`] when it fulfils none.
    pub fn of(operation: &'static Operation, headers: &HeaderMap, query: &Pairs<'_>) -> Result<Self, Rejection> {
        let alternatives = || operation.security.iter().filter(|alternative| !alternative.0.is_empty());
        // Known schemes come first: an unknown scheme counts as presented in every request.
        let (read, unread): (Vec<_>, Vec<_>) = alternatives().partition(|alternative| is_read(alternative));
        let mut candidates = read.into_iter().chain(unread);
        if let Some(presented) = candidates.find_map(|alternative| fulfil(alternative, headers, query)) {
            return Ok(Self { presented });
        }
        let public = alternatives().count() < operation.security.len() || operation.security.is_empty();
        if public { Ok(Self::default()) } else { Err(unauthenticated(operation)) }
    }
}

/// Names of the schemes only.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.presented.iter().map(|presented| presented.scheme.name)).finish()
    }
}

fn is_read(alternative: &Requirement) -> bool {
    alternative.0.iter().all(|(scheme, _)| scheme.kind != SchemeKind::Other)
}

fn fulfil(alternative: &Requirement, headers: &HeaderMap, query: &Pairs<'_>) -> Option<Vec<Presented>> {
    let presented = alternative.0.iter().map(|(scheme, scopes)| {
        let value = find(scheme, headers, query)?;
        Some(Presented { scheme, scopes, value })
    });
    presented.collect()
}

fn find(scheme: &Scheme, headers: &HeaderMap, query: &Pairs<'_>) -> Option<Presentation> {
    match scheme.kind {
        SchemeKind::Bearer => authorization(headers, "bearer").map(|token| Presentation::Bearer(token.into())),
        SchemeKind::Basic => {
            let pair = STANDARD.decode(authorization(headers, "basic")?).ok()?;
            let pair = String::from_utf8(pair).ok()?;
            let (username, password) = pair.split_once(':')?;
            Some(Presentation::Basic(username.to_owned(), password.into()))
        }
        SchemeKind::ApiKey(location, name) => {
            let key = match location {
                Location::Header => headers.get(name)?.to_str().ok()?.to_owned(),
                Location::Query => percent::decode(query.get(name).first()?)?.into_owned(),
                Location::Cookie => (*Pairs::of_cookies(headers).get(name).first()?).to_owned(),
                Location::Path => return None,
            };
            (!key.is_empty()).then(|| Presentation::ApiKey(key.into()))
        }
        SchemeKind::Other => Some(Presentation::Unread),
    }
}

/// What follows the scheme's name in `authorization`; the name's case does not matter.
///
/// Source: RFC 9110, section 11.4.
fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (name, value) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let value = value.trim();
    (name.eq_ignore_ascii_case(scheme) && !value.is_empty()).then_some(value)
}

/// The refusal that names every scheme of the operation.
pub fn unauthenticated(operation: &Operation) -> Rejection {
    let mut challenges = Vec::new();
    for (scheme, _) in operation.security.iter().flat_map(|alternative| alternative.0) {
        let challenge = challenge(scheme);
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    Rejection::Unauthenticated { challenges }
}

/// Source: RFC 9110, section 11.6.1; there is no registered challenge for API keys.
fn challenge(scheme: &Scheme) -> String {
    match scheme.kind {
        SchemeKind::Bearer => "Bearer".to_owned(),
        SchemeKind::Basic => format!("Basic realm={}, charset=\"UTF-8\"", quoted(scheme.name)),
        SchemeKind::ApiKey(location, name) => {
            let location = match location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            format!("ApiKey in={}, name={}", quoted(location), quoted(name))
        }
        SchemeKind::Other => format!("Other realm={}", quoted(scheme.name)),
    }
}

/// A quoted string, without the characters that a header cannot hold.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ') {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}
