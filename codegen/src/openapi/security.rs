//! Reads security schemes and the requirements that name them.
//!
//! Owns the passage from scheme objects to what travels. Must not know how credentials are sent.

use openapiv3::{APIKeyLocation, SecurityScheme as Scheme3};

use crate::api::{Location, Requirement, SchemeKind, SecurityScheme};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::Reader;

impl<'a> Reader<'a, '_> {
    pub(super) fn security_schemes(&mut self, root: &Node<'a>) {
        let Some(components) = root.get("components") else { return };
        for (name, node) in self.members(&components, "securitySchemes") {
            let Some(node) = self.follow(&node) else { continue };
            let Some(kind) = self.scheme_kind(&node) else { continue };
            let description = self.text(&node, "description");
            self.schemes.push(SecurityScheme { at: node.at, name: name.to_owned(), kind, description });
        }
    }

    fn scheme_kind(&mut self, node: &Node<'a>) -> Option<SchemeKind> {
        // Not in the vocabulary of 3.0.
        if node.get("type").and_then(|kind| kind.value.as_str()) == Some("mutualTLS") {
            return Some(SchemeKind::MutualTls);
        }
        Some(match self.leaf(node)? {
            Scheme3::APIKey { location, name, .. } => SchemeKind::ApiKey(key_location(&location), name),
            Scheme3::HTTP { scheme, .. } => SchemeKind::Http(scheme.to_ascii_lowercase()),
            Scheme3::OAuth2 { .. } => SchemeKind::OAuth2,
            Scheme3::OpenIDConnect { .. } => SchemeKind::OpenIdConnect,
        })
    }

    /// The alternatives under `security`; `None` where the member is absent, which is not the same as an empty list.
    pub(super) fn security_of(&mut self, node: &Node<'a>) -> Option<Vec<Requirement>> {
        node.get("security")?;
        let alternatives = self.items(node, "security");
        Some(alternatives.iter().filter_map(|alternative| self.requirement(alternative)).collect())
    }

    /// One alternative; `None` where it names a scheme that is not there, since it can never be met.
    fn requirement(&mut self, node: &Node<'a>) -> Option<Requirement> {
        let mut schemes = Vec::new();
        for (name, scopes) in self.members_of(node) {
            let Some(index) = self.schemes.iter().position(|scheme| scheme.name == name) else {
                self.unknown_scheme(&scopes, name);
                return None;
            };
            schemes.push((index, self.strings(node, name)));
        }
        Some(Requirement { schemes })
    }

    fn unknown_scheme(&mut self, node: &Node<'a>, name: &str) {
        self.sink.push(
            Diagnostic::error(
                codes::UNKNOWN_SCHEME,
                node.at.clone(),
                format!("`{name}` is no security scheme of this description"),
            )
            .help("declare it under `components/securitySchemes`, or name one that is there"),
        );
    }
}

fn key_location(location: &APIKeyLocation) -> Location {
    match location {
        APIKeyLocation::Query => Location::Query,
        APIKeyLocation::Header => Location::Header,
        APIKeyLocation::Cookie => Location::Cookie,
    }
}
