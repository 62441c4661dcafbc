//! The enums of `models.rs`.
//!
//! Owns how enums of strings and of numbers are written. Must not know other types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Number, NumberEnum, StringEnum};

use super::schemas::float;
use super::tokens::{deprecated, docs, ident, number};

/// ```text
/// string_enum! {
///     /// How a driver stands.
///     pub enum DriverStatus {
///         Active = "active",
///         _ = Unknown,
///     }
/// }
/// ```
pub(super) fn string_enum(item: &StringEnum) -> TokenStream {
    let (name, unknown) = (ident(&item.name), ident(&item.unknown));
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, wire) = (docs(&variant.docs), ident(&variant.name), &variant.wire);
        quote!(#docs #name = #wire,)
    });
    quote! {
        string_enum! {
            #documentation
            #deprecated
            pub enum #name {
                #(#variants)*
                _ = #unknown,
            }
        }
    }
}

/// ```text
/// number_enum! {
///     /// How urgent it is.
///     pub enum Priority: i64 {
///         Low = 1,
///         _ = Unknown,
///     }
/// }
/// ```
pub(super) fn number_enum(item: &NumberEnum) -> TokenStream {
    let (name, unknown) = (ident(&item.name), ident(&item.unknown));
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let ty = if item.is_float { quote!(f64) } else { quote!(i64) };
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, wire) = (docs(&variant.docs), ident(&variant.name), literal(variant.wire));
        quote!(#docs #name = #wire,)
    });
    quote! {
        number_enum! {
            #documentation
            #deprecated
            pub enum #name: #ty {
                #(#variants)*
                _ = #unknown,
            }
        }
    }
}

/// ```text
/// -1
/// ```
pub(super) fn literal(value: Number) -> TokenStream {
    match value {
        Number::Integer(integer) => number(integer),
        Number::Float(value) => float(value),
    }
}
