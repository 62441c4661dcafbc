//! The tuple structs of `models.rs`.
//!
//! Owns how a list with a type for each place is written. Must not know other types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::Tuple;

use super::chosen::{attributes, more_derives};
use super::tokens::{From, deprecated, docs, ident};

/// ```text
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Point(pub String, pub Option<i64>, pub Vec<bool>);
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
    quote! {
        #documentation
        #deprecated
        #[derive(Debug, Clone, PartialEq #derives)]
        #attributes
        pub struct #name(#(#fields),*);
        tuple! {
            #name { #(#table)* }
        }
    }
}
