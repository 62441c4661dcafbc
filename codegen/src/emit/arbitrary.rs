//! `arbitrary.rs`: the models that proptest knows.
//!
//! Owns how that list is written. Must not know schemas.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Krate;

use super::tokens::ident;

/// ```text
/// arbitrary! {
///     models::Driver,
/// }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let models = krate.validated.iter().map(|validated| ident(&validated.model));
    quote! {
        //! What proptest has values of.
        use super::models;
        use super::runtime::arbitrary;
        arbitrary! { #(models::#models,)* }
    }
}
