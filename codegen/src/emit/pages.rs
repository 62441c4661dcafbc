//! Pages in `client.rs`: the trait of calls whose responses are pages.
//!
//! Owns what is written of an operation that has pages. Must not know calls otherwise.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Operation, PageScheme, Pagination};

use super::tokens::{From, ident};

/// The types of the runtime that users of a client with pages name.
const EXPORTS: &[&str] = &["Continuation", "ContinuationError", "PageItems", "Paged", "Pages"];

/// ```text
/// Continuation, ContinuationError, PageItems, Paged, Pages,
/// ```
pub(super) fn exports(operations: &[Operation]) -> Vec<Ident> {
    let has_pages = operations.iter().any(|operation| operation.pagination.is_some());
    let names = EXPORTS.iter().filter(|_| has_pages);
    names.map(|name| Ident::new(name, Span::call_site())).collect()
}

/// ```text
/// impl Paged for ListDriversCall {
///     type Item = models::Driver;
///     const PAGINATION: &'static Pagination = &Pagination::of("/data").last_item("starting_after", "/id");
/// }
/// ```
pub(super) fn paged(operation: &Operation) -> Option<TokenStream> {
    let Pagination { scheme, items, more, total, item } = operation.pagination.as_ref()?;
    let (call, item) = (ident(&operation.call), item.tokens(From::Beside));
    let scheme = match scheme {
        PageScheme::Token { parameter, property } => quote!(.token(#parameter, #property)),
        PageScheme::LastItem { parameter, property } => quote!(.last_item(#parameter, #property)),
        PageScheme::Offset { parameter } => quote!(.offset(#parameter)),
        PageScheme::Number { parameter, first } => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(.number(#parameter, #first))
        }
        PageScheme::Link => quote!(.link()),
        PageScheme::Url { property } => quote!(.url(#property)),
    };
    let more = more.as_ref().map(|more| quote!(.more(#more)));
    let total = total.as_ref().map(|total| quote!(.total(#total)));
    Some(quote! {
        impl Paged for #call {
            type Item = #item;
            const PAGINATION: &'static Pagination = &Pagination::of(#items) #scheme #more #total;
        }
    })
}

/// ```text
///     /// One page of many; [`Paged::items`] gives the items on all of them.
/// ```
pub(super) fn docs(operation: &Operation) -> Option<&'static str> {
    operation.pagination.as_ref().map(|_| "One page of many; [`Paged::items`] gives the items on all of them.")
}
