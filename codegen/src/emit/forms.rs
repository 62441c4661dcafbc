//! The forms in parts that have a type of their own: they have files, or headers of parts.
//!
//! Owns the client's type of such a form, and the server's type of its parts. Must not know calls, requests, or how a part is written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Body, Form, FormField, Operation, PartContent};

use super::arguments::{Arguments, Optional};
use super::imports::import;
use super::server::method_path;
use super::tokens::{From, allow_arguments, deprecated, doc, docs, ident};

/// ```text
/// pub struct UploadForm(Form);
/// impl UploadForm {
///     pub fn new(file: File) -> Self { .. }
///     pub fn caption<M>(self, caption: impl OptionalStr<M>) -> Self { .. }
/// }
/// ```
pub(super) fn client(operation: &Operation, arguments: &Arguments) -> Option<TokenStream> {
    let form = of(operation)?;
    let (ty, method, constant) = (ident(&form.name), operation.name.as_str(), ident(&operation.constant));
    let header = doc(&format!("The form of [`Client::{method}`]."));
    let new = new(form, &constant, arguments);
    let setters = form.fields.iter().filter(|field| !field.required).map(|field| setter(field, arguments));
    let headers = form.has_headers.then(|| {
        quote! {
            /// Adds a header to each part of this name.
            pub fn header(
                self,
                part: impl Into<String>,
                name: impl Into<String>,
                value: impl Into<String>,
            ) -> Self {
                Self(self.0.header(part, name, value))
            }
        }
    });
    Some(quote! {
        #header
        #[derive(Debug)]
        #[must_use = "a form is sent by a call"]
        pub struct #ty(Form);
        impl #ty {
            #new
            #(#setters)*
            #headers
        }
    })
}

/// The form of an operation.
pub(super) fn of(operation: &Operation) -> Option<&Form> {
    operation.body.as_ref().and_then(Body::form)
}

/// ```text
/// pub use super::runtime::form_data::{File, FileOr};
/// ```
///
/// The types of the runtime that users of forms name, and others.
pub(super) fn exports(operations: &[Operation], from: &TokenStream, others: &[&str]) -> Option<TokenStream> {
    let files = have_files(operations).then_some("File");
    let either = have_either(operations).then_some("FileOr");
    let names = files.into_iter().chain(either).chain(others.iter().copied());
    let names: Vec<Ident> = names.map(|name| Ident::new(name, Span::call_site())).collect();
    let imported = import(from, &names)?;
    Some(quote!(pub #imported))
}

/// Whether the forms of operations have files.
fn have_files(operations: &[Operation]) -> bool {
    let mut fields = operations.iter().filter_map(of).flat_map(|form| &form.fields);
    fields.any(|field| matches!(field.content, PartContent::File | PartContent::Files | PartContent::Either(_)))
}

/// Whether the forms of operations have what may be a file or a value.
pub(super) fn have_either(operations: &[Operation]) -> bool {
    let mut fields = operations.iter().filter_map(of).flat_map(|form| &form.fields);
    fields.any(|field| matches!(field.content, PartContent::Either(_)))
}

/// ```text
///     /// A form with everything that is required.
///     pub fn new(file: File) -> Self {
///         Self(Form::new(&operations::UPLOAD).files("file", file))
///     }
/// ```
fn new(form: &Form, constant: &Ident, arguments: &Arguments) -> TokenStream {
    let required: Vec<&FormField> = form.fields.iter().filter(|field| field.required).collect();
    let declared = required.iter().map(|field| match &field.content {
        PartContent::File => {
            let name = ident(&field.name);
            quote!(#name: File)
        }
        PartContent::Files => several(field),
        PartContent::Either(ty) => {
            let (name, ty) = (ident(&field.name), ty.tokens(From::Beside));
            quote!(#name: impl Into<FileOr<#ty>>)
        }
        PartContent::Value { ty, .. } => arguments.required(&field.name, ty),
    });
    let set = required.iter().map(|field| match &field.content {
        PartContent::File | PartContent::Files => files(field),
        PartContent::Either(_) => {
            let (name, wire) = (ident(&field.name), &field.wire);
            quote!(.file_or_value(#wire, Some(#name.into())))
        }
        PartContent::Value { ty, .. } => value(field, &arguments.lent(&field.name, ty)),
    });
    let (declared, set): (Vec<TokenStream>, Vec<TokenStream>) = (declared.collect(), set.collect());
    let allow = allow_arguments(declared.len());
    let header =
        if declared.is_empty() { "A form with nothing in it." } else { "A form with everything that is required." };
    let header = doc(header);
    quote! {
        #header
        #allow
        pub fn new(#(#declared),*) -> Self {
            Self(Form::new(&operations::#constant) #(#set)*)
        }
    }
}

/// ```text
///     /// The caption.
///     pub fn caption<M>(self, caption: impl OptionalStr<M>) -> Self {
///         Self(self.0.value("caption", &caption.into_option()))
///     }
/// ```
fn setter(field: &FormField, arguments: &Arguments) -> TokenStream {
    let name = ident(&field.name);
    let words = match field.docs.as_slice() {
        [] => doc(&format!("`{}`", field.wire)),
        _ => docs(&field.docs),
    };
    let deprecated = deprecated(field.deprecated);
    let (generics, declared, set) = match &field.content {
        PartContent::File => (None, quote!(#name: impl Into<Option<File>>), files_of(field, &quote!(#name.into()))),
        PartContent::Files => (None, several(field), files(field)),
        PartContent::Either(ty) => {
            let (ty, wire) = (ty.tokens(From::Beside), &field.wire);
            let declared = quote!(#name: impl Optional<FileOr<#ty>, M>);
            (Some(quote!(<M>)), declared, quote!(.file_or_value(#wire, #name.into_option())))
        }
        PartContent::Value { ty, .. } => {
            let Optional { generics, declaration, value, .. } = arguments.optional(&field.name, ty);
            (generics, declaration, self::value(field, &quote!(&#value)))
        }
    };
    quote! {
        #words
        #deprecated
        pub fn #name #generics(self, #declared) -> Self {
            Self(self.0 #set)
        }
    }
}

/// ```text
/// images: impl IntoIterator<Item = File>
/// ```
fn several(field: &FormField) -> TokenStream {
    let name = ident(&field.name);
    quote!(#name: impl IntoIterator<Item = File>)
}

/// ```text
/// .files("file", file)
/// ```
fn files(field: &FormField) -> TokenStream {
    let name = ident(&field.name);
    files_of(field, &quote!(#name))
}

fn files_of(field: &FormField, files: &TokenStream) -> TokenStream {
    let wire = &field.wire;
    quote!(.files(#wire, #files))
}

/// ```text
/// .value("caption", &caption)
/// ```
fn value(field: &FormField, lent: &TokenStream) -> TokenStream {
    let wire = &field.wire;
    quote!(.value(#wire, #lent))
}

/// ```text
/// pub enum UploadPart { File(File), Caption(String) }
/// impl FromPart for UploadPart { .. }
/// ```
pub(super) fn server(operation: &Operation) -> Option<TokenStream> {
    let form = of(operation)?;
    let name = ident(&form.part);
    let header = doc(&format!("A part of the form of [`{}`].", method_path(operation)));
    let variants = form.fields.iter().map(|field| {
        let variant = ident(&field.variant);
        let words = match field.docs.as_slice() {
            [] => doc(&format!("`{}`", field.wire)),
            _ => docs(&field.docs),
        };
        let ty = match &field.content {
            PartContent::File | PartContent::Files => quote!(File),
            PartContent::Either(ty) => {
                let ty = ty.tokens(From::Beside);
                quote!(FileOr<#ty>)
            }
            PartContent::Value { part, .. } => part.tokens(From::Beside),
        };
        quote!(#words #variant(#ty),)
    });
    let last = form.fields.len().saturating_sub(1);
    let arms = form.fields.iter().enumerate().map(|(index, field)| {
        let (variant, wire) = (ident(&field.variant), &field.wire);
        let read = match &field.content {
            PartContent::File | PartContent::Files => quote!(part.file().map(Self::#variant)),
            PartContent::Either(_) => quote!(part.file_or_value().map(Self::#variant)),
            PartContent::Value { .. } => quote!(part.value().map(Self::#variant)),
        };
        match (index == last, last) {
            (true, 0) => read,
            (true, _) => quote!(_ => #read,),
            (false, _) => quote!(#wire => #read,),
        }
    });
    let read = if last == 0 { quote!(#(#arms)*) } else { quote!(match part.name() { #(#arms)* }) };
    Some(quote! {
        #header
        #[derive(Debug)]
        pub enum #name { #(#variants)* }
        impl FromPart for #name {
            fn from_part(part: Part) -> Result<Self, Rejection> {
                #read
            }
        }
    })
}
