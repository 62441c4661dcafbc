//! What a file imports.
//!
//! Owns that it is read off the code of the file, so that nothing is imported in vain. Must not know what the code is about.

use proc_macro2::{Delimiter, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

/// What a name stands for where it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A module: its name begins a path.
    Module,
    /// A type or a trait: its name does not declare a variant of that name.
    Type,
    /// A function, in code where no argument can have its name.
    Function,
}

/// Those of the names that the code uses, in their order.
pub(super) fn used(code: &TokenStream, kind: Kind, names: &[&str]) -> Vec<Ident> {
    let mut found = vec![false; names.len()];
    search(code.clone(), kind, names, &mut found);
    let used = names.iter().zip(found).filter(|(_, is_used)| *is_used);
    used.map(|(name, _)| Ident::new(name, Span::call_site())).collect()
}

/// ```text
/// use super::{models, operations};
/// ```
pub(super) fn import(from: &TokenStream, names: &[Ident]) -> Option<TokenStream> {
    match names {
        [] => None,
        [only] => Some(quote!(use #from::#only;)),
        several => Some(quote!(use #from::{#(#several),*};)),
    }
}

fn search(code: TokenStream, kind: Kind, names: &[&str], found: &mut [bool]) {
    let mut signs = [None, None];
    let mut tokens = code.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let sign = match &token {
            TokenTree::Group(group) => {
                search(group.stream(), kind, names, found);
                None
            }
            TokenTree::Ident(name) => {
                if !ends_path(signs) && kind.may_be_followed_by(tokens.peek()) {
                    let is_it = names.iter().zip(&mut *found).filter(|(other, _)| name == **other);
                    is_it.for_each(|(_, is_used)| *is_used = true);
                }
                None
            }
            TokenTree::Punct(punct) => Some(punct.as_char()),
            TokenTree::Literal(_) => None,
        };
        signs = [signs[1], sign];
    }
}

/// Whether the two tokens before a name make it the end of something: `.name` is a method or a field, `::name` the rest of a path.
fn ends_path(signs: [Option<char>; 2]) -> bool {
    match signs {
        [_, Some('.')] | [Some(':'), Some(':')] => true,
        [_, _] => false,
    }
}

impl Kind {
    fn may_be_followed_by(self, next: Option<&TokenTree>) -> bool {
        match (self, next) {
            (Self::Module, Some(TokenTree::Punct(sign))) => sign.as_char() == ':' && sign.spacing() == Spacing::Joint,
            (Self::Module, _) => false,
            (Self::Type, Some(TokenTree::Group(group))) => group.delimiter() != Delimiter::Parenthesis,
            (Self::Type | Self::Function, _) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: Kind, code: &str) -> Vec<String> {
        let names = ["models", "wire", "Bytes", "Call", "json", "empty"];
        let code: TokenStream = code.parse().unwrap_or_default();
        used(&code, kind, &names).iter().map(Ident::to_string).collect()
    }

    #[test]
    fn a_module_begins_a_path() {
        assert_eq!(names(Kind::Module, "fn f(x: Vec<models::Pet>) { wire::or_default(x) }"), ["models", "wire"]);
        let arguments = "fn f(models: String, wire: impl AsRef<str>) { self.0.models(models.as_ref(), wire) }";
        assert_eq!(names(Kind::Module, arguments), [""; 0]);
        assert_eq!(names(Kind::Module, "use super::models::Pet; pub struct F { wire: super::wire::Map }"), [""; 0]);
    }

    #[test]
    fn a_type_is_no_variant_and_no_end_of_a_path() {
        assert_eq!(names(Kind::Type, "pub struct C(Call); fn f() -> Option<Bytes> {}"), ["Bytes", "Call"]);
        assert_eq!(names(Kind::Type, "pub enum E { Bytes(other::Bytes), Call(other::Call) }"), [""; 0]);
        assert_eq!(names(Kind::Type, "E::Bytes(x) => Call::new(x)"), ["Call"]);
    }

    #[test]
    fn a_function_is_no_method() {
        assert_eq!(names(Kind::Function, "json"), ["json"]);
        assert_eq!(names(Kind::Function, "|reply| match reply { 204 => empty(reply).map(E::json) }"), ["empty"]);
        assert_eq!(names(Kind::Function, "self.0.json(&body)"), [""; 0]);
    }

    #[test]
    fn one_import_has_no_braces() {
        let import = |names: &[&str]| {
            let names: Vec<Ident> = names.iter().map(|name| Ident::new(name, Span::call_site())).collect();
            import(&quote!(super), &names).map(|code| code.to_string())
        };
        assert_eq!(import(&[]), None);
        assert_eq!(
            import(&["models"]),
            Some(
                quote!(
                    use super::models;
                )
                .to_string()
            )
        );
        assert_eq!(
            import(&["models", "wire"]),
            Some(
                quote!(
                    use super::{models, wire};
                )
                .to_string()
            )
        );
    }
}
