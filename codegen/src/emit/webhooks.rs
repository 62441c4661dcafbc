//! `webhooks.rs`: the typed keys of webhooks and callbacks.
//!
//! Owns how they are written. Must not know what is received or sent by them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Codec, Krate, Webhook};

use super::imports::{Kind, import, used};
use super::tokens::{From, deprecated, docs, ident, visible};

/// The types of the runtime that users of webhooks name.
const EXPORTS: &[&str] = &[
    "Delivery",
    "DeliveryError",
    "Received",
    "Rejection",
    "SecretError",
    "SendError",
    "Sender",
    "SignatureError",
    "SigningSecret",
    "Webhook",
];

/// ```text
/// pub static NEW_PET: Webhook<models::Pet> = Webhook::json(&operations::NEW_PET);
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" The webhooks and callbacks of {}: requests that its provider sends.", krate.title));
    let webhooks = krate.webhooks.iter().map(webhook);
    let code = quote!(#(#webhooks)*);
    let bytes = import(&quote!(super::runtime::webhook), &used(&code, Kind::Type, &["Bytes"]));
    let wire = import(&quote!(super::runtime), &used(&code, Kind::Module, &["wire"]));
    let siblings = import(&quote!(super), &used(&code, Kind::Module, &["models", "operations"]));
    let exports = EXPORTS.iter().map(|name| Ident::new(name, Span::call_site()));
    quote! {
        #![doc = #header]
        #bytes
        #wire
        #siblings
        pub use super::runtime::webhook::{#(#exports),*};
        #code
    }
}

/// ```text
/// /// `POST` of the webhook `newPet`.
/// pub static NEW_PET: Webhook<models::Pet> = Webhook::json(&operations::NEW_PET);
/// ```
fn webhook(webhook: &Webhook) -> TokenStream {
    let (docs, deprecated, name) = (docs(&webhook.docs), deprecated(webhook.deprecated), ident(&webhook.constant));
    let (constructor, ty) = match &webhook.body {
        None => ("empty", quote!(())),
        Some(body) => (constructor(body.payload.codec), body.payload.ty.tokens(From::Beside)),
    };
    let constructor = Ident::new(constructor, Span::call_site());
    quote! {
        #docs
        #deprecated
        pub static #name: Webhook<#ty> = Webhook::#constructor(&operations::#name);
    }
}

/// The constructor of a body that is read and written in this way.
fn constructor(codec: Codec) -> &'static str {
    match codec {
        Codec::Json => "json",
        Codec::Form => "form",
        Codec::Plain => "plain",
        Codec::Text => "text",
        // A form in parts is not taken apart.
        Codec::Bytes | Codec::Multipart | Codec::Empty => "bytes",
    }
}
