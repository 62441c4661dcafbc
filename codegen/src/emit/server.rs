//! `server.rs`: the trait to implement, its router and its responses.
//!
//! Owns how the trait and the router are written. Must not know the client.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use oasmith_runtime::sources::TRACING;

use crate::product::Product;
use crate::rust::{Codec, Krate, Layout, Lenient, Operation, Outcome, Part, Status};

use super::imports::{Kind, import, used};
use super::parts::{self, Reach};
use super::tokens::{From, doc, docs, ident, number, visible};
use super::{bodies, forms, requests, streams};

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
    let api = api(krate);
    let router = router(krate);
    let requests = krate.splits.server.own(&krate.operations).iter().map(request_and_response);
    let code = quote! {
        #base_path
        #api
        #router
        #(#requests)*
    };
    let imports = imports(&["Bytes", "FromBody", "FromRequest", "Incoming"], &["FromPart", "Part"], &code);
    let mut exports = streams::server_exports(&krate.operations);
    let authenticate = is_guarded(krate).then_some("Authenticate");
    let mut bodies = krate.operations.iter().flat_map(|operation| &operation.body);
    let typed = bodies.any(bodies::names_typed).then_some("Typed");
    let names = EXPORTS.iter().copied().chain(authenticate).chain(typed);
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
    ];
    let imports = imports(&runtime, &["File", "FileOr", "FromPart", "Part", "Parts"], &code);
    let header = format!("The requests and responses of {}: `{}`.", krate.title, part.name.as_str());
    // Documentation refers to it.
    let api = quote! {
        #[allow(unused_imports)]
        use super::Api;
    };
    parts::file(&header, &api, quote!(#imports #code))
}

fn request_and_response(operation: &Operation) -> TokenStream {
    let (request, response) = (requests::request(operation), response(operation));
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

/// What a handler knows of who sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Principal {
    /// Nothing: the operation declares no credentials.
    None,
    /// There may be none: credentials are optional, because one alternative of `security` is empty.
    Optional,
    /// There is one: a request without valid credentials is refused.
    Required,
}

impl Principal {
    fn of(operation: &Operation) -> Self {
        let (mut empty, mut guarded) = (0, 0);
        for alternative in &operation.security {
            if alternative.is_empty() { empty += 1 } else { guarded += 1 }
        }
        match (empty, guarded) {
            (_, 0) => Self::None,
            (0, _) => Self::Required,
            (_, _) => Self::Optional,
        }
    }

    /// ```text
    /// principal: Self::Principal,
    /// ```
    fn argument(self) -> TokenStream {
        match self {
            Self::None => TokenStream::new(),
            Self::Optional => quote!(principal: Option<Self::Principal>,),
            Self::Required => quote!(principal: Self::Principal,),
        }
    }
}

/// Whether any operation declares credentials. Without one there is nothing to verify.
fn is_guarded(krate: &Krate) -> bool {
    krate.operations.iter().any(|operation| Principal::of(operation) != Principal::None)
}

/// ```text
/// pub trait Api: Authenticate {
///     fn create_driver(
///         &self,
///         principal: Self::Principal,
///         request: CreateDriverRequest,
///     ) -> impl Future<Output = Result<CreateDriverResponse, Self::Error>> + Send {
///         not_implemented(&operations::CREATE_DRIVER)
///     }
/// }
/// ```
fn api(krate: &Krate) -> TokenStream {
    let header = doc(&format!("The operations of {}, for a service to implement.", krate.title));
    let methods = krate.operations.iter().map(method);
    // The bodies of methods that are not written use no argument, whose names are for those who write them.
    let unused = (!krate.operations.is_empty()).then(|| quote!(#[allow(unused_variables)]));
    let (bounds, error) = if is_guarded(krate) {
        (quote!(Authenticate), None)
    } else {
        let error = quote! {
            /// The error of a method. A [`Rejection`] of a request that reaches no method is converted into it.
            type Error: From<Rejection> + IntoResponse + Send;
        };
        (quote!(Send + Sync + 'static), Some(error))
    };
    quote! {
        #header
        ///
        /// A method that you do not implement responds with status 501.
        ///
        /// # Errors
        /// The error that a method returns becomes the response, with its own status and body. The error responses that the
        /// description declares are not errors here: they are variants of the response that a method returns.
        #unused
        pub trait Api: #bounds {
            #error
            #(#methods)*
        }
    }
}

/// ```text
///     /// Create a driver
///     ///
///     /// `POST /drivers`
///     fn create_driver(&self, principal: Self::Principal, request: CreateDriverRequest) -> impl Future<Output = ..> + Send {
///         not_implemented(&operations::CREATE_DRIVER)
///     }
/// ```
fn method(operation: &Operation) -> TokenStream {
    let (name, request, response) = (ident(&operation.name), ident(&operation.request), ident(&operation.response));
    let (constant, principal) = (ident(&operation.constant), Principal::of(operation).argument());
    let words = docs(&operation.docs);
    let gap = (!operation.docs.is_empty()).then(|| doc(""));
    let route = doc(&format!("`{} {}`", operation.method, operation.path));
    quote! {
        #words #gap #route
        fn #name(
            &self,
            #principal
            request: #request,
        ) -> impl Future<Output = Result<#response, Self::Error>> + Send {
            not_implemented(&operations::#constant)
        }
    }
}

/// ```text
/// pub fn router<A: Api>(api: A) -> Router {
///     service(api).into_router()
/// }
/// pub fn service<A: Api>(api: A) -> Routes<A, A::Principal, A::Error> {
///     Routes::guarded(api)
///         .on(&operations::CREATE_DRIVER, A::create_driver)
/// }
/// ```
fn router(krate: &Krate) -> TokenStream {
    let routes = krate.operations.iter().map(|operation| {
        let (constant, name) = (ident(&operation.constant), ident(&operation.name));
        quote!(.on(&operations::#constant, A::#name))
    });
    let lenient = krate.lenient.iter().map(|deviation| match deviation {
        Lenient::Booleans => quote!(Lenient::Booleans),
        Lenient::NullForAbsent => quote!(Lenient::NullForAbsent),
    });
    let lenient = (!krate.lenient.is_empty()).then(|| quote!(.lenient(&[#(#lenient),*])));
    let form_text = has_form_text(krate).then(|| quote!(.form_text(form_text)));
    let (start, principal) = match is_guarded(krate) {
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
    let spans = krate.traced.then(|| (TRACING, quote!(.traced(super::runtime::spans::traced))));
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

/// ```text
/// pub enum CreateDriverResponse { Ok(models::Driver), Conflict(models::ApiError) }
/// ```
fn response(operation: &Operation) -> TokenStream {
    let name = ident(&operation.response);
    let header = doc(&format!("A response of [`Api::{}`].", operation.name.as_str()));
    let variants = operation.outcomes.iter().map(variant);
    let arms = operation.outcomes.iter().map(|outcome| arm(operation, outcome));
    // A stream can be read only once.
    let derives = match operation.outcomes.iter().all(|outcome| outcome.streams.is_empty()) {
        true => quote!(Debug, Clone, PartialEq),
        false => quote!(Debug),
    };
    let into = if operation.outcomes.is_empty() {
        // An enum without variants has no value to match on by value.
        quote!(match self {})
    } else {
        quote!(match self { #(#arms)* })
    };
    quote! {
        #header
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        impl IntoResponse for #name {
            fn into_response(self) -> Response {
                #into
            }
        }
    }
}

fn variant(outcome: &Outcome) -> TokenStream {
    let name = ident(&outcome.name);
    let label = match outcome.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    let words = match outcome.docs.as_slice() {
        [] => vec![format!("{label}.")],
        [first, rest @ ..] => std::iter::once(format!("{label}: {first}")).chain(rest.iter().cloned()).collect(),
    };
    let streams = streams::variants(outcome, &words, is_exact(outcome.status));
    if outcome.is_stream() {
        return streams;
    }
    let docs = docs(&words);
    let ty = outcome.payload().ty.tokens(From::Beside);
    let variant = match (is_exact(outcome.status), outcome.payload().codec == Codec::Empty) {
        (true, true) => quote!(#docs #name,),
        (true, false) => quote!(#docs #name(#ty),),
        (false, true) => quote!(#docs #name(u16),),
        (false, false) => quote!(#docs #name(u16, #ty),),
    };
    quote!(#variant #streams)
}

fn is_exact(status: Status) -> bool {
    match status {
        Status::Exact(_) => true,
        Status::Range(_) | Status::Default => false,
    }
}

fn arm(operation: &Operation, outcome: &Outcome) -> TokenStream {
    let name = ident(&outcome.name);
    let (pattern, status) = match outcome.status {
        Status::Exact(code) => (None, number(code)),
        Status::Range(digit) => {
            let digit = number(digit);
            (Some(quote!(status,)), quote!(reply::within(#digit, status)))
        }
        Status::Default => (Some(quote!(status,)), quote!(status)),
    };
    let streams = streams::arms(outcome, pattern.as_ref(), &status);
    if outcome.is_stream() {
        return streams;
    }
    let media = outcome.media_types.as_ref().map_or("", |media_types| media_types.preferred.name.as_str());
    let arm = match outcome.payload().codec {
        Codec::Empty => {
            let pattern = pattern.map(|pattern| quote!((#pattern)));
            quote!(Self::#name #pattern => reply::empty(#status),)
        }
        Codec::Json if media == "application/json" => {
            quote!(Self::#name(#pattern body) => reply::json(#status, &body),)
        }
        Codec::Json => quote!(Self::#name(#pattern body) => reply::json_as(#status, #media, &body),),
        Codec::Form => {
            let constant = ident(&operation.constant);
            quote!(Self::#name(#pattern body) => reply::form(&operations::#constant, #status, &body),)
        }
        Codec::Plain => quote!(Self::#name(#pattern body) => reply::plain(#status, #media, &body),),
        Codec::Multipart | Codec::Text | Codec::Bytes => {
            quote!(Self::#name(#pattern body) => reply::bytes(#status, #media, body),)
        }
    };
    quote!(#arm #streams)
}
