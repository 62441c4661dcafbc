//! `lib.rs`, or the one file of modules in its place: what is exported, and how the parts are bound together.
//!
//! Owns the crate root. Must not know what the parts contain.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::product::Product;
use crate::rust::{Item, Krate, Operation, Runtime, Scalar};

use super::schemas::are_shared;
use super::tokens::visible;
use super::{Module, models};

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
    let schemas = are_shared(krate).then(|| {
        let features = features(krate.products.iter().filter(|product| product.row().requires.is_none()));
        quote! {
            #features
            #[rustfmt::skip]
            mod schemas;
        }
    });
    let operations = krate.products.use_operations().then(|| {
        let features = features(krate.products.iter().filter(|product| {
            let row = product.row();
            row.source.is_operations() && row.requires.is_none()
        }));
        quote! {
            #features
            #[rustfmt::skip]
            pub mod operations;
        }
    });
    let [client, server, webhooks, arbitrary, json_schema, validate, mock] = [
        Product::Client,
        Product::Server,
        Product::Webhooks,
        Product::Proptest,
        Product::Schemars,
        Product::Validate,
        Product::Mock,
    ]
    .map(|product| krate.products.has(product).then(|| product_module(product, allow.as_ref())));
    let exports = client.is_some().then(|| {
        let exports = exports();
        quote! {
            #[cfg(feature = "client")]
            #exports
        }
    });
    let validate_exports = validate.is_some().then(|| {
        let exports = validate_exports();
        quote! {
            #[cfg(feature = "validate")]
            #exports
        }
    });
    let scalars = scalars(krate, None);
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
        #mock
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
        #validate_exports
        #webhooks
    }
}

/// ```text
/// pub use runtime::base64_bytes::Base64;
/// ```
///
/// The types of the runtime that models consist of, or that are their errors.
fn scalars(krate: &Krate, attribute: Option<TokenStream>) -> TokenStream {
    let export = |scalar: &Scalar| match scalar {
        Scalar::Base64 => Some(quote!(base64_bytes::Base64)),
        Scalar::Base64Url => Some(quote!(base64_bytes::Base64Url)),
        Scalar::Secret => Some(quote!(secret::Secret)),
        Scalar::I8
        | Scalar::I16
        | Scalar::I128
        | Scalar::U8
        | Scalar::U16
        | Scalar::U32
        | Scalar::U64
        | Scalar::Timestamp
        | Scalar::Date
        | Scalar::Uuid
        | Scalar::Ipv4
        | Scalar::Ipv6
        | Scalar::Foreign(_) => None,
    };
    let is_closed = |item: &Item| match item {
        Item::StringEnum(item) => item.unknown.is_none(),
        Item::NumberEnum(item) => item.unknown.is_none(),
        Item::Struct(_) | Item::Tuple(_) | Item::OneOf(_) | Item::Alias(_) | Item::Newtype(_) => false,
    };
    let error = krate.items.iter().any(is_closed).then(|| quote!(closed_enum::UnknownValue));
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

/// Lints about what the description decides: its words, its names, the number of types of a response, the parameters of a request. A few at a
/// time, as rustfmt leaves them on one line.
fn lints() -> [TokenStream; 7] {
    [
        quote!(missing_docs, rustdoc::bare_urls, rustdoc::broken_intra_doc_links),
        quote!(rustdoc::invalid_codeblock_attributes, rustdoc::invalid_html_tags),
        quote!(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items),
        quote!(clippy::disallowed_names, clippy::just_underscores_and_digits),
        quote!(clippy::enum_variant_names, clippy::large_enum_variant),
        quote!(clippy::manual_range_patterns, clippy::match_overlapping_arm),
        quote!(clippy::new_without_default, clippy::type_complexity),
    ]
}

/// ```text
/// #[allow(dead_code, unused_imports)]
/// #[allow(missing_docs, rustdoc::bare_urls, rustdoc::broken_intra_doc_links)]
/// ```
///
/// The same for one module: an included file cannot say it once, because it has no inner attributes. Whoever includes the module need
/// not use all of it.
fn module_lints() -> TokenStream {
    let lints = lints();
    quote! {
        #[allow(dead_code, unused_imports)]
        #(#[allow(#lints)])*
    }
}

/// Whether anything that is written names the runtime.
fn calls_runtime(krate: &Krate) -> bool {
    krate.products.use_operations() || models::need_wire(krate) || !scalars(krate, None).is_empty()
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
/// A deprecated item warns its users, and not the code that defines it.
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
    let in_headers = krate.headers.iter().flat_map(|of| &of.headers).any(|header| header.deprecated);
    let in_webhooks = krate.webhooks.iter().any(|webhook| webhook.deprecated);
    let any = in_headers || in_webhooks || krate.items.iter().any(in_item) || krate.operations.iter().any(in_operation);
    any.then(|| quote!(#[allow(deprecated)]))
}

/// ```text
/// #[cfg(feature = "client")]
/// #[rustfmt::skip]
/// pub mod client;
/// ```
fn product_module(product: Product, allow: Option<&TokenStream>) -> TokenStream {
    let row = product.row();
    let (feature, visibility) = (row.name, row.source.is_operations().then(|| quote!(pub)));
    let module = Ident::new(row.file.trim_end_matches(".rs"), Span::call_site());
    quote! {
        #[cfg(feature = #feature)]
        #allow
        #[rustfmt::skip]
        #visibility mod #module;
    }
}

/// ```text
/// #[cfg(any(feature = "client", feature = "server"))]
/// ```
pub(super) fn features(products: impl Iterator<Item = Product>) -> TokenStream {
    let features: Vec<&str> = products.map(|product| product.row().name).collect();
    match features.as_slice() {
        [only] => quote!(#[cfg(feature = #only)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
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

/// ```text
/// use ::oasmith_runtime as runtime;
/// #[allow(dead_code, missing_docs, ..)]
/// pub mod models { .. }
/// ```
pub(super) fn module(krate: &Krate, modules: &[Module]) -> TokenStream {
    let modules = modules.iter().map(|module| {
        let name = module.file().trim_end_matches(".rs");
        let is_private = ["arbitrary", "json_schema", "schemas", "validate"].contains(&name);
        let visibility = (!is_private).then(|| quote!(pub));
        let name = Ident::new(name, Span::call_site());
        let (body, deprecated, lints) = (module.tokens(krate), allow_deprecated(krate), module_lints());
        quote! {
            #lints
            #deprecated
            #visibility mod #name { #body }
        }
    });
    let exports = krate.products.has(Product::Client).then(|| {
        let exports = exports();
        quote!(#[allow(unused_imports)] #exports)
    });
    let validate = krate.products.has(Product::Validate).then(|| {
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
