//! The responses of `server.rs`: one enum an operation, with a variant for each declared response.
//!
//! Owns their variants, and how each is written. Must not know the trait of a service, or its requests.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Codec, Name, Operation, Outcome, Status};

use super::super::streams;
use super::super::tokens::{From, doc, docs, ident, number};
use super::api;

/// ```text
/// pub enum CreateDriverResponse { Ok(models::Driver), Conflict(models::ApiError) }
/// ```
pub(super) fn response(operation: &Operation) -> TokenStream {
    let name = ident(&operation.response);
    let header = doc(&format!("A response of [`{}`].", api::method_path(operation)));
    let variants = operation.outcomes.iter().map(variant);
    let arms = operation.outcomes.iter().map(|outcome| arm(operation, outcome));
    let WithHeaders { variant: with_headers, arm: with_headers_arm, methods } = with_headers(operation);
    // A stream can be read only once.
    let derives = match operation.outcomes.iter().all(|outcome| outcome.streams.is_empty()) {
        true => quote!(Debug, Clone, PartialEq),
        false => quote!(Debug),
    };
    let into = if operation.outcomes.is_empty() {
        // An enum without variants has no value to match on by value.
        quote!(match self {})
    } else {
        quote!(match self { #(#arms)* #with_headers_arm })
    };
    quote! {
        #header
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #with_headers
        }
        #methods
        impl IntoResponse for #name {
            fn into_response(self) -> Response {
                #into
            }
        }
    }
}

/// What an operation has for responses with declared headers, where any are declared.
#[derive(Default)]
struct WithHeaders {
    variant: TokenStream,
    arm: TokenStream,
    methods: TokenStream,
}

/// ```text
///     WithHeaders(WithHeaders<Self>),
///
///     Self::WithHeaders(response) => response.into_response(),
///
/// impl CreateDriverResponse {
///     pub fn with_headers(self, headers: CreateDriverHeaders) -> Self { .. }
/// }
/// ```
fn with_headers(operation: &Operation) -> WithHeaders {
    let sets = [("with_headers", &operation.success_headers), ("with_error_headers", &operation.failure_headers)];
    let methods: Vec<TokenStream> = sets
        .into_iter()
        .filter_map(|(method, set)| {
            let (method, headers) = (Ident::new(method, Span::call_site()), ident(&set.as_ref()?.name));
            Some(quote! {
                /// The same response with these headers.
                #[must_use]
                pub fn #method(self, headers: #headers) -> Self {
                    Self::WithHeaders(WithHeaders::new(self, &headers))
                }
            })
        })
        .collect();
    if methods.is_empty() {
        return WithHeaders::default();
    }
    let name = ident(&operation.response);
    WithHeaders {
        variant: quote! {
            #[doc(hidden)]
            WithHeaders(WithHeaders<Self>),
        },
        arm: quote!(Self::WithHeaders(response) => response.into_response(),),
        methods: quote!(impl #name { #(#methods)* }),
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
    let others = outcome.others.iter().filter_map(|other| {
        let (name, payload) = other.variant.as_ref()?;
        let same = outcome.name.as_str();
        let docs = doc(&format!("The same as [`{label}`](Self::{same}), as `{}`.", other.name.replace('`', "'")));
        let (name, ty) = (ident(name), payload.ty.tokens(From::Beside));
        Some(match is_exact(outcome.status) {
            true => quote!(#docs #name(#ty),),
            false => quote!(#docs #name(u16, #ty),),
        })
    });
    quote!(#variant #(#others)* #streams)
}

fn is_exact(status: Status) -> bool {
    match status {
        Status::Exact(_) => true,
        Status::Range(_) | Status::Default => false,
    }
}

fn arm(operation: &Operation, outcome: &Outcome) -> TokenStream {
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
    let reply = |name: &Name, codec: Codec, media: &str| match codec {
        Codec::Empty => {
            let (name, pattern) = (ident(name), pattern.as_ref().map(|pattern| quote!((#pattern))));
            quote!(Self::#name #pattern => reply::empty(#status),)
        }
        Codec::Json | Codec::Form | Codec::Plain | Codec::Multipart | Codec::Text | Codec::Bytes => {
            let (name, made) = (ident(name), made(operation, codec, media, &status));
            quote!(Self::#name(#pattern body) => #made,)
        }
    };
    let media = outcome.media_types.as_ref().map_or("", |media_types| media_types.preferred.name.as_str());
    let arm = reply(&outcome.name, outcome.payload().codec, media);
    let others = outcome.others.iter().filter_map(|other| {
        let (name, payload) = other.variant.as_ref()?;
        Some(reply(name, payload.codec, &other.name))
    });
    quote!(#arm #(#others)* #streams)
}

/// ```text
/// reply::json(200, &body)
/// ```
fn made(operation: &Operation, codec: Codec, media: &str, status: &TokenStream) -> TokenStream {
    match codec {
        Codec::Json if media == "application/json" => quote!(reply::json(#status, &body)),
        Codec::Json => quote!(reply::json_as(#status, #media, &body)),
        Codec::Form => {
            let constant = ident(&operation.constant);
            quote!(reply::form(&operations::#constant, #status, &body))
        }
        Codec::Plain => quote!(reply::plain(#status, #media, &body)),
        Codec::Empty => quote!(reply::empty(#status)),
        Codec::Multipart | Codec::Text | Codec::Bytes => quote!(reply::bytes(#status, #media, body)),
    }
}
