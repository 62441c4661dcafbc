//! `client.rs`: the client and what builds it.
//!
//! Owns the methods of the client, their documentation, and the imports. Must not know the server.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::product::Product;
use crate::rust::{
    Krate, Layout, Location, Operation, Outcome, Parameter, Part, Payload, ResponseBody, Role, Status, Ty,
};

use super::arguments::Arguments;
use super::calls::{call, set_body, set_parameter};
use super::examples::Examples;
use super::imports::{Kind, import, used};
use super::parts::{self, Reach};
use super::tokens::{allow_arguments, deprecated, doc, docs, ident, visible};
use super::{client_groups, client_spans, credentials, forms, headers, pages, responses, servers, streams};

/// The types of the runtime that users of every client name.
const EXPORTS: &[&str] = &[
    "Body",
    "BodyError",
    "BuildError",
    "CallError",
    "CallExt",
    "Clock",
    "CredentialsError",
    "DecodeHeaders",
    "Error",
    "ErrorResponse",
    "HeaderError",
    "Http",
    "HttpLayer",
    "HttpService",
    "NoResponse",
    "Operation",
    "RawCall",
    "RawFuture",
    "Reason",
    "RequestError",
    "Response",
    "Retries",
    "Timeout",
    "Timeouts",
    "Transport",
    "TransportError",
    "TransportFuture",
    "Unexpected",
    "reqwest",
];

/// ```text
/// pub struct Client(Core);
/// impl Client { pub fn create_driver(&self, body: models::CreateDriver) -> CreateDriverCall { .. } }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" The client of {}.", krate.title));
    let arguments = Arguments::of(krate);
    let client = client(krate, &arguments);
    let builder = builder(krate);
    let servers = servers::statics(krate);
    let token_urls = credentials::token_urls(&krate.schemes);
    let operations: Vec<&Operation> = krate.splits.client.own(&krate.operations).iter().collect();
    let calls = operations.iter().map(|operation| call(operation, &arguments));
    let unions = krate.unions.iter().map(responses::union);
    let headers = headers::decoders(krate);
    let header_types = headers::exports(krate);
    let code = quote! {
        #client
        #builder
        #servers
        #token_urls
        #(#calls)*
        #(#unions)*
        #headers
    };
    let runtime = [
        "Builder",
        "Bytes",
        "Call",
        "CallFuture",
        "Core",
        "Declared",
        "DecodeError",
        "HeaderMap",
        "OwnServers",
        "Pagination",
        "RequestBody",
        "Server",
        "ServerKey",
        "TokenUrls",
        "Variable",
    ];
    let imports = imports(&runtime, &["Form"], &operations, &code);
    let files = forms::exports(&krate.operations, &quote!(super::runtime::form_data), &[]);
    let mut exports = arguments.traits(&krate.operations);
    exports.extend(streams::client_exports(&krate.operations));
    exports.extend(pages::exports(&krate.operations));
    let names = EXPORTS.iter().chain(credentials::exports(&krate.schemes));
    exports.extend(names.map(|name| Ident::new(name, Span::call_site())));
    exports.sort();
    let parts = parts::declared(&krate.splits.client, Reach::Public);
    let spans = client_spans::export(krate);
    quote! {
        #![doc = #header]
        #imports
        pub use super::runtime::client::{#(#exports),*};
        #spans
        #header_types
        #files
        #parts
        #code
    }
}

/// ```text
/// impl Client { pub fn create_driver(&self, body: models::CreateDriver) -> CreateDriverCall { .. } }
/// ```
///
/// The operations of a part of the file.
pub(super) fn part(krate: &Krate, part: &Part) -> TokenStream {
    let arguments = Arguments::of(krate);
    let operations: Vec<&Operation> = part.of(&krate.operations).collect();
    let examples = Examples::of(krate);
    let methods = operations.iter().map(|operation| method(operation, krate, &arguments, examples.as_ref()));
    let methods = operations.iter().zip(methods).map(|(operation, method)| (*operation, method));
    let (impls, owners) = client_groups::impls(methods);
    let calls = operations.iter().map(|operation| call(operation, &arguments));
    let code = quote! {
        #(#impls)*
        #(#calls)*
    };
    let runtime = [
        "Body",
        "ByteStream",
        "Bytes",
        "Call",
        "CallError",
        "CallExt",
        "CallFuture",
        "DecodeError",
        "EventStream",
        "ItemStream",
        "Optional",
        "OptionalStr",
        "Paged",
        "Pagination",
        "RequestBody",
        "Response",
    ];
    let imports = imports(&runtime, &["File", "FileOr", "Form"], &operations, &code);
    let bodies = operations.iter().flat_map(|operation| [&operation.success, &operation.failure]);
    let unions = bodies.filter_map(|body| match body {
        ResponseBody::Several(union, _) => Some(union),
        ResponseBody::One(_) => None,
    });
    let unions: Vec<_> = unions.collect::<BTreeSet<_>>().into_iter().map(ident).collect();
    let header = format!("The client of {}: `{}`.", krate.title, part.name.as_str());
    parts::file(&header, &quote!(use super::{#(#owners,)* #(#unions),*};), quote!(#imports #code))
}

/// ```text
/// use super::runtime::client::{Builder, Call, CallFuture, Core, empty, json};
/// use super::{models, operations};
/// ```
fn imports(runtime: &[&str], form_data: &[&str], operations: &[&Operation], code: &TokenStream) -> TokenStream {
    let outcomes = operations.iter().flat_map(|operation| [&operation.success, &operation.failure]);
    let readers = outcomes.map(responses::reader).collect();
    let mut runtime = used(code, Kind::Type, runtime);
    runtime.extend(used(&readers, Kind::Function, responses::DECODERS));
    let readers = operations.iter().map(|operation| streams::readers(operation)).collect();
    runtime.extend(used(&readers, Kind::Function, streams::READERS));
    // Where the module is included into a crate of an older edition, its prelude has no futures.
    let futures = import(&quote!(std::future), &used(code, Kind::Type, &["IntoFuture"]));
    let runtime = import(&quote!(super::runtime::client), &runtime);
    let form_data = import(&quote!(super::runtime::form_data), &used(code, Kind::Type, form_data));
    let wire = import(&quote!(super::runtime), &used(code, Kind::Module, &["wire"]));
    let siblings = import(&quote!(super), &used(code, Kind::Module, &["models", "operations"]));
    quote! {
        #futures
        #runtime
        #form_data
        #wire
        #siblings
    }
}

/// ```text
/// #[derive(Debug, Clone)]
/// pub struct Client(Core);
/// ```
fn client(krate: &Krate, arguments: &Arguments) -> TokenStream {
    let header =
        doc(&format!("A client of {}. It is cheap to clone, and clones share their connections.", krate.title));
    let servers = &krate.servers;
    let starts = match &servers.default {
        Some(server) => {
            doc(&format!("Starts to build a client. Its base URL is `{server}` unless you set another one."))
        }
        None if !servers.own.is_empty() => doc(
            "Starts to build a client. Operations have servers of their own. Set a base URL for those that have none.",
        ),
        None if servers.base_path.is_empty() => {
            doc("Starts to build a client. Set a base URL, because the description has no server.")
        }
        None => doc(&format!(
            "Starts to build a client. Set a base URL, because the server `{}` of the description has no host.",
            servers.base_path
        )),
    };
    let examples = Examples::of(krate);
    let own = krate.splits.client.own(&krate.operations);
    let methods = own.iter().map(|operation| method(operation, krate, arguments, examples.as_ref()));
    let (methods, groups) = match krate.client_groups.as_slice() {
        [] => (methods.collect(), None),
        groups => {
            let impls = client_groups::impls(own.iter().zip(methods)).0;
            let (accessors, types) = (client_groups::accessors(groups), client_groups::types(krate));
            (accessors, Some(quote!(#types #(#impls)*)))
        }
    };
    // Where no feature of a part is on, nothing makes a call.
    let allow = (!krate.splits.client.features().is_empty()).then(|| quote!(#[allow(dead_code)]));
    let made = servers::builder(servers);
    let urls = credentials::are_urls_declared(&krate.schemes).then(|| quote!(.token_urls(TOKEN_URLS)));
    let key = krate.idempotency_key.as_ref().map(|key| quote!(.idempotency_key(#key)));
    let built = client_spans::traced(krate, quote!(#made #urls #key));
    quote! {
        #header
        #[derive(Debug, Clone)]
        #allow
        pub struct Client(Core);
        impl Client {
            #starts
            pub fn builder() -> ClientBuilder {
                let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                #built
            }
            #[doc = " A request to any path below the base URL, also one that the description does not have."]
            pub fn raw_call(&self, method: impl AsRef<str>, path: impl AsRef<str>) -> RawCall {
                self.0.raw_call(method, path)
            }
            #methods
        }
        #groups
    }
}

/// ```text
///     pub fn create_driver(&self, body: models::CreateDriver) -> CreateDriverCall {
///         let call = self.0.call(&operations::CREATE_DRIVER);
///         CreateDriverCall(call.json(&body))
///     }
/// ```
fn method(operation: &Operation, krate: &Krate, arguments: &Arguments, examples: Option<&Examples<'_>>) -> TokenStream {
    let (name, call, constant) = (ident(operation.client_method()), ident(&operation.call), ident(&operation.constant));
    let docs = operation_docs(operation, krate, examples);
    let deprecated = deprecated(operation.deprecated);
    let required: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| parameter.required).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    let of_parameters = required.iter().map(|parameter| arguments.required(&parameter.name, &parameter.ty));
    let of_body = body.map(|body| match (&body.choice, &body.media_types.preferred.form) {
        (Some(choice), _) => {
            let (name, ty) = (ident(&body.name), ident(&choice.name));
            quote!(#name: impl Into<#ty>)
        }
        (None, Some(form)) => {
            let (name, ty) = (ident(&body.name), ident(&form.name));
            quote!(#name: #ty)
        }
        (None, None) => arguments.required(&body.name, &body.payload().ty),
    });
    let declared: Vec<TokenStream> = of_parameters.chain(of_body).collect();
    let set = required.iter().map(|parameter| {
        let value = arguments.lent(&parameter.name, &parameter.ty);
        set_parameter(parameter, &value)
    });
    let set_body = body.map(|body| set_body(operation, body, arguments));
    let allow = allow_arguments(declared.len() + 1);
    let made = if declared.is_empty() {
        quote!(#call(self.0.call(&operations::#constant)))
    } else {
        quote! {
            let call = self.0.call(&operations::#constant);
            #call(call #(#set)* #set_body)
        }
    };
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #name(&self, #(#declared),*) -> #call {
            #made
        }
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
fn operation_docs(operation: &Operation, krate: &Krate, examples: Option<&Examples<'_>>) -> TokenStream {
    let words = docs(&operation.docs);
    let gap = (!operation.docs.is_empty()).then(|| doc(""));
    let own = servers::of_operation(operation, krate).map(|url| format!(" at `{url}`")).unwrap_or_default();
    let route = doc(&format!("`{} {}`{own}", operation.method, operation.path));
    let errors: Vec<String> = errors(operation).into_iter().chain(not_modified(operation)).collect();
    let errors = (!errors.is_empty()).then(|| {
        let (gap, heading, errors) = (doc(""), doc("# Errors"), doc(&errors.join(" ")));
        quote!(#gap #heading #errors)
    });
    let pages = pages::docs(operation).map(|pages| {
        let (gap, pages) = (doc(""), doc(pages));
        quote!(#gap #pages)
    });
    let headers: Vec<String> = operation.header_sets().map(|set| format!("`{}`", set.name.as_str())).collect();
    let headers = (!headers.is_empty()).then(|| {
        let (gap, headers) = (doc(""), doc(&format!("Response headers: {}", headers.join(", "))));
        quote!(#gap #headers)
    });
    let others: Vec<String> = operation.other_media_types.iter().map(|name| format!("`{name}`")).collect();
    let others = (!others.is_empty()).then(|| {
        let others = doc(&format!("Other media types of the response, by [`CallExt::accept`]: {}", others.join(", ")));
        let gap = doc("");
        quote!(#gap #others)
    });
    let example = examples.and_then(|examples| examples.docs(operation));
    quote!(#words #gap #route #pages #headers #others #errors #example)
}

/// The declared responses that a call may fail with.
fn failures(operation: &Operation) -> impl Iterator<Item = &Outcome> {
    operation.outcomes.iter().filter(|outcome| matches!(outcome.role, Role::Failure | Role::Either))
}

/// What a call may fail with, by status.
fn errors(operation: &Operation) -> Option<String> {
    let statuses: Vec<String> = failures(operation).map(status).collect();
    let listed = match statuses.as_slice() {
        [] => return None,
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    Some(match &operation.failure {
        ResponseBody::One(Payload { ty: Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name), .. }) => {
            format!("[`{0}`](models::{0}) with {listed}.", name.as_str())
        }
        ResponseBody::One(_) => format!("The service responds with {listed}."),
        ResponseBody::Several(name, _) => format!("[`{}`] with {listed}.", name.as_str()),
    })
}

/// The error that a declared 304 has beside a 2xx.
fn not_modified(operation: &Operation) -> Option<String> {
    let is_one = |outcome: &Outcome| outcome.role == Role::Neither && outcome.status == Status::Exact(304);
    operation.outcomes.iter().any(is_one).then(|| "[`CallError::NotModified`] with 304.".to_owned())
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
/// impl ClientBuilder { pub fn bearer(self, token: impl Into<BearerToken>) -> Self { .. } }
/// ```
fn builder(krate: &Krate) -> TokenStream {
    let credentials = krate.schemes.iter().filter_map(credentials::credential);
    let token = krate.token_method.as_ref().map(|method| credentials::token(method, &krate.schemes));
    let servers = servers::setters(&krate.servers);
    let (validated, strict) = strict(krate);
    let spans = client_spans::setter(krate);
    quote! {
        /// Builds a [`Client`].
        #[derive(Debug, Clone)]
        #[must_use = "`build` makes the client"]
        pub struct ClientBuilder(Builder);
        impl ClientBuilder {
            /// Sets the URL that each path is appended to. It replaces every server of the description that has a host.
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }
            #servers
            #token
            #(#credentials)*
            /// Sets a header of every request.
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self(self.0.header(name, value))
            }
            /// Sets the header `user-agent`. Without this, it is the name and the version of this package.
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                Self(self.0.user_agent(user_agent))
            }
            /// Sets the options of the HTTP client, such as timeouts, proxy and certificates. Its redirect policy is not
            /// used: redirects are followed to the same origin only, so that no other origin gets credentials.
            pub fn http(self, client: reqwest::ClientBuilder) -> Self {
                Self(self.0.http(client))
            }
            /// Accepts only statuses and media types that the description declares; any other response is
            /// [`CallError::Unexpected`]. Without it, an undeclared 2xx is a success, and an undeclared 4xx or 5xx is a
            /// failure, if its body has the type of the declared ones.
            #validated
            pub fn strict_responses(self) -> Self {
                #strict
            }
            /// Sets how many bytes a response may have that is read as a whole. A longer one is [`CallError::Unexpected`], and
            /// the rest of it is not read. Without this, there is no limit.
            pub fn response_limit(self, bytes: usize) -> Self {
                Self(self.0.response_limit(bytes))
            }
            /// Sets how often a request is sent again: a number, or [`Retries`]. Without this, it is 2.
            pub fn retries(self, retries: impl Into<Retries>) -> Self {
                Self(self.0.retries(retries))
            }
            /// Sets how long the steps of a call may take. What is not set keeps its default.
            pub fn timeouts(self, timeouts: Timeouts) -> Self {
                Self(self.0.timeouts(timeouts))
            }
            /// Sets the source of time and of random numbers, for tests that do not wait.
            pub fn clock(self, clock: impl Clock) -> Self {
                Self(self.0.clock(clock))
            }
            /// Sets what sends the requests, instead of reqwest. It must not follow redirects.
            pub fn transport(self, transport: impl Transport) -> Self {
                Self(self.0.transport(transport))
            }
            /// Sets what responds to the requests, instead of reqwest: a service of tower, such as a router of axum in a test.
            pub fn service(self, service: impl HttpService) -> Self {
                Self(self.0.service(service))
            }
            /// Adds a layer of tower around each attempt to send a request. The last one is the outermost.
            pub fn layer(self, layer: impl HttpLayer) -> Self {
                Self(self.0.layer(layer))
            }
            #spans
            /// Builds the client.
            ///
            /// # Errors
            /// If the base URL is missing or not valid, or if a header or a credential cannot be sent.
            pub fn build(self) -> Result<Client, BuildError> {
                self.0.build().map(Client)
            }
        }
    }
}

/// ```text
///     let builder = self.0.strict_responses();
///     #[cfg(feature = "validate")]
///     let builder = builder.validate_responses(Validation { tables: RESPONSES, validate: Schema::validate });
///     Self(builder)
/// ```
///
/// What is said of strict responses besides, and the body of that method.
fn strict(krate: &Krate) -> (Option<TokenStream>, TokenStream) {
    let has_tables = krate.operations.iter().any(|operation| !operation.response_tables.is_empty());
    if !krate.products.has(Product::Validate) || !has_tables {
        return (None, quote!(Self(self.0.strict_responses())));
    }
    let feature = Product::Validate.row().name;
    let is_feature = krate.layout != Layout::Module;
    let gate = is_feature.then(|| quote!(#[cfg(feature = #feature)]));
    let when = if is_feature { format!("With the feature `{feature}`, JSON") } else { "JSON".to_owned() };
    let (gap, docs) =
        (doc(""), doc(&format!("{when} that does not satisfy its schema is [`CallError::Unexpected`] too.")));
    let method = quote! {
        let builder = self.0.strict_responses();
        #gate
        let builder = builder.validate_responses(super::runtime::client::Validation {
            tables: super::validate::RESPONSES,
            validate: super::runtime::schema::Schema::validate,
        });
        Self(builder)
    };
    (Some(quote!(#gap #docs)), method)
}
