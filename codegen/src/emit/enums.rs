//! The enums of `models.rs`.
//!
//! Owns how enums of strings and of numbers are written. Must not know other types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Number, NumberEnum, StringEnum};

use super::chosen::{attributes_and_derives, attributes_and_paths, by_value};
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
///
/// Without `Unknown` it is a `closed_enum!`.
pub(super) fn string_enum(item: &StringEnum) -> TokenStream {
    let name = ident(&item.name);
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, wire) = (docs(&variant.docs), ident(&variant.name), &variant.wire);
        quote!(#docs #name = #wire,)
    });
    let Some(unknown) = item.unknown.as_ref().map(ident) else {
        let chosen = attributes_and_derives(&item.chosen);
        return quote! {
            closed_enum! {
                #documentation
                #deprecated
                #chosen
                pub enum #name {
                    #(#variants)*
                }
            }
        };
    };
    let (chosen, by_value) = (attributes_and_paths(&item.chosen), by_value(&item.name, "as_str", &item.chosen));
    quote! {
        string_enum! {
            #documentation
            #deprecated
            #chosen
            pub enum #name {
                #(#variants)*
                _ = #unknown,
            }
        }
        #by_value
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
///
/// Without `Unknown` it is a `closed_number_enum!`.
pub(super) fn number_enum(item: &NumberEnum) -> TokenStream {
    let name = ident(&item.name);
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let ty = if item.is_float { quote!(f64) } else { quote!(i64) };
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, wire) = (docs(&variant.docs), ident(&variant.name), literal(variant.wire));
        quote!(#docs #name = #wire,)
    });
    let (chosen, by_value) = (attributes_and_paths(&item.chosen), by_value(&item.name, "value", &item.chosen));
    let (table, unknown) = match item.unknown.as_ref().map(ident) {
        Some(unknown) => (quote!(number_enum), Some(quote!(_ = #unknown,))),
        None => (quote!(closed_number_enum), None),
    };
    quote! {
        #table! {
            #documentation
            #deprecated
            #chosen
            pub enum #name: #ty {
                #(#variants)*
                #unknown
            }
        }
        #by_value
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
