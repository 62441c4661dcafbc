//! The pages of a call, one after the other.
//!
//! Owns when a page is requested, and that none is requested twice. Must not know what leads to the next page
//! ([`following`](super::following)).

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::call::CallFuture;
use super::super::call_ext::CallExt;
use super::super::error::{CallError, RequestError};
use super::super::outcome::Reply;
use super::super::response::Response;
use super::super::unexpected::Unexpected;
use super::continuation::{Continuation, Position};
use super::following::Following;
use super::pagination::Pagination;

/// The pages of a call, each a response: [`Paged::pages`](super::Paged::pages) makes it. Nothing is requested before the first
/// page is asked for, and no page before it is needed.
///
/// The error of a page is the end of the stream, and [`continuation`](Self::continuation) says where it was. A page that leads
/// to a page that there was already, or to another origin, is given first, and the error is the next thing that comes.
pub struct Pages<P, E> {
    following: Following,
    send: Box<SendPage<P, E>>,
    /// Where the next page starts; `None` after the last one.
    position: Option<Position>,
    sending: Option<CallFuture<P, E>>,
    /// Why there is no way from the page that came last.
    failure: Option<Unexpected>,
    is_over: bool,
    /// The hashes of all positions, so that pages which lead in a circle are noticed.
    seen: HashSet<u64>,
}

type SendPage<P, E> = dyn Fn(&Following, &Position) -> Result<CallFuture<P, E>, RequestError> + Send;

impl<P, E> Pages<P, E> {
    /// The pages of a call. `read` gives them their type.
    pub(super) fn new<C, R>(
        mut call: C,
        pagination: &'static Pagination,
        read: fn(CallFuture<R, E>) -> CallFuture<P, E>,
    ) -> Self
    where
        C: CallExt
            + IntoFuture<IntoFuture = CallFuture<R, E>, Output = Result<Response<R>, CallError<E>>>
            + Send
            + 'static,
        R: 'static,
        P: 'static,
        E: 'static,
    {
        let following = Following::new(pagination, call.call());
        let body_error = call.call().error("its body is a stream, which can be sent only for one page");
        let send = move |following: &Following, position: &Position| {
            let mut page = call.try_clone().ok_or_else(|| body_error.clone())?;
            following.set(page.call(), position)?;
            Ok(read(page.into_future()))
        };
        let pages = Self {
            following,
            send: Box::new(send),
            position: None,
            sending: None,
            failure: None,
            is_over: false,
            seen: HashSet::new(),
        };
        pages.starting_at(Position::Start)
    }

    /// The next page; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Response<P>, CallError<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Where the next page starts; `None` after the last one. After an error it is where the page starts that did not come. After
    /// the error of a page that leads nowhere, it is where that page starts.
    pub fn continuation(&self) -> Option<Continuation> {
        self.position.clone().map(|position| Continuation { position, taken: 0 })
    }

    /// The pages from a continuation on. It is of the same call, with the same parameters.
    #[must_use]
    pub fn resume(self, continuation: Continuation) -> Self {
        self.starting_at(continuation.position)
    }

    pub(super) fn starting_at(mut self, position: Position) -> Self {
        self.seen = HashSet::from([self.hash(&position)]);
        self.position = Some(position);
        self
    }

    /// Where the next page starts.
    pub(super) fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }

    fn hash(&self, position: &Position) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.following.known(position).hash(&mut hasher);
        hasher.finish()
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<P>, CallError<E>>>> {
        if let Some(failure) = self.failure.take() {
            self.is_over = true;
            return Poll::Ready(Some(Err(CallError::Unexpected(failure))));
        }
        let Some(position) = self.position.as_ref().filter(|_| !self.is_over) else { return Poll::Ready(None) };
        let sending = match &mut self.sending {
            Some(sending) => sending,
            none => match (self.send)(&self.following, position) {
                Ok(sending) => none.insert(sending),
                Err(error) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(CallError::Request(error))));
                }
            },
        };
        let response = ready!(sending.as_mut().poll(context));
        self.sending = None;
        match &response {
            Ok(page) => self.turn(page.reply()),
            Err(_) => self.is_over = true,
        }
        Poll::Ready(Some(response))
    }

    /// Goes on to the page after the one of a response.
    fn turn(&mut self, reply: &Reply) {
        let Some(position) = &self.position else { return };
        let next = self.following.next(position, reply).map_err(|error| error.to_string());
        let next = next.and_then(|next| match next {
            Some(next) if !self.seen.insert(self.hash(&next)) => {
                Err("the next page is one that there was already".to_owned())
            }
            next => Ok(next),
        });
        match next {
            Ok(next) => self.position = next,
            Err(reason) => self.failure = Some(Unexpected::leading_nowhere(reply.clone(), reason)),
        }
    }
}

impl<P, E> Stream for Pages<P, E> {
    type Item = Result<Response<P>, CallError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// Without the call and its URLs, which may have credentials.
impl<P, E> fmt::Debug for Pages<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("is_over", &self.is_over).finish_non_exhaustive()
    }
}
