//! The tables that generated code hands to the runtime's macros.
//!
//! Owns how their rows are parsed. Must not know what the macros write.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Token, Type, braced, bracketed, parenthesized};

/// The rows of `object!`.
pub(super) struct ObjectRows {
    pub(super) name: String,
    /// The struct that has the required values.
    pub(super) required: Option<String>,
    /// The arguments of `new`, or the fields of that struct.
    pub(super) arguments: Vec<(String, Type)>,
    pub(super) setters: Vec<Setter>,
    /// The field of undeclared properties, and the type of a value.
    pub(super) extra: Option<(String, Type)>,
}

/// A property that may be absent.
pub(super) struct Setter {
    pub(super) field: String,
    pub(super) taken: Type,
    pub(super) null: Option<String>,
    pub(super) default: Option<(String, Type)>,
}

/// `Driver::new(name: impl Into<String>) { "name" = name, "phone": phone optional(impl Into<String>), }`
pub(super) fn object(tokens: TokenStream) -> syn::Result<ObjectRows> {
    let parse = |input: ParseStream<'_>| {
        let name = input.parse::<Ident>()?.to_string();
        input.parse::<Token![::]>()?;
        input.parse::<Ident>()?;
        let (required, arguments) = arguments(input)?;
        let content;
        braced!(content in input);
        let mut rows = ObjectRows { name, required, arguments, setters: Vec::new(), extra: None };
        while !content.is_empty() {
            property(&content, &mut rows)?;
        }
        Ok(rows)
    };
    parse.parse2(tokens)
}

type Arguments = (Option<String>, Vec<(String, Type)>);

fn arguments(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let content;
    parenthesized!(content in input);
    if content.peek(Ident) && content.peek2(syn::token::Brace) {
        let required = content.parse::<Ident>()?.to_string();
        let fields;
        braced!(fields in content);
        return Ok((Some(required), typed(&fields)?));
    }
    Ok((None, typed(&content)?))
}

/// `name: String, email: String`
fn typed(input: ParseStream<'_>) -> syn::Result<Vec<(String, Type)>> {
    let mut found = Vec::new();
    while !input.is_empty() {
        let name = name_of(&input.call(syn::ext::IdentExt::parse_any)?);
        input.parse::<Token![:]>()?;
        found.push((name, input.parse()?));
        comma(input)?;
    }
    Ok(found)
}

fn property(input: ParseStream<'_>, rows: &mut ObjectRows) -> syn::Result<()> {
    if input.parse::<Option<Token![..]>>()?.is_some() {
        let name = name_of(&input.parse()?);
        let ty;
        parenthesized!(ty in input);
        rows.extra = Some((name, ty.parse()?));
        return rest(input);
    }
    input.parse::<syn::LitStr>()?;
    if input.parse::<Option<Token![:]>>()?.is_some() {
        rows.setters.push(setter(input)?);
    }
    rest(input)
}

/// `phone nullable(impl Into<String>, phone_null) or phone_or_default(Option<&str>: Some("1"))`
fn setter(input: ParseStream<'_>) -> syn::Result<Setter> {
    input.call(Attribute::parse_outer)?;
    let field = name_of(&input.parse()?);
    input.parse::<Ident>()?;
    let mode;
    parenthesized!(mode in input);
    let taken = mode.parse()?;
    comma(&mode)?;
    let null = if mode.is_empty() {
        None
    } else {
        mode.call(Attribute::parse_outer)?;
        Some(name_of(&mode.parse()?))
    };
    rest(&mode)?;
    let default = if input.peek(Ident) {
        input.parse::<Ident>()?;
        let get = name_of(&input.parse()?);
        let value;
        parenthesized!(value in input);
        let ty = value.parse()?;
        all(&value)?;
        Some((get, ty))
    } else {
        None
    };
    Ok(Setter { field, taken, null, default })
}

/// The rows of an enum of strings or of numbers.
pub(super) struct EnumRows {
    pub(super) attributes: Vec<Attribute>,
    pub(super) name: String,
    /// The type of its numbers.
    pub(super) number: Option<String>,
    pub(super) variants: Vec<String>,
    /// The variant of all other values.
    pub(super) unknown: Option<String>,
}

/// `pub enum Status { Active = "active", _ = Unknown }`
pub(super) fn enumeration(tokens: TokenStream) -> syn::Result<EnumRows> {
    let parse = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![enum]>()?;
        let name = name_of(&input.parse()?);
        let number = match input.parse::<Option<Token![:]>>()? {
            Some(_) => Some(input.parse::<Ident>()?.to_string()),
            None => None,
        };
        let content;
        braced!(content in input);
        let mut rows = EnumRows { attributes, name, number, variants: Vec::new(), unknown: None };
        while !content.is_empty() {
            content.call(Attribute::parse_outer)?;
            if content.parse::<Option<Token![_]>>()?.is_some() {
                content.parse::<Token![=]>()?;
                rows.unknown = Some(name_of(&content.parse()?));
            } else {
                rows.variants.push(name_of(&content.parse()?));
            }
            rest(&content)?;
        }
        Ok(rows)
    };
    parse.parse2(tokens)
}

/// The rows of `union!`.
pub(super) struct UnionRows {
    pub(super) attributes: Vec<Attribute>,
    pub(super) name: String,
    pub(super) alternatives: Vec<AlternativeRow>,
    /// The variant of all other values.
    pub(super) unknown: Option<String>,
}

/// An alternative of a union.
pub(super) struct AlternativeRow {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) is_boxed: bool,
    /// Whether another one has the same type.
    pub(super) shares_type: bool,
}

/// `pub enum Pet by "kind" { Cat(Cat) boxed = ["cat"], _ = Unknown }`
pub(super) fn union(tokens: TokenStream) -> syn::Result<UnionRows> {
    let parse = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![enum]>()?;
        let name = name_of(&input.parse()?);
        if input.peek(Ident) {
            input.parse::<Ident>()?;
            input.parse::<syn::LitStr>()?;
        }
        if input.peek(Ident) {
            input.parse::<Ident>()?;
            input.parse::<Token![=]>()?;
            let shared;
            bracketed!(shared in input);
            all(&shared)?;
        }
        let content;
        braced!(content in input);
        let mut rows = UnionRows { attributes, name, alternatives: Vec::new(), unknown: None };
        while !content.is_empty() {
            alternative(&content, &mut rows)?;
            rest(&content)?;
        }
        Ok(rows)
    };
    parse.parse2(tokens)
}

fn alternative(input: ParseStream<'_>, rows: &mut UnionRows) -> syn::Result<()> {
    input.call(Attribute::parse_outer)?;
    if input.parse::<Option<Token![_]>>()?.is_some() {
        if !input.peek(Token![=>]) {
            input.parse::<Token![=]>()?;
            rows.unknown = Some(name_of(&input.parse()?));
        }
        return Ok(());
    }
    let name = name_of(&input.parse()?);
    let content;
    parenthesized!(content in input);
    let ty = content.parse()?;
    all(&content)?;
    let mut modes = Vec::new();
    while input.peek(Ident) {
        modes.push(input.parse::<Ident>()?);
    }
    // A field that is checked may have the name of a mode.
    let modes = || modes.iter().take_while(|mode| *mode != "checked");
    let (is_boxed, shares_type) = (modes().any(|mode| mode == "boxed"), modes().any(|mode| mode == "again"));
    rows.alternatives.push(AlternativeRow { name, ty, is_boxed, shares_type });
    Ok(())
}

/// The rows of `newtype!`.
pub(super) struct NewtypeRows {
    pub(super) name: String,
    pub(super) inner: Type,
    pub(super) kind: String,
    /// The type of its items.
    pub(super) of: Option<Type>,
}

/// `Tree(Vec<Tree>) = list(Tree)`
pub(super) fn newtype(tokens: TokenStream) -> syn::Result<NewtypeRows> {
    let parse = |input: ParseStream<'_>| {
        let name = name_of(&input.parse()?);
        let content;
        parenthesized!(content in input);
        let inner = content.parse()?;
        all(&content)?;
        input.parse::<Token![=]>()?;
        let kind = input.parse::<Ident>()?.to_string();
        let of = if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            let of = content.parse()?;
            all(&content)?;
            Some(of)
        } else {
            None
        };
        Ok(NewtypeRows { name, inner, kind, of })
    };
    parse.parse2(tokens)
}

/// `Status(as_str): PartialOrd Ord`: the type and the traits.
pub(super) fn by_value(tokens: TokenStream) -> syn::Result<(String, Vec<String>)> {
    let parse = |input: ParseStream<'_>| {
        let name = name_of(&input.parse()?);
        let value;
        parenthesized!(value in input);
        all(&value)?;
        input.parse::<Token![:]>()?;
        let mut traits = Vec::new();
        while !input.is_empty() {
            traits.push(input.parse::<Ident>()?.to_string());
        }
        Ok((name, traits))
    };
    parse.parse2(tokens)
}

/// `Point { .. }`: the type.
pub(super) fn name(tokens: TokenStream) -> syn::Result<String> {
    let parse = |input: ParseStream<'_>| {
        let name = name_of(&input.parse()?);
        all(input)?;
        Ok(name)
    };
    parse.parse2(tokens)
}

/// `models::Driver, models::Pet by "kind" { .. },`: the paths.
pub(super) fn models(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let rows = tokens.split(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ','));
    let path = |row: &[TokenTree]| row.iter().take(4).map(ToString::to_string).collect::<String>();
    rows.filter(|row| !row.is_empty()).map(path).collect()
}

fn name_of(name: &Ident) -> String {
    name.to_string()
}

fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

/// What is left of a row, with the comma that ends it.
fn rest(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        if input.parse::<Option<Token![,]>>()?.is_some() {
            break;
        }
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Everything that is left.
fn all(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<TokenStream>().map(|_| ())
}
