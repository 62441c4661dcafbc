//! Server-sent events as a response.
//!
//! Owns how events are written, and the comments that keep a connection alive. Must not know which events there are.
//!
//! Source: HTML Living Standard, sections "Server-sent events" and "Authoring notes".

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame};
use serde::Serialize;
use serde_json::Value;

use super::super::body::BodyError;
use super::super::event::Event;
use super::super::pieces::{self, Pieces};
use super::super::timer::Sleep;
use super::super::{non_finite, text_body as scalars};

/// The time without an event after which a comment is sent, so that proxies do not close the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Events that a handler responds with, as they come.
///
/// An event is made when the client has taken those before it. The response breaks off at an error.
pub struct Events<T> {
    pieces: Pieces<Event<T>>,
    keep_alive: Option<Duration>,
}

impl<T: Send + 'static> Events<T> {
    /// The events of a stream.
    pub fn new<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Event<T>, E>> + Send + 'static,
        E: Into<BodyError> + 'static,
    {
        Self { pieces: pieces::of(stream), keep_alive: Some(KEEP_ALIVE) }
    }

    /// The events that a function makes of a state, one after the other: it gives an event and the next state, or `None` at the
    /// end. `Events::unfold(1, |n| async move { (n < 4).then(|| (Event::new(n), n + 1)) })`.
    pub fn unfold<State, Next, Made>(state: State, next: Next) -> Self
    where
        State: Send + 'static,
        Next: FnMut(State) -> Made + Send + 'static,
        Made: Future<Output = Option<(Event<T>, State)>> + Send + 'static,
    {
        Self { pieces: pieces::unfold(state, next), keep_alive: Some(KEEP_ALIVE) }
    }

    /// Events that are there already.
    pub fn of(events: impl IntoIterator<Item = Event<T>, IntoIter: Send + 'static>) -> Self {
        Self::unfold(events.into_iter(), |mut events| std::future::ready(events.next().map(|event| (event, events))))
    }

    /// The same events, with a comment after so much time without an event, or without comments. It is 15 seconds where nothing
    /// is said.
    #[must_use]
    pub fn keep_alive(mut self, time: Option<Duration>) -> Self {
        self.keep_alive = time;
        self
    }

    /// The body of a response. `data` writes the data of an event into it.
    pub(super) fn body(self, data: fn(&mut Event<T>) -> Result<String, BodyError>) -> axum::body::Body {
        let written = pieces::map(self.pieces, move |event| {
            let mut event = event?;
            let data = data(&mut event)?;
            Ok(Bytes::from(written(&data, &event)))
        });
        axum::body::Body::new(EventBody { written, keep_alive: self.keep_alive, last: Instant::now(), sleep: None })
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("keep_alive", &self.keep_alive).finish_non_exhaustive()
    }
}

/// An event as it is sent. A line break ends a field, so that data has a field for each line and other fields have none.
fn written<T>(data: &str, event: &Event<T>) -> String {
    let mut text = String::with_capacity(data.len() + 16);
    let mut field = |name: &str, value: &str| {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push('\n');
    };
    let on_one_line = |value: &String| value.replace(['\r', '\n', '\0'], " ");
    if let Some(event) = &event.event {
        field("event", &on_one_line(event));
    }
    if let Some(id) = &event.id {
        field("id", &on_one_line(id));
    }
    if let Some(retry) = event.retry {
        field("retry", &retry.as_millis().to_string());
    }
    for line in data.replace("\r\n", "\n").split(['\r', '\n']) {
        field("data", line);
    }
    text.push('\n');
    text
}

/// The data as JSON.
pub(super) fn json_data<T: Serialize>(event: &mut Event<T>) -> Result<String, BodyError> {
    Ok(String::from_utf8(non_finite::to_vec(&event.data)?)?)
}

/// The data as the text of a single value.
pub(super) fn plain_data<T: Serialize>(event: &mut Event<T>) -> Result<String, BodyError> {
    Ok(scalars::write(&event.data)?)
}

/// The data as it is.
pub(super) fn text_data(event: &mut Event<String>) -> Result<String, BodyError> {
    Ok(std::mem::take(&mut event.data))
}

/// The data of a whole event, whose other fields are set as it has them.
pub(super) fn whole_data<T: Serialize>(event: &mut Event<T>) -> Result<String, BodyError> {
    let Value::Object(mut fields) = non_finite::to_value(&event.data)? else {
        return Err("an event is no object".into());
    };
    let string = |value: Option<Value>| match value {
        Some(Value::String(text)) => Some(text),
        Some(Value::Null) | None => None,
        Some(other) => Some(other.to_string()),
    };
    let (kind, id) = (string(fields.remove("event")), string(fields.remove("id")));
    event.event = kind.or(event.event.take());
    event.id = id.or(event.id.take());
    let retry = fields.remove("retry").and_then(|retry| retry.as_u64()).map(Duration::from_millis);
    event.retry = retry.or(event.retry);
    Ok(string(fields.remove("data")).unwrap_or_default())
}

/// Events as they are sent, with comments between them where they are rare.
struct EventBody {
    written: Pieces<Bytes>,
    keep_alive: Option<Duration>,
    /// When something was sent last.
    last: Instant,
    sleep: Option<Sleep>,
}

impl EventBody {
    /// Whether a comment is due.
    fn poll_keep_alive(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(time) = self.keep_alive else { return Poll::Pending };
        // Once more where an event came while it waited.
        for _ in 0..2 {
            let elapsed = self.last.elapsed();
            if elapsed >= time {
                self.sleep = None;
                return Poll::Ready(());
            }
            let sleep = self.sleep.get_or_insert_with(|| Sleep::new(time - elapsed));
            match Pin::new(sleep).poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(()) => self.sleep = None,
            }
        }
        Poll::Pending
    }
}

impl HttpBody for EventBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let event = match self.written.as_mut().poll_next(context) {
            Poll::Ready(event) => event,
            Poll::Pending => match self.poll_keep_alive(context) {
                Poll::Ready(()) => Some(Ok(Bytes::from_static(b":\n\n"))),
                Poll::Pending => return Poll::Pending,
            },
        };
        self.last = Instant::now();
        Poll::Ready(event.map(|bytes| bytes.map(Frame::data)))
    }
}
