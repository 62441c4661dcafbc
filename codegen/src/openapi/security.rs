//! Reads security schemes and the requirements that name them.
//!
//! Owns the step from Security Scheme Objects to credentials. Must not know how credentials are sent.

use openapiv3::{APIKeyLocation, SecurityScheme as Scheme3};

use crate::api::{Flow, Location, Requirement, SchemeKind, SecurityScheme};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::Reader;

impl<'a> Reader<'a, '_> {
    pub(super) fn security_schemes(&mut self, root: &Node<'a>) {
        let Some(schemes) = self.section(root, self.version.schemes) else { return };
        for (name, node) in self.entries_of(&schemes) {
            let scheme = self.security_scheme(name, &node);
            self.schemes.extend(scheme);
        }
    }

    fn security_scheme(&mut self, name: &str, node: &Node<'a>) -> Option<SecurityScheme> {
        let followed = self.follow_with_notes(node)?;
        let node = followed.node;
        Some(SecurityScheme {
            name: name.to_owned(),
            kind: self.scheme_kind(&node)?,
            description: followed.description.or_else(|| self.string(&node, "description")),
            deprecated: self.flag(&node, "deprecated").unwrap_or(false),
            metadata_url: self.string(&node, "openIdConnectUrl").or_else(|| self.string(&node, "oauth2MetadataUrl")),
            flows: if self.version.swagger { self.swagger_flow(&node) } else { self.flows(&node) },
            at: node.at,
        })
    }

    fn scheme_kind(&mut self, node: &Node<'a>) -> Option<SchemeKind> {
        // Kinds that openapiv3 does not have, or not without their flows.
        match node.get("type").and_then(|kind| kind.as_str()) {
            Some("basic") if self.version.swagger => return Some(SchemeKind::Http("basic".to_owned())),
            Some("mutualTLS") => return Some(SchemeKind::MutualTls),
            Some("oauth2") => return Some(SchemeKind::OAuth2),
            _ => {}
        }
        Some(match self.openapiv3_object(node)? {
            Scheme3::APIKey { location, name, .. } => SchemeKind::ApiKey(key_location(&location), name),
            Scheme3::HTTP { scheme, .. } => SchemeKind::Http(scheme.to_ascii_lowercase()),
            Scheme3::OAuth2 { .. } => SchemeKind::OAuth2,
            Scheme3::OpenIDConnect { .. } => SchemeKind::OpenIdConnect,
        })
    }

    fn flows(&mut self, node: &Node<'a>) -> Vec<Flow> {
        let flows = self.entries(node, "flows");
        flows.iter().filter(|(kind, _)| !kind.starts_with("x-")).map(|(kind, node)| self.flow(kind, node)).collect()
    }

    pub(super) fn flow(&mut self, kind: &str, node: &Node<'a>) -> Flow {
        Flow {
            kind: kind.to_owned(),
            authorization_url: self.string(node, "authorizationUrl"),
            device_authorization_url: self.string(node, "deviceAuthorizationUrl"),
            token_url: self.string(node, "tokenUrl"),
            refresh_url: self.string(node, "refreshUrl"),
            scopes: self
                .entries(node, "scopes")
                .into_iter()
                .map(|(scope, meaning)| (scope.to_owned(), self.string_of(&meaning).unwrap_or_default()))
                .collect(),
        }
    }

    /// The alternatives under `security`; `None` where the field is absent, which is not the same as an empty array.
    pub(super) fn security_of(&mut self, node: &Node<'a>) -> Option<Vec<Requirement>> {
        node.get("security")?;
        let alternatives = self.items(node, "security");
        Some(alternatives.iter().map(|alternative| self.requirement(alternative)).collect())
    }

    /// One alternative. A scheme that is not declared still guards the operation, in an unknown way.
    fn requirement(&mut self, node: &Node<'a>) -> Requirement {
        let mut schemes = Vec::new();
        for (name, scopes) in self.entries_of(node) {
            let index = match self.scheme(name, &scopes) {
                Some(index) => index,
                None => self.unknown_scheme(&scopes, name),
            };
            schemes.push((index, self.strings(node, name)));
        }
        Requirement { schemes }
    }

    /// The scheme of a name. Names are those of the entry document, wherever they are used. Since 3.2 an address may replace
    /// a name.
    ///
    /// Source: OpenAPI 3.2, sections "Security Requirement Object" and "Resolving Implicit Connections".
    fn scheme(&mut self, name: &str, requirement: &Node<'a>) -> Option<usize> {
        let known = self.schemes.iter().position(|scheme| scheme.name == name);
        if known.is_some() || !self.version.any_method {
            return known;
        }
        let target = self.documents.resolve(requirement.at.file, name).ok()?;
        let known = self.schemes.iter().position(|scheme| scheme.at == target.at);
        if known.is_some() {
            return known;
        }
        let last = target.at.tokens().last().unwrap_or_default();
        let scheme = self.security_scheme(&last, &target)?;
        self.schemes.push(scheme);
        Some(self.schemes.len() - 1)
    }

    fn unknown_scheme(&mut self, node: &Node<'a>, name: &str) -> usize {
        self.sink.push(
            Diagnostic::error(
                codes::UNKNOWN_SCHEME,
                node.at.clone(),
                format!("`{name}` is not a security scheme of this description"),
            )
            .help(format!("declare it under `{}`, or name one that is there", self.version.schemes.join("/"))),
        );
        self.schemes.push(SecurityScheme {
            at: node.at.clone(),
            name: name.to_owned(),
            kind: SchemeKind::Http("unknown".to_owned()),
            description: None,
            deprecated: false,
            metadata_url: None,
            flows: Vec::new(),
        });
        self.schemes.len() - 1
    }
}

fn key_location(location: &APIKeyLocation) -> Location {
    match location {
        APIKeyLocation::Query => Location::Query,
        APIKeyLocation::Header => Location::Header,
        APIKeyLocation::Cookie => Location::Cookie,
    }
}
