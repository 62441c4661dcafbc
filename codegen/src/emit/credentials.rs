//! The credentials in `client.rs`: the builder's methods that take them, and where tokens are got.
//!
//! Owns how they are written and described. Must not know how a credential is sent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Name, Scheme, SchemeKind};

use super::tokens::{doc, docs, ident};

/// The types of the runtime that users of a client with bearer tokens name.
const EXPORTS: &[&str] = &[
    "BearerToken",
    "ClientCredentials",
    "RefreshToken",
    "Token",
    "TokenError",
    "TokenFuture",
    "TokenProvider",
    "TokenRequest",
];

/// The types that users of these schemes name.
pub(super) fn exports(schemes: &[Scheme]) -> &'static [&'static str] {
    if schemes.iter().any(|scheme| scheme.kind == SchemeKind::Bearer) { EXPORTS } else { &[] }
}

/// Whether a scheme declares where tokens are got.
pub(super) fn are_urls_declared(schemes: &[Scheme]) -> bool {
    schemes.iter().any(|scheme| scheme.token_urls.is_some())
}

/// ```text
/// static TOKEN_URLS: &[TokenUrls] = &[TokenUrls::new(&operations::OAUTH, "https://example.com/token")];
/// ```
pub(super) fn token_urls(schemes: &[Scheme]) -> Option<TokenStream> {
    let row = |scheme: &Scheme| {
        let (constant, urls) = (ident(&scheme.constant), scheme.token_urls.as_ref()?);
        let token = &urls.token;
        let refresh = urls.refresh.as_ref().map(|url| quote!(.refresh(#url)));
        Some(quote!(TokenUrls::new(&operations::#constant, #token) #refresh))
    };
    let rows = schemes.iter().filter_map(row);
    are_urls_declared(schemes).then(|| {
        quote! {
            /// Where tokens are got.
            static TOKEN_URLS: &[TokenUrls] = &[#(#rows),*];
        }
    })
}

/// ```text
///     pub fn bearer(self, token: impl Into<BearerToken>) -> Self { Self(self.0.token([&operations::BEARER_AUTH], token)) }
/// ```
pub(super) fn token(method: &Name, schemes: &[Scheme]) -> TokenStream {
    let bearers: Vec<&Scheme> = schemes.iter().filter(|scheme| scheme.kind == SchemeKind::Bearer).collect();
    let names: Vec<String> = bearers.iter().map(|scheme| format!("`{}`", scheme.wire)).collect();
    let docs = doc(&match bearers.as_slice() {
        [only] => {
            format!("Sets the bearer token, or what gives one, as [`{0}`](Self::{0}) does.", only.method.as_str())
        }
        _ => format!(
            "Sets the bearer token, or what gives one, of each of {} that has none of its own.",
            names.join(", ")
        ),
    });
    let (method, constants) = (ident(method), bearers.iter().map(|scheme| ident(&scheme.constant)));
    quote! {
        #docs
        pub fn #method(self, token: impl Into<BearerToken>) -> Self {
            Self(self.0.token([#(&operations::#constants),*], token))
        }
    }
}

/// ```text
///     pub fn bearer_auth(self, token: impl Into<BearerToken>) -> Self { .. }
/// ```
pub(super) fn credential(scheme: &Scheme) -> Option<TokenStream> {
    let (method, constant) = (ident(&scheme.method), ident(&scheme.constant));
    let kind = match &scheme.kind {
        SchemeKind::Bearer => {
            doc(&format!("Sets the bearer token of the security scheme `{}`, or what gives one.", scheme.wire))
        }
        SchemeKind::Basic => {
            doc(&format!("Sets the user name and the password of the security scheme `{}`.", scheme.wire))
        }
        SchemeKind::ApiKey(..) => doc(&format!("Sets the API key of the security scheme `{}`.", scheme.wire)),
        // A transport presents it.
        SchemeKind::Other => return None,
    };
    let gap = (!scheme.docs.is_empty()).then(|| doc(""));
    let words = docs(&scheme.docs);
    Some(match scheme.kind {
        SchemeKind::Bearer => quote! {
            #kind #gap #words
            pub fn #method(self, token: impl Into<BearerToken>) -> Self {
                Self(self.0.bearer(&operations::#constant, token))
            }
        },
        SchemeKind::Basic => quote! {
            #kind #gap #words
            pub fn #method(self, user: impl Into<String>, password: impl Into<String>) -> Self {
                Self(self.0.basic(&operations::#constant, user, password))
            }
        },
        SchemeKind::ApiKey(..) => quote! {
            #kind #gap #words
            pub fn #method(self, key: impl Into<String>) -> Self {
                Self(self.0.api_key(&operations::#constant, key))
            }
        },
        SchemeKind::Other => TokenStream::new(),
    })
}
