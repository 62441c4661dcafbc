//! The files that a source file is split into.
//!
//! Owns how the source file declares and re-exports them, so that no path changes, and how their code, which stands one module deeper,
//! names what is outside. Must not know what stands in them.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::rust::Split;

use super::tokens::{ident, visible};

/// From where the content of parts is visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// From everywhere.
    Public,
    /// From the module that the source file stands in.
    Above,
    /// From the source file and its parts.
    Own,
}

/// ```text
/// mod issues;
/// pub use self::issues::*;
/// ```
pub(super) fn declared(split: &Split, reach: Reach) -> TokenStream {
    let names: Vec<Ident> = split.parts.iter().map(|part| ident(&part.name)).collect();
    let features: Vec<Option<TokenStream>> = split
        .parts
        .iter()
        .map(|part| {
            let feature = part.feature.as_ref()?;
            Some(quote!(#[cfg(feature = #feature)]))
        })
        .collect();
    let (visibility, allow) = match reach {
        Reach::Public => (quote!(pub), None),
        Reach::Above => (quote!(pub(super)), Some(quote!(#[allow(unused_imports)]))),
        Reach::Own => (quote!(), Some(quote!(#[allow(unused_imports)]))),
    };
    quote! {
        #(#features mod #names;)*
        #(#features #allow #visibility use self::#names::*;)*
    }
}

/// ```text
/// #[allow(unused_imports)]
/// use super::*;
/// ```
///
/// What other parts hold. Where no code uses it, documentation may.
pub(super) fn others() -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use super::*;
    }
}

/// A part: its documentation, what it imports from the source file, and code as the source file would have it.
pub(super) fn file(header: &str, siblings: &TokenStream, code: TokenStream) -> TokenStream {
    let (header, code) = (visible(&format!(" {header}")), deeper(code));
    quote! {
        #![doc = #header]
        #siblings
        #code
    }
}

/// Code of a module for a module inside it: `super::models` is `super::super::models` there, and `pub(super)` is
/// `pub(in super::super)`.
fn deeper(code: TokenStream) -> TokenStream {
    let mut tokens = Vec::new();
    let mut before = Before::Other;
    for token in code {
        before = match token {
            TokenTree::Ident(name) if name == "super" && before != Before::Path => {
                tokens.extend(quote!(super::super));
                Before::Other
            }
            TokenTree::Ident(name) => {
                let is_pub = name == "pub";
                tokens.push(TokenTree::Ident(name));
                if is_pub { Before::Pub } else { Before::Other }
            }
            TokenTree::Group(group) => {
                let content = deeper(group.stream());
                let is_visibility = before == Before::Pub && group.delimiter() == Delimiter::Parenthesis;
                let content = if is_visibility { quote!(in #content) } else { content };
                tokens.push(TokenTree::Group(Group::new(group.delimiter(), content)));
                Before::Other
            }
            TokenTree::Punct(sign) => {
                let is_path = sign.as_char() == ':' && before != Before::Path && ends_in_colon(&tokens);
                tokens.push(TokenTree::Punct(sign));
                if is_path { Before::Path } else { Before::Other }
            }
            TokenTree::Literal(literal) => {
                tokens.push(TokenTree::Literal(literal));
                Before::Other
            }
        };
    }
    tokens.into_iter().collect()
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// `pub`
    Pub,
    /// `::`
    Path,
    /// Anything else.
    Other,
}

fn ends_in_colon(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_of_a_part_says_super_once_more() {
        let code = quote! {
            use super::runtime::{wire, object};
            pub(super) static A: Schema = f(&super::super::B, super::Base64, "super");
            pub fn f(x: super::Secret) { x.super_::<super::C>(super::D { .. }) }
        };
        let expected = quote! {
            use super::super::runtime::{wire, object};
            pub(in super::super) static A: Schema = f(&super::super::super::B, super::super::Base64, "super");
            pub fn f(x: super::super::Secret) { x.super_::<super::super::C>(super::super::D { .. }) }
        };
        assert_eq!(deeper(code).to_string(), expected.to_string());
    }
}
