//! Makes the webhooks and callbacks: requests that the provider sends.
//!
//! Owns their names, and what of such a request has code. Must not know how it is received or sent.

use crate::api::{self, Api, Location};
use crate::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::product::Product;
use crate::rust::{Codec, Docs, MediaType, Name, Parameter, SchemaTableRef, Ty, Webhook};

use crate::lower::docs;
use crate::lower::merge::direction::Direction;
use crate::lower::names::renames;
use crate::lower::names::{Case, Namespace, wanted};
use crate::lower::operations::media_types::preferred;
use crate::lower::operations::{LoweredOperation, Operations};
use crate::lower::types::BY_NAME;

/// What has a webhook or a callback, by its place among the operations of the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Owner {
    /// An operation of a webhook.
    Webhook {
        /// The index of the webhook.
        webhook: usize,
        /// The index of its operation.
        operation: usize,
    },
    /// The operation of this index.
    Operation(usize),
}

/// A webhook or a callback, and what has it.
#[derive(Debug)]
pub(in crate::lower) struct OwnedWebhook {
    pub owners: Vec<Owner>,
    pub webhook: Webhook,
}

/// A request of the provider, as the description has it.
struct Sent<'a> {
    owners: Vec<Owner>,
    operation: &'a api::Operation,
    /// The words of its name.
    spelling: String,
    /// What it is, for its documentation.
    origin: String,
}

impl Operations<'_, '_> {
    /// All webhooks and callbacks, where they are wanted. Otherwise each is reported.
    pub(super) fn webhooks(&mut self, operations: &[LoweredOperation]) -> Vec<OwnedWebhook> {
        if !self.context.config.products.contains(&Product::Webhooks) {
            self.report_unwanted();
            return Vec::new();
        }
        let sent = all(self.api, operations);
        let spellings: Vec<&str> = sent.iter().map(|one| one.spelling.as_str()).collect();
        let names = self.constants.assign(&spellings, Case::Shouty);
        for (one, name) in sent.iter().zip(&names) {
            let (spellings, names) = ([one.spelling.as_str()], std::slice::from_ref(name));
            renames::report(self.sink, &one.operation.at, &spellings, names, Case::Shouty, BY_NAME);
        }
        sent.into_iter().zip(names).map(|(one, name)| self.webhook(one, name)).collect()
    }

    /// Reports what no code is generated for, because it is not wanted.
    fn report_unwanted(&mut self) {
        let api = self.api;
        let mut reported: Vec<&At> = Vec::new();
        let callbacks = api.operations.iter().flat_map(|operation| &operation.callbacks);
        for (incoming, what) in
            api.webhooks.iter().map(|one| (one, "webhook")).chain(callbacks.map(|one| (one, "callback")))
        {
            // A callback can have several expressions.
            if reported.last() == Some(&&incoming.named_at) {
                continue;
            }
            reported.push(&incoming.named_at);
            let message = format!("no code is generated for the {what} `{}`", incoming.name);
            let help = "add `webhooks` to `products` in oasmith.toml, or handle it by hand";
            self.sink.push(Diagnostic::new(codes::UNSUPPORTED, incoming.named_at.clone(), message).help(help));
        }
    }

    fn webhook(&mut self, sent: Sent<'_>, constant: Name) -> OwnedWebhook {
        let Sent { owners, operation, spelling, origin } = sent;
        let body = operation.body.as_ref().and_then(|body| self.sent_body(body));
        let webhook = Webhook {
            at: operation.at.clone(),
            docs: described(operation, &origin),
            id: operation.id.clone().unwrap_or(spelling),
            constant,
            method: operation.method.clone(),
            path: operation.path.clone(),
            headers: self.sent_headers(operation),
            body,
            deprecated: operation.deprecated,
        };
        OwnedWebhook { owners, webhook }
    }

    /// The headers that a receiver validates. Where the request goes is for the receiver to say, and so are path and query.
    fn sent_headers(&mut self, operation: &api::Operation) -> Vec<Parameter> {
        let declared = operation.parameters.iter().filter(|parameter| parameter.location == Location::Header);
        let declared: Vec<&api::Parameter> = declared.collect();
        let spellings: Vec<&str> =
            declared.iter().map(|one| wanted(one.preferred_name.as_deref(), &one.name)).collect();
        let names = Namespace::default().assign(&spellings, Case::Snake);
        declared.into_iter().zip(names).map(|(parameter, name)| self.parameter(parameter, name, operation)).collect()
    }

    /// The body in the media type that is preferred. Forms in parts are bytes.
    fn sent_body(&mut self, body: &api::Body) -> Option<MediaType> {
        let chosen = preferred(self.shapes, &body.media, Direction::Request)?;
        body.media.iter().filter(|other| other.at != chosen.at).for_each(|other| self.report_other(other, chosen));
        let offered = self.media_types(std::slice::from_ref(chosen), Direction::Request)?;
        let mut media_type = offered.media_types.preferred;
        if media_type.payload.codec == Codec::Multipart {
            let message = "a form in parts of a webhook is bytes";
            let help = "take it apart yourself, or describe it as JSON";
            self.sink.push(Diagnostic::new(codes::UNSUPPORTED, chosen.at.clone(), message).help(help));
            media_type.payload.codec = Codec::Bytes;
            media_type.payload.ty = Ty::Bytes;
            media_type.schema_table = SchemaTableRef::Known("ANY");
        }
        Some(media_type)
    }
}

/// What the description says of it, and where it is declared.
fn described(operation: &api::Operation, origin: &str) -> Docs {
    let mut docs = docs::paragraphs([operation.summary.as_deref(), operation.description.as_deref()]);
    if !docs.is_empty() {
        docs.push(String::new());
    }
    docs.push(origin.to_owned());
    docs
}

/// All requests of the provider, each once: several operations can have the same callback.
fn all<'a>(api: &'a Api, operations: &[LoweredOperation]) -> Vec<Sent<'a>> {
    let mut all = Vec::new();
    for (index, webhook) in api.webhooks.iter().enumerate() {
        for (number, operation) in webhook.operations.iter().enumerate() {
            let owner = Owner::Webhook { webhook: index, operation: number };
            let spelling = spelling(operation, &webhook.name, webhook.operations.len());
            let origin = format!("`{}` of the webhook `{}`.", operation.method, webhook.name.replace('`', "'"));
            add(&mut all, Sent { owners: vec![owner], operation, spelling, origin });
        }
    }
    for (index, (owner, lowered)) in api.operations.iter().zip(operations).enumerate() {
        let name = lowered.operation.name.as_str();
        for callback in &owner.callbacks {
            for operation in &callback.operations {
                let own = format!("{name} {}", callback.name);
                let spelling = spelling(operation, &own, callback.operations.len());
                let (called, url) = (callback.name.replace('`', "'"), operation.path.replace('`', "'"));
                let origin =
                    format!("`{}` of the callback `{called}` of `{name}`, to the URL `{url}`.", operation.method);
                add(&mut all, Sent { owners: vec![Owner::Operation(index)], operation, spelling, origin });
            }
        }
    }
    all
}

fn add<'a>(all: &mut Vec<Sent<'a>>, sent: Sent<'a>) {
    match all.iter_mut().find(|known| known.operation.at == sent.operation.at) {
        Some(known) => known.owners.extend(sent.owners),
        None => all.push(sent),
    }
}

/// The words of a name: those that the author chose, else those of the place, with the method where there are several.
fn spelling(operation: &api::Operation, place: &str, count: usize) -> String {
    let own = operation.preferred_name.as_deref().or(operation.id.as_deref());
    match own {
        Some(own) => own.to_owned(),
        None if count > 1 => format!("{place} {}", operation.method.to_ascii_lowercase()),
        None => place.to_owned(),
    }
}
