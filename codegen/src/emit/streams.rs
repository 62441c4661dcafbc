//! Streams in `client.rs` and `server.rs`: the methods of calls that give them, and the variants of responses that are some.
//!
//! Owns how both name what the runtime has for streams. Must not know calls or responses otherwise.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{EventData, Operation, Outcome, Pieces, Status, Stream, StreamCall};

use super::responses;
use super::tokens::{From, doc, docs, ident};

/// The runtime's functions that read the data of events.
pub(super) const READERS: &[&str] = &["json_data", "plain_data", "text_data", "whole_event"];

/// ```text
///         /// Sends the call, and gives the events of the response as they come.
///         pub fn events(self) -> CallFuture<EventStream<models::Chunk>, models::ApiError> {
///             self.0.switch("stream").events("text/event-stream", Some("[DONE]"), json_data, json)
///         }
/// ```
pub(super) fn methods(operation: &Operation) -> TokenStream {
    let failure = responses::ty(&operation.failure);
    let methods = operation.streams.iter().map(|call| {
        let (name, stream, send) = (ident(&call.method), client_type(&call.stream), send(call, operation));
        let docs = doc(&method_docs(call));
        quote! {
            #docs
            pub fn #name(self) -> CallFuture<#stream, #failure> {
                #send
            }
        }
    });
    methods.collect()
}

fn method_docs(call: &StreamCall) -> String {
    let what = match call.stream.pieces {
        Pieces::Events(_) => "events",
        Pieces::Items => "items",
        Pieces::Bytes => return "Sends the call, and gives the bytes of the response as they come.".to_owned(),
    };
    let flag = call.flag.as_ref().map(|flag| format!(" It sets `{flag}` in the body to `true`.")).unwrap_or_default();
    format!(
        "Sends the call, and gives the {what} of the response as they come. The header `accept` is `{}`.{flag}",
        call.stream.accepted
    )
}

fn send(call: &StreamCall, operation: &Operation) -> TokenStream {
    let flag = call.flag.as_ref().map(|flag| quote!(.switch(#flag)));
    let (accepted, failure) = (&call.stream.accepted, responses::reader(&operation.failure));
    match call.stream.pieces {
        Pieces::Events(data) => {
            let read = reader(data);
            let done = match &call.done {
                Some(done) => quote!(Some(#done)),
                None => quote!(None),
            };
            quote!(self.0 #flag.events(#accepted, #done, #read, #failure))
        }
        Pieces::Items => quote!(self.0 #flag.items(#accepted, #failure)),
        Pieces::Bytes => quote!(self.0.stream(#failure)),
    }
}

/// ```text
/// json_data
/// ```
fn reader(data: EventData) -> Ident {
    let name = match data {
        EventData::Json => "json_data",
        EventData::Plain => "plain_data",
        EventData::Text => "text_data",
        EventData::Whole => "whole_event",
    };
    Ident::new(name, Span::call_site())
}

/// What reads the data of the events of an operation, to be imported.
pub(super) fn readers(operation: &Operation) -> TokenStream {
    let readers = operation.streams.iter().filter_map(|call| match call.stream.pieces {
        Pieces::Events(data) => Some(reader(data)),
        Pieces::Items | Pieces::Bytes => None,
    });
    quote!(#(#readers),*)
}

/// The stream that awaiting a call gives, where it gives one.
pub(super) fn usual(operation: &Operation) -> Option<&StreamCall> {
    operation.streams.iter().find(|call| call.is_usual)
}

/// ```text
/// EventStream<models::Chunk>
/// ```
pub(super) fn client_type(stream: &Stream) -> TokenStream {
    let ty = stream.ty.tokens(From::Beside);
    match stream.pieces {
        Pieces::Events(_) => quote!(EventStream<#ty>),
        Pieces::Items => quote!(ItemStream<#ty>),
        Pieces::Bytes => quote!(ByteStream),
    }
}

/// ```text
/// ByteStream, Event, EventStream, StreamError,
/// ```
///
/// The types of the runtime that users of the client name.
pub(super) fn client_exports(operations: &[Operation]) -> Vec<Ident> {
    let streams = || operations.iter().flat_map(|operation| &operation.streams).map(|call| call.stream.pieces);
    let names = [
        ("ByteStream", streams().any(|pieces| pieces == Pieces::Bytes)),
        ("Event", streams().any(|pieces| matches!(pieces, Pieces::Events(_)))),
        ("EventStream", streams().any(|pieces| matches!(pieces, Pieces::Events(_)))),
        ("Items", operations.iter().any(|operation| operation.sends_items)),
        ("ItemStream", streams().any(|pieces| pieces == Pieces::Items)),
        ("StreamError", streams().next().is_some()),
    ];
    chosen(&names)
}

/// ```text
/// Body, Event, Events, Items,
/// ```
///
/// The types of the runtime that users of the server name.
pub(super) fn server_exports(operations: &[Operation]) -> Vec<Ident> {
    let outcomes = || operations.iter().flat_map(|operation| &operation.outcomes);
    let streams = || outcomes().flat_map(|outcome| &outcome.streams).map(|stream| stream.pieces);
    let names = [
        ("Body", streams().any(|pieces| pieces == Pieces::Bytes)),
        ("Event", streams().any(|pieces| matches!(pieces, Pieces::Events(_)))),
        ("Events", streams().any(|pieces| matches!(pieces, Pieces::Events(_)))),
        ("Items", streams().any(|pieces| pieces == Pieces::Items)),
    ];
    chosen(&names)
}

fn chosen(names: &[(&str, bool)]) -> Vec<Ident> {
    let chosen = names.iter().filter(|(_, is_chosen)| *is_chosen);
    chosen.map(|(name, _)| Ident::new(name, Span::call_site())).collect()
}

/// ```text
///     /// 200: The same, as events.
///     OkEvents(Events<models::Chunk>),
/// ```
pub(super) fn variants(outcome: &Outcome, words: &[String], is_exact: bool) -> TokenStream {
    let variants = outcome.streams.iter().map(|stream| {
        let (name, ty) = (ident(&stream.variant), server_type(stream));
        let kind = match stream.pieces {
            Pieces::Events(_) => "events",
            Pieces::Items => "items one by one",
            Pieces::Bytes => "a stream of bytes",
        };
        let docs = if stream.variant == outcome.name {
            docs(&words.to_vec())
        } else {
            doc(&format!("The same as [`{}`](Self::{}), as {kind}.", label(outcome), outcome.name.as_str()))
        };
        let status = (!is_exact).then(|| quote!(u16,));
        quote!(#docs #name(#status #ty),)
    });
    variants.collect()
}

fn label(outcome: &Outcome) -> String {
    match outcome.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => outcome.name.as_str().to_owned(),
    }
}

fn server_type(stream: &Stream) -> TokenStream {
    let ty = stream.ty.tokens(From::Beside);
    match stream.pieces {
        Pieces::Events(_) => quote!(Events<#ty>),
        Pieces::Items => quote!(Items<#ty>),
        Pieces::Bytes => quote!(Body),
    }
}

/// ```text
/// Self::OkEvents(body) => reply::events(200, body),
/// ```
pub(super) fn arms(outcome: &Outcome, pattern: Option<&TokenStream>, status: &TokenStream) -> TokenStream {
    let arms = outcome.streams.iter().map(|stream| {
        let (name, media) = (ident(&stream.variant), &stream.media_type);
        let reply = match stream.pieces {
            Pieces::Events(EventData::Json) => quote!(reply::events(#status, body)),
            Pieces::Events(EventData::Plain) => quote!(reply::plain_events(#status, body)),
            Pieces::Events(EventData::Text) => quote!(reply::text_events(#status, body)),
            Pieces::Events(EventData::Whole) => quote!(reply::whole_events(#status, body)),
            Pieces::Items => quote!(reply::items(#status, #media, body)),
            Pieces::Bytes => quote!(reply::stream(#status, #media, body)),
        };
        quote!(Self::#name(#pattern body) => #reply,)
    });
    arms.collect()
}
