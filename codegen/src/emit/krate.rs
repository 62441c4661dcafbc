//! `lib.rs`, or the one module that stands for it: what is exported, and how the parts are bound together.
//!
//! Owns the crate root. Must not know what stands in the parts.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Krate, Products, Runtime};

use super::Source;

/// ```text
/// //! The drivers API.
/// use oasmith_runtime as runtime;
///
/// #[rustfmt::skip]
/// pub mod models;
/// ```
pub(super) fn root(krate: &Krate) -> TokenStream {
    let docs = root_docs(krate);
    let (linked, vendored) = match krate.runtime {
        Runtime::Crate => (
            Some(quote!(
                use oasmith_runtime as runtime;
            )),
            None,
        ),
        Runtime::Vendored => (
            None,
            Some(quote! {
                #[allow(dead_code, missing_docs, unreachable_pub)]
                #[rustfmt::skip]
                mod runtime;
            }),
        ),
    };
    let operations = features(krate.products).map(|features| {
        quote! {
            #features
            #[rustfmt::skip]
            mod operations;
        }
    });
    let client = krate.products.client.then(|| {
        quote! {
            #[cfg(feature = "client")]
            #[rustfmt::skip]
            pub mod client;
        }
    });
    let exports = krate.products.client.then(|| {
        let exports = exports();
        quote! {
            #[cfg(feature = "client")]
            #exports
        }
    });
    let server = krate.products.server.then(|| {
        quote! {
            #[cfg(feature = "server")]
            #[rustfmt::skip]
            pub mod server;
        }
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![deny(clippy::unwrap_used, clippy::expect_used)]
        #![deny(clippy::indexing_slicing, clippy::panic)]
        #linked
        #client
        #[rustfmt::skip]
        pub mod models;
        #operations
        #vendored
        #server
        #exports
    }
}

/// ```text
/// //! The drivers API
/// //!
/// //! What its description says.
/// ```
fn root_docs(krate: &Krate) -> TokenStream {
    let mut lines = vec![krate.title.as_str()];
    if !krate.docs.is_empty() {
        lines.push("");
        lines.extend(krate.docs.iter().map(String::as_str));
    }
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#![doc = #lines])*)
}

/// ```text
/// #[cfg(any(feature = "client", feature = "server"))]
/// ```
fn features(products: Products) -> Option<TokenStream> {
    match (products.client, products.server) {
        (true, true) => Some(quote!(#[cfg(any(feature = "client", feature = "server"))])),
        (true, false) => Some(quote!(#[cfg(feature = "client")])),
        (false, true) => Some(quote!(#[cfg(feature = "server")])),
        (false, false) => None,
    }
}

/// ```text
/// pub use client::{CallError, Client, Error};
/// ```
fn exports() -> TokenStream {
    quote! {
        pub use client::{CallError, Client, ClientBuilder, Error, ErrorResponse, Response};
    }
}

/// ```text
/// use ::oasmith_runtime as runtime;
/// pub mod models { .. }
/// ```
pub(super) fn module(krate: &Krate, sources: &[Source]) -> TokenStream {
    let modules = sources.iter().map(|source| {
        let name = source.name.trim_end_matches(".rs");
        let visibility = (name != "operations").then(|| quote!(pub));
        let name = Ident::new(name, Span::call_site());
        let body = &source.tokens;
        quote!(#visibility mod #name { #body })
    });
    let exports = krate.products.client.then(exports);
    quote! {
        use ::oasmith_runtime as runtime;
        #(#modules)*
        #exports
    }
}
