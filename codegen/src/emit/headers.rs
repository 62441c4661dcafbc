//! The types of declared response headers in `client.rs`, and their tables in `operations.rs`.
//!
//! Owns how both are written. Must not know which operation has which headers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{HeaderType, Krate, Parameter};

use super::operations;
use super::tokens::{From, deprecated, doc, docs, ident};

/// ```text
/// pub struct ListDriversHeaders { pub link: Option<String> }
/// impl DecodeHeaders for ListDriversHeaders { .. }
/// pub type ListFleetDriversHeaders = ListDriversHeaders;
/// ```
pub(super) fn types(krate: &Krate) -> TokenStream {
    krate.headers.iter().map(header_type).collect()
}

fn header_type(of: &HeaderType) -> TokenStream {
    let (name, constant) = (ident(&of.name), ident(&of.constant));
    let fields = of.headers.iter().map(field);
    let values = (0..).zip(&of.headers).map(|(position, header): (usize, &Parameter)| {
        let (name, position) = (ident(&header.name), Literal::usize_unsuffixed(position));
        match header.required {
            true => quote!(#name: declared.required(#position)?),
            false => quote!(#name: declared.optional(#position)),
        }
    });
    let aliases = of.aliases.iter().map(|alias| {
        let (docs, alias) = (doc(&format!("The same headers as [`{}`].", of.name.as_str())), ident(alias));
        quote! {
            #docs
            pub type #alias = #name;
        }
    });
    quote! {
        /// Headers of responses: `response.decode_headers()` reads them.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
        impl DecodeHeaders for #name {
            fn decode(headers: &HeaderMap) -> Result<Self, HeaderError> {
                let declared = Declared::new(operations::#constant, headers);
                Ok(Self { #(#values),* })
            }
        }
        #(#aliases)*
    }
}

/// ```text
///     /// The next page.
///     pub link: Option<String>,
/// ```
fn field(header: &Parameter) -> TokenStream {
    let (name, ty, deprecated) = (ident(&header.name), header.ty.tokens(From::Beside), deprecated(header.deprecated));
    let docs = match header.docs.as_slice() {
        [] => doc(&format!("The header `{}`.", header.wire)),
        _ => docs(&header.docs),
    };
    let ty = if header.required { ty } else { quote!(Option<#ty>) };
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
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
