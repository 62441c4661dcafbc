//! The responses of `client.rs`: what a call gives, and what reads it.
//!
//! Owns the unions of bodies and how one is chosen by its status. Must not know how a call is made.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Codec, Name, Payload, ResponseBody, Status, Union, UnionVariant};

use super::tokens::{From, doc, ident, number};

/// ```text
/// models::Driver
/// ```
pub(super) fn ty(body: &ResponseBody) -> TokenStream {
    match body {
        ResponseBody::One(payload) => payload.ty.tokens(From::Beside),
        ResponseBody::Several(name, _) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// ```text
/// json
/// |reply| match reply.status().as_u16() { 404 => json(reply).map(BasicErrorOrText::BasicError), .. }
/// ```
pub(super) fn reader(body: &ResponseBody) -> TokenStream {
    match body {
        ResponseBody::One(payload) => {
            let decoder = decoder_ident(payload);
            quote!(#decoder)
        }
        ResponseBody::Several(union, arms) => read_union(union, arms),
    }
}

fn read_union(union: &Name, arms: &[(Status, UnionVariant)]) -> TokenStream {
    let union = ident(union);
    let read = |variant: &UnionVariant| {
        let (decoder, name) = (decoder_ident(&variant.payload), ident(&variant.name));
        match variant.payload.codec {
            Codec::Empty => quote!(#decoder(reply).map(|()| #union::#name)),
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Plain | Codec::Text | Codec::Bytes => {
                quote!(#decoder(reply).map(#union::#name))
            }
        }
    };
    let (mut exact, mut ranges, mut rest) = (Vec::<(UnionVariant, Vec<TokenStream>)>::new(), Vec::new(), None);
    for (status, variant) in arms {
        match status {
            Status::Exact(code) => match exact.iter_mut().find(|(known, _)| known == variant) {
                Some((_, codes)) => codes.push(number(code)),
                None => exact.push((variant.clone(), vec![number(code)])),
            },
            Status::Range(digit) => {
                let (first, last, read) = (number(digit * 100), number(digit * 100 + 99), read(variant));
                ranges.push(quote!(#first..=#last => #read,));
            }
            Status::Default => rest = Some(read(variant)),
        }
    }
    let exact = exact.iter().map(|(variant, codes)| {
        let read = read(variant);
        quote!(#(#codes)|* => #read,)
    });
    let rest = rest.unwrap_or_else(|| quote!(Err(DecodeError::undeclared())));
    quote! {
        |reply| match reply.status().as_u16() { #(#exact)* #(#ranges)* _ => #rest }
    }
}

/// ```text
/// pub enum BasicErrorOrText { BasicError(models::BasicError), Text(String) }
/// ```
pub(super) fn union(union: &Union) -> TokenStream {
    let name = ident(&union.name);
    let variants = union.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        if variant.payload.codec == Codec::Empty {
            return quote! {
                /// No body.
                #name,
            };
        }
        let ty = variant.payload.ty.tokens(From::Beside);
        let docs = match variant.payload.ty.name() {
            Some(model) => doc(&format!("A [`models::{}`].", model.as_str())),
            None => doc(&format!("`{}`", ty.to_string().replace(' ', ""))),
        };
        quote!(#docs #name(#ty),)
    });
    quote! {
        /// The body of a response; the status says which variant it is.
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name { #(#variants)* }
    }
}

/// The runtime's functions that read bodies.
pub(super) const DECODERS: &[&str] = &["bytes", "empty", "form", "json", "plain", "text"];

/// The runtime's function that reads a body.
fn decoder(payload: &Payload) -> &'static str {
    match payload.codec {
        Codec::Empty => "empty",
        Codec::Json => "json",
        Codec::Form => "form",
        Codec::Plain => "plain",
        Codec::Text => "text",
        // A response is not read in parts.
        Codec::Multipart | Codec::Bytes => "bytes",
    }
}

fn decoder_ident(payload: &Payload) -> Ident {
    Ident::new(decoder(payload), Span::call_site())
}
