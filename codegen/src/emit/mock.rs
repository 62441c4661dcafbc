//! `mock.rs`: what tests of programs that use the client replace its transport by.
//!
//! Owns nothing but its exports: the runtime does all of it by the operations. Must not know operations.

use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// pub use super::runtime::mock::{Mock, On, Recorded};
/// ```
pub(super) fn file() -> TokenStream {
    quote! {
        //! A transport for tests: it responds to the operations that a test names, and records what it was sent.
        pub use super::runtime::mock::{Mock, On, Recorded};
    }
}
