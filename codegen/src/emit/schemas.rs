//! The schema tables that requests and models are validated against: a file of those that both need, a module of `operations.rs` of
//! those that operations alone need, and what `validate.rs` has besides.
//!
//! Owns how a table is written, and where. Must not know operations or models.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use crate::rust::{
    Argument, Keyword, Krate, Literal, Name, Number, Part, Pattern, SchemaTable, SchemaTableFormat, SchemaTableRef,
    SchemaTableUse,
};

use super::parts::{self, Reach};
use super::tokens::{ident, number, verbatim};

/// Whether there are tables that operations and models need.
pub(super) fn are_shared(krate: &Krate) -> bool {
    krate.schema_tables.iter().any(|table| table.needed_by == SchemaTableUse::Both)
}

/// ```text
/// pub(super) static CREATE_DRIVER: Schema = Schema(&[..]);
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let parts = parts::declared(&krate.splits.schemas, Reach::Above);
    let tables = krate.splits.schemas.is_whole().then(|| {
        let tables = tables(krate, SchemaTableUse::Both, &quote!(pub(super)), &quote!(pub(super)));
        quote! {
            use super::runtime::schema::*;
            #tables
        }
    });
    quote! {
        //! The schema tables that requests and models are validated against.
        #parts
        #tables
    }
}

/// ```text
/// pub(super) static CREATE_DRIVER: Schema = Schema(&[..]);
/// ```
///
/// The tables of a part of the file.
pub(super) fn part(krate: &Krate, part: &Part) -> TokenStream {
    let tables = tables_of_part(krate, part);
    let code = quote! {
        use super::runtime::schema::*;
        #tables
    };
    parts::file(&header(krate, part), &parts::others(), code)
}

/// The same, of the tables that operations alone need.
pub(super) fn part_of_operations(krate: &Krate, part: &Part) -> TokenStream {
    let tables = tables_of_part(krate, part);
    let code = quote! {
        use super::super::runtime::schema::*;
        #tables
    };
    parts::file(&header(krate, part), &parts::others(), code)
}

fn header(krate: &Krate, part: &Part) -> String {
    format!("The schema tables of {}: `{}`.", krate.title, part.name.as_str())
}

/// ```text
/// mod schemas { pub(super) static LIMIT: Schema = Schema(&[..]); }
/// ```
pub(super) fn module(krate: &Krate) -> Option<TokenStream> {
    let is_own = |table: &SchemaTable| table.needed_by == SchemaTableUse::Operations;
    match (krate.schema_tables.iter().any(is_own), are_shared(krate)) {
        (false, false) => None,
        (false, true) => Some(quote!(
            use super::schemas;
        )),
        (true, _) if !krate.splits.operations.is_whole() => Some(quote! {
            mod schemas;
        }),
        (true, _) => {
            let content = content(krate);
            Some(quote! {
                /// The schema tables that requests are validated against.
                mod schemas {
                    #content
                }
            })
        }
    }
}

/// Whether the tables that operations alone need have a file of their own, because `operations.rs` is split.
pub(super) fn have_own_file(krate: &Krate) -> bool {
    let is_own = |table: &SchemaTable| table.needed_by == SchemaTableUse::Operations;
    !krate.splits.operations.is_whole() && krate.schema_tables.iter().any(is_own)
}

/// ```text
/// pub(super) static LIMIT: Schema = Schema(&[..]);
/// ```
pub(super) fn file_of_operations(krate: &Krate) -> TokenStream {
    let content = content(krate);
    quote! {
        //! The schema tables that requests are validated against.
        #content
    }
}

/// The tables that operations alone need, with those that models need too.
fn content(krate: &Krate) -> TokenStream {
    let split = &krate.splits.schemas_of_operations;
    let shared = are_shared(krate).then(|| {
        quote!(
            pub(super) use super::super::schemas::*;
        )
    });
    if !split.is_whole() {
        let parts = parts::declared(split, Reach::Above);
        return quote!(#shared #parts);
    }
    let tables = tables(krate, SchemaTableUse::Operations, &quote!(pub(super)), &quote!());
    quote! {
        use super::super::runtime::schema::*;
        #shared
        #tables
    }
}

/// ```text
/// static DRIVER: Schema = Schema(&[..]);
/// ```
pub(super) fn of_models(krate: &Krate) -> TokenStream {
    tables(krate, SchemaTableUse::Models, &quote!(), &quote!())
}

/// The tables of one place, with the patterns that they name and that do not stand beside those that are shared.
fn tables(krate: &Krate, place: SchemaTableUse, visibility: &TokenStream, of_patterns: &TokenStream) -> TokenStream {
    let of = |place: SchemaTableUse| krate.schema_tables.iter().filter(move |table| table.needed_by == place);
    let is_beside = place != SchemaTableUse::Both && krate.splits.schemas.is_whole();
    let shared = of(SchemaTableUse::Both).filter(|_| is_beside);
    let known = shared.flat_map(|table| &table.keywords).flat_map(patterns).map(|pattern| &pattern.name).collect();
    written(of(place), known, visibility, of_patterns)
}

/// The tables of a part. Each part has the patterns that it names.
pub(super) fn tables_of_part(krate: &Krate, part: &Part) -> TokenStream {
    written(part.of(&krate.schema_tables), HashSet::new(), &quote!(pub(super)), &quote!())
}

fn written<'k>(
    tables: impl Iterator<Item = &'k SchemaTable>,
    mut known: HashSet<&'k Name>,
    visibility: &TokenStream,
    of_patterns: &TokenStream,
) -> TokenStream {
    let tables = tables.map(|table| {
        let name = ident(&table.name);
        let keywords = table.keywords.iter().map(keyword);
        let patterns = table.keywords.iter().flat_map(patterns).filter(|pattern| known.insert(&pattern.name));
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
pub(super) fn from_outside(table: &SchemaTableRef) -> TokenStream {
    match table {
        SchemaTableRef::Known(_) => reference(table),
        SchemaTableRef::Named(name) => {
            let name = ident(name);
            quote!(&schemas::#name)
        }
    }
}

/// ```text
/// &CREATE_DRIVER
/// &Schema::STRING
/// ```
pub(super) fn reference(table: &SchemaTableRef) -> TokenStream {
    match table {
        SchemaTableRef::Known(name) => {
            let name = Ident::new(name, Span::call_site());
            quote!(&Schema::#name)
        }
        SchemaTableRef::Named(name) => reference_to(name),
    }
}

/// The patterns that a keyword refers to.
fn patterns(keyword: &Keyword) -> Vec<&Pattern> {
    let (_, arguments) = keyword.parts();
    let patterns = arguments.into_iter().flat_map(|argument| match argument {
        Argument::Pattern(pattern) => vec![pattern],
        Argument::TablesByPattern(tables) => tables.iter().map(|(pattern, _)| pattern).collect(),
        Argument::Types(_)
        | Argument::String(_)
        | Argument::Strings(_)
        | Argument::StringsByName(_)
        | Argument::Literal(_)
        | Argument::Literals(_)
        | Argument::Number(_)
        | Argument::Count(_)
        | Argument::OptionalCount(_)
        | Argument::Format(_)
        | Argument::Table(_)
        | Argument::OptionalTable(_)
        | Argument::Tables(_)
        | Argument::TablesByName(_) => Vec::new(),
    });
    patterns.collect()
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
    let (name, arguments) = keyword.parts();
    let name = Ident::new(name, Span::call_site());
    if arguments.is_empty() {
        return quote!(Keyword::#name);
    }
    let arguments = arguments.into_iter().map(argument);
    quote!(Keyword::#name(#(#arguments),*))
}

/// ```text
/// Types::STRING.or(Types::NULL)
/// &[("name", &NAME)]
/// ```
fn argument(argument: Argument<'_>) -> TokenStream {
    match argument {
        Argument::Types(types) => {
            let mut types = types.iter().map(|name| Ident::new(name, Span::call_site()));
            let first = types.next().map_or_else(|| quote!(Types::NONE), |first| quote!(Types::#first));
            quote!(#first #(.or(Types::#types))*)
        }
        Argument::String(string) => quote!(#string),
        Argument::Strings(strings) => quote!(&[#(#strings),*]),
        Argument::StringsByName(strings) => {
            let strings = strings.iter().map(|(name, strings)| quote!((#name, &[#(#strings),*])));
            quote!(&[#(#strings),*])
        }
        Argument::Literal(value) => literal(value),
        Argument::Literals(values) => {
            let values = values.iter().map(literal);
            quote!(&[#(#values),*])
        }
        Argument::Number(number) => finite(number),
        Argument::Count(count) => number(count),
        Argument::OptionalCount(count) => optional(count.map(number)),
        Argument::Pattern(pattern) => reference_to(&pattern.name),
        Argument::Format(format) => format_of(format),
        Argument::Table(table) => reference(table),
        Argument::OptionalTable(table) => optional(table.map(reference)),
        Argument::Tables(tables) => {
            let tables = tables.iter().map(reference);
            quote!(&[#(#tables),*])
        }
        Argument::TablesByName(tables) => {
            let tables = tables.iter().map(|(name, table)| {
                let table = reference(table);
                quote!((#name, #table))
            });
            quote!(&[#(#tables),*])
        }
        Argument::TablesByPattern(tables) => {
            let tables = tables.iter().map(|(pattern, table)| {
                let (pattern, table) = (reference_to(&pattern.name), reference(table));
                quote!((#pattern, #table))
            });
            quote!(&[#(#tables),*])
        }
    }
}

fn reference_to(name: &Name) -> TokenStream {
    let name = ident(name);
    quote!(&#name)
}

/// ```text
/// Format::DateTime
/// ```
fn format_of(format: &SchemaTableFormat) -> TokenStream {
    match format {
        SchemaTableFormat::Known(name) => {
            let name = Ident::new(name, Span::call_site());
            quote!(Format::#name)
        }
        SchemaTableFormat::Other(name, ty) => {
            let ty = verbatim(ty);
            quote!(Format::Other(#name, reads::<#ty>))
        }
    }
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// ```text
/// Number::Integer(100)
/// ```
fn finite(value: Number) -> TokenStream {
    match value {
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
        Literal::Object(properties) => {
            let properties = properties.iter().map(|(name, value)| {
                let value = literal(value);
                quote!((#name, #value))
            });
            quote!(Literal::Object(&[#(#properties),*]))
        }
    }
}

/// A finite number; `lower` lets no other pass.
pub(super) fn float(value: f64) -> TokenStream {
    let magnitude = value.abs();
    let token = Token::f64_unsuffixed(if magnitude.is_finite() { magnitude } else { 0.0 });
    if value.is_sign_negative() { quote!(-#token) } else { quote!(#token) }
}
