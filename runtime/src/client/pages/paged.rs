//! The calls whose responses are pages.
//!
//! Owns their trait, whose impl is all that is generated for such an operation. Must not know how pages follow each other.

use serde::de::DeserializeOwned;

use super::super::call::CallFuture;
use super::super::call_ext::CallExt;
use super::super::error::CallError;
use super::super::response::Response;
use super::items::{self, PageItems};
use super::pagination::Pagination;
use super::stream::Pages;

/// A call whose response is one page of many. Its `.await` gives one page; [`pages`](Self::pages) and [`items`](Self::items) give
/// all of them, from the one on that its parameters select.
///
/// With `let mut drivers = client.list_drivers().limit(100).items();`, the drivers come one by one from
/// `drivers.next().await`, whatever the number of pages.
///
/// Each page is a call of its own, with the parameters, headers, timeouts and retries that are set here. A method of the call has
/// precedence over one of the same name here: write `Paged::items(call)` where an operation has a parameter `items`.
pub trait Paged: CallExt + Send + 'static {
    /// What a page has several of.
    type Item;

    /// How the pages follow each other.
    #[doc(hidden)]
    const PAGINATION: &'static Pagination;

    /// The pages, each with its status and headers. They are requested one by one, when they are asked for.
    fn pages<P, E>(self) -> Pages<P, E>
    where
        Self: IntoFuture<IntoFuture = CallFuture<P, E>, Output = Result<Response<P>, CallError<E>>>,
        P: 'static,
        E: 'static,
    {
        Pages::new(self, Self::PAGINATION, |sent| sent)
    }

    /// The items on all pages. A page is requested when the first item on it is asked for.
    fn items<P, E>(mut self) -> PageItems<Self::Item, E>
    where
        Self: IntoFuture<IntoFuture = CallFuture<P, E>, Output = Result<Response<P>, CallError<E>>>,
        Self::Item: DeserializeOwned + 'static,
        P: 'static,
        E: 'static,
    {
        self.call().extras().is_untyped = true;
        PageItems::new(Pages::new(self, Self::PAGINATION, |sent| items::read(sent, Self::PAGINATION)))
    }
}
