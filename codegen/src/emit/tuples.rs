//! The tuple structs of `models.rs`.
//!
//! Owns how an array with a type for each position is written. Must not know other types.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::bounds::CONSTRUCTOR_ARGUMENTS;
use crate::rust::Tuple;

use super::chosen::{attributes, more_derives};
use super::tokens::{From, deprecated, docs, ident};

/// ```text
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub struct Point(pub String, pub Option<i64>, pub Vec<bool>);
/// impl Point { pub fn new(item_0: impl Into<String>) -> Self { Self(item_0.into(), None, Vec::new()) } }
/// tuple! { Point { 0: String = required, 1: i64 = optional, 2: bool = rest, } }
/// ```
pub(super) fn tuple(item: &Tuple) -> TokenStream {
    let name = ident(&item.name);
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let (derives, attributes) = (more_derives(&item.chosen), attributes(&item.chosen));
    let mut fields = Vec::new();
    let mut table = Vec::new();
    for (place, one) in item.items.iter().enumerate() {
        let (place, ty) = (Literal::usize_unsuffixed(place), one.ty.tokens(From::Models));
        let ty = if one.boxed { quote!(Box<#ty>) } else { ty };
        let docs = docs(&one.docs);
        fields.push(if one.is_required { quote!(#docs pub #ty) } else { quote!(#docs pub Option<#ty>) });
        let judged = one.judged.as_ref().map_or(ty, |judged| judged.judged(From::Models));
        let mode = if one.is_required { quote!(required) } else { quote!(optional) };
        table.push(quote!(#place: #judged = #mode,));
    }
    if let Some(rest) = &item.rest {
        let (place, ty) = (Literal::usize_unsuffixed(item.items.len()), rest.tokens(From::Models));
        fields.push(quote!(pub Vec<#ty>));
        let judged = item.rest_judged.as_ref().map_or(ty, |judged| judged.judged(From::Models));
        table.push(quote!(#place: #judged = rest,));
    }
    let default = item.is_default().then(|| quote!(Default,));
    let new = constructor(item);
    quote! {
        #documentation
        #deprecated
        #[derive(Debug, Clone, #default PartialEq #derives)]
        #attributes
        #[non_exhaustive]
        pub struct #name(#(#fields),*);
        impl #name {
            #new
        }
        tuple! {
            #name { #(#table)* }
        }
    }
}

/// ```text
/// pub fn new(item_0: impl Into<String>) -> Self { Self(item_0.into(), None, Vec::new()) }
/// ```
fn constructor(item: &Tuple) -> TokenStream {
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for (place, one) in item.items.iter().enumerate() {
        if !one.is_required {
            values.push(quote!(None));
            continue;
        }
        let argument = Ident::new(&format!("item_{place}"), Span::call_site());
        let taken = if one.boxed { one.ty.tokens(From::Models) } else { one.ty.owned_argument(From::Models) };
        arguments.push(quote!(#argument: #taken));
        values.push(match one.boxed || one.ty.is_converted() {
            true => quote!(#argument.into()),
            false => quote!(#argument),
        });
    }
    values.extend(item.rest.as_ref().map(|_| quote!(Vec::new())));
    let allow = (arguments.len() > CONSTRUCTOR_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        /// A value with its required items.
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self(#(#values),*)
        }
    }
}
