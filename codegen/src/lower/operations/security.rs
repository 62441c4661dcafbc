//! Chooses the security schemes that generated code knows how to present and to read.
//!
//! Owns the credentials' names. Must not know how they are sent.

use indexmap::IndexMap;

use crate::api::{Flow, Requirement, SchemeKind as ApiKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::rust::{Krate, Name, SECURITY, Scheme, SchemeKind, Security, TokenUrls};

use crate::lower::docs;
use crate::lower::names::{Case, Namespace};
use crate::lower::operations::Operations;

/// The schemes that operations use.
#[derive(Debug)]
pub(in crate::lower) struct Schemes {
    /// In the order of the description.
    pub used: Vec<Scheme>,
    /// The method for the token of all bearer schemes; none where a scheme has that name.
    pub token_method: Option<Name>,
    /// For each scheme of the description, its place among those; none where it is not used.
    index: Vec<Option<usize>>,
}

impl Schemes {
    /// The alternatives of an operation in terms of the schemes that are used.
    pub(in crate::lower) fn alternatives(&self, security: &[Requirement]) -> Security {
        security
            .iter()
            .filter_map(|requirement| {
                let known = |(scheme, scopes): &(usize, Vec<String>)| {
                    self.index.get(*scheme).copied().flatten().map(|index| (index, scopes.clone()))
                };
                requirement.schemes.iter().map(known).collect()
            })
            .collect()
    }
}

/// The alternatives of credentials that most operations have, where there are several such operations: those of the whole
/// description, as a rule. None where something else has the name of their static.
pub(in crate::lower) fn shared(krate: &Krate) -> Option<Security> {
    let operations = krate.operations.iter().map(|operation| &operation.constant);
    let mut constants = operations.chain(krate.schemes.iter().map(|scheme| &scheme.constant));
    if constants.any(|constant| constant.as_str() == SECURITY) {
        return None;
    }
    let mut uses: IndexMap<&Security, usize> = IndexMap::new();
    for operation in krate.operations.iter().filter(|operation| !operation.security.is_empty()) {
        *uses.entry(&operation.security).or_default() += 1;
    }
    let most = uses.values().copied().max().filter(|most| *most > 1)?;
    uses.into_iter().find(|(_, count)| *count == most).map(|(security, _)| security.clone())
}

/// What callers look for, however the scheme is named.
const TOKEN_METHOD: &str = "bearer";

impl Operations<'_, '_> {
    /// The schemes that operations use. Each has a method of its own name, whatever other schemes there are.
    pub(in crate::lower) fn schemes(&mut self, methods: &mut Namespace) -> Schemes {
        let api = self.api;
        let is_used = |index: usize| {
            api.operations
                .iter()
                .flat_map(|operation| &operation.security)
                .any(|requirement| requirement.schemes.iter().any(|(scheme, _)| *scheme == index))
        };
        let mut schemes = Schemes { used: Vec::new(), token_method: None, index: Vec::new() };
        for (index, scheme) in api.schemes.iter().enumerate() {
            if !is_used(index) {
                schemes.index.push(None);
                continue;
            }
            let kind = kind(&scheme.kind);
            if kind == SchemeKind::Other {
                self.unsupported_scheme(scheme);
            }
            let constant = self.constants.assign(&[&scheme.name], Case::Shouty);
            let method = methods.assign(&[&scheme.name], Case::Snake);
            if let (Some(constant), Some(method)) = (constant.into_iter().next(), method.into_iter().next()) {
                schemes.index.push(Some(schemes.used.len()));
                schemes.used.push(Scheme {
                    constant,
                    method,
                    wire: scheme.name.clone(),
                    token_urls: (kind == SchemeKind::Bearer).then(|| token_urls(&scheme.flows)).flatten(),
                    kind,
                    docs: docs::paragraphs([scheme.description.as_deref()]),
                });
            }
        }
        let has_bearer = schemes.used.iter().any(|scheme| scheme.kind == SchemeKind::Bearer);
        let is_free = schemes.used.iter().all(|scheme| scheme.method.as_str() != TOKEN_METHOD);
        if has_bearer && is_free {
            schemes.token_method = methods.assign(&[TOKEN_METHOD], Case::Snake).into_iter().next();
        }
        schemes
    }

    fn unsupported_scheme(&mut self, scheme: &crate::api::SecurityScheme) {
        self.sink.push(
            Diagnostic::new(
                codes::UNSUPPORTED_SCHEME,
                scheme.at.clone(),
                format!("credentials of the scheme `{}` are not sent and not read", scheme.name),
            )
            .help("send them by a transport of your own, and verify them in `authenticate` by the headers"),
        );
    }
}

/// Where tokens are got: as the client itself, if there is such a flow, and otherwise as the first flow says.
fn token_urls(flows: &[Flow]) -> Option<TokenUrls> {
    let own = flows.iter().filter(|flow| flow.kind == "clientCredentials");
    let token = own.chain(flows).find_map(|flow| flow.token_url.clone())?;
    Some(TokenUrls { token, refresh: flows.iter().find_map(|flow| flow.refresh_url.clone()) })
}

/// A scheme that is not known here still guards its operations: the service must judge it.
fn kind(kind: &ApiKind) -> SchemeKind {
    match kind {
        ApiKind::Http(scheme) if scheme == "bearer" => SchemeKind::Bearer,
        ApiKind::Http(scheme) if scheme == "basic" => SchemeKind::Basic,
        ApiKind::OAuth2 | ApiKind::OpenIdConnect => SchemeKind::Bearer,
        ApiKind::ApiKey(location, name) => SchemeKind::ApiKey(*location, name.clone()),
        ApiKind::Http(_) | ApiKind::MutualTls => SchemeKind::Other,
    }
}
