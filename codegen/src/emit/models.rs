//! `models.rs`: the types.
//!
//! Owns how structs, enums and their impls are written. Must not know operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Alias, Construct, Field, Item, Krate, Presence, StringEnum, Struct, Ty};

use super::tokens::{From, deprecated, doc, docs, ident, visible};

/// ```text
/// //! The models of ChargeAPI.
///
/// pub struct Driver { .. }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" The models of {}.", krate.title));
    let items = krate.items.iter().map(|item| match item {
        Item::Struct(item) => structure(item),
        Item::StringEnum(item) => string_enum(item),
        Item::Alias(item) => alias(item),
        Item::Newtype(item) => newtype(item),
    });
    let wire = need_wire(krate).then(|| {
        quote!(
            use super::runtime::wire;
        )
    });
    quote! {
        #![doc = #header]
        #wire
        #(#items)*
    }
}

/// Whether any type is written or read by the runtime's functions.
pub(super) fn need_wire(krate: &Krate) -> bool {
    krate.items.iter().any(needs_wire)
}

fn needs_wire(item: &Item) -> bool {
    let has_map = |ty: &Ty| ty.parts().any(|part| matches!(part, Ty::Map(_)));
    match item {
        // What is only named in a serde attribute counts, since the derive writes the name out.
        Item::Struct(item) => {
            let read_by_runtime = |field: &Field| match field.presence {
                Presence::Required | Presence::Optional => has_map(&field.ty),
                Presence::RequiredNullable | Presence::OptionalAny | Presence::OptionalNullable => true,
            };
            item.extras.is_some() || item.fields.iter().any(read_by_runtime)
        }
        Item::StringEnum(_) => true,
        Item::Alias(item) | Item::Newtype(item) => has_map(&item.ty),
    }
}

/// ```text
/// /// A person.
/// #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
/// #[non_exhaustive]
/// pub struct Driver {
///     pub id: String,
/// }
/// ```
fn structure(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs_or_place(&item.docs, &item.at);
    let deprecated = deprecated(item.deprecated);
    let default = (item.construct == Construct::Default).then(|| quote!(Default,));
    let fields = item.fields.iter().map(field);
    let extras = item.extras.as_ref().map(|extras| {
        let (name, ty) = (ident(&extras.name), extras.ty.tokens(From::Models));
        quote! {
            /// Every member that is not declared by name.
            #[serde(flatten)]
            pub #name: wire::Map<#ty>,
        }
    });
    let construct = construct(item);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, #default PartialEq, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extras
        }
        #construct
    }
}

/// The author's words, or the place of what the author left without any.
fn docs_or_place(lines: &[String], at: &crate::at::At) -> TokenStream {
    if lines.is_empty() { doc(&format!("`{at}`")) } else { docs(&lines.to_vec()) }
}

/// ```text
///     /// Optional phone number.
///     #[serde(default, skip_serializing_if = "Option::is_none")]
///     pub phone: Option<String>,
/// ```
fn field(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let docs = match field.docs.as_slice() {
        [] => doc(&format!("`{}`", field.wire)),
        _ => docs(&field.docs),
    };
    let deprecated = deprecated(field.deprecated);
    let attributes = serde_attributes(field);
    let ty = field_type(field);
    quote! {
        #docs
        #deprecated
        #attributes
        pub #name: #ty,
    }
}

fn field_type(field: &Field) -> TokenStream {
    let ty = field.ty.tokens(From::Models);
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(Option<Option<#ty>>),
    }
}

/// The argument of this name as a value of the field.
fn owned(field: &Field) -> TokenStream {
    let value = field.ty.owned(&ident(&field.name));
    if field.boxed { quote!(Box::new(#value)) } else { value }
}

/// ```text
///     #[serde(rename = "type", deserialize_with = "wire::nullable")]
/// ```
fn serde_attributes(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let rename = (wire != field.name.as_str()).then(|| quote!(rename = #wire));
    let optional = quote!(default, skip_serializing_if = "Option::is_none");
    let presence = match field.presence {
        Presence::Required => None,
        Presence::RequiredNullable => Some(quote!(deserialize_with = "wire::nullable")),
        Presence::Optional => Some(optional),
        Presence::OptionalAny | Presence::OptionalNullable => {
            Some(quote!(#optional, deserialize_with = "wire::present"))
        }
    };
    match (rename, presence) {
        (None, None) => TokenStream::new(),
        (Some(one), None) | (None, Some(one)) => quote!(#[serde(#one)]),
        (Some(rename), Some(presence)) => quote!(#[serde(#rename, #presence)]),
    }
}

/// ```text
/// impl CreateDriver {
///     pub fn new(name: impl Into<String>) -> Self { .. }
///     pub fn phone(mut self, phone: impl Into<String>) -> Self { .. }
/// }
/// ```
fn construct(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let (required, new) = match &item.construct {
        Construct::Default => (TokenStream::new(), new_default()),
        Construct::New => (TokenStream::new(), new_with_arguments(item)),
        Construct::Required(required) => (required_struct(item, required), new_with_struct(item, required)),
    };
    let setters = item.fields.iter().filter(|field| !field.presence.is_required()).map(setter);
    let extras = item.extras.as_ref().map(|extras| {
        let (name, ty) = (ident(&extras.name), extras.ty.tokens(From::Models));
        quote! {
            /// Sets the members that are not declared by name.
            pub fn #name(mut self, members: wire::Map<#ty>) -> Self {
                self.#name = members;
                self
            }
        }
    });
    quote! {
        #required
        impl #name {
            #new
            #(#setters)*
            #extras
        }
    }
}

/// ```text
///     pub fn new() -> Self { Default::default() }
/// ```
fn new_default() -> TokenStream {
    quote! {
        /// An empty value; its members are set by the methods below.
        pub fn new() -> Self {
            Default::default()
        }
    }
}

/// ```text
///     pub fn new(name: impl Into<String>) -> Self {
///         Self { name: name.into(), phone: None }
///     }
/// ```
fn new_with_arguments(item: &Struct) -> TokenStream {
    let arguments = item.fields.iter().filter(|field| field.presence.is_required()).map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::RequiredNullable => {
                let ty = field_type(field);
                quote!(#name: #ty)
            }
            _ => {
                let ty = field.ty.owned_argument(From::Models);
                quote!(#name: #ty)
            }
        }
    });
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::Required => match owned(field) {
                value if value.to_string() == field.name.as_str() => value,
                value => quote!(#name: #value),
            },
            Presence::RequiredNullable => quote!(#name),
            Presence::Optional | Presence::OptionalAny | Presence::OptionalNullable => quote!(#name: None),
        }
    });
    let extras = extras_default(item);
    let doc = new_docs(item);
    quote! {
        #doc
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #extras }
        }
    }
}

/// ```text
///     pub fn new(required: DriverRequired) -> Self {
///         Self { id: required.id, .. }
///     }
/// ```
fn new_with_struct(item: &Struct, required: &crate::rust::Name) -> TokenStream {
    let required = ident(required);
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        if field.presence.is_required() { quote!(#name: required.#name) } else { quote!(#name: None) }
    });
    let (doc, extras) = (new_docs(item), extras_default(item));
    quote! {
        #doc
        pub fn new(required: #required) -> Self {
            Self { #(#values,)* #extras }
        }
    }
}

fn new_docs(item: &Struct) -> TokenStream {
    if item.fields.iter().all(|field| field.presence.is_required()) && item.extras.is_none() {
        doc("A value of its members.")
    } else {
        doc("A value with what is required; the rest is set by the methods below.")
    }
}

fn extras_default(item: &Struct) -> Option<TokenStream> {
    let extras = item.extras.as_ref()?;
    let name = ident(&extras.name);
    Some(quote!(#name: wire::Map::default(),))
}

/// ```text
/// /// What a [`Driver`] cannot be without.
/// pub struct DriverRequired { pub id: String }
/// ```
fn required_struct(item: &Struct, name: &crate::rust::Name) -> TokenStream {
    let header = doc(&format!("The required members of [`{0}`], which documents them.", item.name.as_str()));
    let name = ident(name);
    let fields = item.fields.iter().filter(|field| field.presence.is_required()).map(|field| {
        let name = ident(&field.name);
        let ty = field_type(field);
        quote!(pub #name: #ty)
    });
    quote! {
        #header
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// ```text
///     /// Optional phone number.
///     pub fn phone(mut self, phone: impl Into<String>) -> Self {
///         self.phone = Some(phone.into());
///         self
///     }
/// ```
fn setter(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let docs = match field.docs.as_slice() {
        [] => doc(&format!("Sets `{}`.", field.wire)),
        _ => docs(&field.docs),
    };
    let deprecated = deprecated(field.deprecated);
    let ty = field.ty.owned_argument(From::Models);
    let value = owned(field);
    let value = if field.presence == Presence::OptionalNullable { quote!(Some(#value)) } else { value };
    let null = field.null_setter.as_ref().map(|setter| {
        let setter = ident(setter);
        let doc = doc(&format!("Sets `{}` to null.", field.wire));
        quote! {
            #doc
            pub fn #setter(mut self) -> Self {
                self.#name = Some(None);
                self
            }
        }
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
        #null
    }
}

/// ```text
/// pub enum DriverStatus { Active, Suspended, Unknown(String) }
/// ```
fn string_enum(item: &StringEnum) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs_or_place(&item.docs, &item.at);
    let deprecated = deprecated(item.deprecated);
    let unknown = ident(&item.unknown);
    let variants = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let doc = doc(&format!("`{}`", variant.wire.escape_debug()));
        quote!(#doc #name,)
    });
    let impls = string_enum_impls(item);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the description does not know; kept and sent back unchanged.
            #unknown(String),
        }
        #impls
    }
}

/// ```text
/// impl DriverStatus {
///     pub fn as_str(&self) -> &str { match self { Self::Active => "active", .. } }
/// }
/// impl From<&str> for DriverStatus { .. }
/// ```
fn string_enum_impls(item: &StringEnum) -> TokenStream {
    let name = ident(&item.name);
    let unknown = ident(&item.unknown);
    let names: Vec<_> = item.variants.iter().map(|variant| ident(&variant.name)).collect();
    let wires: Vec<&str> = item.variants.iter().map(|variant| variant.wire.as_str()).collect();
    quote! {
        impl #name {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #wires,)*
                    Self::#unknown(text) => text,
                }
            }
            /// Whether this version of the description knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::#unknown(_))
            }
        }
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#wires => Self::#names,)*
                    unknown => Self::#unknown(unknown.to_owned()),
                }
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::text(deserializer)
            }
        }
    }
}

/// ```text
/// pub type DriverId = String;
/// ```
fn alias(item: &Alias) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs_or_place(&item.docs, &item.at);
    let ty = item.ty.tokens(From::Models);
    quote! {
        #docs
        pub type #name = #ty;
    }
}

/// ```text
/// #[serde(transparent)]
/// pub struct Tree(pub Vec<Tree>);
/// impl From<Vec<Tree>> for Tree { .. }
/// ```
fn newtype(item: &Alias) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs_or_place(&item.docs, &item.at);
    let ty = item.ty.tokens(From::Models);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct #name(pub #ty);
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self(value)
            }
        }
    }
}
