//! `operations.rs`: the operations, public as the keys of calls, and what the runtime needs to know of each, as data.
//!
//! Owns how the tables are written. Must not know client or server.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::rust::{
    Codec, Encoding, Krate, Location, MediaType, MediaTypes, Notation, Operation, Outcome, Parameter, Part, SECURITY,
    SchemaTableRef, Scheme, SchemeKind, Security, Segment, Status, Style, Webhook, WholeQuery,
};

use super::imports::{Kind, import, used};
use super::parts::{self, Reach};
use super::tokens::{doc, ident, number};
use super::{headers, schemas};

/// ```text
/// pub static CREATE_DRIVER: Operation = Operation { .. };
/// ```
pub(super) fn file(krate: &Krate) -> TokenStream {
    let schemes = krate.schemes.iter().map(scheme);
    let shared = krate.security.as_ref().map(|alternatives| {
        let (name, alternatives) = (shared_security(), security(alternatives, krate));
        quote! {
            /// What most operations require.
            static #name: &[Requirement] = #alternatives;
        }
    });
    let own = krate.splits.operations.own(&krate.operations);
    let operations = own.iter().map(|item| operation(item, krate));
    let schemas = schemas::module(krate);
    let (types, headers) = (headers::types(krate), headers::tables(krate));
    let models = import(&quote!(super), &used(&types, Kind::Module, &["models"]));
    let of_headers = krate.headers.iter().flat_map(|of| &of.headers);
    let of_webhooks = krate.webhooks.iter().flat_map(|webhook| &webhook.headers);
    let schema = schema(own.iter(), of_headers.chain(of_webhooks), &krate.webhooks);
    let webhooks = krate.webhooks.iter().map(webhook);
    let is_used = krate.splits.operations.is_whole()
        || !krate.schemes.is_empty()
        || !krate.headers.is_empty()
        || !krate.webhooks.is_empty();
    let runtime = is_used.then(|| {
        quote!(
            use super::runtime::operation::*;
        )
    });
    let parts = parts::declared(&krate.splits.operations, Reach::Public);
    let exported = (!krate.operations.is_empty() || !krate.webhooks.is_empty()).then(|| {
        quote!(
            pub use super::runtime::operation::Operation;
        )
    });
    quote! {
        //! A static for each operation: its id, method, path, parameters, body, security and responses.
        #runtime
        #exported
        #models
        #schema
        #parts
        #(#schemes)*
        #shared
        #(#operations)*
        #(#webhooks)*
        #types
        #headers
        #schemas
    }
}

/// ```text
/// /// `POST newPet`
/// pub static NEW_PET: Operation = Operation { id: "newPet", method: "POST", .. };
/// ```
fn webhook(webhook: &Webhook) -> TokenStream {
    let Webhook { constant, id, method, path, .. } = webhook;
    let constant = ident(constant);
    let parameters = webhook.headers.iter().map(parameter);
    let body = match &webhook.body {
        None => quote!(None),
        Some(body) => {
            let media_type = media_type(body);
            quote!(Some(Body::required(&[#media_type])))
        }
    };
    let route = doc(&format!("`{method} {}`", path.replace('`', "'")));
    quote! {
        #route
        pub static #constant: Operation = Operation {
            id: #id,
            method: #method,
            path: &[Segment::Literal(#path)],
            parameters: &[#(#parameters),*],
            body: #body,
            security: &[],
            outcomes: &[],
            success: &[],
        };
    }
}

/// ```text
/// pub static CREATE_DRIVER: Operation = Operation { .. };
/// ```
///
/// The operations of a part of the file.
pub(super) fn part(krate: &Krate, part: &Part) -> TokenStream {
    let schema = schema(part.of(&krate.operations), std::iter::empty(), &[]);
    let operations = part.of(&krate.operations).map(|item| operation(item, krate));
    let code = quote!(#(#operations)*);
    let schemes = krate.schemes.iter().map(|scheme| scheme.constant.as_str());
    let statics: Vec<&str> = schemes.chain([SECURITY]).collect();
    let mut siblings = used(&code, Kind::Type, &statics);
    siblings.extend(used(&code, Kind::Module, &["schemas"]));
    let siblings = import(&quote!(super), &siblings).unwrap_or_default();
    let header = format!("The operations of {}: `{}`.", krate.title, part.name.as_str());
    let code = quote! {
        use super::runtime::operation::*;
        #schema
        #code
    };
    parts::file(&header, &siblings, code)
}

/// ```text
/// use super::runtime::schema::Schema;
/// ```
fn schema<'k>(
    mut operations: impl Iterator<Item = &'k Operation>,
    mut headers: impl Iterator<Item = &'k Parameter>,
    webhooks: &[Webhook],
) -> Option<TokenStream> {
    let is_known = |header: &Parameter| matches!(header.schema_table, SchemaTableRef::Known(_));
    let mut bodies = webhooks.iter().filter_map(|webhook| webhook.body.as_ref());
    let is_of_body = |body: &MediaType| matches!(body.schema_table, SchemaTableRef::Known(_));
    (operations.any(names_schema) || headers.any(is_known) || bodies.any(is_of_body)).then(|| {
        quote!(
            use super::runtime::schema::Schema;
        )
    })
}

/// Whether an operation names a table that the runtime has.
fn names_schema(operation: &Operation) -> bool {
    let is_known = |table: &SchemaTableRef| matches!(table, SchemaTableRef::Known(_));
    operation.parameters.iter().any(|parameter| is_known(&parameter.schema_table))
        || operation
            .body
            .iter()
            .flat_map(|body| body.media_types.iter())
            .any(|media_type| is_known(&media_type.schema_table))
        || operation.outcomes.iter().flat_map(Outcome::forms).any(|form| is_known(&form.schema_table))
}

/// ```text
/// pub(super) static BEARER_AUTH: Scheme = Scheme { name: "bearerAuth", kind: SchemeKind::Bearer };
/// ```
fn scheme(scheme: &Scheme) -> TokenStream {
    let (constant, name) = (ident(&scheme.constant), &scheme.wire);
    let kind = match &scheme.kind {
        SchemeKind::Bearer => quote!(SchemeKind::Bearer),
        SchemeKind::Basic => quote!(SchemeKind::Basic),
        SchemeKind::Other => quote!(SchemeKind::Other),
        SchemeKind::ApiKey(location, key) => {
            let location = location_name(*location);
            quote!(SchemeKind::ApiKey(Location::#location, #key))
        }
    };
    quote!(pub(super) static #constant: Scheme = Scheme { name: #name, kind: #kind };)
}

/// ```text
/// /// `GET /drivers`
/// pub static LIST_DRIVERS: Operation = Operation { id: "listDrivers", method: "GET", .. };
/// ```
fn operation(item: &Operation, krate: &Krate) -> TokenStream {
    let (constant, id, method) = (ident(&item.constant), &item.id, &item.method);
    let segments = item.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(Segment::Literal(#text)),
        Segment::Parameter(name) => quote!(Segment::Parameter(#name)),
    });
    let parameters = item.parameters.iter().map(parameter);
    let body = match &item.body {
        None => quote!(None),
        Some(body) => {
            let presence = Ident::new(if body.required { "required" } else { "optional" }, Span::call_site());
            let media_types = body.media_types.iter().map(media_type);
            quote!(Some(Body::#presence(&[#(#media_types),*])))
        }
    };
    let security = if krate.security.as_ref() == Some(&item.security) {
        shared_security().into_token_stream()
    } else {
        security(&item.security, krate)
    };
    let outcomes = outcomes(&item.outcomes);
    let route = doc(&format!("`{} {}`", item.method, item.path));
    let success = item.successes.iter().map(|success| status(*success));
    quote! {
        #route
        pub static #constant: Operation = Operation {
            id: #id,
            method: #method,
            path: &[#(#segments),*],
            parameters: &[#(#parameters),*],
            body: #body,
            security: #security,
            outcomes: &[#(#outcomes),*],
            success: &[#(#success),*],
        };
    }
}

/// ```text
/// &[Requirement(&[(&OAUTH, &["read"])]), Requirement(&[(&API_KEY, &[])])]
/// ```
fn security(alternatives: &Security, krate: &Krate) -> TokenStream {
    let alternatives = alternatives.iter().map(|alternative| {
        let schemes = alternative.iter().filter_map(|(index, scopes)| {
            let constant = ident(&krate.schemes.get(*index)?.constant);
            Some(quote!((&#constant, &[#(#scopes),*])))
        });
        quote!(Requirement(&[#(#schemes),*]))
    });
    quote!(&[#(#alternatives),*])
}

/// The name of the static of [`Krate::security`].
fn shared_security() -> Ident {
    Ident::new(SECURITY, Span::call_site())
}

/// ```text
/// Media::json(&schemas::CREATE_DRIVER)
/// Media::json(&schemas::CREATE_DRIVER).named("application/vnd.api+json")
/// Media::json(&schemas::CREATE_DRIVER).accepted_as("application/*+json")
/// Media::new("application/octet-stream", &Schema::ANY).streamed()
/// Media::form(&schemas::CREATE_CHARGE_BODY, &[Encoding::style("metadata", Style::DeepObject, true)])
/// ```
fn media_type(media_type: &MediaType) -> TokenStream {
    let (name, schema) = (&media_type.name, schemas::from_outside(&media_type.schema_table));
    let accepted = (media_type.declared != *name).then(|| {
        let range = &media_type.declared;
        quote!(.accepted_as(#range))
    });
    let media = match (media_type.payload.codec, name.as_str()) {
        (Codec::Form, "application/x-www-form-urlencoded") => {
            let encodings = encodings(&media_type.encodings);
            quote!(Media::form(#schema, #encodings))
        }
        (Codec::Form, name) => {
            let encodings = encodings(&media_type.encodings);
            quote!(Media::form(#schema, #encodings).named(#name))
        }
        (Codec::Multipart, name) => {
            let encodings = encodings(&media_type.encodings);
            let named = (name != "multipart/form-data").then(|| quote!(.named(#name)));
            let streamed = media_type.form.is_some().then(|| quote!(.streamed()));
            quote!(Media::multipart(#schema, #encodings)#named #streamed)
        }
        (Codec::Json, "application/json") => quote!(Media::json(#schema)),
        (Codec::Json, name) => quote!(Media::json(#schema).named(#name)),
        (Codec::Bytes, name) => quote!(Media::new(#name, #schema).streamed()),
        (Codec::Empty | Codec::Text | Codec::Plain, name) => quote!(Media::new(#name, #schema)),
    };
    quote!(#media #accepted)
}

/// ```text
/// &[Encoding::json("id"), Encoding::style("metadata", Style::DeepObject, true), Encoding::file("picture").of("image/png")]
/// ```
fn encodings(encodings: &[Encoding]) -> TokenStream {
    let encodings = encodings.iter().map(|Encoding { name, notation, content_type, required_headers }| {
        let encoding = match notation {
            Notation::Plain => quote!(Encoding::plain(#name)),
            Notation::Json => quote!(Encoding::json(#name)),
            Notation::File => quote!(Encoding::file(#name)),
            Notation::FileOrValue => quote!(Encoding::file_or_value(#name)),
            Notation::Encoded(encoding) => quote!(Encoding::encoded(#name, #encoding)),
            Notation::Style { style, explode, allow_reserved } => {
                let constructor = Ident::new(if *allow_reserved { "reserved" } else { "style" }, Span::call_site());
                let style = style_name(*style);
                quote!(Encoding::#constructor(#name, Style::#style, #explode))
            }
        };
        let content_type = content_type.as_ref().map(|content_type| quote!(.of(#content_type)));
        let headers = (!required_headers.is_empty()).then(|| quote!(.requires(&[#(#required_headers),*])));
        quote!(#encoding #content_type #headers)
    });
    quote!(&[#(#encodings),*])
}

/// ```text
/// Parameter::query("limit", &schemas::LIMIT)
/// ```
pub(super) fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, schema) = (&parameter.wire, schemas::from_outside(&parameter.schema_table));
    let (constructor, style, explode) = match parameter.location {
        Location::Path => ("path", Style::Simple, false),
        Location::Query => ("query", Style::Form, true),
        Location::Header => ("header", Style::Simple, false),
        Location::Cookie => ("cookie", Style::Form, true),
    };
    let constructor = Ident::new(constructor, Span::call_site());
    let styled = match (parameter.style, parameter.explode) {
        _ if parameter.whole_query.is_some() => None,
        _ if parameter.is_json => Some(quote!(.json())),
        stated if stated == (style, explode) => None,
        (style, explode) => {
            let style = style_name(style);
            Some(quote!(.style(Style::#style, #explode)))
        }
    };
    let required = (parameter.required && parameter.location != Location::Path).then(|| quote!(.required()));
    let allow_reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    let allow_empty = parameter.allow_empty.then(|| quote!(.allow_empty()));
    let inner = parameter.inner.iter().map(|style| style_name(*style));
    let inner = (!parameter.inner.is_empty()).then(|| quote!(.inner(&[#(Style::#inner),*])));
    let whole = parameter.whole_query.as_ref().map(whole_query);
    quote!(Parameter::#constructor(#name, #schema)#styled #inner #whole #required #allow_reserved #allow_empty)
}

/// ```text
/// .whole_query(Codec::Form(&[Encoding::json("id")]))
/// ```
fn whole_query(query: &WholeQuery) -> TokenStream {
    let codec = match query.codec {
        Codec::Json => quote!(Json),
        Codec::Form => {
            let encodings = encodings(&query.encodings);
            quote!(Form(#encodings))
        }
        Codec::Empty | Codec::Multipart | Codec::Text | Codec::Plain | Codec::Bytes => quote!(Raw),
    };
    quote!(.whole_query(Codec::#codec))
}

/// ```text
/// Outcome::json(&[200, 400, 404]), Outcome::empty(&[204])
/// Outcome::new(&[201], &["application/x-www-form-urlencoded"]).form(&schemas::TOKEN, &[])
/// Outcome::json(&[201]).requiring(&["Location"]).or(&["text/csv"])
/// ```
fn outcomes(outcomes: &[Outcome]) -> Vec<TokenStream> {
    type Kind<'o> = (Vec<&'o str>, Option<(&'o SchemaTableRef, &'o [Encoding])>, &'o [String], Vec<&'o str>);
    let mut by_kind: Vec<(Kind<'_>, Vec<TokenStream>)> = Vec::new();
    for outcome in outcomes {
        let names =
            outcome.media_types.iter().flat_map(MediaTypes::iter).map(|media_type| media_type.accepted.as_str());
        let streams = outcome.streams.iter().filter(|_| outcome.is_stream()).map(|stream| stream.media_type.as_str());
        let names = names.chain(streams);
        let form = outcome.forms().next().map(|form| (&form.schema_table, form.encodings.as_slice()));
        let others: Vec<&str> = outcome.others.iter().map(|other| other.name.as_str()).collect();
        let kind = (names.collect(), form, outcome.required_headers.as_slice(), others);
        let status = status(outcome.status);
        match by_kind.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, statuses)) => statuses.push(status),
            None => by_kind.push((kind, vec![status])),
        }
    }
    by_kind
        .into_iter()
        .map(|((names, form, required, others), statuses)| {
            let requiring = (!required.is_empty()).then(|| quote!(.requiring(&[#(#required),*])));
            let others = (!others.is_empty()).then(|| quote!(.or(&[#(#others),*])));
            match (names.as_slice(), form) {
                ([], _) => quote!(Outcome::empty(&[#(#statuses),*]) #requiring #others),
                (["application/json"], _) => quote!(Outcome::json(&[#(#statuses),*]) #requiring #others),
                (names, None) => quote!(Outcome::new(&[#(#statuses),*], &[#(#names),*]) #requiring #others),
                (names, Some((table, encodings))) => {
                    let (schema, encodings) = (schemas::from_outside(table), self::encodings(encodings));
                    quote!(Outcome::new(&[#(#statuses),*], &[#(#names),*]).form(#schema, #encodings) #requiring #others)
                }
            }
        })
        .collect()
}

fn status(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => number(code),
        Status::Range(digit) => {
            let digit = number(digit);
            quote!(status::range(#digit))
        }
        Status::Default => quote!(status::DEFAULT),
    }
}

fn location_name(location: Location) -> Ident {
    let name = match location {
        Location::Path => "Path",
        Location::Query => "Query",
        Location::Header => "Header",
        Location::Cookie => "Cookie",
    };
    Ident::new(name, Span::call_site())
}

fn style_name(style: Style) -> Ident {
    let name = match style {
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::TabDelimited => "TabDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
    };
    Ident::new(name, Span::call_site())
}
