//! The spans of requests that a client sends.
//!
//! Owns what the file of the client has for them. Must not know what a span shows.

use oasmith_runtime::sources::TRACING;
use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Krate, Layout};

/// ```text
/// let builder = Builder::new(..);
/// #[cfg(feature = "tracing")]
/// let builder = builder.spans(Spans::new());
/// ClientBuilder(builder)
/// ```
///
/// The builder of a client, whose requests have spans.
pub(super) fn traced(krate: &Krate, builder: TokenStream) -> TokenStream {
    if !krate.traced.client {
        return quote!(ClientBuilder(#builder));
    }
    let gate = gate(krate);
    quote! {
        let builder = #builder;
        #gate
        let builder = builder.spans(Spans::new());
        ClientBuilder(builder)
    }
}

/// ```text
/// #[cfg(feature = "tracing")]
/// pub use super::runtime::client_spans::Spans;
/// ```
pub(super) fn export(krate: &Krate) -> Option<TokenStream> {
    let gate = gate(krate);
    krate.traced.client.then(|| {
        quote! {
            #gate
            pub use super::runtime::client_spans::Spans;
        }
    })
}

/// ```text
///     #[cfg(feature = "tracing")]
///     pub fn spans(self, spans: Spans) -> Self { Self(self.0.spans(spans)) }
/// ```
pub(super) fn setter(krate: &Krate) -> Option<TokenStream> {
    let gate = gate(krate);
    krate.traced.client.then(|| {
        quote! {
            /// Sets what the spans of requests show. Without this, they have no header, and of the query the names alone.
            #gate
            pub fn spans(self, spans: Spans) -> Self {
                Self(self.0.spans(spans))
            }
        }
    })
}

/// A module has no features: there, its requests always have spans.
fn gate(krate: &Krate) -> Option<TokenStream> {
    (krate.layout != Layout::Module).then(|| quote!(#[cfg(feature = #TRACING)]))
}
