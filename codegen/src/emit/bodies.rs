//! The types of request bodies that have several media types, or whose media type is for the caller to say.
//!
//! Owns how they are written, for the client and for the server. Must not know calls, or the other parts of a request.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Body, BodyOption, Case, Choice, Codec, MediaType, Name, Operation};

use super::arguments::Arguments;
use super::server::method_path;
use super::tokens::{From, doc, ident};

/// ```text
/// pub struct UploadBody(RequestBody);
/// impl UploadBody { pub fn json(body: models::Doc) -> Self { .. } }
/// impl From<models::Doc> for UploadBody { .. }
/// ```
pub(super) fn client(operation: &Operation, arguments: &Arguments) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let Choice { name, .. } = body.choice.as_ref()?;
    let (ty, method, constant) = (ident(name), operation.name.as_str(), ident(&operation.constant));
    let header = doc(&format!("The body of [`Client::{method}`]: {}.", listed(body)));
    let constructors = body.options().filter_map(|(media_type, option)| {
        Some(constructor(media_type, option.constructor.as_ref()?, &constant, arguments))
    });
    let from = conversion(body, &ty, arguments);
    Some(quote! {
        #header
        #[derive(Debug)]
        pub struct #ty(RequestBody);
        impl #ty {
            #(#constructors)*
            /// A body that is written already, of a declared media type or one that a declared range includes.
            pub fn of(media_type: impl Into<String>, body: impl Into<Body>) -> Self {
                Self(RequestBody::of(&operations::#constant, media_type, body))
            }
        }
        #from
    })
}

/// ```text
/// `application/json` or `application/x-tar`
/// ```
fn listed(body: &Body) -> String {
    let names: Vec<String> =
        body.media_types.iter().map(|one| format!("`{}`", one.declared.replace('`', "'"))).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// ```text
///     /// `application/json`
///     pub fn json(body: models::Doc) -> Self {
///         Self(RequestBody::json("application/json", &body))
///     }
/// ```
fn constructor(media_type: &MediaType, name: &Name, constant: &Ident, arguments: &Arguments) -> TokenStream {
    let docs = doc(&format!("`{}`", media_type.name.replace('`', "'")));
    let (constructor, media, ty) = (ident(name), &media_type.name, &media_type.payload.ty);
    if let Some(form) = &media_type.form {
        let ty = ident(&form.name);
        return quote! {
            #docs
            pub fn #constructor(form: #ty) -> Self {
                Self(form.0.into_body())
            }
        };
    }
    let argument = Name::new("body", Case::Snake);
    let (declared, lent) = (arguments.required(&argument, ty), arguments.lent(&argument, ty));
    let made = match media_type.payload.codec {
        Codec::Json => quote!(RequestBody::json(#media, #lent)),
        Codec::Form => quote!(RequestBody::form(&operations::#constant, #media, #lent)),
        Codec::Multipart => quote!(Form::of(&operations::#constant, #lent).into_body()),
        Codec::Plain => quote!(RequestBody::plain(#media, #lent)),
        Codec::Text => quote!(RequestBody::raw(#media, body.as_ref().to_owned())),
        Codec::Bytes | Codec::Empty => quote!(RequestBody::raw(#media, body)),
    };
    quote! {
        #docs
        pub fn #constructor(#declared) -> Self {
            Self(#made)
        }
    }
}

/// ```text
/// impl From<models::Doc> for UploadBody {
///     fn from(body: models::Doc) -> Self { Self::json(body) }
/// }
/// ```
///
/// What the preferred media type takes is taken in the place of the body, as it would be if it was the only one.
fn conversion(body: &Body, ty: &Ident, arguments: &Arguments) -> Option<TokenStream> {
    let (preferred, option) = body.options().next()?;
    let constructor = ident(option.constructor.as_ref()?);
    let (generics, source) = match &preferred.form {
        Some(form) => {
            let ty = ident(&form.name);
            (TokenStream::new(), quote!(#ty))
        }
        None => arguments.source(&preferred.payload.ty),
    };
    Some(quote! {
        impl #generics From<#source> for #ty {
            fn from(body: #source) -> Self {
                Self::#constructor(body)
            }
        }
    })
}

/// The field of the server's request that holds the body, or its parts.
pub(super) fn field(body: &Body) -> Ident {
    match body.form().filter(|_| body.choice.is_none()) {
        Some(form) => ident(&form.parts),
        None => ident(&body.name),
    }
}

/// ```text
/// UploadBody
/// Typed<Bytes>
/// Parts<UploadPart>
/// ```
///
/// What the server gives as the body.
pub(super) fn of_server(body: &Body) -> TokenStream {
    match &body.choice {
        Some(choice) if !body.media_types.others.is_empty() => {
            let name = ident(&choice.name);
            quote!(#name)
        }
        Some(_) => told(&body.media_types.preferred),
        None if body.form().is_some() => told(&body.media_types.preferred),
        None if is_streamed(&body.media_types.preferred) => quote!(BodyStream),
        None => body.payload().ty.tokens(From::Beside),
    }
}

/// ```text
/// Typed<Bytes>
/// ```
fn told(media_type: &MediaType) -> TokenStream {
    if let Some(form) = &media_type.form {
        let part = ident(&form.part);
        return quote!(Parts<#part>);
    }
    let ty = match is_streamed(media_type) {
        true => quote!(BodyStream),
        false => media_type.payload.ty.tokens(From::Beside),
    };
    if media_type.is_told() { quote!(Typed<#ty>) } else { ty }
}

/// Whether the server reads a body of bytes while it comes.
fn is_streamed(media_type: &MediaType) -> bool {
    media_type.payload.codec == Codec::Bytes
}

/// Whether a body of the server can be read only once.
pub(super) fn is_read_once(body: &Body) -> bool {
    body.media_types.iter().any(|media_type| is_streamed(media_type) || media_type.form.is_some())
}

/// Whether the server's body may be a stream of bytes.
pub(super) fn names_stream(body: &Body) -> bool {
    body.media_types.iter().any(is_streamed)
}

/// Whether the server's body names its media type.
pub(super) fn names_typed(body: &Body) -> bool {
    body.choice.is_some() && body.media_types.iter().any(MediaType::is_told)
}

/// ```text
/// pub enum UploadBody { Json(models::Doc), AnyImage(Typed<Bytes>) }
/// impl FromBody for UploadBody { .. }
/// ```
pub(super) fn server(operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref().filter(|body| !body.media_types.others.is_empty())?;
    let name = ident(&body.choice.as_ref()?.name);
    let header = doc(&format!("The body of [`{}`], by its media type.", method_path(operation)));
    let variants = body.options().map(|(media_type, BodyOption { variant, .. })| {
        let (docs, variant) = (doc(&format!("`{}`", media_type.declared.replace('`', "'"))), ident(variant));
        let ty = told(media_type);
        quote!(#docs #variant(#ty),)
    });
    let last = body.media_types.iter().count().saturating_sub(1);
    let arms = body.options().enumerate().map(|(index, (media_type, option))| {
        let read = read_as(media_type, option);
        let declared = &media_type.declared;
        if index == last { quote!(_ => #read,) } else { quote!(#declared => #read,) }
    });
    // Parts that are still to come are read once.
    let derives = if is_read_once(body) { quote!(Debug) } else { quote!(Debug, Clone, PartialEq) };
    Some(quote! {
        #header
        #[derive(#derives)]
        pub enum #name { #(#variants)* }
        impl FromBody for #name {
            fn from_body(incoming: &mut Incoming, declared: &str) -> Result<Self, Rejection> {
                match declared { #(#arms)* }
            }
        }
    })
}

/// ```text
/// incoming.json().map(Self::Json)
/// Typed::from_body(incoming, declared).map(Self::AnyImage)
/// ```
fn read_as(media_type: &MediaType, option: &BodyOption) -> TokenStream {
    let (variant, method) = (ident(&option.variant), reader(media_type));
    if media_type.form.is_some() {
        return quote!(Parts::of(incoming).map(Self::#variant));
    }
    if media_type.is_told() {
        quote!(incoming.#method().map(|body| Self::#variant(incoming.typed(body))))
    } else {
        quote!(incoming.#method().map(Self::#variant))
    }
}

/// ```text
/// incoming.body()?
/// incoming.json()?
/// ```
pub(super) fn read(body: &Body) -> TokenStream {
    if body.choice.is_none() && body.form().is_some() {
        let constructor = Ident::new(if body.required { "of" } else { "optional" }, Span::call_site());
        return quote!(Parts::#constructor(&mut incoming)?);
    }
    let method = match (body.choice.is_some(), body.required) {
        (true, true) => Ident::new("body", Span::call_site()),
        (true, false) => Ident::new("optional_body", Span::call_site()),
        (false, _) => reader(&body.media_types.preferred),
    };
    quote!(incoming.#method()?)
}

/// The method of a request that reads a body.
fn reader(media_type: &MediaType) -> Ident {
    let method = match media_type.payload.codec {
        Codec::Json => "json",
        // A form in parts without files is read as one without parts.
        Codec::Form | Codec::Multipart => "form",
        Codec::Plain => "plain",
        Codec::Text => "text",
        Codec::Bytes => "stream",
        Codec::Empty => "bytes",
    };
    Ident::new(method, Span::call_site())
}
