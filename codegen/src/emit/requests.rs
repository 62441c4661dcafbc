//! The requests of `server.rs`: one struct an operation, with its parameters and its body.
//!
//! Owns their fields, and how each is read. Must not know the trait of a service, or its responses.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Accessor, Body, Constant, Operation, Parameter};

use super::bodies;
use super::client::location;
use super::server::method_path;
use super::tokens::{From, allow_arguments, doc, docs, ident};

/// ```text
/// pub struct ListDriversRequest { pub limit: Option<i64>, pub context: Context }
/// impl ListDriversRequest { pub fn new() -> Self { .. } }
/// impl FromRequest for ListDriversRequest { .. }
/// ```
pub(super) fn request(operation: &Operation) -> TokenStream {
    let name = ident(&operation.request);
    let header = doc(&format!("The validated request of [`{}`].", method_path(operation)));
    let fields = operation.parameters.iter().map(parameter_field);
    let body = operation.body.as_ref().map(body_field);
    let context = ident(&operation.context);
    let read = operation.parameters.iter().map(read_parameter);
    let read_body = operation.body.as_ref().map(read_body);
    let new = new(operation);
    let accessors = operation.parameters.iter().filter_map(accessor);
    // Parts that are still to come are read once.
    let is_read_once = operation.body.as_ref().is_some_and(bodies::is_read_once);
    let derives = if is_read_once { quote!(Debug) } else { quote!(Debug, Clone) };
    let mutable = (!operation.parameters.is_empty() || operation.body.is_some()).then(|| quote!(mut));
    quote! {
        #header
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #body
            /// Headers, credentials and extensions.
            pub #context: Context,
        }
        impl #name {
            #new
            #(#accessors)*
        }
        impl FromRequest for #name {
            fn from_request(#mutable incoming: Incoming) -> Result<Self, Rejection> {
                Ok(Self { #(#read,)* #read_body #context: incoming.into_context() })
            }
        }
    }
}

/// ```text
///     /// A request for tests. Its optional fields are `None`.
///     pub fn new(driver: impl Into<String>, body: models::UpdateDriver) -> Self {
///         Self { driver: driver.into(), body, context: Context::new(&operations::UPDATE_DRIVER) }
///     }
/// ```
///
/// The arguments are those of the client's method. A request with one more optional parameter is made the same way.
fn new(operation: &Operation) -> TokenStream {
    let (mut arguments, mut values, mut is_partial) = (Vec::new(), Vec::new(), false);
    for parameter in &operation.parameters {
        let (name, ty) = (ident(&parameter.name), &parameter.ty);
        if !parameter.required {
            is_partial = true;
            values.push(quote!(#name: None));
            continue;
        }
        let argument = ty.owned_argument(From::Beside);
        arguments.push(quote!(#name: #argument));
        values.push(if ty.is_converted() { quote!(#name: #name.into()) } else { quote!(#name) });
    }
    if let Some(body) = &operation.body {
        let (name, ty) = (bodies::field(body), &body.payload().ty);
        match (body.required, &body.choice) {
            (false, _) => {
                is_partial = true;
                values.push(quote!(#name: None));
            }
            (true, _) if body.choice.is_some() || body.form().is_some() => {
                let ty = bodies::of_server(body);
                arguments.push(quote!(#name: #ty));
                values.push(quote!(#name));
            }
            (true, _) if bodies::names_stream(body) => {
                arguments.push(quote!(#name: impl Into<BodyStream>));
                values.push(quote!(#name: #name.into()));
            }
            (true, _) => {
                let argument = ty.owned_argument(From::Beside);
                arguments.push(quote!(#name: #argument));
                values.push(if ty.is_converted() { quote!(#name: #name.into()) } else { quote!(#name) });
            }
        }
    }
    let header = match is_partial {
        true => doc("A request for tests. Its optional fields are `None`."),
        false => doc("A request for tests."),
    };
    let allow = allow_arguments(arguments.len());
    let (constant, context) = (ident(&operation.constant), ident(&operation.context));
    quote! {
        #header
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #context: Context::new(&operations::#constant) }
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
///     /// `limit`, or its default if it is absent.
///     pub fn limit_or_default(&self) -> i64 {
///         wire::or_default(&self.limit, || 10)
///     }
/// ```
fn accessor(parameter: &Parameter) -> Option<TokenStream> {
    let Accessor { name, value, .. } = parameter.default.as_ref()?;
    let (name, field) = (ident(name), ident(&parameter.name));
    let header = doc(&format!("`{}`, or its default if it is absent.", parameter.wire));
    let (ty, body) = if let Constant::Text(text) = value {
        (quote!(&str), quote!(self.#field.as_deref().unwrap_or(#text)))
    } else {
        let value = value.tokens(From::Beside);
        (parameter.ty.tokens(From::Beside), quote!(wire::or_default(&self.#field, || #value)))
    };
    Some(quote! {
        #header
        pub fn #name(&self) -> #ty {
            #body
        }
    })
}

fn body_field(body: &Body) -> TokenStream {
    let (name, ty) = (bodies::field(body), bodies::of_server(body));
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
    let (name, read) = (bodies::field(body), bodies::read(body));
    quote!(#name: #read,)
}
