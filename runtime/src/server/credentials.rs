//! The credentials that a request presents.
//!
//! Owns where they are looked for and which of an operation's alternatives they are for. Must not know whether they are
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

/// The credentials that a request presents, of all schemes that its operation declares, and the alternatives that they are
/// for. Whether they are valid, and which alternative counts, is for the service to decide.
#[derive(Clone, Default)]
pub struct Credentials {
    presented: Vec<Presented>,
    alternatives: Vec<Alternative>,
}

#[derive(Clone)]
struct Presented {
    scheme: &'static Scheme,
    value: Presentation,
}

#[derive(Clone)]
enum Presentation {
    Bearer(Secret),
    Basic(String, Secret),
    ApiKey(Secret),
}

/// One alternative of an operation's `security`: schemes that must be presented together.
#[derive(Debug, Clone, Copy)]
pub struct Alternative {
    requirement: Requirement,
    is_presented: bool,
}

impl Alternative {
    /// Whether the request presents credentials for each scheme. Those of a kind that is not known here count as presented.
    pub fn is_presented(&self) -> bool {
        self.is_presented
    }

    /// The names of the schemes.
    pub fn schemes(&self) -> impl Iterator<Item = &'static str> {
        self.requirement.0.iter().map(|(scheme, _)| scheme.name)
    }

    /// The scopes that are required of the scheme of this name; `None` if it is not one of this alternative.
    pub fn scopes(&self, scheme: &str) -> Option<&'static [&'static str]> {
        self.requirement.0.iter().find(|(other, _)| other.name == scheme).map(|(_, scopes)| *scopes)
    }
}

impl Credentials {
    /// The bearer token.
    pub fn bearer(&self) -> Option<&str> {
        self.presented.iter().find_map(|presented| match &presented.value {
            Presentation::Bearer(token) => Some(token.expose()),
            Presentation::Basic(..) | Presentation::ApiKey(_) => None,
        })
    }

    /// The user name and the password of HTTP basic authentication.
    pub fn basic(&self) -> Option<(&str, &str)> {
        self.presented.iter().find_map(|presented| match &presented.value {
            Presentation::Basic(username, password) => Some((username.as_str(), password.expose())),
            Presentation::Bearer(_) | Presentation::ApiKey(_) => None,
        })
    }

    /// The API key for the scheme of this name in the description.
    pub fn api_key(&self, scheme: &str) -> Option<&str> {
        self.presented.iter().find_map(|presented| match &presented.value {
            Presentation::ApiKey(key) => (presented.scheme.name == scheme).then(|| key.expose()),
            Presentation::Bearer(_) | Presentation::Basic(..) => None,
        })
    }

    /// The scopes that the first alternative which is presented requires of the scheme of this name. Where several alternatives
    /// have this scheme, [`alternatives`](Self::alternatives) has the scopes of each.
    pub fn scopes(&self, scheme: &str) -> &'static [&'static str] {
        let mut presented = self.alternatives.iter().filter(|alternative| alternative.is_presented);
        presented.find_map(|alternative| alternative.scopes(scheme)).unwrap_or_default()
    }

    /// The alternatives of the operation, in the order of the description; those of known schemes come first.
    pub fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }

    /// Whether the request presents no credentials that its operation declares.
    pub fn is_empty(&self) -> bool {
        self.presented.is_empty()
    }

    /// Whether the request presents what one of the alternatives requires.
    pub fn are_enough(&self) -> bool {
        self.alternatives.iter().any(|alternative| alternative.is_presented)
    }

    /// The credentials of a request.
    pub fn of(operation: &'static Operation, headers: &HeaderMap, query: &Pairs<'_>) -> Self {
        let alternatives = || operation.security.iter().filter(|alternative| !alternative.0.is_empty());
        let mut presented: Vec<Presented> = Vec::new();
        for (scheme, _) in alternatives().flat_map(|alternative| alternative.0) {
            if presented.iter().all(|known| known.scheme.name != scheme.name) {
                presented.extend(find(scheme, headers, query).map(|value| Presented { scheme, value }));
            }
        }
        let is_presented = |(scheme, _): &(&Scheme, _)| {
            scheme.kind == SchemeKind::Other || presented.iter().any(|known| known.scheme.name == scheme.name)
        };
        // Known schemes come first: an unknown scheme counts as presented in every request.
        let (read, unread): (Vec<_>, Vec<_>) = alternatives().partition(|alternative| is_read(alternative));
        let alternatives = read.into_iter().chain(unread).map(|requirement: &Requirement| Alternative {
            requirement: *requirement,
            is_presented: requirement.0.iter().all(is_presented),
        });
        Self { alternatives: alternatives.collect(), presented }
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
        SchemeKind::Other => None,
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
