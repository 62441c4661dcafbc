//! `client.rs`: the client and one call type an operation.
//!
//! Owns how calls are written. Must not know the server.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::bounds::METHOD_ARGUMENTS;
use crate::rust::{
    Answer, Body, Codec, Krate, Location, Operation, Outcome, Parameter, Payload, Scheme, SchemeKind, Status, Ty,
};

use super::answers::{self, decoder, payloads};
use super::tokens::{From, deprecated, doc, docs, ident, visible};

/// ```text
/// pub struct Client(Core);
/// impl Client { pub fn create_driver(&self, body: models::CreateDriver) -> CreateDriverCall { .. } }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" The client of {}.", krate.title));
    let imports = imports(krate);
    let client = client(krate);
    let builder = builder(krate);
    let calls = krate.operations.iter().map(call);
    let unions = krate.unions.iter().map(answers::union);
    quote! {
        #![doc = #header]
        #imports
        #client
        #builder
        #(#calls)*
        #(#unions)*
    }
}

fn imports(krate: &Krate) -> TokenStream {
    let answers = krate.operations.iter().flat_map(|operation| [&operation.success, &operation.failure]);
    let mut decoders: Vec<&str> = answers.flat_map(payloads).map(decoder).collect();
    decoders.sort_unstable();
    decoders.dedup();
    let has_undeclared = |answer: &Answer| match answer {
        Answer::One(_) => false,
        Answer::Several(_, arms) => arms.iter().all(|(status, _)| *status != Status::Default),
    };
    if krate.operations.iter().any(|operation| has_undeclared(&operation.success) || has_undeclared(&operation.failure))
    {
        decoders.push("DecodeError");
    }
    let decoders = decoders.into_iter().map(|name| Ident::new(name, Span::call_site()));
    let types = types(krate, |operation| {
        let answers = [&operation.success, &operation.failure].into_iter().flat_map(payloads);
        answers.map(|payload| &payload.ty).collect()
    });
    let uses_models = types.iter().any(|ty| ty.name().is_some());
    let wire = types.iter().any(|ty| matches!(ty, Ty::Map(_))).then(|| {
        quote!(
            use super::runtime::wire;
        )
    });
    let bytes = types.iter().any(|ty| matches!(ty, Ty::Bytes)).then(|| quote!(Bytes,));
    let runtime = if krate.operations.is_empty() {
        quote!(Builder, Core)
    } else {
        quote!(Builder, #bytes Call, CallFuture, Core, #(#decoders),*)
    };
    let siblings = match (uses_models, krate.operations.is_empty()) {
        (true, _) => quote!(
            use super::{models, operations};
        ),
        (false, false) => quote!(
            use super::operations;
        ),
        (false, true) => TokenStream::new(),
    };
    // Where the module is included into a crate of an older edition, its prelude has no futures.
    let futures = (!krate.operations.is_empty()).then(|| {
        quote!(
            use std::future::IntoFuture;
        )
    });
    quote! {
        #futures
        use super::runtime::client::{#runtime};
        #wire
        #siblings
        pub use super::runtime::client::{
            BuildError, CallError, Error, ErrorResponse, NoAnswer, RequestError, Response, Transport, TransportError,
            TransportFuture, Unexpected, reqwest,
        };
    }
}

/// Every type that a file of operations writes: those of parameters and bodies, the given ones, and the parts of all.
pub(super) fn types<'k>(krate: &'k Krate, others: fn(&'k Operation) -> Vec<&'k Ty>) -> Vec<&'k Ty> {
    let written = |operation: &'k Operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let body = operation.body.iter().map(|body| &body.payload.ty);
        parameters.chain(body).chain(others(operation))
    };
    krate.operations.iter().flat_map(written).flat_map(Ty::parts).collect()
}

/// ```text
/// #[derive(Debug, Clone)]
/// pub struct Client(Core);
/// ```
fn client(krate: &Krate) -> TokenStream {
    let header = doc(&format!("Calls {}. Cheap to clone; clones share their connections.", krate.title));
    let servers = &krate.servers;
    let starts = match servers.first() {
        Some(server) => {
            doc(&format!("Starts a client of `{server}`; the builder's methods change what it is made of."))
        }
        None if krate.base_path.is_empty() => {
            doc("Starts a client. The description names no server, so a base URL must be given.")
        }
        None => doc(&format!(
            "Starts a client. The description names the server `{}` without a host, so a base URL must be given.",
            krate.base_path
        )),
    };
    let methods = krate.operations.iter().map(method);
    quote! {
        #header
        #[derive(Debug, Clone)]
        pub struct Client(Core);
        impl Client {
            #starts
            pub fn builder() -> ClientBuilder {
                let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                ClientBuilder(Builder::new(&[#(#servers),*], user_agent))
            }
            #(#methods)*
        }
    }
}

/// ```text
///     pub fn create_driver(&self, body: models::CreateDriver) -> CreateDriverCall {
///         CreateDriverCall(self.0.call(&operations::CREATE_DRIVER).json(&body))
///     }
/// ```
fn method(operation: &Operation) -> TokenStream {
    let (name, call, constant) = (ident(&operation.name), ident(&operation.call), ident(&operation.constant));
    let docs = operation_docs(operation);
    let deprecated = deprecated(operation.deprecated);
    let required: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| parameter.required).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    let arguments = required.iter().map(|parameter| {
        let (name, ty) = (ident(&parameter.name), parameter.ty.written_argument(From::Beside));
        quote!(#name: #ty)
    });
    let body_argument = body.map(|body| {
        let (name, ty) = (ident(&body.name), body.payload.ty.written_argument(From::Beside));
        quote!(#name: #ty)
    });
    let arguments: Vec<TokenStream> = arguments.chain(body_argument).collect();
    let set = required.iter().map(|parameter| set_parameter(parameter));
    let set_body = body.map(set_body);
    let allow = (arguments.len() > METHOD_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #name(&self, #(#arguments),*) -> #call {
            #call(self.0.call(&operations::#constant) #(#set)* #set_body)
        }
    }
}

/// ```text
///     .query("limit", &limit)
/// ```
fn set_parameter(parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let wire = &parameter.wire;
    let method = Ident::new(location(parameter.location), Span::call_site());
    let value = parameter.ty.written(&name);
    quote!(.#method(#wire, #value))
}

/// ```text
///     .json(&body)
/// ```
fn set_body(body: &Body) -> TokenStream {
    let name = ident(&body.name);
    let media = &body.media;
    match body.payload.codec {
        Codec::Json => {
            let value = body.payload.ty.written(&name);
            quote!(.json(#value))
        }
        Codec::Form => {
            let value = body.payload.ty.written(&name);
            quote!(.form(#value))
        }
        Codec::Plain => {
            let value = body.payload.ty.written(&name);
            quote!(.plain(#media, #value))
        }
        Codec::Text => quote!(.body(#media, #name.as_ref().to_owned())),
        Codec::Bytes | Codec::Empty => quote!(.body(#media, #name)),
    }
}

pub(super) fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// ```text
///     /// Create a driver
///     ///
///     /// `POST /drivers`
///     ///
///     /// # Errors
///     /// [`models::ApiError`] with 400, 401.
/// ```
fn operation_docs(operation: &Operation) -> TokenStream {
    let words = docs(&operation.docs);
    let gap = (!operation.docs.is_empty()).then(|| doc(""));
    let route = doc(&format!("`{} {}`", operation.method, operation.path));
    let errors = errors(operation).map(|errors| {
        let (gap, heading, errors) = (doc(""), doc("# Errors"), doc(&errors));
        quote!(#gap #heading #errors)
    });
    quote!(#words #gap #route #errors)
}

/// What a call may fail with, by status.
fn errors(operation: &Operation) -> Option<String> {
    let statuses: Vec<String> = operation.outcomes.iter().filter(|outcome| is_failure(outcome)).map(status).collect();
    let listed = match statuses.as_slice() {
        [] => return None,
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    Some(match &operation.failure {
        Answer::One(Payload { ty: Ty::Named(name) | Ty::Text(name) | Ty::Union(name), .. }) => {
            format!("[`{0}`](models::{0}) with {listed}.", name.as_str())
        }
        Answer::One(_) => format!("The service answers {listed}."),
        Answer::Several(name, _) => format!("[`{}`] with {listed}.", name.as_str()),
    })
}

fn is_failure(outcome: &Outcome) -> bool {
    match outcome.status {
        Status::Exact(code) => code >= 400,
        Status::Range(digit) => digit >= 4,
        Status::Default => true,
    }
}

fn status(outcome: &Outcome) -> String {
    match outcome.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "any other status".to_owned(),
    }
}

/// ```text
/// pub struct ClientBuilder(Builder);
/// impl ClientBuilder { pub fn bearer(self, token: impl Into<String>) -> Self { .. } }
/// ```
fn builder(krate: &Krate) -> TokenStream {
    let credentials = krate.schemes.iter().filter_map(credential);
    quote! {
        /// Makes a [`Client`].
        #[derive(Debug, Clone)]
        #[must_use = "a client is made by `build`"]
        pub struct ClientBuilder(Builder);
        impl ClientBuilder {
            /// The URL that every path is appended to.
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }
            #(#credentials)*
            /// A header that every request carries.
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self(self.0.header(name, value))
            }
            /// What the header `user-agent` says, in the place of the package's name and version.
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                Self(self.0.user_agent(user_agent))
            }
            /// The reqwest client that sends the requests, with timeouts, proxy and certificates of its own.
            pub fn http(self, client: reqwest::Client) -> Self {
                Self(self.0.http(client))
            }
            /// What sends the requests, in the place of reqwest.
            pub fn transport(self, transport: impl Transport) -> Self {
                Self(self.0.transport(transport))
            }
            /// The client.
            ///
            /// # Errors
            /// When the base URL is missing or cannot be one, or a header or credential cannot be sent.
            pub fn build(self) -> Result<Client, BuildError> {
                self.0.build().map(Client)
            }
        }
    }
}

/// ```text
///     pub fn bearer(self, token: impl Into<String>) -> Self { .. }
/// ```
fn credential(scheme: &Scheme) -> Option<TokenStream> {
    let (method, constant) = (ident(&scheme.method), ident(&scheme.constant));
    let kind = match &scheme.kind {
        SchemeKind::Bearer => doc(&format!("The bearer token of `{}`.", scheme.wire)),
        SchemeKind::Basic => doc(&format!("User and password of `{}`.", scheme.wire)),
        SchemeKind::ApiKey(..) => doc(&format!("The key of `{}`.", scheme.wire)),
        // A transport presents it.
        SchemeKind::Other => return None,
    };
    let gap = (!scheme.docs.is_empty()).then(|| doc(""));
    let words = docs(&scheme.docs);
    Some(match scheme.kind {
        SchemeKind::Bearer => quote! {
            #kind #gap #words
            pub fn #method(self, token: impl Into<String>) -> Self {
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

/// ```text
/// pub struct ListDriversCall(Call);
/// impl ListDriversCall { pub fn limit(mut self, limit: i64) -> Self { .. } }
/// impl IntoFuture for ListDriversCall { .. }
/// ```
fn call(operation: &Operation) -> TokenStream {
    let name = ident(&operation.call);
    let docs = doc(&format!("A call of [`Client::{}`]; `.await` sends it.", operation.name.as_str()));
    let setters: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(parameter_setter)
        .chain(operation.body.iter().filter(|body| !body.required).map(body_setter))
        .collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    let (success, failure) = (answers::ty(&operation.success), answers::ty(&operation.failure));
    let (on_success, on_failure) = (answers::reader(&operation.success), answers::reader(&operation.failure));
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a call is sent when it is awaited"]
        pub struct #name(Call);
        #setters
        impl IntoFuture for #name {
            type Output = Result<Response<#success>, CallError<#failure>>;
            type IntoFuture = CallFuture<#success, #failure>;
            fn into_future(self) -> Self::IntoFuture {
                self.0.send(#on_success, #on_failure)
            }
        }
    }
}

fn parameter_setter(parameter: &Parameter) -> TokenStream {
    let (name, ty) = (ident(&parameter.name), parameter.ty.written_argument(From::Beside));
    let docs = match parameter.docs.as_slice() {
        [] => doc(&format!("`{}`", parameter.wire)),
        _ => docs(&parameter.docs),
    };
    let deprecated = deprecated(parameter.deprecated);
    let set = set_parameter(parameter);
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #ty) -> Self {
            Self(self.0 #set)
        }
    }
}

fn body_setter(body: &Body) -> TokenStream {
    let (name, ty) = (ident(&body.name), body.payload.ty.written_argument(From::Beside));
    let docs = match body.docs.as_slice() {
        [] => doc("The request body."),
        _ => docs(&body.docs),
    };
    let set = set_body(body);
    quote! {
        #docs
        pub fn #name(self, #name: #ty) -> Self {
            Self(self.0 #set)
        }
    }
}
