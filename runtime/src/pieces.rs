//! What is sent piece by piece: a stream of anything.
//!
//! Owns the ways of making one. Must not know how a piece is written.
//!
//! A piece is made when the receiver has taken those before it, so that a slow receiver slows down the sender, and memory is
//! bounded. When the receiver goes away, the stream is dropped.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::body::BodyError;

/// Pieces, one after the other.
pub(super) type Pieces<T> = Pin<Box<dyn Stream<Item = Result<T, BodyError>> + Send>>;

/// The pieces of a stream that may break off.
pub(super) fn of<S, T, E>(stream: S) -> Pieces<T>
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
    E: Into<BodyError>,
{
    Box::pin(Map { stream: Box::pin(stream), map: |piece: Result<T, E>| piece.map_err(Into::into) })
}

/// The pieces that a function makes of a state, one after the other.
pub(super) fn unfold<T, State, Next, Made>(state: State, next: Next) -> Pieces<T>
where
    T: 'static,
    State: Send + 'static,
    Next: FnMut(State) -> Made + Send + 'static,
    Made: Future<Output = Option<(T, State)>> + Send + 'static,
{
    Box::pin(Unfold { state: Some(state), next, made: None })
}

/// The same pieces in another form.
pub(super) fn map<T, U, F>(pieces: Pieces<T>, map: F) -> Pieces<U>
where
    T: 'static,
    F: FnMut(Result<T, BodyError>) -> Result<U, BodyError> + Send + Unpin + 'static,
{
    Box::pin(Map { stream: pieces, map })
}

struct Map<S: ?Sized, F> {
    stream: Pin<Box<S>>,
    map: F,
}

impl<S: Stream + ?Sized, U, F: FnMut(S::Item) -> U + Unpin> Stream for Map<S, F> {
    type Item = U;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<U>> {
        let next = ready!(self.stream.as_mut().poll_next(context));
        Poll::Ready(next.map(|piece| (self.map)(piece)))
    }
}

struct Unfold<State, Next, Made> {
    state: Option<State>,
    next: Next,
    made: Option<Pin<Box<Made>>>,
}

/// Nothing in it is pinned in place.
impl<State, Next, Made> Unpin for Unfold<State, Next, Made> {}

impl<T, State, Next, Made> Stream for Unfold<State, Next, Made>
where
    Next: FnMut(State) -> Made,
    Made: Future<Output = Option<(T, State)>>,
{
    type Item = Result<T, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(state) = this.state.take() {
            this.made = Some(Box::pin((this.next)(state)));
        }
        let Some(made) = &mut this.made else { return Poll::Ready(None) };
        let made = ready!(made.as_mut().poll(context));
        this.made = None;
        Poll::Ready(made.map(|(piece, state)| {
            this.state = Some(state);
            Ok(piece)
        }))
    }
}
