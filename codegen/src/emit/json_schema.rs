//! `json_schema.rs`: the models that schemars knows.
//!
//! Owns how that list is written. Must not know schemas.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Krate;

use super::tokens::ident;

/// ```text
/// json_schema! {
///     models::Driver,
/// }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let models = krate.validated.iter().map(|validated| ident(&validated.model));
    quote! {
        //! The JSON Schema of each model for schemars.
        use super::models;
        use super::runtime::json_schema;
        json_schema! { #(models::#models,)* }
    }
}
