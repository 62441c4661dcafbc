//! `validate.rs`: the schema table of each model.
//!
//! Owns how it is written. Must not know operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Krate, Validated};

use super::schemas::{are_shared, of_models, reference};
use super::tokens::ident;

/// ```text
/// impl Validate for models::Driver { const SCHEMA: &'static Schema = &DRIVER; }
///
/// static DRIVER: Schema = Schema(&[..]);
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let shared = are_shared(krate).then(|| {
        quote!(
            use super::schemas::*;
        )
    });
    let models = krate.validated.iter().map(model);
    let tables = of_models(krate);
    quote! {
        //! The schema tables that `validate` uses, one for each model.
        use super::models;
        use super::runtime::schema::*;
        #shared
        pub use super::runtime::validate::{Validate, Violation, Violations};
        #(#models)*
        #tables
    }
}

/// ```text
/// impl Validate for models::Driver {
///     const SCHEMA: &'static Schema = &DRIVER;
/// }
/// ```
fn model(model: &Validated) -> TokenStream {
    let (name, table) = (ident(&model.model), reference(&model.schema_table));
    quote! {
        impl Validate for models::#name {
            const SCHEMA: &'static Schema = #table;
        }
    }
}
