//! The pages that are recognised: by the names of query parameters and properties, both of which have to be there.
//!
//! Owns the table of these names (docs/decisions/the-client.md has it too). Must not know the settings.
//!
//! A wrong guess would lose data or repeat it, so that what two services mean differently is not in the table: a `count` may be
//! that of the page, a `page` without a default may begin with 0, and a `cursor` in a response may be the one that was sent.

use crate::api::{Operation, Parameter, SchemaId};
use crate::rust::PageScheme;

use crate::lower::shape::Shape;

use super::body::{Items, PageBody, Property};
use super::{Found, parameters};

/// Query parameters that take a token, and the properties that have the one of the next page. All names are without `_`, `-` and
/// capital letters.
const TOKENS: &[(&[&str], &[&str])] = &[
    (&["cursor", "pagecursor", "after", "pageafter"], &["nextcursor"]),
    (&["pagetoken", "nextpagetoken"], &["nextpagetoken", "nextpage"]),
    (&["nexttoken", "pagetoken", "paginationtoken"], &["nexttoken"]),
    (&["continue"], &["continue"]),
    (&["continuationtoken", "continuation"], &["continuationtoken", "nextcontinuationtoken"]),
    (&["marker"], &["nextmarker"]),
];

/// The same, where a property says besides whether there is another page.
const FLAGGED_TOKENS: &[(&[&str], &[&str])] = &[
    (&["after", "pageafter", "cursor"], &["endcursor"]),
    (&["after"], &["lastid", "next"]),
    (&["afterid"], &["lastid"]),
    (&["page"], &["nextpage"]),
];

/// Query parameters that take the `id` of the last item.
const AFTER_ITEM: &[&str] = &["startingafter"];

/// Properties that have the URL of the next page, whatever the parameters.
const URLS: &[&str] = &["@odata.nextlink", "odata.nextlink", "nextlink", "nextpageurl", "nexturl"];

/// The same, where the format is that of a URL.
const FORMATTED_URLS: &[&str] = &["next", "nextpage", "nextpageuri", "nexturi"];

/// Query parameters that take a number of items.
const LIMITS: &[&str] = &["limit", "max", "maxresults", "pagelimit", "pagesize", "perpage", "size", "take", "top"];

/// Query parameters that take a place among pages.
const PLACES: &[&str] = &["after", "before", "cursor", "offset", "page", "pagenumber", "pagetoken", "since", "skip"];

/// Query parameters that take a token, whatever the response has.
const CURSORS: &[&str] = &["after", "continuationtoken", "cursor", "marker", "nexttoken", "pagetoken"];

/// Query parameters that take the number of items before the page.
const OFFSETS: &[&str] = &["offset", "skip", "startat"];

/// Properties that have the number of all items.
const TOTALS: &[&str] =
    &["total", "totalcount", "totalelements", "totalentries", "totalitems", "totalrecords", "totalresults"];

/// Query parameters that take the number of the page.
const NUMBERS: &[&str] = &["page", "pagenumber"];

/// Properties that have the number of all pages.
const TOTAL_PAGES: &[&str] = &["lastpage", "numpages", "pages", "totalpages"];

/// Properties that say whether there is another page.
const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "istruncated"];

/// The pages of an operation, where its description leaves no doubt.
pub(super) fn found(operation: &Operation, body: &PageBody<'_>) -> Option<Found> {
    if operation.method != "GET" {
        return None;
    }
    let items = body.items()?;
    let page = Page { operation, body, items: &items };
    let more = body.find(MORE, |property| matches!(body.shapes().of(property.schema), Shape::Boolean));
    let (more, has_more) = (more.as_ref().map(|property| property.pointer.clone()), more.is_some());
    let token = || page.token(TOKENS).or_else(|| page.token(FLAGGED_TOKENS).filter(|_| has_more));
    let after = || token().or_else(|| page.after_item().filter(|_| has_more));
    // Where the caller chooses one of several ways, a page of one looks like the last of another, unless there is a flag.
    let is_only_way = page.ways() < 2;
    let alone = |scheme: PageScheme| (scheme, None);
    let (scheme, total) = page
        .named_url()
        .or_else(|| page.link())
        .or_else(|| after().filter(|_| is_only_way || has_more))
        .map(alone)
        .or_else(|| page.offset(has_more).filter(|_| is_only_way))
        .or_else(|| page.formatted_url().map(alone))
        .or_else(|| page.number(has_more).filter(|_| is_only_way))?;
    Some(Found { scheme, items, more, total })
}

/// An operation, and the body of its success.
struct Page<'p, 'a> {
    operation: &'p Operation,
    body: &'p PageBody<'a>,
    items: &'p Items,
}

impl Page<'_, '_> {
    fn parameter(&self, names: &[&str], is_kind: fn(&Shape) -> bool) -> Option<&Parameter> {
        parameters::find(self.body.shapes(), self.operation, names, is_kind)
    }

    fn property(&self, names: &[&str], is_kind: fn(&Shape) -> bool) -> Option<Property> {
        self.body.find(names, |property| is_kind(self.body.shapes().of(property.schema)))
    }

    /// In how many ways a caller can select a page.
    fn ways(&self) -> usize {
        let ways = [
            (CURSORS, is_token as fn(&Shape) -> bool),
            (AFTER_ITEM, is_token),
            (OFFSETS, is_number),
            (NUMBERS, is_number),
        ];
        ways.into_iter().filter(|(names, is_kind)| self.parameter(names, *is_kind).is_some()).count()
    }

    fn token(&self, table: &[(&[&str], &[&str])]) -> Option<PageScheme> {
        table.iter().find_map(|(parameters, properties)| {
            let parameter = self.parameter(parameters, is_token)?.name.clone();
            let is_token =
                |property: &Property| is_token(self.body.shapes().of(property.schema)) && !self.body.is_url(property);
            let property = self.body.find(properties, is_token)?.pointer;
            Some(PageScheme::Token { parameter, property })
        })
    }

    fn after_item(&self) -> Option<PageScheme> {
        let parameter = self.parameter(AFTER_ITEM, is_token)?.name.clone();
        self.has_id(self.items.item?).then(|| PageScheme::LastItem { parameter, property: "/id".to_owned() })
    }

    /// Whether every item has an id.
    fn has_id(&self, item: SchemaId) -> bool {
        let (body, shapes) = (self.body, self.body.shapes());
        match shapes.of(item) {
            Shape::Struct => body.properties(item).any(|(name, schema)| name == "id" && is_token(shapes.of(schema))),
            Shape::OneOf(_) => {
                let has_id = |one: &SchemaId| {
                    body.properties(*one).any(|(name, schema)| name == "id" && is_token(shapes.of(schema)))
                };
                shapes.children(item).iter().all(has_id)
            }
            Shape::Any
            | Shape::Boolean
            | Shape::Integer
            | Shape::Number
            | Shape::String
            | Shape::StringEnum(_)
            | Shape::NumberEnum(_)
            | Shape::Null
            | Shape::Array(_)
            | Shape::Tuple
            | Shape::Map(_)
            | Shape::Untyped(_) => false,
        }
    }

    fn named_url(&self) -> Option<PageScheme> {
        let property = self.property(URLS, |shape| matches!(shape, Shape::String))?.pointer;
        Some(PageScheme::Url { property })
    }

    fn formatted_url(&self) -> Option<PageScheme> {
        let property = self.body.find(FORMATTED_URLS, |property| self.body.is_url(property))?.pointer;
        self.selects_pages().then_some(PageScheme::Url { property })
    }

    fn link(&self) -> Option<PageScheme> {
        (self.body.has_links() && self.selects_pages()).then_some(PageScheme::Link)
    }

    /// Whether a query parameter selects a page, or says how many items it has.
    fn selects_pages(&self) -> bool {
        let one_of = |names| self.parameter(names, is_token).is_some();
        one_of(LIMITS) || one_of(PLACES)
    }

    fn offset(&self, has_more: bool) -> Option<(PageScheme, Option<String>)> {
        let parameter = self.parameter(OFFSETS, is_number)?;
        let is_from_zero = parameters::first(self.body.shapes(), parameter).is_none_or(|first| first == 0);
        let total = self.property(TOTALS, is_number).map(|property| property.pointer);
        let is_certain = is_from_zero && self.parameter(LIMITS, is_number).is_some() && (has_more || total.is_some());
        is_certain.then(|| (PageScheme::Offset { parameter: parameter.name.clone() }, total))
    }

    fn number(&self, has_more: bool) -> Option<(PageScheme, Option<String>)> {
        let parameter = self.parameter(NUMBERS, is_number)?;
        let first = parameters::first(self.body.shapes(), parameter).and_then(|first| u64::try_from(first).ok());
        let first = first.filter(|first| *first <= 1)?;
        let total = self.property(TOTAL_PAGES, is_number).map(|property| property.pointer);
        let scheme = PageScheme::Number { parameter: parameter.name.clone(), first };
        (has_more || total.is_some()).then_some((scheme, total))
    }
}

fn is_token(shape: &Shape) -> bool {
    matches!(shape, Shape::String | Shape::Integer | Shape::Number)
}

fn is_number(shape: &Shape) -> bool {
    matches!(shape, Shape::Integer | Shape::Number)
}
