//! Makes the types of declared response headers.
//!
//! Owns which headers the successes and the failures of an operation have together, and which operations share a type. Must not
//! know how a header is read.
//!
//! Source: OpenAPI 3.2, sections "Response Object" and "Header Object".

use crate::api::{self, Header};
use crate::product::Product;
use crate::rust::{
    Codec, HeaderSet, HeaderType, Location, Name, Operation, Outcome, Parameter, Role, SchemaTableRef, Ty,
};

use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::operations::Operations;
use crate::lower::operations::media_types::codec_of;

/// The functions that types of headers have already.
const RESERVED_HEADERS: &[&str] = &["new"];

impl Operations<'_, '_> {
    /// The headers that a server must send with a response.
    pub(in crate::lower) fn required_headers(&self, response: &api::Response) -> Vec<String> {
        let is_wanted = self.context.config.products.contains(&Product::Server);
        let required = response.headers.iter().filter(|header| is_wanted && header.required);
        required.map(|header| header.name.clone()).collect()
    }

    /// The headers of the successes and of the failures of an operation, where it declares any.
    pub(in crate::lower) fn header_sets(
        &mut self,
        operation: &api::Operation,
        method: &Name,
        outcomes: &[Outcome],
    ) -> [Option<HeaderSet>; 2] {
        [(Role::Success, "Headers"), (Role::Failure, "ErrorHeaders")].map(|(side, suffix)| {
            let products = &self.context.config.products;
            let is_wanted = [Product::Client, Product::Server].iter().any(|product| products.contains(product));
            let responses = operation.responses.iter().zip(outcomes).filter(|_| is_wanted);
            let of_side = responses.filter(|(_, outcome)| outcome.role == side || outcome.role == Role::Either);
            let responses: Vec<&api::Response> = of_side.map(|(response, _)| response).collect();
            let headers = self.headers(&responses);
            if headers.is_empty() {
                return None;
            }
            let text = method.as_str();
            let name = self.client_names.take(&identifier(text, Case::Pascal).with(suffix), text);
            let constant = self.constants.take(&identifier(name.as_str(), Case::Shouty), name.as_str());
            Some(HeaderSet { name, constant, headers })
        })
    }

    /// The headers of several responses together, each once. One is required if every response requires it.
    fn headers(&mut self, responses: &[&api::Response]) -> Vec<Parameter> {
        let mut declared: Vec<&Header> = Vec::new();
        for header in responses.iter().flat_map(|response| &response.headers) {
            if !declared.iter().any(|known| is_same(known, header)) {
                declared.push(header);
            }
        }
        let spellings: Vec<&str> = declared.iter().map(|header| header.name.as_str()).collect();
        let names = Namespace::with(RESERVED_HEADERS).assign(&spellings, Case::Snake);
        declared.into_iter().zip(names).map(|(header, name)| self.response_header(header, name, responses)).collect()
    }

    fn response_header(&mut self, header: &Header, name: Name, responses: &[&api::Response]) -> Parameter {
        let of = |response: &&api::Response| response.headers.iter().find(|other| is_same(header, other)).cloned();
        let found: Vec<Option<Header>> = responses.iter().map(of).collect();
        let required = found.iter().all(|header| header.as_ref().is_some_and(|header| header.required));
        let first = self.header_form(header, name.clone(), required);
        let others: Vec<Header> = found.into_iter().flatten().collect();
        let mut others = others.iter().map(|other| self.header_form(other, name.clone(), required));
        // Where responses declare it differently, it is what all of them are: text.
        match others.all(|other| is_alike(&first, &other)) {
            true => first,
            false => {
                Parameter { ty: Ty::String, schema_table: SchemaTableRef::Known("STRING"), is_json: false, ..first }
            }
        }
    }

    pub(super) fn header_form(&mut self, header: &Header, name: Name, required: bool) -> Parameter {
        let used = self.used(header.schema);
        let is_cookie = header.name.eq_ignore_ascii_case("set-cookie");
        let ty = match required {
            // Its lines cannot be joined: there are several values.
            _ if is_cookie => Ty::Vec(Box::new(Ty::String)),
            true => used.whole(),
            false => used.ty,
        };
        Parameter {
            docs: self.docs.described_docs(header.schema, &header.name, header.description.as_deref()),
            name,
            wire: header.name.clone(),
            location: Location::Header,
            style: header.style,
            explode: header.explode,
            inner: header.inner.clone(),
            allow_reserved: false,
            allow_empty: false,
            is_json: header.content.as_deref().is_some_and(|media| codec_of(media) == Codec::Json),
            whole_query: None,
            required,
            ty,
            schema_table: if is_cookie { SchemaTableRef::Known("ANY") } else { self.schema_table(header.schema) },
            default: None,
            deprecated: header.deprecated,
        }
    }
}

/// Names of headers have no case.
fn is_same(one: &Header, other: &Header) -> bool {
    one.name.eq_ignore_ascii_case(&other.name)
}

/// Whether two headers are read in the same way, as the same type.
fn is_alike(one: &Parameter, other: &Parameter) -> bool {
    let key = |header: &Parameter| {
        let Parameter { style, explode, inner, is_json, ty, schema_table, .. } = header;
        (*style, *explode, inner.clone(), *is_json, ty.clone(), schema_table.clone())
    };
    key(one) == key(other)
}

/// The types of the headers of these operations: one for all that are alike, with a name for each.
pub(in crate::lower) fn types(operations: &[Operation]) -> Vec<HeaderType> {
    let mut types: Vec<HeaderType> = Vec::new();
    for set in operations.iter().flat_map(Operation::header_sets) {
        let is_alike = |one: &Parameter, other: &Parameter| {
            (&one.name, &one.wire, one.required) == (&other.name, &other.wire, other.required) && is_alike(one, other)
        };
        let is_its = |known: &&mut HeaderType| {
            let headers = &known.headers;
            headers.len() == set.headers.len()
                && headers.iter().zip(&set.headers).all(|(one, other)| is_alike(one, other))
        };
        match types.iter_mut().find(is_its) {
            Some(known) => known.aliases.push(set.name.clone()),
            None => types.push(HeaderType {
                name: set.name.clone(),
                constant: set.constant.clone(),
                headers: set.headers.clone(),
                aliases: Vec::new(),
            }),
        }
    }
    types
}
