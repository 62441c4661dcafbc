//! `lib.rs`, or the one module that stands for it: what is exported, and how the parts are bound together.
//!
//! Owns the crate root. Must not know what stands in the parts.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Item, Krate, Operation, Products, Runtime, Scalar};

use super::schemas::are_shared;
use super::tokens::visible;
use super::{Source, models};

/// ```text
/// //! The drivers API.
/// use oasmith_runtime as runtime;
///
/// #[rustfmt::skip]
/// pub mod models;
/// ```
pub(super) fn root(krate: &Krate) -> TokenStream {
    let docs = root_docs(krate);
    let lints = lints();
    let allow = allow_deprecated(krate);
    let (linked, vendored) = match krate.runtime {
        Runtime::Crate => (
            calls_runtime(krate).then(|| {
                quote!(
                    use oasmith_runtime as runtime;
                )
            }),
            None,
        ),
        Runtime::Vendored => (
            None,
            Some(quote! {
                #[allow(dead_code, missing_docs, unreachable_pub)]
                #[rustfmt::skip]
                mod runtime;
            }),
        ),
    };
    let Products { client, server, validate, schemars, proptest } = krate.products;
    let schemas = are_shared(krate).then(|| {
        let features = features(&[("client", client), ("server", server), ("validate", validate)]);
        quote! {
            #features
            #[rustfmt::skip]
            mod schemas;
        }
    });
    let operations = features(&[("client", client), ("server", server)]).map(|features| {
        quote! {
            #features
            #[rustfmt::skip]
            pub mod operations;
        }
    });
    let client = krate.products.client.then(|| {
        quote! {
            #[cfg(feature = "client")]
            #allow
            #[rustfmt::skip]
            pub mod client;
        }
    });
    let exports = krate.products.client.then(|| {
        let exports = exports();
        quote! {
            #[cfg(feature = "client")]
            #exports
        }
    });
    let scalars = scalars(krate, None);
    let server = krate.products.server.then(|| {
        quote! {
            #[cfg(feature = "server")]
            #allow
            #[rustfmt::skip]
            pub mod server;
        }
    });
    let arbitrary = proptest.then(|| {
        quote! {
            #[cfg(feature = "proptest")]
            #allow
            #[rustfmt::skip]
            mod arbitrary;
        }
    });
    let json_schema = schemars.then(|| {
        quote! {
            #[cfg(feature = "schemars")]
            #allow
            #[rustfmt::skip]
            mod json_schema;
        }
    });
    let validate = krate.products.validate.then(|| {
        let exports = validate_exports();
        quote! {
            #[cfg(feature = "validate")]
            #allow
            #[rustfmt::skip]
            mod validate;
            #[cfg(feature = "validate")]
            #exports
        }
    });
    let recursion_limit = krate.recursion_limit.map(|levels| {
        let levels = levels.to_string();
        quote!(#![recursion_limit = #levels])
    });
    quote! {
        #docs
        #recursion_limit
        #![forbid(unsafe_code)]
        #![deny(clippy::unwrap_used, clippy::expect_used)]
        #![deny(clippy::indexing_slicing, clippy::panic)]
        #(#![allow(#lints)])*
        #linked
        #arbitrary
        #client
        #json_schema
        #allow
        #[rustfmt::skip]
        pub mod models;
        #operations
        #vendored
        #schemas
        #server
        #exports
        #scalars
        #validate
    }
}

/// ```text
/// pub use runtime::encoded::Base64;
/// ```
///
/// The types of the runtime that models are made of, or that are errors of theirs.
fn scalars(krate: &Krate, attribute: Option<TokenStream>) -> TokenStream {
    let export = |scalar: &Scalar| match scalar {
        Scalar::Base64 => Some(quote!(encoded::Base64)),
        Scalar::Base64Url => Some(quote!(encoded::Base64Url)),
        Scalar::Secret => Some(quote!(secret::Secret)),
        _ => None,
    };
    let is_closed = |item: &Item| match item {
        Item::StringEnum(item) => item.unknown.is_none(),
        Item::NumberEnum(item) => item.unknown.is_none(),
        Item::Struct(_) | Item::Tuple(_) | Item::OneOf(_) | Item::Alias(_) | Item::Newtype(_) => false,
    };
    let error = krate.items.iter().any(is_closed).then(|| quote!(closed::UnknownValue));
    let map = krate.has_maps().then(|| quote!(wire::Map));
    let exports = error.into_iter().chain(map).chain(krate.scalars().into_iter().filter_map(export));
    exports
        .map(|path| {
            quote! {
                #attribute
                pub use runtime::#path;
            }
        })
        .collect()
}

/// Lints about what is the description's to decide: its words, and where it has none, its names, and how many shapes an answer has. A few at a
/// time, as rustfmt leaves them on one line.
fn lints() -> [TokenStream; 7] {
    [
        quote!(missing_docs, rustdoc::bare_urls, rustdoc::broken_intra_doc_links),
        quote!(rustdoc::invalid_codeblock_attributes, rustdoc::invalid_html_tags),
        quote!(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items),
        quote!(clippy::disallowed_names, clippy::just_underscores_and_digits),
        quote!(clippy::enum_variant_names, clippy::large_enum_variant),
        quote!(clippy::manual_range_patterns, clippy::match_overlapping_arm),
        quote!(clippy::type_complexity),
    ]
}

/// Whether anything that is written names the runtime.
fn calls_runtime(krate: &Krate) -> bool {
    krate.products.client || krate.products.server || models::need_wire(krate) || !scalars(krate, None).is_empty()
}

/// ```text
/// //! The drivers API
/// //!
/// //! What its description says.
/// ```
fn root_docs(krate: &Krate) -> TokenStream {
    let mut lines = vec![krate.title.as_str()];
    if !krate.docs.is_empty() {
        lines.push("");
        lines.extend(krate.docs.iter().map(String::as_str));
    }
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { visible(&format!(" {line}")) });
    quote!(#(#![doc = #lines])*)
}

/// ```text
/// #[allow(deprecated)]
/// ```
///
/// What is outdated warns its users, and not the code that defines it.
fn allow_deprecated(krate: &Krate) -> Option<TokenStream> {
    let in_item = |item: &Item| match item {
        Item::Struct(item) => item.deprecated || item.fields.iter().any(|field| field.deprecated),
        Item::StringEnum(item) => item.deprecated,
        Item::NumberEnum(item) => item.deprecated,
        Item::Tuple(item) => item.deprecated,
        Item::OneOf(item) => item.deprecated,
        Item::Alias(item) | Item::Newtype(item) => item.deprecated,
    };
    let in_operation = |operation: &Operation| {
        operation.deprecated || operation.parameters.iter().any(|parameter| parameter.deprecated)
    };
    let any = krate.items.iter().any(in_item) || krate.operations.iter().any(in_operation);
    any.then(|| quote!(#[allow(deprecated)]))
}

/// ```text
/// #[cfg(any(feature = "client", feature = "server"))]
/// ```
///
/// `None` where none of the features is there.
fn features(features: &[(&str, bool)]) -> Option<TokenStream> {
    let features: Vec<&str> = features.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect();
    match features.as_slice() {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

/// ```text
/// pub use validate::{Validate, Violation, Violations};
/// ```
fn validate_exports() -> TokenStream {
    quote! {
        pub use validate::{Validate, Violation, Violations};
    }
}

/// ```text
/// pub use client::{CallError, Client, Error};
/// ```
fn exports() -> TokenStream {
    quote! {
        pub use client::{CallError, Client, ClientBuilder, Error, ErrorResponse, Response};
    }
}

/// Whoever includes the module need not use all of it, and a program warns about what it does not use.
///
/// ```text
/// use ::oasmith_runtime as runtime;
/// #[allow(dead_code, unused_imports)]
/// pub mod models { .. }
/// ```
pub(super) fn module(krate: &Krate, sources: &[Source]) -> TokenStream {
    let modules = sources.iter().map(|source| {
        let name = source.name().trim_end_matches(".rs");
        let is_private = ["arbitrary", "json_schema", "schemas", "validate"].contains(&name);
        let visibility = (!is_private).then(|| quote!(pub));
        let name = Ident::new(name, Span::call_site());
        let (body, deprecated, lints) = (source.tokens(krate), allow_deprecated(krate), lints());
        quote! {
            #[allow(dead_code, unused_imports)]
            #(#[allow(#lints)])*
            #deprecated
            #visibility mod #name { #body }
        }
    });
    let exports = krate.products.client.then(|| {
        let exports = exports();
        quote!(#[allow(unused_imports)] #exports)
    });
    let validate = krate.products.validate.then(|| {
        let exports = validate_exports();
        quote!(#[allow(unused_imports)] #exports)
    });
    let runtime = calls_runtime(krate).then(|| {
        quote!(
            use ::oasmith_runtime as runtime;
        )
    });
    let scalars = scalars(krate, Some(quote!(#[allow(unused_imports)])));
    quote! {
        #runtime
        #(#modules)*
        #exports
        #scalars
        #validate
    }
}
