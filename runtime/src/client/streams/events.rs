//! A stream of server-sent events with typed data.
//!
//! Owns what a caller can ask of it, and how data gets its type. Must not know the format of events ([`sse`](super::sse)).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::super::event::Event;
use super::super::super::{json as reader, text_body as scalars};
use super::super::outcome::DecodeError;
use super::error::{Cause, StreamError};
use super::raw_events::RawEvents;

/// What gives an event's data its type.
pub type ReadEvent<T> = fn(&Event<String>) -> Result<T, DecodeError>;

/// The events of a response, as they come.
///
/// The stream ends with the response, or with the event that `[streams] done` names. An event that is not what is declared is an
/// error, and the stream goes on after it. Whoever drops the stream closes its connection.
///
/// A timeout for whole responses ends a stream, too. One for each read (`reqwest::ClientBuilder::read_timeout`) does not, as long
/// as something comes.
pub struct EventStream<T> {
    events: RawEvents,
    read: ReadEvent<T>,
}

impl<T> EventStream<T> {
    pub(super) fn new(events: RawEvents, read: ReadEvent<T>) -> Self {
        Self { events, read }
    }

    /// The next event; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The same stream, which takes no event of more bytes. The limit is 16 MiB without this.
    #[must_use]
    pub fn max_event_bytes(mut self, limit: usize) -> Self {
        self.events.set_limit(limit);
        self
    }

    /// The same stream, which connects again where its response ends or breaks off: at most so many times without an event in
    /// between. It sends the id of the last event as `last-event-id`. Before that it waits as long as the server said, 3 seconds
    /// where it said nothing, each time twice as long as before, and at most a minute. A 204 ends the stream.
    ///
    /// Only a stream of a GET connects again; of every other method the stream remains as it is.
    #[must_use]
    pub fn reconnect(mut self, attempts: u32) -> Self {
        self.events.resume.iter_mut().for_each(|resume| resume.set_attempts(attempts));
        self
    }

    /// The id of the last event that had one, for a request of your own that goes on there.
    pub fn last_event_id(&self) -> Option<&str> {
        self.events.last_id()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, StreamError>>> {
        let event = match ready!(self.events.poll_next(context)) {
            Some(Ok(event)) => event,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(match (self.read)(&event) {
            Ok(data) => Ok(Event { data, event: event.event, id: event.id, retry: event.retry }),
            Err(error) => Err(self.events.error(Cause::Decode(error, event.data.into_bytes()))),
        }))
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.events).finish()
    }
}

/// The data as JSON.
///
/// # Errors
/// When it is not JSON, or not of this type.
pub fn json_data<T: DeserializeOwned>(event: &Event<String>) -> Result<T, DecodeError> {
    reader::decode(event.data.as_bytes()).map_err(DecodeError::new)
}

/// The data as the text of a single value.
///
/// # Errors
/// When it is not of this type.
pub fn plain_data<T: DeserializeOwned>(event: &Event<String>) -> Result<T, DecodeError> {
    scalars::read(&event.data).map_err(DecodeError::new)
}

/// The data as it is.
///
/// # Errors
/// None.
pub fn text_data(event: &Event<String>) -> Result<String, DecodeError> {
    Ok(event.data.clone())
}

/// The whole event as an object with the properties `data`, `event`, `id` and `retry`: what a schema of items describes since
/// OpenAPI 3.2. The data is a string; where the type takes no string there, it is the JSON in it.
///
/// # Errors
/// When it is not of this type.
pub fn whole_event<T: DeserializeOwned>(event: &Event<String>) -> Result<T, DecodeError> {
    let read = |data: Value| {
        let retry = event.retry.and_then(|retry| u64::try_from(retry.as_millis()).ok());
        let fields = [
            ("event", event.event.clone().map(Value::from)),
            ("data", Some(data)),
            ("id", event.id.clone().map(Value::from)),
            ("retry", retry.map(Value::from)),
        ];
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        reader::from_value::<T>(Value::Object(fields.collect::<Map<_, _>>()))
    };
    let as_string = read(Value::from(event.data.as_str()));
    as_string.or_else(|error| match reader::decode(event.data.as_bytes()) {
        Ok(data) => read(data).map_err(DecodeError::new),
        Err(_) => Err(DecodeError::new(error)),
    })
}
