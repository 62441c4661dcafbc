//! Operations that respond with one page of many.
//!
//! Owns how the pages follow each other. Must not know how they are requested.

use super::Ty;

/// How the pages of an operation follow each other. Properties are named by JSON pointers.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// What leads to the next page.
    pub scheme: PageScheme,
    /// The array of the items; empty where the body is that array.
    pub items: String,
    /// The boolean that says whether there is another page.
    pub more: Option<String>,
    /// The number of all items, or of all pages where pages have numbers.
    pub total: Option<String>,
    /// The type of an item.
    pub item: Ty,
}

/// What leads to the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageScheme {
    /// A query parameter takes what a property of the body has.
    Token {
        /// The query parameter.
        parameter: String,
        /// The property.
        property: String,
    },
    /// A query parameter takes what a property of the last item has.
    LastItem {
        /// The query parameter.
        parameter: String,
        /// The property of the item.
        property: String,
    },
    /// A query parameter takes the number of items before the page.
    Offset {
        /// The query parameter.
        parameter: String,
    },
    /// A query parameter takes the number of the page.
    Number {
        /// The query parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The header `link` has the URL.
    Link,
    /// A property of the body has the URL.
    Url {
        /// The property.
        property: String,
    },
}
