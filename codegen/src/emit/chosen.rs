//! The derives and attributes that the user chose for a type.
//!
//! Owns how they are written. Must not know which type has them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Chosen, Name, Trait};

use super::tokens::{ident, verbatim};

/// ```text
/// , Eq, Hash, strum::EnumIter
/// ```
pub(super) fn more_derives(chosen: &Chosen) -> TokenStream {
    let derives = all(chosen, &chosen.traits);
    quote!(#(, #derives)*)
}

/// ```text
/// #[derive(Eq, Hash, strum::EnumIter)]
/// #[doc(hidden)]
/// ```
pub(super) fn attributes_and_derives(chosen: &Chosen) -> TokenStream {
    with_derives(chosen, &chosen.traits)
}

/// ```text
/// #[derive(strum::EnumIter)]
/// ```
///
/// Without the traits of std, which [`by_value`] writes.
pub(super) fn attributes_and_paths(chosen: &Chosen) -> TokenStream {
    with_derives(chosen, &[])
}

/// ```text
/// by_value! {
///     DriverStatus(as_str): PartialOrd Ord
/// }
/// ```
pub(super) fn by_value(name: &Name, value: &str, chosen: &Chosen) -> Option<TokenStream> {
    let (name, value) = (ident(name), Ident::new(value, Span::call_site()));
    let traits = chosen.traits.iter().map(|one| Ident::new(one.name(), Span::call_site()));
    (!chosen.traits.is_empty()).then(|| quote!(by_value! { #name(#value): #(#traits)* }))
}

/// ```text
/// #[doc(hidden)]
/// ```
pub(super) fn attributes(chosen: &Chosen) -> TokenStream {
    let attributes = chosen.attributes.iter().map(|text| verbatim(text));
    quote!(#(#[#attributes])*)
}

fn with_derives(chosen: &Chosen, traits: &[Trait]) -> TokenStream {
    let derives = all(chosen, traits);
    let derives = (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]));
    let attributes = attributes(chosen);
    quote!(#derives #attributes)
}

fn all(chosen: &Chosen, traits: &[Trait]) -> Vec<TokenStream> {
    traits.iter().map(|one| verbatim(one.name())).chain(chosen.derives.iter().map(|text| verbatim(text))).collect()
}
