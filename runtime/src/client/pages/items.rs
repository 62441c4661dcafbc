//! The items on the pages of a call, one after the other.
//!
//! Owns which item of a page is next. Must not know when a page is requested ([`stream`](super::stream)).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::super::call::CallFuture;
use super::super::error::CallError;
use super::super::outcome::{DecodeError, Reply};
use super::super::response::Response;
use super::super::unexpected::Unexpected;
use super::super::verdict::Verdict;
use super::continuation::{Continuation, Position};
use super::pagination::Pagination;
use super::reading;
use super::stream::Pages;

/// The items on the pages of a call: [`Paged::items`](super::Paged::items) makes it. A page is requested when the first item on
/// it is asked for.
///
/// An error is the end of the stream, and [`continuation`](Self::continuation) says where it was.
pub struct PageItems<T, E> {
    pages: Pages<Vec<T>, E>,
    /// The items that are left of the page that came last.
    items: IntoIter<T>,
    /// Where this page starts.
    page: Option<Position>,
    /// How many items of this page there were already, or of the first one that is to come.
    taken: u64,
}

impl<T, E> PageItems<T, E> {
    pub(super) fn new(pages: Pages<Vec<T>, E>) -> Self {
        Self { pages, items: Vec::new().into_iter(), page: None, taken: 0 }
    }

    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, CallError<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Where the next item is: its page, and how many items of that page there were already. `None` after the last page. After an
    /// error, nothing that came before it comes again.
    pub fn continuation(&self) -> Option<Continuation> {
        let next = self.pages.position();
        let is_reading = self.items.len() > 0 || next == self.page.as_ref();
        let (position, taken) = match &self.page {
            Some(page) if is_reading => (Some(page), self.taken),
            Some(_) => (next, 0),
            None => (next, self.taken),
        };
        position.cloned().map(|position| Continuation { position, taken })
    }

    /// The items from a continuation on. It is of the same call, with the same parameters.
    #[must_use]
    pub fn resume(self, continuation: Continuation) -> Self {
        let Continuation { position, taken } = continuation;
        Self { taken, ..Self::new(self.pages.starting_at(position)) }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, CallError<E>>>> {
        loop {
            if let Some(item) = self.items.next() {
                self.taken = self.taken.saturating_add(1);
                return Poll::Ready(Some(Ok(item)));
            }
            let page = self.pages.position().cloned();
            match ready!(self.pages.poll(context)) {
                Some(Ok(response)) => {
                    self.items = response.into_inner().into_iter();
                    // Only of the page that is resumed, there were items already.
                    self.taken = if self.page.is_none() { self.taken } else { 0 };
                    self.page = page;
                    (0..self.taken).all(|_| self.items.next().is_some());
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// A page as its items. The call gives the page as what has no type, so that nothing is read twice.
pub(super) fn read<R, T, E>(sent: CallFuture<R, E>, pagination: &'static Pagination) -> CallFuture<Vec<T>, E>
where
    R: 'static,
    T: DeserializeOwned + 'static,
    E: 'static,
{
    Box::pin(async move {
        let reply = match sent.await {
            Ok(response) => response.into_reply(),
            Err(CallError::Unexpected(unexpected)) => unexpected.into_accepted().map_err(CallError::Unexpected)?,
            Err(error) => return Err(error),
        };
        let items = reading::items(reply.body(), pagination.items);
        items_of(reply, items)
    })
}

fn items_of<T, E>(reply: Reply, items: Result<Vec<T>, DecodeError>) -> Result<Response<Vec<T>>, CallError<E>> {
    match items {
        Ok(items) => Ok(Response::new(reply, items)),
        Err(error) => {
            let reply = Reply { verdict: Verdict::Success, ..reply };
            Err(CallError::Unexpected(Unexpected::of(reply, Some(error))))
        }
    }
}

impl<T: Unpin, E> Stream for PageItems<T, E> {
    type Item = Result<T, CallError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for PageItems<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageItems").field("pages", &self.pages).finish_non_exhaustive()
    }
}
