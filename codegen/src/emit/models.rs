//! `models.rs`: the types.
//!
//! Owns how structs, enums and their impls are written. Must not know operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    Accessor, Alias, Alternative, Constant, Construct, DiscriminatorWriter, Field, Fixed, Item, Krate, OneOf,
    Otherwise, Part, Presence, Struct, Ty,
};

use super::chosen::{attributes, attributes_and_derives, more_derives};
use super::enums::{literal, number_enum, string_enum};
use super::newtypes::newtype;
use super::parts::{self, Reach};
use super::tokens::{From, deprecated, docs, ident, visible};
use super::tuples::tuple;

/// ```text
/// //! The models of ChargeAPI.
///
/// pub struct Driver { .. }
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let header = visible(&format!(" The models of {}.", krate.title));
    let own: Vec<&Item> = krate.splits.models.own(&krate.items).iter().collect();
    let items = own.iter().map(|own| item(own));
    let imports = imports(&own);
    let parts = parts::declared(&krate.splits.models, Reach::Public);
    let reexports = krate.reexports.iter().map(|reexport| {
        let (location, name) = (ident(&reexport.location), ident(&reexport.name));
        quote!(pub use self::#name as #location;)
    });
    quote! {
        #![doc = #header]
        #imports
        #parts
        #(#items)*
        #(#reexports)*
    }
}

/// ```text
/// pub struct Driver { .. }
/// ```
///
/// The types of a part of the file.
pub(super) fn part(krate: &Krate, part: &Part) -> TokenStream {
    let own: Vec<&Item> = part.of(&krate.items).collect();
    let items = own.iter().map(|own| item(own));
    let imports = imports(&own);
    let header = format!("The models of {}: `{}`.", krate.title, part.name.as_str());
    parts::file(&header, &parts::others(), quote!(#imports #(#items)*))
}

fn item(item: &Item) -> TokenStream {
    match item {
        Item::Struct(item) => structure(item),
        Item::StringEnum(item) => string_enum(item),
        Item::NumberEnum(item) => number_enum(item),
        Item::Tuple(item) => tuple(item),
        Item::OneOf(item) => one_of(item),
        Item::Alias(item) => alias(item),
        Item::Newtype(item) => newtype(item),
    }
}

/// ```text
/// use super::runtime::{object, string_enum, wire};
/// ```
fn imports(items: &[&Item]) -> Option<TokenStream> {
    let any = |is: fn(&Item) -> bool| items.iter().any(|item| is(item));
    let by_value = any(is_by_value).then(|| quote!(by_value,));
    let closed_enum = any(|item| matches!(item, Item::StringEnum(item) if item.unknown.is_none()));
    let closed_enum = closed_enum.then(|| quote!(closed_enum,));
    let closed_number_enum = any(|item| matches!(item, Item::NumberEnum(item) if item.unknown.is_none()));
    let closed_number_enum = closed_number_enum.then(|| quote!(closed_number_enum,));
    let newtype = any(|item| matches!(item, Item::Newtype(_))).then(|| quote!(newtype,));
    let number_enum = any(|item| matches!(item, Item::NumberEnum(item) if item.unknown.is_some()));
    let number_enum = number_enum.then(|| quote!(number_enum,));
    let object = any(|item| matches!(item, Item::Struct(_))).then(|| quote!(object,));
    let string_enum = any(|item| matches!(item, Item::StringEnum(item) if item.unknown.is_some()));
    let string_enum = string_enum.then(|| quote!(string_enum,));
    let tuple = any(|item| matches!(item, Item::Tuple(_))).then(|| quote!(tuple,));
    let union = any(|item| matches!(item, Item::OneOf(_))).then(|| quote!(union,));
    any(needs_wire).then(|| {
        quote!(
            use super::runtime::{
                #by_value #closed_enum #closed_number_enum #newtype #number_enum #object #string_enum #tuple #union wire
            };
        )
    })
}

/// Whether a type has traits that compare the values on the wire.
fn is_by_value(item: &Item) -> bool {
    match item {
        Item::StringEnum(item) => item.unknown.is_some() && !item.chosen.traits.is_empty(),
        Item::NumberEnum(item) => !item.chosen.traits.is_empty(),
        Item::Struct(_) | Item::Tuple(_) | Item::OneOf(_) | Item::Alias(_) | Item::Newtype(_) => false,
    }
}

/// Whether any type is written or read by functions of the runtime.
pub(super) fn need_wire(krate: &Krate) -> bool {
    krate.items.iter().any(needs_wire)
}

fn needs_wire(item: &Item) -> bool {
    match item {
        Item::Struct(_)
        | Item::StringEnum(_)
        | Item::NumberEnum(_)
        | Item::Tuple(_)
        | Item::OneOf(_)
        | Item::Newtype(_) => true,
        Item::Alias(item) => item.ty.parts().any(|part| matches!(part, Ty::Map(_))),
    }
}

/// ```text
/// /// A person.
/// #[derive(Clone, PartialEq)]
/// #[non_exhaustive]
/// pub struct Driver {
///     /// Unique identifier for the driver object.
///     pub id: String,
/// }
/// ```
fn structure(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let fields = item.fields.iter().map(field);
    let extras = item.extras.as_ref().map(|extras| {
        let (name, ty) = (ident(&extras.name), extras.ty.tokens(From::Models));
        quote! {
            /// The properties that are not declared by name.
            pub #name: wire::Map<#ty>,
        }
    });
    let table = table(item);
    let (derives, attributes) = (more_derives(&item.chosen), attributes(&item.chosen));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, PartialEq #derives)]
        #attributes
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extras
        }
        #table
    }
}

/// ```text
///     /// Optional phone number.
///     pub phone: Option<String>,
/// ```
fn field(field: &Field) -> TokenStream {
    let (name, docs, ty) = (ident(&field.name), docs(&field.docs), field_type(field));
    let deprecated = deprecated(field.deprecated);
    quote! {
        #docs
        #deprecated
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

/// ```text
/// object! {
///     CreateDriver::new(name: impl Into<String>) {
///         "name" = name,
///         "phone": phone optional(impl Into<String>),
///     }
/// }
/// ```
fn table(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let given = item.fields.iter().filter(|field| field.is_given());
    let arguments = match &item.construct {
        Construct::Default => quote!(),
        Construct::New => {
            let arguments = given.map(argument);
            quote!(#(#arguments),*)
        }
        Construct::Required(required_name) => {
            let required_name = ident(required_name);
            let fields = given.map(|field| {
                let (name, ty) = (ident(&field.name), field_type(field));
                quote!(#name: #ty,)
            });
            quote!(#required_name { #(#fields)* })
        }
    };
    let properties = item.fields.iter().map(|field| property(field, &item.construct));
    let extras = item.extras.as_ref().map(|extras| {
        let (name, ty) = (ident(&extras.name), extras.ty.tokens(From::Models));
        quote!(..#name(#ty))
    });
    quote! {
        object! {
            #name::new(#arguments) { #(#properties,)* #extras }
        }
    }
}

/// ```text
/// name: impl Into<String>
/// ```
fn argument(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let ty = match (field.presence, field.boxed) {
        (Presence::RequiredNullable, _) => field_type(field),
        (_, true) if !is_boxed_union(field) => field.ty.tokens(From::Models),
        (_, _) => field.ty.owned_argument(From::Models),
    };
    quote!(#name: #ty)
}

/// ```text
/// "phone": phone nullable(impl Into<String>, phone_null)
/// ```
fn property(field: &Field, construct: &Construct) -> TokenStream {
    let (wire, name) = (&field.wire, ident(&field.name));
    let deprecated = deprecated(field.deprecated);
    let absent = |mode: TokenStream| {
        let default = field.default.as_ref().map(|accessor| or_default(field, accessor));
        quote!(#wire: #deprecated #name #mode #default)
    };
    let ty = setter_argument(field);
    match field.presence {
        Presence::Required if is_boxed_union(field) && *construct == Construct::New => {
            let union = field.ty.tokens(From::Models);
            quote!(#wire = #name boxed(#union))
        }
        Presence::Required | Presence::RequiredNullable => {
            let fixed = fixed(field);
            quote!(#wire = #name #fixed)
        }
        Presence::Optional if is_boxed_union(field) => absent(quote!(boxed(#ty))),
        Presence::Optional => absent(quote!(optional(#ty))),
        Presence::OptionalAny => absent(quote!(any(#ty))),
        Presence::OptionalNullable => {
            let null = field.null_setter.as_ref().map(ident);
            let mode = if is_boxed_union(field) { quote!(nullable_boxed) } else { quote!(nullable) };
            absent(quote!(#mode(#ty, #deprecated #null)))
        }
    }
}

/// Whether the setter of a field boxes a union, and takes what converts into it.
fn is_boxed_union(field: &Field) -> bool {
    let is_boxed = field.boxed && matches!(field.ty, Ty::Union(_));
    is_boxed && matches!(field.presence, Presence::Required | Presence::Optional | Presence::OptionalNullable)
}

/// ```text
/// impl Into<String>
/// ```
fn setter_argument(field: &Field) -> TokenStream {
    if !field.boxed || is_boxed_union(field) {
        return field.ty.owned_argument(From::Models);
    }
    let ty = field.ty.tokens(From::Models);
    quote!(impl Into<Box<#ty>>)
}

/// ```text
/// fixed("card")
/// ```
///
/// For a closed enum it is `closed("card", CardKind::Card)`, for an object or an array
/// `constant(Size: "{\"a\":1}" = Size { a: 1 })`.
fn fixed(field: &Field) -> Option<TokenStream> {
    let value = match field.fixed.as_ref()? {
        Fixed::Text(text) => quote!(#text),
        Fixed::Number(number) => literal(*number),
        Fixed::Bool(value) => quote!(#value),
        Fixed::Null => quote!(()),
        Fixed::Json { text, value } => {
            let (ty, value) = (field.ty.tokens(From::Models), value.tokens(From::Models));
            return Some(quote!(constant(#ty: #text = #value)));
        }
    };
    Some(match &field.fixed_variant {
        Some((name, variant)) => {
            let (name, variant) = (ident(name), ident(variant));
            quote!(closed(#value, #name::#variant))
        }
        None => quote!(fixed(#value)),
    })
}

/// ```text
/// or limit_or_default(i64: 10)
/// ```
///
/// A value of several parts has its JSON text before it: `or size_or_default(Size: "{\"a\":1}" = Size { a: 1 })`.
fn or_default(field: &Field, accessor: &Accessor) -> TokenStream {
    let Accessor { name, value, text } = accessor;
    let (name, default) = (ident(name), value.tokens(From::Models));
    // A string is borrowed.
    let (ty, default) = if let Constant::Text(text) = value {
        (quote!(&str), quote!(#text))
    } else {
        (field.ty.tokens(From::Models), default)
    };
    let shown = value.is_compound().then(|| quote!(#text =));
    match field.presence {
        Presence::OptionalNullable => quote!(or #name(Option<#ty>: #shown Some(#default))),
        Presence::Required | Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny => {
            quote!(or #name(#ty: #shown #default))
        }
    }
}

/// ```text
/// as wire::Text<wire::Date, jiff::civil::Date>
/// ```
fn judged(alternative: &Alternative) -> Option<TokenStream> {
    let judged = alternative.judged.as_ref()?.judged(From::Models);
    Some(quote!(as #judged))
}

/// ```text
/// union! {
///     /// An animal.
///     pub enum Pet by "petType" {
///         /// One that purrs.
///         Cat(Cat) boxed = ["cat"],
///         _ = Unknown,
///     }
/// }
/// ```
fn one_of(item: &OneOf) -> TokenStream {
    let name = ident(&item.name);
    let documentation = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let chosen = attributes_and_derives(&item.chosen);
    let values = &item.shared;
    let shared = (!values.is_empty()).then(|| quote!(shared = [#(#values),*]));
    let by = item.discriminator.as_ref().map(|property| quote!(by #property #shared));
    let alternatives = item.alternatives.iter().map(|alternative| {
        let (name, ty) = (ident(&alternative.name), alternative.ty.tokens(From::Models));
        let docs = docs(&alternative.docs);
        let again = alternative.shares_type.then(|| quote!(again));
        let boxed = alternative.boxed.then(|| quote!(boxed));
        let values = &alternative.discriminator_values;
        let writer = match (&alternative.writer, values.as_slice()) {
            (DiscriminatorWriter::Declared, _) | (_, []) => quote!(),
            (DiscriminatorWriter::Stated, _) => quote!(stated),
            (DiscriminatorWriter::Checked(field), _) => {
                let field = ident(field);
                quote!(checked #field)
            }
            (DiscriminatorWriter::Added, _) => quote!(added),
            (DiscriminatorWriter::Ensured, _) => quote!(ensured),
        };
        let values = item.discriminator.as_ref().map(|_| quote!(= [#(#values),*]));
        let judged = judged(alternative);
        quote!(#docs #name(#ty #judged) #again #boxed #writer #values,)
    });
    let otherwise = item.otherwise.as_ref().map(|otherwise| match otherwise {
        Otherwise::Unknown(unknown) => {
            let unknown = ident(unknown);
            quote!(_ = #unknown,)
        }
        Otherwise::Read(default) => {
            let judged = item.alternatives.iter().find(|one| one.name == *default).and_then(judged);
            let default = ident(default);
            quote!(_ => #default #judged,)
        }
    });
    quote! {
        union! {
            #documentation
            #deprecated
            #chosen
            pub enum #name #by {
                #(#alternatives)*
                #otherwise
            }
        }
    }
}

/// ```text
/// pub type DriverId = String;
/// ```
fn alias(item: &Alias) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let ty = item.ty.tokens(From::Models);
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}
