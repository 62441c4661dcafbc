//! The types of declared response headers and their tables in `operations.rs`; how `client.rs` reads and `server.rs` writes them.
//!
//! Owns how all of these are written. Must not know which operation has which headers.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::product::Product;
use crate::rust::{HeaderType, Krate, Parameter};

use super::operations;
use super::tokens::{From, allow_arguments, deprecated, doc, docs, ident};

/// ```text
/// pub struct ListDriversHeaders { pub link: Option<String> }
/// pub type ListFleetDriversHeaders = ListDriversHeaders;
/// ```
pub(super) fn types(krate: &Krate) -> TokenStream {
    krate.headers.iter().map(|of| header_type(of, krate)).collect()
}

fn header_type(of: &HeaderType, krate: &Krate) -> TokenStream {
    let name = ident(&of.name);
    let fields = of.headers.iter().map(field);
    let aliases = of.aliases.iter().map(|alias| {
        let (docs, alias) = (doc(&format!("The same headers as [`{}`].", of.name.as_str())), ident(alias));
        quote! {
            #docs
            pub type #alias = #name;
        }
    });
    let is_for = |product| krate.products.has(product);
    let header = doc(match (is_for(Product::Client), is_for(Product::Server)) {
        (true, true) => {
            "Headers of responses: `response.decode_headers()` of a client reads them, and a server sends a response with them."
        }
        (false, true) => "Headers of responses: a server sends a response with them.",
        (_, false) => "Headers of responses: `response.decode_headers()` reads them.",
    });
    let made = is_for(Product::Server).then(|| construct(of));
    // As models have it: where `new` takes nothing.
    let default = (made.is_some() && required(of).next().is_none()).then(|| quote!(, Default));
    quote! {
        #header
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
        #made
        #(#aliases)*
    }
}

/// ```text
///     /// The next page.
///     pub link: Option<String>,
/// ```
fn field(header: &Parameter) -> TokenStream {
    let (name, ty, deprecated) = (ident(&header.name), header.ty.tokens(From::Beside), deprecated(header.deprecated));
    let docs = header_docs(header);
    let ty = if header.required { ty } else { quote!(Option<#ty>) };
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

fn header_docs(header: &Parameter) -> TokenStream {
    match header.docs.as_slice() {
        [] => doc(&format!("The header `{}`.", header.wire)),
        _ => docs(&header.docs),
    }
}

/// ```text
/// impl CreateDriverHeaders {
///     /// The headers that are required.
///     pub fn new(location: impl Into<String>) -> Self { .. }
///     /// Sets `ETag`.
///     pub fn etag(mut self, etag: impl Into<String>) -> Self { .. }
/// }
/// ```
fn construct(of: &HeaderType) -> TokenStream {
    let name = ident(&of.name);
    let arguments = required(of).map(|header| {
        let (name, ty) = (ident(&header.name), header.ty.owned_argument(From::Beside));
        quote!(#name: #ty)
    });
    let values = of.headers.iter().map(|header| {
        let name = ident(&header.name);
        match (header.required, header.ty.is_converted()) {
            (true, true) => quote!(#name: #name.into()),
            (true, false) => quote!(#name),
            (false, _) => quote!(#name: None),
        }
    });
    let setters = of.headers.iter().filter(|header| !header.required).map(|header| {
        let (name, ty) = (ident(&header.name), header.ty.owned_argument(From::Beside));
        let value = if header.ty.is_converted() { quote!(#name.into()) } else { quote!(#name) };
        let (docs, deprecated) = (doc(&format!("Sets `{}`.", header.wire)), deprecated(header.deprecated));
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #name(mut self, #name: #ty) -> Self {
                self.#name = Some(#value);
                self
            }
        }
    });
    let (header, value) = match required(of).next() {
        Some(_) => (doc("The headers that are required."), quote!(Self { #(#values),* })),
        None => (doc("No headers yet."), quote!(Self::default())),
    };
    let allow = allow_arguments(required(of).count());
    let allow_deprecated = deprecated_allowed(of);
    quote! {
        #allow_deprecated
        impl #name {
            #header
            #allow
            pub fn new(#(#arguments),*) -> Self {
                #value
            }
            #(#setters)*
        }
    }
}

fn required(of: &HeaderType) -> impl Iterator<Item = &Parameter> {
    of.headers.iter().filter(|header| header.required)
}

/// What code that names the fields of a type needs.
fn deprecated_allowed(of: &HeaderType) -> Option<TokenStream> {
    of.headers.iter().any(|header| header.deprecated).then(|| quote!(#[allow(deprecated)]))
}

/// ```text
/// pub use super::operations::ListDriversHeaders;
/// ```
pub(super) fn exports(krate: &Krate) -> Option<TokenStream> {
    let mut names: Vec<Ident> =
        krate.headers.iter().flat_map(|of| std::iter::once(&of.name).chain(&of.aliases)).map(ident).collect();
    names.sort();
    match names.as_slice() {
        [] => None,
        [only] => Some(quote!(pub use super::operations::#only;)),
        several => Some(quote!(pub use super::operations::{#(#several),*};)),
    }
}

/// ```text
/// impl DecodeHeaders for ListDriversHeaders { .. }
/// ```
pub(super) fn decoders(krate: &Krate) -> TokenStream {
    let decoders = krate.headers.iter().map(|of| {
        let (name, constant, allow) = (ident(&of.name), ident(&of.constant), deprecated_allowed(of));
        let values = (0..).zip(&of.headers).map(|(position, header): (usize, &Parameter)| {
            let (name, position) = (ident(&header.name), Literal::usize_unsuffixed(position));
            match header.required {
                true => quote!(#name: declared.required(#position)?),
                false => quote!(#name: declared.optional(#position)),
            }
        });
        quote! {
            #allow
            impl DecodeHeaders for #name {
                fn decode(headers: &HeaderMap) -> Result<Self, HeaderError> {
                    let declared = Declared::new(operations::#constant, headers);
                    Ok(Self { #(#values),* })
                }
            }
        }
    });
    decoders.collect()
}

/// ```text
/// impl EncodeHeaders for ListDriversHeaders {
///     fn encode(&self) -> Headers {
///         Headers::new(operations::LIST_DRIVERS_HEADERS).with(0, &self.link)
///     }
/// }
/// ```
pub(super) fn encoders(krate: &Krate) -> TokenStream {
    let encoders = krate.headers.iter().map(|of| {
        let (name, constant, allow) = (ident(&of.name), ident(&of.constant), deprecated_allowed(of));
        let values = (0..).zip(&of.headers).map(|(position, header): (usize, &Parameter)| {
            let (name, position) = (ident(&header.name), Literal::usize_unsuffixed(position));
            quote!(.with(#position, &self.#name))
        });
        quote! {
            #allow
            impl EncodeHeaders for #name {
                fn encode(&self) -> Headers {
                    Headers::new(operations::#constant) #(#values)*
                }
            }
        }
    });
    encoders.collect()
}

/// ```text
/// pub static LIST_DRIVERS_HEADERS: &[Parameter] = &[Parameter::header("Link", &Schema::STRING)];
/// ```
pub(super) fn tables(krate: &Krate) -> TokenStream {
    let table = |of: &HeaderType| {
        let constant = ident(&of.constant);
        let headers = of.headers.iter().map(operations::parameter);
        quote! {
            #[doc(hidden)]
            pub static #constant: &[Parameter] = &[#(#headers),*];
        }
    };
    krate.headers.iter().map(table).collect()
}
