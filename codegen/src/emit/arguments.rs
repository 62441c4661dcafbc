//! The arguments of the client's methods: what they are declared as, and how they are passed on.
//!
//! Owns in which forms a value can be given. Must not know operations.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Item, Krate, Name, Operation, PartContent, Ty};

use super::forms;
use super::tokens::{From, ident};

/// What is known of the types of arguments.
pub(super) struct Arguments<'k> {
    aliases: HashMap<&'k str, &'k Ty>,
}

/// An argument of a setter.
pub(super) struct Optional {
    /// ```text
    /// <M>
    /// ```
    pub(super) generics: Option<TokenStream>,
    /// ```text
    /// name: impl OptionalStr<M>
    /// ```
    pub(super) declaration: TokenStream,
    /// ```text
    /// name.into_option()
    /// ```
    pub(super) value: TokenStream,
    /// Whether `None` is a value of its own, to be sent as null.
    pub(super) is_always_set: bool,
}

/// In which forms a value can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    /// What lends a string.
    Str,
    /// What converts into the type.
    Converted,
    /// The type itself.
    Own,
    /// A type of which null is a value.
    Nullable,
    /// Whatever can be written as JSON.
    Serialize,
    /// Whatever converts into a JSON value, `Option` included.
    IntoJson,
}

impl<'k> Arguments<'k> {
    pub(super) fn of(krate: &'k Krate) -> Self {
        let aliases = krate.items.iter().filter_map(|item| match item {
            Item::Alias(alias) => Some((alias.name.as_str(), &alias.ty)),
            Item::Struct(_)
            | Item::StringEnum(_)
            | Item::NumberEnum(_)
            | Item::Tuple(_)
            | Item::OneOf(_)
            | Item::Newtype(_) => None,
        });
        Self { aliases: aliases.collect() }
    }

    /// ```text
    /// Optional, OptionalStr
    /// ```
    ///
    /// The traits of the optional arguments of all operations.
    pub(super) fn traits(&self, operations: &[Operation]) -> Vec<Ident> {
        let types = operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().filter(|parameter| !parameter.required);
            let body = operation.body.iter().filter(|body| !body.required && body.choice.is_none());
            let fields = forms::of(operation).into_iter().flat_map(|form| &form.fields).filter(|field| !field.required);
            let values = fields.filter_map(|field| match &field.content {
                PartContent::Value { ty, .. } => Some(ty),
                PartContent::File | PartContent::Files | PartContent::Either(_) => None,
            });
            parameters.map(|parameter| &parameter.ty).chain(body.map(|body| &body.payload().ty)).chain(values)
        });
        let mut forms: HashSet<Form> = types.map(|ty| self.form(ty)).collect();
        let mut bodies = operations.iter().filter_map(|operation| operation.body.as_ref());
        forms.extend(bodies.any(|body| !body.required && body.choice.is_some()).then_some(Form::Converted));
        forms.extend(forms::have_either(operations).then_some(Form::Converted));
        let traits = [(Form::Converted, "Optional"), (Form::Str, "OptionalStr")];
        let used = traits.into_iter().filter(|(form, _)| forms.contains(form));
        used.map(|(_, name)| Ident::new(name, Span::call_site())).collect()
    }

    fn form(&self, ty: &Ty) -> Form {
        match ty {
            Ty::String | Ty::StringAlias(_) => Form::Str,
            Ty::Union(name) if self.is_json(name) => Form::IntoJson,
            Ty::Union(_) | Ty::Bytes => Form::Converted,
            Ty::Json => Form::Serialize,
            Ty::Nullable(_) => Form::Nullable,
            Ty::Unit
            | Ty::Bool
            | Ty::I32
            | Ty::I64
            | Ty::F32
            | Ty::F64
            | Ty::Scalar(_)
            | Ty::JsonObject
            | Ty::Vec(_)
            | Ty::Map(_)
            | Ty::Named(_) => Form::Own,
        }
    }

    /// Whether a type is another name for any JSON value.
    fn is_json(&self, name: &Name) -> bool {
        let next = |ty: &&'k Ty| self.aliases.get(ty.name()?.as_str()).copied();
        let first = self.aliases.get(name.as_str()).copied();
        // Aliases that lead back to themselves are types of their own by now, so that this ends.
        std::iter::successors(first, next).any(|ty| *ty == Ty::Json)
    }

    /// ```text
    /// driver: impl AsRef<str>
    /// ```
    pub(super) fn required(&self, name: &Name, ty: &Ty) -> TokenStream {
        let (name, own) = (ident(name), written(ty));
        match self.form(ty) {
            Form::Str => quote!(#name: impl AsRef<str>),
            Form::Converted | Form::IntoJson => quote!(#name: impl Into<#own>),
            Form::Serialize => quote!(#name: impl serde::Serialize),
            Form::Own | Form::Nullable => quote!(#name: #own),
        }
    }

    /// ```text
    /// models::Driver
    /// <T: AsRef<str>> T
    /// ```
    ///
    /// The generics and the type of all that is taken as a required argument.
    pub(super) fn source(&self, ty: &Ty) -> (TokenStream, TokenStream) {
        let own = written(ty);
        let bound = match self.form(ty) {
            Form::Str => quote!(AsRef<str>),
            Form::Converted | Form::IntoJson => quote!(Into<#own>),
            Form::Serialize => quote!(serde::Serialize),
            Form::Own | Form::Nullable => return (TokenStream::new(), own),
        };
        (quote!(<T: #bound>), quote!(T))
    }

    /// ```text
    /// driver.as_ref()
    /// ```
    ///
    /// How a required argument is lent to what writes it.
    pub(super) fn lent(&self, name: &Name, ty: &Ty) -> TokenStream {
        let name = ident(name);
        match self.form(ty) {
            Form::Str => quote!(#name.as_ref()),
            Form::Converted | Form::IntoJson => quote!(&#name.into()),
            Form::Serialize | Form::Own | Form::Nullable => quote!(&#name),
        }
    }

    pub(super) fn optional(&self, name: &Name, ty: &Ty) -> Optional {
        let (name, own) = (ident(name), written(ty));
        let form = self.form(ty);
        let (marker, declared, value) = match form {
            Form::Str => (true, quote!(impl OptionalStr<M>), quote!(#name.into_option())),
            Form::Converted => (true, quote!(impl Optional<#own, M>), quote!(#name.into_option())),
            Form::Own => (false, quote!(impl Into<Option<#own>>), quote!(#name.into())),
            Form::Nullable => (false, own, quote!(#name)),
            Form::Serialize => (false, quote!(impl serde::Serialize), quote!(#name)),
            Form::IntoJson => (false, quote!(impl Into<#own>), quote!(#name.into())),
        };
        Optional {
            generics: marker.then(|| quote!(<M>)),
            declaration: quote!(#name: #declared),
            value,
            is_always_set: match form {
                Form::Nullable | Form::Serialize | Form::IntoJson => true,
                Form::Str | Form::Converted | Form::Own => false,
            },
        }
    }
}

/// The type of what is sent: bytes may be a stream.
fn written(ty: &Ty) -> TokenStream {
    match ty {
        Ty::Bytes => quote!(Body),
        Ty::Unit
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::F32
        | Ty::F64
        | Ty::String
        | Ty::Scalar(_)
        | Ty::Json
        | Ty::JsonObject
        | Ty::Vec(_)
        | Ty::Map(_)
        | Ty::Nullable(_)
        | Ty::Named(_)
        | Ty::StringAlias(_)
        | Ty::Union(_) => ty.tokens(From::Beside),
    }
}
