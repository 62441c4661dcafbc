//! The router of `server.rs`.
//!
//! Owns how each method of a service is made a handler. Must not know requests or responses.

use proc_macro2::TokenStream;
use quote::quote;

use oasmith_runtime::sources::TRACING;

use crate::product::Product;
use crate::rust::{Codec, Krate, Layout, Lenient};

use super::super::tokens::ident;
use super::api;

/// ```text
/// pub fn router<A: Api>(api: A) -> Router {
///     service(api).into_router()
/// }
/// pub fn service<A: Api>(api: A) -> Routes<A, A::Principal, A::Error> {
///     Routes::guarded(api)
///         .on(&operations::CREATE_DRIVER, A::create_driver)
/// }
/// ```
pub(super) fn router(krate: &Krate) -> TokenStream {
    let routes = krate.operations.iter().map(|operation| {
        let (constant, name) = (ident(&operation.constant), ident(operation.server_method()));
        match &operation.in_server {
            // Traits may have methods of the same name.
            Some(grouped) => {
                let of = ident(&grouped.group);
                quote!(.on(&operations::#constant, <A as #of>::#name))
            }
            None => quote!(.on(&operations::#constant, A::#name)),
        }
    });
    let lenient = krate.lenient.iter().map(|deviation| match deviation {
        Lenient::Booleans => quote!(Lenient::Booleans),
        Lenient::NullForAbsent => quote!(Lenient::NullForAbsent),
    });
    let lenient = (!krate.lenient.is_empty()).then(|| quote!(.lenient(&[#(#lenient),*])));
    let form_text = has_form_text(krate).then(|| quote!(.form_text(form_text)));
    let (start, principal) = match api::is_guarded(krate) {
        true => (quote!(Routes::guarded), quote!(A::Principal)),
        false => (quote!(Routes::new), quote!(Infallible)),
    };
    let routes = quote!(#start(api) #(#routes)* #lenient #form_text);
    let routes = of_features(krate, routes);
    quote! {
        /// An axum router that calls the methods of an [`Api`]. It can be nested, merged and layered like any other.
        pub fn router<A: Api>(api: A) -> Router {
            service(api).into_router()
        }
        /// The operations of an [`Api`], to set limits and layers before they become a router.
        pub fn service<A: Api>(api: A) -> Routes<A, #principal, A::Error> {
            #routes
        }
    }
}

/// ```text
///     let routes = Routes::guarded(api).on(&operations::CREATE_DRIVER, A::create_driver);
///     #[cfg(feature = "validate")]
///     let routes = routes.response_schemas(super::validate::RESPONSES);
///     routes
/// ```
///
/// Routes with what other features add to them; where there are no features, it is always added.
fn of_features(krate: &Krate, routes: TokenStream) -> TokenStream {
    let has_tables = krate.operations.iter().any(|operation| !operation.response_tables.is_empty());
    let schemas = (krate.products.has(Product::Validate) && has_tables)
        .then(|| (Product::Validate.row().name, quote!(.response_schemas(super::validate::RESPONSES))));
    let spans = krate.traced.server.then(|| (TRACING, quote!(.traced(super::runtime::spans::traced))));
    let added = || schemas.iter().chain(&spans);
    if krate.layout == Layout::Module {
        let added = added().map(|(_, added)| added);
        return quote!(#routes #(#added)*);
    }
    let steps = added().map(|(feature, added)| {
        quote! {
            #[cfg(feature = #feature)]
            let routes = routes #added;
        }
    });
    match added().next() {
        None => routes,
        Some(_) => quote!(let routes = #routes; #(#steps)* routes),
    }
}

/// Whether forms in parts are read as a whole.
fn has_form_text(krate: &Krate) -> bool {
    let bodies = krate.operations.iter().flat_map(|operation| &operation.body);
    let mut media_types = bodies.flat_map(|body| body.media_types.iter());
    media_types.any(|one| one.payload.codec == Codec::Multipart && one.form.is_none())
}
