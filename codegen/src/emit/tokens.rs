//! The parts that all files use: identifiers, documentation, types.
//!
//! Owns how a name, a comment and a type are written. Must not know which file they go into.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::bounds::FUNCTION_ARGUMENTS;
use crate::rust::{Docs, Name, Scalar, Ty};

/// An identifier. `lower` made it, so it is one.
pub(super) fn ident(name: &Name) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// ```text
/// /// First line.
/// ///
/// /// Second paragraph.
/// ```
pub(super) fn docs(lines: &Docs) -> TokenStream {
    lines.iter().map(|line| doc(line)).collect()
}

/// ```text
/// /// One line.
/// ```
pub(super) fn doc(line: &str) -> TokenStream {
    let text = if line.is_empty() { String::new() } else { visible(&format!(" {line}")) };
    quote!(#[doc = #text])
}

/// A line of documentation without invisible characters. Control characters would end the line, and rustc refuses characters
/// that change the direction of text.
pub(super) fn visible(line: &str) -> String {
    line.replace(|c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), " ")
}

/// ```text
/// #[allow(clippy::too_many_arguments)]
/// ```
///
/// What a function with so many arguments needs, `self` included.
pub(super) fn allow_arguments(count: usize) -> Option<TokenStream> {
    (count > FUNCTION_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// ```text
/// #[deprecated]
/// ```
pub(super) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// The module in which a type is written, which decides the path of the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// From inside the models.
    Models,
    /// From a file beside them.
    Beside,
}

impl From {
    /// ```text
    /// models::Driver
    /// ```
    pub(super) fn named(self, name: &Name) -> TokenStream {
        let name = ident(name);
        match self {
            Self::Models => quote!(#name),
            Self::Beside => quote!(models::#name),
        }
    }
}

impl Ty {
    /// ```text
    /// Vec<models::Driver>
    /// ```
    pub(super) fn tokens(&self, from: From) -> TokenStream {
        match self {
            Self::Unit => quote!(()),
            Self::Bool => quote!(bool),
            Self::I32 => quote!(i32),
            Self::I64 => quote!(i64),
            Self::F32 => quote!(f32),
            Self::F64 => quote!(f64),
            Self::String => quote!(String),
            Self::Scalar(scalar) => scalar.tokens(),
            Self::Json => quote!(serde_json::Value),
            Self::JsonObject => quote!(serde_json::Map<String, serde_json::Value>),
            Self::Bytes => quote!(Bytes),
            Self::Vec(item) => {
                let item = item.tokens(from);
                quote!(Vec<#item>)
            }
            Self::Map(value) => {
                let value = value.tokens(from);
                quote!(wire::Map<#value>)
            }
            Self::Nullable(value) => {
                let value = value.tokens(from);
                quote!(Option<#value>)
            }
            Self::Named(name) | Self::StringAlias(name) | Self::Union(name) => from.named(name),
        }
    }

    /// Whether an argument that is stored can be given in other forms too.
    pub(super) fn is_converted(&self) -> bool {
        match self {
            Self::String | Self::Json | Self::StringAlias(_) | Self::Union(_) => true,
            Self::Scalar(scalar) => matches!(scalar, Scalar::Base64 | Scalar::Base64Url | Scalar::Secret),
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F32
            | Self::F64
            | Self::Bytes
            | Self::JsonObject
            | Self::Vec(_)
            | Self::Map(_)
            | Self::Nullable(_)
            | Self::Named(_) => false,
        }
    }

    /// The declared type of an argument that is stored. A string can be given in any form.
    pub(super) fn owned_argument(&self, from: From) -> TokenStream {
        if self.is_converted() { self.converted(from) } else { self.tokens(from) }
    }

    /// ```text
    /// Vec<wire::Text<wire::DateTime, jiff::Timestamp>>
    /// ```
    ///
    /// The type that tells whether a value fits.
    pub(super) fn judged(&self, from: From) -> TokenStream {
        match self {
            Self::Scalar(scalar) => scalar.judged(),
            Self::Vec(item) => {
                let item = item.judged(from);
                quote!(Vec<#item>)
            }
            Self::Map(value) => {
                let value = value.judged(from);
                quote!(wire::Map<#value>)
            }
            Self::Nullable(value) => {
                let value = value.judged(from);
                quote!(Option<#value>)
            }
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F32
            | Self::F64
            | Self::String
            | Self::Json
            | Self::JsonObject
            | Self::Bytes
            | Self::Named(_)
            | Self::StringAlias(_)
            | Self::Union(_) => self.tokens(from),
        }
    }

    /// ```text
    /// impl Into<models::Pet>
    /// ```
    fn converted(&self, from: From) -> TokenStream {
        let ty = self.tokens(from);
        quote!(impl Into<#ty>)
    }
}

impl Scalar {
    /// ```text
    /// jiff::Timestamp
    /// ```
    fn tokens(&self) -> TokenStream {
        match self {
            Self::I8 => quote!(i8),
            Self::I16 => quote!(i16),
            Self::I128 => quote!(i128),
            Self::U8 => quote!(u8),
            Self::U16 => quote!(u16),
            Self::U32 => quote!(u32),
            Self::U64 => quote!(u64),
            Self::Timestamp => quote!(jiff::Timestamp),
            Self::Date => quote!(jiff::civil::Date),
            Self::Uuid => quote!(uuid::Uuid),
            Self::Ipv4 => quote!(std::net::Ipv4Addr),
            Self::Ipv6 => quote!(std::net::Ipv6Addr),
            // The root of the crate exports them.
            Self::Base64 => quote!(super::Base64),
            Self::Base64Url => quote!(super::Base64Url),
            Self::Secret => quote!(super::Secret),
            Self::Foreign(text) => verbatim(text),
        }
    }

    fn judged(&self) -> TokenStream {
        let ty = self.tokens();
        match self {
            Self::Timestamp => quote!(wire::Text<wire::DateTime, #ty>),
            Self::Date => quote!(wire::Text<wire::Date, #ty>),
            Self::Uuid => quote!(wire::Text<wire::Uuid, #ty>),
            Self::Foreign(_) => quote!(wire::Readable<#ty>),
            Self::I8
            | Self::I16
            | Self::I128
            | Self::U8
            | Self::U16
            | Self::U32
            | Self::U64
            | Self::Ipv4
            | Self::Ipv6
            | Self::Base64
            | Self::Base64Url
            | Self::Secret => ty,
        }
    }
}

/// Rust from the settings or the description: a path, a derive, an attribute. It was parsed before.
pub(super) fn verbatim(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// A number without a type suffix.
pub(super) fn number(value: impl std::fmt::Display) -> TokenStream {
    let text = value.to_string();
    let literal = text.trim_start_matches('-').parse::<u128>().map(Literal::u128_unsuffixed);
    match literal {
        Ok(literal) if text.starts_with('-') => quote!(-#literal),
        Ok(literal) => quote!(#literal),
        Err(_) => quote!(0),
    }
}
