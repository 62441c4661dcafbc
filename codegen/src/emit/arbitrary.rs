//! `arbitrary.rs`: the models that proptest makes values of.
//!
//! Owns how that list is written. Must not know schemas.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Item, Krate, Name, OneOf};

use super::tokens::ident;

/// ```text
/// arbitrary! {
///     models::Driver,
///     models::Pet by "kind" {
///         "cat": models::Cat,
///     },
/// }
/// ```
///
/// The schema tables do not know which discriminator value selects which alternative.
pub(super) fn file(krate: &Krate) -> TokenStream {
    let models: HashSet<&Name> = krate.validated.iter().map(|validated| &validated.model).collect();
    let unions: Vec<&OneOf> = krate
        .items
        .iter()
        .filter_map(|item| match item {
            Item::OneOf(item) => Some(item),
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::Tuple(_)
            | Item::Alias(_)
            | Item::Newtype(_) => None,
        })
        .collect();
    let lines = krate.validated.iter().map(|validated| {
        let model = ident(&validated.model);
        let union = unions.iter().find(|union| union.name == validated.model);
        let by = union.and_then(|union| by(union, &models));
        quote!(models::#model #by,)
    });
    quote! {
        //! Values of each model for proptest.
        use super::models;
        use super::runtime::arbitrary;
        arbitrary! { #(#lines)* }
    }
}

/// ```text
/// by "kind" { "cat": models::Cat, }
/// ```
fn by(union: &OneOf, models: &HashSet<&Name>) -> Option<TokenStream> {
    let property = union.discriminator.as_ref()?;
    let alternatives = union.alternatives.iter().filter_map(|alternative| {
        let name = alternative.ty.name().filter(|name| models.contains(name))?;
        Some((ident(name), &alternative.discriminator_values))
    });
    let values = alternatives.flat_map(|(name, values)| values.iter().map(move |value| quote!(#value: models::#name,)));
    Some(quote!(by #property { #(#values)* }))
}
