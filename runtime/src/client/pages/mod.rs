//! Operations that respond with one page of many: their pages one after the other, and the items on them.
//!
//! Owns everything between a call and its pages. Must not know how a page is requested: each page is one call, with the
//! credentials, retries and timeouts of its client.
//!
//! Nothing is requested before a page is asked for.

mod continuation;
mod following;
mod items;
mod link;
mod paged;
mod pagination;
mod reading;
mod stream;

pub use continuation::{Continuation, ContinuationError};
pub use items::PageItems;
pub use paged::Paged;
pub use pagination::Pagination;
pub use stream::Pages;
