//! `server.rs`: the trait to implement, its router and its responses.
//!
//! Owns the files, their imports and what they export. Must not know the client.

mod api;
mod responses;
mod router;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Krate, Operation, Part};

use super::imports::{Kind, import, used};
use super::parts::{self, Reach};
use super::tokens::{ident, visible};
use super::{bodies, forms, headers, requests, streams};

pub(super) use api::method_path;

/// The types of the runtime that users of every server name.
const EXPORTS: &[&str] = &[
    "BodyLimit",
    "Context",
    "Fault",
    "IntoResponse",
    "Lenient",
    "Limits",
    "Rejection",
    "RequestId",
    "Response",
    "Router",
    "Routes",
    "Secret",
];

/// ```text
/// pub trait Api: Send + Sync + 'static { .. }
/// pub struct CreateDriverRequest { .. }
/// pub enum CreateDriverResponse { .. }
/// pub fn service<A: Api>(api: A) -> Routes<A, A::Principal, A::Error> { .. }
/// pub fn router<A: Api>(api: A) -> Router { .. }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" Server stubs of {}: implement [`Api`], serve [`router`].", krate.title));
    let base_path = base_path(krate);
    let api = api::traits(krate);
    let router = router::router(krate);
    let requests = krate.splits.server.own(&krate.operations).iter().map(request_and_response);
    let encoders = headers::encoders(krate);
    let header_types = headers::exports(krate);
    let code = quote! {
        #base_path
        #api
        #router
        #(#requests)*
        #encoders
    };
    let imports = imports(
        &["Bytes", "EncodeHeaders", "FromBody", "FromRequest", "Headers", "Incoming", "WithHeaders"],
        &["FromPart", "Part"],
        &code,
    );
    let mut exports = streams::server_exports(&krate.operations);
    let mut bodies = krate.operations.iter().flat_map(|operation| &operation.body);
    let typed = bodies.any(bodies::names_typed).then_some("Typed");
    let streamed = krate.operations.iter().flat_map(|operation| &operation.body).any(bodies::names_stream);
    let streamed = streamed.then_some("BodyStream");
    let names = EXPORTS.iter().copied().chain(api::common(krate)).chain(typed).chain(streamed);
    exports.extend(names.map(|name| Ident::new(name, Span::call_site())));
    exports.sort();
    let has_forms = krate.operations.iter().any(|operation| forms::of(operation).is_some());
    let of_forms: &[&str] = if has_forms { &["Parts"] } else { &[] };
    let parts_of_forms = forms::exports(&krate.operations, &quote!(super::runtime::parts), of_forms);
    let parts = parts::declared(&krate.splits.server, Reach::Public);
    quote! {
        #![doc = #header]
        #imports
        pub use super::runtime::server::{#(#exports),*};
        #header_types
        #parts_of_forms
        #parts
        #code
    }
}

/// ```text
/// pub struct CreateDriverRequest { .. }
/// pub enum CreateDriverResponse { .. }
/// ```
///
/// The requests and responses of a part of the file.
pub(super) fn part(krate: &Krate, part: &Part) -> TokenStream {
    let requests = part.of(&krate.operations).map(request_and_response);
    let code = quote!(#(#requests)*);
    let runtime = [
        "Body",
        "BodyStream",
        "Bytes",
        "Context",
        "Events",
        "FromBody",
        "FromRequest",
        "Incoming",
        "IntoResponse",
        "Items",
        "Rejection",
        "Response",
        "Typed",
        "WithHeaders",
    ];
    let imports = imports(&runtime, &["File", "FileOr", "FromPart", "Part", "Parts"], &code);
    let header = format!("The requests and responses of {}: `{}`.", krate.title, part.name.as_str());
    // Documentation refers to it.
    let mut siblings: BTreeSet<Ident> = part.of(&krate.operations).map(api::trait_of).collect();
    let sets = part.of(&krate.operations).flat_map(Operation::header_sets);
    siblings.extend(sets.map(|set| ident(&set.name)));
    let api = quote! {
        #[allow(unused_imports)]
        use super::{#(#siblings),*};
    };
    parts::file(&header, &api, quote!(#imports #code))
}

fn request_and_response(operation: &Operation) -> TokenStream {
    let (request, response) = (requests::request(operation), responses::response(operation));
    let (body, part) = (bodies::server(operation), forms::server(operation));
    quote!(#request #body #part #response)
}

/// ```text
/// use super::runtime::server::{FromRequest, Incoming, Routes, reply};
/// use super::{models, operations};
/// ```
fn imports(runtime: &[&str], parts: &[&str], code: &TokenStream) -> TokenStream {
    let mut runtime = used(code, Kind::Type, runtime);
    runtime.extend(used(code, Kind::Function, &["not_implemented"]));
    runtime.extend(used(code, Kind::Module, &["reply"]));
    let infallible = import(&quote!(std::convert), &used(code, Kind::Type, &["Infallible"]));
    let futures = import(&quote!(std::future), &used(code, Kind::Type, &["Future"]));
    let runtime = import(&quote!(super::runtime::server), &runtime);
    let mut of_parts = used(code, Kind::Type, parts);
    of_parts.extend(used(code, Kind::Function, &["form_text"]));
    let parts = import(&quote!(super::runtime::parts), &of_parts);
    let wire = import(&quote!(super::runtime), &used(code, Kind::Module, &["wire"]));
    let siblings = import(&quote!(super), &used(code, Kind::Module, &["models", "operations"]));
    quote! {
        #infallible
        #futures
        #parts
        #runtime
        #wire
        #siblings
    }
}

/// ```text
/// pub const BASE_PATH: &str = "/v1";
/// ```
fn base_path(krate: &Krate) -> Option<TokenStream> {
    let path = &krate.servers.base_path;
    (!path.is_empty()).then(|| {
        quote! {
            /// The path of the first server of the description, to serve under:
            /// `Router::new().nest_service(BASE_PATH, router(api))`. The path itself is served with and without a slash at its end.
            pub const BASE_PATH: &str = #path;
        }
    })
}
