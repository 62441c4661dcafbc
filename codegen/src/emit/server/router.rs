//! The router of `server.rs`.
//!
//! Owns how each method of a service is made a handler. Must not know requests or responses.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Codec, Krate, Lenient};

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
    quote! {
        /// An axum router that calls the methods of an [`Api`]. It can be nested, merged and layered like any other.
        pub fn router<A: Api>(api: A) -> Router {
            service(api).into_router()
        }
        /// The operations of an [`Api`], to set limits and layers before they become a router.
        pub fn service<A: Api>(api: A) -> Routes<A, #principal, A::Error> {
            #start(api) #(#routes)* #lenient #form_text
        }
    }
}

/// Whether forms in parts are read as a whole.
fn has_form_text(krate: &Krate) -> bool {
    let bodies = krate.operations.iter().flat_map(|operation| &operation.body);
    let mut media_types = bodies.flat_map(|body| body.media_types.iter());
    media_types.any(|one| one.payload.codec == Codec::Multipart && one.form.is_none())
}
