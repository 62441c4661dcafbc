//! The servers in `client.rs`: what the description declares, as data, and the builder's methods that choose.
//!
//! Owns how they are written and described. Must not know which server is chosen.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Krate, Operation, Server, ServerVariable, Servers, VariableSetter};

use super::tokens::{doc, docs, ident};

/// ```text
/// Builder::new(SERVERS, user_agent).own_servers(OWN_SERVERS)
/// ```
pub(super) fn builder(servers: &Servers) -> TokenStream {
    let declared = if servers.declared.is_empty() { quote!(&[]) } else { quote!(SERVERS) };
    let own = (!servers.own.is_empty()).then(|| quote!(.own_servers(OWN_SERVERS)));
    quote!(Builder::new(#declared, user_agent) #own)
}

/// ```text
/// static SERVERS: &[Server] = &[Server::new("https://api.example.com/v1"), Server::new("/v1").named("local")];
/// static OWN_SERVERS: &[OwnServers] = &[(&[Server::new("https://files.example.com")], &[&operations::UPLOAD])];
/// ```
pub(super) fn statics(krate: &Krate) -> TokenStream {
    let servers = &krate.servers;
    let declared = (!servers.declared.is_empty()).then(|| {
        let declared = servers.declared.iter().map(server);
        quote! {
            /// The servers that the description declares.
            static SERVERS: &[Server] = &[#(#declared),*];
        }
    });
    let own = (!servers.own.is_empty()).then(|| {
        let rows = servers.own.iter().map(|(servers, operations)| {
            let servers = servers.iter().map(server);
            let constants = operations.iter().filter_map(|index| Some(ident(&krate.operations.get(*index)?.constant)));
            quote!((&[#(#servers),*], &[#(&operations::#constants),*]))
        });
        quote! {
            /// The servers of single paths and operations.
            static OWN_SERVERS: &[OwnServers] = &[#(#rows),*];
        }
    });
    quote!(#declared #own)
}

/// ```text
/// Server::new("https://{region}.example.com").variables(&[Variable::new("region", "eu")])
/// ```
fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let named = server.name.as_ref().map(|name| quote!(.named(#name)));
    let variables = (!server.variables.is_empty()).then(|| {
        let variables = server.variables.iter().map(variable);
        quote!(.variables(&[#(#variables),*]))
    });
    quote!(Server::new(#url) #named #variables)
}

/// ```text
/// Variable::one_of("region", "eu", &["eu", "us"])
/// ```
fn variable(variable: &ServerVariable) -> TokenStream {
    let ServerVariable { wire, default, values } = variable;
    if values.is_empty() {
        quote!(Variable::new(#wire, #default))
    } else {
        quote!(Variable::one_of(#wire, #default, &[#(#values),*]))
    }
}

/// The URL of an operation's first own server.
pub(super) fn of_operation<'k>(operation: &Operation, krate: &'k Krate) -> Option<&'k str> {
    let is_its_own = |index: &usize| krate.operations.get(*index).is_some_and(|own| own.constant == operation.constant);
    let (servers, _) = krate.servers.own.iter().find(|(_, operations)| operations.iter().any(is_its_own))?;
    servers.first().map(|server| server.url.as_str())
}

/// ```text
///     pub fn server(self, server: impl Into<ServerKey>) -> Self { .. }
///     pub fn server_region(self, value: impl Into<String>) -> Self { .. }
/// ```
pub(super) fn setters(servers: &Servers) -> TokenStream {
    let has_choice = servers.declared.len() > 1 || (!servers.declared.is_empty() && servers.default.is_none());
    let choice = has_choice.then(|| {
        let listed = servers.declared.iter().enumerate().map(listed).map(|line| doc(&line));
        quote! {
            /// Chooses the server that requests go to, by its index or its name. A server without a host is relative to the base URL.
            ///
            #(#listed)*
            pub fn server(self, server: impl Into<ServerKey>) -> Self {
                Self(self.0.server(server))
            }
        }
    });
    let variables = servers.setters.iter().map(setter);
    quote!(#choice #(#variables)*)
}

/// ```text
///     /// - `1`, `"sandbox"`: `https://sandbox.example.com` (For tests.)
/// ```
fn listed((index, server): (usize, &Server)) -> String {
    let name = server.name.as_ref().map(|name| format!(", `{name:?}`")).unwrap_or_default();
    let docs = server.docs.as_ref().map(|docs| format!(" ({docs})")).unwrap_or_default();
    format!("- `{index}`{name}: `{}`{docs}", server.url)
}

/// ```text
///     pub fn server_region(self, value: impl Into<String>) -> Self { .. }
/// ```
fn setter(setter: &VariableSetter) -> TokenStream {
    let (docs, method, wire) = (docs(&setter.docs), ident(&setter.method), &setter.wire);
    quote! {
        #docs
        pub fn #method(self, value: impl Into<String>) -> Self {
            Self(self.0.server_variable(#wire, value))
        }
    }
}
