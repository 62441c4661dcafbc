//! `validate.rs`: the schema table of each model.
//!
//! Owns how it is written. Must not know operations.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::product::{Product, Source};
use crate::rust::{Krate, Layout, Name, Part, SchemaTableRef, Status, Validated};

use super::krate::features;
use super::parts::{self, Reach};
use super::schemas::{are_shared, of_models, reference, tables_of_part};
use super::tokens::{ident, number};

/// ```text
/// impl Validate for models::Driver { const SCHEMA: &'static Schema = &DRIVER; }
///
/// static DRIVER: Schema = Schema(&[..]);
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let split = &krate.splits.validate;
    // Parts use them too.
    let allow = (!split.is_whole()).then(|| quote!(#[allow(unused_imports)]));
    let shared = are_shared(krate).then(|| {
        quote!(
            #allow
            use super::schemas::*;
        )
    });
    let of_parts: HashSet<&Name> = split.parts.iter().flat_map(|part| names(krate, part)).collect();
    let own: Vec<&Validated> = krate.validated.iter().filter(|model| !stands_with(model, &of_parts)).collect();
    let parts = parts::declared(split, Reach::Own);
    let models = own.into_iter().map(model);
    let tables = split.is_whole().then(|| of_models(krate));
    let responses = responses(krate);
    quote! {
        //! The schema tables that `validate` uses, one for each model.
        #allow
        use super::models;
        #allow
        use super::runtime::schema::*;
        #shared
        pub use super::runtime::validate::{Validate, Violation, Violations};
        #parts
        #responses
        #(#models)*
        #tables
    }
}

/// ```text
/// #[cfg(any(feature = "client", feature = "server"))]
/// pub(super) static RESPONSES: &[super::runtime::response_schemas::ResponseSchemas] = &[
///     (&super::operations::READ_DRIVER, &[(&[200], &DRIVER), (&[400, 404], &PROBLEM)]),
/// ];
/// ```
///
/// The schemas of the responses, for a strict client, and for a server that checks what it sends.
fn responses(krate: &Krate) -> Option<TokenStream> {
    let validated = krate.operations.iter().filter(|operation| !operation.response_tables.is_empty());
    let rows: Vec<TokenStream> = validated
        .map(|operation| {
            let mut schemas: Vec<(&SchemaTableRef, Vec<TokenStream>)> = Vec::new();
            for (status, table) in &operation.response_tables {
                let status = status_number(*status);
                match schemas.iter_mut().find(|(known, _)| *known == table) {
                    Some((_, statuses)) => statuses.push(status),
                    None => schemas.push((table, vec![status])),
                }
            }
            let schemas = schemas.iter().map(|(table, statuses)| {
                let table = reference(table);
                quote!((&[#(#statuses),*], #table))
            });
            let constant = ident(&operation.constant);
            quote!((&super::operations::#constant, &[#(#schemas),*]))
        })
        .collect();
    let uses = |product: &Product| product.row().source == Source::Operations && product.row().requires.is_none();
    let users = || krate.products.iter().filter(uses);
    let gate = (krate.layout != Layout::Module).then(|| features(users()));
    (users().next().is_some() && !rows.is_empty()).then(|| {
        quote! {
            #gate
            pub(super) static RESPONSES: &[super::runtime::response_schemas::ResponseSchemas] = &[#(#rows),*];
        }
    })
}

/// ```text
/// super::runtime::operation::status::range(4)
/// ```
fn status_number(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => number(code),
        Status::Range(digit) => {
            let digit = number(digit);
            quote!(super::runtime::operation::status::range(#digit))
        }
        Status::Default => quote!(super::runtime::operation::status::DEFAULT),
    }
}

/// ```text
/// impl Validate for models::Driver { const SCHEMA: &'static Schema = &DRIVER; }
///
/// pub(super) static DRIVER: Schema = Schema(&[..]);
/// ```
///
/// A part of the file: its tables, and the models whose tables they are.
pub(super) fn part(krate: &Krate, part: &Part) -> TokenStream {
    let own = names(krate, part).collect();
    let models = krate.validated.iter().filter(|one| stands_with(one, &own)).map(model);
    let tables = tables_of_part(krate, part);
    let header = format!("The schema tables of the models of {}: `{}`.", krate.title, part.name.as_str());
    parts::file(&header, &parts::others(), quote!(#(#models)* #tables))
}

/// The names of the tables of a part.
fn names<'k>(krate: &'k Krate, part: &'k Part) -> impl Iterator<Item = &'k Name> {
    part.of(&krate.schema_tables).map(|table| &table.name)
}

/// Whether the table of a model is one of these.
fn stands_with(model: &Validated, tables: &HashSet<&Name>) -> bool {
    matches!(&model.schema_table, SchemaTableRef::Named(name) if tables.contains(name))
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
