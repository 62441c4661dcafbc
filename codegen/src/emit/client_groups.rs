//! The types of `client.rs` that have the methods of each tag.
//!
//! Owns how such a type is written, and how a method is reached. Must not know what a method does.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Group, Krate, Operation};

use super::tokens::{doc, docs, ident};

/// ```text
///     /// The operations with the tag `issues`.
///     pub fn issues(&self) -> Issues<'_> {
///         Issues(&self.0)
///     }
/// ```
pub(super) fn accessors(groups: &[Group]) -> TokenStream {
    let accessors = groups.iter().map(|group| {
        let (docs, name, accessor) = (doc(&described(group)), ident(&group.name), ident(&group.accessor));
        quote! {
            #docs
            pub fn #accessor(&self) -> #name<'_> {
                #name(&self.0)
            }
        }
    });
    accessors.collect()
}

/// ```text
/// /// The operations with the tag `issues`.
/// #[derive(Debug, Clone)]
/// pub struct Issues<'a>(&'a Core);
/// ```
pub(super) fn types(krate: &Krate) -> TokenStream {
    // Where no feature of a part is on, nothing makes a call.
    let allow = (!krate.splits.client.features().is_empty()).then(|| quote!(#[allow(dead_code)]));
    let types = krate.client_groups.iter().map(|group| {
        let (header, name) = (doc(&described(group)), ident(&group.name));
        let gap = (!group.docs.is_empty()).then(|| doc(""));
        let words = docs(&group.docs);
        quote! {
            #header
            #gap
            #words
            #[derive(Debug, Clone)]
            #allow
            pub struct #name<'a>(&'a Core);
        }
    });
    types.collect()
}

fn described(group: &Group) -> String {
    format!("The operations with the tag `{}`.", group.tag.as_deref().unwrap_or_default())
}

/// ```text
/// impl Issues<'_> { .. }
/// ```
///
/// The methods, by the type that has them, and these types.
pub(super) fn impls<'k>(methods: impl Iterator<Item = (&'k Operation, TokenStream)>) -> (Vec<TokenStream>, Vec<Ident>) {
    let mut by_type: Vec<(Ident, bool, Vec<TokenStream>)> = Vec::new();
    for (operation, method) in methods {
        let owner = owner(operation);
        match by_type.iter_mut().find(|(known, ..)| *known == owner) {
            Some((.., methods)) => methods.push(method),
            None => by_type.push((owner, operation.in_client.is_some(), vec![method])),
        }
    }
    let impls = by_type.iter().map(|(owner, is_group, methods)| {
        let lifetime = is_group.then(|| quote!(<'_>));
        quote!(impl #owner #lifetime { #(#methods)* })
    });
    (impls.collect(), by_type.iter().map(|(owner, ..)| owner.clone()).collect())
}

/// The type that has the method of an operation.
fn owner(operation: &Operation) -> Ident {
    match &operation.in_client {
        Some(grouped) => ident(&grouped.group),
        None => Ident::new("Client", Span::call_site()),
    }
}

/// ```text
/// Issues::create
/// ```
///
/// The method of an operation, in documentation.
pub(super) fn method_path(operation: &Operation) -> String {
    format!("{}::{}", owner(operation), operation.client_method().as_str())
}

/// ```text
/// issues().create
/// ```
///
/// The method of an operation, as a client has it.
pub(super) fn access(operation: &Operation, krate: &Krate) -> String {
    let method = ident(operation.client_method());
    let is_its = |group: &&Group| operation.in_client.as_ref().is_some_and(|grouped| grouped.group == group.name);
    match krate.client_groups.iter().find(is_its) {
        Some(group) => format!("{}().{method}", ident(&group.accessor)),
        None => method.to_string(),
    }
}
