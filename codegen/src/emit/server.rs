//! `server.rs`: the trait to implement, the requests it is given and the answers it gives.
//!
//! Owns how the trait and the router are written. Must not know the client.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Accessor, Body, Codec, Constant, Krate, Operation, Outcome, Parameter, Status};

use super::client::location;
use super::imports::{Kind, import, used};
use super::tokens::{From, doc, docs, ident, number, visible};

/// ```text
/// pub trait Api: Send + Sync + 'static { .. }
/// pub struct CreateDriverRequest { .. }
/// pub enum CreateDriverResponse { .. }
/// pub fn router<A: Api>(api: A) -> Router { .. }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" Server stubs of {}: implement [`Api`], serve [`router`].", krate.title));
    let base_path = base_path(krate);
    let api = api(krate);
    let router = router(krate);
    let requests = krate.operations.iter().map(|operation| {
        let (request, response) = (request(operation), response(operation));
        quote!(#request #response)
    });
    let code = quote! {
        #base_path
        #api
        #router
        #(#requests)*
    };
    let imports = imports(&code);
    quote! {
        #![doc = #header]
        #imports
        #code
    }
}

/// ```text
/// use super::runtime::server::{FromRequest, Incoming, Routes, reply};
/// use super::{models, operations};
/// ```
fn imports(code: &TokenStream) -> TokenStream {
    let mut runtime = used(code, Kind::Type, &["Bytes", "FromRequest", "Incoming", "Routes"]);
    runtime.extend(used(code, Kind::Module, &["reply"]));
    let futures = import(&quote!(std::future), &used(code, Kind::Type, &["Future"]));
    let runtime = import(&quote!(super::runtime::server), &runtime);
    let wire = import(&quote!(super::runtime), &used(code, Kind::Module, &["wire"]));
    let siblings = import(&quote!(super), &used(code, Kind::Module, &["models", "operations"]));
    quote! {
        #futures
        #runtime
        #wire
        #siblings
        pub use super::runtime::server::{Context, IntoResponse, Rejection, Response, Router};
    }
}

/// ```text
/// pub const BASE_PATH: &str = "/v1";
/// ```
fn base_path(krate: &Krate) -> Option<TokenStream> {
    let path = &krate.base_path;
    (!path.is_empty()).then(|| {
        quote! {
            /// The path of the first server of the description, for nesting: `Router::new().nest(BASE_PATH, router(api))`.
            pub const BASE_PATH: &str = #path;
        }
    })
}

fn is_secured(operation: &Operation) -> bool {
    !operation.security.is_empty()
}

/// ```text
/// pub trait Api: Send + Sync + 'static {
///     type Error: From<Rejection> + IntoResponse + Send;
///     fn create_driver(&self, request: CreateDriverRequest) -> impl Future<Output = ..> + Send { .. }
/// }
/// ```
fn api(krate: &Krate) -> TokenStream {
    let header =
        doc(&format!("{}, to be implemented by a service. Every method answers 501 until you write it.", krate.title));
    let authenticate = krate.operations.iter().any(is_secured).then(authenticate);
    let methods = krate.operations.iter().map(method);
    quote! {
        #header
        pub trait Api: Send + Sync + 'static {
            /// What a method may fail with; also what a request becomes that is refused before it reaches one.
            type Error: From<Rejection> + IntoResponse + Send;
            #authenticate
            #(#methods)*
        }
    }
}

/// ```text
///     fn authenticate(&self, context: &Context) -> impl Future<Output = Result<(), Self::Error>> + Send { .. }
/// ```
fn authenticate() -> TokenStream {
    quote! {
        /// Decides whether the credentials of a request are good, before anything else of it is read.
        fn authenticate(&self, context: &Context) -> impl Future<Output = Result<(), Self::Error>> + Send {
            let rejection = context.not_implemented();
            async { Err(rejection.into()) }
        }
    }
}

/// ```text
///     /// Create a driver
///     ///
///     /// `POST /drivers`
///     fn create_driver(&self, request: CreateDriverRequest) -> impl Future<Output = ..> + Send {
///         async move { Err(request.context.not_implemented().into()) }
///     }
/// ```
fn method(operation: &Operation) -> TokenStream {
    let (name, request, response) = (ident(&operation.name), ident(&operation.request), ident(&operation.response));
    let context = ident(&operation.context);
    let words = docs(&operation.docs);
    let gap = (!operation.docs.is_empty()).then(|| doc(""));
    let route = doc(&format!("`{} {}`", operation.method, operation.path));
    quote! {
        #words #gap #route
        fn #name(&self, request: #request) -> impl Future<Output = Result<#response, Self::Error>> + Send {
            async move { Err(request.#context.not_implemented().into()) }
        }
    }
}

/// ```text
/// pub fn router<A: Api>(api: A) -> Router {
///     Routes::new(api)
///         .on(&operations::CREATE_DRIVER, |api, request| async move { api.create_driver(request).await })
///         .into_router()
/// }
/// ```
fn router(krate: &Krate) -> TokenStream {
    let authenticate = krate
        .operations
        .iter()
        .any(is_secured)
        .then(|| quote!(.authenticate(|api, context| async move { api.authenticate(&context).await })));
    let routes = krate.operations.iter().map(|operation| {
        let (constant, name) = (ident(&operation.constant), ident(&operation.name));
        quote!(.on(&operations::#constant, |api, request| async move { api.#name(request).await }))
    });
    let error = krate.operations.is_empty().then(|| quote!(::<A, A::Error>));
    quote! {
        /// Routes requests to an [`Api`]: an axum router, to be nested, merged and layered like any other.
        pub fn router<A: Api>(api: A) -> Router {
            Routes #error::new(api) #authenticate #(#routes)*.into_router()
        }
    }
}

/// ```text
/// pub struct ListDriversRequest { pub limit: Option<i64>, pub context: Context }
/// impl FromRequest for ListDriversRequest { .. }
/// ```
fn request(operation: &Operation) -> TokenStream {
    let name = ident(&operation.request);
    let header = doc(&format!("A request of [`Api::{}`], read and checked.", operation.name.as_str()));
    let fields = operation.parameters.iter().map(parameter_field);
    let body = operation.body.as_ref().map(body_field);
    let context = ident(&operation.context);
    let read = operation.parameters.iter().map(read_parameter);
    let read_body = operation.body.as_ref().map(read_body);
    let accessors: Vec<TokenStream> = operation.parameters.iter().filter_map(accessor).collect();
    let accessors = (!accessors.is_empty()).then(|| quote!(impl #name { #(#accessors)* }));
    let mutable = (!operation.parameters.is_empty() || operation.body.is_some()).then(|| quote!(mut));
    quote! {
        #header
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #body
            /// Headers, credentials and extensions.
            pub #context: Context,
        }
        #accessors
        impl FromRequest for #name {
            fn from_request(#mutable incoming: Incoming) -> Result<Self, Rejection> {
                Ok(Self { #(#read,)* #read_body #context: incoming.into_context() })
            }
        }
    }
}

fn parameter_field(parameter: &Parameter) -> TokenStream {
    let (name, ty) = (ident(&parameter.name), parameter.ty.tokens(From::Beside));
    let docs = match parameter.docs.as_slice() {
        [] => doc(&format!("`{}`", parameter.wire)),
        _ => docs(&parameter.docs),
    };
    let ty = if parameter.required { ty } else { quote!(Option<#ty>) };
    quote!(#docs pub #name: #ty,)
}

/// ```text
///     /// `limit`, or its default where it is absent.
///     pub fn limit_or_default(&self) -> i64 {
///         wire::or_default(&self.limit, || 10)
///     }
/// ```
fn accessor(parameter: &Parameter) -> Option<TokenStream> {
    let Accessor { name, value, .. } = parameter.default.as_ref()?;
    let (name, field) = (ident(name), ident(&parameter.name));
    let header = doc(&format!("`{}`, or its default where it is absent.", parameter.wire));
    let (ty, body) = match value {
        Constant::Text(text) => (quote!(&str), quote!(self.#field.as_deref().unwrap_or(#text))),
        _ => {
            let value = value.tokens(From::Beside);
            (parameter.ty.tokens(From::Beside), quote!(wire::or_default(&self.#field, || #value)))
        }
    };
    Some(quote! {
        #header
        pub fn #name(&self) -> #ty {
            #body
        }
    })
}

fn body_field(body: &Body) -> TokenStream {
    let (name, ty) = (ident(&body.name), body.payload.ty.tokens(From::Beside));
    let docs = match body.docs.as_slice() {
        [] => doc("The body."),
        _ => docs(&body.docs),
    };
    let ty = if body.required { ty } else { quote!(Option<#ty>) };
    quote!(#docs pub #name: #ty,)
}

fn read_parameter(parameter: &Parameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    let method = Ident::new(location(parameter.location), Span::call_site());
    quote!(#name: incoming.#method(#wire)?)
}

fn read_body(body: &Body) -> TokenStream {
    let name = ident(&body.name);
    let method = match body.payload.codec {
        Codec::Json => "json",
        Codec::Form => "form",
        Codec::Plain => "plain",
        Codec::Text => "text",
        Codec::Bytes | Codec::Empty => "bytes",
    };
    let method = Ident::new(method, Span::call_site());
    quote!(#name: incoming.#method()?,)
}

/// ```text
/// pub enum CreateDriverResponse { Ok(models::Driver), Conflict(models::ApiError) }
/// ```
fn response(operation: &Operation) -> TokenStream {
    let name = ident(&operation.response);
    let header = doc(&format!("What [`Api::{}`] may answer.", operation.name.as_str()));
    let variants = operation.outcomes.iter().map(variant);
    let arms = operation.outcomes.iter().map(|outcome| arm(operation, outcome));
    let into = if operation.outcomes.is_empty() {
        // An enum without variants has no value to match on by value.
        quote!(match self {})
    } else {
        quote!(match self { #(#arms)* })
    };
    quote! {
        #header
        #[derive(Debug, Clone, PartialEq)]
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
    let docs = match outcome.docs.as_slice() {
        [] => doc(&format!("{label}.")),
        [first, rest @ ..] => {
            let (first, rest) = (doc(&format!("{label}: {first}")), docs(&rest.to_vec()));
            quote!(#first #rest)
        }
    };
    let ty = outcome.payload.ty.tokens(From::Beside);
    match (is_exact(outcome.status), outcome.payload.codec == Codec::Empty) {
        (true, true) => quote!(#docs #name,),
        (true, false) => quote!(#docs #name(#ty),),
        (false, true) => quote!(#docs #name(u16),),
        (false, false) => quote!(#docs #name(u16, #ty),),
    }
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
    let media = outcome.media.as_deref().unwrap_or_default();
    match outcome.payload.codec {
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
        Codec::Text | Codec::Bytes => quote!(Self::#name(#pattern body) => reply::bytes(#status, #media, body),),
    }
}
