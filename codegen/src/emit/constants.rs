//! Values in generated code, as expressions.
//!
//! Owns how a value is written. Must not know where it is used.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Constant;

use super::enums::literal;
use super::tokens::{From, ident};

impl Constant {
    /// ```text
    /// vec!["a".to_owned()]
    /// ```
    pub(super) fn tokens(&self, from: From) -> TokenStream {
        match self {
            Self::Bool(value) => quote!(#value),
            Self::Number(number) => literal(*number),
            Self::Text(text) => quote!(#text.to_owned()),
            Self::Unit => quote!(()),
            Self::Variant(name, variant) => {
                let (name, variant) = (from.named(name), ident(variant));
                quote!(#name::#variant)
            }
            Self::List(items) if items.is_empty() => quote!(Vec::new()),
            Self::List(items) => {
                let items = items.iter().map(|item| item.tokens(from));
                quote!(vec![#(#items),*])
            }
            Self::Empty => quote!(Default::default()),
            Self::Map(properties) => {
                let properties = properties.iter().map(|(name, value)| {
                    let value = value.tokens(from);
                    quote!((#name.to_owned(), #value))
                });
                quote!(wire::Map::from_iter([#(#properties),*]))
            }
            Self::Struct { name, fields, others } => {
                let name = from.named(name);
                let is_bare = fields.is_empty();
                let fields = fields.iter().map(|(field, value)| {
                    let (field, value) = (ident(field), value.tokens(from));
                    quote!(#field: #value)
                });
                match (is_bare, others) {
                    (true, _) => quote!(#name::new()),
                    (false, true) => quote!(#name { #(#fields,)* ..#name::new() }),
                    (false, false) => quote!(#name { #(#fields,)* }),
                }
            }
            Self::Tuple(name, places) => {
                let name = from.named(name);
                let places = places.iter().map(|place| place.tokens(from));
                quote!(#name(#(#places),*))
            }
            Self::Some(value) => {
                let value = value.tokens(from);
                quote!(Some(#value))
            }
            Self::None => quote!(None),
            Self::Boxed(value) => {
                let value = value.tokens(from);
                quote!(Box::new(#value))
            }
            Self::Json(text) => quote!(wire::json(#text)),
        }
    }
}
