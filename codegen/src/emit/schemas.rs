//! The tables that requests and models are checked against: a file of those that both need, a module of `operations.rs` of
//! those that operations alone need, and what `validate.rs` has besides.
//!
//! Owns how a table is written, and where. Must not know operations or models.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use crate::rust::{Check, CheckFormat, CheckRef, CheckUse, Keyword, Krate, Literal, Name, Number, Pattern};

use super::tokens::{ident, number, verbatim};

/// Whether there are tables that operations and models need.
pub(super) fn are_shared(krate: &Krate) -> bool {
    krate.checks.iter().any(|check| check.needed_by == CheckUse::Both)
}

/// ```text
/// pub(super) static CREATE_DRIVER: Schema = Schema(&[..]);
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let tables = tables(krate, CheckUse::Both, &quote!(pub(super)), &quote!(pub(super)));
    quote! {
        //! What requests and models are checked against.
        use super::runtime::schema::*;
        #tables
    }
}

/// ```text
/// mod schemas { pub(super) static LIMIT: Schema = Schema(&[..]); }
/// ```
pub(super) fn module(krate: &Krate) -> Option<TokenStream> {
    let is_own = |check: &Check| check.needed_by == CheckUse::Operations;
    match (krate.checks.iter().any(is_own), are_shared(krate)) {
        (false, false) => None,
        (false, true) => Some(quote!(
            use super::schemas;
        )),
        (true, is_shared) => {
            let tables = tables(krate, CheckUse::Operations, &quote!(pub(super)), &quote!());
            let shared = is_shared.then(|| {
                quote!(
                    pub(super) use super::super::schemas::*;
                )
            });
            Some(quote! {
                /// What requests are checked against.
                mod schemas {
                    use super::super::runtime::schema::*;
                    #shared
                    #tables
                }
            })
        }
    }
}

/// ```text
/// static DRIVER: Schema = Schema(&[..]);
/// ```
pub(super) fn of_models(krate: &Krate) -> TokenStream {
    tables(krate, CheckUse::Models, &quote!(), &quote!())
}

/// The tables of one place, with the patterns that they name and that do not stand beside those that are shared.
fn tables(krate: &Krate, place: CheckUse, visibility: &TokenStream, of_patterns: &TokenStream) -> TokenStream {
    let of = |place: CheckUse| krate.checks.iter().filter(move |check| check.needed_by == place);
    let shared = of(CheckUse::Both).filter(|_| place != CheckUse::Both);
    let mut known: HashSet<&Name> =
        shared.flat_map(|check| &check.keywords).flat_map(patterns).map(|pattern| &pattern.name).collect();
    let tables = of(place).map(|check| {
        let name = ident(&check.name);
        let keywords = check.keywords.iter().map(keyword);
        let patterns = check.keywords.iter().flat_map(patterns).filter(|pattern| known.insert(&pattern.name));
        let patterns: Vec<TokenStream> = patterns.map(pattern).collect();
        quote! {
            #visibility static #name: Schema = Schema(&[#(#keywords),*]);
            #(#of_patterns #patterns)*
        }
    });
    quote!(#(#tables)*)
}

/// ```text
/// &schemas::CREATE_DRIVER
/// &Schema::STRING
/// ```
pub(super) fn from_outside(check: &CheckRef) -> TokenStream {
    match check {
        CheckRef::Known(_) => reference(check),
        CheckRef::Named(name) => {
            let name = ident(name);
            quote!(&schemas::#name)
        }
    }
}

/// ```text
/// &CREATE_DRIVER
/// &Schema::STRING
/// ```
pub(super) fn reference(check: &CheckRef) -> TokenStream {
    match check {
        CheckRef::Known(name) => {
            let name = Ident::new(name, Span::call_site());
            quote!(&Schema::#name)
        }
        CheckRef::Named(name) => {
            let name = ident(name);
            quote!(&#name)
        }
    }
}

/// The patterns that a keyword names.
fn patterns(keyword: &Keyword) -> Vec<&Pattern> {
    match keyword {
        Keyword::Pattern(pattern) => vec![pattern],
        Keyword::PatternProperties(properties) => properties.iter().map(|(pattern, _)| pattern).collect(),
        _ => Vec::new(),
    }
}

/// ```text
/// static NAME_PATTERN: Pattern = Pattern::new("^[a-z]+$");
/// ```
fn pattern(pattern: &Pattern) -> TokenStream {
    let (name, source) = (ident(&pattern.name), &pattern.source);
    quote!(static #name: Pattern = Pattern::new(#source);)
}

/// ```text
/// Keyword::MaxLength(20)
/// ```
fn keyword(keyword: &Keyword) -> TokenStream {
    match keyword {
        Keyword::Type(types) => {
            let mut types = types.iter().map(|name| Ident::new(name, Span::call_site()));
            let first = types.next().map_or_else(|| quote!(Types::NONE), |first| quote!(Types::#first));
            quote!(Keyword::Type(#first #(.or(Types::#types))*))
        }
        Keyword::Enum(values) => quote!(Keyword::Enum(&[#(#values),*])),
        Keyword::Values(values) => {
            let values = values.iter().map(literal);
            quote!(Keyword::Values(&[#(#values),*]))
        }
        Keyword::Const(value) => one("Const", literal(value)),
        Keyword::Minimum(bound) => one("Minimum", bounded(*bound)),
        Keyword::Maximum(bound) => one("Maximum", bounded(*bound)),
        Keyword::ExclusiveMinimum(bound) => one("ExclusiveMinimum", bounded(*bound)),
        Keyword::ExclusiveMaximum(bound) => one("ExclusiveMaximum", bounded(*bound)),
        Keyword::MultipleOf(divisor) => one("MultipleOf", bounded(*divisor)),
        Keyword::MinLength(count) => one("MinLength", number(count)),
        Keyword::MaxLength(count) => one("MaxLength", number(count)),
        Keyword::Pattern(pattern) => {
            let name = ident(&pattern.name);
            one("Pattern", quote!(&#name))
        }
        Keyword::Format(CheckFormat::Known(name)) => {
            let name = Ident::new(name, Span::call_site());
            one("Format", quote!(Format::#name))
        }
        Keyword::Format(CheckFormat::Other(name, ty)) => {
            let ty = verbatim(ty);
            one("Format", quote!(Format::Other(#name, reads::<#ty>)))
        }
        Keyword::PrefixItems(checks) => several("PrefixItems", checks),
        Keyword::Items(check) => one("Items", reference(check)),
        Keyword::MinItems(count) => one("MinItems", number(count)),
        Keyword::MaxItems(count) => one("MaxItems", number(count)),
        Keyword::UniqueItems => quote!(Keyword::UniqueItems),
        Keyword::Contains(check, least, most) => {
            let (check, least, most) = (reference(check), number(least), optional(most.map(number)));
            quote!(Keyword::Contains(#check, #least, #most))
        }
        Keyword::UnevaluatedItems(check) => one("UnevaluatedItems", reference(check)),
        Keyword::Properties(properties) => named("Properties", properties),
        Keyword::PatternProperties(properties) => {
            let properties = properties.iter().map(|(pattern, check)| {
                let (name, check) = (ident(&pattern.name), reference(check));
                quote!((&#name, #check))
            });
            quote!(Keyword::PatternProperties(&[#(#properties),*]))
        }
        Keyword::AdditionalProperties(check) => one("AdditionalProperties", reference(check)),
        Keyword::PropertyNames(check) => one("PropertyNames", reference(check)),
        Keyword::Required(names) => quote!(Keyword::Required(&[#(#names),*])),
        Keyword::MinProperties(count) => one("MinProperties", number(count)),
        Keyword::MaxProperties(count) => one("MaxProperties", number(count)),
        Keyword::DependentRequired(dependencies) => {
            let dependencies = dependencies.iter().map(|(owner, names)| quote!((#owner, &[#(#names),*])));
            quote!(Keyword::DependentRequired(&[#(#dependencies),*]))
        }
        Keyword::DependentSchemas(schemas) => named("DependentSchemas", schemas),
        Keyword::UnevaluatedProperties(check) => one("UnevaluatedProperties", reference(check)),
        Keyword::AllOf(checks) => several("AllOf", checks),
        Keyword::AnyOf(checks) => several("AnyOf", checks),
        Keyword::OneOf(checks) => several("OneOf", checks),
        Keyword::Not(check) => one("Not", reference(check)),
        Keyword::If(test, then, otherwise) => {
            let test = reference(test);
            let (then, otherwise) =
                (optional(then.as_ref().map(reference)), optional(otherwise.as_ref().map(reference)));
            quote!(Keyword::If(#test, #then, #otherwise))
        }
        Keyword::Tagged(tag, checks, default) => {
            let checks = by_name(checks);
            let default = optional(default.as_ref().map(reference));
            quote!(Keyword::Tagged(#tag, &[#(#checks),*], #default))
        }
        Keyword::Never => quote!(Keyword::Never),
    }
}

fn one(name: &str, value: TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(Keyword::#name(#value))
}

fn several(name: &str, checks: &[CheckRef]) -> TokenStream {
    let checks = checks.iter().map(reference);
    one(name, quote!(&[#(#checks),*]))
}

fn named(name: &str, checks: &[(String, CheckRef)]) -> TokenStream {
    let checks = by_name(checks);
    one(name, quote!(&[#(#checks),*]))
}

fn by_name(checks: &[(String, CheckRef)]) -> impl Iterator<Item = TokenStream> {
    checks.iter().map(|(name, check)| {
        let check = reference(check);
        quote!((#name, #check))
    })
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// ```text
/// Number::Integer(100)
/// ```
fn bounded(bound: Number) -> TokenStream {
    match bound {
        Number::Integer(integer) => {
            let integer = number(integer);
            quote!(Number::Integer(#integer))
        }
        Number::Float(value) => {
            let value = float(value);
            quote!(Number::Float(#value))
        }
    }
}

/// ```text
/// Literal::Array(&[Literal::Integer(1), Literal::Null])
/// ```
fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Null => quote!(Literal::Null),
        Literal::Bool(flag) => quote!(Literal::Bool(#flag)),
        Literal::Number(Number::Integer(integer)) => {
            let integer = number(integer);
            quote!(Literal::Integer(#integer))
        }
        Literal::Number(Number::Float(value)) => {
            let value = float(*value);
            quote!(Literal::Float(#value))
        }
        Literal::String(text) => quote!(Literal::String(#text)),
        Literal::Array(items) => {
            let items = items.iter().map(literal);
            quote!(Literal::Array(&[#(#items),*]))
        }
        Literal::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = literal(value);
                quote!((#name, #value))
            });
            quote!(Literal::Object(&[#(#members),*]))
        }
    }
}

/// A finite number; `lower` lets no other pass.
pub(super) fn float(value: f64) -> TokenStream {
    let magnitude = value.abs();
    let token = Token::f64_unsuffixed(if magnitude.is_finite() { magnitude } else { 0.0 });
    if value.is_sign_negative() { quote!(-#token) } else { quote!(#token) }
}
