//! How the pages of an operation follow each other, as data.
//!
//! Owns what generated code says of an operation. Must not know any response.

/// How the pages of an operation follow each other. Properties are named by JSON pointers into the body of a page.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Pagination {
    pub(super) scheme: Scheme,
    /// The array of the items; the body itself without one.
    pub(super) items: &'static str,
    /// The boolean that says whether there is another page.
    pub(super) more: Option<&'static str>,
    /// The number of all items, or of all pages where pages are counted.
    pub(super) total: Option<&'static str>,
}

/// What leads to the next page. The first text of most is the query parameter that is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scheme {
    /// A property of the body has what is sent.
    Token(&'static str, &'static str),
    /// A property of the last item has what is sent.
    LastItem(&'static str, &'static str),
    /// The number of items before the page is sent.
    Offset(&'static str),
    /// The number of the page is sent, and the first page has this one.
    Number(&'static str, u64),
    /// The header `link` has the URL.
    Link,
    /// A property of the body has the URL.
    Url(&'static str),
}

impl Pagination {
    const fn new(scheme: Scheme) -> Self {
        Self { scheme, items: "", more: None, total: None }
    }

    /// The body has a token at the pointer, which the parameter takes.
    pub const fn token(parameter: &'static str, pointer: &'static str) -> Self {
        Self::new(Scheme::Token(parameter, pointer))
    }

    /// The parameter takes what the last item has at the pointer.
    pub const fn last_item(parameter: &'static str, pointer: &'static str) -> Self {
        Self::new(Scheme::LastItem(parameter, pointer))
    }

    /// The parameter takes the number of items before the page.
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Scheme::Offset(parameter))
    }

    /// The parameter takes the number of the page.
    pub const fn number(parameter: &'static str, first: u64) -> Self {
        Self::new(Scheme::Number(parameter, first))
    }

    /// The header `link` has the URL of the next page.
    pub const fn link() -> Self {
        Self::new(Scheme::Link)
    }

    /// The body has the URL of the next page at the pointer.
    pub const fn url(pointer: &'static str) -> Self {
        Self::new(Scheme::Url(pointer))
    }

    /// The same, with the items at the pointer.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// The same, with a boolean at the pointer that says whether there is another page.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// The same, with the number of all items at the pointer, or that of all pages where pages have numbers.
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }
}
