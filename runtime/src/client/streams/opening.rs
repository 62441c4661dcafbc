//! Calls whose response is a stream.
//!
//! Owns which response is read as a stream, and which is read whole: a failure is, as in any other call. Must not know what the
//! pieces of a stream are.

use std::pin::Pin;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;

use super::super::super::body::Body;
use super::super::super::media_type::{MediaType, is_json};
use super::super::call::{Call, CallFuture, NoReply, sort};
use super::super::error::CallError;
use super::super::opened::Opened;
use super::super::outcome::{DecodeError, Reply};
use super::super::paced::Paced;
use super::super::response::Response;
use super::bytes::ByteStream;
use super::error::Head;
use super::events::{EventStream, ReadEvent};
use super::frames::Framing;
use super::items::ItemStream;
use super::raw_events::RawEvents;
use super::resume::Resume;
use super::source::Source;

/// What a response is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Events,
    Items,
    Bytes,
}

/// What a call of a stream leads to: a stream, or a response that is read whole.
type Opening = Pin<Box<dyn Future<Output = Result<Start, NoReply>> + Send>>;

enum Start {
    Stream(Box<Reply>, Source, Option<Box<Resume>>),
    Whole(Box<Reply>),
}

impl Call {
    /// Sets a property of the body to `true`, where that is a JSON object.
    pub fn switch(mut self, name: &'static str) -> Self {
        let is_json = stated(&self.headers).is_some_and(is_json);
        let switched = self.body.as_bytes().filter(|_| is_json).and_then(|json| super::switch::on(json, name));
        if let Some(json) = switched {
            self.body = Body::from(json);
        }
        self
    }

    /// Sends the request and gives the events of a success. `done` is the data of the event after which nothing follows.
    pub fn events<T: 'static, E: 'static>(
        self,
        media: &'static str,
        done: Option<&'static str>,
        read: ReadEvent<T>,
        failure: fn(&Reply) -> Result<E, DecodeError>,
    ) -> CallFuture<EventStream<T>, E> {
        let opening = self.accept(media).opening(Kind::Events);
        Box::pin(async move {
            opened(opening.await, failure, |source, resume| {
                EventStream::new(RawEvents::new(source, done, resume), read)
            })
        })
    }

    /// Sends the request and gives the items of a success.
    pub fn items<T: DeserializeOwned + 'static, E: 'static>(
        self,
        media: &'static str,
        failure: fn(&Reply) -> Result<E, DecodeError>,
    ) -> CallFuture<ItemStream<T>, E> {
        let opening = self.accept(media).opening(Kind::Items);
        Box::pin(async move {
            opened(opening.await, failure, |source, _| {
                let framing = framing(source.head.media_type.as_deref().unwrap_or(media));
                ItemStream::new(source, framing)
            })
        })
    }

    /// Sends the request and gives the bytes of a success.
    pub fn stream<E: 'static>(self, failure: fn(&Reply) -> Result<E, DecodeError>) -> CallFuture<ByteStream, E> {
        let opening = self.opening(Kind::Bytes);
        Box::pin(async move { opened(opening.await, failure, |source, _| ByteStream::new(source)) })
    }

    fn accept(mut self, media: &str) -> Self {
        if let Ok(media) = HeaderValue::from_str(media) {
            self.headers.insert(ACCEPT, media);
        }
        self
    }

    /// What does not depend on types is boxed on its own, so that it is compiled once.
    fn opening(mut self, kind: Kind) -> Opening {
        Box::pin(async move {
            let accepted = self.extras().accepted.take();
            let opened = self.open(kind == Kind::Events).await?;
            if accepted.is_none() && kind.fits(&opened) {
                return Ok(start(opened, kind));
            }
            // What is no such stream may have no end, unless it was asked for.
            let reply = match accepted.is_some() || opened.has_end() {
                true => opened.valid(accepted.as_deref()).await?,
                false => opened.without_body(),
            };
            Ok(Start::Whole(Box::new(reply)))
        })
    }
}

fn start(opened: Opened, kind: Kind) -> Start {
    let limit = match kind {
        Kind::Bytes => opened.timeouts.of_idle(),
        Kind::Events | Kind::Items => opened.timeouts.of_silence(),
    };
    let time = opened.sender.shared.time.clone();
    let (reply, body, again) = opened.into_stream();
    let media_type = reply.content_type().map(Box::from);
    let head = Head { operation: reply.operation, status: reply.status, media_type, attempts: reply.attempts };
    let resume = again.map(|(sender, request)| Box::new(Resume::new(sender, request)));
    Start::Stream(Box::new(reply), Source::new(head, Paced::new(body, limit, time)), resume)
}

/// The response to a call: a stream that `make` makes, or a failure.
fn opened<S, E>(
    start: Result<Start, NoReply>,
    failure: fn(&Reply) -> Result<E, DecodeError>,
    make: impl FnOnce(Source, Option<Box<Resume>>) -> S,
) -> Result<Response<S>, CallError<E>> {
    match start {
        Ok(Start::Stream(reply, source, resume)) => Ok(Response::new(*reply, make(source, resume))),
        Ok(Start::Whole(reply)) => sort(Ok(*reply), |_| Err(DecodeError::new("it is no such stream")), failure),
        Err(error) => sort(Err(error), |_| Err(DecodeError::undeclared()), failure),
    }
}

impl Kind {
    /// Whether a response is read as this.
    fn fits(self, opened: &Opened) -> bool {
        opened.is_success()
            && match self {
                Self::Events => is_of_events(opened.headers(), opened.is_strict()),
                Self::Items => is_of_items(opened.headers(), opened.is_strict()),
                Self::Bytes => !opened.is_strict() || opened.is_of_declared_media_type(),
            }
    }
}

/// Whether a response has events. One that does not say what it has may have them.
pub(super) fn is_of_events(headers: &HeaderMap, is_strict: bool) -> bool {
    match stated(headers) {
        Some(name) => MediaType::parse(name).is_some_and(MediaType::is_event_stream),
        None => !is_strict,
    }
}

/// Whether a response has items. Many servers that send a line for each item call it JSON, or text.
fn is_of_items(headers: &HeaderMap, is_strict: bool) -> bool {
    let Some(name) = stated(headers) else { return !is_strict };
    MediaType::parse(name).is_some_and(|given| {
        let is_similar = given.is_json() || given.is_plain_text() || given.includes("application/octet-stream");
        given.is_json_lines() || given.is_json_sequence() || !is_strict && is_similar
    })
}

fn stated(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default())
}

fn framing(media_type: &str) -> Framing {
    let is_sequence = MediaType::parse(media_type).is_some_and(MediaType::is_json_sequence);
    if is_sequence { Framing::Records } else { Framing::Lines }
}
