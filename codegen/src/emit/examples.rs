//! Examples of calls, for the documentation of methods and for the README of a crate.
//!
//! Owns which arguments an example can have: those that compile for certain. Must not know how a method is written.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::bounds::{CALL_DEPTH, CALL_LENGTH};
use crate::product::Product;
use crate::rust::{Codec, Construct, Field, Item, Krate, Layout, Name, Operation, Presence, Scalar, Struct, Ty};

use super::client_groups;
use super::tokens::{doc, ident};

/// What examples are made of.
pub(super) struct Examples<'k> {
    krate: &'k Krate,
    items: HashMap<&'k Name, &'k Item>,
}

impl<'k> Examples<'k> {
    /// The examples of a crate whose name is known, which only a whole crate's is.
    pub(super) fn of(krate: &'k Krate) -> Option<Self> {
        let is_known = krate.layout == Layout::Crate && krate.products.has(Product::Client);
        let items = || krate.items.iter().map(|item| (item.name(), item)).collect();
        is_known.then(|| Self { krate, items: items() })
    }

    /// ```text
    /// /// # Example
    /// ///
    /// /// ```
    /// /// # async fn example(client: pets::Client) -> Result<(), pets::Error> {
    /// /// let pet = client.get_pet("id").await?;
    /// /// # Ok(())
    /// /// # }
    /// /// ```
    /// ```
    pub(super) fn docs(&self, operation: &Operation) -> Option<TokenStream> {
        let call = self.call(operation)?;
        let name = self.krate_name();
        let models = call.contains("models::").then(|| format!("# use {name}::models;"));
        let lines = [String::new(), "# Example".to_owned(), "```".to_owned()].into_iter().chain(models);
        let lines = lines.chain([
            format!("# async fn example(client: {name}::Client) -> Result<(), {name}::Error> {{"),
            format!("let response = client.{call}.await?;"),
            "# Ok(())".to_owned(),
            "# }".to_owned(),
            "```".to_owned(),
        ]);
        let lines = lines.map(|line| doc(&line));
        Some(quote!(#(#lines)*))
    }

    /// The name of the crate in code.
    pub(super) fn krate_name(&self) -> String {
        self.krate.name.replace('-', "_")
    }

    /// The operation of the first call in the README: a GET without arguments, else another that has an example.
    pub(super) fn first(&self) -> Option<(&'k Operation, String)> {
        // What a stream gives is not there when the call returns.
        let whole =
            self.krate.operations.iter().filter(|operation| !operation.streams.iter().any(|call| call.is_usual));
        let mut calls: Vec<(&Operation, String)> =
            whole.filter_map(|operation| Some((operation, self.call(operation)?))).collect();
        calls.sort_by_key(|(operation, call)| (operation.deprecated, operation.method != "GET", !call.ends_with("()")));
        calls.into_iter().next()
    }

    /// ```text
    /// get_pet("id")
    /// ```
    fn call(&self, operation: &Operation) -> Option<String> {
        let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
        let mut arguments = parameters
            .map(|parameter| self.value(&parameter.wire, &parameter.ty, 0))
            .collect::<Option<Vec<String>>>()?;
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            // What other bodies are made of is the caller's to choose.
            match body.payload().codec {
                Codec::Multipart if body.form().is_some() => return None,
                // The literal of another type does not say what it is converted from.
                Codec::Json | Codec::Form | Codec::Multipart
                    if body.choice.is_some() && !matches!(body.payload().ty, Ty::Named(_)) =>
                {
                    return None;
                }
                Codec::Json | Codec::Form | Codec::Multipart => {}
                Codec::Plain | Codec::Text | Codec::Bytes | Codec::Empty => return None,
            }
            arguments.push(self.value("body", &body.payload().ty, 0)?);
        }
        let line = format!("{}({})", client_groups::access(operation, self.krate), arguments.join(", "));
        (line.len() <= CALL_LENGTH).then_some(line)
    }

    /// An argument of this type, in code.
    fn value(&self, name: &str, ty: &Ty, depth: usize) -> Option<String> {
        if depth > CALL_DEPTH {
            return None;
        }
        Some(match ty {
            Ty::Bool => "true".to_owned(),
            Ty::I32 | Ty::I64 => "1".to_owned(),
            Ty::F32 | Ty::F64 => "1.0".to_owned(),
            Ty::String | Ty::StringAlias(_) => format!("{name:?}"),
            Ty::Scalar(
                Scalar::I8 | Scalar::I16 | Scalar::I128 | Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64,
            ) => "1".to_owned(),
            Ty::Vec(_) => "vec![]".to_owned(),
            Ty::JsonObject | Ty::Map(_) => "Default::default()".to_owned(),
            Ty::Nullable(_) => "None".to_owned(),
            Ty::Named(model) => self.model(name, model, depth)?,
            // Types of other packages, unions and any JSON have no value that is right without the caller's.
            Ty::Scalar(
                Scalar::Timestamp
                | Scalar::Date
                | Scalar::Uuid
                | Scalar::Ipv4
                | Scalar::Ipv6
                | Scalar::Base64
                | Scalar::Base64Url
                | Scalar::Secret
                | Scalar::Foreign(_),
            )
            | Ty::Unit
            | Ty::Json
            | Ty::Bytes
            | Ty::Union(_) => return None,
        })
    }

    fn model(&self, name: &str, model: &Name, depth: usize) -> Option<String> {
        let path = format!("models::{}", ident(model));
        match self.items.get(model)? {
            Item::Struct(item) => self.object(item, &path, depth),
            Item::StringEnum(item) => Some(format!("{path}::{}", ident(&item.variants.first()?.name))),
            Item::NumberEnum(item) => Some(format!("{path}::{}", ident(&item.variants.first()?.name))),
            Item::Alias(alias) => self.value(name, &alias.ty, depth + 1),
            Item::Tuple(_) | Item::OneOf(_) | Item::Newtype(_) => None,
        }
    }

    fn object(&self, item: &Struct, path: &str, depth: usize) -> Option<String> {
        let given = |field: &Field| match field.presence {
            Presence::RequiredNullable => Some("None".to_owned()),
            _ if field.boxed => None,
            Presence::Required | Presence::Optional | Presence::OptionalAny | Presence::OptionalNullable => {
                self.value(&field.wire, &field.ty, depth + 1)
            }
        };
        match &item.construct {
            Construct::Default => Some(format!("{path}::default()")),
            Construct::New => {
                let given = item.fields.iter().filter(|field| field.is_given()).map(given);
                Some(format!("{path}::new({})", given.collect::<Option<Vec<String>>>()?.join(", ")))
            }
            // It is longer than an example should be.
            Construct::Required(_) => None,
        }
    }
}
