//! The newtypes of `models.rs`.
//!
//! Owns how a newtype is written, and its conversions. Must not know other types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Alias, Scalar, Ty};

use super::chosen::{attributes, more_derives};
use super::tokens::{From, deprecated, docs, ident};

/// ```text
/// #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
/// #[serde(transparent)]
/// pub struct Tree(pub Vec<Tree>);
/// newtype! { Tree(Vec<Tree>) = list(Tree) }
/// ```
pub(super) fn newtype(item: &Alias) -> TokenStream {
    let name = ident(&item.name);
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let ty = item.ty.tokens(From::Models);
    let (derives, attributes) = (more_derives(&item.chosen), attributes(&item.chosen));
    let default = item.is_collection().then(|| quote!(Default,));
    let judged = item.judged.as_ref().map(|judged| judged.judged(From::Models)).map(|judged| quote!(as #judged));
    let kind = kind(&item.ty);
    quote! {
        #documentation
        #deprecated
        #[derive(Debug, Clone, #default PartialEq, serde::Serialize, serde::Deserialize #derives)]
        #[serde(transparent)]
        #attributes
        pub struct #name(pub #ty);
        newtype! {
            #name(#ty #judged) = #kind
        }
    }
}

/// ```text
/// list(Tree)
/// ```
fn kind(ty: &Ty) -> TokenStream {
    match ty {
        Ty::Vec(item) => {
            let item = item.tokens(From::Models);
            quote!(list(#item))
        }
        Ty::Map(value) => {
            let value = value.tokens(From::Models);
            quote!(map(#value))
        }
        Ty::JsonObject => quote!(object),
        Ty::String => quote!(text),
        Ty::Bool | Ty::I32 | Ty::I64 | Ty::F32 | Ty::F64 => quote!(value),
        Ty::Scalar(scalar) => match scalar {
            Scalar::I8
            | Scalar::I16
            | Scalar::I128
            | Scalar::U8
            | Scalar::U16
            | Scalar::U32
            | Scalar::U64
            | Scalar::Timestamp
            | Scalar::Date
            | Scalar::Uuid
            | Scalar::Ipv4
            | Scalar::Ipv6 => quote!(value),
            Scalar::Base64 | Scalar::Base64Url | Scalar::Secret | Scalar::Foreign(_) => quote!(opaque),
        },
        Ty::Unit | Ty::Json | Ty::Bytes | Ty::Nullable(_) | Ty::Named(_) | Ty::StringAlias(_) | Ty::Union(_) => {
            quote!(opaque)
        }
    }
}
