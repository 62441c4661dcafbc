//! The calls of `client.rs`: one type an operation, which is set up and then awaited.
//!
//! Owns the setters, and how what is set reaches the runtime's call. Must not know how a client is made.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Body, Codec, Location, Operation, Parameter};

use super::arguments::{Arguments, Optional};
use super::client::location;
use super::tokens::{deprecated, doc, docs, ident};
use super::{bodies, client_groups, forms, pages, responses, streams};

/// ```text
/// pub struct ListDriversCall(Call);
/// impl ListDriversCall { pub fn limit(self, limit: impl Into<Option<i64>>) -> Self { .. } }
/// impl CallExt for ListDriversCall { .. }
/// impl IntoFuture for ListDriversCall { .. }
/// ```
pub(super) fn call(operation: &Operation, arguments: &Arguments) -> TokenStream {
    let name = ident(&operation.call);
    let usual = streams::usual(operation);
    let given = usual.map(|_| " and gives a stream").unwrap_or_default();
    let docs = doc(&format!("A call of [`{}`]; `.await` sends it{given}.", client_groups::method_path(operation)));
    let parameters = operation.parameters.iter().filter(|parameter| !parameter.required);
    let parameters = parameters.map(|parameter| parameter_setter(parameter, arguments));
    let body = operation.body.iter().filter(|body| !body.required).map(|body| body_setter(operation, body, arguments));
    let (choice, form) = (bodies::client(operation, arguments), forms::client(operation, arguments));
    let streams = streams::methods(operation);
    let methods: Vec<TokenStream> = parameters.chain(body).chain(Some(streams)).filter(|one| !one.is_empty()).collect();
    let methods = (!methods.is_empty()).then(|| {
        quote! {
            impl #name { #(#methods)* }
        }
    });
    let paged = pages::paged(operation);
    let failure = responses::ty(&operation.failure);
    let (success, send) = match usual {
        Some(call) => {
            let method = ident(&call.method);
            (streams::client_type(&call.stream), quote!(self.#method()))
        }
        None => {
            let success = responses::reader(&operation.success);
            let on_failure = responses::reader(&operation.failure);
            (responses::ty(&operation.success), quote!(self.0.send(#success, #on_failure)))
        }
    };
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a call is sent when it is awaited"]
        pub struct #name(Call);
        #methods
        impl CallExt for #name {
            fn call(&mut self) -> &mut Call {
                &mut self.0
            }
            fn try_clone(&self) -> Option<Self> {
                self.0.try_clone().map(Self)
            }
        }
        impl IntoFuture for #name {
            type Output = Result<Response<#success>, CallError<#failure>>;
            type IntoFuture = CallFuture<#success, #failure>;
            fn into_future(self) -> Self::IntoFuture {
                #send
            }
        }
        #paged
        #choice
        #form
    }
}

/// ```text
///     pub fn limit(self, limit: impl Into<Option<i64>>) -> Self {
///         Self(self.0.query("limit", &limit.into()))
///     }
/// ```
fn parameter_setter(parameter: &Parameter, arguments: &Arguments) -> TokenStream {
    let name = ident(&parameter.name);
    let docs = match parameter.docs.as_slice() {
        [] if parameter.whole_query.is_some() => doc("The whole query."),
        [] => doc(&format!("The {} `{}`.", described(parameter.location), parameter.wire)),
        _ => docs(&parameter.docs),
    };
    let deprecated = deprecated(parameter.deprecated);
    let Optional { generics, declaration, value, .. } = arguments.optional(&parameter.name, &parameter.ty);
    let set = set_parameter(parameter, &quote!(&#value));
    quote! {
        #docs
        #deprecated
        pub fn #name #generics(self, #declaration) -> Self {
            Self(self.0 #set)
        }
    }
}

fn described(location: Location) -> &'static str {
    match location {
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// ```text
///     .query("limit", &limit)
/// ```
pub(super) fn set_parameter(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let wire = &parameter.wire;
    let method = Ident::new(location(parameter.location), Span::call_site());
    quote!(.#method(#wire, #value))
}

/// ```text
///     .json(&body)
/// ```
pub(super) fn set_body(operation: &Operation, body: &Body, arguments: &Arguments) -> TokenStream {
    let name = ident(&body.name);
    if body.choice.is_some() {
        return quote!(.content(#name.into().0));
    }
    if body.media_types.preferred.form.is_some() {
        return quote!(.content(#name.0.into_body()));
    }
    let media = &body.media_types.preferred.name;
    let lent = arguments.lent(&body.name, &body.payload().ty);
    match body.payload().codec {
        Codec::Json => quote!(.json(#lent)),
        Codec::Form => quote!(.form(#lent)),
        Codec::Multipart => {
            let constant = ident(&operation.constant);
            quote!(.content(Form::of(&operations::#constant, #lent).into_body()))
        }
        Codec::Plain => quote!(.plain(#media, #lent)),
        Codec::Text => quote!(.body(#media, #name.as_ref().to_owned())),
        Codec::Bytes | Codec::Empty => quote!(.body(#media, #name)),
    }
}

/// ```text
///     pub fn body(self, body: impl Into<Option<models::Filter>>) -> Self {
///         Self(self.0.optional_json(&body.into()))
///     }
/// ```
fn body_setter(operation: &Operation, body: &Body, arguments: &Arguments) -> TokenStream {
    let name = ident(&body.name);
    let docs = match body.docs.as_slice() {
        [] => doc("The request body."),
        _ => docs(&body.docs),
    };
    if let Some(choice) = &body.choice {
        let ty = ident(&choice.name);
        return quote! {
            #docs
            pub fn #name<M>(self, #name: impl Optional<#ty, M>) -> Self {
                Self(self.0.optional_content(#name.into_option().map(|body| body.0)))
            }
        };
    }
    if let Some(form) = &body.media_types.preferred.form {
        let ty = ident(&form.name);
        return quote! {
            #docs
            pub fn #name(self, #name: impl Into<Option<#ty>>) -> Self {
                Self(self.0.optional_content(#name.into().map(|form| form.0.into_body())))
            }
        };
    }
    let (media, constant) = (&body.media_types.preferred.name, ident(&operation.constant));
    let Optional { generics, declaration, value, is_always_set } = arguments.optional(&body.name, &body.payload().ty);
    let set = match (body.payload().codec, is_always_set) {
        (Codec::Json, false) => quote!(.optional_json(&#value)),
        (Codec::Json, true) => quote!(.json(&#value)),
        (Codec::Form, false) => quote!(.optional_form(&#value)),
        (Codec::Form, true) => quote!(.form(&#value)),
        (Codec::Multipart, false) => {
            quote!(.optional_content(#value.map(|body| Form::of(&operations::#constant, &body).into_body())))
        }
        (Codec::Multipart, true) => quote!(.content(Form::of(&operations::#constant, &#value).into_body())),
        (Codec::Plain, false) => quote!(.optional_plain(#media, &#value)),
        (Codec::Plain, true) => quote!(.plain(#media, &#value)),
        (Codec::Text | Codec::Bytes | Codec::Empty, _) => quote!(.optional_body(#media, #value)),
    };
    quote! {
        #docs
        pub fn #name #generics(self, #declaration) -> Self {
            Self(self.0 #set)
        }
    }
}
