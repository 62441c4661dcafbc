//! The traits of `server.rs`: one for all operations, or one for each tag.
//!
//! Owns their methods and what a service must have beside them. Must not know requests, responses or the router.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Group, Krate, Operation};

use super::super::tokens::{doc, docs, ident};

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
pub(super) fn is_guarded(krate: &Krate) -> bool {
    krate.operations.iter().any(|operation| Principal::of(operation) != Principal::None)
}

/// The trait of the runtime that has the error of all traits, where there is one.
///
/// ```text
/// Authenticate
/// ```
pub(super) fn common(krate: &Krate) -> Option<&'static str> {
    match (is_guarded(krate), krate.server_groups.is_empty()) {
        (true, _) => Some("Authenticate"),
        (false, false) => Some("Fallible"),
        (false, true) => None,
    }
}

/// ```text
/// Api
/// ```
///
/// The trait that has the method of an operation.
pub(in super::super) fn trait_of(operation: &Operation) -> Ident {
    match &operation.in_server {
        Some(grouped) => ident(&grouped.group),
        None => Ident::new("Api", Span::call_site()),
    }
}

/// ```text
/// Api::create_driver
/// ```
///
/// The method of an operation, in documentation.
pub(in super::super) fn method_path(operation: &Operation) -> String {
    format!("{}::{}", trait_of(operation), operation.server_method().as_str())
}

/// ```text
/// pub trait Api: Authenticate { .. }
/// ```
pub(super) fn traits(krate: &Krate) -> TokenStream {
    if krate.server_groups.is_empty() { single(krate) } else { grouped(krate) }
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
fn single(krate: &Krate) -> TokenStream {
    let header = doc(&format!("The operations of {}, for a service to implement.", krate.title));
    let methods = krate.operations.iter().map(|operation| method(operation, krate));
    let (shared, unused) = (shared_docs(krate), unused(krate));
    let (bounds, error) = match common(krate) {
        Some(common) => (ident_of(common), None),
        None => {
            let error = quote! {
                /// The error of a method. A [`Rejection`] of a request that reaches no method is converted into it.
                type Error: From<Rejection> + IntoResponse + Send;
            };
            (quote!(Send + Sync + 'static), Some(error))
        }
    };
    quote! {
        #header
        ///
        #shared
        #unused
        pub trait Api: #bounds {
            #error
            #(#methods)*
        }
    }
}

/// ```text
/// pub trait IssuesApi: Authenticate { .. }
/// pub trait PullsApi: Authenticate { .. }
/// pub trait Api: IssuesApi + PullsApi {}
/// impl<A: IssuesApi + PullsApi> Api for A {}
/// ```
fn grouped(krate: &Krate) -> TokenStream {
    let common = common(krate).map(ident_of);
    let traits = krate.server_groups.iter().map(|group| of_group(group, krate, common.as_ref()));
    let names: Vec<Ident> = krate.server_groups.iter().map(|group| ident(&group.name)).collect();
    let header = doc(&format!("The operations of {}: what implements the trait of each tag.", krate.title));
    quote! {
        #(#traits)*
        #header
        pub trait Api: #(#names)+* {}
        impl<A: #(#names)+*> Api for A {}
    }
}

fn of_group(group: &Group, krate: &Krate, common: Option<&TokenStream>) -> TokenStream {
    let name = ident(&group.name);
    let header = doc(&match &group.tag {
        Some(tag) => format!("The operations of {} with the tag `{tag}`, for a service to implement.", krate.title),
        None => format!("The operations of {} without a tag, for a service to implement.", krate.title),
    });
    let gap = (!group.docs.is_empty()).then(|| doc(""));
    let (words, shared, unused) = (docs(&group.docs), shared_docs(krate), unused(krate));
    let methods = group.of(&krate.operations).map(|operation| method(operation, krate));
    quote! {
        #header
        #gap
        #words
        ///
        #shared
        #unused
        pub trait #name: #common {
            #(#methods)*
        }
    }
}

fn ident_of(name: &str) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(#name)
}

/// What is said of every trait.
fn shared_docs(krate: &Krate) -> TokenStream {
    let unwritten = match krate.exhaustive {
        true => doc("Every method must be implemented."),
        false => doc("A method that you do not implement responds with status 501."),
    };
    quote! {
        #unwritten
        ///
        /// # Errors
        /// The error that a method returns becomes the response, with its own status and body. The error responses that the
        /// description declares are not errors here: they are variants of the response that a method returns.
    }
}

/// The bodies of methods that are not written use no argument, whose names are for those who write them.
fn unused(krate: &Krate) -> Option<TokenStream> {
    (!krate.operations.is_empty() && !krate.exhaustive).then(|| quote!(#[allow(unused_variables)]))
}

/// ```text
///     /// Create a driver
///     ///
///     /// `POST /drivers`
///     fn create_driver(&self, principal: Self::Principal, request: CreateDriverRequest) -> impl Future<Output = ..> + Send {
///         not_implemented(&operations::CREATE_DRIVER)
///     }
/// ```
fn method(operation: &Operation, krate: &Krate) -> TokenStream {
    let (name, request, response) =
        (ident(operation.server_method()), ident(&operation.request), ident(&operation.response));
    let (constant, principal) = (ident(&operation.constant), Principal::of(operation).argument());
    let words = docs(&operation.docs);
    let gap = (!operation.docs.is_empty()).then(|| doc(""));
    let route = doc(&format!("`{} {}`", operation.method, operation.path));
    let body = match krate.exhaustive {
        true => quote!(;),
        false => quote!({ not_implemented(&operations::#constant) }),
    };
    quote! {
        #words #gap #route
        fn #name(
            &self,
            #principal
            request: #request,
        ) -> impl Future<Output = Result<#response, Self::Error>> + Send #body
    }
}
