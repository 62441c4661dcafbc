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
    /// Pages with their items at the pointer, whose URLs the header `link` has unless something else is said.
    pub const fn of(items: &'static str) -> Self {
        Self { scheme: Scheme::Link, items, more: None, total: None }
    }

    const fn by(mut self, scheme: Scheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// The body has a token at the pointer, which the parameter takes.
    pub const fn token(self, parameter: &'static str, pointer: &'static str) -> Self {
        self.by(Scheme::Token(parameter, pointer))
    }

    /// The parameter takes what the last item has at the pointer.
    pub const fn last_item(self, parameter: &'static str, pointer: &'static str) -> Self {
        self.by(Scheme::LastItem(parameter, pointer))
    }

    /// The parameter takes the number of items before the page.
    pub const fn offset(self, parameter: &'static str) -> Self {
        self.by(Scheme::Offset(parameter))
    }

    /// The parameter takes the number of the page, and the first page has this one.
    pub const fn number(self, parameter: &'static str, first: u64) -> Self {
        self.by(Scheme::Number(parameter, first))
    }

    /// The header `link` has the URL of the next page.
    pub const fn link(self) -> Self {
        self.by(Scheme::Link)
    }

    /// The body has the URL of the next page at the pointer.
    pub const fn url(self, pointer: &'static str) -> Self {
        self.by(Scheme::Url(pointer))
    }

    /// The body has a boolean at the pointer that says whether there is another page.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// The body has the number of all items at the pointer, or that of all pages where pages have numbers.
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }
}
