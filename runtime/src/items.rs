//! JSON values one after the other, as a body.
//!
//! Owns how they are written: a line for each, or a record for each. Must not know which values there are.
//!
//! Source: JSON Lines (jsonlines.org); RFC 7464, section 2.2.

use std::fmt;

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::body::{Body, BodyError};
use super::media_type::MediaType;
use super::non_finite;
use super::pieces::{self, Pieces};

/// JSON values that a client sends or a handler responds with, as they come.
///
/// A value is made when the receiver has taken those before it. The body breaks off at an error.
pub struct Items<T> {
    pieces: Pieces<T>,
}

impl<T: Serialize + Send + 'static> Items<T> {
    /// The items of a stream.
    pub fn new<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BodyError> + 'static,
    {
        Self { pieces: pieces::of(stream) }
    }

    /// The items that a function makes of a state, one after the other: it gives an item and the next state, or `None` at the
    /// end. `Items::unfold(1, |n| async move { (n < 4).then(|| (n, n + 1)) })`.
    pub fn unfold<State, Next, Made>(state: State, next: Next) -> Self
    where
        State: Send + 'static,
        Next: FnMut(State) -> Made + Send + 'static,
        Made: Future<Output = Option<(T, State)>> + Send + 'static,
    {
        Self { pieces: pieces::unfold(state, next) }
    }

    /// Items that are there already.
    pub fn of(items: impl IntoIterator<Item = T, IntoIter: Send + 'static>) -> Self {
        Self::unfold(items.into_iter(), |mut items| std::future::ready(items.next().map(|item| (item, items))))
    }

    /// A body with a line for each item, as `application/jsonl` and `application/x-ndjson` have it.
    pub fn lines(self) -> Body {
        self.framed(false)
    }

    /// A body with a record for each item, as `application/json-seq` has it.
    pub fn records(self) -> Body {
        self.framed(true)
    }

    /// A body of this media type.
    pub fn body(self, media: &str) -> Body {
        self.framed(MediaType::parse(media).is_some_and(MediaType::is_json_sequence))
    }

    fn framed(self, is_sequence: bool) -> Body {
        Body::from_stream(pieces::map(self.pieces, move |item| {
            let mut text = Vec::new();
            text.extend(is_sequence.then_some(0x1e));
            text.extend(non_finite::to_vec(&item?)?);
            text.push(b'\n');
            Ok(Bytes::from(text))
        }))
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
